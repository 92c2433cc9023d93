//! What offers and parts cost the dealer (`quote_cost`, `part_cost`), and how the price below a floor stands (`quote_release`).
//! Read only where somebody may see margins, or where the program itself decides.

use std::collections::BTreeMap;

use kontor_domain::accounts::{Actor, Right, Role, Who};
use kontor_domain::configurations::Kept;
use kontor_domain::quotes::{Costs, Ladder, Release, UnitCost};
use kontor_domain::{Decimal, Error, ModelId, PartKey, PersonId, QuoteId};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::models;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CostRow {
    quote: String,
    number: i64,
    data: SerdeWrapper<Costs>,
}

/// `data` of a release.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct ReleaseData {
    #[serde(default)]
    pub asked: Option<Release>,
    /// Who asked.
    #[serde(default)]
    pub asker: Option<PersonId>,
    /// The percentage that was released.
    #[serde(default)]
    pub floor: Option<Decimal>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct ReleaseRow {
    data: SerdeWrapper<ReleaseData>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct PartCostRow {
    part: String,
    data: SerdeWrapper<UnitCost>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct NewPartCostRow {
    pub id: RecordId,
    pub data: SerdeWrapper<UnitCost>,
}

pub(super) fn part_record(part: &PartKey) -> RecordId {
    rid("part_cost", part.to_string())
}

fn release_record(quote: &QuoteId) -> RecordId {
    rid("quote_release", quote.to_string())
}

/// As they stood in an edition (`quote_cost_by_number`).
pub(super) async fn of_edition(kontor: &Kontor, quote: &QuoteId, edition: i64) -> Result<Costs, Error> {
    let mut vars = Variables::new();
    vars.insert("quote", quote.to_string());
    vars.insert("edition", edition);
    let sql = "SELECT quote, number, data FROM quote_cost WHERE quote = $quote AND number <= $edition
               ORDER BY number DESC LIMIT 1";
    let rows: Vec<CostRow> = kontor.store.rows(sql, vars).await.fault()?;
    Ok(rows.into_iter().next().map(|row| row.data.0).unwrap_or_default())
}

/// Keeps them from an edition on.
pub(super) fn keep(change: &mut Change<'_>, quote: &QuoteId, edition: i64, costs: &Costs) {
    change.tx.create(
        rid("quote_cost", format!("{quote}|{edition}")),
        CostRow { quote: quote.to_string(), number: edition, data: SerdeWrapper(costs.clone()) },
    );
}

/// How the price below a floor stands.
pub(super) async fn release(kontor: &Kontor, quote: &QuoteId) -> Result<ReleaseData, Error> {
    let mut vars = Variables::new();
    vars.insert("id", release_record(quote));
    let rows: Vec<ReleaseRow> = kontor.store.rows("SELECT data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(|row| row.data.0).unwrap_or_default())
}

pub(super) fn keep_release(change: &mut Change<'_>, quote: &QuoteId, release: &ReleaseData) {
    change.tx.upsert(release_record(quote), ReleaseRow { data: SerdeWrapper(release.clone()) });
}

/// What one of each of these parts costs, where somebody has said.
pub(super) async fn of_parts(
    kontor: &Kontor,
    parts: impl Iterator<Item = PartKey>,
) -> Result<BTreeMap<PartKey, UnitCost>, Error> {
    let records: Vec<RecordId> = parts.map(|part| part_record(&part)).collect();
    if records.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut vars = Variables::new();
    vars.insert("ids", records);
    let sql = "SELECT record::id(id) AS part, data FROM $ids";
    let rows: Vec<PartCostRow> = kontor.store.rows(sql, vars).await.fault()?;
    Ok(rows.into_iter().map(|row| (PartKey(row.part), row.data.0)).collect())
}

/// What one machine of a configuration costs; absent when something of it has no cost.
pub(super) async fn of_machine(
    kontor: &Kontor,
    model: &ModelId,
    kept: &Kept,
) -> Result<Option<UnitCost>, Error> {
    let Some(costs) = models::known_costs(kontor, model).await? else { return Ok(None) };
    let mut purchase = costs.net;
    for line in kept.lines.iter().filter(|line| !line.option.is_empty()) {
        match costs.choices.get(&line.option) {
            Some(one) => purchase += one * line.quantity.0,
            // What costs nobody anything comes with the machine.
            None if line.net.is_zero() => {}
            None => return Ok(None),
        }
    }
    Ok(Some(UnitCost { purchase, ..UnitCost::default() }))
}

/// What the program itself does, it does on behalf of who decided.
const NO_FLOOR: Decimal = Decimal::from_parts(1_000_000, 0, 0, true, 0);

/// The percentage of contribution down to which somebody may go in an offer: their own rung, or lower where that was released. Absent
/// for who may not offer anything. A program goes as far as who has no say in margins.
pub(super) fn floor(ladder: &Ladder, actor: &Actor, released: Option<Decimal>) -> Option<Decimal> {
    if !actor.has(Right::ManageQuotes) {
        return None;
    }
    let own = match &actor.who {
        Who::Dealer { roles, .. } => ladder.floor(roles),
        Who::System => return Some(NO_FLOOR),
        _ => ladder.floor(&[Role::Support]),
    };
    own.into_iter().chain(released).min()
}
