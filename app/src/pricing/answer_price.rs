//! The desk answers a price request.

use kontor_domain::PriceRequestId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// Without `until` it holds until further notice.
#[server(prefix = "/fn", endpoint = "pricing/answer_price")]
pub async fn answer_price(
    id: PriceRequestId,
    version: i64,
    #[server(default)] net: String,
    #[server(default)] from: String,
    #[server(default)] until: String,
    #[server(default)] words: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::typed_money;
    use kontor_domain::{Error, FieldError, Problem, Quantity, format, pricing};
    let (kontor, actor) = request::begin()?;
    let typed = [("net", &*net), ("from", &*from), ("until", &*until), ("words", &*words)];
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    let price = typed_money(&net).map_err(|problem| wrong("net", problem));
    let from = Quantity::parse(&from).map_err(|problem| wrong("from", problem));
    let day = match until.trim() {
        "" => Ok(None),
        day => format::parse_date(day).map(Some).ok_or_else(|| wrong("until", Problem::NotADate)),
    };
    let (Ok(price), Ok(from), Ok(until)) = (price, from, day) else {
        return Err(Error::Invalid { fields }).answer_form("answer", &typed);
    };
    let command = pricing::AnswerPrice { id, version, net: price.amount, from, until, words: words.clone() };
    kontor_service::pricing::answer_price(&kontor, &actor, &command).await.answer_form("answer", &typed)?;
    request::go(&format!("/desk/price-requests/{}?done=1", command.id));
    Ok(())
}

/// `reason` is told to the customer.
#[server(prefix = "/fn", endpoint = "pricing/decline_price")]
pub async fn decline_price(
    id: PriceRequestId,
    version: i64,
    #[server(default)] reason: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::pricing;
    let (kontor, actor) = request::begin()?;
    let command = pricing::DeclinePrice { id, version, reason: reason.clone() };
    kontor_service::pricing::decline_price(&kontor, &actor, &command)
        .await
        .answer_form("decline", &[("reason", &reason)])?;
    request::go(&format!("/desk/price-requests/{}?done=1", command.id));
    Ok(())
}
