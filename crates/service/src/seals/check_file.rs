//! What can be said of a file, for everybody who has one.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use kontor_domain::Error;
use kontor_domain::seals::{CheckOutcome, CheckedFile, CheckedSeal, SealFault, SealLevel};
use kontor_seal::{Certificate, Problem, SealReport, Untruth, verify};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::spawn_blocking;

use super::{known, place};
use crate::Kontor;
use crate::fault::internal;

/// Larger files are refused, in bytes.
pub const MAX_FILE: usize = 50_000_000;
/// As with signing in, for one network address.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
const PER_ADDRESS: u32 = 60;
/// A longer name of a signer is cut: whoever issues a certificate writes what they like.
const NAME: usize = 200;
/// Of the places that there are, one address has so many at most: slow lines from one corner keep nobody else out.
const AT_ONCE: usize = 3;
/// When everybody is busy.
const SOON: u32 = 5;

/// While somebody holds it, they may send a file and have it looked at.
pub struct Turn {
    _permit: OwnedSemaphorePermit,
    address: String,
    asking: Arc<Mutex<Vec<String>>>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut asking = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = asking.iter().position(|other| *other == self.address) {
            asking.swap_remove(at);
        }
    }
}

/// Before a file is taken in. `address` is where it comes from.
///
/// # Errors
/// [`Error::RateLimited`] after 60 questions of one network address within 15 minutes, and while too many are asking, or three of this
/// address.
pub fn begin_check(kontor: &Kontor, address: &str) -> Result<Turn, Error> {
    kontor.limits.attempt(kontor.clock.now(), format!("verify_from|{address}"), PER_ADDRESS, WINDOW)?;
    let busy = Error::RateLimited { seconds: SOON };
    let Ok(permit) = Arc::clone(&kontor.seals.checks).try_acquire_owned() else { return Err(busy) };
    let mut asking = kontor.seals.asking.lock().unwrap_or_else(PoisonError::into_inner);
    if asking.iter().filter(|other| *other == address).count() >= AT_ONCE {
        return Err(busy);
    }
    asking.push(address.to_owned());
    drop(asking);
    let asking = Arc::clone(&kontor.seals.asking);
    Ok(Turn { _permit: permit, address: address.to_owned(), asking })
}

/// Its seals, whose they are, and where these very bytes stand in the archive.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn check_file(kontor: &Kontor, bytes: Vec<u8>) -> Result<CheckedFile, Error> {
    let ours = known::ours(kontor).await?;
    let hash = known::sha256(&bytes);
    let place = place::of_bytes(kontor, &hash).await?;
    let anchors: Vec<Certificate> = ours.iter().chain(&kontor.seals.anchors).cloned().collect();
    // What lies in the archive since then existed then, if the chain holds: a certificate may have ended since.
    let kept = place.as_ref().filter(|(place, _)| place.holds).map(|(_, at)| *at);
    let then = kept.unwrap_or_else(|| kontor.clock.now());
    let place = place.map(|(place, _)| place);
    // Whoever hangs up gives their turn back, and the look goes on: it has a place of its own.
    let look = Arc::clone(&kontor.seals.looks).acquire_owned().await.map_err(|e| internal(&e))?;
    let looked = spawn_blocking(move || {
        let found = (verify(&bytes, then, &anchors), claims_a_seal(&bytes));
        drop(look);
        found
    });
    let (read, claims) = looked.await.map_err(|e| internal(&e))?;
    let Ok(reports) = read else {
        // Where there was a seal, what cannot be read any more is not what was sealed.
        let outcome = if claims { CheckOutcome::Changed } else { CheckOutcome::Unreadable };
        return Ok(CheckedFile { hash, outcome, seals: Vec::new(), place });
    };
    let seals: Vec<CheckedSeal> = reports.iter().map(|report| seal(kontor, report, &ours)).collect();
    Ok(CheckedFile { hash, outcome: outcome(&seals), seals, place })
}

/// Does it say, however broken it is otherwise, that somebody has sealed it (ISO 32000-1, table 252)?
fn claims_a_seal(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && bytes.windows(10).any(|window| window == b"/ByteRange")
}

fn outcome(seals: &[CheckedSeal]) -> CheckOutcome {
    match seals {
        [] => CheckOutcome::Unsealed,
        all if all.iter().any(|seal| !seal.valid) => CheckOutcome::Changed,
        all if all.iter().all(|seal| seal.ours) => CheckOutcome::Unchanged,
        _ => CheckOutcome::Unknown,
    }
}

fn seal(kontor: &Kontor, report: &SealReport, ours: &[Certificate]) -> CheckedSeal {
    // An authority that nobody here knows proves nothing.
    let believed = report.stamp.as_ref().filter(|_| !report.problems.iter().any(is_aside));
    let claimed = || report.claimed_at.as_deref().and_then(claimed_at);
    let at = believed.map(kontor_seal::Token::at).or_else(claimed);
    let mut problems = Vec::new();
    for fault in report.problems.iter().filter_map(fault) {
        if !problems.contains(&fault) {
            problems.push(fault);
        }
    }
    CheckedSeal {
        signer: report.who().unwrap_or_default().chars().take(NAME).collect(),
        level: if believed.is_some() { SealLevel::Timestamped } else { SealLevel::Basic },
        at: at.map(|at| kontor.clock.local_at(at.as_millisecond())),
        valid: problems.is_empty(),
        ours: report.certificate.as_ref().is_some_and(|certificate| ours.contains(certificate)),
        problems,
    }
}

/// Is it the authority's stranger?
fn is_aside(problem: &Problem) -> bool {
    matches!(problem, Problem::Timestamp(untruth) if **untruth == Untruth::Untrusted)
}

/// In one of six words. Who issued the certificate is another question: whether it is ours says everything we know.
fn fault(problem: &Problem) -> Option<SealFault> {
    Some(match problem {
        Problem::Untrusted => return None,
        problem if is_aside(problem) => return None,
        Problem::Timestamp(_) => SealFault::WrongTimestamp,
        Problem::Digest | Problem::Range => SealFault::Changed,
        Problem::Changed | Problem::Covered => SealFault::AddedLater,
        Problem::Expired | Problem::NotYetValid => SealFault::CertificateExpired,
        Problem::Signature
        | Problem::Binding
        | Problem::NoCertificate
        | Problem::NotForSigning
        | Problem::WeakKey
        | Problem::Chain => SealFault::WrongSignature,
        _ => SealFault::Malformed,
    })
}

/// What the seal says of itself (ISO 32000-1, 7.9.4): `D:20261127093000Z`, or with `+01'00'` behind it.
fn claimed_at(text: &str) -> Option<Timestamp> {
    let text = text.strip_prefix("D:").unwrap_or(text);
    let (civil, zone) = (text.get(..14)?, text.get(14..)?);
    let civil = DateTime::strptime("%Y%m%d%H%M%S", civil).ok()?;
    let east = match zone.as_bytes() {
        [] | [b'Z', ..] => SignedDuration::ZERO,
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let digits: String = rest.iter().filter(|b| b.is_ascii_digit()).map(|b| char::from(*b)).collect();
            let number = |part: Option<&str>| part.and_then(|part| part.parse::<i64>().ok());
            let minutes = number(digits.get(..2))? * 60 + number(digits.get(2..4)).unwrap_or_default();
            SignedDuration::from_mins(if *sign == b'-' { -minutes } else { minutes })
        }
        _ => return None,
    };
    civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().checked_sub(east).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_a_seal_claims_is_read_with_its_zone() {
        let expected: Timestamp = "2026-11-27T08:30:00Z".parse().unwrap();
        for text in
            ["D:20261127083000Z", "D:20261127093000+01'00'", "D:20261127030000-05'30", "20261127083000"]
        {
            assert_eq!(claimed_at(text), Some(expected), "{text}");
        }
        for text in ["", "yesterday", "D:2026", "D:20269927083000Z"] {
            assert_eq!(claimed_at(text), None, "{text}");
        }
    }
}
