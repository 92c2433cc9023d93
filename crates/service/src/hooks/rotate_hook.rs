//! A new secret for an endpoint.

use jiff::SignedDuration;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::hooks::{BOTH_SECRETS_HOURS, MadeHook};
use kontor_domain::{Error, HookId, Problem};
use kontor_store::SerdeWrapper;

use super::key;
use super::rows::{self, GUARD, HookData};
use crate::Kontor;
use crate::change::Change;

/// For a day both secrets sign, so that nothing is refused while it is exchanged at the receiver. A second click within that day
/// would end the first secret early: `version` is what was on the page.
///
/// # Errors
/// [`Error::NotFound`] also for somebody else's; [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`] for an old version.
pub async fn rotate_hook(
    kontor: &Kontor,
    actor: &Actor,
    hook: &HookId,
    version: i64,
) -> Result<MadeHook, Error> {
    let row = rows::own(kontor, actor, hook).await?;
    let key = key::there(kontor)?;
    let now = kontor.clock.now();
    // What another key file made cannot sign any more.
    let both = row.key == key.name;
    let both_until =
        both.then(|| now.saturating_add(SignedDuration::from_hours(BOTH_SECRETS_HOURS)).unwrap_or(now));
    let generation = row.generation + 1;
    let data = HookData { both_until, ..row.data.0.clone() };
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let (data, seen) = (tx.bind(SerdeWrapper(data)), tx.bind(version));
    let (name, number) = (tx.bind(key.name.clone()), tx.bind(generation));
    tx.guarded(
        rows::id(&row.seq),
        &format!("data = {data}, key = {name}, generation = {number}, version += 1"),
        &format!("version = {seen}"),
        GUARD,
    );
    change.event(&row.subject(), Happened::HookRotated { url: row.data.0.url.clone() });
    rows::or(change.commit().await, Problem::ChangedMeanwhile)?;
    Ok(MadeHook { id: hook.clone(), secret: key::told(&key.secret(hook.as_str(), generation)) })
}
