//! What the seal does by itself: it seals the archive's days, and says when its certificate ends.

use kontor_domain::accounts::{Actor, Channel, Person, Role};
use kontor_domain::{Error, Language};
use kontor_store::{Datetime, StoreError, SurrealValue, rid};

use super::{day, known};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, accounts, mail};

/// So many days before the end somebody is told, once each.
const DAYS: [i64; 4] = [1, 7, 30, 60];

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SealUpkeep {
    /// The day that was closed last got its seal.
    pub sealed: bool,
    /// The dealer's administrators were told that the certificate ends.
    pub told: bool,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NoticeRow {
    at: Datetime,
}

/// To be called now and then by the server's clockwork. Without a key nothing happens.
///
/// # Errors
/// As [`super::put`]; what was done until then stays done.
pub async fn upkeep(kontor: &Kontor) -> Result<SealUpkeep, Error> {
    // First, since an authority that is down keeps the other from being done.
    let told = tell(kontor).await?;
    Ok(SealUpkeep { told, sealed: day::seal(kontor).await? })
}

async fn tell(kontor: &Kontor) -> Result<bool, Error> {
    let Some(by) = kontor.seals.credential(kontor).await? else { return Ok(false) };
    let Some(leaf) = by.chain.first() else { return Ok(false) };
    let left = leaf.days_left(kontor.clock.now());
    let Some(days) = DAYS.into_iter().find(|days| left <= *days).filter(|_| left >= 0) else {
        return Ok(false);
    };
    let until = kontor.clock.local_at(leaf.valid_until().as_millisecond()).date();
    let system = Actor::system(Channel::System);
    let mut change = Change::new(kontor, &system);
    let key = format!("{}|{days}", known::fingerprint(leaf));
    change.tx.create(rid("seal_notice", key), NoticeRow { at: kontor.clock.stamp() });
    for (email, language) in administrators(kontor).await? {
        change.mail(mail::seal_ends(kontor, &leaf.common_name(), left, until, &email, language));
    }
    match change.commit().await {
        // They know.
        Err(StoreError::Exists(_)) => Ok(false),
        other => other.fault().map(|_| true),
    }
}

async fn administrators(kontor: &Kontor) -> Result<Vec<(String, Language)>, Error> {
    let people = accounts::rows::people(kontor, None).await?;
    let told = |p: &Person| p.active && !p.blocked && p.roles.contains(&Role::Admin);
    let mut found: Vec<_> = people.into_iter().filter(told).map(|p| (p.email, p.language)).collect();
    if found.is_empty() {
        found.push((kontor.settings.dealer_email.clone(), Language::De));
    }
    Ok(found)
}
