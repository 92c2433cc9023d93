//! Takes a line out of the cart.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::{Error, PartKey};

use super::rows::id;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Removing what is not there is fine.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Order`].
pub async fn remove_line(kontor: &Kontor, actor: &Actor, part: &PartKey) -> Result<(), Error> {
    let company = actor.require_company(Right::Order)?;
    let mut change = Change::new(kontor, actor);
    change.tx.delete(id(company, part));
    change.commit().await.fault()?;
    Ok(())
}
