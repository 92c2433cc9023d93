//! Parts with the customer's price, availability and date: what search, cart and part page have in common.

use std::collections::HashMap;

use kontor_domain::catalog::{Availability, PartCode, PartData, PartHit, PriceTag};
use kontor_domain::pricing::{self, Metal, PriceEntry, Surcharge};
use kontor_domain::stock::{self, StockLevel};
use kontor_domain::{Error, PartKey, Problem, Quantity};
use kontor_store::{RecordId, Variables};

use super::rows::{DataRow, id, records};
use crate::Kontor;
use crate::fault::Fault as _;
use crate::pricing::{Terms, rows as price_rows};
use crate::stock::rows as stock_rows;

/// A part with everything that decides about its price and date.
pub struct Loaded {
    /// With the code that holds for the customer: see [`PartCode::when_answered`].
    pub part: PartData,
    pub entries: Vec<PriceEntry>,
    pub levels: Vec<StockLevel>,
    /// For its metal, with the notation that counts today.
    pub surcharge: Option<Surcharge>,
    /// Its price depends on this metal, of which no notation counts today: it has none.
    pub unnoted: Option<Metal>,
}

/// Loads parts with prices and stock, all by key in one round trip; missing parts are left out.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn load(
    kontor: &Kontor,
    keys: &[PartKey],
    terms: &Terms,
) -> Result<HashMap<PartKey, Loaded>, Error> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let warehouses = kontor.warehouses().await?;
    let prices: Vec<RecordId> =
        keys.iter().flat_map(|k| terms.lists().map(|l| price_rows::id(l, k)).collect::<Vec<_>>()).collect();
    let stocks: Vec<RecordId> = keys
        .iter()
        .flat_map(|k| warehouses.iter().map(|w| stock_rows::id(&w.id, k)).collect::<Vec<_>>())
        .collect();
    let mut vars = Variables::new();
    vars.insert("parts", records(keys.iter().map(id)));
    vars.insert("prices", records(prices.into_iter()));
    vars.insert("stocks", records(stocks.into_iter()));
    let mut rows = kontor
        .store
        .query(
            "SELECT data FROM $parts;
             SELECT list, part, data FROM $prices;
             SELECT warehouse, part, on_hand, reserved, backordered, incoming FROM $stocks;",
            vars,
        )
        .await
        .fault()?;
    let mut loaded: HashMap<PartKey, Loaded> = rows
        .take::<DataRow>(0)
        .fault()?
        .into_iter()
        .map(|r| (r.data.0.key(), Loaded::new(r.data.0)))
        .collect();
    for row in rows.take::<price_rows::PriceRow>(1).fault()? {
        if let Some(l) = loaded.get_mut(&PartKey(row.part)) {
            l.entries.extend(row.data.0.entries);
        }
    }
    for row in rows.take::<stock_rows::StockRow>(2).fault()? {
        if let Some(l) = loaded.get_mut(&PartKey(row.part.clone())) {
            l.levels.push(row.into_level());
        }
    }
    let today = kontor.clock.local().date();
    let notations = kontor.notations().await?;
    for l in loaded.values_mut() {
        match pricing::surcharge(l.part.metal.as_ref(), &notations, today) {
            Ok(surcharge) => l.surcharge = surcharge,
            Err(metal) => l.unnoted = Some(metal),
        }
        let code = l.part.code.when_answered(&l.entries, today);
        if code != l.part.code {
            // What stands in the lists of such a part is nobody's price.
            l.entries.retain(|e| e.answers.is_some());
            l.part.code = code;
        }
    }
    Ok(loaded)
}

impl Loaded {
    fn new(part: PartData) -> Self {
        Self { part, entries: Vec::new(), levels: Vec::new(), surcharge: None, unnoted: None }
    }

    /// The price for `quantity`; nothing for parts without one (price on request, not sold, no notation of its metal).
    #[must_use]
    pub fn price(&self, kontor: &Kontor, terms: &Terms, quantity: Quantity) -> Option<PriceTag> {
        if !self.part.code.orderable() || self.unnoted.is_some() {
            return None;
        }
        let discount = terms.discount(&self.part.discount_group);
        let tag = pricing::price(&self.entries, discount, quantity, kontor.clock.local().date())?;
        Some(PriceTag { surcharge: self.surcharge, ..tag })
    }

    /// What to say of a part that is sold but has no price now.
    #[must_use]
    pub fn unpriced(&self) -> Problem {
        self.unnoted.map_or(Problem::PriceOnRequest, |metal| Problem::NoNotation { metal })
    }

    /// Availability and date for `quantity`.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn availability(
        &self,
        kontor: &Kontor,
        state: &str,
        quantity: Quantity,
    ) -> Result<Availability, Error> {
        Ok(stock::availability(
            self.part.code,
            self.part.replenishment_days,
            &self.levels,
            &kontor.warehouses().await?,
            quantity,
            kontor.clock.local(),
            state,
        ))
    }

    /// As a line of a list, for its minimum quantity.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn hit(
        &self,
        kontor: &Kontor,
        terms: &Terms,
        names: &HashMap<PartKey, String>,
    ) -> Result<PartHit, Error> {
        let part = &self.part;
        let quantity = part.minimum.max(part.step).max(Quantity::ONE);
        let facts: Vec<String> = part
            .attributes
            .iter()
            .take(3)
            .map(|a| if a.unit.is_empty() { a.value.clone() } else { format!("{} {}", a.value, a.unit) })
            .collect();
        Ok(PartHit {
            key: part.key(),
            number: part.number.to_string(),
            name: part.name.clone(),
            facts: facts.join(", "),
            picture: part.pictures.first().cloned(),
            unit: part.unit,
            minimum: part.minimum,
            step: part.step,
            code: part.code,
            successor: part
                .replaced_by
                .as_ref()
                .map(|k| (k.clone(), names.get(k).cloned().unwrap_or_else(|| k.to_string()))),
            price: self.price(kontor, terms, quantity),
            availability: self.availability(kontor, terms.state(), quantity).await?,
            matched: None,
        })
    }
}

/// Can it be delivered at once, for the search index's facet?
#[must_use]
pub fn in_stock(code: PartCode, levels: &[StockLevel]) -> bool {
    code.orderable() && levels.iter().any(|l| l.free() > Quantity::ZERO)
}

/// The numbers behind successor keys, for display.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn numbers(kontor: &Kontor, keys: Vec<PartKey>) -> Result<HashMap<PartKey, String>, Error> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let parts = super::rows::parts(kontor, &keys).await?;
    Ok(parts.into_iter().map(|p| (p.key(), p.number.to_string())).collect())
}
