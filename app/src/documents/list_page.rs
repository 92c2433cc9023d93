//! `/documents` and `/desk/documents`: what is in the archive, newest first, found by its words, kind, machine, case and day.

use std::str::FromStr as _;

use kontor_domain::accounts::Right;
use kontor_domain::case::CaseCode;
use kontor_domain::documents::{DocumentFilter, DocumentKind, DocumentSummary, SnippetPart};
use kontor_domain::page::Page as Rows;
use kontor_domain::{CompanyId, Date, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::documents::documents;
use super::{KindOptions, base, path_of};
use crate::accounts::Visitor;
use crate::desk::{Desk, row_id, row_keys};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Empty, Fields, Page, Pager, Query, Sending, Side, loaded_for, use_query};

/// Reads the address. What is no day and no code looks for nothing in particular.
fn filter(query: &Query) -> DocumentFilter {
    let day = |name| Date::from_str(query.get(name)).ok();
    DocumentFilter {
        company: query.some("company").map(CompanyId),
        case: CaseCode::parse(query.get("case")),
        machine: query.get("machine").to_owned(),
        kind: DocumentKind::parse(query.get("kind")),
        text: query.get("text").to_owned(),
        from: day("from"),
        to: day("to"),
        after: query.some("after"),
    }
}

/// The customer's side.
#[component]
pub fn DocumentsPage() -> impl IntoView {
    view! { <AnyDocuments desk=false /> }
}

/// The desk's.
#[component]
pub fn DeskDocumentsPage() -> impl IntoView {
    row_keys(|_| {});
    view! { <AnyDocuments desk=true /> }
}

#[component]
fn AnyDocuments(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || asked.get(), documents);
    loaded_for(data, Side::of(desk), move || {
        let query = query.get();
        move |rows, visitor| view! { <Whole rows query desk visitor /> }
    })
}

#[component]
fn Whole(rows: Rows<DocumentSummary>, query: Query, desk: bool, visitor: Visitor) -> impl IntoView {
    let t = &use_text().documents;
    let path = base(desk);
    let here = query.with("after", "");
    let plain =
        ["text", "kind", "machine", "case", "company", "from", "to"].iter().all(|n| query.get(n).is_empty());
    let next = rows.next.map(|after| here.with("after", &after).on(path));
    let previous = query.some("after").map(|_| here.on(path));
    let keeps = use_context::<Desk>().filter(|_| desk);
    let brings_in = keeps.as_ref().map_or(visitor.orders, |desk| desk.may(Right::ManageCustomers));
    let keeps = keeps.is_some_and(|desk| desk.may(Right::KeepArchive));
    let new = Query::default()
        .with("company", query.get("company"))
        .with("case", query.get("case"))
        .with("machine", query.get("machine"))
        .on(&format!("{path}/new"));
    let body = if !rows.items.is_empty() {
        view! { <Table rows=rows.items desk /> }.into_any()
    } else if plain {
        let bring_in = brings_in.then(|| view! { <a class="act" href=new.clone()>{t.bring_in}</a> });
        view! { <Empty title=t.none_title text=t.none_text>{bring_in}</Empty> }.into_any()
    } else {
        view! {
            <Empty title=t.none_here text=t.none_here_text>
                <a class="quiet" href=path>{t.show_all}</a>
            </Empty>
        }
        .into_any()
    };
    view! {
        <Page title=t.title class=if desk { "work" } else { "page" }>
            <div class="head">
                <div>
                    <h1>{t.title}</h1>
                    {(!desk).then(|| view! { <p class="muted">{t.text}</p> })}
                </div>
                <span class="row no-print">
                    {keeps.then(|| view! { <a class="quiet" href="/desk/archive">{t.archive}</a> })}
                    {brings_in.then(|| view! { <a class="act" href=new>{t.bring_in}</a> })}
                </span>
            </div>
            <Search query path desk />
            {body}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </Page>
    }
}

/// A form that leads to an address: what is looked for can be sent to somebody.
#[component]
fn Search(query: Query, path: &'static str, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    let navigate = use_navigate();
    let find = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(&fields.query().on(path), NavigateOptions::default());
        }
    };
    let value = |name: &str| query.get(name).to_owned();
    let kind = DocumentKind::parse(query.get("kind"));
    // What stands behind the fold is never forgotten when it counts.
    let more = ["machine", "case", "from", "to"].iter().any(|name| !query.get(name).is_empty());
    let company = value("company");
    view! {
        <form class="find-documents no-print" action=path role="search" on:submit=find>
            <input
                class="control"
                type="search"
                name="text"
                value=value("text")
                aria-label=t.words
                placeholder=t.words_hint
                autocomplete="off"
                maxlength="200"
            />
            <select class="control" name="kind" aria-label=t.kind>
                <option value="">{t.any_kind}</option>
                <KindOptions chosen=kind />
            </select>
            <button class="quiet">{t.search}</button>
            <details class="more-about" open=more>
                <summary>{t.narrow}</summary>
                <div class="fields">
                    <div class="field">
                        <label for="machine">{t.machine}</label>
                        <input id="machine" class="no" name="machine" value=value("machine") autocomplete="off" maxlength="60" />
                    </div>
                    <div class="field">
                        <label for="case">{t.case}</label>
                        <input id="case" class="no" name="case" value=value("case") autocomplete="off" maxlength="16" />
                    </div>
                    <div class="field">
                        <label for="from">{t.from}</label>
                        <input id="from" type="date" name="from" value=value("from") />
                    </div>
                    <div class="field">
                        <label for="to">{t.to}</label>
                        <input id="to" type="date" name="to" value=value("to") />
                    </div>
                </div>
            </details>
            {(desk && !company.is_empty()).then(|| view! { <input type="hidden" name="company" value=company.clone() /> })}
        </form>
    }
}

/// Rows with a box each: what is ticked is saved together.
#[component]
fn Table(rows: Vec<DocumentSummary>, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to("/documents/zip");
    let row = move |(i, head): (usize, DocumentSummary)| view! { <Row head desk i /> };
    view! {
        <form method="post" action=form.url>
            <Alert form />
            <table class="data documents">
                <caption class="vh">{t.title}</caption>
                <thead>
                    <tr>
                        <th><span class="vh">{t.choose}</span></th>
                        <th>{t.document}</th>
                        {desk.then(|| view! { <th>{t.customer}</th> })}
                        <th>{t.belongs_to}</th>
                        <th>{t.dated}</th>
                        <th class="num">{t.size}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
            <div class="actions no-print">
                <button class="quiet">{t.zip}</button>
                <span class="small muted">{t.zip_text}</span>
            </div>
        </form>
    }
}

#[component]
fn Row(head: DocumentSummary, desk: bool, i: usize) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let side = if desk { "/desk" } else { "" };
    let kind = head.kind.word(l);
    let version = (head.latest.number > 1).then(|| fill(t.version, &[&head.latest.number.to_string()]));
    let about = [kind.to_owned()].into_iter().chain(version).collect::<Vec<_>>().join(", ");
    let customer = desk.then(|| {
        let name = if head.company_name.is_empty() { t.own.to_owned() } else { head.company_name.clone() };
        view! { <td class="c-who" data-label=t.customer>{name}</td> }
    });
    let machine =
        (!head.machine.is_empty()).then(|| view! { <span class="no">{head.machine.clone()}</span> });
    let case = head.case.as_ref().map(|code| {
        let code = code.to_string();
        view! { <a class="plain code" href=format!("{side}/cases/{code}")>{code.clone()}</a> }
    });
    let label = fill(t.choose_one, &[&head.title]);
    view! {
        <tr>
            <td class="c-box">
                <label class="box"><input type="checkbox" name="id" value=head.id.to_string() aria-label=label /></label>
            </td>
            <td class="c-what">
                <a class="name cover" id=row_id(i) href=path_of(desk, &head.id)>{head.title.clone()}</a>
                <span class="sub-line">{about} <Marks head=head.clone() /></span>
                <Snippet parts=head.snippet.clone() />
            </td>
            {customer}
            <td class="c-belongs">{machine} {case}</td>
            <td class="c-date nowrap">{format::date(head.dated, l)}</td>
            <td class="c-size num nowrap">{format::file_size(head.latest.bytes, l)}</td>
        </tr>
    }
}

/// What the desk has to know of it at a glance.
#[component]
pub fn Marks(head: DocumentSummary) -> impl IntoView {
    let t = &use_text().documents;
    let going = head.state == kontor_domain::documents::DocumentState::Going;
    view! {
        {head.inside.then(|| view! { " " <span class="state">{t.inside}</span> })}
        {head.held.then(|| view! { " " <span class="state soon">{t.held}</span> })}
        {going.then(|| view! { " " <span class="state bad">{t.going}</span> })}
    }
}

/// Where in its text the words stand.
#[component]
fn Snippet(parts: Vec<SnippetPart>) -> impl IntoView {
    (!parts.is_empty()).then(|| {
        let parts = parts.into_iter().map(|part| {
            if part.hit { view! { <mark>{part.text}</mark> }.into_any() } else { part.text.into_any() }
        });
        view! { <span class="snippet">{parts.collect_view()}</span> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_looked_for_and_nonsense_in_it_is_nothing() {
        let asked = filter(&Query::parse("text=Hydraulik&kind=manual&from=2026-01-31&machine=WE-1"));
        assert_eq!(asked.kind, Some(DocumentKind::Manual));
        assert_eq!(asked.from, Some(Date::constant(2026, 1, 31)));
        assert_eq!((asked.text.as_str(), asked.machine.as_str()), ("Hydraulik", "WE-1"));
        let nonsense = filter(&Query::parse("kind=poem&from=yesterday&case=xx"));
        assert_eq!(nonsense, DocumentFilter::default());
    }
}
