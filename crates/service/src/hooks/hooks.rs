//! The endpoints of a company, or of the dealer.

use kontor_domain::accounts::Actor;
use kontor_domain::hooks::{HookKind, HooksView};
use kontor_domain::{CompanyId, Error};
use kontor_store::Variables;

use super::rows::{self, COLUMNS, HookRow};
use crate::Kontor;
use crate::fault::Fault as _;

/// Newest first. Secrets are not among it.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn hooks(kontor: &Kontor, actor: &Actor) -> Result<HooksView, Error> {
    let company = rows::authorise(actor)?;
    let rows = all(kontor, company).await?;
    Ok(HooksView {
        hooks: rows.into_iter().map(|row| row.view(kontor)).collect(),
        kinds: HookKind::choices(company.is_some()),
    })
}

/// By the index `hook_by_company`; there are never many.
pub(super) async fn all(kontor: &Kontor, company: Option<&CompanyId>) -> Result<Vec<HookRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.map(ToString::to_string).unwrap_or_default());
    let sql = format!("SELECT {COLUMNS} FROM hook WHERE company = $company ORDER BY seq DESC LIMIT 200");
    kontor.store.rows(&sql, vars).await.fault()
}
