//! Reads a price or article file into the catalogue: preview, all or nothing, or the good rows.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{
    Category, ImportMode, ImportPreview, ImportReport, ImportRowError, PartCode, PartData,
};
use kontor_domain::events::Happened;
use kontor_domain::pricing::{ListKind, PriceEntry, SetPrice};
use kontor_domain::stock::SetStock;
use kontor_domain::{CategoryId, Decimal, Error, ImportId, PartKey, Problem, Quantity, WarehouseId};
use kontor_exchange::{ArticleRow, Record, RowKind};
use kontor_store::{Datetime, SerdeWrapper, SurrealValue, Variables, rid};
use tokio::sync::mpsc;

use super::rows::{parts, records};
use super::{put_categories, put_parts};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};
use crate::pricing::{BASE_LIST, rows as price_rows, set_prices};
use crate::stock::{rows as stock_rows, set_stock};

/// Rows in one transaction.
const BATCH: usize = 500;
/// Errors that are listed; further ones are counted.
const MAX_ERRORS: usize = 500;
/// Examples of changes in a preview.
const MAX_EXAMPLES: usize = 20;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct ImportRow {
    pub seq: String,
    pub at: Datetime,
    pub by: String,
    pub data: SerdeWrapper<ImportReport>,
}

/// Streams the file: memory does not grow with it. The same file again changes nothing and says so. "All or nothing"
/// reads the file twice: nothing is written before every row was found good.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::Invalid`] on field `file` when it cannot be read.
/// Wrong rows are no error: they are in the report.
pub async fn import(
    kontor: &Kontor,
    actor: &Actor,
    file_name: &str,
    path: &Path,
    mode: ImportMode,
) -> Result<ImportReport, Error> {
    actor.require(Right::ManageCatalog)?;
    let (outcome, written) = match mode {
        ImportMode::Preview => (pass(kontor, actor, path, false).await?, false),
        ImportMode::GoodRows => (pass(kontor, actor, path, true).await?, true),
        ImportMode::AllOrNothing => {
            let dry = pass(kontor, actor, path, false).await?;
            if dry.errors.is_empty() { (pass(kontor, actor, path, true).await?, true) } else { (dry, false) }
        }
    };
    let id = kontor.new_id();
    let report = ImportReport {
        id: ImportId(id.clone()),
        file: file_name.chars().take(200).collect(),
        written,
        outcome,
    };
    let mut change = Change::new(kontor, actor);
    change.tx.create(
        rid("import", id.clone()),
        ImportRow {
            seq: id.clone(),
            at: kontor.clock.stamp(),
            by: actor.name().to_owned(),
            data: SerdeWrapper(report.clone()),
        },
    );
    if written && report.outcome.new + report.outcome.changed > 0 {
        change.event(
            &Subject::new("import", &id),
            Happened::PartsImported { new: report.outcome.new, changed: report.outcome.changed },
        );
    }
    change.commit().await.fault()?;
    Ok(report)
}

/// One run through the file.
async fn pass(kontor: &Kontor, actor: &Actor, path: &Path, write: bool) -> Result<ImportPreview, Error> {
    let mut rows = read(path)?;
    let mut outcome = ImportPreview::default();
    let mut batch: Vec<ArticleRow> = Vec::with_capacity(BATCH);
    while let Some(record) = rows.recv().await {
        match record {
            Record::Article(row) => {
                outcome.rows += 1;
                batch.push(*row);
                if batch.len() == BATCH {
                    apply(kontor, actor, std::mem::take(&mut batch), write, &mut outcome).await?;
                }
            }
            Record::Wrong(errors) => {
                outcome.rows += 1;
                for error in errors {
                    note(&mut outcome, error);
                }
            }
            // Left out by the reader and harmless; named in the report, but no reason to refuse the file.
            Record::Warning(warning) => {
                tracing::info!(line = warning.line, field = warning.field, "import warning")
            }
        }
    }
    apply(kontor, actor, batch, write, &mut outcome).await?;
    Ok(outcome)
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

async fn apply(
    kontor: &Kontor,
    actor: &Actor,
    rows: Vec<ArticleRow>,
    write: bool,
    outcome: &mut ImportPreview,
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let keys: Vec<PartKey> = rows.iter().map(|r| r.part.key()).collect();
    let known: HashMap<PartKey, PartData> =
        parts(kontor, &keys).await?.into_iter().map(|p| (p.key(), p)).collect();
    let mut good: Vec<ArticleRow> = Vec::with_capacity(rows.len());
    for mut row in rows {
        match (row.kind, known.get(&row.part.key())) {
            (RowKind::Article, before) => {
                // What the file does not say of a known part stays as it is.
                if let Some(before) = before {
                    keep_unsaid(&mut row.part, before);
                }
                good.push(row);
            }
            (RowKind::PricesOnly, Some(before)) => {
                row.part = before.clone();
                good.push(row);
            }
            (RowKind::Discontinued, Some(before)) => {
                row.part = PartData { code: PartCode::Obsolete, ..before.clone() };
                good.push(row);
            }
            (RowKind::PricesOnly | RowKind::Discontinued, None) => note(
                outcome,
                ImportRowError {
                    line: row.line,
                    field: String::new(),
                    value: row.part.number.to_string(),
                    problem: Problem::UnknownPart,
                },
            ),
        }
    }
    if write {
        let missing = missing_categories(kontor, &good).await?;
        if !missing.is_empty() {
            put_categories(kontor, actor, missing).await?;
        }
    }
    let data: Vec<PartData> = good.iter().map(|r| r.part.clone()).collect();
    let counts = put_parts(kontor, actor, &data, write).await?;
    let prices = changed_prices(kontor, &good).await?;
    let levels = changed_levels(kontor, &good).await?;
    // A row counts as changed when anything of it changes: the part, its price or its stock.
    let touched: std::collections::HashSet<&PartKey> = counts.touched.iter().collect();
    let also: std::collections::HashSet<&PartKey> = prices
        .iter()
        .map(|p| &p.part)
        .chain(levels.iter().map(|l| &l.part))
        .filter(|key| !touched.contains(key))
        .collect();
    outcome.new += counts.new;
    outcome.changed += counts.changed + also.len() as u64;
    outcome.unchanged += counts.unchanged - also.len() as u64;
    for key in &counts.touched {
        if outcome.examples.len() == MAX_EXAMPLES {
            break;
        }
        if let Some(row) = good.iter().find(|r| r.part.key() == *key) {
            outcome.examples.push((row.part.number.to_string(), differences(known.get(key), &row.part)));
        }
    }
    if write {
        for chunk in prices.chunks(BATCH) {
            set_prices(kontor, actor, chunk.to_vec()).await?;
        }
        for chunk in levels.chunks(BATCH) {
            set_stock(kontor, actor, chunk.to_vec()).await?;
        }
    }
    Ok(())
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

/// List prices that differ from what is kept.
async fn changed_prices(kontor: &Kontor, rows: &[ArticleRow]) -> Result<Vec<SetPrice>, Error> {
    let priced: Vec<(PartKey, Vec<PriceEntry>)> = rows
        .iter()
        .filter(|r| r.list_price.is_some() || !r.tiers.is_empty())
        .map(|r| {
            let first = r.list_price.map(|net| (Quantity::ONE, net));
            let tiers = r.tiers.iter().copied().filter(|(from, _)| first.is_none() || *from > Quantity::ONE);
            (r.part.key(), first.into_iter().chain(tiers).map(|(from, net)| list_entry(from, net)).collect())
        })
        .collect();
    if priced.is_empty() {
        return Ok(Vec::new());
    }
    let mut vars = Variables::new();
    vars.insert("ids", records(priced.iter().map(|(key, _)| price_rows::id(BASE_LIST, key))));
    let kept: HashMap<String, Vec<PriceEntry>> = kontor
        .store
        .rows::<price_rows::PriceRow>("SELECT list, part, data FROM $ids", vars)
        .await
        .fault()?
        .into_iter()
        .map(|r| (r.part, r.data.0.entries))
        .collect();
    Ok(priced
        .into_iter()
        .filter(|(key, entries)| kept.get(key.as_str()) != Some(entries))
        .map(|(part, entries)| SetPrice { list: BASE_LIST.into(), part, entries })
        .collect())
}

fn list_entry(from: Quantity, net: Decimal) -> PriceEntry {
    PriceEntry { kind: ListKind::List, from, net: net.normalize(), valid_from: None, valid_until: None }
}

/// Stock levels that differ from what is kept. The empty warehouse is the first one of the house.
async fn changed_levels(kontor: &Kontor, rows: &[ArticleRow]) -> Result<Vec<SetStock>, Error> {
    let warehouses = kontor.warehouses().await?;
    let home = warehouses.first().map(|w| w.id.clone());
    let named: Vec<(PartKey, WarehouseId, Quantity)> = rows
        .iter()
        .filter_map(|r| r.stock.as_ref().map(|s| (r.part.key(), s)))
        .flat_map(|(key, levels)| levels.iter().map(move |(w, q)| (key.clone(), w.clone(), *q)))
        .filter_map(|(key, w, q)| {
            let w = if w.as_str().is_empty() { home.clone()? } else { w };
            Some((key, w, q))
        })
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let mut vars = Variables::new();
    vars.insert("ids", records(named.iter().map(|(key, w, _)| stock_rows::id(w, key))));
    let kept: HashMap<(String, String), stock_rows::StockRow> = kontor
        .store
        .rows::<stock_rows::StockRow>(
            "SELECT warehouse, part, on_hand, reserved, backordered, incoming FROM $ids",
            vars,
        )
        .await
        .fault()?
        .into_iter()
        .map(|r| ((r.warehouse.clone(), r.part.clone()), r))
        .collect();
    if let Some((_, w, _)) = named.iter().find(|(_, w, _)| !warehouses.iter().any(|known| known.id == *w)) {
        return Err(internal(&format!("unknown warehouse {w} in an import")));
    }
    Ok(named
        .into_iter()
        .filter_map(|(part, warehouse, on_hand)| {
            let before = kept.get(&(warehouse.to_string(), part.to_string()));
            let same = before.is_some_and(|b| b.on_hand == on_hand.0);
            let incoming = before.map(|b| b.incoming.0.clone()).unwrap_or_default();
            (!same).then_some(SetStock { part, warehouse, on_hand, incoming })
        })
        .collect())
}
