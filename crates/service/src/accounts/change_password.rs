//! Changing the own password while signed in.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, ChangePassword};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::{StoreError, rid};

use super::check::Fields;
use super::password;
use super::rows::{self, fingerprint};
use super::session::{self, SignedIn};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Replaces the password and ends every session; the one it was asked from (`current`, the cookie's secret) goes on under
/// a new secret, which the caller puts into the cookie.
///
/// # Errors
/// [`Error::Invalid`] with `old` = [`Problem::WrongPassword`] or `new`; [`Error::RateLimited`] after 10 attempts in 15
/// minutes; [`Error::Unauthenticated`] when the session is over (or was ended by somebody at this moment).
pub async fn change_password(
    kontor: &Kontor,
    actor: &Actor,
    command: &ChangePassword,
    current: &str,
) -> Result<SignedIn, Error> {
    let id = super::my_account::person(actor)?;
    let mut fields = Fields::default();
    if command.old.is_empty() {
        fields.wrong("old", Problem::Required);
    }
    fields.password("new", &command.new);
    fields.done()?;
    let now = kontor.clock.now();
    let account = format!("change_password|{id}");
    kontor.limits.attempt(now, account.clone(), 10, SignedDuration::from_mins(15))?;

    let person = rows::by_id(kontor, id).await?.ok_or(Error::Unauthenticated)?;
    let typed = if command.old.len() > 800 { "" } else { &command.old };
    if !password::verify(typed, Some(&person.password)).await? {
        return Err(Error::invalid("old", Problem::WrongPassword));
    }
    let hash = password::hash(kontor, &command.new).await?;

    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let (session, now) = (tx.bind(rid("session", fingerprint(current))), tx.bind(kontor.clock.stamp()));
    let owner = tx.bind(person.id.clone());
    tx.push(format!(
        "IF array::len((DELETE {session} WHERE expires > {now} AND person = {owner} RETURN BEFORE)) == 0 \
         {{ THROW 'guard:session' }}"
    ));
    let hash = tx.bind(hash);
    session::touch(&mut change, &person, &format!(", password = {hash}"));
    session::end_all(&mut change, &person.id);
    let secret = session::begin(&mut change, kontor, &person);
    change.event(&person.subject(), Happened::PasswordChanged);
    match change.commit().await {
        Err(StoreError::Guard(name)) if name == "session" => return Err(Error::Unauthenticated),
        Err(StoreError::Guard(_)) => return Err(Error::conflict(Problem::ChangedMeanwhile)),
        other => other.fault()?,
    };
    kontor.limits.forgive(&account);
    Ok(SignedIn { secret, actor: actor.clone() })
}
