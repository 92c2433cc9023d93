//! The desk writes a machine down, or changes what is known of it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::machines::{MAX_NAME, Machine, SaveMachine, serial};
use kontor_domain::{Decimal, Error, Problem};
use kontor_store::StoreError;

use super::rows::{self, MachineRow, record};
use crate::accounts::check::Fields;
use crate::accounts::rows::or_changed;
use crate::change::{Change, Outcome, answered_before};
use crate::{Kontor, accounts};

const OPERATION: &str = "save_machine";
/// The first machines that anybody still has.
const FIRST_YEAR: i16 = 1900;

/// What is not named here (operating hours) stays.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]; [`Error::NotFound`] for a version of one that is not there; [`Error::Invalid`]
/// with `serial` (also for a new one that is there already), `model`, `maker`, `site`, `company`, `unit`, `year` or `key`;
/// [`Error::Conflict`] with [`Problem::ChangedMeanwhile`].
pub async fn save_machine(kontor: &Kontor, actor: &Actor, command: &SaveMachine) -> Result<Machine, Error> {
    if actor.company().is_some() {
        return Err(Error::Forbidden);
    }
    actor.require(Right::ManageCustomers)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return rows::seen(kontor, actor, &before).await;
    }
    let machine = checked(kontor, command).await?;
    let before = rows::by_serial(kontor, &machine.serial).await?;
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, &machine.serial);
    let machine = match (command.version, before) {
        (None, Some(_)) => return Err(Error::invalid("serial", Problem::Duplicate)),
        (Some(_), None) => return Err(Error::NotFound),
        (None, None) => {
            let row = MachineRow::new(kontor.new_id(), machine.clone());
            change.tx.create(record(&machine.serial), row);
            machine
        }
        (Some(seen), Some(before)) => {
            if seen != before.version {
                return Err(Error::conflict(Problem::ChangedMeanwhile));
            }
            let known = &before.data.0.machine;
            let machine =
                Machine { hours: known.hours, hours_at: known.hours_at, version: seen + 1, ..machine };
            rows::write(&mut change, before, machine.clone());
            machine
        }
    };
    let happened = Happened::MachineSaved { serial: machine.serial.clone(), model: machine.model.clone() };
    change.event(&rows::subject(&machine), happened);
    match change.commit().await {
        Err(StoreError::Exists(_)) => Err(Error::invalid("serial", Problem::Duplicate)),
        written => match or_changed(written)? {
            Outcome::Done => Ok(machine),
            Outcome::Before(before) => rows::seen(kontor, actor, &before).await,
        },
    }
}

async fn checked(kontor: &Kontor, command: &SaveMachine) -> Result<Machine, Error> {
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    let line = |fields: &mut Fields, name: &str, text: &str| match text.trim() {
        "" => String::new(),
        text => fields.line(name, text, MAX_NAME),
    };
    let serial = serial(&command.serial).unwrap_or_else(|problem| {
        fields.wrong("serial", problem);
        String::new()
    });
    let model = fields.line("model", &command.model, MAX_NAME);
    let (maker, site) =
        (line(&mut fields, "maker", &command.maker), line(&mut fields, "site", &command.site));
    let next = kontor.clock.local().year() + 1;
    if command.year.is_some_and(|year| !(FIRST_YEAR..=next).contains(&year)) {
        let (min, max) = (Decimal::from(FIRST_YEAR), Decimal::from(next));
        fields.wrong("year", Problem::NotWithin { min: Some(min), max: Some(max) });
    }
    let company = match accounts::rows::company(kontor, &command.company).await {
        Ok(company) => Some(company),
        Err(Error::NotFound) => {
            fields.wrong("company", Problem::UnknownCustomer);
            None
        }
        Err(other) => return Err(other),
    };
    let unit = command.unit.trim();
    if company.is_some()
        && !unit.is_empty()
        && accounts::rules_of(kontor, &command.company).await?.unit(unit).is_none()
    {
        fields.wrong("unit", Problem::NotACode);
    }
    fields.done()?;
    Ok(Machine {
        serial,
        model,
        maker,
        company: command.company.clone(),
        company_name: company.map(|company| company.name).unwrap_or_default(),
        unit: unit.to_owned(),
        site,
        year: command.year,
        hours: None,
        hours_at: None,
        version: 1,
    })
}
