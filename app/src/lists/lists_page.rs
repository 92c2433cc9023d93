//! `/lists`: the lists of the person, of the company and of the dealer; and where a part, the cart or an order becomes one.

use kontor_domain::lists::{ListKind, ListSummary, Lists};
use kontor_domain::{ListId, PartKey, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::add_line::add_line;
use super::archive_list::archive_list;
use super::lists::{ListsShown, lists};
use super::new_list::{NewList, Start};
use crate::accounts::Visitor;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Empty, Page, Query, Sending, Side, loaded_for, use_query};

#[component]
pub fn ListsPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| lists());
    loaded_for(data, Side::Shop, move || {
        let query = query.get();
        move |shown, visitor| view! { <Whole shown visitor query /> }
    })
}

/// What stands in the address: `part=KEY&number=…&quantity=…`, `from=cart&cart=ID`, or `order=ID&case=…`.
fn start(query: &Query) -> Start {
    let t = use_text();
    if let Some(part) = query.some("part") {
        let number = query.some("number").unwrap_or_else(|| part.clone());
        let words = fill(t.lists.from_part, &[&number]);
        let quantity = query.some("quantity").unwrap_or_else(|| "1".into());
        Start { from: "part".into(), source: part, quantity, words: Some(words), ..Start::default() }
    } else if let Some(order) = query.some("order") {
        let words = Some(t.lists.from_order.to_owned());
        let name = query.some("case").map(|case| fill(t.orders.order, &[&case])).unwrap_or_default();
        Start { from: "order".into(), source: order, name, words, ..Start::default() }
    } else if query.get("from") == "cart" {
        let source = query.get("cart").to_owned();
        Start { from: "cart".into(), source, words: Some(t.lists.from_cart.to_owned()), ..Start::default() }
    } else {
        Start::default()
    }
}

#[component]
fn Whole(shown: ListsShown, visitor: Visitor, query: Query) -> impl IntoView {
    let t = use_text();
    let ListsShown { lists, key } = shown;
    let Lists { mine, company, dealer, archived } = lists;
    let start = start(&query);
    let part = (start.from == "part").then(|| {
        let number = query.some("number").unwrap_or_else(|| start.source.clone());
        (PartKey(start.source.clone()), number, start.quantity.clone())
    });
    let title = match &part {
        Some((_, number, _)) => fill(t.lists.choose, &[number]),
        None if start.from.is_empty() => t.lists.title.to_owned(),
        None => t.lists.save_as.to_owned(),
    };
    // Somebody who came to put something on a list fills in the form first.
    let coming = !start.from.is_empty();
    let away = query.some("archived").map(|id| {
        let name = query.get("name").to_owned();
        view! {
            <div class="note row" role="status">
                <span>{fill(t.lists.archived_done, &[&name])}</span>
                <Restore list=ListId(id) name desk=false />
            </div>
        }
    });
    let none = mine.is_empty() && company.is_empty() && dealer.is_empty();
    let shelf = |title: String, lists: Vec<ListSummary>| {
        let lists: Vec<ListSummary> = match &part {
            Some(_) => lists.into_iter().filter(|list| list.editable).collect(),
            None => lists,
        };
        let (visitor, part) = (visitor.clone(), part.clone());
        (!lists.is_empty()).then(|| {
            view! {
                <section class="chapter">
                    <h2>{title}</h2>
                    <Shelf lists visitor part />
                </section>
            }
        })
    };
    let shelves = view! {
        {shelf(t.lists.mine.to_owned(), mine)}
        {shelf(t.lists.company.to_owned(), company)}
        {shelf(fill(t.lists.dealer, &[&visitor.dealer.name]), dealer)}
    };
    view! {
        <Page title=title.clone()>
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    {part.is_some().then(|| view! { <p class="muted">{t.lists.choose_text}</p> })}
                </div>
                <a class="quiet no-print" href="/bought">{t.lists.bought}</a>
            </div>
            {away}
            <div class="split">
                <div class="stack">
                    {none
                        .then(|| {
                            view! {
                                <Empty title=t.lists.empty_title text=t.lists.empty_text>
                                    <a class="quiet" href="/bought">{t.lists.bought}</a>
                                </Empty>
                            }
                        })}
                    {shelves}
                    {(!archived.is_empty() && !coming)
                        .then(|| view! { <Archived archived /> })}
                </div>
                <aside>
                    <section class="chapter">
                        <h2>{t.lists.new}</h2>
                        <NewList key start />
                    </section>
                </aside>
            </div>
        </Page>
    }
}

/// Lists as links; when a part looks for its list, each with the button that takes it.
#[component]
fn Shelf(
    lists: Vec<ListSummary>,
    visitor: Visitor,
    part: Option<(PartKey, String, String)>,
) -> impl IntoView {
    let row = move |list: ListSummary| {
        let href = format!("/lists/{}", list.id);
        let about = about(&list, &visitor);
        let put = part.clone().map(|part| view! { <PutHere list=list.clone() part /> });
        view! {
            <li class="row ends">
                <a class="grow" href=href>
                    <span><b>{list.name.clone()}</b><span class="sub-line">{about}</span></span>
                    " "
                    <small class="nowrap">{lines_words(list.lines)}</small>
                </a>
                {put}
            </li>
        }
    };
    view! { <ul class="links">{lists.into_iter().map(row).collect_view()}</ul> }
}

#[component]
fn PutHere(list: ListSummary, part: (PartKey, String, String)) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (key, number, quantity) = part;
    let form = Sending::about("/fn/lists/add_line", list.id.as_str());
    let navigate = use_navigate();
    let (to, name) = (list.id.clone(), list.name);
    let label = fill(t.lists.put_here_of, &[&number, &name]);
    let hidden = [
        ("list", list.id.to_string()),
        ("part", key.to_string()),
        ("number", number.clone()),
        ("quantity", quantity.clone()),
    ];
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let (navigate, to, number) = (navigate.clone(), to.clone(), number.clone());
        form.start(add_line(to.clone(), key.clone(), number.clone(), quantity.clone()), move |()| {
            let query = Query::default().with("on", &number);
            navigate(&query.on(&super::path_of(false, &to)), NavigateOptions::default());
        });
    };
    view! {
        <form method="post" action=form.url on:submit=submit>
            {hidden
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                .collect_view()}
            <button class="quiet" aria-label=label>{t.lists.put_here}</button>
        </form>
        {move || form.error.get().map(|e| view! { <p class="error" role="alert">{e.text(l)}</p> })}
    }
}

#[component]
fn Archived(archived: Vec<ListSummary>) -> impl IntoView {
    let t = use_text();
    view! {
        <details class="more-about">
            <summary>{t.lists.archived} " (" {archived.len()} ")"</summary>
            <ul class="links">
                {archived
                    .into_iter()
                    .map(|list| {
                        view! {
                            <li class="row ends">
                                <a class="grow" href=format!("/lists/{}", list.id)>
                                    <b>{list.name.clone()}</b>
                                    <small class="nowrap">{lines_words(list.lines)}</small>
                                </a>
                                <Restore list=list.id name=list.name desk=false />
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </details>
    }
}

/// Brings a list back.
#[component]
pub fn Restore(list: ListId, name: String, desk: bool) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/lists/archive_list", list.as_str());
    let navigate = use_navigate();
    let here = use_context::<super::list_page::Here>();
    let hidden = list.to_string();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let (navigate, list) = (navigate.clone(), list.clone());
        form.start(archive_list(list.clone(), "0".into(), String::new()), move |()| {
            let path = format!("{}?done=restored", super::path_of(desk, &list));
            // From the list itself the address may be the same: then the page must be asked for anew.
            navigate(&path, NavigateOptions::default());
            if let Some(here) = here {
                here.again();
            }
        });
    };
    view! {
        <Alert form />
        <form method="post" action=form.url on:submit=submit>
            <input type="hidden" name="list" value=hidden />
            <button class="plain" aria-label=fill(t.lists.restore_of, &[&name])>{t.lists.restore}</button>
        </form>
    }
}

/// Who made the list, or whom it is for.
pub fn owner_words(list: &ListSummary, visitor: &Visitor) -> String {
    let t = use_text();
    match (list.kind, &list.customer) {
        (ListKind::Personal, _) => t.lists.only_you.to_owned(),
        (ListKind::Company, _) => fill(t.lists.made_by, &[&list.made_by]),
        (ListKind::Dealer, Some(customer)) => fill(t.lists.for_customer, &[&customer.name]),
        (ListKind::Dealer, None) if visitor.desk => t.lists.for_all.to_owned(),
        (ListKind::Dealer, None) => visitor.dealer.name.clone(),
    }
}

/// The second line of a list among others.
fn about(list: &ListSummary, visitor: &Visitor) -> String {
    let (l, t) = (use_language(), use_text());
    if list.note.is_empty() {
        let changed = fill(t.lists.changed, &[&format::moment(list.changed, l)]);
        format!("{}, {changed}", owner_words(list, visitor))
    } else {
        list.note.clone()
    }
}

/// `12 Positionen`.
pub fn lines_words(lines: u32) -> String {
    let t = use_text();
    match lines {
        0 => t.lists.lines_none.to_owned(),
        1 => t.lists.line_one.to_owned(),
        n => fill(t.lists.lines_n, &[&n.to_string()]),
    }
}
