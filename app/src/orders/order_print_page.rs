//! `/orders/:id/print`: the confirmation as a letter.

use kontor_domain::orders::{OrderState, OrderView};
use kontor_domain::{OrderId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::OrderLines;
use super::order::order;
use super::order_page::ways;
use crate::accounts::{Dealer, use_visitor};
use crate::text::{use_language, use_text};
use crate::ui::{Failed, Letter, Page};
use crate::wire::Refusal;

#[component]
pub fn OrderPrintPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), order);
    let visitor = use_visitor();
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match (data.await, visitor.read().await.dealer) {
                    (Ok(order), dealer) => view! { <Confirmation order dealer /> }.into_any(),
                    (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Confirmation(order: OrderView, dealer: Dealer) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    // Until the desk has looked at it, the dealer only says that the order has arrived.
    let title = match order.state {
        OrderState::AwaitingApproval
        | OrderState::AwaitingPayment
        | OrderState::OnHold
        | OrderState::Placed => t.orders.receipt,
        OrderState::Cancelled => t.orders.cancelled_order,
        _ => t.orders.confirmation,
    };
    let case = order.case.to_string();
    let delivery = order.delivery.lines().join(", ");
    let facts = vec![
        (t.orders.case, case.clone()),
        (t.orders.date, format::date(order.placed_at.date(), l)),
        (t.orders.customer_number, order.company_number.clone()),
        (t.orders.your_number_label, order.po_number.clone()),
    ];
    let back = format!("/orders/{}", order.id);
    let ways = ways(&order, l);
    view! {
        <Page title=format!("{title} {case}")>
            <PrintBar back />
            <Letter dealer to=order.billing.lines() facts>
                <h1>{title} " " <span class="no">{case}</span></h1>
                <p>{if order.payment.is_some() { t.payments.letter_thanks } else { t.orders.letter_thanks }}</p>
                <p><b>{t.orders.delivery_address}":"</b> " " {delivery}</p>
                {(!ways.is_empty()).then(|| view! { <p><b>{t.delivery.way}":"</b> " " {ways.join(". ")}</p> })}
                <OrderLines order links=false />
            </Letter>
        </Page>
    }
}

/// Not on paper: back, and the button that prints.
#[component]
pub fn PrintBar(
    back: String,
    /// What leads there; to the order unless said otherwise.
    #[prop(optional)]
    text: Option<&'static str>,
) -> impl IntoView {
    let t = use_text();
    view! {
        <div class="row ends no-print">
            <a class="quiet" href=back>{text.unwrap_or(t.orders.back_to_order)}</a>
            <button
                type="button"
                class="act"
                on:click=move |_| {
                    let _ = window().print();
                }
            >
                {t.house.print}
            </button>
        </div>
    }
}
