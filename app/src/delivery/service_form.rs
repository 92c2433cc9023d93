//! A service as a sheet of its tariff: a row for each weight, a column for each zone.

use kontor_domain::delivery::{Band, Service, Zone};
use kontor_domain::{Decimal, Language};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::save_service::{BandForm, ColumnForm, ServiceForm, remove_service, save_service};
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Cell, Field, Fields, Sending};

/// Empty rows for more weights.
const SPARE: usize = 2;

/// The form of a service; `service` is absent for a new one.
#[component]
pub(super) fn ServiceSheet(
    service: Option<Service>,
    zones: Vec<Zone>,
    version: i64,
    saved: Callback<&'static str>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let new = service.is_none();
    let service = service.unwrap_or_default();
    let id = service.id.clone();
    let form = Sending::about("/fn/delivery/save_service", &id);
    let (columns, rows) = (zones.len(), service.bands.len() + SPARE);
    let codes: Vec<String> = zones.iter().map(|zone| zone.id.clone()).collect();
    let submit = {
        let codes = codes.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let get = |name: &str| fields.get(&format!("form[{name}]"));
            let cell = |name: String| fields.get(&format!("form{name}"));
            let command = ServiceForm {
                version,
                id: get("id"),
                de: get("de"),
                en: get("en"),
                carrier: get("carrier"),
                until: get("until"),
                piece_kg: get("piece_kg"),
                length_mm: get("length_mm"),
                free: get("free"),
                zones: codes
                    .iter()
                    .enumerate()
                    .map(|(j, zone)| ColumnForm {
                        zone: zone.clone(),
                        days: cell(format!("[zones][{j}][days]")),
                    })
                    .collect(),
                bands: (0..rows)
                    .map(|i| BandForm {
                        up_to_kg: cell(format!("[bands][{i}][up_to_kg]")),
                        prices: (0..columns).map(|j| cell(format!("[bands][{i}][prices][{j}]"))).collect(),
                    })
                    .collect(),
            };
            form.start(save_service(command), move |()| saved.run(t.delivery.saved));
        }
    };
    let plain = move |n: Option<Decimal>| n.map(|n| figure(n, 0, l)).unwrap_or_default();
    let until = service.until.map(|at| format!("{:02}:{:02}", at.hour(), at.minute())).unwrap_or_default();
    // Where several sheets stand on one page their fields have different ids.
    let field = {
        let id = id.clone();
        move |name: &str| format!("{name}-{id}")
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <Alert form />
            <input type="hidden" name="form[version]" value=version.to_string() />
            <div class="fields">
                {if new {
                    view! {
                        <Field form name="form[id]" id=field("id") label=t.delivery.zone_code hint=t.delivery.code_hint maxlength=24 />
                    }
                        .into_any()
                } else {
                    view! { <input type="hidden" name="form[id]" value=id.clone() /> }.into_any()
                }}
                <Field form name="form[carrier]" id=field("carrier") label=t.delivery.carrier value=service.carrier.clone() maxlength=60 optional=true />
                <Field form name="form[de]" id=field("de") label=t.delivery.zone_de value=service.name.de.clone() maxlength=60 />
                <Field form name="form[en]" id=field("en") label=t.delivery.zone_en value=service.name.en.clone() maxlength=60 optional=true />
                <Field form name="form[until]" id=field("until") label=t.delivery.until hint=t.delivery.until_hint value=until optional=true />
                <Field form name="form[piece_kg]" id=field("piece") label=t.delivery.piece_kg hint=t.delivery.no_limit value=plain(service.piece_kg) inputmode="decimal" optional=true />
                <Field form name="form[length_mm]" id=field("length") label=t.delivery.length_mm hint=t.delivery.no_limit value=plain(service.length_mm) inputmode="decimal" optional=true />
                <label class="check">
                    <input type="checkbox" name="form[free]" value="yes" checked=service.free />
                    " "
                    <span>{t.delivery.can_be_free}</span>
                </label>
            </div>
            <h3>{t.delivery.tariff}</h3>
            <table class="data">
                <caption class="vh">{t.delivery.tariff}</caption>
                <thead>
                    <tr>
                        <th class="num">{t.delivery.up_to}</th>
                        {zones.iter().map(|zone| view! { <th class="num">{zone.name.get(l).to_owned()}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <tr>
                        <th scope="row">{t.delivery.days}</th>
                        {zones
                            .iter()
                            .enumerate()
                            .map(|(j, zone)| {
                                let days = service.days.get(&zone.id).map(ToString::to_string).unwrap_or_default();
                                view! {
                                    <td class="num" data-label=zone.name.get(l).to_owned()>
                                        <input type="hidden" name=format!("form[zones][{j}][zone]") value=zone.id.clone() />
                                        <Cell
                                            form
                                            error=format!("days.{}", zone.id)
                                            name=format!("form[zones][{j}][days]")
                                            value=days
                                            label=format!("{}, {}", t.delivery.days, zone.name.get(l))
                                        />
                                    </td>
                                }
                            })
                            .collect_view()}
                    </tr>
                    {(0..rows)
                        .map(|i| view! { <Row i band=service.bands.get(i).cloned() zones=zones.clone() form l /> })
                        .collect_view()}
                </tbody>
            </table>
            <p class="hint">{t.delivery.tariff_hint}</p>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.delivery.save_service}</button>
            </div>
        </form>
        {(!new).then(|| view! { <Remove id version saved /> })}
    }
}

#[component]
fn Row(i: usize, band: Option<Band>, zones: Vec<Zone>, form: Sending, l: Language) -> impl IntoView {
    let t = use_text();
    let kg = band.as_ref().map(|band| figure(band.up_to_kg, 0, l)).unwrap_or_default();
    let row = if kg.is_empty() { (i + 1).to_string() } else { format!("{} {kg}", t.delivery.up_to) };
    view! {
        <tr>
            <td class="num" data-label=t.delivery.up_to>
                <Cell
                    form
                    error=format!("bands.{i}.up_to_kg")
                    name=format!("form[bands][{i}][up_to_kg]")
                    value=kg
                    label=format!("{} {}", t.delivery.up_to, i + 1)
                />
            </td>
            {zones
                .into_iter()
                .enumerate()
                .map(|(j, zone)| {
                    let price = band.as_ref().and_then(|band| band.prices.get(&zone.id));
                    let price = price.map(|price| figure(price.amount, 2, l)).unwrap_or_default();
                    let name = zone.name.get(l).to_owned();
                    view! {
                        <td class="num" data-label=name.clone()>
                            <Cell
                                form
                                error=format!("bands.{i}.{}", zone.id)
                                name=format!("form[bands][{i}][prices][{j}]")
                                value=price
                                label=format!("{name}, {row}")
                            />
                        </td>
                    }
                })
                .collect_view()}
        </tr>
    }
}

/// A number as one types it, with at least so many places: without thousands separators, which could be read as a fraction.
pub(super) fn figure(n: Decimal, places: u32, l: Language) -> String {
    let mut n = n.normalize();
    if n.scale() < places {
        n.rescale(places);
    }
    let text = n.to_string();
    if l == Language::De { text.replace('.', ",") } else { text }
}

#[component]
fn Remove(id: String, version: i64, saved: Callback<&'static str>) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/delivery/remove_service", &id);
    let service = id.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(remove_service(version, service.clone()), move |()| saved.run(t.delivery.removed));
    };
    view! {
        <form class="actions" method="post" action=form.url on:submit=submit>
            <Alert form />
            <input type="hidden" name="version" value=version.to_string() />
            <input type="hidden" name="service" value=id />
            <button class="danger" aria-busy=move || form.busy.get().then_some("true")>{t.delivery.remove_service}</button>
        </form>
    }
}
