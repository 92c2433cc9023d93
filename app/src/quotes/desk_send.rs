//! Sends the draft of an offer to the customer.

use kontor_domain::QuoteId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// Without `follow_up` the desk comes back to it some days before its end.
#[server(name = SendOffer, prefix = "/fn", endpoint = "quotes/send_quote")]
pub async fn send_offer(
    quote: QuoteId,
    version: i64,
    #[server(default)] valid_until: String,
    #[server(default)] words: String,
    #[server(default)] follow_up: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::quotes::SendQuote;
    use kontor_domain::{Error, FieldError, Problem, format};
    let (kontor, actor) = request::begin()?;
    let typed = [("valid_until", &*valid_until), ("words", &*words), ("follow_up", &*follow_up)];
    let mut fields = Vec::new();
    let mut day = |field: &str, text: &str, empty: Option<Problem>| {
        let found = format::parse_date(text);
        let problem = if text.trim().is_empty() { empty } else { Some(Problem::NotADate) };
        if let (None, Some(problem)) = (found, problem) {
            fields.push(FieldError { field: field.to_owned(), problem });
        }
        found
    };
    let last = day("valid_until", &valid_until, Some(Problem::Required));
    let follow_up = day("follow_up", &follow_up, None);
    let (Some(valid_until), true) = (last, fields.is_empty()) else {
        return Err(Error::Invalid { fields }).answer_form("send", &typed);
    };
    let command = SendQuote { quote, version, valid_until, words: words.clone(), follow_up };
    Box::pin(kontor_service::quotes::send_quote(&kontor, &actor, &command))
        .await
        .answer_form("send", &typed)?;
    request::go(&format!("{}?done=sent", super::desk_path(&command.quote)));
    Ok(())
}
