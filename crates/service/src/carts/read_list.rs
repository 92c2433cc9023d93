//! Reads a list as it was pasted or uploaded into rows for the quick order. Nothing is kept.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::quick::{QuickRow, SkippedLine};
use kontor_domain::{CompanyId, Error, Problem};
use kontor_exchange::list::{self, List, ListRow};

use crate::Kontor;
use crate::catalog::resolve;
use crate::fault::internal;

/// Where a list comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    Text(String),
    File(Vec<u8>),
}

/// The rows of a list and what was taken for its headings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadList {
    pub rows: Vec<QuickRow>,
    pub skipped: Vec<SkippedLine>,
}

/// Every line that is no heading becomes a row, readable or not. Where a blank may part number and quantity or
/// belong to the number, the catalogue decides.
///
/// # Errors
/// [`Error::Invalid`] on field `list`: too large, too long, or no list at all.
pub async fn read_list(kontor: &Kontor, actor: &Actor, source: ListSource) -> Result<ReadList, Error> {
    let company = actor.require_company(Right::Order)?;
    let list = blocking(move || match source {
        ListSource::Text(text) => list::list_from_text(&text),
        ListSource::File(bytes) => list::list_from_file(&bytes),
    })
    .await?;
    settle(kontor, company, list).await
}

/// Parsing takes milliseconds, a hostile file a second: not on the threads that answer others.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| internal(&e))?
        .map_err(|problem| Error::invalid("list", problem))
}

/// Chooses among the readings of each row.
async fn settle(kontor: &Kontor, company: &CompanyId, list: List) -> Result<ReadList, Error> {
    let unsure: Vec<&ListRow> = list.rows.iter().filter(|r| !r.readings.is_empty()).collect();
    let mut numbers: Vec<&str> = Vec::new();
    for row in &unsure {
        numbers.push(&row.number);
        numbers.extend(row.readings.iter().map(|(number, _)| number.as_str()));
    }
    let mut meanings = resolve(kontor, Some(company), &numbers).await?.into_iter();
    let mut chosen = Vec::new();
    for row in &unsure {
        let known: Vec<bool> = meanings.by_ref().take(1 + row.readings.len()).map(|m| m.known()).collect();
        chosen.push(match known.iter().position(|known| *known) {
            Some(0) => None,
            Some(at) => row.readings.get(at - 1).cloned(),
            // None is known: the likelier reading is easier to repair.
            None => row.readings.first().cloned(),
        });
    }
    let mut chosen = chosen.into_iter();
    let rows = list
        .rows
        .into_iter()
        .map(|row| {
            let other = if row.readings.is_empty() { None } else { chosen.next().flatten() };
            let (number, quantity) = other.unwrap_or((row.number, row.quantity));
            QuickRow { line: row.line, number, quantity, part: None, unreadable: row.problem }
        })
        .collect();
    Ok(ReadList { rows, skipped: list.skipped })
}
