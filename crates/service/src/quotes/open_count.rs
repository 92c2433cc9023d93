//! How many offers wait for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::quotes::Turn;
use kontor_store::Variables;

use crate::Kontor;
use crate::fault::Fault as _;

/// More are not counted.
const MOST: u64 = 100;

/// Of everybody (`quote_by_turn`), at most a hundred.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageQuotes`].
pub async fn open_count(kontor: &Kontor, actor: &Actor) -> Result<u64, Error> {
    actor.require(Right::ManageQuotes)?;
    let mut vars = Variables::new();
    vars.insert("turn", Turn::Desk.code());
    let sql = format!("SELECT VALUE seq FROM quote WHERE turn = $turn ORDER BY seq LIMIT {MOST}");
    let found: Vec<String> = kontor.store.rows(&sql, vars).await.fault()?;
    Ok(found.len() as u64)
}
