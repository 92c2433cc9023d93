//! A forgotten password: a mail with a link, if there is somebody to write to. The answer does not tell.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, LinkPurpose};
use kontor_domain::{Error, Language};

use super::check::Fields;
use super::{rows, token};
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, mail};

const WINDOW: SignedDuration = SignedDuration::from_hours(1);
const AT_MOST: u32 = 5;

/// Sends a link for a new password, or a new invitation to somebody who was invited and never came. Unknown addresses are
/// answered alike and cost the same: one transaction either way, the mail itself goes through the outbox.
///
/// `address` is the client's network address, `language` the one the form was read in (mails are in the person's own).
///
/// # Errors
/// [`Error::Invalid`] when `email` has not the form of one; [`Error::RateLimited`] after 5 requests per hour and e-mail
/// or network address.
pub async fn request_reset(
    kontor: &Kontor,
    email: &str,
    address: &str,
    language: Language,
) -> Result<(), Error> {
    let mut fields = Fields::default();
    let email = fields.email("email", email);
    fields.done()?;
    let now = kontor.clock.now();
    kontor.limits.attempt(now, format!("reset_from|{address}"), AT_MOST, WINDOW)?;
    kontor.limits.attempt(now, format!("reset|{email}"), AT_MOST, WINDOW)?;

    let known = rows::by_email(kontor, &email).await?;
    let actor = Actor::anonymous(language);
    let mut change = Change::new(kontor, &actor);
    match known {
        Some(person) if person.may_sign_in() => {
            let link = token::make(&mut change, kontor, &person.id, LinkPurpose::Reset);
            change.mail(mail::password_reset(kontor, &person.person(), &link));
        }
        Some(person) if person.may_join() => {
            let link = token::make(&mut change, kontor, &person.id, LinkPurpose::Invitation);
            change.mail(mail::invitation(kontor, &person.person(), "", &link));
        }
        // A token of nobody, its secret thrown away: the store works as hard as for somebody.
        _ => drop(token::make(&mut change, kontor, "", LinkPurpose::Reset)),
    }
    change.commit().await.fault()?;
    Ok(())
}
