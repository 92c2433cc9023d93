//! `/desk/lists`: the lists the dealer makes for customers.

use kontor_domain::lists::ListSummary;
use kontor_domain::{ListId, format};
use leptos::prelude::*;

use super::desk_lists::{DeskListsShown, desk_lists};
use super::list_page::Shown;
use super::lists_page::{Restore, lines_words};
use super::new_list::{NewList, Start};
use crate::desk::{row_id, row_keys};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Page, Pager, Query, Side, loaded, use_query};

const PATH: &str = "/desk/lists";

#[component]
pub fn DeskListPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
pub fn DeskListsPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(|q| (q.some("after"), q.some("customer"))));
    let data = Resource::new_blocking(move || asked.get(), |(after, customer)| desk_lists(after, customer));
    row_keys(|_| {});
    loaded(data, Side::Desk, move || {
        let query = query.get();
        move |shown| view! { <Whole shown query /> }
    })
}

#[component]
fn Whole(shown: DeskListsShown, query: Query) -> impl IntoView {
    let t = use_text();
    let DeskListsShown { lists, customer, key } = shown;
    let next = lists.next.map(|after| Query::default().with("after", &after).on(PATH));
    let first = query.some("after").map(|_| PATH.to_owned());
    let away = query.some("archived").map(|id| {
        let name = query.get("name").to_owned();
        view! {
            <div class="note row" role="status">
                <span>{fill(t.lists.archived_done, &[&name])}</span>
                <Restore list=ListId(id) name desk=true />
            </div>
        }
    });
    let words = match &customer {
        Some(customer) => fill(t.lists.for_customer, &[&customer.name]),
        None => t.lists.desk_for_hint.to_owned(),
    };
    let start = Start {
        customer: customer.map(|c| c.id.0).unwrap_or_default(),
        words: Some(words),
        ..Start::default()
    };
    view! {
        <Page title=t.lists.title class="work">
            <div class="head"><div><h1>{t.lists.title}</h1> <p class="muted">{t.lists.desk_text}</p></div></div>
            {away}
            <div class="split">
                <div>
                    {if lists.items.is_empty() {
                        view! {
                            <Empty title=t.lists.desk_none_title text=t.lists.desk_text>
                                <a class="quiet" href="/desk/customers">{t.desk.customers}</a>
                            </Empty>
                        }
                            .into_any()
                    } else {
                        view! { <Table lists=lists.items /> }.into_any()
                    }}
                    {(next.is_some() || first.is_some()).then(|| view! { <Pager previous=first next /> })}
                </div>
                <aside>
                    <section class="chapter">
                        <h2>{t.lists.desk_new}</h2>
                        <NewList key start desk=true />
                    </section>
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Table(lists: Vec<ListSummary>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |(i, list): (usize, ListSummary)| {
        let whom = match &list.customer {
            Some(customer) => fill(t.lists.for_customer, &[&customer.name]),
            None => t.lists.for_all.to_owned(),
        };
        let href = super::path_of(true, &list.id);
        view! {
            <tr class:off=list.archived>
                <td class="c-what">
                    <a class="name cover" id=row_id(i) href=href>{list.name}</a>
                    <span class="sub-line">{list.note}</span>
                </td>
                <td class="c-state">{if list.archived { t.lists.archived.to_owned() } else { whom }}</td>
                <td class="c-date nowrap">{lines_words(list.lines)}</td>
                <td class="c-sum">{format::moment(list.changed, l)}</td>
            </tr>
        }
    };
    view! {
        <table class="data orders">
            <caption class="vh">{t.lists.title}</caption>
            <thead>
                <tr>
                    <th>{t.lists.name}</th>
                    <th>{t.lists.desk_for}</th>
                    <th>{t.lists.lines}</th>
                    <th class="num">{t.orders.date}</th>
                </tr>
            </thead>
            <tbody>{lists.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
}
