//! The customer asks for a change, or makes a counter-offer.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::quotes::{CounterQuote, LineWords, MAX_WORDS, QuoteState, Wish};
use kontor_domain::{Decimal, Error, Problem};

use super::{quote, rows, tell};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, accounts, mail};

/// After so many the two should talk.
const MAX_WISHES: u32 = 50;

/// The same wish again changes nothing.
///
/// # Errors
/// As [`rows::answerable`]; [`Error::Invalid`] with `net` or `words`; [`Error::Conflict`] with [`Problem::NotPickable`], or with
/// [`Problem::ChangedMeanwhile`].
pub async fn counter_quote(kontor: &Kontor, actor: &Actor, command: &CounterQuote) -> Result<(), Error> {
    let mut row = rows::answerable(kontor, actor, &command.quote, command.number, false).await?;
    let latest = row.data.0.latest().cloned().ok_or(Error::NotFound)?;
    let offer = rows::offer_of(kontor, &command.quote, latest.edition).await?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let sums = offer.sums(&command.picks, quote::treatment(&company)).map_err(Error::conflict)?;
    let mut fields = Fields::default();
    if row.data.0.wishes.len() >= MAX_WISHES as usize {
        fields.wrong("words", Problem::AtMost { max: MAX_WISHES });
    }
    let words = fields.text("words", &command.words, MAX_WORDS);
    let mut lines = Vec::new();
    for line in &command.lines {
        let said = fields.text(&format!("lines.{}", line.position), &line.words, MAX_WORDS);
        if !said.is_empty() && offer.position(line.position).is_some() {
            lines.push(LineWords { position: line.position, words: said });
        }
    }
    let net = command.net.map(kontor_domain::Money::rounded);
    match net {
        Some(net) if net.amount <= Decimal::ZERO => fields.wrong("net", Problem::NotPositive),
        Some(net) if net.amount >= sums.totals.net.amount => fields.wrong("net", Problem::CounterNotLower),
        None if words.is_empty() && lines.is_empty() => fields.wrong("words", Problem::Required),
        _ => {}
    }
    fields.done()?;
    let who = actor.acting().map_or(actor.name(), |a| &a.caller.name).to_owned();
    // The other half of a double click.
    let same = |w: &Wish| {
        (w.number, w.net, &w.words, &w.lines, &w.picks, &w.who)
            == (command.number, net, &words, &lines, &command.picks, &who)
    };
    if row.state() == QuoteState::Countered && row.data.0.wishes.last().is_some_and(same) {
        return Ok(());
    }
    row.data.0.wishes.push(Wish {
        number: command.number,
        picks: command.picks.clone(),
        net,
        words: words.clone(),
        lines,
        at: kontor.clock.local(),
        who: who.clone(),
        behalf: actor.acting().map(|_| actor.name().to_owned()).unwrap_or_default(),
        channel: actor.channel,
    });
    QuoteState::Countered.code().clone_into(&mut row.state);
    row.edition += 1;
    let mut change = Change::new(kontor, actor);
    rows::write(&mut change, &row);
    let what =
        |words| Happened::QuoteCountered { number: row.id.clone(), version: command.number, net, words };
    // What is said stands in the offer; the history and other systems are told that something was.
    change.event(&row.subject(), what(String::new()));
    let head = row.summary(kontor)?;
    let (to, language) = tell::desk(kontor, &row).await?;
    let sentence = what(String::new()).text(language);
    let letter = mail::QuoteMail { head: &head, who: &who, what: &sentence, words: &words, desk: true };
    change.mail(mail::quote_answered(kontor, &letter, &to, language));
    or_changed(change.commit().await).map(|_| ())
}
