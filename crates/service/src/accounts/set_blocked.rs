//! Shutting a person out, and letting them in again.

use kontor_domain::accounts::{Actor, Person, Right, Role};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, PersonId, Problem};
use kontor_store::StoreError;

use super::rows::{self, Known, person_id};
use super::{session, token};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// How often another administrator is looked for when the one found was shut out at the same moment.
const ATTEMPTS: usize = 4;

/// Shuts the person out: every session and every link of theirs ends at once, and they cannot sign in or ask for a new
/// password until they are let in again. Asking for what is so already is fine.
///
/// # Errors
/// [`Error::NotFound`] for nobody and for people of other companies; [`Error::Forbidden`] without the right (own company:
/// [`Right::ManageCompany`]; customers' people: [`Right::ManageCustomers`]; the dealer's: [`Right::Administer`]);
/// [`Error::Conflict`] with [`Problem::Yourself`], or with [`Problem::LastAdmin`] for the last who may administer the
/// dealer's house or, asked for from within, the own company.
pub async fn set_blocked(
    kontor: &Kontor,
    actor: &Actor,
    person: &PersonId,
    blocked: bool,
) -> Result<(), Error> {
    let mut known = managed(kontor, actor, person).await?;
    if actor.person() == Some(person) {
        return Err(Error::conflict(Problem::Yourself));
    }
    for _ in 0..ATTEMPTS {
        if known.blocked == blocked {
            return Ok(());
        }
        let other = if blocked { keeps_the_keys(kontor, actor, &known).await? } else { None };
        let mut change = Change::new(kontor, actor);
        session::touch(&mut change, &known, if blocked { ", blocked = true" } else { ", blocked = false" });
        if let Some((other, role)) = other {
            // Written, not only read: two administrators who shut each other out at the same moment meet here.
            let role = change.tx.bind(role.code().to_owned());
            let condition = format!("active = true AND blocked = false AND roles CONTAINS {role}");
            change.tx.guarded(person_id(other.id.as_str()), "version += 1", &condition, "admin");
        }
        if blocked {
            session::end_all(&mut change, &known.id);
            token::end_all(&mut change, &known.id);
        }
        let email = known.email.clone();
        let what =
            if blocked { Happened::PersonBlocked { email } } else { Happened::PersonUnblocked { email } };
        let mut subject = known.subject();
        if !known.company.is_empty() {
            subject = subject.of(&CompanyId(known.company.clone()));
        }
        change.event(&subject, what);
        match change.commit().await {
            Err(StoreError::Guard(_)) => known = managed(kontor, actor, person).await?,
            other => return other.fault().map(|_| ()),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// The person, if the actor may manage them.
pub(super) async fn managed(kontor: &Kontor, actor: &Actor, person: &PersonId) -> Result<Known, Error> {
    // Before looking: nobody learns from the answer who there is.
    match actor.company() {
        Some(_) => actor.require(Right::ManageCompany)?,
        None if actor.has(Right::Administer) => {}
        None => actor.require(Right::ManageCustomers)?,
    }
    let known = rows::by_id(kontor, person).await?.ok_or(Error::NotFound)?;
    match actor.company() {
        Some(own) if own.as_str() != known.company => Err(Error::NotFound),
        None if known.company.is_empty() => actor.require(Right::Administer).map(|()| known),
        _ => Ok(known),
    }
}

/// Somebody else who could administer when `leaving` cannot any more; nothing when it is not about an administrator.
async fn keeps_the_keys(
    kontor: &Kontor,
    actor: &Actor,
    leaving: &Known,
) -> Result<Option<(Person, Role)>, Error> {
    let role = if leaving.company.is_empty() { Role::Admin } else { Role::CompanyAdmin };
    let administers = leaving.roles.iter().any(|r| r == role.code());
    // The desk may shut out a whole company; nobody can lock the house from within.
    if !administers || !leaving.active || (role == Role::CompanyAdmin && actor.company().is_none()) {
        return Ok(None);
    }
    let company = (!leaving.company.is_empty()).then(|| CompanyId(leaving.company.clone()));
    rows::people(kontor, company.as_ref())
        .await?
        .into_iter()
        .find(|p| p.id.as_str() != leaving.id && p.active && !p.blocked && p.roles.contains(&role))
        .map(|p| Some((p, role)))
        .ok_or_else(|| Error::conflict(Problem::LastAdmin))
}
