//! Begins a configuration, in a case of its own.

use kontor_domain::accounts::{Actor, Company, Right};
use kontor_domain::configurations::{BeginConfiguration, Choices, Compiled, MAX_NAME, kept, put};
use kontor_domain::events::Happened;
use kontor_domain::{ConfigurationId, Error, IdempotencyKey, Problem};
use kontor_store::{SerdeWrapper, StoreError};

use super::reckon;
use super::rows::{self, ATTEMPTS, ConfigurationData, ConfigurationRow, OPEN};
use crate::accounts::check::Fields;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, accounts, cases, models};

const OPERATION: &str = "begin_configuration";

/// The same key again answers the same configuration.
///
/// # Errors
/// [`Error::Forbidden`] for customers without [`Right::Order`] and the dealer's people without [`Right::ManageQuotes`];
/// [`Error::Invalid`] with `company` (for the dealer), `name`, `machines`, `picks` or `key`; [`Error::NotFound`] for a model that is
/// not there or not for customers.
pub async fn begin_configuration(
    kontor: &Kontor,
    actor: &Actor,
    command: &BeginConfiguration,
) -> Result<ConfigurationId, Error> {
    let company = match actor.company() {
        Some(company) => {
            actor.require(Right::Order)?;
            company.clone()
        }
        None => {
            actor.require(Right::ManageQuotes)?;
            command.company.clone().ok_or_else(|| Error::invalid("company", Problem::Required))?
        }
    };
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return Ok(ConfigurationId(before));
    }
    let engine = models::newest(kontor, &command.model).await?;
    let company = accounts::rows::company(kontor, &company).await.map_err(|e| {
        if e == Error::NotFound { Error::invalid("company", Problem::UnknownCustomer) } else { e }
    })?;
    let mut fields = Fields::default();
    reckon::check(engine.model(), &command.picks, Some(command.machines), &mut fields);
    fields.done()?;
    let choices = put(engine.model(), Choices::default(), &command.picks);
    let new =
        New { company: &company, engine: &engine, name: &command.name, choices, machines: command.machines };
    create(kontor, actor, (OPERATION, &command.key), new, None).await
}

/// What a new configuration is made of.
pub(super) struct New<'a> {
    pub company: &'a Company,
    pub engine: &'a Compiled,
    pub name: &'a str,
    pub choices: Choices,
    pub machines: u32,
}

/// Writes it, with its case; `copy_of` is the code of the case it is a copy from.
pub(super) async fn create(
    kontor: &Kontor,
    actor: &Actor,
    (operation, key): (&str, &IdempotencyKey),
    new: New<'_>,
    copy_of: Option<&str>,
) -> Result<ConfigurationId, Error> {
    let (model, mut fields) = (new.engine.model(), Fields::default());
    if let Err(problem) = key.check() {
        fields.wrong("key", problem);
    }
    let name = match new.name.trim() {
        "" => model.name.get(actor.language).to_owned(),
        name => fields.line("name", name, MAX_NAME),
    };
    fields.done()?;
    let kept = kept(new.engine, &new.choices, new.machines);
    for _ in 0..ATTEMPTS {
        let (code, id) = (cases::rows::draw(kontor), kontor.new_id());
        let row = ConfigurationRow {
            seq: id.clone(),
            company: new.company.id.to_string(),
            case: code.to_string(),
            model: model.id.to_string(),
            shelf: OPEN.to_owned(),
            name: name.clone(),
            version: 1,
            changed: kontor.clock.stamp(),
            data: SerdeWrapper(ConfigurationData {
                company_name: new.company.name.clone(),
                choices: new.choices.clone(),
                kept: kept.clone(),
                changed_by: actor.name().to_owned(),
            }),
        };
        let mut change = Change::new(kontor, actor);
        change.once(operation, key, &id);
        cases::rows::begin(kontor, &mut change, &code, &new.company.id, &name, "");
        rows::create(kontor, actor, &mut change, &row);
        let name = name.clone();
        change.event(
            &row.subject(),
            match copy_of {
                Some(from) => Happened::ConfigurationCopied { name, from: from.to_owned() },
                None => Happened::ConfigurationBegun { name, model: model.name.clone() },
            },
        );
        if kept.complete {
            let (name, net) = (row.name.clone(), kept.total());
            change.event(&row.subject(), Happened::ConfigurationCompleted { name, net });
        }
        match change.commit().await {
            Ok(Outcome::Done) => return Ok(ConfigurationId(id)),
            Ok(Outcome::Before(before)) => return Ok(ConfigurationId(before)),
            // The case code was taken, by a chance of one in twenty million.
            Err(StoreError::Exists(text)) if text.contains("case:") => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
