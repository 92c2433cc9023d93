//! An endpoint with what was sent there.

use kontor_domain::Error;
use kontor_domain::HookId;
use kontor_domain::accounts::Actor;
use kontor_domain::hooks::{DeliveryFilter, DeliveryView, HookKind, HookLog};
use kontor_domain::page::Page;
use kontor_store::Variables;

use super::rows::{self, DELIVERY, DeliveryRow};
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 25;
/// Sorts behind every ULID.
const END: &str = "~";

/// Newest first, paged by key (`hook_delivery_by_hook`, `hook_delivery_by_state`).
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn hook_log(kontor: &Kontor, actor: &Actor, filter: &DeliveryFilter) -> Result<HookLog, Error> {
    let hook = rows::own(kontor, actor, &filter.hook).await?;
    let mut vars = Variables::new();
    vars.insert("hook", filter.hook.to_string());
    vars.insert("after", filter.after.clone().unwrap_or_else(|| END.to_owned()));
    let state = match filter.state {
        Some(state) => {
            vars.insert("state", state.code().to_owned());
            "state = $state AND "
        }
        None => "",
    };
    let sql = format!(
        "SELECT {DELIVERY} FROM hook_delivery WHERE hook = $hook AND {state}seq < $after ORDER BY seq DESC LIMIT {}",
        PAGE + 1
    );
    let rows: Vec<DeliveryRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let items = rows.into_iter().map(|row| row.view(kontor)).collect();
    let kinds = HookKind::choices(hook.company().is_some());
    let deliveries = Page::from_rows(items, PAGE, |d: &DeliveryView| d.id.clone());
    Ok(HookLog { hook: hook.view(kontor), deliveries, kinds })
}

/// One delivery of an endpoint.
///
/// # Errors
/// As [`hook_log`].
pub async fn delivery(
    kontor: &Kontor,
    actor: &Actor,
    hook: &HookId,
    delivery: &str,
) -> Result<DeliveryView, Error> {
    rows::own(kontor, actor, hook).await?;
    of(kontor, hook, delivery).await.map(|row| row.view(kontor))
}

/// A delivery, if it is one of this endpoint.
pub(super) async fn of(kontor: &Kontor, hook: &HookId, delivery: &str) -> Result<DeliveryRow, Error> {
    let mut vars = Variables::new();
    vars.insert("id", rows::delivery_id(delivery));
    let found: Vec<DeliveryRow> =
        kontor.store.rows(&format!("SELECT {DELIVERY} FROM $id"), vars).await.fault()?;
    found.into_iter().next().filter(|row| row.hook == hook.as_str()).ok_or(Error::NotFound)
}
