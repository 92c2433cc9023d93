//! Asks for a price below one's own floor.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::quotes::{AskRelease, MAX_WORDS, Release, worst};
use kontor_domain::{Error, Problem};

use super::costs::{self, ReleaseData};
use super::{ladder, rows};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, accounts, mail};

/// For the draft as it is: who of the dealer may decide it gets mail.
///
/// # Errors
/// As [`rows::workable`]; [`Error::Invalid`] with `reason`; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] when the draft is
/// another one by now.
pub async fn ask_release(kontor: &Kontor, actor: &Actor, command: &AskRelease) -> Result<(), Error> {
    let mut row = rows::workable(kontor, actor, &command.quote).await?;
    if row.edition != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let mut fields = Fields::default();
    let reason = fields.text("reason", &command.reason, MAX_WORDS);
    if reason.is_empty() {
        fields.wrong("reason", Problem::ReasonRequired);
    }
    fields.done()?;
    let (costs, ladder) =
        (costs::of_edition(kontor, &command.quote, row.edition).await?, ladder::known(kontor).await?);
    let (_, least) = worst(&row.data.0.draft, &costs);
    let before = costs::release(kontor, &command.quote).await?;
    row.edition += 1;
    let asked = Release {
        reason: reason.clone(),
        asked_by: actor.name().to_owned(),
        asked_at: kontor.clock.local(),
        rung: ladder.rung(&least.total),
        version: row.edition,
        decided: None,
    };
    let mut change = Change::new(kontor, actor);
    rows::write(&mut change, &row);
    costs::keep_release(
        &mut change,
        &command.quote,
        &ReleaseData { asked: Some(asked), asker: actor.person().cloned(), ..before },
    );
    let what = Happened::ReleaseAsked { number: row.id.clone(), reason: reason.clone() };
    change.event(&row.subject().for_desk(), what.clone());
    let head = row.summary(kontor)?;
    let house = accounts::rows::people(kontor, None).await?;
    for person in
        house.iter().filter(|p| !p.blocked && p.may(Right::SeeMargins) && Some(&p.id) != actor.person())
    {
        if !ladder.floor(&person.roles).is_some_and(|floor| least.total.keeps(floor)) {
            continue;
        }
        let sentence = Happened::ReleaseAsked { number: row.id.clone(), reason: String::new() };
        let sentence = sentence.text(person.language);
        let letter =
            mail::QuoteMail { head: &head, who: actor.name(), what: &sentence, words: &reason, desk: true };
        change.mail(mail::quote_released(kontor, &letter, &person.email, person.language));
    }
    or_changed(change.commit().await).map(|_| ())
}
