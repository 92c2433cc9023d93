//! The desk writes a machine down, or changes what is known of it.

#![allow(clippy::too_many_arguments, reason = "each field of the form is one")]

use kontor_domain::{CompanyId, IdempotencyKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// Answers its serial number. `version` is what was seen; empty for a new one.
#[server(name = SaveMachineFn, prefix = "/fn", endpoint = "machines/save_machine")]
pub async fn save_machine(
    key: IdempotencyKey,
    company: CompanyId,
    #[server(default)] serial: String,
    #[server(default)] model: String,
    #[server(default)] maker: String,
    #[server(default)] unit: String,
    #[server(default)] site: String,
    #[server(default)] year: String,
    #[server(default)] version: String,
) -> Result<String, Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::machines::SaveMachine;
    use kontor_domain::{Error, Problem};
    let (kontor, actor) = request::begin()?;
    let typed = [
        ("serial", serial.as_str()),
        ("model", model.as_str()),
        ("maker", maker.as_str()),
        ("unit", unit.as_str()),
        ("site", site.as_str()),
        ("year", year.as_str()),
    ];
    let number = match year.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Error::invalid("year", Problem::NotANumber)),
    };
    let year = number.answer_keeping(&typed)?;
    let command = SaveMachine {
        key,
        serial: serial.clone(),
        model: model.clone(),
        maker: maker.clone(),
        company,
        unit: unit.clone(),
        site: site.clone(),
        year,
        version: version.parse().ok(),
    };
    let saved = kontor_service::machines::save_machine(&kontor, &actor, &command).await;
    let serial = saved.answer_keeping(&typed)?.serial;
    request::go(&format!("{}?done=saved", super::path_of(&serial, true)));
    Ok(serial)
}
