//! Another system is connected.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::hooks::{HookState, MAX_HOOKS, MadeHook, MakeHook};
use kontor_domain::{CompanyId, Error, HookId, Problem};
use kontor_store::SerdeWrapper;

use super::rows::{self, HookData, HookRow};
use super::{hooks, key};
use crate::Kontor;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;

/// Makes an endpoint of the own company, or of the dealer, and tells its secret. The same command again tells the same secret,
/// as long as it was not rotated since.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::Invalid`] with `url`, `description`, `kinds` or `key`, with
/// [`Problem::AtMost`] when there are as many as there may be; [`Error::Conflict`] with [`Problem::AlreadyDone`].
pub async fn make_hook(kontor: &Kontor, actor: &Actor, command: &MakeHook) -> Result<MadeHook, Error> {
    let company = rows::authorise(actor)?;
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    if let Some(before) = answered_before(kontor, actor, "make_hook", &command.key).await? {
        return again(kontor, actor, &HookId(before)).await;
    }
    let wanted =
        rows::wanted(kontor, company.is_some(), &command.url, &command.description, command.kinds.as_ref())
            .await?;
    if hooks::all(kontor, company).await?.len() >= MAX_HOOKS as usize {
        return Err(Error::invalid("url", Problem::AtMost { max: MAX_HOOKS }));
    }
    let key = key::there(kontor)?;
    let id = HookId(kontor.new_id());
    let row = HookRow {
        seq: id.to_string(),
        company: company.map_or_else(String::new, CompanyId::to_string),
        state: HookState::On.code().to_owned(),
        generation: 1,
        key: key.name.clone(),
        failing: None,
        version: 1,
        data: SerdeWrapper(HookData {
            url: wanted.url.clone(),
            description: wanted.description,
            kinds: wanted.kinds,
            made_by: actor.name().to_owned(),
            made: kontor.clock.local(),
            both_until: None,
        }),
    };
    let mut change = Change::new(kontor, actor);
    change.once("make_hook", &command.key, id.as_str());
    change.tx.create(rows::id(id.as_str()), row);
    change.event(&rows::subject(&id, company), Happened::HookMade { url: wanted.url });
    change.touches_hooks();
    match change.commit().await.fault()? {
        Outcome::Done => Ok(MadeHook { secret: key::told(&key.secret(id.as_str(), 1)), id }),
        Outcome::Before(before) => again(kontor, actor, &HookId(before)).await,
    }
}

async fn again(kontor: &Kontor, actor: &Actor, id: &HookId) -> Result<MadeHook, Error> {
    let row = rows::own(kontor, actor, id).await?;
    let secret = key::existing(kontor)?.and_then(|key| row.secrets(&key, kontor.clock.now()));
    match secret.as_deref() {
        Some([secret]) if row.generation == 1 => Ok(MadeHook { id: row.id(), secret: key::told(secret) }),
        _ => Err(Error::conflict(Problem::AlreadyDone)),
    }
}
