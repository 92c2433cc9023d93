//! The very bytes that are shown and signed.

use kontor_domain::accounts::Actor;
use kontor_domain::signatures::{Move, SigningStep};
use kontor_domain::{Error, FormId};

use super::link;
use super::round::current;
use super::rows::{self, TRIES, settled};
use crate::change::Change;
use crate::{Kontor, documents};

/// For a signer: the first time is written down.
///
/// # Errors
/// [`Error::NotFound`] for a link that is not good; [`Error::Internal`] when the bytes are not what their hash says.
pub async fn shown_pdf(kontor: &Kontor, token: &str) -> Result<Vec<u8>, Error> {
    for _ in 0..TRIES {
        let link::Found { mut row, signer: n } = link::find(kontor, token).await?;
        let hash = row.hash.clone();
        let bytes = documents::read_beside(kontor, &hash).await?;
        let signer = row.signer(n)?;
        if signer.seen {
            return Ok(bytes);
        }
        signer.seen = true;
        let name = signer.name.clone();
        row.data.0.progress.step(Move::See(n)).map_err(Error::conflict)?;
        row.log(kontor, &name, SigningStep::Seen, &[("shown", &hash)]);
        let guest = Actor::anonymous(row.data.0.language);
        let mut change = Change::new(kontor, &guest);
        rows::write(&mut change, &row);
        if settled(change.commit().await, Error::NotFound)? {
            return Ok(bytes);
        }
    }
    Err(Error::Unavailable)
}

/// For who reads the form.
///
/// # Errors
/// As [`current`]; [`Error::NotFound`] while nobody is asked.
pub async fn round_pdf(kontor: &Kontor, actor: &Actor, form: &FormId) -> Result<Vec<u8>, Error> {
    let row = current(kontor, actor, form).await?.ok_or(Error::NotFound)?;
    documents::read_beside(kontor, &row.hash).await
}
