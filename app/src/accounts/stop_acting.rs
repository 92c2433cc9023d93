//! Stops acting for a customer: a plain form, as it began.

use leptos::prelude::*;

use crate::wire::Refusal;

/// `mark` says which acting the page shows: a tab that was left open stops no other one. Leads to the customer at the desk.
#[server(prefix = "/fn", endpoint = "accounts/stop_acting")]
pub async fn stop_acting(#[server(default)] mark: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin_anyway()?;
    let secret = request::session_secret();
    let company = kontor_service::accounts::stop_acting(&kontor, &actor, &secret, &mark).await.answer()?;
    request::go(
        &company.map_or_else(|| "/desk".into(), |company| format!("/desk/customers/{company}?done=acting")),
    );
    Ok(())
}
