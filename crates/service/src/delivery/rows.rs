//! The table `tariffs`.

use kontor_domain::Error;
use kontor_domain::delivery::{Tariffs, TariffsView};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};

use crate::Kontor;
use crate::fault::Fault as _;

/// The guard of every change.
pub(super) const GUARD: &str = "version";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct TariffsRow {
    pub version: i64,
    pub data: SerdeWrapper<Tariffs>,
}

/// A record to be made; where there is one already, nothing is changed.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct NewTariffsRow {
    pub id: RecordId,
    pub version: i64,
    pub data: SerdeWrapper<Tariffs>,
}

pub(super) fn id() -> RecordId {
    rid("tariffs", "house")
}

/// As they are kept; none at all where the dealer has set up nothing.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn kept(kontor: &Kontor) -> Result<TariffsView, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id());
    let rows: Vec<TariffsRow> = kontor.store.rows("SELECT version, data FROM $id", vars).await.fault()?;
    let row = rows.into_iter().next();
    Ok(row.map(|row| TariffsView { tariffs: row.data.0, version: row.version }).unwrap_or_default())
}
