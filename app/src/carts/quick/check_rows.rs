//! Checks what was pasted, or rows that changed.

use kontor_domain::carts::quick::{CheckedRow, QuickRow, SkippedLine};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::wire::Refusal;

/// Rows with price, date and problems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub rows: Vec<CheckedRow>,
    pub skipped: Vec<SkippedLine>,
}

/// The rows of `text` are numbered behind `rows`.
#[server(prefix = "/fn", endpoint = "carts/check_rows", input = Json)]
pub async fn check_rows(rows: Vec<QuickRow>, text: String, next: u32) -> Result<Checked, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_service::carts::{self, ListSource};
    let (kontor, actor) = request::begin()?;
    let mut rows = rows;
    let mut skipped = Vec::new();
    if !text.trim().is_empty() {
        let read = carts::read_list(&kontor, &actor, ListSource::Text(text)).await.answer()?;
        rows.extend((next..).zip(read.rows).map(|(line, row)| QuickRow { line, ..row }));
        skipped = read.skipped;
    }
    Ok(Checked { rows: carts::check_rows(&kontor, &actor, rows).await.answer()?, skipped })
}
