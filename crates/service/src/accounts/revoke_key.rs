//! A key that is lost or no longer needed stops working at once.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error};
use kontor_store::{SurrealValue, Variables, rid};

use super::make_key::{authorise, subject};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    name: String,
    company: String,
}

/// # Errors
/// As [`super::make_key()`]; [`Error::NotFound`] also for keys of others.
pub async fn revoke_key(kontor: &Kontor, actor: &Actor, id: &str) -> Result<(), Error> {
    // Before looking: nobody learns from the answer which keys there are.
    authorise(actor, actor.company())?;
    let mut vars = Variables::new();
    vars.insert("id", rid("api_key", id));
    let rows: Vec<Row> = kontor.store.rows("SELECT name, company FROM $id", vars).await.fault()?;
    let key = rows.into_iter().next().ok_or(Error::NotFound)?;
    let company = (!key.company.is_empty()).then_some(CompanyId(key.company));
    if actor.company().is_some() && actor.company() != company.as_ref() {
        return Err(Error::NotFound);
    }
    let mut change = Change::new(kontor, actor);
    change.tx.delete(rid("api_key", id));
    change.event(&subject(id, company.as_ref()), Happened::KeyRevoked { name: key.name });
    change.commit().await.fault()?;
    Ok(())
}
