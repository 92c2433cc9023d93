//! Machines: who owns which one. The dealer's systems write them down; customers read their own.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::CompanyId;
use kontor_domain::machines::{Machine, MachineFilter, SaveMachine};
use kontor_service::machines;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{Number, created};
use crate::router::AppState;

/// Which machines to list. What is asked for counts together.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MachineSearch {
    /// Id of a customer; for keys of the dealer.
    company: Option<String>,
    /// Part of the serial number, model, maker, site or the customer's name.
    #[serde(default)]
    text: String,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Machines, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct MachinePage {
    machines: Vec<ApiMachine>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// A machine of a customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiMachine {
    /// As on its plate, in capital letters and without spaces.
    #[schema(example = "KB220-11874")]
    serial: String,
    #[schema(example = "KB 220 LC")]
    model: String,
    /// Who made it, or empty.
    maker: String,
    company_id: String,
    company: String,
    /// Unit of the company it belongs to, or empty.
    unit: String,
    /// Where it stands, or empty.
    site: String,
    /// When it was built.
    year: Option<i16>,
    /// Operating hours as last read.
    #[schema(value_type = Option<Number>, example = "2037")]
    hours: Option<Decimal>,
    /// The day on which they were read.
    #[schema(format = Date)]
    hours_at: Option<String>,
    /// Send it back when something is changed.
    version: i64,
}

/// A machine that is written down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMachine {
    /// Capital letters, digits, `-`, `/` and `.`, at most 40; small letters and spaces are put right.
    #[schema(example = "KB220-11874")]
    serial: String,
    #[schema(example = "KB 220 LC")]
    model: String,
    #[serde(default)]
    maker: String,
    /// Id of the customer whose it is.
    company: String,
    /// Unit of the company it belongs to.
    #[serde(default)]
    unit: String,
    /// Where it stands.
    #[serde(default)]
    site: String,
    /// When it was built.
    year: Option<i16>,
}

/// What is known of a machine anew; all of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MachineChange {
    /// The version that was read.
    version: i64,
    #[schema(example = "KB 220 LC")]
    model: String,
    #[serde(default)]
    maker: String,
    /// Id of the customer whose it is.
    company: String,
    /// Unit of the company it belongs to.
    #[serde(default)]
    unit: String,
    /// Where it stands.
    #[serde(default)]
    site: String,
    /// When it was built.
    year: Option<i16>,
}

impl From<Machine> for ApiMachine {
    fn from(machine: Machine) -> Self {
        Self {
            serial: machine.serial,
            model: machine.model,
            maker: machine.maker,
            company_id: machine.company.0,
            company: machine.company_name,
            unit: machine.unit,
            site: machine.site,
            year: machine.year,
            hours: machine.hours,
            hours_at: machine.hours_at.map(|day| day.to_string()),
            version: machine.version,
        }
    }
}

/// Lists machines
///
/// Those of the company; with a key of the dealer, which needs `see_orders`, all.
#[utoipa::path(get, path = "/api/v1/machines", tag = "machines", params(MachineSearch), responses(
    (status = 200, body = MachinePage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<MachineSearch>,
) -> Result<Json<MachinePage>, ApiError> {
    let filter = MachineFilter {
        company: search.company.clone().map(CompanyId),
        text: search.text.clone(),
        after: search.after,
    };
    let page = machines::machines(&state.kontor, &actor, &filter).await?;
    let next = page.next.map(|after| {
        let asked = [("company", search.company.as_deref()), ("text", Some(search.text.as_str()))];
        let asked =
            asked.into_iter().filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?)));
        let first = format!("{}/machines?after={}", super::ROOT, encoded(&after));
        asked.fold(first, |address, (name, value)| format!("{address}&{name}={}", encoded(value)))
    });
    Ok(Json(MachinePage { machines: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one machine
#[utoipa::path(get, path = "/api/v1/machines/{serial}", tag = "machines",
    params(("serial" = String, Path, description = "Serial number of the machine")),
    responses((status = 200, body = ApiMachine), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(serial): Path<String>,
) -> Result<Json<ApiMachine>, ApiError> {
    Ok(Json(machines::machine(&state.kontor, &actor, &serial).await?.machine.into()))
}

/// Writes a machine down
///
/// Needs `manage_customers`. The same `Idempotency-Key` again answers the same machine.
#[utoipa::path(post, path = "/api/v1/machines", tag = "machines", request_body = NewMachine,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each machine")),
    responses((status = 201, body = ApiMachine), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewMachine>,
) -> Result<Response, ApiError> {
    let command = SaveMachine {
        key,
        serial: new.serial,
        model: new.model,
        maker: new.maker,
        company: CompanyId(new.company),
        unit: new.unit,
        site: new.site,
        year: new.year,
        version: None,
    };
    let made: ApiMachine = machines::save_machine(&state.kontor, &actor, &command).await?.into();
    Ok(created(&format!("/machines/{}", encoded(&made.serial)), made))
}

/// Says anew what is known of a machine
///
/// Operating hours stay: they come from what is read of it. Needs `manage_customers`.
#[utoipa::path(put, path = "/api/v1/machines/{serial}", tag = "machines", request_body = MachineChange,
    params(("serial" = String, Path, description = "Serial number of the machine"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each change")),
    responses((status = 200, body = ApiMachine), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(serial): Path<String>,
    Once(key): Once,
    Body(change): Body<MachineChange>,
) -> Result<Json<ApiMachine>, ApiError> {
    let command = SaveMachine {
        key,
        serial,
        model: change.model,
        maker: change.maker,
        company: CompanyId(change.company),
        unit: change.unit,
        site: change.site,
        year: change.year,
        version: Some(change.version),
    };
    Ok(Json(machines::save_machine(&state.kontor, &actor, &command).await?.into()))
}
