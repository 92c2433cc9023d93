//! What the company has bought before.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::lists::{BoughtFilter, BoughtView};
use kontor_domain::page::Page;
use kontor_domain::{Error, Money, OrderId, PartKey, Quantity, Unit};
use kontor_store::{SurrealValue, Variables};

use super::buying::{Purchase, needles};
use crate::Kontor;
use crate::catalog::hits;
use crate::fault::Fault as _;
use crate::pricing::Terms;

const PAGE: usize = 25;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    seq: String,
    part: String,
    number: String,
    unit: String,
    times: i64,
    purchases: Vec<Purchase>,
}

/// Last bought first, paged by key along the index `bought_by_company`. A question reads along it too, within the one
/// company's parts.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::SeeOwnOrders`].
pub async fn bought(
    kontor: &Kontor,
    actor: &Actor,
    filter: &BoughtFilter,
) -> Result<Page<BoughtView>, Error> {
    let company = actor.require_company(Right::SeeOwnOrders)?;
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    vars.insert("after", filter.after.clone().unwrap_or_else(|| "~".to_owned()));
    let (words, plain) = needles(&filter.q);
    let asked = !words.is_empty();
    if asked {
        vars.insert("words", words);
        // Without a letter or digit nothing is a fragment of a number.
        vars.insert("plain", if plain.is_empty() { "\u{0}".to_owned() } else { plain });
    }
    let found = if asked {
        "AND (string::contains(words, $plain) OR array::all($words, |$w| string::contains(words, $w)))"
    } else {
        ""
    };
    let sql = format!(
        "SELECT seq, part, number, unit, times, purchases, words FROM bought \
         WHERE company = $company AND seq < $after {found} ORDER BY seq DESC LIMIT {}",
        PAGE + 1
    );
    let rows: Vec<Row> = kontor.store.rows(&sql, vars).await.fault()?;
    let terms = Terms::of(kontor, actor).await?;
    let keys: Vec<PartKey> = rows.iter().map(|r| PartKey(r.part.clone())).collect();
    let loaded = hits::load(kontor, &keys, &terms).await?;
    let successors = loaded.values().filter_map(|l| l.part.replaced_by.clone()).collect();
    let names = hits::numbers(kontor, successors).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let part = PartKey(row.part);
        let now = match loaded.get(&part) {
            Some(l) => Some(l.hit(kontor, &terms, &names).await?),
            None => None,
        };
        let Some(last) = row.purchases.into_iter().next() else { continue };
        items.push(BoughtView {
            seq: row.seq,
            now,
            part,
            number: row.number,
            order: OrderId(last.order),
            at: kontor.clock.local_of(&last.at),
            quantity: Quantity(last.quantity.normalize()),
            unit: Unit::parse(&row.unit).unwrap_or_default(),
            net: Money::eur(last.net),
            times: u32::try_from(row.times).unwrap_or_default(),
        });
    }
    Ok(Page::from_rows(items, PAGE, |b| b.seq.clone()))
}
