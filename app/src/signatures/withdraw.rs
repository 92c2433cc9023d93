//! A round is taken back.

use kontor_domain::FormId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = WithdrawFn, prefix = "/fn", endpoint = "signatures/withdraw_round")]
pub async fn withdraw_round(form: FormId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::signatures::WithdrawRound;
    let (kontor, actor) = request::begin()?;
    let command = WithdrawRound { form, version };
    kontor_service::signatures::withdraw_round(&kontor, &actor, &command).await.answer_about("withdraw")?;
    request::go(&format!("{}?done=withdrawn", super::form_page(&command.form, actor.company().is_none())));
    Ok(())
}
