//! Sends the draft as the next version.

use jiff::ToSpan as _;
use jiff::civil::Time;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::quotes::{MAX_WORDS, Offer, Picks, QuoteState, REMIND_DAYS, SendQuote, worst};
use kontor_domain::{Date, Error, Language, PersonId, Problem, calendar};

use super::rows::{self, ATTEMPTS, QuoteRow, Sent};
use super::{costs, ladder, quote, tell};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Job;
use crate::{Kontor, accounts, cases, follow_ups, mail};

/// When both sides are reminded of its end.
const MORNING: Time = Time::constant(7, 30, 0, 0);

/// The customer gets mail, once however often one person sends the same; a follow-up is made unless the case has one by then, and the
/// jobs that remind and end it are left.
///
/// # Errors
/// As [`rows::workable`]; [`Error::Invalid`] with `positions`, `valid_until`, `follow_up` or `words`; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`] when the draft is another one by now, with [`Problem::BelowFloor`] when less would be left than the
/// person may decide.
pub async fn send_quote(kontor: &Kontor, actor: &Actor, command: &SendQuote) -> Result<(), Error> {
    for _ in 0..ATTEMPTS {
        let row = rows::workable(kontor, actor, &command.quote).await?;
        if row.edition != command.version {
            return if sent_already(actor, &row, command) {
                Ok(())
            } else {
                Err(Error::conflict(Problem::ChangedMeanwhile))
            };
        }
        let offer = row.data.0.draft.clone();
        check(kontor, &offer, command)?;
        may_offer(kontor, actor, &row, &offer).await?;
        let mut change = Change::new(kontor, actor);
        send(kontor, actor, &mut change, row, command.valid_until, command.follow_up, &command.words).await?;
        let committed = change.commit().await;
        if !rows::overtaken(&committed) {
            return committed.fault().map(|_| ());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// The second of two clicks: this person sent the very same, and nobody touched it since.
fn sent_already(actor: &Actor, row: &QuoteRow, command: &SendQuote) -> bool {
    row.edition == command.version + 1
        && row.data.0.latest().is_some_and(|sent| {
            sent.edition == command.version
                && sent.valid_until == command.valid_until
                && sent.who == actor.name()
        })
}

fn check(kontor: &Kontor, offer: &Offer, command: &SendQuote) -> Result<(), Error> {
    let today = kontor.clock.local().date();
    let mut fields = Fields::default();
    if offer.positions.iter().all(|p| p.item.is_heading()) {
        fields.wrong("positions", Problem::NoLines);
    }
    if command.valid_until < today {
        fields.wrong("valid_until", Problem::DateInPast);
    } else if command.valid_until > today.saturating_add(366.days()) {
        fields.wrong("valid_until", Problem::AtMost { max: 366 });
    }
    if command.follow_up.is_some_and(|day| day < today) {
        fields.wrong("follow_up", Problem::DateInPast);
    }
    fields.text("words", &command.words, MAX_WORDS);
    fields.done()
}

/// May this person offer this, whatever is picked of it?
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::BelowFloor`].
pub(super) async fn may_offer(
    kontor: &Kontor,
    actor: &Actor,
    row: &QuoteRow,
    offer: &Offer,
) -> Result<(), Error> {
    let costs = costs::of_edition(kontor, &row.quote(), row.edition).await?;
    let released = costs::release(kontor, &row.quote()).await?.floor;
    let floor = costs::floor(&ladder::known(kontor).await?, actor, released);
    let (_, least) = worst(offer, &costs);
    match floor {
        Some(floor) if least.total.keeps(floor) => Ok(()),
        _ => Err(Error::conflict(Problem::BelowFloor)),
    }
}

/// Writes the draft of `row` as the next version that the customer has. Whose draft it is was checked before.
pub(super) async fn send(
    kontor: &Kontor,
    actor: &Actor,
    change: &mut Change<'_>,
    mut row: QuoteRow,
    valid_until: Date,
    follow_up: Option<Date>,
    words: &str,
) -> Result<(), Error> {
    let entered = cases::enter(kontor, actor, &row.code()?).await?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let sums =
        row.data.0.draft.sums(&Picks::default(), quote::treatment(&company)).map_err(Error::conflict)?;
    let number = row.data.0.latest().map_or(0, |sent| sent.number) + 1;
    let net = sums.totals.net;
    row.data.0.sent.push(Sent {
        number,
        edition: row.edition,
        title: row.data.0.draft.title.clone(),
        at: kontor.clock.local(),
        who: actor.name().to_owned(),
        valid_until,
        net,
    });
    row.reader.clone_from(&row.company);
    QuoteState::Sent.code().clone_into(&mut row.state);
    row.data.0.reason.clear();
    if row.owner.is_empty()
        && let Some(person) = actor.person()
    {
        row.owner = person.to_string();
        actor.name().clone_into(&mut row.data.0.owner_name);
    }
    // Counts what the desk must have seen: the next one works on what was sent.
    let edition = row.edition + 1;
    rows::write(change, &QuoteRow { edition, ..row.copy() });
    change.event(&row.subject(), Happened::QuoteSent { number: row.id.clone(), version: number, net });
    let head = row.summary(kontor)?;
    let letter =
        mail::QuoteMail { head: &head, who: actor.name(), what: "", words: words.trim(), desk: false };
    let told = tell::customers(kontor, &row, &entered).await?;
    let language = told.first().map_or(Language::De, |(_, language)| *language);
    for (to, language) in told {
        change.mail(mail::quote_sent(kontor, &letter, &to, language));
    }
    change.job(Job::KeepOffer { quote: row.quote(), number, language });
    let state = follow_ups::state(kontor).await?;
    let remind = calendar::working_days_before(valid_until, REMIND_DAYS, &state).to_datetime(MORNING);
    let now = kontor.clock.local();
    let due = if remind > now { remind } else { end(valid_until) };
    change.job_at(Job::Quote { quote: row.quote(), number }, kontor.clock.stamp_of(due));
    let soon = calendar::working_days_before(valid_until, REMIND_DAYS, &state).max(now.date());
    if !row.owner.is_empty() {
        let note = match actor.language {
            Language::De => format!("Angebot {} nachfassen", row.id),
            Language::En => format!("Come back to offer {}", row.id),
        };
        let owner = (PersonId(row.owner.clone()), row.data.0.owner_name.clone());
        follow_ups::come_back(kontor, change, &entered, follow_up, soon, &note, owner).await?;
    }
    Ok(())
}

/// The first moment after its last day.
pub(super) fn end(valid_until: Date) -> jiff::civil::DateTime {
    valid_until.saturating_add(1.day()).to_datetime(Time::constant(0, 5, 0, 0))
}
