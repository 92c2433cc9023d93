//! `/recurring`: what is ordered again and again. `/desk/recurring`: the same of a customer, or of all.

use kontor_domain::CompanyId;
use kontor_domain::format;
use kontor_domain::page::Page as Rows;
use kontor_domain::recurring::{RecurringFilter, RecurringState, RecurringSummary};
use leptos::prelude::*;

use super::recurring_orders::recurring_orders;
use super::{Pill, base, path_of};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded_for, use_query};

#[component]
pub fn RecurringPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

#[component]
pub fn DeskRecurringPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| RecurringFilter {
            company: q.some("company").filter(|_| desk).map(CompanyId),
            after: q.some("after"),
        })
    });
    let data = Resource::new_blocking(move || asked.get(), recurring_orders);
    loaded_for(data, Side::of(desk), move || {
        let asked = asked.get();
        move |rows, visitor| view! { <Whole rows asked desk orders=visitor.orders /> }
    })
}

#[component]
fn Whole(rows: Rows<RecurringSummary>, asked: RecurringFilter, desk: bool, orders: bool) -> impl IntoView {
    let t = use_text();
    let here = Query::default().with("company", asked.company.as_ref().map_or("", CompanyId::as_str));
    let next = rows.next.map(|after| here.with("after", &after).on(base(desk)));
    let previous = asked.after.is_some().then(|| here.on(base(desk)));
    let customer = asked.company.as_ref().map(|id| {
        let name = rows.items.first().map_or_else(|| id.to_string(), |r| r.company_name.clone());
        (format!("/desk/customers/{id}"), name)
    });
    let title = match &customer {
        Some((_, name)) => fill(t.recurring.of, &[name]),
        None => t.recurring.title.to_owned(),
    };
    view! {
        <Page title=title.clone() class=if desk { "work" } else { "page" }>
            {customer.map(|up| view! { <Crumbs above=vec![up] here=t.recurring.title /> })}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    {(!desk).then(|| view! { <p class="muted">{t.recurring.text}</p> })}
                </div>
            </div>
            {if rows.items.is_empty() && desk {
                view! { <p class="muted">{t.recurring.desk_none}</p> }.into_any()
            } else if rows.items.is_empty() {
                view! {
                    <Empty title=t.recurring.none_title text=t.recurring.none_text>
                        {orders
                            .then(|| {
                                view! {
                                    <a class="quiet" href="/orders">{t.orders.title}</a>
                                    <a class="quiet" href="/lists">{t.lists.title}</a>
                                    <a class="quiet" href="/cart">{t.house.cart}</a>
                                }
                            })}
                    </Empty>
                }
                    .into_any()
            } else {
                view! { <Table rows=rows.items desk /> }.into_any()
            }}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </Page>
    }
}

#[component]
fn Table(rows: Vec<RecurringSummary>, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |r: RecurringSummary| {
        let by = fill(t.recurring.by, &[&r.person_name]);
        let by = if desk { format!("{}, {by}", r.company_name) } else { by };
        let about = format!("{}, {by}", r.every.text(l));
        view! {
            <tr class:off=r.state == RecurringState::Ended>
                <td class="c-code"><Pill state=r.state /></td>
                <td class="c-what">
                    <a class="name cover" href=path_of(desk, &r.id)>{r.name}</a>
                    <span class="sub-line">{about}</span>
                </td>
                <td class="c-date">{r.next.map(|day| format::day(day, l))}</td>
                <td class="c-sum">{format::money(r.net, l)}</td>
            </tr>
        }
    };
    view! {
        <table class="data orders">
            <caption class="vh">{t.recurring.title}</caption>
            <thead>
                <tr>
                    <th>{t.recurring.state}</th>
                    <th>{t.recurring.name}</th>
                    <th>{t.recurring.next}</th>
                    <th class="num">{t.recurring.sum}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
