//! Where an endpoint is, and what it is told.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::hooks::{ChangeHook, HookView};
use kontor_domain::{Error, Problem};
use kontor_store::SerdeWrapper;

use super::rows::{self, GUARD, HookData};
use crate::Kontor;
use crate::change::Change;

/// What waits goes to the new address.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::Invalid`] with `url`,
/// `description` or `kinds`; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] for an old version.
pub async fn change_hook(kontor: &Kontor, actor: &Actor, command: &ChangeHook) -> Result<HookView, Error> {
    let row = rows::own(kontor, actor, &command.id).await?;
    let customer = row.company().is_some();
    let wanted =
        rows::wanted(kontor, customer, &command.url, &command.description, command.kinds.as_ref()).await?;
    let data = HookData {
        url: wanted.url.clone(),
        description: wanted.description,
        kinds: wanted.kinds,
        ..row.data.0.clone()
    };
    let mut change = Change::new(kontor, actor);
    let (data, version) = (change.tx.bind(SerdeWrapper(data)), change.tx.bind(command.version));
    change.tx.guarded(
        rows::id(&row.seq),
        &format!("data = {data}, version += 1"),
        &format!("version = {version}"),
        GUARD,
    );
    change.event(&row.subject(), Happened::HookChanged { url: wanted.url });
    change.touches_hooks();
    rows::or(change.commit().await, Problem::ChangedMeanwhile)?;
    Ok(rows::own(kontor, actor, &command.id).await?.view(kontor))
}
