//! Writes the dealer's warehouses.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::stock::Warehouse;
use kontor_store::{SerdeWrapper, Tx, rid};

use super::rows::WarehouseRow;
use crate::Kontor;
use crate::fault::Fault as _;

/// Writes warehouses whether they are there or not.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`].
pub async fn put_warehouses(kontor: &Kontor, actor: &Actor, warehouses: Vec<Warehouse>) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    let mut tx = Tx::new();
    for w in warehouses {
        tx.upsert(rid("warehouse", w.id.to_string()), WarehouseRow { data: SerdeWrapper(w) });
    }
    kontor.store.transact(&tx).await.fault()?;
    kontor.forget();
    Ok(())
}
