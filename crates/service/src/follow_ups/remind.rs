//! In the morning of its day a follow-up comes to its owner's mind.

use kontor_domain::accounts::Actor;
use kontor_domain::{Error, FollowUpId};
use kontor_store::Datetime;

use super::rows::{OPEN, follow_up, write};
use crate::change::Change;
use crate::{Kontor, accounts, mail};

/// Puts the mail into a transaction; nothing when it was done, put off, handed over or reminded of. The job comes once more, finds
/// that it was reminded of, and is over.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn remind<'a>(
    kontor: &'a Kontor,
    system: &'a Actor,
    id: &FollowUpId,
    version: i64,
) -> Result<Option<(Change<'a>, Datetime)>, Error> {
    let mut row = match follow_up(kontor, system, id).await {
        Ok(row) => row,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let due = row.due();
    if row.state != OPEN || row.version != version || row.data.0.reminded == Some(due) {
        return Ok(None);
    }
    let Some((to, language)) =
        accounts::rows::email(kontor, &kontor_domain::PersonId(row.owner.clone())).await?
    else {
        return Ok(None);
    };
    row.data.0.reminded = Some(due);
    let mut change = Change::new(kontor, system);
    write(&mut change, &row, false);
    change.mail(mail::follow_up_due(kontor, &row.view(), &to, language));
    Ok(Some((change, kontor.clock.stamp())))
}
