//! Earlier imports and their reports.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{ImportReport, ImportSummary};
use kontor_domain::page::Page;
use kontor_domain::{Error, ImportId};
use kontor_store::{Variables, rid};

use super::import::ImportRow;
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 25;

/// Newest first (index `import_by_seq`).
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`].
pub async fn imports(
    kontor: &Kontor,
    actor: &Actor,
    after: Option<&str>,
) -> Result<Page<ImportSummary>, Error> {
    actor.require(Right::ManageCatalog)?;
    let mut vars = Variables::new();
    vars.insert("after", after.unwrap_or("~").to_owned());
    let rows: Vec<ImportRow> = kontor
        .store
        .rows(
            &format!(
                "SELECT seq, at, by, data FROM import WHERE seq < $after ORDER BY seq DESC LIMIT {}",
                PAGE + 1
            ),
            vars,
        )
        .await
        .fault()?;
    let items = rows
        .into_iter()
        .map(|r| {
            let report = r.data.0;
            ImportSummary {
                id: report.id,
                at: kontor.clock.local_of(&r.at),
                by: r.by,
                file: report.file,
                written: report.written,
                new: report.outcome.new,
                changed: report.outcome.changed,
                unchanged: report.outcome.unchanged,
                errors: report.outcome.errors.len() as u64 + report.outcome.more_errors,
            }
        })
        .collect();
    Ok(Page::from_rows(items, PAGE, |i: &ImportSummary| i.id.to_string()))
}

/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] without [`Right::ManageCatalog`].
pub async fn import_report(kontor: &Kontor, actor: &Actor, import: &ImportId) -> Result<ImportReport, Error> {
    actor.require(Right::ManageCatalog)?;
    let mut vars = Variables::new();
    vars.insert("id", rid("import", import.to_string()));
    let rows: Vec<ImportRow> = kontor.store.rows("SELECT seq, at, by, data FROM $id", vars).await.fault()?;
    rows.into_iter().next().map(|r| r.data.0).ok_or(Error::NotFound)
}
