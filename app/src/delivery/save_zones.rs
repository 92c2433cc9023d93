//! Keeps the zones and what holds for all services.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A row of the form; one without anything in it is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ZoneForm {
    pub id: String,
    pub de: String,
    pub en: String,
    /// `DE 25938-25997, DE 27498`.
    pub places: String,
}

/// Numbers as typed. Errors name the row of the page: `zones.2.places`.
#[server(prefix = "/fn", endpoint = "delivery/save_zones")]
pub async fn save_zones(
    version: i64,
    #[server(default)] zones: Vec<ZoneForm>,
    #[server(default)] free_from: String,
    #[server(default)] missing_kg: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (command, rows) = read(version, &zones, &free_from, &missing_kg).answer()?;
    kontor_service::delivery::save_zones(&kontor, &actor, &command)
        .await
        .map_err(|error| super::save_service::by_row(error, "zones", &rows))
        .answer()?;
    request::go_back(&[("done", "saved")]);
    Ok(())
}

#[cfg(feature = "ssr")]
fn read(
    version: i64,
    forms: &[ZoneForm],
    free_from: &str,
    missing_kg: &str,
) -> Result<(kontor_domain::delivery::SaveZones, Vec<usize>), kontor_domain::Error> {
    use kontor_domain::delivery::{Place, SaveZones, Zone};
    use kontor_domain::{Error, FieldError, Localized, Money, Problem};
    let (mut zones, mut rows, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    for (i, form) in forms.iter().enumerate() {
        if [&form.id, &form.de, &form.en, &form.places].into_iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        let pieces = form.places.split([',', ';', '\n']).map(str::trim).filter(|p| !p.is_empty());
        let places = pieces.map(Place::parse).collect::<Result<Vec<_>, _>>().unwrap_or_else(|problem| {
            fields.push(FieldError { field: format!("zones.{i}.places"), problem });
            Vec::new()
        });
        rows.push(i);
        let name = Localized::new(form.de.trim(), form.en.trim());
        zones.push(Zone { id: form.id.trim().to_owned(), name, places });
    }
    let free_from = super::save_service::number(free_from, "free_from", &mut fields).map(Money::eur);
    let missing_kg = super::save_service::number(missing_kg, "missing_kg", &mut fields);
    if missing_kg.is_none() && fields.iter().all(|f| f.field != "missing_kg") {
        fields.push(FieldError { field: "missing_kg".into(), problem: Problem::Required });
    }
    match missing_kg {
        Some(missing_kg) if fields.is_empty() => {
            Ok((SaveZones { version, zones, free_from, missing_kg }, rows))
        }
        _ => Err(Error::Invalid { fields }),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::{Decimal, Problem};

    use super::{ZoneForm, read};

    fn row(id: &str, places: &str) -> ZoneForm {
        ZoneForm { id: id.into(), de: id.into(), en: String::new(), places: places.into() }
    }

    #[test]
    fn empty_rows_are_left_out_and_errors_know_their_row() {
        let rows = [row("de", "DE"), ZoneForm::default(), row("insel", "DE 25938-25997, DE 27498")];
        let (command, kept) = read(3, &rows, "", "1,5").unwrap();
        assert_eq!((command.zones.len(), kept), (2, vec![0, 2]));
        assert_eq!((command.missing_kg, command.free_from), (Decimal::new(15, 1), None));
        assert_eq!(command.zones[1].places.len(), 2);
        let wrong = read(3, &[ZoneForm::default(), row("x", "Sylt")], "zehn", "").unwrap_err();
        assert_eq!(wrong.field("zones.1.places"), Some(&Problem::NotACode));
        assert_eq!(wrong.field("free_from"), Some(&Problem::NotANumber));
        assert_eq!(wrong.field("missing_kg"), Some(&Problem::Required));
    }
}
