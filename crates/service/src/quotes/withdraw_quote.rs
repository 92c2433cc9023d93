//! The desk takes an offer back; a customer their request.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::quotes::{MAX_WORDS, QuoteState, WithdrawQuote};
use kontor_domain::{Error, Problem};

use super::{rows, tell};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, mail};

/// # Errors
/// [`Error::NotFound`], also for another company's; [`Error::Forbidden`] for who may only look; [`Error::Invalid`] with `reason` when
/// something is taken back that the customer has; [`Error::Conflict`] with [`Problem::WrongState`] when it is accepted or over (for
/// customers: when it is no longer a request), with [`Problem::ChangedMeanwhile`].
pub async fn withdraw_quote(kontor: &Kontor, actor: &Actor, command: &WithdrawQuote) -> Result<(), Error> {
    let (mut row, entered) = rows::entered(kontor, actor, &command.quote).await?;
    if entered.desk {
        actor.require(Right::ManageQuotes)?;
    } else if !entered.may_edit {
        return Err(Error::Forbidden);
    }
    let state = row.state();
    if !state.editable() || (!entered.desk && state != QuoteState::Requested) {
        return Err(Error::conflict(Problem::WrongState));
    }
    if row.edition != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let mut fields = Fields::default();
    let reason = fields.text("reason", &command.reason, MAX_WORDS);
    let shown = !row.reader.is_empty();
    if entered.desk && shown && reason.is_empty() {
        fields.wrong("reason", Problem::ReasonRequired);
    }
    fields.done()?;
    QuoteState::Withdrawn.code().clone_into(&mut row.state);
    row.data.0.reason.clone_from(&reason);
    row.edition += 1;
    let mut change = Change::new(kontor, actor);
    rows::write(&mut change, &row);
    let subject = if shown { row.subject() } else { row.subject().for_desk() };
    let what = |reason| Happened::QuoteWithdrawn { number: row.id.clone(), reason };
    change.event(&subject, what(reason.clone()));
    let head = row.summary(kontor)?;
    let told = match (entered.desk, shown) {
        (true, false) => Vec::new(),
        (true, true) => tell::customers(kontor, &row, &entered).await?,
        (false, _) => vec![tell::desk(kontor, &row).await?],
    };
    for (to, language) in told {
        let sentence = what(String::new()).text(language);
        let letter = mail::QuoteMail {
            head: &head,
            who: actor.name(),
            what: &sentence,
            words: &reason,
            desk: !entered.desk,
        };
        change.mail(mail::quote_answered(kontor, &letter, &to, language));
    }
    or_changed(change.commit().await).map(|_| ())
}
