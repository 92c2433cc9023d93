//! One run through an import file, batch by batch.
//!
//! Every batch is one round trip of reading and one transaction of writing: parts, prices, stock, the job for the search
//! index, and (for jobs) how far the import is. So a worker that dies is followed by one that goes on behind the last batch.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{Category, ImportPreview, ImportRowError, PartCode, PartData};
use kontor_domain::pricing::{ListKind, PriceEntry};
use kontor_domain::stock::Warehouse;
use kontor_domain::{CategoryId, Decimal, Error, PartKey, Problem, Quantity, WarehouseId};
use kontor_exchange::{ArticleRow, Record, RowKind};
use kontor_store::{RecordId, SerdeWrapper, StoreError, SurrealValue, Variables};
use tokio::sync::mpsc;

use super::put_categories;
use super::rows::{NewPartRow, fingerprint, id, records};
use super::run_import::Keeper;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;
use crate::outbox::Job;
use crate::pricing::{BASE_LIST, rows as price_rows};
use crate::stock::rows as stock_rows;

/// Rows in one transaction.
const BATCH: usize = 1_000;
/// Errors that are listed; further ones are counted.
const MAX_ERRORS: usize = 500;
/// Examples of changes in a preview.
const MAX_EXAMPLES: usize = 20;

/// Why a pass did not come to the end of its file.
pub(crate) enum Stop {
    Failed(Error),
    /// The program ends; the job goes on after the next start.
    Told,
    /// The lease ran out and another worker has the job: nothing was written since then.
    Lost,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// One run through the file. `outcome` is what was done before: its rows are read over.
pub(super) async fn pass(
    kontor: &Kontor,
    actor: &Actor,
    path: &Path,
    write: bool,
    keeper: Option<&Keeper<'_>>,
    outcome: &mut ImportPreview,
) -> Result<(), Stop> {
    let mut rows = read(path)?;
    let done_before = outcome.rows;
    let mut seen = 0;
    let mut batch: Vec<ArticleRow> = Vec::with_capacity(BATCH);
    while let Some(record) = rows.recv().await {
        // Left out by the reader and harmless; named in the log, but no reason to refuse the file.
        if let Record::Warning(warning) = &record {
            tracing::info!(line = warning.line, field = warning.field, "import warning");
            continue;
        }
        seen += 1;
        if seen <= done_before {
            continue;
        }
        outcome.rows += 1;
        match record {
            Record::Article(row) => batch.push(*row),
            Record::Wrong(errors) => errors.into_iter().for_each(|error| note(outcome, error)),
            Record::Warning(_) => {}
        }
        if outcome.rows.is_multiple_of(BATCH as u64) {
            apply(kontor, actor, std::mem::take(&mut batch), write, keeper, outcome).await?;
        }
    }
    apply(kontor, actor, batch, write, keeper, outcome).await
}

fn note(outcome: &mut ImportPreview, error: ImportRowError) {
    if outcome.errors.len() < MAX_ERRORS {
        outcome.errors.push(error);
    } else {
        outcome.more_errors += 1;
    }
}

/// Parses on a thread of its own; the channel's bound keeps it from running ahead.
fn read(path: &Path) -> Result<mpsc::Receiver<Record>, Error> {
    let records = kontor_exchange::read_file(path).map_err(|e| {
        tracing::warn!("import file: {e}");
        Error::invalid("file", Problem::BadSyntax)
    })?;
    let (sender, receiver) = mpsc::channel(2 * BATCH);
    tokio::task::spawn_blocking(move || {
        for record in records {
            if sender.blocking_send(record).is_err() {
                break;
            }
        }
    });
    Ok(receiver)
}

/// What the store knows of the parts of a batch.
struct Known {
    parts: HashMap<PartKey, (PartData, String)>,
    prices: HashMap<String, Vec<PriceEntry>>,
    levels: HashMap<(String, String), stock_rows::StockRow>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct KnownPart {
    fingerprint: String,
    data: SerdeWrapper<PartData>,
}

impl Known {
    async fn of(kontor: &Kontor, rows: &[ArticleRow], warehouses: &[Warehouse]) -> Result<Self, Error> {
        let keys: Vec<PartKey> = rows.iter().map(|r| r.part.key()).collect();
        let stocks: Vec<RecordId> = rows
            .iter()
            .zip(&keys)
            .filter(|(r, _)| r.stock.is_some())
            .flat_map(|(_, k)| warehouses.iter().map(|w| stock_rows::id(&w.id, k)))
            .collect();
        let prices =
            rows.iter().zip(&keys).filter(|(r, _)| priced(r)).map(|(_, k)| price_rows::id(BASE_LIST, k));
        let mut vars = Variables::new();
        vars.insert("parts", records(keys.iter().map(id)));
        vars.insert("prices", records(prices));
        vars.insert("stocks", records(stocks.into_iter()));
        let mut found = kontor
            .store
            .query(
                "SELECT fingerprint, data FROM $parts;
                 SELECT list, part, data FROM $prices;
                 SELECT warehouse, part, on_hand, reserved, backordered, incoming FROM $stocks;",
                vars,
            )
            .await
            .fault()?;
        let parts = found.take::<KnownPart>(0).fault()?.into_iter();
        let prices = found.take::<price_rows::PriceRow>(1).fault()?.into_iter();
        let levels = found.take::<stock_rows::StockRow>(2).fault()?.into_iter();
        Ok(Self {
            parts: parts.map(|p| (p.data.0.key(), (p.data.0, p.fingerprint))).collect(),
            prices: prices.map(|p| (p.part, p.data.0.entries)).collect(),
            levels: levels.map(|l| ((l.warehouse.clone(), l.part.clone()), l)).collect(),
        })
    }
}

/// What a batch writes.
#[derive(Default)]
struct Writes {
    parts: Vec<NewPartRow>,
    prices: Vec<price_rows::NewPriceRow>,
    levels: Vec<stock_rows::NewStockRow>,
    /// Parts that the search shows differently now.
    index: Vec<PartKey>,
}

async fn apply(
    kontor: &Kontor,
    actor: &Actor,
    rows: Vec<ArticleRow>,
    write: bool,
    keeper: Option<&Keeper<'_>>,
    outcome: &mut ImportPreview,
) -> Result<(), Stop> {
    if keeper.is_some_and(Keeper::told_to_stop) {
        return Err(Stop::Told);
    }
    let warehouses = kontor.warehouses().await?;
    if write {
        let missing = missing_categories(kontor, &rows).await?;
        if !missing.is_empty() {
            put_categories(kontor, actor, missing).await?;
        }
    }
    let known = Known::of(kontor, &rows, &warehouses).await?;
    let mut writes = Writes::default();
    for row in rows {
        if let Err(error) = decide(row, &known, &warehouses, &mut writes, outcome)? {
            note(outcome, error);
        }
    }
    if !writes.levels.is_empty() {
        actor.require(Right::ManageStock)?;
    }
    let mut change = Change::new(kontor, actor);
    if write && !(writes.parts.is_empty() && writes.prices.is_empty() && writes.levels.is_empty()) {
        let set = "replaced_by = $input.replaced_by, fingerprint = $input.fingerprint, data = $input.data";
        change.tx.insert_or_update("part", writes.parts, set);
        change.tx.insert_or_update("price", writes.prices, "data = $input.data");
        // What is reserved and backordered belongs to the orders; a file says nothing of what is on its way.
        change.tx.insert_or_update("stock", writes.levels, "on_hand = $input.on_hand");
        if !writes.index.is_empty() {
            change.job(Job::Index { parts: writes.index });
        }
    }
    let held = keeper.map(|keeper| keeper.note(&mut change.tx, write, outcome));
    if change.tx.is_empty() {
        return Ok(());
    }
    match change.commit().await {
        Ok(_) => {}
        Err(StoreError::Guard(name)) if name == "lease" => return Err(Stop::Lost),
        Err(other) => return Err(Err::<(), _>(other).fault().map_or_else(Stop::Failed, |()| Stop::Lost)),
    }
    if let (Some(keeper), Some(until)) = (keeper, held) {
        keeper.held(until);
    }
    Ok(())
}

/// Compares a row with what is known, counts it, and notes what it writes. The inner error is what is wrong with the row.
fn decide(
    mut row: ArticleRow,
    known: &Known,
    warehouses: &[Warehouse],
    writes: &mut Writes,
    outcome: &mut ImportPreview,
) -> Result<Result<(), ImportRowError>, Error> {
    let key = row.part.key();
    let before = known.parts.get(&key);
    let (line, number) = (row.line, row.part.number.to_string());
    let wrong = |field: &str, value: String, problem| {
        Ok(Err(ImportRowError { line, field: field.to_owned(), value, problem }))
    };
    match (row.kind, before) {
        (RowKind::Article, before) => {
            // What the file does not say of a known part stays as it is.
            if let Some((before, _)) = before {
                keep_unsaid(&mut row.part, before);
            }
        }
        (RowKind::PricesOnly, Some((before, _))) => row.part = before.clone(),
        (RowKind::Discontinued, Some((before, _))) => {
            row.part = PartData { code: PartCode::Obsolete, ..before.clone() };
        }
        (RowKind::PricesOnly | RowKind::Discontinued, None) => {
            return wrong("", number, Problem::UnknownPart);
        }
    }
    let levels = match levels(&row, warehouses) {
        Ok(levels) => levels,
        Err(unknown) => return wrong("stock", unknown.to_string(), Problem::NotACode),
    };
    let fingerprint = fingerprint(&row.part)?;
    let new = before.is_none();
    let mut differs = differences(before.map(|(data, _)| data), &row.part);
    let part_differs = before.is_none_or(|(_, kept)| *kept != fingerprint);
    let prices = entries(&row);
    if !prices.is_empty() && known.prices.get(key.as_str()) != Some(&prices) {
        differs.push("price".into());
        writes.prices.push(price_rows::NewPriceRow {
            id: price_rows::id(BASE_LIST, &key),
            list: BASE_LIST.into(),
            part: key.to_string(),
            data: SerdeWrapper(price_rows::PriceData { entries: prices }),
        });
    }
    let mut stock_differs = false;
    for (warehouse, on_hand) in levels {
        let before = known.levels.get(&(warehouse.to_string(), key.to_string()));
        if before.is_none_or(|b| b.on_hand != on_hand.0) {
            stock_differs = true;
            writes.levels.push(stock_rows::NewStockRow {
                id: stock_rows::id(&warehouse, &key),
                warehouse: warehouse.to_string(),
                part: key.to_string(),
                on_hand: on_hand.0,
                reserved: Decimal::ZERO,
                backordered: Decimal::ZERO,
                incoming: SerdeWrapper(Vec::new()),
            });
        }
    }
    if stock_differs {
        differs.push("stock".into());
    }
    if part_differs || stock_differs {
        writes.index.push(key.clone());
    }
    if new {
        outcome.new += 1;
        differs = vec!["new".into()];
    } else if part_differs || !differs.is_empty() {
        outcome.changed += 1;
    } else {
        outcome.unchanged += 1;
    }
    if !differs.is_empty() && outcome.examples.len() < MAX_EXAMPLES {
        outcome.examples.push((row.part.number.to_string(), differs));
    }
    if part_differs {
        writes.parts.push(NewPartRow::of(row.part, fingerprint));
    }
    Ok(Ok(()))
}

fn priced(row: &ArticleRow) -> bool {
    row.list_price.is_some() || !row.tiers.is_empty()
}

/// The list price of a row with its tiers; nothing when the file says nothing about it.
fn entries(row: &ArticleRow) -> Vec<PriceEntry> {
    let first = row.list_price.map(|net| (Quantity::ONE, net));
    let tiers = row.tiers.iter().copied().filter(|(from, _)| first.is_none() || *from > Quantity::ONE);
    first.into_iter().chain(tiers).map(|(from, net)| list_entry(from, net)).collect()
}

fn list_entry(from: Quantity, net: Decimal) -> PriceEntry {
    PriceEntry::of(ListKind::List, from, net.normalize())
}

/// What a row says about stock. The empty warehouse is the first one of the house.
///
/// # Errors
/// The warehouse that does not exist.
fn levels(row: &ArticleRow, warehouses: &[Warehouse]) -> Result<Vec<(WarehouseId, Quantity)>, WarehouseId> {
    let mut levels = Vec::new();
    for (warehouse, quantity) in row.stock.iter().flatten() {
        let known = match warehouse.as_str() {
            "" => warehouses.first(),
            _ => Some(warehouses.iter().find(|w| w.id == *warehouse).ok_or_else(|| warehouse.clone())?),
        };
        levels.extend(known.map(|w| (w.id.clone(), *quantity)));
    }
    Ok(levels)
}

fn keep_unsaid(part: &mut PartData, before: &PartData) {
    if part.name.en.is_empty() {
        part.name.en.clone_from(&before.name.en);
    }
    if part.text.is_empty() {
        part.text = before.text.clone();
    }
    if part.category.as_str().is_empty() {
        part.category = before.category.clone();
    }
    if part.pictures.is_empty() {
        part.pictures.clone_from(&before.pictures);
    }
    if part.weight_kg.is_none() {
        part.weight_kg = before.weight_kg;
    }
    if part.cross_references.is_empty() {
        part.cross_references.clone_from(&before.cross_references);
    }
    if part.discount_group.is_empty() {
        part.discount_group.clone_from(&before.discount_group);
    }
    if part.returns.is_standard() {
        part.returns = before.returns.clone();
    }
    if part.metal.is_none() {
        part.metal = before.metal;
    }
}

/// The names of what differs, for the preview.
fn differences(before: Option<&PartData>, now: &PartData) -> Vec<String> {
    let Some(before) = before else { return vec!["new".into()] };
    let fields = [
        ("number", before.number != now.number),
        ("name", before.name != now.name),
        ("text", before.text != now.text),
        ("category", before.category != now.category),
        ("attributes", before.attributes != now.attributes),
        ("pictures", before.pictures != now.pictures),
        ("weight", before.weight_kg != now.weight_kg),
        ("unit", before.unit != now.unit),
        ("packaging", before.packaging != now.packaging),
        ("minimum", before.minimum != now.minimum || before.step != now.step),
        ("code", before.code != now.code),
        ("vat", before.vat != now.vat),
        ("discount_group", before.discount_group != now.discount_group),
        ("replaced_by", before.replaced_by != now.replaced_by),
        ("cross_references", before.cross_references != now.cross_references),
        ("replenishment", before.replenishment_days != now.replenishment_days),
        ("returns", before.returns != now.returns),
        ("metal", before.metal != now.metal),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
}

/// Categories of the rows that do not exist yet, with their ancestors.
async fn missing_categories(kontor: &Kontor, rows: &[ArticleRow]) -> Result<Vec<Category>, Error> {
    let tree = kontor.categories().await?;
    let mut missing: BTreeMap<CategoryId, Category> = BTreeMap::new();
    for row in rows {
        let mut path = String::new();
        for (segment, name) in row.part.category.as_str().split('/').zip(&row.category_path) {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(segment);
            let id = CategoryId::new(path.as_str());
            if !segment.is_empty() && !tree.iter().any(|c| c.id == id) {
                missing.entry(id.clone()).or_insert_with(|| Category {
                    id,
                    name: name.clone(),
                    position: 1_000,
                });
            }
        }
    }
    Ok(missing.into_values().collect())
}
