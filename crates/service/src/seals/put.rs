//! Puts the house's seal on a PDF.

use std::mem;

use jiff::civil::DateTime;
use kontor_domain::Error;
use kontor_domain::seals::SealLevel;
use kontor_seal::{SealWords, finish, prepare};

use super::house::With;
use super::known;
use super::sign::{blocking, fault, sign};
use crate::Kontor;

/// A document with its seals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub bytes: Vec<u8>,
    /// Nothing when there is no key: the bytes are as they came.
    pub level: Option<SealLevel>,
    /// Of the last seal, by the authority if there is one.
    pub at: DateTime,
}

/// One seal per reason, one over the other. Never less than what is configured: without the authority's word, or when the key does not
/// answer, there is no document.
///
/// # Errors
/// [`Error::Unavailable`], to be tried again; [`Error::Conflict`] with [`Problem::SealExpired`](kontor_domain::Problem::SealExpired) or
/// [`Problem::SealNotYetValid`](kontor_domain::Problem::SealNotYetValid); [`Error::Internal`] for a PDF that cannot be sealed.
pub async fn put(kontor: &Kontor, pdf: Vec<u8>, reasons: &[String]) -> Result<Sealed, Error> {
    let mut sealed = Sealed { bytes: pdf, level: None, at: kontor.clock.local() };
    let Some(by) = kontor.seals.credential(kontor).await? else { return Ok(sealed) };
    let leaf = by.leaf().map_err(fault)?;
    leaf.check_time(kontor.clock.now()).map_err(fault)?;
    // Before anything leaves the house with it: whoever asks later is told that it was ours.
    known::keep(kontor, leaf).await?;
    for reason in reasons {
        let (bytes, chain, at) = (mem::take(&mut sealed.bytes), by.chain.clone(), kontor.clock.now());
        let words = SealWords {
            name: Some(kontor.settings.dealer.clone()),
            reason: Some(reason.clone()),
            location: None,
        };
        let (prepared, what) = blocking(move || {
            let prepared = prepare(&bytes, &words, at)?;
            let what = prepared.to_be_signed(&chain)?;
            Ok((prepared, what))
        })
        .await?;
        let signed = sign(kontor, &by, what).await?;
        sealed.level = Some(signed.level);
        sealed.at = kontor.clock.local_at(signed.at.as_millisecond());
        sealed.bytes = blocking(move || finish(prepared, &signed.cms)).await?;
    }
    Ok(sealed)
}

/// Could something be sealed now? Asked before people are made to sign what could not be sealed then. Without a key everything may go on.
///
/// # Errors
/// As [`put`].
pub async fn usable(kontor: &Kontor) -> Result<(), Error> {
    let Some(by) = kontor.seals.credential(kontor).await? else { return Ok(()) };
    by.leaf().and_then(|leaf| leaf.check_time(kontor.clock.now())).map_err(fault)?;
    match &by.with {
        With::Token(token) => token.check().await.map_err(fault),
        With::File(_) | With::Remote(..) => Ok(()),
    }
}

/// Why the token does not seal just now, in words for whoever runs the house; nothing when it does or there is none.
///
/// # Errors
/// [`Error::Unavailable`] when the service of the key does not say.
pub async fn token_trouble(kontor: &Kontor) -> Result<Option<String>, Error> {
    let Some(by) = kontor.seals.credential(kontor).await? else { return Ok(None) };
    let With::Token(token) = &by.with else { return Ok(None) };
    Ok(token.check().await.err().map(|why| why.to_string()))
}
