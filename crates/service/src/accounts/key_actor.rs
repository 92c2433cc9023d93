//! From a key to the actor; runs on every request of the interface, in one question to the store.

use kontor_domain::accounts::{Actor, Channel, CompanyState, Right, Who};
use kontor_domain::{CompanyId, Error, Language};
use kontor_store::{SurrealValue, Variables, rid};

use super::make_key::PREFIX;
use super::rows::{House, fingerprint, is_secret};
use crate::Kontor;
use crate::fault::Fault as _;

/// Each is nothing when there is no such record.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Found {
    key: Option<KeyRow>,
    house: Option<House>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct KeyRow {
    name: String,
    company: String,
    rights: Vec<String>,
}

/// As one expression, for the reason given at `resume`.
const SQL: &str = "RETURN { key: $id.*, house: type::record('company', $id.company || '-').* }";

/// Who this key acts as; nobody when it is unknown or revoked, or its company is not active.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn key_actor(kontor: &Kontor, secret: &str) -> Result<Option<Actor>, Error> {
    if !secret.strip_prefix(PREFIX).is_some_and(is_secret) {
        return Ok(None);
    }
    let id = fingerprint(secret);
    let mut vars = Variables::new();
    vars.insert("id", rid("api_key", id.clone()));
    let found = kontor.store.rows::<Found>(SQL, vars).await.fault()?.into_iter().next();
    let Some(Found { key: Some(key), house }) = found else { return Ok(None) };
    let company = (!key.company.is_empty()).then_some(CompanyId(key.company));
    if company.is_some() && house.is_none_or(|h| h.state != CompanyState::Active.code()) {
        return Ok(None);
    }
    let rights = key.rights.iter().filter_map(|code| Right::parse(code)).collect();
    Ok(Some(Actor {
        who: Who::Key { id, name: key.name, company, rights },
        channel: Channel::Api,
        language: Language::default(),
    }))
}
