//! Earlier imports and their reports.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{ImportSummary, ImportView};
use kontor_domain::page::Page;
use kontor_domain::{Error, ImportId};
use kontor_store::Variables;

use super::import_rows::{self, COLUMNS, ImportRow};
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
    let sql = format!("SELECT {COLUMNS} FROM import WHERE seq < $after ORDER BY seq DESC LIMIT {}", PAGE + 1);
    let rows: Vec<ImportRow> = kontor.store.rows(&sql, vars).await.fault()?;
    Ok(Page::from_rows(rows, PAGE, |r| r.seq.clone()).map(|r| r.summary(kontor)))
}

/// How far it is, and what it did or would do.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] without [`Right::ManageCatalog`].
pub async fn import_report(kontor: &Kontor, actor: &Actor, import: &ImportId) -> Result<ImportView, Error> {
    actor.require(Right::ManageCatalog)?;
    Ok(import_rows::row(kontor, import).await?.view(kontor))
}
