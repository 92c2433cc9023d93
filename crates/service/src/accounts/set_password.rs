//! Setting a password with a link: accepts an invitation, or replaces a forgotten password.

use kontor_domain::accounts::{LinkPurpose, SetPassword};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, Problem};
use kontor_store::StoreError;

use super::check::Fields;
use super::session::{self, SignedIn};
use super::{password, token};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Uses the link, ends all sessions and begins a new one.
///
/// # Errors
/// [`Error::Invalid`] with `password` (too weak) and `token` = [`Problem::LinkExpired`] (unknown, used or expired).
pub async fn set_password(kontor: &Kontor, command: &SetPassword) -> Result<SignedIn, Error> {
    let mut fields = Fields::default();
    fields.password("password", &command.password);
    let found = token::find(kontor, &command.token).await?;
    if found.is_none() {
        fields.wrong("token", Problem::LinkExpired);
    }
    fields.done()?;
    let token = found.ok_or_else(expired)?;
    let person = token.who;
    let hash = password::hash(kontor, &command.password).await?;

    let actor = person.actor(person.language());
    let mut change = Change::new(kontor, &actor);
    token::spend(&mut change, kontor, &command.token, &person.id);
    let hash = change.tx.bind(hash);
    session::touch(&mut change, &person, &format!(", password = {hash}, active = true"));
    session::end_all(&mut change, &person.id);
    let secret = session::begin(&mut change, kontor, &person);
    match token.purpose {
        LinkPurpose::Invitation => {
            let mut subject = person.subject();
            if !person.company.is_empty() {
                subject = subject.of(&CompanyId(person.company.clone()));
            }
            change.event(&subject, Happened::PersonJoined);
        }
        LinkPurpose::Reset => change.event(&person.subject(), Happened::PasswordChanged),
    }
    match change.commit().await {
        Err(StoreError::Guard(_)) => return Err(expired()),
        other => other.fault()?,
    };
    // Somebody who just proved to own the mailbox is not guessing.
    kontor.limits.forgive(&format!("sign_in|{}", person.email));
    Ok(SignedIn { secret, actor })
}

fn expired() -> Error {
    Error::invalid("token", Problem::LinkExpired)
}
