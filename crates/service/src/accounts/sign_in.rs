//! Signing in with e-mail address and password.

use jiff::SignedDuration;
use kontor_domain::accounts::SignIn;
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

use super::check::Fields;
use super::password;
use super::rows::{self, Known};
use super::session::{self, SignedIn};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

const WINDOW: SignedDuration = SignedDuration::from_mins(15);
const PER_ACCOUNT: u32 = 10;
const PER_ADDRESS: u32 = 50;

/// Begins a new session with a new secret. Unknown people, people who may not sign in and wrong passwords are answered
/// alike, after the same work.
///
/// # Errors
/// [`Error::Invalid`] with `password` = [`Problem::WrongPassword`]; [`Error::RateLimited`] after 10 attempts per
/// account or 50 per network address within 15 minutes.
pub async fn sign_in(kontor: &Kontor, command: &SignIn) -> Result<SignedIn, Error> {
    let mut fields = Fields::default();
    let email = fields.email("email", &command.email);
    if command.password.is_empty() {
        fields.wrong("password", Problem::Required);
    }
    fields.done()?;
    let now = kontor.clock.now();
    let account = format!("sign_in|{email}");
    kontor.limits.attempt(now, format!("sign_in_from|{}", command.address), PER_ADDRESS, WINDOW)?;
    kontor.limits.attempt(now, account.clone(), PER_ACCOUNT, WINDOW)?;

    let known = rows::by_email(kontor, &email).await?.filter(Known::may_sign_in);
    // Longer than any accepted password (200 characters of up to four bytes): not worth hashing, but worth the time.
    let typed = if command.password.len() > 800 { "" } else { &command.password };
    let fits = password::verify(typed, known.as_ref().map(|p| p.password.as_str())).await?;
    let Some(person) = known.filter(|_| fits) else { return Err(wrong()) };

    let actor = person.actor(person.language());
    let mut change = Change::new(kontor, &actor);
    session::touch(&mut change, &person, "");
    let secret = session::begin(&mut change, kontor, &person);
    change.event(&person.subject(), Happened::SignedIn);
    match change.commit().await {
        // The password was changed or the person shut out while the old one was being checked.
        Err(StoreError::Guard(_)) => return Err(wrong()),
        other => other.fault()?,
    };
    kontor.limits.forgive(&account);
    Ok(SignedIn { secret, actor })
}

fn wrong() -> Error {
    Error::invalid("password", Problem::WrongPassword)
}
