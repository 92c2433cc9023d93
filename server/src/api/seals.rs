//! Seals: what can be said of a file.

use axum::Json;
use axum::body::Body as Raw;
use axum::extract::{Extension, State};
use futures::StreamExt as _;
use kontor_domain::documents::too_large;
use kontor_domain::seals::{ChainPlace, CheckOutcome, CheckedFile, CheckedSeal, SealFault, SealLevel};
use kontor_domain::{Error, Problem as Wrong};
use kontor_service::seals::{self, MAX_FILE};
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::Caller;
use super::documents::FileBytes;
use super::problem::{ApiError, Problem};
use crate::router::{AppState, ClientAddress};
use crate::transfer::hear_out;

/// What was found out about a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCheckedFile {
    /// Of its bytes.
    sha256: String,
    /// `unchanged` (every seal holds and is the dealer's), `unknown` (all hold, not all are the dealer's), `changed` (one does not hold),
    /// `unsealed`, or `unreadable` (no PDF that can be read).
    #[schema(example = "unchanged")]
    outcome: &'static str,
    /// Oldest first.
    seals: Vec<ApiCheckedSeal>,
    /// Where these very bytes stand in the archive; absent where they do not, and for everything but signed forms.
    place: Option<ApiChainPlace>,
}

/// A seal.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiCheckedSeal {
    /// Common name of the certificate, or empty.
    signer: String,
    /// `timestamped` (an authority vouches for the time), or `basic` (the sealer states it).
    #[schema(example = "timestamped")]
    level: &'static str,
    /// Wall time of the dealer.
    #[schema(example = "2026-11-27T09:30:00")]
    at: Option<String>,
    valid: bool,
    /// With a certificate of the dealer.
    ours: bool,
    /// What is wrong: `changed`, `added_later`, `wrong_signature`, `certificate_expired`, `wrong_timestamp` or `malformed`.
    problems: Vec<&'static str>,
}

/// Where a document stands in the archive's chain.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiChainPlace {
    document: String,
    /// Number of the entry.
    entry: u64,
    /// Wall time of the dealer.
    #[schema(example = "2026-11-27T09:30:00")]
    at: String,
    /// The entry's own SHA-256.
    hash: String,
    /// A day at or after it is closed with a seal.
    sealed_day: bool,
    /// The chain from there on is as it was.
    holds: bool,
}

impl From<CheckedFile> for ApiCheckedFile {
    fn from(checked: CheckedFile) -> Self {
        let outcome = match checked.outcome {
            CheckOutcome::Unchanged => "unchanged",
            CheckOutcome::Unknown => "unknown",
            CheckOutcome::Changed => "changed",
            CheckOutcome::Unsealed => "unsealed",
            CheckOutcome::Unreadable => "unreadable",
        };
        let seals = checked.seals.into_iter().map(Into::into).collect();
        Self { sha256: checked.hash, outcome, seals, place: checked.place.map(Into::into) }
    }
}

impl From<CheckedSeal> for ApiCheckedSeal {
    fn from(seal: CheckedSeal) -> Self {
        let level = match seal.level {
            SealLevel::Basic => "basic",
            SealLevel::Timestamped => "timestamped",
        };
        let word = |fault: SealFault| match fault {
            SealFault::Changed => "changed",
            SealFault::AddedLater => "added_later",
            SealFault::WrongSignature => "wrong_signature",
            SealFault::CertificateExpired => "certificate_expired",
            SealFault::WrongTimestamp => "wrong_timestamp",
            SealFault::Malformed => "malformed",
        };
        Self {
            signer: seal.signer,
            level,
            at: seal.at.map(|at| at.to_string()),
            valid: seal.valid,
            ours: seal.ours,
            problems: seal.problems.into_iter().map(word).collect(),
        }
    }
}

impl From<ChainPlace> for ApiChainPlace {
    fn from(place: ChainPlace) -> Self {
        Self {
            document: place.document.to_string(),
            entry: place.seq,
            at: place.at.to_string(),
            hash: place.hash,
            sealed_day: place.sealed_day,
            holds: place.holds,
        }
    }
}

/// Checks a document
///
/// The body is the file itself, at most 50 MB; it is not kept. Says of every seal in it whether it holds and whose it is, and where these
/// very bytes stand in the archive. Any key may ask; without one there is the page `/verify`.
#[utoipa::path(post, path = "/api/v1/verify", tag = "documents",
    request_body(content = FileBytes, content_type = "application/pdf"),
    responses((status = 200, body = ApiCheckedFile), (status = 401, body = Problem), (status = 422, body = Problem),
              (status = 429, body = Problem)))]
pub async fn verify(
    State(state): State<AppState>,
    Caller(_): Caller,
    Extension(address): Extension<ClientAddress>,
    file: Raw,
) -> Result<Json<ApiCheckedFile>, ApiError> {
    let _turn = seals::begin_check(&state.kontor, &address.0.to_string())?;
    let mut pieces = file.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Error::invalid("file", Wrong::BadSyntax))?;
        if bytes.len() + piece.len() > MAX_FILE {
            hear_out(&mut pieces).await;
            return Err(Error::invalid("file", too_large(MAX_FILE as u64)).into());
        }
        bytes.extend_from_slice(&piece);
    }
    if bytes.is_empty() {
        return Err(Error::invalid("file", Wrong::Required).into());
    }
    Ok(Json(seals::check_file(&state.kontor, bytes).await?.into()))
}
