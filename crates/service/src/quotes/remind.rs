//! Before its last day an offer comes to both sides' mind; after it, it is over.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::quotes::QuoteState;
use kontor_domain::{Error, QuoteId};
use kontor_store::Datetime;

use super::send_quote::end;
use super::{rows, tell};
use crate::change::Change;
use crate::{Kontor, cases, mail};

/// Puts the mails of a reminder, or the end, into a transaction and says when to look again; nothing when the offer was answered, or there
/// is a newer version. The guard of the offer's version decides when somebody accepts it at this moment.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn remind<'a>(
    kontor: &'a Kontor,
    system: &'a Actor,
    quote: &QuoteId,
    number: u32,
) -> Result<Option<(Change<'a>, Datetime)>, Error> {
    let Some(mut row) = rows::by_id(kontor, quote).await? else { return Ok(None) };
    let Some(latest) = row.data.0.latest().filter(|latest| latest.number == number).cloned() else {
        return Ok(None);
    };
    if !row.state().acceptable() {
        return Ok(None);
    }
    let now = kontor.clock.local();
    let entered = cases::enter(kontor, system, &row.code()?).await?;
    let mut change = Change::new(kontor, system);
    let what = if now.date() > latest.valid_until {
        QuoteState::Expired.code().clone_into(&mut row.state);
        row.edition += 1;
        Happened::QuoteExpired { number: row.id.clone(), version: number }
    } else {
        Happened::QuoteReminded { number: row.id.clone(), until: latest.valid_until }
    };
    rows::write(&mut change, &row);
    change.event(&row.subject(), what);
    let head = row.summary(kontor)?;
    let letter = |desk| mail::QuoteMail { head: &head, who: "", what: "", words: "", desk };
    for (to, language) in tell::customers(kontor, &row, &entered).await? {
        change.mail(mail::quote_ending(kontor, &letter(false), &to, language, now.date()));
    }
    let (to, language) = tell::desk(kontor, &row).await?;
    change.mail(mail::quote_ending(kontor, &letter(true), &to, language, now.date()));
    Ok(Some((change, kontor.clock.stamp_of(end(latest.valid_until).max(now)))))
}
