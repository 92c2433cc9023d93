//! From the cookie to the actor; runs on every request, in one question to the store.

use kontor_domain::accounts::Actor;
use kontor_domain::{Error, Language};
use kontor_store::{SurrealValue, Tx, Variables, rid};

use super::rows::{Known, fingerprint, is_secret};
use super::session::{FRESH, SLIDING};
use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Found {
    stale: bool,
    who: Option<Known>,
}

/// Session, person and company. The same columns as `rows::KNOWN`, except that the password stays where it is.
const SQL: &str = "SELECT expires < $fresh AND expires < created + 89d AS stale, \
    (SELECT record::id(id) AS id, company, name, email, 'set' AS password, roles, language, active AND password != '' AS active, \
        (SELECT name, state FROM ONLY type::record('company', $parent.company)) AS house \
        FROM ONLY type::record('person', $parent.person)) AS who \
    FROM $id WHERE expires > $now AND created + 90d > $now";

/// Who this session secret belongs to; nobody when it is unknown or expired, the person is not active or the company is
/// not. The actor reads in `language` (the page decides it). Using a session renews it, at most once a day.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn resume(kontor: &Kontor, secret: &str, language: Language) -> Result<Option<Actor>, Error> {
    if !is_secret(secret) {
        return Ok(None);
    }
    let session = rid("session", fingerprint(secret));
    let mut vars = Variables::new();
    vars.insert("id", session.clone());
    vars.insert("now", kontor.clock.stamp());
    vars.insert("fresh", kontor.clock.stamp_in(FRESH));
    let Some(found) = kontor.store.rows::<Found>(SQL, vars).await.fault()?.into_iter().next() else {
        return Ok(None);
    };
    let Some(person) = found.who.filter(Known::may_sign_in) else { return Ok(None) };
    if found.stale {
        let mut tx = Tx::new();
        let (id, until) = (tx.bind(session), tx.bind(kontor.clock.stamp_in(SLIDING)));
        // A session that was ended meanwhile is not there any more, and UPDATE creates nothing.
        tx.push(format!(
            "UPDATE {id} SET expires = IF created + 90d < {until} {{ created + 90d }} ELSE {{ {until} }} RETURN NONE"
        ));
        if let Err(e) = kontor.store.transact(&tx).await {
            // The request itself is good; the next one tries again.
            tracing::warn!("session not renewed: {e}");
        }
    }
    Ok(Some(person.actor(language)))
}
