//! The desk's side of an order on account: the decision about one that goes beyond the credit, and whether it is settled.

use kontor_domain::accounts::Right;
use kontor_domain::{Money, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::desk_alert::DeskAlert;
use super::desk_order_view::DeskOrder;
use super::release_order::release_order;
use super::settle_order::settle_order;
use crate::desk::use_desk;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Field, Fields, Sending, kept};

/// An order that waits because the credit does not cover it.
#[component]
pub fn DeskHeld(found: DeskOrder, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/orders/release_order");
    let typed = kept(form);
    let order = found.order;
    let money = move |sum: Money| format::money(sum, l);
    let figures = found.credit.and_then(|credit| {
        let (limit, left) = (credit.limit?, credit.left()?);
        Some(fill(t.credit.held_left, &[&money(limit), &money(credit.exposure()), &money(left)]))
    });
    let (id, version) = (order.id.clone(), order.version);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            form.start(release_order(id.clone(), version, fields.get("reason")), move |()| done.run(()));
        }
    };
    view! {
        <section class="chapter">
            <h2>{t.credit.held_title}</h2>
            <p>{fill(t.credit.held_text, &[&money(order.totals.gross)])} " " {figures}</p>
            {if use_desk().may(Right::ManageCredit) {
                view! {
                    <form class="stack" method="post" action=form.url on:submit=submit novalidate>
                        <DeskAlert form order=order.id.clone() again />
                        <input type="hidden" name="order" value=order.id.to_string() />
                        <input type="hidden" name="version" value=version.to_string() />
                        <Field
                            form
                            name="reason"
                            id="release-reason"
                            label=t.credit.release_reason
                            hint=t.credit.release_hint
                            value=typed.get("reason")
                            maxlength=300
                        />
                        <div class="actions">
                            <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.credit.release}</button>
                        </div>
                    </form>
                }
                    .into_any()
            } else {
                view! { <div class="note soon">{t.credit.held_wait}</div> }.into_any()
            }}
        </section>
    }
}

/// What the order counts for, and the way to say that it is paid.
#[component]
pub fn DeskSettle(found: DeskOrder, done: Callback<()>, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/orders/settle_order");
    let order = found.order;
    let on_account = order.payment.is_none() && order.state.binding();
    let (words, value, button) = match order.owed {
        Some(owed) => (fill(t.credit.owed, &[&format::money(owed, l)]), "yes", t.credit.settle),
        None => (t.credit.settled_text.to_owned(), "no", t.credit.unsettle),
    };
    let id = order.id.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(settle_order(id.clone(), value.to_owned()), move |()| done.run(()));
    };
    on_account.then(|| {
        view! {
            <section class="chapter">
                <h2>{t.credit.settle_title}</h2>
                <p>{words}</p>
                {use_desk()
                    .may(Right::ManageCredit)
                    .then(|| {
                        view! {
                            <form class="stack" method="post" action=form.url on:submit=submit>
                                <DeskAlert form order=order.id.clone() again />
                                <input type="hidden" name="order" value=order.id.to_string() />
                                <input type="hidden" name="settled" value=value />
                                <div class="actions">
                                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{button}</button>
                                </div>
                            </form>
                        }
                    })}
            </section>
        }
    })
}
