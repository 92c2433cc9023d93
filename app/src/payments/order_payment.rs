//! The payment of an order, and the way to pay (again).

use kontor_domain::format;
use kontor_domain::orders::{OrderState, OrderView};
use kontor_domain::payments::{MethodsView, PaymentState, PaymentView, decline_text};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending};

/// The tone of a payment's state.
#[must_use]
pub const fn payment_tone(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Open | PaymentState::AuthenticationRequired | PaymentState::Processing => "soon",
        PaymentState::Paid => "good",
        PaymentState::Failed | PaymentState::Disputed => "bad",
    }
}

/// Nothing for an order on account.
#[component]
pub fn OrderPayment(order: OrderView, methods: MethodsView, orders: bool) -> impl IntoView {
    let payment = order.payment.clone();
    payment.map(|payment| view! { <Payment order payment methods orders /> })
}

#[component]
fn Payment(order: OrderView, payment: PaymentView, methods: MethodsView, orders: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let waits = match order.state {
        OrderState::AwaitingApproval => Some(t.payments.after_approval),
        _ if payment.needs_a_look => Some(t.payments.being_checked),
        OrderState::Cancelled => None,
        _ => match payment.state {
            PaymentState::Processing => Some(t.payments.processing_text),
            PaymentState::AuthenticationRequired => Some(t.payments.confirm_text),
            PaymentState::Open => Some(t.payments.open_text),
            PaymentState::Disputed => Some(t.payments.disputed_text),
            PaymentState::Paid | PaymentState::Failed => None,
        },
    };
    let failure = (payment.state == PaymentState::Failed)
        .then(|| payment.failure.as_deref().map(|code| decline_text(code, l)))
        .flatten();
    let pays = orders
        && payment.payable
        && methods.available
        && !matches!(order.state, OrderState::AwaitingApproval | OrderState::Cancelled);
    let pay_by = order
        .pay_by
        .filter(|_| order.state == OrderState::AwaitingPayment && !payment.needs_a_look)
        .map(|day| fill(t.payments.pay_by, &[&format::date(day, l)]));
    let refunded = (!payment.refunded.is_zero())
        .then(|| fill(t.payments.refunded, &[&format::money(payment.refunded, l)]));
    view! {
        <section class="chapter" id="payment">
            <h2>{t.payments.title}</h2>
            <div class="stack">
            <p class="row">
                <span class=format!("state {}", payment_tone(payment.state))>{payment.state.word(l)}</span>
                <b class="num">{format::money(payment.amount, l)}</b>
                <span class="muted">{payment.choice.word(l)}</span>
            </p>
            {waits.map(|text| view! { <p>{text}</p> })}
            {pay_by.map(|text| view! { <p>{text}</p> })}
            {failure.map(|text| view! { <div class="note bad" role="alert">{text}</div> })}
            {refunded.map(|text| view! { <p>{text}</p> })}
            {pays.then(|| view! { <Pay order=order.clone() methods /> })}
            </div>
        </section>
    }
}

/// A button for each way.
#[component]
fn Pay(order: OrderView, methods: MethodsView) -> impl IntoView {
    let t = use_text();
    let (tap, page) =
        (Sending::to("/fn/payments/pay_with_stored"), Sending::to("/fn/payments/start_payment"));
    let id = order.id.to_string();
    // After the bank has asked, only the hosted page helps.
    let asks = order.payment.as_ref().is_some_and(|p| p.state == PaymentState::AuthenticationRequired);
    let stored = if asks { Vec::new() } else { methods.methods };
    let first = stored.is_empty();
    view! {
        <div class="stack no-print">
            <Alert form=tap />
            <Alert form=page />
            {stored
                .into_iter()
                .map(|m| {
                    view! {
                        <form method="post" action=tap.url>
                            <input type="hidden" name="order" value=id.clone() />
                            <input type="hidden" name="method" value=m.id.clone() />
                            <button class="act wide">{fill(t.payments.pay_with, &[&m.label()])}</button>
                        </form>
                    }
                })
                .collect_view()}
            <form class="stack" method="post" action=page.url>
                <input type="hidden" name="order" value=order.id.to_string() />
                <div class="actions">
                    <button class=if first { "act" } else { "quiet" } name="way" value="card">{t.payments.pay_card}</button>
                    <button class="quiet" name="way" value="sepa">{t.payments.pay_sepa}</button>
                </div>
                <label class="check">
                    <input type="checkbox" name="save" value="yes" />
                    " "
                    <span>{t.payments.save}</span>
                </label>
            </form>
            {methods.test.then(|| view! { <p class="note soon">{t.payments.test}</p> })}
        </div>
    }
}
