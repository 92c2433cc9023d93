//! `/documents` and `/desk/documents`: what is on file.

use kontor_domain::accounts::Right;
use leptos::prelude::*;

use super::base;
use super::documents::{DocumentsShown, documents};
use super::narrow::{Chips, Narrow, Words, asked, filter, narrowed};
use super::table::Table;
use crate::desk::{row_keys, use_desk};
use crate::text::{fill, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded, loaded_for, use_query};

/// The company's own.
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let query = use_query();
    let wanted = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || wanted.get(), documents);
    loaded_for(data, Side::Shop, move || {
        let query = query.get();
        move |shown, visitor| view! { <Whole shown query desk=false may_add=visitor.orders /> }
    })
}

/// Everybody's, or one customer's.
#[component]
pub fn DeskDocumentsPage() -> impl IntoView {
    let query = use_query();
    row_keys(|_| {});
    let wanted = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || wanted.get(), documents);
    let may_add = use_desk().may(Right::ManageCustomers);
    loaded(data, Side::Desk, move || {
        let query = query.get();
        move |shown| view! { <Whole shown query desk=true may_add /> }
    })
}

#[component]
fn Whole(shown: DocumentsShown, query: Query, desk: bool, may_add: bool) -> impl IntoView {
    let t = use_text();
    let DocumentsShown { page, customer } = shown;
    let here = asked(&query);
    let everybodys = desk && here.get("company").is_empty();
    let next = page.next.map(|after| here.with("after", &after).on(base(desk)));
    let previous = query.some("after").map(|_| here.on(base(desk)));
    let done = (query.get("done") == "deleted").then(|| {
        view! { <div class="note good" role="status">{t.documents.delete_done}</div> }
    });
    let title = match &customer {
        Some((_, name)) if desk => fill(t.documents.of, &[name]),
        _ => t.documents.title.to_owned(),
    };
    let crumbs = customer.filter(|_| desk).map(|(id, name)| {
        let above = vec![
            ("/desk/customers".to_owned(), t.desk.customers.to_owned()),
            (format!("/desk/customers/{id}"), name),
        ];
        view! { <Crumbs above here=t.documents.title /> }
    });
    let add = |class: &'static str| {
        let new = ["company", "case", "machine"].into_iter();
        let new = new.fold(Query::default(), |new, name| new.with(name, here.get(name)));
        let href = new.on(&format!("{}/new", base(desk)));
        may_add.then(|| view! { <a class=class href=href>{t.documents.add}</a> })
    };
    let (begin, first) = (add("act no-print"), add("act"));
    let body = if !page.items.is_empty() {
        view! { <Table rows=page.items desk everybodys /> }.into_any()
    } else if narrowed(&here) || query.some("after").is_some() {
        let all = Query::default().with("company", here.get("company")).on(base(desk));
        view! {
            <Empty title=t.documents.none_found text=t.documents.none_found_text>
                <a class="quiet" href=all>{t.documents.all}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Empty title=t.documents.none_title text=t.documents.none_text>{first}</Empty> }.into_any()
    };
    view! {
        <Page title=title.clone() class=if desk { "work" } else { "page" }>
            {crumbs} {done}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    {(!desk).then(|| view! { <p class="muted">{t.documents.text}</p> })}
                </div>
                {begin}
            </div>
            <Words query=here.clone() />
            <div class="cols">
                <Narrow query=here.clone() desk />
                <div>
                    <Chips query=here.clone() desk />
                    {body}
                    {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
                </div>
            </div>
        </Page>
    }
}
