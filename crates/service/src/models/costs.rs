//! What a model costs the dealer.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::Costs;
use kontor_domain::{Error, ModelId};
use kontor_store::Variables;

use super::rows::{CostRow, cost_id};
use crate::Kontor;
use crate::fault::Fault as _;

/// Absent when nobody has said.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::SeeMargins`].
pub async fn costs(kontor: &Kontor, actor: &Actor, model: &ModelId) -> Result<Option<Costs>, Error> {
    actor.require(Right::SeeMargins)?;
    known_costs(kontor, model).await
}

/// For the program itself, which decides with them and tells nobody.
pub(crate) async fn known_costs(kontor: &Kontor, model: &ModelId) -> Result<Option<Costs>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", cost_id(model));
    let rows: Vec<CostRow> = kontor.store.rows("SELECT data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(|row| row.data.0))
}
