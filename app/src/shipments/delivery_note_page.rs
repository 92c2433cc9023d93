//! `/orders/:id/shipments/:sid/print`: the delivery note of one parcel.

use kontor_domain::orders::OrderView;
use kontor_domain::{Error, OrderId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::accounts::{Dealer, use_visitor};
use crate::orders::{PrintBar, order};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Failed, Letter, Page, quantity_words};
use crate::wire::Refusal;

#[component]
pub fn DeliveryNotePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), order);
    let visitor = use_visitor();
    view! {
        <Transition>
            {move || {
                let sid = params.with(|p| p.get("sid").unwrap_or_default());
                Suspend::new(async move {
                    match (data.await, visitor.read().await.dealer) {
                        (Ok(order), dealer) => {
                            match order.shipments.iter().position(|s| s.id.as_str() == sid) {
                                Some(at) => view! { <Note order at dealer /> }.into_any(),
                                None => view! { <Failed error=Error::NotFound /> }.into_any(),
                            }
                        }
                        (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// The parcel at place `at` of the order.
#[component]
fn Note(order: OrderView, at: usize, dealer: Dealer) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Some(shipment) = order.shipments.get(at).cloned() else { return ().into_any() };
    let collected = !shipment.collected_by.is_empty();
    let title = if collected { t.delivery.note } else { t.orders.note_number };
    let title = fill(title, &[&(at + 1).to_string(), &order.shipments.len().to_string()]);
    let parcels = shipment.parcels().collect::<Vec<_>>().join(", ");
    let before = (!shipment.reason.is_empty()).then(|| fill(t.delivery.before, &[shipment.reason.as_str()]));
    let facts = vec![
        (t.orders.case, order.case.to_string()),
        (t.orders.your_number_label, order.po_number.clone()),
        (t.orders.date, format::date(shipment.shipped_at.date(), l)),
        if collected {
            (t.delivery.collected_by, shipment.collected_by.clone())
        } else {
            (t.orders.tracking, format!("{} {parcels}", shipment.carrier).trim().to_owned())
        },
    ];
    let lines: Vec<_> = shipment
        .lines
        .iter()
        .filter_map(|(position, quantity)| Some((order.lines.iter().find(|line| line.position == *position)?, *quantity)))
        .map(|(line, quantity)| {
            let (name, reference) = (line.name.get(l).to_owned(), line.reference.clone());
            view! {
                <tr>
                    <td class="c-what">
                        <b>{name}</b>
                        {(!reference.is_empty())
                            .then(|| {
                                view! { <span class="sub-line">{fill(t.orders.line_reference, &[&reference])}</span> }
                            })}
                    </td>
                    <td class="no" data-label=t.orders.number>{line.number.clone()}</td>
                    <td class="c-sum">{quantity_words(quantity, line.unit, l)}</td>
                </tr>
            }
        })
        .collect();
    let open: Vec<String> = order
        .lines
        .iter()
        .filter(|line| line.open().0 > kontor_domain::Decimal::ZERO)
        .map(|line| {
            let (quantity, day) = (quantity_words(line.open(), line.unit, l), format::day(line.date(), l));
            format!("{quantity} {} ({day})", line.called(l))
        })
        .collect();
    let back = format!("/orders/{}", order.id);
    view! {
        <Page title=title.clone()>
            <PrintBar back />
            <Letter dealer to=order.delivery.lines() facts>
                <h1>{title}</h1>
                <table class="data lines">
                    <thead>
                        <tr>
                            <th>{t.orders.part}</th>
                            <th>{t.orders.number}</th>
                            <th class="num">{t.orders.quantity}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
                {before.map(|text| view! { <p>{text}</p> })}
                {collected
                    .then(|| view! { <p>{t.delivery.signature}": ______________________________"</p> })}
                {(!open.is_empty()).then(|| view! { <p>{fill(t.orders.still_to_come, &[&open.join(", ")])}</p> })}
            </Letter>
        </Page>
    }
    .into_any()
}
