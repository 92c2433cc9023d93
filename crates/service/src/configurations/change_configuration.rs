//! Changes what is chosen.

use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{
    ChangeConfiguration, GroupPicks, Model, Saved, chosen, differences, kept, put, sent,
};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Localized, Problem};

use super::reckon;
use super::rows::{self, ATTEMPTS, ConfigurationRow, Next};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::fault::Fault as _;

/// Groups that are not named stay as they are now, whoever changed them meanwhile. The server reckons anew what it costs, when it comes
/// and whether anything is missing; what does not go together is kept too, as a draft that says so. What changes nothing makes no
/// version, so that the same command twice is one change.
///
/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Forbidden`] for who may only look; [`Error::Invalid`] with `picks.GROUP` or
/// `machines`; [`Error::Conflict`] with [`Problem::ConfigurationCollision`] when somebody else has chosen otherwise in one of these groups
/// since the version that was seen, with [`Problem::ConfigurationArchived`].
pub async fn change_configuration(
    kontor: &Kontor,
    actor: &Actor,
    command: &ChangeConfiguration,
) -> Result<Saved, Error> {
    for _ in 0..ATTEMPTS {
        let row = rows::changeable(kontor, actor, &command.id).await?;
        let engine = reckon::model_of(kontor, &row).await?;
        let model = engine.model();
        let mut fields = Fields::default();
        reckon::check(model, &command.picks, command.machines, &mut fields);
        fields.done()?;
        let now = &row.data.0;
        let merged_with = meanwhile(kontor, model, &row, command).await?;
        let choices = put(model, now.choices.clone(), &command.picks);
        let machines = command.machines.unwrap_or(now.kept.machines);
        if choices == now.choices && machines == now.kept.machines {
            let kept = now.kept.clone();
            return Ok(Saved { version: row.number(), choices, kept, merged_with });
        }
        let kept = kept(&engine, &choices, machines);
        let mut change = Change::new(kontor, actor);
        change.event(
            &row.subject(),
            Happened::ConfigurationChanged {
                name: row.name.clone(),
                version: row.number() + 1,
                changes: differences(&now.kept, &kept),
            },
        );
        let next = Next { choices: choices.clone(), kept: kept.clone(), back_to: None };
        rows::write(kontor, actor, &mut change, &row, next);
        let committed = change.commit().await;
        if !rows::overtaken(&committed) {
            committed.fault()?;
            return Ok(Saved { version: row.number() + 1, choices, kept, merged_with });
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// Who changed something since the version that was seen, as long as it is in other groups.
async fn meanwhile(
    kontor: &Kontor,
    model: &Model,
    row: &ConfigurationRow,
    command: &ChangeConfiguration,
) -> Result<Option<String>, Error> {
    if command.version == row.number() {
        return Ok(None);
    }
    let now = &row.data.0;
    let unknown = |e| if e == Error::NotFound { Error::conflict(Problem::ChangedMeanwhile) } else { e };
    let seen = rows::version(kontor, &command.id, command.version).await.map_err(unknown)?.data.0;
    let collides = |picks: &GroupPicks| {
        let group = model.group(&picks.group)?;
        let is = chosen(&now.choices, group);
        (is != chosen(&seen.choices, group) && is != sent(picks)).then(|| group.name.clone())
    };
    let mut groups: Vec<Localized> = command.picks.iter().filter_map(collides).collect();
    let machines = now.kept.machines;
    if machines != seen.kept.machines && command.machines.is_some_and(|sent| sent != machines) {
        groups.push(Localized::new("Anzahl Maschinen", "Number of machines"));
    }
    let who = now.changed_by.clone();
    if groups.is_empty() {
        Ok(Some(who))
    } else {
        Err(Error::conflict(Problem::ConfigurationCollision { who, groups }))
    }
}
