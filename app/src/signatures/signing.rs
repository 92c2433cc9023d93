//! What a signer reads behind their link.

use kontor_domain::signatures::SigningView;
use leptos::prelude::*;

use crate::wire::Refusal;

#[server(name = SigningFn, prefix = "/fn", endpoint = "signatures/signing")]
pub async fn signing(token: String) -> Result<SigningView, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, _) = request::begin_anyway()?;
    // The address is the key: it is told to nobody and kept nowhere.
    request::set_header(http::header::REFERRER_POLICY, "no-referrer");
    request::set_header(http::header::CACHE_CONTROL, "private, no-store");
    request::set_header(http::HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
    kontor_service::signatures::knock(&kontor, &request::client_address()).answer()?;
    kontor_service::signatures::signing(&kontor, &token).await.answer()
}
