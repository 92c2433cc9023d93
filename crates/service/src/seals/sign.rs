//! From what is to be signed to the CMS: signature, time-stamp, and what goes wrong with either.

use jiff::Timestamp;
use kontor_domain::seals::SealLevel;
use kontor_domain::{Error, Problem};
use kontor_seal::{SealError, Signer as _, ToBeSigned};
use tokio::task::spawn_blocking;

use super::house::{Credential, With};
use super::stamp::stamp;
use crate::Kontor;
use crate::fault::{internal, request_id};

/// A signature with everything around it.
pub(super) struct Signed {
    pub cms: Vec<u8>,
    pub level: SealLevel,
    /// By the authority; by our clock without one.
    pub at: Timestamp,
}

/// # Errors
/// [`Error::Unavailable`] when the key's service or the authority fails or lies; [`Error::Conflict`] with [`Problem::SealExpired`] or
/// [`Problem::SealNotYetValid`].
pub(super) async fn sign(kontor: &Kontor, by: &Credential, what: ToBeSigned) -> Result<Signed, Error> {
    let (what, signature) = match &by.with {
        With::File(key) => {
            let key = std::sync::Arc::clone(key);
            blocking(move || {
                let signature = key.sign(&what)?;
                Ok((what, signature))
            })
            .await?
        }
        With::Token(token) => {
            let signed = token.at_work(move |key| {
                let signature = key.sign(&what)?;
                Ok((what, signature))
            });
            signed.await.map_err(fault)?
        }
        With::Remote(remote, algorithm) => {
            let signature = remote.sign(&what, algorithm).await?;
            (what, signature)
        }
    };
    let token = stamp(kontor, &signature).await?;
    let level = if token.is_some() { SealLevel::Timestamped } else { SealLevel::Basic };
    let at = token.as_ref().map_or_else(|| kontor.clock.now(), kontor_seal::Token::at);
    let scheme = by.scheme;
    let cms = blocking(move || what.cms(scheme, &signature, token.as_ref())).await?;
    Ok(Signed { cms, level, at })
}

/// On a thread that nobody waits for with other work: a signature takes some milliseconds of a core.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SealError> + Send + 'static,
) -> Result<T, Error> {
    spawn_blocking(work).await.map_err(|e| internal(&e))?.map_err(fault)
}

pub(super) fn fault(error: SealError) -> Error {
    match error {
        SealError::Expired(_) => Error::conflict(Problem::SealExpired),
        SealError::NotYetValid(_) => Error::conflict(Problem::SealNotYetValid),
        // A key that does not answer today may tomorrow.
        SealError::Key(_) | SealError::WrongSignature | SealError::Timestamp(_) => {
            tracing::error!(request_id = request_id(), "the seal: {error}");
            Error::Unavailable
        }
        other => internal(&other),
    }
}
