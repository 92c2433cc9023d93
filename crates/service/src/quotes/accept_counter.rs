//! Offers what the customer's counter-offer says.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::quotes::{
    AcceptCounter, Choice, Costs, Margin, Offer, Picks, QuoteState, Wish, changes, holds_on, margin, worst,
};
use kontor_domain::{Decimal, Error, Money, Problem};

use super::rows::{self, QuoteRow};
use super::{costs, ladder, quote, send_quote};
use crate::change::Change;
use crate::orders::rows::or_changed;
use crate::{Kontor, accounts};

/// The next version is what the customer picked, for what they would pay; it holds as long as the one before.
///
/// # Errors
/// As [`rows::workable`]; [`Error::Conflict`] with [`Problem::WrongState`] without a counter-offer, with [`Problem::BelowFloor`] when less
/// would be left than the person may decide, with [`Problem::ChangedMeanwhile`], with [`Problem::OfferExpired`].
pub async fn accept_counter(kontor: &Kontor, actor: &Actor, command: &AcceptCounter) -> Result<(), Error> {
    let row = rows::workable(kontor, actor, &command.quote).await?;
    if row.edition != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let known = costs::of_edition(kontor, &command.quote, row.edition).await?;
    let Some((offer, _)) = countered(kontor, &row, &known).await? else {
        return Err(Error::conflict(Problem::WrongState));
    };
    let released = costs::release(kontor, &command.quote).await?.floor;
    let floor = costs::floor(&ladder::known(kontor).await?, actor, released);
    let (_, least) = worst(&offer, &known);
    if !floor.is_some_and(|floor| least.total.keeps(floor)) {
        return Err(Error::conflict(Problem::BelowFloor));
    }
    let valid_until = row.data.0.latest().map(|sent| sent.valid_until).ok_or(Error::NotFound)?;
    if !holds_on(Some(valid_until), kontor.clock.local().date()) {
        return Err(Error::conflict(Problem::OfferExpired { on: valid_until }));
    }
    let mut change = Change::new(kontor, actor);
    let mut row = row;
    row.edition += 1;
    // What the desk had begun to change meanwhile gives way, and its history says so.
    let given_way = changes(&row.data.0.draft, &offer);
    let drafted = Happened::QuoteDrafted { number: row.id.clone(), changes: given_way };
    change.event(&row.subject().for_desk(), drafted);
    row.data.0.draft = offer;
    actor.name().clone_into(&mut row.data.0.changed_by);
    rows::keep_offer(&mut change, &row.quote(), row.edition, &row.data.0.draft);
    costs::keep(&mut change, &row.quote(), row.edition, &known);
    send_quote::send(kontor, actor, &mut change, row, valid_until, None, "").await?;
    or_changed(change.commit().await).map(|_| ())
}

/// The offer that the customer's counter-offer asks for, with what would be left of it; nothing when they made none that is open.
pub(super) async fn countered(
    kontor: &Kontor,
    row: &QuoteRow,
    costs: &Costs,
) -> Result<Option<(Offer, Margin)>, Error> {
    if row.state() != QuoteState::Countered {
        return Ok(None);
    }
    let data = &row.data.0;
    let (Some(wish), Some(latest)) = (data.wishes.last(), data.latest()) else { return Ok(None) };
    let Some(net) = wish.net else { return Ok(None) };
    let sent = rows::offer_of(kontor, &row.quote(), latest.edition).await?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let Some(offer) = as_wished(&sent, wish, net, quote::treatment(&company)) else { return Ok(None) };
    // What was sent may have cost less or more than the draft says by now: what is known now counts.
    let margin = margin(&offer, costs, &Picks::default()).map_err(Error::conflict)?;
    Ok(Some((offer, margin)))
}

/// What was picked becomes firm, what was not goes; the rest of the sum is taken off. Nothing when that cannot be: the customer would
/// pay less than freight, deposits and surcharges alone.
fn as_wished(
    sent: &Offer,
    wish: &Wish,
    net: Money,
    treatment: kontor_domain::pricing::VatTreatment,
) -> Option<Offer> {
    let mut offer = sent.clone();
    let taken: Vec<u32> = sent.taken(&wish.picks).ok()?.iter().map(|p| p.id).collect();
    offer.positions.retain(|p| p.item.is_heading() || taken.contains(&p.id));
    for position in &mut offer.positions {
        position.choice = Choice::Firm;
    }
    let now = offer.sums(&Picks::default(), treatment).ok()?;
    let less = now.totals.net - net;
    offer.reduction = offer.reduction + less;
    let then = offer.sums(&Picks::default(), treatment).ok()?;
    (then.totals.net == net && less.amount > Decimal::ZERO).then_some(offer)
}
