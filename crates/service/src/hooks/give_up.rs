//! A delivery whose job the administration takes out of the outbox.

use kontor_domain::Error;
use kontor_domain::hooks::{Attempt, DeliveryState, Trouble};
use kontor_store::{SerdeWrapper, SurrealValue, Variables};

use super::rows::{DeliveryData, delivery_id};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    data: SerdeWrapper<DeliveryData>,
}

/// Its log says so.
pub(crate) async fn give_up(
    kontor: &Kontor,
    change: &mut Change<'_>,
    delivery: &str,
    reason: &str,
) -> Result<(), Error> {
    let mut vars = Variables::new();
    vars.insert("id", delivery_id(delivery));
    let rows: Vec<Row> = kontor.store.rows("SELECT data FROM $id", vars).await.fault()?;
    let Some(row) = rows.into_iter().next() else { return Ok(()) };
    let mut data = row.data.0;
    let trouble = Some(Trouble::Dropped { reason: reason.to_owned() });
    let at = kontor.clock.local();
    data.attempts.push(Attempt { at, status: None, millis: 0, answer: String::new(), trouble });
    let tx = &mut change.tx;
    let (id, data) = (tx.bind(delivery_id(delivery)), tx.bind(SerdeWrapper(data)));
    let (failed, waiting) = (DeliveryState::Failed.code(), DeliveryState::Waiting.code());
    tx.push(format!(
        "UPDATE {id} SET state = '{failed}', data = {data} WHERE state = '{waiting}' RETURN NONE"
    ));
    Ok(())
}
