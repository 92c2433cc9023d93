//! Keeping services and zones. Orders that were placed keep the freight they were placed with.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::delivery::{MAX_SERVICES, RemoveService, SaveService, SaveZones, Tariffs, TariffsView};
use kontor_domain::events::Happened;
use kontor_domain::{Error, FieldError, Problem};
use kontor_store::SerdeWrapper;

use super::rows::{self, GUARD, NewTariffsRow};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::orders::rows::or_changed;

/// Keeps a service: a new one at the end, one that is there in its place.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::Invalid`] with every wrong field at once; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`] for an old version.
pub async fn save_service(
    kontor: &Kontor,
    actor: &Actor,
    command: &SaveService,
) -> Result<TariffsView, Error> {
    actor.require(Right::Administer)?;
    let mut tariffs = rows::kept(kontor).await?.tariffs;
    refuse(command.service.problems(&tariffs.zones))?;
    let there = tariffs.services.iter().position(|s| s.id == command.service.id);
    match there {
        Some(at) => tariffs.services[at].clone_from(&command.service),
        None if tariffs.services.len() >= MAX_SERVICES as usize => {
            return Err(Error::invalid("id", Problem::AtMost { max: MAX_SERVICES }));
        }
        None => tariffs.services.push(command.service.clone()),
    }
    write(kontor, actor, command.version, &tariffs).await
}

/// Takes a service out.
///
/// # Errors
/// As [`save_service`]; [`Error::NotFound`].
pub async fn remove_service(
    kontor: &Kontor,
    actor: &Actor,
    command: &RemoveService,
) -> Result<TariffsView, Error> {
    actor.require(Right::Administer)?;
    let mut tariffs = rows::kept(kontor).await?.tariffs;
    let before = tariffs.services.len();
    tariffs.services.retain(|s| s.id != command.service);
    if tariffs.services.len() == before {
        return Err(Error::NotFound);
    }
    write(kontor, actor, command.version, &tariffs).await
}

/// Keeps zones and what holds for all services. A zone that is left out takes its prices and days along.
///
/// # Errors
/// As [`save_service`]; `zones[N].id` and the like.
pub async fn save_zones(kontor: &Kontor, actor: &Actor, command: &SaveZones) -> Result<TariffsView, Error> {
    actor.require(Right::Administer)?;
    let mut tariffs = Tariffs {
        zones: command.zones.clone(),
        free_from: command.free_from,
        missing_kg: command.missing_kg.normalize(),
        services: rows::kept(kontor).await?.tariffs.services,
    };
    refuse(tariffs.zone_problems())?;
    let there = |zone: &String| command.zones.iter().any(|z| z.id == *zone);
    for service in &mut tariffs.services {
        service.days.retain(|zone, _| there(zone));
        for band in &mut service.bands {
            band.prices.retain(|zone, _| there(zone));
        }
    }
    write(kontor, actor, command.version, &tariffs).await
}

/// Writes all of it at once, whatever was there: for the command line and the demo.
///
/// # Errors
/// As [`save_service`]; `services[N].bands` and the like.
pub async fn put_tariffs(kontor: &Kontor, actor: &Actor, tariffs: &Tariffs) -> Result<TariffsView, Error> {
    actor.require(Right::Administer)?;
    let mut fields = tariffs.zone_problems();
    for (i, service) in tariffs.services.iter().enumerate() {
        let of = |f: FieldError| FieldError { field: format!("services[{i}].{}", f.field), ..f };
        fields.extend(service.problems(&tariffs.zones).into_iter().map(of));
    }
    refuse(fields)?;
    let version = rows::kept(kontor).await?.version;
    write(kontor, actor, version, tariffs).await
}

fn refuse(fields: Vec<FieldError>) -> Result<(), Error> {
    if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) }
}

async fn write(
    kontor: &Kontor,
    actor: &Actor,
    version: i64,
    tariffs: &Tariffs,
) -> Result<TariffsView, Error> {
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    // The guard needs a record to read.
    let first = NewTariffsRow { id: rows::id(), version: 0, data: SerdeWrapper(Tariffs::default()) };
    tx.insert_or_update("tariffs", vec![first], "version += 0");
    let (data, seen) = (tx.bind(SerdeWrapper(tariffs.clone())), tx.bind(version));
    tx.guarded(rows::id(), &format!("data = {data}, version += 1"), &format!("version = {seen}"), GUARD);
    change.event(&Subject::new("tariffs", "house"), Happened::TariffsChanged);
    let written = change.commit().await;
    // Also when it is not known whether it was written.
    kontor.tariffs.forget();
    or_changed(written)?;
    Ok(TariffsView { tariffs: tariffs.clone(), version: version + 1 })
}
