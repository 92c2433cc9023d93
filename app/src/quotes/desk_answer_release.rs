//! Says yes or no to a price below somebody's floor.

use kontor_domain::QuoteId;
use leptos::prelude::*;

use crate::wire::Refusal;

/// `answer` is `grant` or `refuse`.
#[server(name = AnswerOfferRelease, prefix = "/fn", endpoint = "quotes/answer_release")]
pub async fn answer_release(
    quote: QuoteId,
    version: i64,
    answer: String,
    #[server(default)] words: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::quotes::AnswerRelease;
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let granted = match answer.as_str() {
        "grant" => Ok(true),
        "refuse" => Ok(false),
        _ => Err(Error::invalid("answer", Problem::NotACode)),
    };
    let granted = granted.answer_about("answer")?;
    let command = AnswerRelease { quote, version, granted, words };
    let answered = kontor_service::quotes::answer_release(&kontor, &actor, &command).await;
    answered.answer_form("answer", &[("words", &command.words)])?;
    let done = if granted { "released" } else { "refused" };
    request::go(&format!("{}?done={done}", super::desk_path(&command.quote)));
    Ok(())
}
