//! An endpoint is taken away.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::{Error, HookId};

use super::rows;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// Nothing is sent there any more, also not what waits. Its log is out of reach at once, and swept out like every other.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn delete_hook(kontor: &Kontor, actor: &Actor, hook: &HookId) -> Result<(), Error> {
    let row = rows::own(kontor, actor, hook).await?;
    let mut change = Change::new(kontor, actor);
    change.tx.delete(rows::id(&row.seq));
    change.event(&row.subject(), Happened::HookDeleted { url: row.data.0.url.clone() });
    change.touches_hooks();
    change.commit().await.fault()?;
    Ok(())
}
