//! Keeps a service with its tariff, or takes it out.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceForm {
    pub version: i64,
    pub id: String,
    pub de: String,
    pub en: String,
    pub carrier: String,
    /// `12:00`.
    pub until: String,
    pub piece_kg: String,
    pub length_mm: String,
    /// Something when the box is ticked.
    pub free: String,
    /// The zones in the order of the columns, with the working days.
    pub zones: Vec<ColumnForm>,
    pub bands: Vec<BandForm>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnForm {
    pub zone: String,
    pub days: String,
}

/// A row of the tariff; one without a weight and prices is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BandForm {
    pub up_to_kg: String,
    /// By column.
    pub prices: Vec<String>,
}

/// Errors name the row of the page: `bands.2.up_to_kg`, `bands.2.ZONE`.
#[server(prefix = "/fn", endpoint = "delivery/save_service")]
pub async fn save_service(form: ServiceForm) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let about = form.id.clone();
    let (command, rows) = form.read().answer_about(&about)?;
    kontor_service::delivery::save_service(&kontor, &actor, &command)
        .await
        .map_err(|error| by_row(error, "bands", &rows))
        .answer_about(&about)?;
    request::go_back(&[("done", "saved")]);
    Ok(())
}

#[server(prefix = "/fn", endpoint = "delivery/remove_service")]
pub async fn remove_service(version: i64, service: String) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::delivery::RemoveService;
    let (kontor, actor) = request::begin()?;
    let command = RemoveService { version, service };
    let about = command.service.clone();
    kontor_service::delivery::remove_service(&kontor, &actor, &command).await.answer_about(&about)?;
    request::go_back(&[("done", "removed")]);
    Ok(())
}

/// `bands[0].de` of the operation becomes `bands.3.de` of the page.
#[cfg(feature = "ssr")]
pub(super) fn by_row(error: kontor_domain::Error, list: &str, rows: &[usize]) -> kontor_domain::Error {
    use kontor_domain::Error;
    let Error::Invalid { mut fields } = error else { return error };
    for field in &mut fields {
        let place = field.field.strip_prefix(list).and_then(|f| f.strip_prefix('[')?.split_once("]."));
        let Some((index, name)) = place else { continue };
        if let Some(row) = index.parse::<usize>().ok().and_then(|i| rows.get(i)) {
            field.field = format!("{list}.{row}.{name}");
        }
    }
    Error::Invalid { fields }
}

/// A number as typed, in both writings and never guessed; nothing when the field is empty or wrong.
#[cfg(feature = "ssr")]
pub(super) fn number(
    text: &str,
    field: &str,
    fields: &mut Vec<kontor_domain::FieldError>,
) -> Option<kontor_domain::Decimal> {
    crate::accounts::money(text, || field.to_owned(), fields).map(|number| number.amount)
}

#[cfg(feature = "ssr")]
impl ServiceForm {
    /// The command, and the row of the page of each band.
    fn read(&self) -> Result<(kontor_domain::delivery::SaveService, Vec<usize>), kontor_domain::Error> {
        use kontor_domain::delivery::{Band, SaveService, Service};
        use kontor_domain::{Error, FieldError, Localized, Money, Problem};
        let mut fields = Vec::new();
        let piece_kg = number(&self.piece_kg, "piece_kg", &mut fields);
        let length_mm = number(&self.length_mm, "length_mm", &mut fields);
        let until = match self.until.trim() {
            "" => None,
            text => text.parse().map_or_else(
                |_| {
                    fields.push(FieldError { field: "until".into(), problem: Problem::NotADate });
                    None
                },
                Some,
            ),
        };
        let mut days = std::collections::BTreeMap::new();
        for column in &self.zones {
            match column.days.trim() {
                "" => {}
                text => match text.parse::<i64>() {
                    Ok(n) => {
                        days.insert(column.zone.clone(), n);
                    }
                    Err(_) => fields.push(FieldError {
                        field: format!("days.{}", column.zone),
                        problem: Problem::NotANumber,
                    }),
                },
            }
        }
        let mut bands: Vec<(usize, Band)> = Vec::new();
        for (row, form) in self.bands.iter().enumerate() {
            let mut prices = std::collections::BTreeMap::new();
            for (column, text) in self.zones.iter().zip(&form.prices) {
                if let Some(price) = number(text, &format!("bands.{row}.{}", column.zone), &mut fields) {
                    prices.insert(column.zone.clone(), Money::eur(price));
                }
            }
            let field = format!("bands.{row}.up_to_kg");
            match number(&form.up_to_kg, &field, &mut fields) {
                Some(up_to_kg) => bands.push((row, Band { up_to_kg, prices })),
                None if prices.is_empty() => {}
                None => fields.push(FieldError { field, problem: Problem::Required }),
            }
        }
        if !fields.is_empty() {
            return Err(Error::Invalid { fields });
        }
        bands.sort_by_key(|(_, band)| band.up_to_kg);
        let (rows, bands) = bands.into_iter().unzip();
        let service = Service {
            id: self.id.trim().to_owned(),
            name: Localized::new(self.de.trim(), self.en.trim()),
            carrier: self.carrier.trim().to_owned(),
            until,
            piece_kg,
            length_mm,
            free: !self.free.is_empty(),
            days,
            bands,
        };
        Ok((SaveService { version: self.version, service }, rows))
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::{Decimal, Error, FieldError, Money, Problem};

    use super::{BandForm, ColumnForm, ServiceForm, by_row};

    fn band(kg: &str, prices: [&str; 2]) -> BandForm {
        BandForm { up_to_kg: kg.into(), prices: prices.map(ToOwned::to_owned).to_vec() }
    }

    fn form(bands: Vec<BandForm>) -> ServiceForm {
        let column = |zone: &str, days: &str| ColumnForm { zone: zone.into(), days: days.into() };
        ServiceForm {
            id: "paket".into(),
            de: "Paket".into(),
            until: "12:00".into(),
            zones: vec![column("de", "2"), column("eu", "")],
            bands,
            ..ServiceForm::default()
        }
    }

    #[test]
    fn rows_may_stand_in_any_order_and_empty_ones_are_left_out() {
        let typed = form(vec![band("31,5", ["12,90", ""]), band("", ["", ""]), band("5", ["6,90", "14"])]);
        let (command, rows) = typed.read().unwrap();
        assert_eq!(rows, [2, 0]);
        let bands = command.service.bands;
        assert_eq!((bands[0].up_to_kg, bands[1].up_to_kg), (Decimal::from(5), Decimal::new(315, 1)));
        assert_eq!(bands[0].prices["eu"], Money::cents(1_400));
        assert!(!bands[1].prices.contains_key("eu"));
        assert_eq!(command.service.days.len(), 1);
    }

    #[test]
    fn a_thousand_is_never_read_as_one() {
        let heavy = form(vec![band("1.200", ["89,00", ""])]).read().unwrap_err();
        assert_eq!(heavy.field("bands.0.up_to_kg"), Some(&Problem::AmbiguousNumber));
        let long = ServiceForm { length_mm: "2000".into(), ..form(vec![band("1200", ["1.199,00", ""])]) };
        let service = long.read().unwrap().0.service;
        assert_eq!((service.length_mm, service.bands[0].up_to_kg), (Some(2_000.into()), 1_200.into()));
        assert_eq!(service.bands[0].prices["de"], Money::cents(119_900));
    }

    #[test]
    fn errors_name_the_row_as_it_stands_on_the_page() {
        let wrong = form(vec![band("", ["1", ""]), band("x", ["y", ""])]).read().unwrap_err();
        assert_eq!(wrong.field("bands.0.up_to_kg"), Some(&Problem::Required));
        assert_eq!(wrong.field("bands.1.up_to_kg"), Some(&Problem::NotANumber));
        assert_eq!(wrong.field("bands.1.de"), Some(&Problem::NotANumber));
        let fields = vec![FieldError { field: "bands[1].eu".into(), problem: Problem::NotACode }];
        let named = by_row(Error::Invalid { fields }, "bands", &[2, 0]);
        assert_eq!(named.field("bands.0.eu"), Some(&Problem::NotACode));
    }
}
