//! Takes an announced return back.

use kontor_domain::ReturnId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "returns/withdraw_return")]
pub async fn withdraw_return(id: ReturnId, version: i64) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let command = kontor_domain::returns::WithdrawReturn { id, version };
    kontor_service::returns::withdraw_return(&kontor, &actor, &command).await.answer()?;
    request::go(&format!("/returns/{}", command.id));
    Ok(())
}
