//! `/approvals`: the orders of colleagues that wait for the reader.

use kontor_domain::format;
use kontor_domain::orders::ApprovalSummary;
use kontor_domain::page;
use leptos::prelude::*;

use super::approvals::approvals;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Page, Pager, Query, Side, loaded, use_query};

#[component]
pub fn ApprovalsPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(move || query.with(|q| q.get("after").to_owned()), approvals);
    loaded(data, Side::Shop, move || move |page| view! { <List page /> })
}

#[component]
fn List(page: page::Page<ApprovalSummary>) -> impl IntoView {
    let t = use_text();
    let next = page.next.map(|after| Query::default().with("after", &after).on("/approvals"));
    view! {
        <Page title=t.rules.approvals>
            <div class="head"><div><h1>{t.rules.approvals}</h1></div></div>
            {if page.items.is_empty() {
                view! {
                    <Empty title=t.rules.none_title text=t.rules.none_text>
                        <a class="quiet" href="/orders">{t.house.orders}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! {
                    <table class="data orders">
                        <caption class="vh">{t.rules.approvals}</caption>
                        <thead>
                            <tr>
                                <th>{t.orders.case}</th>
                                <th>{t.rules.why}</th>
                                <th>{t.rules.who}</th>
                                <th>{t.orders.delivery}</th>
                                <th class="num">{t.orders.net}</th>
                            </tr>
                        </thead>
                        <tbody>{page.items.into_iter().map(|item| view! { <Row item /> }).collect_view()}</tbody>
                    </table>
                    <Pager next />
                }
                    .into_any()
            }}
        </Page>
    }
}

#[component]
fn Row(item: ApprovalSummary) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let order = item.order;
    let reasons = item.reasons.iter().map(|r| r.text(l)).collect::<Vec<_>>().join("; ");
    let mut more = Vec::new();
    if let Some(name) = &item.in_place_of {
        more.push(fill(t.rules.in_place_of_short, &[name]));
    }
    if item.steps > 1 {
        more.push(fill(t.rules.step_of, &[&item.step.to_string(), &item.steps.to_string()]));
    }
    if !item.assignment.unit_name.is_empty() {
        more.push(item.assignment.unit_name);
    }
    let by = format!("{}, {}", order.placed_by, format::moment(order.placed_at, l));
    view! {
        <tr>
            <td class="c-code">
                <a class="code cover" href=format!("/orders/{}", order.id)>{order.case.to_string()}</a>
            </td>
            <td class="c-what">{reasons} <span class="sub-line">{more.join(", ")}</span></td>
            <td class="c-state"><span class="small">{by}</span></td>
            <td class="c-date">{order.date.map(|d| format::day(d, l))}</td>
            <td class="c-sum">{format::money(order.net, l)}</td>
        </tr>
    }
}
