//! Hands a parcel to the carrier.

use kontor_domain::{IdempotencyKey, OrderId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// How much of a line goes into the parcel; empty or `0` is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShipLine {
    pub position: u32,
    pub quantity: String,
}

/// What is typed beside the lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShipForm {
    pub carrier: String,
    /// Of each parcel, divided by commas.
    pub tracking: String,
    /// Why it leaves before the rest.
    pub reason: String,
    /// Who collects it, where the customer does.
    pub collected_by: String,
}

/// Errors name the line by its position: `quantity.3`.
#[server(prefix = "/fn", endpoint = "shipments/ship_order")]
pub async fn ship_order(
    key: IdempotencyKey,
    order: OrderId,
    version: i64,
    #[server(default)] form: ShipForm,
    #[server(default)] lines: Vec<ShipLine>,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::shipments::ShipOrder;
    let (kontor, actor) = request::begin()?;
    let typed = [
        ("carrier", &*form.carrier),
        ("tracking", &*form.tracking),
        ("reason", &*form.reason),
        ("collected_by", &*form.collected_by),
    ];
    let parcel = parcel(&lines).answer_keeping(&typed)?;
    let command = ShipOrder {
        key,
        order,
        version,
        carrier: form.carrier.clone(),
        tracking: form.tracking.clone(),
        reason: form.reason.clone(),
        collected_by: form.collected_by.clone(),
        lines: parcel,
    };
    kontor_service::shipments::ship_order(&kontor, &actor, &command)
        .await
        .map_err(|error| by_position(error, &command))
        .answer_keeping(&typed)?;
    request::go_back(&[("done", "ship")]);
    Ok(())
}

/// An empty parcel is refused here: to the operation it would mean "everything".
#[cfg(feature = "ssr")]
fn parcel(lines: &[ShipLine]) -> Result<Vec<(u32, kontor_domain::Quantity)>, kontor_domain::Error> {
    use kontor_domain::{Error, FieldError, Problem, Quantity};
    let (mut parcel, mut fields) = (Vec::new(), Vec::new());
    for line in lines {
        match line.quantity.trim() {
            "" | "0" => {}
            text => match Quantity::parse(text) {
                Ok(quantity) => parcel.push((line.position, quantity)),
                Err(problem) => {
                    fields.push(FieldError { field: format!("quantity.{}", line.position), problem });
                }
            },
        }
    }
    match (fields.is_empty(), parcel.is_empty()) {
        (false, _) => Err(Error::Invalid { fields }),
        (true, true) => Err(Error::conflict(Problem::NothingToShip)),
        (true, false) => Ok(parcel),
    }
}

/// `lines[0].quantity` of the operation becomes `quantity.3` of the form.
#[cfg(feature = "ssr")]
fn by_position(
    error: kontor_domain::Error,
    command: &kontor_domain::shipments::ShipOrder,
) -> kontor_domain::Error {
    use kontor_domain::Error;
    let Error::Invalid { mut fields } = error else { return error };
    for field in &mut fields {
        let place = field.field.strip_prefix("lines[").and_then(|rest| rest.split_once("]."));
        let Some((index, name)) = place else { continue };
        if let Some((position, _)) = index.parse::<usize>().ok().and_then(|i| command.lines.get(i)) {
            field.field = format!("{name}.{position}");
        }
    }
    Error::Invalid { fields }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::{Error, Problem, Quantity};

    use super::{ShipLine, parcel};

    fn line(position: u32, quantity: &str) -> ShipLine {
        ShipLine { position, quantity: quantity.into() }
    }

    #[test]
    fn lines_without_a_quantity_stay_here() {
        let lines = [line(1, "2"), line(2, ""), line(3, " 0 "), line(4, "1,5")];
        assert_eq!(parcel(&lines).unwrap(), [(1, Quantity::of(2)), (4, Quantity::parse("1.5").unwrap())]);
    }

    #[test]
    fn an_empty_parcel_does_not_mean_everything() {
        assert_eq!(parcel(&[line(1, "0")]), Err(Error::conflict(Problem::NothingToShip)));
        let error = parcel(&[line(2, "zwei")]).unwrap_err();
        assert_eq!(error.field("quantity.2"), Some(&Problem::NotANumber));
    }
}
