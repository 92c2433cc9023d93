//! Writes categories.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::Category;
use kontor_store::{SerdeWrapper, Tx, rid};

use super::rows::CategoryRow;
use crate::Kontor;
use crate::fault::Fault as _;

/// Writes categories whether they are there or not.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`].
pub async fn put_categories(kontor: &Kontor, actor: &Actor, categories: Vec<Category>) -> Result<(), Error> {
    actor.require(Right::ManageCatalog)?;
    for batch in categories.chunks(500) {
        let mut tx = Tx::new();
        for c in batch {
            let parent = c.parent().map(|p| p.0).unwrap_or_default();
            tx.upsert(
                rid("category", c.id.to_string()),
                CategoryRow { parent, position: c.position, data: SerdeWrapper(c.clone()) },
            );
        }
        kontor.store.transact(&tx).await.fault()?;
    }
    kontor.forget();
    Ok(())
}
