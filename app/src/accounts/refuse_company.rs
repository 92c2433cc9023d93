//! The desk refuses an account; the applicant reads the reason.

use kontor_domain::CompanyId;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/refuse_company")]
pub async fn refuse_company(company: CompanyId, #[server(default)] reason: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::accounts::refuse_company(&kontor, &actor, &company, &reason).await.answer()?;
    request::go_back(&[("done", "refuse")]);
    Ok(())
}
