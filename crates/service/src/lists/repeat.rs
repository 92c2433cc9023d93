//! An order as one would order it again: every line with what changed since.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::CartLineView;
use kontor_domain::lists::{LeftOut, RepeatLine, RepeatView, changes, successor};
use kontor_domain::orders::{OrderLine, worth_repeating};
use kontor_domain::{CompanyId, Decimal, Error, OrderId, PartKey, Quantity};

use crate::carts::priced;
use crate::carts::rows::loose;
use crate::pricing::Terms;
use crate::{Kontor, orders};

/// A successor may have one of its own; nobody chains longer than this.
const HOPS: usize = 4;

/// Reads only. Cancelled orders can be repeated too: that is often why they are looked up. What was made or done for that order
/// alone is left out, and named.
///
/// # Errors
/// [`Error::NotFound`] also for another company's order; [`Error::Unauthenticated`], [`Error::Forbidden`] without
/// [`Right::Order`].
pub async fn repeat(kontor: &Kontor, actor: &Actor, order: &OrderId) -> Result<RepeatView, Error> {
    let company = actor.require_company(Right::Order)?;
    let mut order = orders::order(kontor, actor, order).await?;
    order.lines = worth_repeating(order.lines);
    let terms = Terms::of(kontor, actor).await?;
    let parts: Vec<(&PartKey, &OrderLine)> =
        order.lines.iter().filter_map(|line| Some((line.part.as_ref()?, line))).collect();
    let wanted = parts.iter().map(|(part, line)| ((*part).clone(), line.quantity.0)).collect();
    let now = today(kontor, actor, company, &terms, wanted).await?;
    let instead = replacements(kontor, actor, company, &terms, &now).await?;
    let now = now.into_iter().zip(instead).map(|(line, instead)| instead.unwrap_or(line));
    let lines = parts.into_iter().zip(now).map(|((part, then), now)| RepeatLine {
        position: then.position,
        number: then.number.clone(),
        quantity: then.quantity,
        net: then.net,
        changes: changes((part, then.net), &now),
        now,
    });
    let lines = lines.collect();
    let left_out = LeftOut::of(&order.lines);
    Ok(RepeatView { order: order.id, case: order.case, placed_at: order.placed_at, lines, left_out })
}

/// For each line that is no longer sold what replaces it today, in the same quantity.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn replacements(
    kontor: &Kontor,
    actor: &Actor,
    company: &CompanyId,
    terms: &Terms,
    lines: &[CartLineView],
) -> Result<Vec<Option<CartLineView>>, Error> {
    let mut found: Vec<Option<CartLineView>> = vec![None; lines.len()];
    for _ in 0..HOPS {
        let replaced: Vec<(usize, PartKey, Decimal)> = lines
            .iter()
            .zip(&found)
            .enumerate()
            .filter_map(|(i, (line, instead))| {
                Some((i, successor(instead.as_ref().unwrap_or(line))?, line.quantity.0))
            })
            .collect();
        if replaced.is_empty() {
            break;
        }
        let wanted = replaced.iter().map(|(_, part, quantity)| (part.clone(), *quantity)).collect();
        let new = today(kontor, actor, company, terms, wanted).await?;
        for ((i, ..), line) in replaced.into_iter().zip(new) {
            if let Some(place) = found.get_mut(i) {
                *place = Some(line);
            }
        }
    }
    Ok(found)
}

/// Parts with today's price and date, in the order asked.
async fn today(
    kontor: &Kontor,
    actor: &Actor,
    company: &CompanyId,
    terms: &Terms,
    wanted: Vec<(PartKey, Decimal)>,
) -> Result<Vec<CartLineView>, Error> {
    let rows = wanted
        .into_iter()
        .map(|(part, quantity)| loose(kontor, company.as_str(), &part, Quantity(quantity), actor.name()))
        .collect();
    Ok(priced(kontor, rows, terms, None).await?.view.lines)
}
