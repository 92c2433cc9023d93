//! Rebuilds the search index from the store.

use std::collections::HashMap;

use kontor_domain::catalog::PartData;
use kontor_domain::stock::StockLevel;
use kontor_domain::{Error, PartKey};
use kontor_store::{SerdeWrapper, SurrealValue, Value, Variables};

use super::index::document;
use crate::Kontor;
use crate::fault::{Fault as _, internal};
use crate::outbox::rebuilt;
use crate::stock::rows::{StockRow, id as stock_id};

/// Parts read at a time.
const BATCH: usize = 2_000;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Row {
    id: String,
    data: SerdeWrapper<PartData>,
}

/// Reads every part, a range of keys at a time, and writes a fresh index beside the old one, which answers until the new one
/// takes its place. `progress` hears how many parts are done. Answers how many parts there are.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn reindex(kontor: &Kontor, mut progress: impl FnMut(u64)) -> Result<u64, Error> {
    let warehouses = kontor.warehouses().await?;
    let jobs = rebuilt::waiting(kontor).await?;
    let mut bulk = kontor.search.bulk().fault()?;
    let (mut before, mut done) = (String::new(), 0);
    for end in ends(kontor).await? {
        // A part's key holds no character that would end the quotation.
        let range = format!("part:{before}..=⟨{end}⟩");
        before = format!("⟨{end}⟩>");
        let rows: Vec<Row> = kontor
            .store
            .rows(&format!("SELECT record::id(id) AS id, data FROM {range}"), Variables::new())
            .await
            .fault()?;
        let keys: Vec<PartKey> = rows.iter().map(|r| PartKey(r.id.clone())).collect();
        let mut vars = Variables::new();
        let stocks = keys.iter().flat_map(|k| warehouses.iter().map(|w| Value::RecordId(stock_id(&w.id, k))));
        vars.insert("stocks", stocks.collect::<Vec<_>>());
        let stocks: Vec<StockRow> = kontor
            .store
            .rows("SELECT warehouse, part, on_hand, reserved, backordered, incoming FROM $stocks", vars)
            .await
            .fault()?;
        let mut levels: HashMap<String, Vec<StockLevel>> = HashMap::new();
        for row in stocks {
            levels.entry(row.part.clone()).or_default().push(row.into_level());
        }
        let none = Vec::new();
        for row in rows {
            bulk.add(&document(&row.data.0, levels.get(&row.id).unwrap_or(&none))).fault()?;
            done += 1;
        }
        progress(done);
    }
    tokio::task::spawn_blocking(move || bulk.finish()).await.map_err(|e| internal(&e))?.fault()?;
    rebuilt::forget(kontor, &jobs).await?;
    Ok(done)
}

/// The last key of every batch. The engine reads a range of keys to its end whatever the limit says (SurrealDB 3.3.5), so
/// both ends of each must be known; what is added meanwhile has an index job of its own.
async fn ends(kontor: &Kontor) -> Result<Vec<String>, Error> {
    let keys: Vec<String> =
        kontor.store.rows("SELECT VALUE record::id(id) FROM part", Variables::new()).await.fault()?;
    Ok(keys.chunks(BATCH).filter_map(|batch| batch.last().cloned()).collect())
}
