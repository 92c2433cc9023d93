//! The customer does not want it.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::quotes::{DeclineQuote, MAX_WORDS, QuoteState};
use kontor_domain::{Error, Problem};

use super::{rows, tell};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, mail};

/// The desk may send another version later.
///
/// # Errors
/// As [`rows::answerable`], for who decides; [`Error::Invalid`] with `reason`; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`].
pub async fn decline_quote(kontor: &Kontor, actor: &Actor, command: &DeclineQuote) -> Result<(), Error> {
    let mut row = rows::answerable(kontor, actor, &command.quote, command.number, true).await?;
    let mut fields = Fields::default();
    let reason = fields.text("reason", &command.reason, MAX_WORDS);
    if reason.is_empty() {
        fields.wrong("reason", Problem::ReasonRequired);
    }
    fields.done()?;
    QuoteState::Declined.code().clone_into(&mut row.state);
    row.data.0.reason.clone_from(&reason);
    row.edition += 1;
    let mut change = Change::new(kontor, actor);
    rows::write(&mut change, &row);
    let what = |reason| Happened::QuoteDeclined { number: row.id.clone(), version: command.number, reason };
    change.event(&row.subject(), what(reason.clone()));
    let head = row.summary(kontor)?;
    let (to, language) = tell::desk(kontor, &row).await?;
    let sentence = what(String::new()).text(language);
    let letter =
        mail::QuoteMail { head: &head, who: actor.name(), what: &sentence, words: &reason, desk: true };
    change.mail(mail::quote_answered(kontor, &letter, &to, language));
    or_changed(change.commit().await).map(|_| ())
}
