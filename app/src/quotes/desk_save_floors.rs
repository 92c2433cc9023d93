//! The administration says down to which margin who may go.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::wire::Refusal;

/// `floors` is the percentage by role, as typed.
#[server(name = SaveOfferFloors, prefix = "/fn", endpoint = "quotes/save_ladder")]
pub async fn save_floors(version: i64, floors: BTreeMap<String, String>) -> Result<(), Refusal> {
    use super::desk_form::typed_percent;
    use crate::request::{self, Answer as _};
    use kontor_domain::quotes::{Ladder, RUNGS};
    use kontor_domain::{Error, FieldError, Problem};
    let (kontor, actor) = request::begin()?;
    let typed: Vec<(&str, &str)> = floors.iter().map(|(role, text)| (role.as_str(), text.as_str())).collect();
    let (mut ladder, mut fields) = (Ladder { floors: BTreeMap::new(), version }, Vec::new());
    for role in RUNGS {
        let text = floors.get(role.code()).map(String::as_str).unwrap_or_default();
        let read = if text.trim().is_empty() { Err(Problem::Required) } else { typed_percent(text) };
        match read {
            Ok(percent) => {
                ladder.floors.insert(role, percent);
            }
            Err(problem) => fields.push(FieldError { field: format!("floors.{}", role.code()), problem }),
        }
    }
    let read = if fields.is_empty() { Ok(()) } else { Err(Error::Invalid { fields }) };
    read.answer_keeping(&typed)?;
    kontor_service::quotes::save_ladder(&kontor, &actor, &ladder).await.answer_keeping(&typed)?;
    request::go("/desk/offers/floors?done=saved");
    Ok(())
}
