//! Announces a return.

use kontor_domain::{IdempotencyKey, OrderId, ReturnId};
use leptos::prelude::*;

use super::AskedFields;
use crate::wire::Refusal;

/// `seen` is the net credit of the preview, in euro with a dot.
#[server(prefix = "/fn", endpoint = "returns/request_return")]
pub async fn request_return(
    key: IdempotencyKey,
    order: OrderId,
    #[server(default)] lines: Vec<AskedFields>,
    #[server(default)] words: String,
    #[server(default)] seen: String,
) -> Result<ReturnId, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::{Error, Money, Problem, returns};
    let (kontor, actor) = request::begin()?;
    let typed = [("words", &*words)];
    let (lines, unread) = super::start_return::read(&lines);
    if !unread.is_empty() {
        return Err(Error::Invalid { fields: unread }).answer_keeping(&typed);
    }
    let seen = match seen.trim() {
        "" => None,
        text => Some(
            text.parse()
                .map(Money::eur)
                .map_err(|_| Error::invalid("seen", Problem::NotANumber))
                .answer_keeping(&typed)?,
        ),
    };
    let command = returns::RequestReturn { key, order, lines, words: words.clone(), seen };
    let view =
        kontor_service::returns::request_return(&kontor, &actor, &command).await.answer_keeping(&typed)?;
    request::go(&format!("/returns/{}?announced=1", view.id));
    Ok(view.id)
}
