//! `/desk/delivery`: services, zones and what a delivery costs. For the administration.

use kontor_domain::delivery::{Service, TariffsView, Zone};
use kontor_domain::{Decimal, Money, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::branch_form::BranchForm;
use super::save_zones::{ZoneForm, save_zones};
use super::service_form::{ServiceSheet, figure};
use super::tariffs::{DeskTariffs, tariffs};
use crate::desk::DeskProblem;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Cell, Field, Fields, Page, Sending, Toasts, use_query};
use crate::wire::Refusal;

/// Empty rows for more zones.
const SPARE: usize = 2;

#[component]
pub fn DeskDeliveryPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| tariffs());
    let toasts = Toasts::of();
    let saved = Callback::new(move |text: &'static str| {
        toasts.say(text.to_owned());
        data.refetch();
    });
    view! {
        <Page title=t.delivery.tariffs_title class="work">
            {move || {
                let said = match query.with(|q| q.get("done").to_owned()).as_str() {
                    "saved" => t.delivery.saved,
                    "removed" => t.delivery.removed,
                    _ => return None,
                };
                Some(view! { <div class="note good" role="status">{said}</div> })
            }}
            <div class="head">
                <div><h1>{t.delivery.tariffs_title}</h1> <p class="muted">{t.delivery.tariffs_text}</p></div>
            </div>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(found) => view! { <Whole found saved /> }.into_any(),
                        Err(Refusal(error)) => view! { <DeskProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

#[component]
fn Whole(found: DeskTariffs, saved: Callback<&'static str>) -> impl IntoView {
    let t = use_text();
    let TariffsView { tariffs, version } = found.kept;
    let zones = tariffs.zones.clone();
    let none = tariffs.services.is_empty();
    let sheets = tariffs
        .services
        .into_iter()
        .map(|service| view! { <Sheet service zones=zones.clone() version saved /> })
        .collect_view();
    view! {
        <section class="chapter">
            <h2>{t.delivery.services}</h2>
            {none.then(|| view! { <p class="muted">{t.delivery.tariffs_none}</p> })}
            {sheets}
            {(!zones.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary class="plain">{t.delivery.new_service}</summary>
                            <ServiceSheet service=None zones=zones.clone() version saved />
                        </details>
                    }
                })}
        </section>
        <section class="chapter">
            <h2>{t.delivery.zones}</h2>
            <Zones zones free_from=tariffs.free_from missing_kg=tariffs.missing_kg version saved />
        </section>
        <section class="chapter">
            <h2>{t.delivery.branches}</h2>
            <p class="small muted">{t.delivery.branches_text}</p>
            {found
                .warehouses
                .into_iter()
                .map(|warehouse| {
                    let (id, name) = (format!("branch-{}", warehouse.id), warehouse.name.clone());
                    view! {
                        <details id=id>
                            <summary class="plain">{name}</summary>
                            <BranchForm warehouse saved />
                        </details>
                    }
                })
                .collect_view()}
        </section>
    }
}

/// A service folded up: its name, what it costs at least and at most, and how long it takes.
#[component]
fn Sheet(service: Service, zones: Vec<Zone>, version: i64, saved: Callback<&'static str>) -> impl IntoView {
    let l = use_language();
    let name = kontor_domain::delivery::named(&service.name, service.until, l);
    let prices = service.bands.iter().flat_map(|band| band.prices.values());
    let (least, most) =
        (prices.clone().min_by_key(|m| m.amount).copied(), prices.max_by_key(|m| m.amount).copied());
    let span = match (least, most) {
        (Some(least), Some(most)) => format!("{} – {}", format::money(least, l), format::money(most, l)),
        _ => String::new(),
    };
    let id = format!("service-{}", service.id);
    view! {
        <details id=id>
            <summary class="plain">{name} " " <span class="small muted">{span}</span></summary>
            <div class="stack"><ServiceSheet service=Some(service) zones version saved /></div>
        </details>
    }
}

#[component]
fn Zones(
    zones: Vec<Zone>,
    free_from: Option<Money>,
    missing_kg: Decimal,
    version: i64,
    saved: Callback<&'static str>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/delivery/save_zones");
    let count = zones.len() + SPARE;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let cell = |i: usize, name: &str| fields.get(&format!("zones[{i}][{name}]"));
        let zones = (0..count)
            .map(|i| ZoneForm {
                id: cell(i, "id"),
                de: cell(i, "de"),
                en: cell(i, "en"),
                places: cell(i, "places"),
            })
            .collect();
        let (free, missing) = (fields.get("free_from"), fields.get("missing_kg"));
        form.start(save_zones(version, zones, free, missing), move |()| saved.run(t.delivery.saved));
    };
    let number = |n: Decimal| figure(n, 0, l);
    let rows = (0..count)
        .map(|i| {
            let zone = zones.get(i).cloned().unwrap_or_default();
            let places = zone.places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let cells = [
                ("id", "id", t.delivery.zone_code, zone.id),
                ("de", "name", t.delivery.zone_de, zone.name.de),
                ("en", "en", t.delivery.zone_en, zone.name.en),
                ("places", "places", t.delivery.places, places),
            ];
            let cells = cells.map(|(name, error, label, value)| {
                view! {
                    <td data-label=label class:wide=name == "places">
                        <Cell
                            form
                            error=format!("zones.{i}.{error}")
                            name=format!("zones[{i}][{name}]")
                            value
                            label=format!("{label} {}", i + 1)
                            class="control"
                        />
                    </td>
                }
            });
            view! { <tr>{cells.into_iter().collect_view()}</tr> }
        })
        .collect_view();
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <Alert form />
            <input type="hidden" name="version" value=version.to_string() />
            <p class="small muted">{t.delivery.zones_text}</p>
            <table class="data">
                <caption class="vh">{t.delivery.zones}</caption>
                <thead>
                    <tr>
                        <th>{t.delivery.zone_code}</th>
                        <th>{t.delivery.zone_de}</th>
                        <th>{t.delivery.zone_en}</th>
                        <th>{t.delivery.places}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <div class="fields">
                <Field
                    form
                    name="free_from"
                    label=t.delivery.free_from
                    hint=t.delivery.free_from_hint
                    value=free_from.map(|from| number(from.amount)).unwrap_or_default()
                    inputmode="decimal"
                    optional=true
                />
                <Field form name="missing_kg" label=t.delivery.missing_kg value=number(missing_kg) inputmode="decimal" />
            </div>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
            </div>
        </form>
    }
}
