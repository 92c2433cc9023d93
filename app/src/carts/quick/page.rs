//! `/quick-order`. One form holds everything: list, file, scanner and rows. Without WebAssembly it is sent whole and
//! answered with the page; with it the rows are checked where they stand.

use std::collections::HashMap;

use kontor_domain::carts::quick::{CheckedRow, Fix, QuickRow, SkippedLine, fixed, mark_doubles};
use kontor_domain::{CartId, Decimal, IdempotencyKey, Money, format};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{self, HtmlInputElement, HtmlTextAreaElement, SubmitEvent};

use super::add_rows::add_rows;
use super::check_rows::check_rows;
use super::quick_order::{Added, QuickStart, quick_order};
use super::row::Row;
use super::scan::Scan;
use crate::accounts::{VisitorResource, use_visitor};
use crate::carts::fill_cart::undo_fill;
use crate::carts::path_of;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Page, Sending, Side, focus, loaded, pause, shown, use_query};
use crate::wire::Refusal;

/// The form and the page.
pub const PATH: &str = "/quick-order";

/// One row on the page. Its signal changes when it was checked again; what is being typed elsewhere stays.
#[derive(Clone, Copy, PartialEq)]
pub struct Item {
    pub line: u32,
    pub row: RwSignal<CheckedRow>,
}

/// The list on the page and everything that changes it.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub items: RwSignal<Vec<Item>>,
    skipped: RwSignal<Vec<SkippedLine>>,
    added: RwSignal<Option<Added>>,
    key: RwSignal<IdempotencyKey>,
    cart: StoredValue<CartId>,
    undone: RwSignal<bool>,
    pub form: Sending,
    visitor: VisitorResource,
}

impl Sheet {
    fn new(start: &QuickStart, undone: bool) -> Self {
        let form = Sending::to(PATH);
        form.error.set(start.error.clone());
        let items = start.rows.iter().map(|row| Item { line: row.row.line, row: RwSignal::new(row.clone()) });
        Self {
            items: RwSignal::new(items.collect()),
            skipped: RwSignal::new(start.skipped.clone()),
            added: RwSignal::new(start.added.clone()),
            key: RwSignal::new(start.key.clone()),
            cart: StoredValue::new(start.cart.clone()),
            undone: RwSignal::new(undone),
            form,
            visitor: use_visitor(),
        }
    }

    /// All rows as they were checked last.
    pub fn rows(self) -> Vec<CheckedRow> {
        self.items.with(|items| items.iter().map(|i| i.row.get()).collect())
    }

    fn rows_untracked(self) -> Vec<CheckedRow> {
        self.items.with_untracked(|items| items.iter().map(|i| i.row.get_untracked()).collect())
    }

    pub fn next_line(self) -> u32 {
        self.items.with_untracked(|items| items.iter().map(|i| i.line).max().unwrap_or(0) + 1)
    }

    /// Puts checked rows in: known lines change, others are added at the end.
    fn take(self, checked: Vec<CheckedRow>) {
        let mut items = self.items.get_untracked();
        let mut added = false;
        for row in checked {
            match items.iter().find(|i| i.line == row.row.line) {
                Some(item) => item.row.set(row),
                None => {
                    items.push(Item { line: row.row.line, row: RwSignal::new(row) });
                    added = true;
                }
            }
        }
        if added {
            self.items.set(items);
        }
        self.mark();
    }

    /// Doubles are known on the page, without asking.
    fn mark(self) {
        let mut rows = self.rows_untracked();
        mark_doubles(&mut rows);
        self.items.with_untracked(|items| {
            for (item, row) in items.iter().zip(rows) {
                if item.row.with_untracked(|r| r.problems != row.problems) {
                    item.row.set(row);
                }
            }
        });
    }

    /// Replaces the list by `rows`; only those that changed are checked again.
    fn replace(self, rows: Vec<QuickRow>) {
        let before: HashMap<u32, QuickRow> =
            self.rows_untracked().into_iter().map(|r| (r.row.line, r.row)).collect();
        let lines: Vec<u32> = rows.iter().map(|r| r.line).collect();
        self.items.update(|items| items.retain(|i| lines.contains(&i.line)));
        let changed: Vec<QuickRow> = rows.into_iter().filter(|r| before.get(&r.line) != Some(r)).collect();
        if changed.is_empty() {
            self.mark();
        } else {
            self.check(changed, |_| {});
        }
    }

    /// Asks the server about these rows and calls `then` with the answer, when the page still stands.
    pub fn check(self, rows: Vec<QuickRow>, then: impl FnOnce(&[CheckedRow]) + 'static) {
        spawn_local(async move {
            match check_rows(rows, String::new(), 1).await {
                Ok(checked) => {
                    self.form.error.try_set(None);
                    self.added.try_set(None);
                    self.take(checked.rows.clone());
                    then(&checked.rows);
                }
                Err(Refusal(error)) => {
                    self.form.error.try_set(Some(error));
                }
            }
        });
    }

    pub fn repair(self, fix: &Fix) {
        let l = use_language();
        let rows = self.rows_untracked();
        self.replace(fixed(&rows, fix, |q| shown(q, l)));
    }

    fn read(self, text: String, done: impl FnOnce() + 'static) {
        self.form.start(check_rows(Vec::new(), text, self.next_line()), move |checked| {
            self.added.set(None);
            self.undone.set(false);
            self.skipped.set(checked.skipped);
            self.take(checked.rows);
            done();
        });
    }

    fn add(self) {
        let rows = self.rows_untracked();
        let lines: Vec<_> = rows.iter().filter_map(CheckedRow::line).collect();
        self.form.start(
            add_rows(self.key.get_untracked(), self.cart.get_value(), lines),
            move |(added, next)| {
                self.added.set(Some(added));
                self.key.set(next);
                self.undone.set(false);
                self.items.update(|items| items.retain(|i| !i.row.with_untracked(CheckedRow::clean)));
                self.skipped.set(Vec::new());
                self.visitor.ask_again();
                focus("added");
            },
        );
    }
}

#[component]
pub fn QuickOrderPage() -> impl IntoView {
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| quick_order());
    loaded(data, Side::Shop, move || {
        let undone = query.with_untracked(|q| q.get("undone") == "1");
        move |start| view! { <Whole start undone /> }
    })
}

#[component]
fn Whole(start: QuickStart, undone: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let text = start.text.clone();
    let sheet = Sheet::new(&start, undone);
    let submit = move |ev: SubmitEvent| {
        let Some(form) = ev.target().and_then(|f| f.dyn_into::<web_sys::HtmlFormElement>().ok()) else {
            return;
        };
        // A file is for the browser to send: the answer is this page with its rows.
        if has_file(&form) {
            sheet.form.busy.set(true);
            return;
        }
        ev.prevent_default();
        let pressed = ev.submitter().and_then(|b| b.get_attribute("value")).unwrap_or_default();
        match pressed.as_str() {
            "add" | "add_clean" => sheet.add(),
            "check" | "" => send_text(sheet),
            fix => {
                if let Some(fix) = Fix::parse(fix) {
                    sheet.repair(&fix);
                }
            }
        }
    };
    let refused = move || {
        sheet.form.error.get().map(|error| {
            view! { <div class="note bad" role="alert"><b>{t.house.not_done}</b> " " {error.text(l)}</div> }
        })
    };
    view! {
        <Page title=t.quick.title>
            <div class="head">
                <div>
                    <h1>{t.quick.title}</h1>
                    <p class="muted">{t.quick.intro}</p>
                </div>
            </div>
            <div id="added" tabindex="-1">
                {move || sheet.added.get().map(|added| view! { <InCart added sheet /> })}
                {move || sheet.undone.get().then(|| view! { <div class="note good" role="status">{t.quick.undone}</div> })}
            </div>
            {refused}
            <form
                class="quick stack"
                id="quick"
                method="post"
                action=PATH
                enctype="multipart/form-data"
                aria-busy=move || sheet.form.busy.get().then_some("true")
                on:submit=submit
            >
                // Enter in any field checks: the first button of a form is the one that Enter presses.
                <span class="vh"><button name="do" value="check" tabindex="-1" aria-hidden="true">{t.quick.check}</button></span>
                <input type="hidden" name="key" value=move || sheet.key.get().to_string() />
                <input type="hidden" name="cart" value=sheet.cart.get_value().to_string() />
                <Scan sheet />
                <div class="fields">
                    <div class="field">
                        <label for="list">{t.quick.list}</label>
                        <p class="hint" id="list-h">{t.quick.list_hint}</p>
                        <textarea
                            id="list"
                            name="text"
                            rows="6"
                            class="no"
                            autocomplete="off"
                            autocapitalize="off"
                            spellcheck="false"
                            aria-describedby="list-h"
                            on:paste=move |_| paste(sheet)
                            on:keydown=move |ev| {
                                if ev.key() == "Enter" && (ev.ctrl_key() || ev.meta_key()) {
                                    ev.prevent_default();
                                    send_text(sheet);
                                }
                            }
                        >
                            {text}
                        </textarea>
                    </div>
                    <div class="field">
                        <label for="file">{t.quick.file}</label>
                        <p class="hint" id="file-h">{t.quick.file_hint}</p>
                        <input id="file" type="file" name="file" accept=".csv,.txt,.xlsx,text/csv,text/plain" aria-describedby="file-h" />
                    </div>
                    <div class="actions">
                        <button class="quiet" name="do" value="check">{t.quick.check}</button>
                        <a href="/account/numbers">{t.quick.own_manage}</a>
                    </div>
                </div>
                {move || {
                    sheet.skipped.get().into_iter().map(|s| {
                        let text = fill(t.quick.skipped_one, &[&s.line.to_string(), &s.text]);
                        view! { <p class="note small" role="status">{text}</p> }
                    }).collect_view()
                }}
                <Rows sheet />
            </form>
        </Page>
    }
}

/// What lies in the cart now, and the way back.
#[component]
fn InCart(added: Added, sheet: Sheet) -> impl IntoView {
    let t = use_text();
    let undo = Sending::to("/fn/carts/undo_fill");
    let key = added.key.clone();
    let text = match added.rows {
        1 => t.quick.added_one.to_owned(),
        n => fill(t.quick.added, &[&n.to_string()]),
    };
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        undo.start(undo_fill(key.clone(), "quick".into()), move |_| {
            sheet.added.set(None);
            sheet.undone.set(true);
            sheet.visitor.ask_again();
            focus("added");
        });
    };
    view! {
        <div class="note good" role="status">
            <b>{text}</b>
            <div class="actions">
                <a class="act" href=path_of(&added.cart)>{t.quick.to_cart}</a>
                <form method="post" action=undo.url on:submit=submit>
                    <input type="hidden" name="key" value=added.key.to_string() />
                    <input type="hidden" name="from" value="quick" />
                    <button class="quiet">{t.quick.undo}</button>
                </form>
            </div>
        </div>
    }
}

#[component]
fn Rows(sheet: Sheet) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let figures = Memo::new(move |_| {
        let rows = sheet.rows();
        let clean = rows.iter().filter(|r| r.clean()).count();
        let sum = rows
            .iter()
            .filter(|r| r.clean())
            .filter_map(|r| r.amount)
            .fold(Decimal::ZERO, |sum, amount| sum + amount.amount);
        let proposals = rows.iter().any(|r| {
            r.repaired(|q| shown(q, l)).is_some()
                || r.problems.iter().any(|p| matches!(p, kontor_domain::Problem::AlreadyInLine { .. }))
        });
        (rows.len(), clean, sum, proposals)
    });
    let summary = move || {
        let (all, clean, ..) = figures.get();
        match all - clean {
            0 => fill(t.quick.summary_clean, &[&all.to_string()]),
            wrong => fill(t.quick.summary, &[&all.to_string(), &wrong.to_string()]),
        }
    };
    let some = Memo::new(move |_| figures.with(|f| f.0 > 0));
    let buttons = move || {
        let (all, clean, ..) = figures.get();
        if clean == all {
            let words = match all {
                1 => t.quick.add_one.to_owned(),
                n => fill(t.quick.add, &[&n.to_string()]),
            };
            return view! { <button class="act" name="do" value="add">{words}</button> }.into_any();
        }
        let only = (clean > 0).then(|| {
            let words = match clean {
                1 => t.quick.add_clean_one.to_owned(),
                n => fill(t.quick.add_clean, &[&n.to_string()]),
            };
            view! { <button class="quiet" name="do" value="add_clean">{words}</button> }
        });
        view! {
            <button class="act" name="do" value="add" disabled>{t.quick.fix_first}</button>
            {only}
        }
        .into_any()
    };
    view! {
        <Show when=move || some.get()>
            <section class="chapter" id="rows">
                <h2>{t.quick.rows}</h2>
                <p role="status">{summary}</p>
                <table class="data lines quick-rows">
                    <caption class="vh">{t.quick.rows}</caption>
                    <thead>
                        <tr>
                            <th class="num">{t.quick.line}</th>
                            <th>{t.quick.number}</th>
                            <th>{t.carts.delivery}</th>
                            <th>{t.carts.quantity}</th>
                            <th class="num">{t.carts.price}</th>
                            <th class="num">{t.carts.amount}</th>
                        </tr>
                    </thead>
                    <For each=move || sheet.items.get() key=|item| item.line let:item>
                        <Row item sheet />
                    </For>
                </table>
                <dl class="sums">
                    <div><dt>{t.quick.sum}</dt><dd>{move || format::money(Money::eur(figures.get().2), l)}</dd></div>
                </dl>
                {move || {
                    figures.get().3.then(|| view! {
                        <div class="actions">
                            <button class="quiet" name="do" value="all">{t.quick.all}</button>
                            <span class="small muted">{t.quick.all_text}</span>
                        </div>
                    })
                }}
                <div class="actions">{buttons}</div>
            </section>
        </Show>
    }
}

fn has_file(form: &web_sys::HtmlFormElement) -> bool {
    let file = form.query_selector("input[type=file]").ok().flatten();
    let file = file.and_then(|f| f.dyn_into::<HtmlInputElement>().ok());
    file.is_some_and(|f| !f.value().is_empty())
}

fn text_area() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id("list")?.dyn_into().ok()
}

/// Moves what stands in the text field into rows. What is refused stays.
fn send_text(sheet: Sheet) {
    let Some(area) = text_area() else { return };
    let text = area.value();
    if text.trim().is_empty() {
        // Nothing new: everything is looked at again.
        let rows: Vec<QuickRow> = sheet.rows_untracked().into_iter().map(|r| r.row).collect();
        if !rows.is_empty() {
            sheet.check(rows, |_| {});
        }
        return;
    }
    sheet.read(text, move || {
        area.set_value("");
    });
}

/// What is pasted is checked at once; the field holds it only after the event.
fn paste(sheet: Sheet) {
    spawn_local(async move {
        pause(0).await;
        if text_area().is_some_and(|area| area.value().trim().contains('\n')) {
            send_text(sheet);
        }
    });
}
