//! Adds a photo to a request.

use kontor_domain::accounts::Actor;
use kontor_domain::quotes::QuoteState;
use kontor_domain::{Error, Problem, QuoteId};

use super::rows::{self, ATTEMPTS, QuoteRow};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, photos};

/// Asked before a file is read, so that nobody without the right fills memory or disk.
///
/// # Errors
/// As [`add_photo`], for everything but the file.
pub async fn may_add_photo(kontor: &Kontor, actor: &Actor, quote: &QuoteId) -> Result<(), Error> {
    open(kontor, actor, quote).await.map(|_| ())
}

/// The file is on disk before the request names it. The same photo again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] also for another company's, [`Error::Forbidden`] for the dealer's people and who may only look; [`Error::Invalid`]
/// on `photo` for what is no photo or too large; [`Error::Conflict`] with [`Problem::WrongState`] for an offer that nobody asked for, or
/// that is over.
pub async fn add_photo(kontor: &Kontor, actor: &Actor, quote: &QuoteId, bytes: &[u8]) -> Result<(), Error> {
    let photo = photos::read(bytes)?;
    let mut kept = false;
    for _ in 0..ATTEMPTS {
        let mut row = open(kontor, actor, quote).await?;
        if row.data.0.photos.contains(&photo) {
            return Ok(());
        }
        photos::room(&row.data.0.photos)?;
        if !kept {
            photos::keep(kontor, quote.as_str(), &photo, bytes).await?;
            kept = true;
        }
        row.data.0.photos.push(photo.clone());
        let mut change = Change::new(kontor, actor);
        rows::write(&mut change, &row);
        let committed = change.commit().await;
        if !rows::overtaken(&committed) {
            return committed.fault().map(|_| ());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

async fn open(kontor: &Kontor, actor: &Actor, quote: &QuoteId) -> Result<QuoteRow, Error> {
    let (row, entered) = rows::entered(kontor, actor, quote).await?;
    if entered.desk || !entered.may_edit {
        return Err(Error::Forbidden);
    }
    match (row.state(), &row.data.0.request) {
        (QuoteState::Requested | QuoteState::Sent | QuoteState::Countered, Some(_)) => Ok(row),
        _ => Err(Error::conflict(Problem::WrongState)),
    }
}
