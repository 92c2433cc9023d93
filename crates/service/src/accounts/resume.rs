//! From the cookie to the actor; runs on every request, in one question to the store.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Channel, CompanyState, Hats, Role, Who};
use kontor_domain::{CompanyId, Error, Language, PersonId};
use kontor_store::{Datetime, SurrealValue, Tx, Variables, rid};

use super::acting::{self, ActingRow};
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
    acting: Option<ActingRow>,
    customer: Option<HouseRow>,
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
pub(super) struct HouseRow {
    pub name: String,
    pub state: String,
}

/// Session, person and company by their keys, as one expression: measured four times as fast as a SELECT with
/// subqueries, since nothing is planned.
const SQL: &str = "RETURN { \
    session: $id.*, \
    person: type::record('person', $id.person || '-').*, \
    house: type::record('company', type::record('person', $id.person || '-').company || '-').*, \
    acting: $acting.*, \
    customer: type::record('company', $acting.company || '-').* }";

/// Who this session secret belongs to; nobody when it is unknown or expired, the person is not active or the company is
/// not. The actor reads in `language` (the page decides it). Using a session renews it, at most once a day.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn resume(kontor: &Kontor, secret: &str, language: Language) -> Result<Option<Actor>, Error> {
    Ok(resume_hats(kontor, secret, language).await?.map(|hats| hats.own))
}

/// As [`resume`], with the customer for whom the person acts in this session, if they do.
///
/// # Errors
/// As [`resume`].
pub async fn resume_hats(kontor: &Kontor, secret: &str, language: Language) -> Result<Option<Hats>, Error> {
    if !is_secret(secret) {
        return Ok(None);
    }
    let key = fingerprint(secret);
    let mut vars = Variables::new();
    vars.insert("acting", acting::id(&key));
    let id = rid("session", key);
    vars.insert("id", id.clone());
    let found = kontor.store.rows::<Found>(SQL, vars).await.fault()?.into_iter().next();
    let Some(Found { session: Some(session), person: Some(person), house, acting, customer }) = found else {
        return Ok(None);
    };
    let (now, oldest) = (kontor.clock.stamp(), kontor.clock.stamp_in(SignedDuration::ZERO - LONGEST));
    if session.expires <= now || session.created <= oldest {
        return Ok(None);
    }
    let Some(own) = actor(&session.person, person, house, language) else { return Ok(None) };
    let acting = acting.and_then(|row| acting::actor(kontor, &own, row, customer?));
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
    Ok(Some(Hats { own, acting }))
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
