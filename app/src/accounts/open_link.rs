//! Whom the link of a mail belongs to.

use kontor_domain::accounts::LinkView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(prefix = "/fn", endpoint = "accounts/open_link")]
pub async fn open_link(token: String) -> Result<LinkView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, _) = request::begin()?;
    kontor_service::accounts::open_link(&kontor, &token).await.answer()
}
