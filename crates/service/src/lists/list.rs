//! One list with live prices and dates.

use kontor_domain::accounts::Actor;
use kontor_domain::lists::ListView;
use kontor_domain::{Error, ListId, PartKey, Quantity};

use super::rows;
use crate::Kontor;
use crate::carts::priced;
use crate::carts::rows::{CartLineRow, loose};
use crate::pricing::Terms;

/// Prices are those of the actor's company; the desk sees list prices.
///
/// # Errors
/// [`Error::NotFound`] also for a colleague's personal list and another company's; [`Error::Unauthenticated`],
/// [`Error::Forbidden`] without the right to order.
pub async fn list(kontor: &Kontor, actor: &Actor, list: &ListId) -> Result<ListView, Error> {
    let row = rows::seen(kontor, actor, list).await?;
    let lines = rows::lines(kontor, list).await?;
    let terms = Terms::of(kontor, actor).await?;
    let lines = lines
        .into_iter()
        .map(|line| CartLineRow {
            note: line.note,
            ..loose(kontor, &row.company, &PartKey(line.part), Quantity(line.quantity), &line.added_by)
        })
        .collect();
    let priced = priced(kontor, lines, &terms, None).await?.view;
    Ok(ListView { head: row.summary(kontor, actor).await?, lines: priced.lines, totals: priced.totals })
}
