//! `/desk/customers`: the customers, and who asked to become one.

use kontor_domain::accounts::{CompanyState, CompanySummary};
use kontor_domain::page;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::companies::companies;
use crate::desk::{DeskProblem, row_id, row_keys, use_desk};
use crate::text::use_text;
use crate::ui::{Empty, Fields, Page, Pager, Query, use_query};
use crate::wire::Refusal;

const PATH: &str = "/desk/customers";

/// What stands in the address.
#[derive(Clone, PartialEq)]
struct Asked {
    state: Option<CompanyState>,
    q: String,
    after: Option<String>,
}

fn asked(query: &Query) -> Asked {
    Asked {
        state: CompanyState::parse(query.get("state")),
        q: query.get("q").trim().to_owned(),
        after: query.some("after"),
    }
}

/// Tone and word of a customer's state.
#[must_use]
pub fn company_state(state: CompanyState) -> (&'static str, &'static str) {
    let t = use_text();
    match state {
        CompanyState::Requested => ("soon", t.desk.state_requested),
        CompanyState::Active => ("good", t.desk.state_active),
        CompanyState::Refused => ("bad", t.desk.state_refused),
        CompanyState::Blocked => ("bad", t.desk.state_blocked),
    }
}

#[component]
pub fn DeskCompaniesPage() -> impl IntoView {
    let (desk, t) = (use_desk(), use_text());
    let query = use_query();
    let asked = Memo::new(move |_| query.with(asked));
    let list = Resource::new_blocking(move || asked.get(), |a| companies(a.state, a.q, a.after));
    row_keys(|_| {});
    let navigate = use_navigate();
    let find = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(&fields.query().on(PATH), NavigateOptions::default());
        }
    };
    let tab = move |state: Option<CompanyState>, word: &'static str| {
        let href = Query::default().with("state", state.map_or("", CompanyState::code)).on(PATH);
        let here = move || asked.with(|a| a.state == state && a.q.is_empty()).then_some("page");
        let count = (state == Some(CompanyState::Requested)).then(|| {
            view! {
                <Transition>
                    {move || Suspend::new(async move {
                        desk.counts().await.requests.words().map(|n| view! { " " <small>{n}</small> })
                    })}
                </Transition>
            }
        });
        view! { <a href=href aria-current=here>{word} {count}</a> }
    };
    view! {
        <Page title=t.desk.customers class="work">
            <div class="head">
                <div><h1>{t.desk.customers}</h1></div>
                <form class="row" action=PATH role="search" on:submit=find>
                    <input
                        class="control"
                        name="q"
                        type="search"
                        value=asked.with_untracked(|a| a.q.clone())
                        aria-label=t.desk.starts
                        placeholder=t.desk.starts
                        autocomplete="off"
                        size="28"
                        maxlength="100"
                    />
                    <button class="quiet">{t.desk.search}</button>
                </form>
            </div>
            <nav class="tabs" aria-label=t.orders.states>
                {tab(None, t.orders.all)} {tab(Some(CompanyState::Requested), t.desk.requests)}
                {tab(Some(CompanyState::Active), t.desk.state_active)}
                {tab(Some(CompanyState::Refused), t.desk.state_refused)}
                {tab(Some(CompanyState::Blocked), t.desk.state_blocked)}
            </nav>
            <section>
                <Transition>
                    {move || {
                        let asked = asked.get();
                        Suspend::new(async move {
                            match list.await {
                                Ok(page) => view! { <List page asked /> }.into_any(),
                                Err(Refusal(error)) => view! { <DeskProblem error /> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </section>
        </Page>
    }
}

#[component]
fn List(page: page::Page<CompanySummary>, asked: Asked) -> impl IntoView {
    let t = use_text();
    let address =
        Query::default().with("state", asked.state.map_or("", CompanyState::code)).with("q", &asked.q);
    if page.items.is_empty() {
        let (title, text) = if !asked.q.is_empty() {
            (t.desk.no_name, t.desk.no_name_text)
        } else if asked.state == Some(CompanyState::Requested) {
            (t.desk.no_requests, t.desk.no_requests_text)
        } else {
            (t.desk.no_customers, t.desk.no_customers_text)
        };
        return view! { <Empty title text><a class="quiet" href=PATH>{t.desk.all_customers}</a></Empty> }
            .into_any();
    }
    let next = page.next.map(|after| address.with("after", &after).on(PATH));
    let first = asked.after.is_some().then(|| address.on(PATH));
    let row = |(i, c): (usize, CompanySummary)| {
        let (tone, word) = company_state(c.state);
        view! {
            <tr>
                <td class="c-code"><span class="no">{c.number}</span></td>
                <td class="c-what">
                    <a class="name cover" id=row_id(i) href=format!("{PATH}/{}", c.id)>{c.name}</a>
                </td>
                <td class="c-state"><span class=format!("state {tone}")>{word}</span></td>
                <td class="c-date">{c.city}</td>
            </tr>
        }
    };
    view! {
        <table class="data orders">
            <caption class="vh">{t.desk.customers}</caption>
            <thead>
                <tr>
                    <th>{t.orders.customer_number}</th>
                    <th>{t.desk.company}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.accounts.city}</th>
                </tr>
            </thead>
            <tbody>{page.items.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
        {(next.is_some() || first.is_some()).then(|| view! { <Pager previous=first next /> })}
    }
    .into_any()
}
