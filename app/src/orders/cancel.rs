//! Cancelling: folded away, asks once more, says what it means. A plain form, so that it needs no dialog.

use kontor_domain::orders::OrderView;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::cancel_lines::CancelSingle;
use super::cancel_order::cancel_order;
use crate::text::{fill, use_text};
use crate::ui::{Alert, Fields, Sending, TextArea, Toasts};

#[component]
pub fn Cancel(order: OrderView, key: String, done: Callback<()>) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/orders/cancel_order");
    let (id, version) = (order.id.clone(), order.version);
    let toasts = Toasts::of();
    let single = order.clone();
    let line_done = Callback::new(move |()| {
        toasts.say(t.promise.line_cancelled_own.to_owned());
        done.run(());
    });
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            form.start(cancel_order(order.id.clone(), order.version, fields.get("reason")), move |()| {
                done.run(());
            });
        }
    };
    view! {
        <section class="chapter no-print">
            <CancelSingle order=single key done=line_done />
            <Alert form />
            <details>
                <summary class="plain">{t.orders.cancel}</summary>
                <form class="stack" method="post" action=form.url on:submit=submit>
                    <p><b>{fill(t.orders.cancel_title, &[order.case.as_str()])}</b> " " {t.orders.cancel_text}</p>
                    <input type="hidden" name="order" value=id.to_string() />
                    <input type="hidden" name="version" value=version.to_string() />
                    <TextArea form name="reason" label=t.orders.cancel_reason />
                    <div class="actions">
                        <button class="danger" aria-busy=move || form.busy.get().then_some("true")>
                            {move || if form.busy.get() { t.orders.cancelling } else { t.orders.cancel_do }}
                        </button>
                    </div>
                </form>
            </details>
        </section>
    }
}
