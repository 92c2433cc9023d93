//! Says yes or no to a price below somebody's floor.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::quotes::{AnswerRelease, Decided, MAX_WORDS, worst};
use kontor_domain::{Decimal, Error, Problem};

use super::costs::{self, ReleaseData};
use super::{ladder, rows, tell};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, accounts, mail};

/// What is released is the margin of the draft that was asked about, down to the tenth of a percent: with it the offer can be sent,
/// and a counter-offer of the customer be taken that leaves as much.
///
/// # Errors
/// As [`rows::workable`]; [`Error::Forbidden`] for whose own floor does not cover it; [`Error::Invalid`] with `words` when it is
/// refused without; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] when the draft is another one than was asked about, with
/// [`Problem::AlreadyDone`] when it is decided.
pub async fn answer_release(kontor: &Kontor, actor: &Actor, command: &AnswerRelease) -> Result<(), Error> {
    actor.require(Right::SeeMargins)?;
    let mut row = rows::workable(kontor, actor, &command.quote).await?;
    let ReleaseData { asked, asker, floor } = costs::release(kontor, &command.quote).await?;
    let Some(mut asked) = asked else { return Err(Error::NotFound) };
    if asked.decided.is_some() {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    if row.edition != command.version || asked.version != row.edition {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let mut fields = Fields::default();
    let words = fields.text("words", &command.words, MAX_WORDS);
    if !command.granted && words.is_empty() {
        fields.wrong("words", Problem::ReasonRequired);
    }
    fields.done()?;
    let costs = costs::of_edition(kontor, &command.quote, row.edition).await?;
    let (_, least) = worst(&row.data.0.draft, &costs);
    let own = costs::floor(&ladder::known(kontor).await?, actor, None);
    if !own.is_some_and(|own| least.total.keeps(own)) {
        return Err(Error::Forbidden);
    }
    let released = match command.granted {
        // Rounded down: the offer itself must keep it.
        true => least.total.percent().map(|percent| percent - Decimal::new(1, 1)),
        false => floor,
    };
    asked.decided = Some(Decided {
        by: actor.name().to_owned(),
        at: kontor.clock.local(),
        granted: command.granted,
        words: words.clone(),
    });
    row.edition += 1;
    asked.version = row.edition;
    let mut change = Change::new(kontor, actor);
    rows::write(&mut change, &row);
    costs::keep_release(
        &mut change,
        &command.quote,
        &ReleaseData { asked: Some(asked), asker: asker.clone(), floor: released },
    );
    let what =
        |words: String| Happened::ReleaseAnswered { number: row.id.clone(), granted: command.granted, words };
    change.event(&row.subject().for_desk(), what(words.clone()));
    let head = row.summary(kontor)?;
    let known = match &asker {
        Some(person) => accounts::rows::email(kontor, person).await?,
        None => None,
    };
    let (to, language) = match known {
        Some(known) => known,
        None => tell::desk(kontor, &row).await?,
    };
    let sentence = what(String::new()).text(language);
    let letter =
        mail::QuoteMail { head: &head, who: actor.name(), what: &sentence, words: &words, desk: true };
    change.mail(mail::quote_released(kontor, &letter, &to, language));
    or_changed(change.commit().await).map(|_| ())
}
