//! Writes prices: imports, the price upload of the interface, the demo.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::pricing::SetPrice;
use kontor_domain::{Error, Problem};
use kontor_store::SerdeWrapper;

use super::rows::{NewPriceRow, PriceData, id};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

/// Writes the prices, all or nothing, up to 1,000 at a time.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::Invalid`] naming each entry that has no price, a
/// negative one or an odd list name.
pub async fn set_prices(kontor: &Kontor, actor: &Actor, prices: Vec<SetPrice>) -> Result<(), Error> {
    actor.require(Right::ManageCatalog)?;
    let mut fields = Vec::new();
    if prices.len() > 1_000 {
        return Err(Error::invalid("prices", Problem::TooMuch));
    }
    for (i, p) in prices.iter().enumerate() {
        let mut wrong = |field: &str, problem| {
            fields.push(kontor_domain::FieldError { field: format!("prices[{i}].{field}"), problem });
        };
        if p.list.is_empty() || p.list.len() > 60 || p.list.contains('|') {
            wrong("list", Problem::NotACode);
        }
        if p.part.as_str().is_empty() {
            wrong("part", Problem::Required);
        }
        for e in &p.entries {
            if e.net.is_sign_negative() || e.from.0.is_sign_negative() {
                wrong("entries", Problem::NotPositive);
            }
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let mut change = Change::new(kontor, actor);
    let mut rows = Vec::with_capacity(prices.len());
    for p in prices {
        let number = p.part.to_string();
        if let Some(first) = p.entries.first()
            && !matches!(actor.who, kontor_domain::accounts::Who::System)
        {
            change.event(
                &Subject::new("part", &number),
                Happened::PriceChanged { number: number.clone(), net: first.net },
            );
        }
        rows.push(NewPriceRow {
            id: id(&p.list, &p.part),
            list: p.list,
            part: number,
            data: SerdeWrapper(PriceData { entries: p.entries }),
        });
    }
    change.tx.insert_or_update("price", rows, "data = $input.data");
    change.commit().await.fault()?;
    Ok(())
}
