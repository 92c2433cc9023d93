//! `/lists/:id`: one list with live prices and dates; the same at the desk, without a cart.

use kontor_domain::lists::{ListView, latest};
use kontor_domain::{IdempotencyKey, ListId, PartKey, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::add_line::add_line;
use super::archive_list::archive_list;
use super::line::Line;
use super::list::{ListShown, list};
use super::lists_page::{Restore, owner_words};
use super::new_list::{NewList, Start};
use super::rename_list::rename_list;
use super::set_line::set_line;
use super::take::{TakeForm, Taking};
use crate::accounts::{Visitor, use_visitor};
use crate::carts::Sums;
use crate::desk::DeskFailed;
use crate::quotes::{AskOffer, ask_path};
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Crumbs, Empty, Failed, Field, Fields, LineHead, Page, Query, Sending, Toasts, kept, use_query,
};
use crate::wire::Refusal;

/// The list on this page, for its lines and forms.
#[derive(Clone, Copy)]
pub struct Here {
    list: StoredValue<ListId>,
    pub editable: bool,
    again: Callback<()>,
}

impl Here {
    pub fn list(self) -> ListId {
        self.list.get_value()
    }

    /// After a change.
    pub fn again(self) {
        self.again.run(());
    }
}

#[component]
pub fn ListPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

/// The page in the shop or at the desk.
#[component]
pub fn Shown(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| ListId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), list);
    let visitor = use_visitor();
    let again = Callback::new(move |()| data.refetch());
    view! {
        <Transition>
            {move || {
                let query = query.get();
                Suspend::new(async move {
                    match (data.await, visitor.read().await) {
                        (Ok(ListShown { list, key }), visitor) => {
                            let here = Here {
                                list: StoredValue::new(list.head.id.clone()),
                                editable: list.head.editable && !list.head.archived,
                                again,
                            };
                            provide_context(here);
                            view! { <Whole list key visitor query desk /> }.into_any()
                        }
                        (Err(Refusal(error)), _) if desk => view! { <DeskFailed error /> }.into_any(),
                        (Err(Refusal(error)), _) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

#[component]
fn Whole(list: ListView, key: IdempotencyKey, visitor: Visitor, query: Query, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let here = expect_context::<Here>();
    let head = list.head.clone();
    let owner = owner_words(&head, &visitor);
    let changed = fill(t.lists.changed, &[&format::moment(head.changed, l)]);
    let above = vec![(super::base(desk).to_owned(), t.lists.title.to_owned())];
    let said = match query.get("done") {
        "saved" => Some(t.lists.saved.to_owned()),
        "restored" => Some(t.lists.restored.to_owned()),
        _ => query.some("on").map(|number| fill(t.lists.added, &[&number])),
    };
    let removed = query
        .some("removed")
        .filter(|_| here.editable)
        .map(|part| view! { <Removed part=PartKey(part) query=query.clone() /> });
    let class = if desk { "work" } else { "page" };
    let usable = !desk && visitor.orders && !head.archived;
    let taking = usable.then(|| Taking::new(key.clone(), visitor.cart.id.clone()));
    // The desk has no address of its own to deliver to.
    let day = latest(list.lines.iter()).filter(|_| !desk);
    let rows: Vec<PartKey> = list.lines.iter().map(|line| line.part.clone()).collect();
    let empty = list.lines.is_empty();
    let can_copy = !desk && visitor.orders;
    view! {
        <Page title=head.name.clone() class=class>
            <Crumbs above here=head.name.clone() />
            {said.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            <div class="head">
                <div>
                    <h1>{head.name.clone()}</h1>
                    <p class="muted">{head.kind.word(l)} ", " {owner} ", " {changed}</p>
                    {(!head.note.is_empty()).then(|| view! { <p class="prose">{head.note.clone()}</p> })}
                </div>
            </div>
            {head
                .archived
                .then(|| {
                    view! {
                        <div class="note soon">
                            <b>{t.lists.is_archived}</b>
                            " "
                            {t.lists.is_archived_text}
                            {head.editable.then(|| view! { <Restore list=head.id.clone() name=head.name.clone() desk /> })}
                        </div>
                    }
                })}
            {removed}
            <div class="split">
                <div class="stack">
                    {if empty {
                        let text = if here.editable { t.lists.no_lines_text } else { t.lists.no_lines_used };
                        view! {
                            <Empty title=t.lists.no_lines_title text>
                                <a class="quiet" href="/search">{t.carts.find_part}</a>
                            </Empty>
                        }
                            .into_any()
                    } else {
                        view! { <Table list=list.clone() taking=taking.clone() /> }.into_any()
                    }}
                    {here.editable.then(|| view! { <AddLine desk /> })}
                </div>
                <aside class="stack">
                    {(!empty)
                        .then(|| {
                            view! {
                                <section class="chapter">
                                    <h2>{t.carts.sums}</h2>
                                    <Sums totals=list.totals.clone() />
                                    <p class="small muted">
                                        {if desk { t.lists.list_prices } else { t.lists.sums_hint }}
                                        {day.map(|day| view! { <br /> <b>{fill(t.carts.latest, &[&format::day(day, l)])}</b> })}
                                    </p>
                                </section>
                                {taking.map(|taking| view! { <TakeForm taking rows /> })}
                            }
                        })}
                    {(can_copy && !empty && !head.archived)
                        .then(|| {
                            let href = Query::default()
                                .with("from", "list")
                                .with("source", head.id.as_str())
                                .on("/recurring/new");
                            view! {
                                <a class="quiet" href=href>{t.recurring.make}</a>
                                <AskOffer path=ask_path("list", head.id.as_str()) />
                            }
                        })}
                    {here.editable.then(|| view! { <Rename list=list.clone() desk /> })}
                    {can_copy
                        .then(|| {
                            let start = Start {
                                from: "list".into(),
                                source: head.id.to_string(),
                                name: fill(t.lists.copy_name, &[&head.name]),
                                words: Some(t.lists.copy_text.to_owned()),
                                ..Start::default()
                            };
                            view! {
                                <details class="more-about">
                                    <summary>{t.lists.copy}</summary>
                                    <NewList key=key.clone() start />
                                </details>
                            }
                        })}
                    {here.editable.then(|| view! { <Archive list=list.clone() desk /> })}
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Table(list: ListView, taking: Option<Taking>) -> impl IntoView {
    let t = use_text();
    view! {
        <table class="data lines">
            <caption class="vh">{t.lists.caption}</caption>
            <LineHead price=t.carts.price amount=t.carts.amount />
            <tbody>
                {list
                    .lines
                    .into_iter()
                    .enumerate()
                    .map(|(index, line)| view! { <Line line index taking=taking.clone() /> })
                    .collect_view()}
            </tbody>
        </table>
    }
}

/// A part by its number, as read from the machine.
#[component]
fn AddLine(desk: bool) -> impl IntoView {
    let t = use_text();
    let here = expect_context::<Here>();
    let toasts = Toasts::of();
    let list = here.list();
    let form = Sending::about("/fn/lists/add_line", list.as_str());
    let kept = kept(form);
    let navigate = use_navigate();
    let to = list.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let (number, quantity) = (fields.get("number"), fields.get("quantity"));
        let (navigate, path) = (navigate.clone(), super::path_of(desk, &to));
        let work = add_line(to.clone(), PartKey::default(), number.clone(), quantity);
        form.start(work, move |()| {
            // Away with what an earlier form left in the address.
            navigate(&path, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
            here.again();
            toasts.say(fill(t.lists.added, &[&number]));
        });
    };
    view! {
        <section class="chapter no-print">
            <h2>{t.lists.add_line}</h2>
            <form class="stack" method="post" action=form.url on:submit=submit>
                <Alert form />
                <input type="hidden" name="list" value=list.to_string() />
                <div class="fields">
                    <Field form name="number" label=t.lists.number value=kept.get("number") maxlength=60 />
                    <Field
                        form
                        name="quantity"
                        label=t.house.quantity
                        value=kept.some("quantity").unwrap_or_else(|| "1".into())
                        inputmode="decimal"
                        class="field short"
                    />
                </div>
                <div class="actions">
                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.lists.add}</button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Rename(list: ListView, desk: bool) -> impl IntoView {
    let t = use_text();
    let here = expect_context::<Here>();
    let toasts = Toasts::of();
    let form = Sending::to("/fn/lists/rename_list");
    let kept = kept(form);
    let head = list.head;
    let (id, version) = (head.id.clone(), head.version);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        form.start(rename_list(id.clone(), version, fields.get("name"), fields.get("note")), move |()| {
            here.again();
            toasts.say(t.lists.saved.to_owned());
        });
    };
    let name = kept.some("name").unwrap_or(head.name);
    let note = kept.some("note").unwrap_or(head.note);
    let id = |what: &str| format!("{what}-{}", if desk { "desk" } else { "list" });
    view! {
        <details class="more-about" open=form.error.with_untracked(Option::is_some)>
            <summary>{t.lists.rename}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit>
                <Alert form />
                <input type="hidden" name="list" value=head.id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <Field form name="name" id=id("rename") label=t.lists.name value=name maxlength=80 />
                <Field form name="note" id=id("renote") label=t.lists.note value=note optional=true maxlength=500 />
                <div class="actions">
                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
                </div>
            </form>
        </details>
    }
}

/// Puts the list away; the lists then offer to bring it back.
#[component]
fn Archive(list: ListView, desk: bool) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/lists/archive_list");
    let navigate = use_navigate();
    let (id, name) = (list.head.id.clone(), list.head.name.clone());
    let (hidden_id, hidden_name) = (id.to_string(), name.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let (navigate, id, name) = (navigate.clone(), id.clone(), name.clone());
        form.start(archive_list(id.clone(), "1".into(), String::new()), move |()| {
            let query = Query::default().with("archived", id.as_str()).with("name", &name);
            navigate(&query.on(super::base(desk)), NavigateOptions::default());
        });
    };
    view! {
        <Alert form />
        <form method="post" action=form.url on:submit=submit>
            <input type="hidden" name="list" value=hidden_id />
            <input type="hidden" name="name" value=hidden_name />
            <input type="hidden" name="archived" value="1" />
            <button class="plain">{t.lists.archive}</button>
        </form>
    }
}

/// After taking a line off without WebAssembly: the way to put it back.
#[component]
fn Removed(part: PartKey, query: Query) -> impl IntoView {
    let t = use_text();
    let here = expect_context::<Here>();
    let form = Sending::to("/fn/lists/set_line");
    let (quantity, note) = (query.get("quantity").to_owned(), query.get("note").to_owned());
    let (key, was, kept) = (part.clone(), quantity.clone(), note.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let work =
            set_line(here.list(), key.clone(), was.clone(), kept.clone(), String::new(), String::new());
        form.start(work, move |()| here.again());
    };
    view! {
        <Alert form />
        <form class="note row" method="post" action=form.url on:submit=submit>
            <span>{fill(t.lists.removed, &[query.get("number")])}</span>
            <input type="hidden" name="list" value=here.list().to_string() />
            <input type="hidden" name="part" value=part.to_string() />
            <input type="hidden" name="quantity" value=quantity />
            <input type="hidden" name="note" value=note />
            <button class="plain">{t.carts.undo}</button>
        </form>
    }
}
