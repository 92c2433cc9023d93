//! Sessions: what a cookie stands for. They slide (30 days, renewed at most once a day) up to 90 days after the sign-in.

use jiff::SignedDuration;
use kontor_domain::accounts::Actor;
use kontor_store::{Datetime, SurrealValue, rid};

use super::rows::{Known, fingerprint, person_id};
use crate::Kontor;
use crate::change::Change;

/// So long a session lives after it was last used.
pub(super) const SLIDING: SignedDuration = SignedDuration::from_hours(30 * 24);
/// So long after the sign-in it ends, however much it is used.
pub(super) const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);
/// A session with so much left is not renewed: once a day is enough, and reading stays reading.
pub(super) const FRESH: SignedDuration = SignedDuration::from_hours(29 * 24);

/// A fresh session.
pub struct SignedIn {
    /// The cookie's value. It is kept nowhere: the store has its hash.
    pub secret: String,
    pub actor: Actor,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("actor", &self.actor).finish_non_exhaustive()
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct SessionRow {
    person: String,
    created: Datetime,
    expires: Datetime,
}

/// Begins a session. The caller writes the person's record in the same transaction, so that a session and a change of
/// the password cannot pass each other.
pub(super) fn begin(change: &mut Change<'_>, kontor: &Kontor, person: &Known) -> String {
    let secret = kontor.ids.secret();
    change.tx.create(
        rid("session", fingerprint(&secret)),
        SessionRow {
            person: person.id.clone(),
            created: kontor.clock.stamp(),
            expires: kontor.clock.stamp_in(SLIDING),
        },
    );
    secret
}

/// Writes the person's record (guard `person`) on the condition that it is still as it was read: active, not shut out,
/// with the same password. `set` may add more, with names from `Tx::bind`.
pub(super) fn touch(change: &mut Change<'_>, person: &Known, set: &str) {
    let tx = &mut change.tx;
    let (active, password) = (tx.bind(person.active), tx.bind(person.password.clone()));
    let blocked = tx.bind(person.blocked);
    tx.guarded(
        person_id(&person.id),
        &format!("version += 1{set}"),
        &format!("active = {active} AND password = {password} AND blocked = {blocked}"),
        "person",
    );
}

/// Ends every session of a person. The ids are selected in the transaction and deleted one by one; whoever begins a session
/// at the same time writes the person's record too, so one of the two is done again and sees the other.
pub(super) fn end_all(change: &mut Change<'_>, person: &str) {
    let person = change.tx.bind(person.to_owned());
    change.tx.push(format!(
        "FOR $s IN (SELECT VALUE id FROM session WHERE person = {person}) {{ DELETE $s RETURN NONE }}"
    ));
}
