//! Offers: what a company has asked for and was offered, how it asks, and the page on which it answers. Plain forms first; once awake, the
//! page reckons what is chosen with the rules of the domain.

mod accept;
mod accept_quote;
mod answer;
mod begin_quote;
mod counter_quote;
mod decline_quote;
mod history;
mod list_page;
mod new_page;
mod page;
mod picks;
mod positions;
mod quote;
mod quote_start;
mod quotes;
mod request;
mod standing;
mod sums;
mod withdraw_request;

use kontor_domain::quotes::{QuoteState, holds_on};
use kontor_domain::{Date, QuoteId, format};
use leptos::prelude::*;

pub use list_page::OffersPage;
pub use new_page::NewOfferPage;
pub use page::OfferPage;

use crate::text::{fill, use_language, use_text};
use crate::ui::Query;

/// Where the customer's offers live.
const BASE: &str = "/offers";

fn path_of(quote: &QuoteId) -> String {
    format!("{BASE}/{quote}")
}

/// Where an offer is asked for, from what `name` (`part`, `cart`, `list`, `configuration`, `case`) names.
#[must_use]
pub fn ask_path(name: &str, value: &str) -> String {
    Query::default().with(name, value).on("/offers/new")
}

/// The way there.
#[component]
pub fn AskOffer(
    #[prop(into)] path: String,
    #[prop(default = "quiet no-print")] class: &'static str,
) -> impl IntoView {
    let class = (!class.is_empty()).then_some(class);
    view! { <a class=class href=path>{use_text().quotes.ask}</a> }
}

/// As it stands on that day: the mark that it has expired comes a little later than its last day ends.
fn state_on(state: QuoteState, valid_until: Option<Date>, today: Date) -> QuoteState {
    if state.acceptable() && !holds_on(valid_until, today) { QuoteState::Expired } else { state }
}

/// Where one stands.
#[component]
pub fn QuotePill(state: QuoteState) -> impl IntoView {
    view! { <span class=format!("state {}", state.tone())>{state.word(use_language())}</span> }
}

/// From so many days on the last day is told as a date alone.
const SOON: i32 = 30;

/// `gilt noch 3 Tage`; for an offer that nobody can accept any more nothing but its last day.
fn last_day(state: QuoteState, valid_until: Date, today: Date) -> String {
    let (l, t) = (use_language(), use_text());
    let days = today.until(valid_until).map_or(0, |span| span.get_days());
    match (state.acceptable(), days) {
        (true, 0) => t.quotes.still_today.to_owned(),
        (true, 1) => t.quotes.still_one.to_owned(),
        (true, 2..SOON) => fill(t.quotes.still, &[&days.to_string()]),
        (true, SOON..) => fill(t.quotes.holds, &[&format::date(valid_until, l)]),
        _ => fill(t.quotes.over, &[&format::date(valid_until, l)]),
    }
}
