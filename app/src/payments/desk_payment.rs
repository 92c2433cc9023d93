//! The payment of an order as the desk sees it, and giving money back.

use kontor_domain::OrderId;
use kontor_domain::accounts::Right;
use kontor_domain::format;
use kontor_domain::orders::OrderState;
use kontor_domain::payments::{Concern, decline_text};
use leptos::prelude::*;

use super::order_payment::payment_tone;
use crate::desk::use_desk;
use crate::orders::DeskOrder;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Sending, kept, shown_money};

#[component]
pub fn DeskPayment(found: DeskOrder) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Some(payment) = found.order.payment.clone() else {
        return view! {
            <section class="chapter" id="payment">
                <h2>{t.payments.title}</h2>
                <p>{t.payments.account}</p>
                {(!found.payable).then(|| view! { <p class="small muted">{t.payments.not_set_up}</p> })}
            </section>
        }
        .into_any();
    };
    let waits = found.order.state == OrderState::AwaitingPayment && !payment.needs_a_look;
    let pay_by = found
        .order
        .pay_by
        .filter(|_| waits)
        .map(|day| fill(t.payments.desk_pay_by, &[&format::date(day, l)]));
    let refunds = use_desk().may(Right::ConfirmOrders) && !payment.refundable.is_zero();
    let failure =
        payment.failure.as_deref().filter(|_| !payment.state.secured()).map(|code| decline_text(code, l));
    view! {
        <section class="chapter" id="payment">
            <h2>{t.payments.title}</h2>
            <div class="stack">
            {payment.concern.map(|c| view! { <div class="note bad" role="alert">{c.text(l)}</div> })}
            <p class="row">
                <span class=format!("state {}", payment_tone(payment.state))>{payment.state.word(l)}</span>
                <b class="num">{format::money(payment.amount, l)}</b>
                <span class="muted">{payment.choice.word(l)}</span>
            </p>
            {failure.map(|text| view! { <p>{text}</p> })}
            {pay_by.map(|text| view! { <p>{text}</p> })}
            {(!payment.refunded.is_zero())
                .then(|| view! { <p>{fill(t.payments.refunded, &[&format::money(payment.refunded, l)])}</p> })}
            {(!payment.over.is_zero())
                .then(|| {
                    let over = format::money(payment.over, l);
                    view! { <div class="note bad">{fill(t.promise.too_much_paid, &[&over])}</div> }
                })}
            {refunds.then(|| view! { <Refund found=found.clone() /> })}
            {payment.concern.map(|concern| view! { <Settle order=found.order.id.clone() concern /> })}
            </div>
        </section>
    }
    .into_any()
}

/// Folded away: it was settled, with the money or without it. The customer reads the note.
#[component]
fn Settle(order: OrderId, concern: Concern) -> impl IntoView {
    let t = use_text();
    let may = use_desk().may(Right::ConfirmOrders);
    let form = Sending::to("/fn/payments/settle_concern");
    let refused = form.error.with_untracked(Option::is_some);
    let typed = kept(form);
    may.then(|| {
        view! {
            <details open=refused>
                <summary class="plain">{t.payments.settle}</summary>
                <form class="stack" method="post" action=form.url>
                    <Alert form />
                    <input type="hidden" name="order" value=order.to_string() />
                    <input type="hidden" name="concern" value=concern.code() />
                    <Field
                        form
                        name="note"
                        id="settle-note"
                        label=t.payments.settle_note
                        hint=t.payments.settle_hint
                        value=typed.get("note")
                        maxlength=500
                    />
                    <div class="actions"><button class="act">{t.payments.settle_do}</button></div>
                </form>
            </details>
        }
    })
}

/// Folded away. The customer reads the reason.
#[component]
fn Refund(found: DeskOrder) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/payments/refund_payment");
    let refused = form.error.with_untracked(Option::is_some);
    let typed = kept(form);
    let left = found.order.payment.as_ref().map_or(kontor_domain::Money::ZERO, |p| p.refundable);
    let amount = match typed.get("amount") {
        "" => shown_money(left, l),
        typed => typed.to_owned(),
    };
    view! {
        <details open=refused>
            <summary class="plain">{t.payments.refund}</summary>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="key" value=found.key.to_string() />
                <input type="hidden" name="order" value=found.order.id.to_string() />
                <Field
                    form
                    name="amount"
                    id="refund-amount"
                    class="field short"
                    label=t.payments.refund_amount
                    inputmode="decimal"
                    value=amount
                />
                <Field
                    form
                    name="reason"
                    id="refund-reason"
                    label=t.payments.refund_reason
                    value=typed.get("reason")
                    optional=true
                    maxlength=500
                />
                <p class="small muted">{fill(t.payments.refund_text, &[&format::money(left, l)])}</p>
                <div class="actions"><button class="act">{t.payments.refund_do}</button></div>
            </form>
        </details>
    }
}
