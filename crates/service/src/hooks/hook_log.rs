//! An endpoint with what was sent there.

use kontor_domain::Error;
use kontor_domain::HookId;
use kontor_domain::accounts::Actor;
use kontor_domain::hooks::{DeliveryFilter, DeliveryState, DeliveryView, HookKind, HookLog};
use kontor_store::Variables;

use super::rows::{self, DELIVERY, DeliveryRow};
use crate::Kontor;
use crate::fault::Fault as _;
use crate::newest::Newest;

/// Newest first, paged by key (`hook_delivery_by_hook`, `hook_delivery_by_state`).
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn hook_log(kontor: &Kontor, actor: &Actor, filter: &DeliveryFilter) -> Result<HookLog, Error> {
    let hook = rows::own(kontor, actor, &filter.hook).await?;
    let deliveries = Newest::after(filter.after.as_deref())
        .only("hook = $hook", "hook", Some(&filter.hook))
        .only("state = $state", "state", filter.state.map(DeliveryState::code))
        .of(kontor, "hook_delivery", DELIVERY, |row: &DeliveryRow| row.seq.clone())
        .await?
        .map(|row| row.view(kontor));
    let kinds = HookKind::choices(hook.company().is_some());
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
