//! The table `counter`: numbers without gaps, drawn in the transaction of what they number.

use kontor_domain::Error;
use kontor_store::{SurrealValue, Variables, rid};

use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CounterRow {
    last: i64,
}

/// The next number of a series. Who else draws one at the same moment fails with guard `counter`, or with `Exists` for the
/// first number of a series, and draws again.
pub(super) async fn draw(kontor: &Kontor, change: &mut Change<'_>, series: &str) -> Result<i64, Error> {
    let id = rid("counter", series);
    let mut vars = Variables::new();
    vars.insert("id", id.clone());
    let rows: Vec<i64> = kontor.store.rows("SELECT VALUE last FROM $id", vars).await.fault()?;
    let Some(last) = rows.into_iter().next() else {
        change.tx.create(id, CounterRow { last: 1 });
        return Ok(1);
    };
    let was = change.tx.bind(last);
    change.tx.guarded(id, "last += 1", &format!("last = {was}"), "counter");
    Ok(last + 1)
}
