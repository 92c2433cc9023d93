//! `/cases` and `/desk/cases`: the cases somebody may see.

use kontor_domain::cases::{CaseFilter, CaseSummary};
use kontor_domain::{CompanyId, format, page};
use leptos::prelude::*;

use super::cases::cases;
use crate::desk::{row_id, row_keys};
use crate::text::{use_language, use_text};
use crate::ui::{Empty, FindForm, Page, Pager, Query, Side, loaded, use_query};

/// The company's own.
#[component]
pub fn CasesPage() -> impl IntoView {
    view! { <AnyCases desk=false /> }
}

/// The desk's: one's own, everybody's, a customer's, by code.
#[component]
pub fn DeskCasesPage() -> impl IntoView {
    row_keys(|_| {});
    view! { <AnyCases desk=true /> }
}

/// Reads the address. The desk starts with what the reader looks after.
fn filter(query: &Query, desk: bool) -> CaseFilter {
    let company = query.some("company").map(CompanyId);
    CaseFilter {
        archived: query.get("show") == "archived",
        mine: desk && company.is_none() && query.get("show").is_empty(),
        company,
        code: query.get("code").to_owned(),
        after: query.some("after"),
    }
}

#[component]
fn AnyCases(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(|q| filter(q, desk)));
    let data = Resource::new_blocking(move || asked.get(), cases);
    loaded(data, Side::of(desk), move || {
        let asked = asked.get();
        move |page| view! { <List page asked desk /> }
    })
}

#[component]
fn List(page: page::Page<CaseSummary>, asked: CaseFilter, desk: bool) -> impl IntoView {
    let t = use_text();
    let path = if desk { "/desk/cases" } else { "/cases" };
    let company = asked.company.as_ref().map(ToString::to_string).unwrap_or_default();
    let address = |show: &str| Query::default().with("show", show).with("company", &company);
    let (mine, open) = (asked.mine, !asked.mine && !asked.archived);
    let tab = |here: bool, show: &str, word: &'static str| {
        view! { <a href=address(show).on(path) aria-current=here.then_some("page")>{word}</a> }
    };
    let first = if desk && company.is_empty() { "all" } else { "" };
    let now = if asked.archived {
        "archived"
    } else if mine {
        ""
    } else {
        first
    };
    let next = page.next.map(|after| address(now).with("after", &after).on(path));
    let tabs = (
        (desk && company.is_empty()).then(|| tab(mine, "", t.cases.mine)),
        tab(open, first, t.cases.open),
        tab(asked.archived, "archived", t.cases.archived),
    );
    let everything = address(first).on(path);
    let body = if page.items.is_empty() {
        let text = if asked.code.is_empty() { t.cases.none_text } else { t.cases.none_code };
        view! {
            <Empty title=t.cases.none_title text>
                <a class="quiet" href=everything>{t.cases.all}</a>
            </Empty>
        }
        .into_any()
    } else {
        let rows = page.items.into_iter().enumerate().map(|(i, case)| view! { <Row i case path desk /> });
        view! {
            <table class="data orders">
                <caption class="vh">{t.cases.cases}</caption>
                <thead>
                    <tr><th>{t.cases.code}</th><th>{t.cases.title}</th><th>{t.cases.owner}</th><th>{t.cases.began}</th></tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <Pager next />
        }
        .into_any()
    };
    view! {
        <Page title=t.cases.cases class=if desk { "work" } else { "page" }>
            <div class="head">
                <div><h1>{t.cases.cases}</h1></div>
                <FindForm
                    path
                    name="code"
                    value=asked.code
                    label=t.orders.open_case
                    hint=t.orders.case_hint
                    button=t.orders.open_case
                />
            </div>
            <nav class="tabs" aria-label=t.cases.cases>
                {tabs}
            </nav>
            {body}
        </Page>
    }
}

#[component]
fn Row(i: usize, case: CaseSummary, path: &'static str, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let href = format!("{path}/{}", case.code);
    let title = if case.title.is_empty() { t.cases.an_order.to_owned() } else { case.title };
    let company = desk.then(|| view! { <span class="sub-line">{case.company_name}</span> });
    let hidden =
        case.confidential.then(|| view! { " " <span class="state soon">{t.cases.confidential}</span> });
    view! {
        <tr>
            <td class="c-code"><a class="no cover" id=row_id(i) href=href>{case.code.to_string()}</a></td>
            <td class="c-what">{title} {hidden} {company}</td>
            <td>{case.owner_name}</td>
            <td>{format::date(case.began.date(), l)}</td>
        </tr>
    }
}
