//! The short steps of an order: packed, cancelled.

use kontor_domain::orders::OrderView;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::cancel_order::cancel_order;
use super::desk_alert::DeskAlert;
use super::pick_order::pick_order;
use crate::text::{fill, use_text};
use crate::ui::{Field, Fields, Sending};

/// The goods lie packed.
#[component]
pub fn DeskPick(order: OrderView, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/orders/pick_order");
    let (id, version) = (order.id.clone(), order.version);
    let collected = order.freight.as_ref().is_some_and(|freight| freight.pickup.is_some());
    let pick = if collected { t.delivery.pick } else { t.desk.pick };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(pick_order(id.clone(), version), move |()| done.run(()));
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit>
            <DeskAlert form order=order.id.clone() again />
            <input type="hidden" name="order" value=order.id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            {(!collected).then(|| view! { <p>{t.desk.pick_text}</p> })}
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{pick}</button>
            </div>
        </form>
    }
}

/// Folded away; the customer reads the reason.
#[component]
pub fn DeskCancel(order: OrderView, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/orders/cancel_order");
    let (id, version) = (order.id.clone(), order.version);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            form.start(cancel_order(id.clone(), version, fields.get("reason")), move |()| done.run(()));
        }
    };
    view! {
        <details open=form.error.with_untracked(Option::is_some)>
            <summary class="plain">{t.orders.cancel}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit novalidate>
                <p>
                    <b>{fill(t.orders.cancel_title, &[order.case.as_str()])}</b>
                    " "
                    {t.desk.cancel_text}
                </p>
                <DeskAlert form order=order.id.clone() again />
                <input type="hidden" name="order" value=order.id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <Field form name="reason" id="cancel-reason" label=t.desk.reason hint=t.desk.cancel_hint maxlength=500 />
                <div class="actions">
                    <button class="danger" aria-busy=move || form.busy.get().then_some("true")>{t.orders.cancel_do}</button>
                </div>
            </form>
        </details>
    }
}
