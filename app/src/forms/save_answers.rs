//! What was filled in is saved, as the browser that is awake sends it.

use kontor_domain::forms::{SaveAnswers, SavedAnswers};
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = SaveAnswersFn, prefix = "/fn", endpoint = "forms/save_answers", input = server_fn::codec::Json)]
pub async fn save_answers(command: SaveAnswers) -> Result<SavedAnswers, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::forms::save_answers(&kontor, &actor, &command).await.answer()
}
