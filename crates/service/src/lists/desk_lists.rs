//! The dealer's own lists, for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::lists::{ListKind, ListSummary};
use kontor_domain::page::Page;
use kontor_store::Variables;

use super::rows::{COLUMNS, ListRow};
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 50;

/// Newest first, put away ones included; paged by key (index `order_list_by_kind`).
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`].
pub async fn desk_lists(
    kontor: &Kontor,
    actor: &Actor,
    after: Option<&str>,
) -> Result<Page<ListSummary>, Error> {
    actor.require(Right::ManageCustomers)?;
    let mut vars = Variables::new();
    vars.insert("kind", ListKind::Dealer.code().to_owned());
    // `~` sorts behind every ULID.
    vars.insert("after", after.unwrap_or("~").to_owned());
    let sql = format!(
        "SELECT {COLUMNS} FROM order_list WHERE kind = $kind AND seq < $after ORDER BY seq DESC LIMIT {}",
        PAGE + 1
    );
    let rows: Vec<ListRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(row.summary(kontor, actor).await?);
    }
    Ok(Page::from_rows(items, PAGE, |l| l.id.to_string()))
}
