//! The word of an authority about the time (RFC 3161), when one is configured.

use kontor_domain::{Error, Language};
use kontor_seal::{TimestampRequest, Token};

use crate::Kontor;
use crate::fault::{internal, request_id};
use crate::hooks::post_to_known;

/// A token with the authority's chain is not larger.
const MOST: usize = 64 * 1024;

/// A time-stamp over a signature; nothing without an authority.
///
/// # Errors
/// [`Error::Unavailable`] when the authority does not answer, or answers something that is not to be believed.
pub(super) async fn stamp(kontor: &Kontor, signature: &[u8]) -> Result<Option<Token>, Error> {
    let Some(url) = &kontor.seals.authority else { return Ok(None) };
    let request = TimestampRequest::new(signature, kontor.ids.number());
    let query = request.der().map_err(|e| internal(&e))?;
    let headers = [
        ("content-type", "application/timestamp-query".to_owned()),
        ("accept", "application/timestamp-reply".to_owned()),
    ];
    let failed = |why: &str| {
        let host = url.host_str().unwrap_or_default();
        tracing::error!(request_id = request_id(), host, "the time-stamp authority: {why}");
        Error::Unavailable
    };
    let answered = post_to_known(url, &headers, query, MOST).await;
    let (status, body) = answered.map_err(|e| failed(&e.text(Language::En)))?;
    if status != 200 {
        return Err(failed(&format!("HTTP {status}")));
    }
    let token = request.accept(&body, kontor.clock.now(), &kontor.seals.anchors);
    token.map(Some).map_err(|untruth| failed(&untruth.to_string()))
}
