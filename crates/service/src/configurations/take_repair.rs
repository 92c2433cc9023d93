//! Takes the proposal with which something can be chosen, or with which everything goes together.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{ChangeConfiguration, Saved, propose};
use kontor_domain::{ConfigurationId, Error, Problem};

use super::{change_configuration, reckon, rows};
use crate::Kontor;

/// The proposal is looked for again here, from what is chosen now: with `option` so that it can be chosen, otherwise so that everything
/// goes together.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::NoRepair`] when there is none; otherwise as [`change_configuration`].
pub async fn take_repair(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
    version: u32,
    option: Option<&str>,
) -> Result<Saved, Error> {
    let row = rows::changeable(kontor, actor, configuration).await?;
    if row.number() != version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let engine = reckon::model_of(kontor, &row).await?;
    let choices = row.data.0.choices.clone();
    let wanted = option.map(ToOwned::to_owned);
    // The search counts its steps, and may still take a while.
    let found = tokio::task::spawn_blocking(move || propose(&engine, &choices, wanted.as_deref())).await;
    let proposal = found.ok().flatten().ok_or(Error::conflict(Problem::NoRepair))?;
    let command =
        ChangeConfiguration { id: configuration.clone(), version, picks: proposal.picks, machines: None };
    change_configuration(kontor, actor, &command).await
}
