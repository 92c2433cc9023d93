//! An invitation that was lost or is too old is sent once more.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, LinkPurpose};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, IdempotencyKey, PersonId, Problem};

use super::check::Fields;
use super::set_blocked::managed;
use super::token;
use crate::change::{Change, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, mail};

const OPERATION: &str = "invite_again";
const WINDOW: SignedDuration = SignedDuration::from_hours(1);
const AT_MOST: u32 = 5;

/// A new link (good for 7 days) to somebody who has not joined yet; the old ones end. The same key again sends nothing more.
///
/// # Errors
/// As [`super::set_blocked()`] for who may; [`Error::Conflict`] with [`Problem::AlreadyDone`] when the person has joined, was
/// shut out, or their company is not active; [`Error::RateLimited`] after 5 per hour and person.
pub async fn invite_again(
    kontor: &Kontor,
    actor: &Actor,
    person: &PersonId,
    key: &IdempotencyKey,
) -> Result<(), Error> {
    let known = managed(kontor, actor, person).await?;
    let mut fields = Fields::default();
    fields.key(key);
    fields.done()?;
    if answered_before(kontor, actor, OPERATION, key).await?.is_some() {
        return Ok(());
    }
    if !known.may_join() {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    kontor.limits.attempt(kontor.clock.now(), format!("invite_again|{}", known.id), AT_MOST, WINDOW)?;
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, key, "");
    token::end_all(&mut change, &known.id);
    let link = token::make(&mut change, kontor, &known.id, LinkPurpose::Invitation);
    change.mail(mail::invitation(kontor, &known.person(), actor.name(), &link));
    let mut subject = known.subject();
    if !known.company.is_empty() {
        subject = subject.of(&CompanyId(known.company.clone()));
    }
    change.event(&subject, Happened::PersonInvited { email: known.email.clone() });
    change.commit().await.fault()?;
    Ok(())
}
