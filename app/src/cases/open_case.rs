//! Where a case code leads.

use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "cases/open_case")]
pub async fn open_case(code: String) -> Result<String, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let path = kontor_service::cases::open_case(&kontor, &actor, &code).await.answer()?;
    // While the page of the code is drawn, this is its redirect.
    request::redirect_page(&path);
    Ok(path)
}
