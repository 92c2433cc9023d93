//! Whoever asked brings it to a signer's mind once more.

use jiff::SignedDuration;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::signatures::{RoundState, SendReminder};
use kontor_domain::{Error, Problem};

use super::form;
use super::invite::{Why, invite};
use super::round::managed;
use super::rows::{self, TRIES, settled};
use crate::Kontor;
use crate::change::Change;

const WINDOW: SignedDuration = SignedDuration::from_hours(24);
const AT_MOST: u32 = 3;

/// With a new link: the older one is not known any more, and ends.
///
/// # Errors
/// As [`managed`]; [`Error::NotFound`] for a field that there is not; [`Error::Conflict`] with [`Problem::WrongState`] when it is not
/// their turn by mail; [`Error::RateLimited`] after 3 within a day.
pub async fn remind(kontor: &Kontor, actor: &Actor, command: &SendReminder) -> Result<(), Error> {
    let mut counted = false;
    for _ in 0..TRIES {
        let mut row = managed(kontor, actor, &command.form).await?;
        let n = row.position(&command.element).ok_or(Error::NotFound)?;
        if row.state() != RoundState::Open || row.over(kontor) || !row.asked().contains(&n) {
            return Err(Error::conflict(Problem::WrongState));
        }
        if !std::mem::replace(&mut counted, true) {
            let key = format!("signing_reminder|{}|{n}", row.seq);
            kontor.limits.attempt(kontor.clock.now(), key, AT_MOST, WINDOW)?;
        }
        let mut change = Change::new(kontor, actor);
        invite(kontor, &mut change, &mut row, n, Why::Reminded)?;
        rows::write(&mut change, &row);
        let about = form::row(kontor, &row.form()).await?;
        let (title, name) = (row.data.0.title.clone(), row.signer(n)?.name.clone());
        change.event(&form::subject(&about), Happened::SignerReminded { title, name });
        if settled(change.commit().await, Error::conflict(Problem::ChangedMeanwhile))? {
            return Ok(());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
