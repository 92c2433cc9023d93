//! Changes what is chosen: one group by a plain form, or what the browser has put together.

#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use std::collections::BTreeMap;

use kontor_domain::ConfigurationId;
use kontor_domain::configurations::{ChangeConfiguration, Saved};
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::wire::Refusal;

/// `options` are what is chosen in `group`; `amounts` how many of each, where it is more than one; `typed` is what an earlier
/// form was refused with. Without a group only the number of machines.
#[server(name = ChangeGroup, prefix = "/fn", endpoint = "configurations/change_configuration")]
pub async fn change_configuration(
    id: ConfigurationId,
    version: u32,
    #[server(default)] group: String,
    #[server(default)] options: Vec<String>,
    #[server(default)] amounts: BTreeMap<String, String>,
    #[server(default)] typed: String,
    #[server(default)] machines: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::configurations::GroupPicks;
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let about = if group.is_empty() { "machines".to_owned() } else { group.clone() };
    let picks = if typed.is_empty() {
        super::choosing::read(&options, &amounts)
    } else {
        super::choosing::again(&typed)
    };
    let picks = picks.map_err(|p| Error::invalid("amounts", p)).answer_about(&about)?;
    // Kept, so that whoever is refused may insist.
    let chosen = super::choosing::kept(&picks);
    let number = match machines.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Error::invalid("machines", Problem::NotANumber)),
    };
    let machines = number.answer_about(&about)?;
    let picks = if group.is_empty() { Vec::new() } else { vec![GroupPicks { group, picks }] };
    let command = ChangeConfiguration { id, version, picks, machines };
    let saved = kontor_service::configurations::change_configuration(&kontor, &actor, &command).await;
    let saved = saved.answer_form(&about, &[("typed", &chosen)])?;
    let merged = if saved.merged_with.is_some() { "merged" } else { "saved" };
    let page = super::path_of(actor.company().is_none(), &command.id);
    request::go(&format!("{page}?done={merged}#g-{about}"));
    Ok(())
}

/// From a page that is awake.
#[server(prefix = "/fn", endpoint = "configurations/save_configuration", input = Json)]
pub async fn save_configuration(command: ChangeConfiguration) -> Result<Saved, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    kontor_service::configurations::change_configuration(&kontor, &actor, &command).await.answer()
}
