//! Prices: metal notations, prices on request, and why somebody pays what they pay.

mod answer_price;
mod ask_form;
mod ask_price;
mod desk_metals;
mod desk_prices;
mod desk_request;
mod explanation;
mod price_requests;
mod request_lines;
mod requests_page;
mod set_notation;
mod why_price;
mod withdraw_price;

pub use answer_price::{AnswerPrice, DeclinePrice};
pub use ask_form::{AskLink, AskPriceForm, asks_price};
pub use ask_price::AskPrice;
pub use desk_metals::DeskMetalsPage;
pub use desk_prices::DeskPricesPage;
pub use desk_request::DeskPriceRequestPage;
pub use price_requests::{OnePriceRequest, PriceRequests};
pub use requests_page::{DeskPriceRequestsPage, PriceRequestsPage};
pub use set_notation::{Notations, SetNotation};
pub use why_price::WhyPriceFn;
pub use withdraw_price::WithdrawPrice;

use kontor_domain::{CompanyId, Date, PartKey, Quantity};

use crate::ui::Query;

/// The address that explains what a customer pays for a part; for a line of an order with its quantity and day.
#[must_use]
pub fn why_path(
    company: Option<&CompanyId>,
    part: Option<&PartKey>,
    line: Option<(Quantity, Date)>,
) -> String {
    let (quantity, day) =
        line.map(|(q, day)| (q.0.normalize().to_string(), day.to_string())).unwrap_or_default();
    Query::default()
        .with("customer", company.map_or("", CompanyId::as_str))
        .with("part", part.map_or("", PartKey::as_str))
        .with("quantity", &quantity)
        .with("day", &day)
        .on("/desk/prices")
}
