//! From the cookie to the actor; runs on every request, in one question to the store.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Channel, CompanyState, Role, Who};
use kontor_domain::{CompanyId, Error, Language, PersonId};
use kontor_store::{Datetime, SurrealValue, Tx, Variables, rid};

use super::rows::{fingerprint, is_secret};
use super::session::{FRESH, LONGEST, SLIDING};
use crate::Kontor;
use crate::fault::Fault as _;

/// Each is nothing when there is no such record.
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Found {
    session: Option<Session>,
    person: Option<PersonRow>,
    house: Option<HouseRow>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Session {
    person: String,
    created: Datetime,
    expires: Datetime,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct PersonRow {
    company: String,
    name: String,
    roles: Vec<String>,
    active: bool,
    blocked: bool,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct HouseRow {
    name: String,
    state: String,
}

/// Session, person and company by their keys, as one expression: measured four times as fast as a SELECT with
/// subqueries, since nothing is planned.
const SQL: &str = "RETURN { \
    session: $id.*, \
    person: type::record('person', $id.person || '-').*, \
    house: type::record('company', type::record('person', $id.person || '-').company || '-').* }";

/// Who this session secret belongs to; nobody when it is unknown or expired, the person is not active or the company is
/// not. The actor reads in `language` (the page decides it). Using a session renews it, at most once a day.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn resume(kontor: &Kontor, secret: &str, language: Language) -> Result<Option<Actor>, Error> {
    if !is_secret(secret) {
        return Ok(None);
    }
    let id = rid("session", fingerprint(secret));
    let mut vars = Variables::new();
    vars.insert("id", id.clone());
    let found = kontor.store.rows::<Found>(SQL, vars).await.fault()?.into_iter().next();
    let Some(Found { session: Some(session), person: Some(person), house }) = found else { return Ok(None) };
    let (now, oldest) = (kontor.clock.stamp(), kontor.clock.stamp_in(SignedDuration::ZERO - LONGEST));
    if session.expires <= now || session.created <= oldest {
        return Ok(None);
    }
    let Some(actor) = actor(&session.person, person, house, language) else { return Ok(None) };
    // Nothing is left to gain when it already reaches (almost) to the end.
    let reaches = session.expires.timestamp_millis() - session.created.timestamp_millis();
    let to_gain = i128::from(reaches) < (LONGEST - (SLIDING - FRESH)).as_millis();
    if session.expires < kontor.clock.stamp_in(FRESH) && to_gain {
        let mut tx = Tx::new();
        let (id, until) = (tx.bind(id), tx.bind(kontor.clock.stamp_in(SLIDING)));
        // A session that was ended meanwhile is not there any more, and UPDATE creates nothing.
        tx.push(format!(
            "UPDATE {id} SET expires = IF created + 90d < {until} {{ created + 90d }} ELSE {{ {until} }} RETURN NONE"
        ));
        if let Err(e) = kontor.store.transact(&tx).await {
            // The request itself is good; the next one tries again.
            tracing::warn!("session not renewed: {e}");
        }
    }
    Ok(Some(actor))
}

/// The actor, if the person is active and at home with the dealer or in an active company.
fn actor(id: &str, row: PersonRow, house: Option<HouseRow>, language: Language) -> Option<Actor> {
    if !row.active || row.blocked {
        return None;
    }
    let person = PersonId::new(id);
    let roles = row.roles.iter().filter_map(|code| Role::parse(code)).collect();
    if row.company.is_empty() {
        return Some(Actor {
            who: Who::Dealer { person, name: row.name, roles },
            channel: Channel::Desk,
            language,
        });
    }
    let house = house.filter(|h| h.state == CompanyState::Active.code())?;
    let company = CompanyId(row.company);
    let who = Who::Customer { person, name: row.name, company, company_name: house.name, roles };
    Some(Actor { who, channel: Channel::Portal, language })
}
