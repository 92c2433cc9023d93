//! Answers a customer's wish to have a late line sooner.

use kontor_domain::OrderId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// An empty date says that it cannot be quicker. Errors name the line by its position.
#[server(prefix = "/fn", endpoint = "orders/answer_expedite")]
pub async fn answer_expedite(
    order: OrderId,
    version: i64,
    position: u32,
    #[server(default)] date: String,
    #[server(default)] note: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::orders::AnswerExpedite;
    use kontor_domain::{Error, Problem, format};
    let (kontor, actor) = request::begin()?;
    let (about, typed) = (position.to_string(), [("date", &*date), ("note", &*note)]);
    let day = match date.trim() {
        "" => Ok(None),
        text => format::parse_date(text).map(Some).ok_or_else(|| Error::invalid("date", Problem::NotADate)),
    };
    let day = day.answer_form(&about, &typed)?;
    let command = AnswerExpedite { order, version, position, date: day, note: note.clone() };
    kontor_service::orders::answer_expedite(&kontor, &actor, &command).await.answer_form(&about, &typed)?;
    request::go_back(&[("done", "answer")]);
    Ok(())
}
