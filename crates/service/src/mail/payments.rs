//! Mails about payments.

use kontor_domain::orders::OrderView;
use kontor_domain::payments::PaymentState;
use kontor_domain::{Language, Money, format};
use minijinja::context;

use super::Mail;
use super::orders::values;
use super::templates::render;
use crate::Kontor;

/// What the dealer has to know about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentNews {
    /// A debit failed or was taken back.
    Lost(PaymentState),
    /// Something was taken that is not what was asked for, or twice.
    Mismatch,
    /// Paid after the order was cancelled.
    Cancelled,
}

/// "Your payment did not come through": a debit failed, or the bank took it back.
#[must_use]
pub fn payment_lost(
    kontor: &Kontor,
    order: &OrderView,
    state: PaymentState,
    to: &str,
    language: Language,
) -> Mail {
    let values = context! {
        disputed => state == PaymentState::Disputed,
        amount => format::money(order.totals.gross, language),
        ..values(kontor, order, language)
    };
    render(kontor, "payment_lost", language, to, values)
}

/// "Your order waits for its payment": with the last day.
#[must_use]
pub fn payment_due(kontor: &Kontor, order: &OrderView, to: &str, language: Language) -> Mail {
    let amount = format::money(order.totals.gross, language);
    let values = context! { amount => amount, ..values(kontor, order, language) };
    render(kontor, "payment_due", language, to, values)
}

/// "We have given money back."
#[must_use]
pub fn payment_refunded(
    kontor: &Kontor,
    order: &OrderView,
    amount: Money,
    to: &str,
    language: Language,
) -> Mail {
    let values = context! { amount => format::money(amount, language), ..values(kontor, order, language) };
    render(kontor, "payment_refunded", language, to, values)
}

/// To the dealer: a payment that needs somebody.
#[must_use]
pub fn dealer_payment(kontor: &Kontor, order: &OrderView, news: PaymentNews) -> Mail {
    let l = Language::De;
    let values = context! {
        news => match news {
            PaymentNews::Lost(PaymentState::Disputed) => "disputed",
            PaymentNews::Lost(_) => "failed",
            PaymentNews::Mismatch => "mismatch",
            PaymentNews::Cancelled => "cancelled",
        },
        amount => format::money(order.totals.gross, l),
        state => order.state.word(l),
        link => format!("{}/desk/orders/{}", kontor.settings.base_url, order.id),
        ..values(kontor, order, l)
    };
    render(kontor, "dealer_payment", l, &kontor.settings.dealer_email, values)
}
