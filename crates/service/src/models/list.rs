//! The models there are.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::{ModelState, ModelSummary};
use kontor_store::Variables;

use super::rows::{COLUMNS, ModelRow, state_code};
use crate::Kontor;
use crate::fault::Fault as _;

/// More models than any dealer offers at once.
const MOST: usize = 500;

/// What can be configured, oldest first; with `all`, for the desk, also what is not offered (yet, or any more). Everybody may look
/// at what is offered: prices are list prices.
///
/// # Errors
/// [`Error::Forbidden`] for `all` without [`Right::Desk`].
pub async fn models(kontor: &Kontor, actor: &Actor, all: bool) -> Result<Vec<ModelSummary>, Error> {
    let mut vars = Variables::new();
    let sql = if all {
        actor.require(Right::Desk)?;
        format!("SELECT {COLUMNS} FROM model ORDER BY seq LIMIT {MOST}")
    } else {
        vars.insert("state", state_code(ModelState::Offered));
        format!("SELECT {COLUMNS} FROM model WHERE state = $state ORDER BY seq LIMIT {MOST}")
    };
    let rows: Vec<ModelRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let open = |mut summary: ModelSummary| {
        summary.unreleased &= all;
        summary
    };
    Ok(rows.iter().map(|row| open(row.summary())).collect())
}
