//! Adds a photo to a return that is not decided yet.

use kontor_domain::accounts::Actor;
use kontor_domain::returns::ReturnState;
use kontor_domain::{Error, Problem, ReturnId};
use kontor_store::StoreError;

use super::ATTEMPTS;
use super::rows::{self, ReturnRow};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, photos};

/// Asked before a file is read, so that nobody without the right fills memory or disk.
///
/// # Errors
/// As [`add_photo`], for everything but the file.
pub async fn may_add_photo(kontor: &Kontor, actor: &Actor, id: &ReturnId) -> Result<(), Error> {
    open(kontor, actor, id).await.map(|_| ())
}

/// The file is on disk before the return names it. The same photo again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] also for another company's return, [`Error::Forbidden`] for a colleague's; [`Error::Invalid`] on `photo`
/// for what is no photo or too large; [`Error::Conflict`] with [`Problem::WrongState`] once it is decided.
pub async fn add_photo(kontor: &Kontor, actor: &Actor, id: &ReturnId, bytes: &[u8]) -> Result<(), Error> {
    let photo = photos::read(bytes)?;
    let mut kept = false;
    for _ in 0..ATTEMPTS {
        let row = open(kontor, actor, id).await?;
        let mut data = row.data.0.clone();
        if data.photos.contains(&photo) {
            return Ok(());
        }
        photos::room(&data.photos)?;
        if !kept {
            photos::keep(kontor, id.as_str(), &photo, bytes).await?;
            kept = true;
        }
        data.photos.push(photo.clone());
        let mut change = Change::new(kontor, actor);
        rows::update(&mut change, &row, row.state()?, &data);
        match change.commit().await {
            Ok(_) => return Ok(()),
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

async fn open(kontor: &Kontor, actor: &Actor, id: &ReturnId) -> Result<ReturnRow, Error> {
    let row = rows::visible(kontor, actor, id).await?;
    if !rows::may_send(actor, row.data.0.person.as_ref()) {
        return Err(Error::Forbidden);
    }
    match row.state()? {
        ReturnState::Requested | ReturnState::Received => Ok(row),
        _ => Err(Error::conflict(Problem::WrongState)),
    }
}
