//! An offer as both sides read it.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::pricing::VatTreatment;
use kontor_domain::quotes::{Opened, QuoteView, SentVersion, changes, holds_on};
use kontor_domain::{Error, QuoteId};

use super::rows::{self, QuoteRow};
use crate::cases::Entered;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::{Kontor, accounts};

/// With the version that is asked for, or the latest that was sent. That somebody of the customer reads a version for the first time is
/// written down, and the desk is told; who acts for the customer is nobody of theirs.
///
/// # Errors
/// [`Error::NotFound`] also for another company's, for drafts and for versions that there are not.
pub async fn quote(
    kontor: &Kontor,
    actor: &Actor,
    quote: &QuoteId,
    number: Option<u32>,
) -> Result<QuoteView, Error> {
    let (row, entered) = rows::entered(kontor, actor, quote).await?;
    let view = view(kontor, &row, &entered, number).await?;
    if actor.company().is_some() && actor.acting().is_none() {
        remember(kontor, actor, row, view.shown).await?;
    }
    Ok(view)
}

/// Writes down who opened which version, once. Whoever writes at the same moment is quicker: then the next look remembers it.
async fn remember(kontor: &Kontor, actor: &Actor, mut row: QuoteRow, shown: u32) -> Result<(), Error> {
    let Some(person) = actor.person().filter(|_| shown > 0) else { return Ok(()) };
    let known = |o: &Opened| o.number == shown && o.person == *person;
    if row.data.0.opened.iter().any(known) {
        return Ok(());
    }
    let first = !row.data.0.opened.iter().any(|o| o.number == shown);
    row.data.0.opened.push(Opened {
        number: shown,
        person: person.clone(),
        who: actor.name().to_owned(),
        at: kontor.clock.local(),
    });
    let mut change = Change::new(kontor, actor);
    rows::write(&mut change, &row);
    if first {
        change.event(&row.subject(), Happened::QuoteOpened { number: row.id.clone(), version: shown });
    }
    let committed = change.commit().await;
    if rows::overtaken(&committed) { Ok(()) } else { committed.fault().map(|_| ()) }
}

pub(super) async fn view(
    kontor: &Kontor,
    row: &QuoteRow,
    entered: &Entered,
    number: Option<u32>,
) -> Result<QuoteView, Error> {
    let data = &row.data.0;
    let shown = match number {
        Some(number) => Some(data.sent.iter().find(|s| s.number == number).ok_or(Error::NotFound)?),
        None => data.latest(),
    };
    let mut offers = Vec::with_capacity(data.sent.len());
    for sent in &data.sent {
        offers.push(rows::offer_of(kontor, &row.quote(), sent.edition).await?);
    }
    let version = |(i, sent): (usize, &rows::Sent)| SentVersion {
        number: sent.number,
        at: sent.at,
        who: sent.who.clone(),
        valid_until: sent.valid_until,
        net: sent.net,
        changes: match i {
            0 => Vec::new(),
            _ => changes(&offers[i - 1], &offers[i]),
        },
    };
    let versions = data.sent.iter().enumerate().map(version).collect();
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let today = kontor.clock.local().date();
    let latest = data.latest();
    let may_answer = !entered.desk
        && entered.may_edit
        && row.state().acceptable()
        && latest.is_some_and(|l| {
            holds_on(Some(l.valid_until), today) && Some(l.number) == shown.map(|s| s.number)
        });
    Ok(QuoteView {
        head: row.summary(kontor)?,
        request: data.request.clone(),
        photos: data.photos.clone(),
        asked: data.asked.clone(),
        versions,
        shown: shown.map_or(0, |s| s.number),
        offer: shown.and_then(|s| {
            data.sent.iter().position(|other| other.number == s.number).and_then(|at| offers.get(at).cloned())
        }),
        treatment: treatment(&company),
        today,
        wishes: data.wishes.clone(),
        order: data.order.clone(),
        accepted: data.accepted.clone(),
        reason: data.reason.clone(),
        may_answer,
        may_decide: may_answer && entered.may_decide,
        version: row.edition,
    })
}

/// How VAT is treated where it goes to the company's first address; the address that is chosen in the end decides.
pub(super) fn treatment(company: &kontor_domain::accounts::Company) -> VatTreatment {
    let country = company.addresses.first().map_or("DE", |a| a.country.as_str());
    VatTreatment::of(company, country)
}
