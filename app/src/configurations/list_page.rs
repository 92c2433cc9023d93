//! `/configurations`: what the company has put together. `/desk/configurations`: the same of a customer, or of all.

use kontor_domain::configurations::{ConfigurationFilter, ConfigurationSummary};
use kontor_domain::page::Page as Rows;
use kontor_domain::{CompanyId, format};
use leptos::prelude::*;

use super::configurations::configurations;
use super::{Pill, base, path_of};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded_for, use_query};

#[component]
pub fn ConfigurationsPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

#[component]
pub fn DeskConfigurationsPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| ConfigurationFilter {
            company: q.some("company").filter(|_| desk).map(CompanyId),
            archived: q.get("shelf") == "archived",
            after: q.some("after"),
        })
    });
    let data = Resource::new_blocking(move || asked.get(), configurations);
    loaded_for(data, Side::of(desk), move || {
        let asked = asked.get();
        move |rows, visitor| view! { <Whole rows asked desk orders=visitor.orders /> }
    })
}

#[component]
fn Whole(
    rows: Rows<ConfigurationSummary>,
    asked: ConfigurationFilter,
    desk: bool,
    orders: bool,
) -> impl IntoView {
    let t = use_text();
    let of = Query::default().with("company", asked.company.as_ref().map_or("", CompanyId::as_str));
    let away = of.with("shelf", "archived");
    let here = if asked.archived { away.clone() } else { of.clone() };
    let next = rows.next.map(|after| here.with("after", &after).on(base(desk)));
    let previous = asked.after.is_some().then(|| here.on(base(desk)));
    let customer = asked.company.as_ref().map(|id| {
        let name = rows.items.first().map_or_else(|| id.to_string(), |r| r.company_name.clone());
        (format!("/desk/customers/{id}"), name)
    });
    let title = match &customer {
        Some((_, name)) => fill(t.configurations.of, &[name]),
        None => t.configurations.title.to_owned(),
    };
    let tab = move |query: Query, word: &'static str, on: bool| {
        view! { <a href=query.on(base(desk)) aria-current=on.then_some("page")>{word}</a> }
    };
    view! {
        <Page title=title.clone() class=if desk { "work" } else { "page" }>
            {customer.map(|up| view! { <Crumbs above=vec![up] here=t.configurations.title /> })}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    {(!desk).then(|| view! { <p class="muted">{t.configurations.text}</p> })}
                </div>
                {(orders && !desk)
                    .then(|| view! { <a class="act no-print" href="/models">{t.configurations.begin}</a> })}
            </div>
            <nav class="tabs" aria-label=t.configurations.state>
                {tab(of, t.configurations.open_ones, !asked.archived)}
                {tab(away, t.configurations.archive, asked.archived)}
            </nav>
            {if !rows.items.is_empty() {
                view! { <Table rows=rows.items desk /> }.into_any()
            } else if asked.archived || desk {
                let words = if asked.archived { t.configurations.archive_none } else { t.configurations.desk_none };
                view! { <p class="muted">{words}</p> }.into_any()
            } else {
                view! {
                    <Empty title=t.configurations.none_title text=t.configurations.none_text>
                        <a class="act" href="/models">{t.configurations.models}</a>
                    </Empty>
                }
                    .into_any()
            }}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </Page>
    }
}

#[component]
fn Table(rows: Vec<ConfigurationSummary>, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |c: ConfigurationSummary| {
        let by = fill(t.configurations.changed, &[&format::moment(c.changed_at, l), &c.changed_by]);
        let many = if c.machines == 1 { String::new() } else { format!("{} × ", c.machines) };
        let about = format!("{many}{}, {by}", c.model_name.get(l));
        view! {
            <tr>
                <td class="c-code"><span class="code">{c.case.to_string()}</span></td>
                <td class="c-what">
                    <a class="name cover" href=path_of(desk, &c.id)>{c.name}</a>
                    {desk.then(|| view! { <span class="sub-line">{c.company_name}</span> })}
                    <span class="sub-line">{about}</span>
                </td>
                <td class="c-state"><Pill state=c.state missing=c.missing /></td>
                <td class="c-date">{c.date.map(|day| format::day(day, l))}</td>
                <td class="c-sum">{format::money(c.total, l)}</td>
            </tr>
        }
    };
    view! {
        <table class="data orders">
            <caption class="vh">{t.configurations.title}</caption>
            <thead>
                <tr>
                    <th>{t.configurations.code}</th>
                    <th>{t.configurations.name}</th>
                    <th>{t.configurations.state}</th>
                    <th>{t.configurations.delivery}</th>
                    <th class="num">{t.configurations.sum}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
