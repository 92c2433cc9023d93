//! A signer has a code sent to the address that the link went to.

use jiff::SignedDuration;
use kontor_domain::accounts::Actor;
use kontor_domain::signatures::{Move, SigningStep, hidden};
use kontor_domain::{Error, Problem};

use super::rows::{self, TRIES, settled};
use super::{code, link};
use crate::change::Change;
use crate::{Kontor, mail};

const WINDOW: SignedDuration = SignedDuration::from_hours(1);
const AT_MOST: u32 = 5;
const DAY: SignedDuration = SignedDuration::from_hours(24);
const A_DAY: u32 = 20;

/// The one that was sent before is over.
///
/// # Errors
/// [`Error::NotFound`] for a link that is not good; [`Error::RateLimited`] after 5 within an hour or 20 within a day.
pub async fn send_code(kontor: &Kontor, token: &str) -> Result<(), Error> {
    let found = link::find(kontor, token).await?;
    let counted = format!("signing_code|{}|{}", found.row.seq, found.signer);
    // First the hour: what it refuses was not sent, and takes nothing of the day.
    kontor.limits.attempt(kontor.clock.now(), counted.clone(), AT_MOST, WINDOW)?;
    kontor.limits.attempt(kontor.clock.now(), format!("{counted}|day"), A_DAY, DAY)?;
    let mut at = Some(found);
    for _ in 0..TRIES {
        let found = match at.take() {
            Some(found) => found,
            None => link::find(kontor, token).await?,
        };
        let (mut row, n) = (found.row, found.signer);
        let (digits, kept) = code::make(kontor, token, &row.hash);
        let language = row.data.0.language;
        let signer = row.signer(n)?;
        signer.code = Some(kept);
        let first = !std::mem::replace(&mut signer.seen, true);
        let (name, email) = (signer.name.clone(), signer.email.clone());
        if first {
            // The page that asks for the code shows what it is about.
            row.data.0.progress.step(Move::See(n)).map_err(Error::conflict)?;
            let shown = row.hash.clone();
            row.log(kontor, &name, SigningStep::Seen, &[("shown", &shown)]);
        }
        row.log(kontor, &name, SigningStep::CodeSent, &[("address", &hidden(&email))]);
        let guest = Actor::anonymous(language);
        let mut change = Change::new(kontor, &guest);
        rows::write(&mut change, &row);
        change.mail(mail::signing_code(kontor, &name, &email, &digits, language));
        if settled(change.commit().await, Error::NotFound)? {
            return Ok(());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
