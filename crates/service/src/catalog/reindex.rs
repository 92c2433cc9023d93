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

/// Reads every part by ranges of its key and writes a fresh index beside the old one, which answers until the new one
/// takes its place. `progress` hears how many parts are done. Answers how many parts there are.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn reindex(kontor: &Kontor, mut progress: impl FnMut(u64)) -> Result<u64, Error> {
    let warehouses = kontor.warehouses().await?;
    let jobs = rebuilt::waiting(kontor).await?;
    let mut bulk = kontor.search.bulk().fault()?;
    let (mut last, mut done): (Option<String>, u64) = (None, 0);
    loop {
        // A range of keys reads on where the last batch ended; a condition on `id` would scan from the start each time. A
        // part's key holds no character that would end the quotation.
        let range = last.as_ref().map_or_else(|| "part".to_owned(), |key| format!("part:⟨{key}⟩>.."));
        let rows: Vec<Row> = kontor
            .store
            .rows(&format!("SELECT record::id(id) AS id, data FROM {range} LIMIT {BATCH}"), Variables::new())
            .await
            .fault()?;
        let Some(end) = rows.last() else { break };
        last = Some(end.id.clone());
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
        let full = rows.len() == BATCH;
        for row in rows {
            bulk.add(&document(&row.data.0, levels.get(&row.id).unwrap_or(&none))).fault()?;
            done += 1;
        }
        progress(done);
        if !full {
            break;
        }
    }
    tokio::task::spawn_blocking(move || bulk.finish()).await.map_err(|e| internal(&e))?.fault()?;
    rebuilt::forget(kontor, &jobs).await?;
    Ok(done)
}
