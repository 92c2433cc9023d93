//! `/machines` and `/desk/machines`: whose machine is where.

use kontor_domain::CompanyId;
use kontor_domain::accounts::Right;
use kontor_domain::machines::{Machine, MachineFilter};
use leptos::prelude::*;

use super::machines::{MachinesShown, machines};
use super::{base, path_of};
use crate::desk::{row_id, row_keys, use_desk};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, FindForm, Page, Pager, Query, Side, loaded, use_query};

/// Reads the address. Not `q`: that is what the search for parts at the head of every page is called.
fn filter(query: &Query) -> MachineFilter {
    MachineFilter {
        company: query.some("company").map(CompanyId),
        text: query.get("words").trim().to_owned(),
        after: query.some("after"),
    }
}

/// The company's own.
#[component]
pub fn MachinesPage() -> impl IntoView {
    view! { <Any desk=false may_add=false /> }
}

/// Everybody's, or one customer's.
#[component]
pub fn DeskMachinesPage() -> impl IntoView {
    row_keys(|_| {});
    view! { <Any desk=true may_add=use_desk().may(Right::ManageCustomers) /> }
}

#[component]
fn Any(desk: bool, may_add: bool) -> impl IntoView {
    let query = use_query();
    let wanted = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || wanted.get(), machines);
    loaded(data, Side::of(desk), move || {
        let query = query.get();
        move |shown| view! { <Whole shown query desk may_add /> }
    })
}

#[component]
fn Whole(shown: MachinesShown, query: Query, desk: bool, may_add: bool) -> impl IntoView {
    let t = use_text();
    let MachinesShown { page, customer } = shown;
    let company = Query::default().with("company", query.get("company"));
    let here = company.with("words", query.get("words"));
    let everybodys = desk && query.get("company").is_empty();
    let next = page.next.map(|after| here.with("after", &after).on(base(desk)));
    let previous = query.some("after").map(|_| here.on(base(desk)));
    let title = match &customer {
        Some((_, name)) if desk => fill(t.machines.of, &[name]),
        _ => t.machines.title.to_owned(),
    };
    let crumbs = customer.filter(|_| desk).map(|(id, name)| {
        let above = vec![
            ("/desk/customers".to_owned(), t.desk.customers.to_owned()),
            (format!("/desk/customers/{id}"), name),
        ];
        view! { <Crumbs above here=t.machines.title /> }
    });
    let new = company.on("/desk/machines/new");
    let add = |class: &'static str| {
        let new = new.clone();
        may_add.then(|| view! { <a class=class href=new>{t.machines.new}</a> })
    };
    let (begin, first) = (add("act no-print"), add("act"));
    let sought = !query.get("words").is_empty();
    let everything = company.on(base(desk));
    let body = if !page.items.is_empty() {
        view! { <Table rows=page.items desk everybodys /> }.into_any()
    } else if sought {
        view! {
            <Empty title=t.machines.none_found text=t.machines.none_found_text>
                <a class="quiet" href=everything>{t.machines.all}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Empty title=t.machines.none_title text=if desk { t.machines.none_desk } else { t.machines.none_text }>{first}</Empty> }
            .into_any()
    };
    view! {
        <Page title=title.clone() class=if desk { "work" } else { "page" }>
            {crumbs}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    {(!desk).then(|| view! { <p class="muted">{t.machines.text}</p> })}
                </div>
                {begin}
            </div>
            <FindForm
                path=base(desk)
                name="words"
                value=query.get("words")
                label=t.machines.words
                hint=t.machines.words_hint
                button=t.documents.find
                size=28
                asked=company
            />
            {body}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </Page>
    }
}

#[component]
fn Table(rows: Vec<Machine>, desk: bool, everybodys: bool) -> impl IntoView {
    let t = use_text();
    let rows = rows.into_iter().enumerate().map(|(i, machine)| view! { <Row i machine desk everybodys /> });
    view! {
        <table class="data machines">
            <caption class="vh">{t.machines.title}</caption>
            <thead>
                <tr>
                    <th>{t.documents.machine}</th>
                    <th>{t.documents.machine_no}</th>
                    {everybodys.then(|| view! { <th>{t.documents.customer}</th> })}
                    <th>{t.machines.site}</th>
                    <th class="num">{t.machines.hours}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(i: usize, machine: Machine, desk: bool, everybodys: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let hours = super::page::hours(&machine, l);
    let about = [machine.maker.clone(), machine.year.map(|y| y.to_string()).unwrap_or_default()].join(" ");
    view! {
        <tr>
            <td>
                <a class="name cover" id=row_id(i) href=path_of(&machine.serial, desk)>{machine.model}</a>
                <span class="sub-line">{about.trim().to_owned()}</span>
            </td>
            <td data-label=t.documents.machine_no><span class="no">{machine.serial.clone()}</span></td>
            {everybodys.then(|| view! { <td data-label=t.documents.customer>{machine.company_name.clone()}</td> })}
            <td data-label=t.machines.site>{(!machine.site.is_empty()).then_some(machine.site)}</td>
            <td class="num" data-label=t.machines.hours>{hours}</td>
        </tr>
    }
}
