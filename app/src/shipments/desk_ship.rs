//! Shipping: carrier, tracking number, and how much of each line is in the parcel.

use kontor_domain::Quantity;
use kontor_domain::delivery::Completeness;
use kontor_domain::orders::OrderLine;
use kontor_domain::shipments::CARRIERS;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::ship_order::{ShipForm, ShipLine, ship_order};
use crate::orders::{DeskAlert, DeskOrder, LineNumber, WantsAll, shelf};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Field, FieldError, Fields, LineField, Sending, kept, quantity_words, shown};

/// The quantities are filled in with what lies reserved on the shelf: that can leave now.
#[component]
pub fn DeskShip(found: DeskOrder, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let order = found.order.clone();
    let form = Sending::to("/fn/shipments/ship_order");
    let typed = kept(form);
    let lines: Vec<OrderLine> = order.lines.iter().filter(|l| l.open() > Quantity::ZERO).cloned().collect();
    let positions: Vec<u32> = lines.iter().map(|l| l.position).collect();
    let (key, id, version) = (found.key.clone(), order.id.clone(), order.version);
    let submit = {
        let (key, id) = (key.clone(), id.clone());
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let lines = positions.iter().enumerate().map(|(i, position)| ShipLine {
                position: *position,
                quantity: fields.get(&format!("lines[{i}][quantity]")),
            });
            let get = |name: &str| fields.get(&format!("form[{name}]"));
            let typed = ShipForm {
                carrier: get("carrier"),
                tracking: get("tracking"),
                reason: get("reason"),
                collected_by: get("collected_by"),
            };
            let work = ship_order(key.clone(), id.clone(), version, typed, lines.collect());
            form.start(work, move |()| done.run(()));
        }
    };
    // The one that was agreed, unless another one was chosen before the form was refused.
    let agreed = order.freight.as_ref().map(|freight| freight.carrier.clone()).unwrap_or_default();
    let chosen = typed.some("carrier").unwrap_or(agreed);
    let collected = order.freight.as_ref().is_some_and(|freight| freight.pickup.is_some());
    let button = if collected { t.delivery.hand } else { t.desk.ship };
    let together = order.completeness == Completeness::Complete;
    let carriers = CARRIERS
        .into_iter()
        .map(|(name, _)| view! { <option value=name selected=chosen == name>{carrier_name(name)}</option> })
        .collect_view();
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <DeskAlert form order=order.id.clone() again />
            <WantsAll order=order.clone() />
            <input type="hidden" name="key" value=key.to_string() />
            <input type="hidden" name="order" value=id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <table class="data lines">
                <caption class="vh">{t.desk.ship_lines}</caption>
                <thead>
                    <tr><th>{t.orders.part}</th><th>{t.desk.shelf}</th><th>{t.desk.in_parcel}</th></tr>
                </thead>
                <tbody>
                    {lines
                        .into_iter()
                        .enumerate()
                        .map(|(i, line)| view! { <Row i line found=found.clone() form /> })
                        .collect_view()}
                </tbody>
            </table>
            <div class="fields">
                {if collected {
                    view! {
                        <Field
                            form
                            name="form[collected_by]"
                            label=t.delivery.collected_by
                            hint=t.delivery.collected_hint
                            value=typed.get("collected_by")
                            maxlength=60
                        />
                    }
                        .into_any()
                } else {
                    view! {
                        <div class="field">
                            <label for="carrier">{t.desk.carrier}</label>
                            <select id="carrier" name="form[carrier]">{carriers}</select>
                            <FieldError form name="form[carrier]" id="carrier-e".into() />
                        </div>
                        <Field
                            form
                            name="form[tracking]"
                            label=t.delivery.parcels
                            hint=t.delivery.parcels_hint
                            value=typed.get("tracking")
                        />
                    }
                        .into_any()
                }}
                {together
                    .then(|| {
                        view! {
                            <Field
                                form
                                name="form[reason]"
                                id="ship-reason"
                                label=t.delivery.reason
                                hint=t.delivery.reason_hint
                                value=typed.get("reason")
                                class="field full"
                                maxlength=300
                                optional=true
                            />
                        }
                    })}
            </div>
            {(!collected).then(|| view! { <p class="hint">{t.desk.ship_hint}</p> })}
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{button}</button>
            </div>
        </form>
    }
}

/// The words for the one carrier that is not a brand.
fn carrier_name(name: &'static str) -> &'static str {
    if name == "Spedition" { use_text().desk.freight } else { name }
}

#[component]
fn Row(i: usize, line: OrderLine, found: DeskOrder, form: Sending) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let at = line.position;
    let (tone, words) = shelf(&line, &found, l);
    let ready = line.ready();
    view! {
        <tr>
            <td class="c-what">
                {line.name.get(l).to_owned()}
                <span class="sub-line">
                    <LineNumber number=line.number.clone() then=", " />
                    {fill(t.desk.open_quantity, &[&quantity_words(line.open(), line.unit, l)])}
                </span>
                <input type="hidden" name=format!("lines[{i}][position]") value=at.to_string() />
            </td>
            <td class="c-avail"><span class=format!("state {tone}")>{words}</span></td>
            <td class="c-qty">
                <LineField
                    form
                    field="quantity"
                    position=at
                    name=format!("lines[{i}][quantity]")
                    value=shown(ready, l)
                    label=fill(t.house.quantity_of, &[line.called(l)])
                />
            </td>
        </tr>
    }
}
