use kontor_domain::format;
use kontor_domain::orders::{ChoiceState, OrderSummary};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::OrderPill;

/// Orders of one customer; each row opens its order.
#[component]
pub fn OrderTable(
    orders: Vec<OrderSummary>,
    /// Where the rows lead.
    #[prop(default = "/orders")]
    path: &'static str,
    /// With a way to order each again, for who may.
    #[prop(optional)]
    repeat: bool,
) -> impl IntoView {
    let t = use_text();
    view! {
        <table class="data orders">
            <caption class="vh">{t.orders.caption}</caption>
            <thead>
                <tr>
                    <th>{t.orders.case}</th>
                    <th>{t.orders.contents}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.orders.delivery}</th>
                    <th class="num">{t.orders.net}</th>
                </tr>
            </thead>
            <tbody>{orders.into_iter().map(|order| view! { <Row order path repeat /> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(order: OrderSummary, path: &'static str, repeat: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let mut contents = match order.lines {
        1 => t.orders.lines_one.to_owned(),
        n => fill(t.orders.lines, &[&n.to_string()]),
    };
    if !order.po_number.is_empty() {
        contents.push_str(", ");
        contents.push_str(&fill(t.orders.your_number, &[&order.po_number]));
    }
    let cancelled = order.state == kontor_domain::orders::OrderState::Cancelled;
    view! {
        <tr class:off=cancelled>
            <td class="c-code">
                <a class="code cover" href=format!("{path}/{}", order.id)>{order.case.to_string()}</a>
            </td>
            <td class="c-what">
                {contents} <span class="sub-line">{order.placed_by} ", " {format::moment(order.placed_at, l)}</span>
            </td>
            <td class="c-state">
                <OrderPill state=order.state late=order.late />
                {(order.choice == Some(ChoiceState::Asked))
                    .then(|| view! { " " <span class="state soon">{t.promise.yours}</span> })}
                {(order.late && !cancelled).then(|| view! { " " <span class="when">{t.orders.later}</span> })}
                {repeat
                    .then(|| {
                        let label = fill(t.lists.repeat_of, &[&order.case.to_string()]);
                        view! {
                            <span class="sub-line">
                                <a class="plain" href=format!("/orders/{}/repeat", order.id) aria-label=label>
                                    {t.lists.repeat}
                                </a>
                            </span>
                        }
                    })}
            </td>
            <td class="c-date">{order.date.filter(|_| !cancelled).map(|d| format::day(d, l))}</td>
            <td class="c-sum">{format::money(order.net, l)}</td>
        </tr>
    }
}
