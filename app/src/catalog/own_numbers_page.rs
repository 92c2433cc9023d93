//! `/account/numbers`: what a company calls the parts. Its administrator brings them as a list; the form is plain, since it
//! carries a file.

use kontor_domain::catalog::own::{OwnNumber, WrongPair};
use kontor_domain::page;
use leptos::prelude::*;

use super::own_numbers::{BroughtNumbers, OwnNumbersView, own_numbers};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded_for, use_query};

pub const PATH: &str = "/account/numbers";

#[component]
pub fn OwnNumbersPage() -> impl IntoView {
    let query = use_query();
    let after = Memo::new(move |_| query.with(|q| q.some("after")));
    let data = Resource::new_blocking(move || after.get(), own_numbers);
    loaded_for(data, Side::Shop, move || {
        let first = after.get().is_none();
        move |data, visitor| view! { <Whole data first manages=visitor.manages /> }
    })
}

#[component]
fn Whole(data: OwnNumbersView, first: bool, manages: bool) -> impl IntoView {
    let t = use_text();
    let OwnNumbersView { page, brought } = data;
    view! {
        <Page title=t.quick.own_title>
            <Crumbs above=vec![("/account".into(), t.accounts.title.into())] here=t.quick.own_title.to_owned() />
            <div class="head">
                <div>
                    <h1>{t.quick.own_title}</h1>
                    <p class="muted">{t.quick.own_text}</p>
                </div>
                <a class="quiet" href="/quick-order">{t.quick.title}</a>
            </div>
            <div class="split">
                <section class="chapter">
                    <h2>{t.quick.own_title}</h2>
                    <List page first manages />
                </section>
                {manages.then(|| view! { <aside><Bring brought /></aside> })}
            </div>
        </Page>
    }
}

#[component]
fn List(page: page::Page<OwnNumber>, first: bool, manages: bool) -> impl IntoView {
    let t = use_text();
    if page.items.is_empty() {
        let text = if manages { t.quick.own_none_text } else { t.quick.own_none_buyer };
        return view! { <Empty title=t.quick.own_none text><span></span></Empty> }.into_any();
    }
    let next = page.next.map(|after| Query::default().with("after", &after).on(PATH));
    let previous = (!first).then(|| PATH.to_owned());
    view! {
        <table class="data">
            <caption class="vh">{t.quick.own_title}</caption>
            <thead>
                <tr><th>{t.quick.own_number}</th><th>{t.quick.own_part}</th></tr>
            </thead>
            <tbody>
                {page
                    .items
                    .into_iter()
                    .map(|n| {
                        let name = if n.name.is_empty() { t.quick.gone.to_owned() } else { n.name };
                        view! {
                            <tr>
                                <td class="no" data-label=t.quick.own_number>{n.number}</td>
                                <td data-label=t.quick.own_part>
                                    <span>
                                        <a class="no" href=format!("/parts/{}", n.part)>{n.part_number}</a>
                                        " "
                                        {name}
                                    </span>
                                </td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
        <Pager previous next />
    }
    .into_any()
}

/// The form, and what came of it.
#[component]
fn Bring(brought: BroughtNumbers) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let busy = RwSignal::new(false);
    let skipped = brought.skipped.into_iter().map(|s| {
        view! { <p class="note small" role="status">{fill(t.quick.skipped_one, &[&s.line.to_string(), &s.text])}</p> }
    });
    view! {
        <section class="chapter" id="bring">
            <h2>{t.quick.own_set}</h2>
            {brought
                .done
                .map(|done| {
                    let text = fill(t.quick.own_done, &[&done.set.to_string(), &done.removed.to_string()]);
                    view! { <div class="note good" role="status">{text}</div> }
                })}
            {brought
                .error
                .map(|e| view! { <div class="note bad" role="alert"><b>{t.house.not_done}</b> " " {e.text(l)}</div> })}
            {skipped.collect_view()}
            {(!brought.wrong.is_empty()).then(|| view! { <Wrong rows=brought.wrong /> })}
            <form class="stack" method="post" action=PATH enctype="multipart/form-data" on:submit=move |_| busy.set(true)>
                <div class="field">
                    <label for="list">{t.quick.own_list}</label>
                    <p class="hint" id="list-h">{t.quick.own_list_hint}</p>
                    <textarea id="list" name="text" rows="6" class="no" autocomplete="off" spellcheck="false" aria-describedby="list-h">
                        {brought.text}
                    </textarea>
                </div>
                <div class="field">
                    <label for="file">{t.quick.file}</label>
                    <input id="file" type="file" name="file" accept=".csv,.txt,.xlsx,text/csv,text/plain" />
                </div>
                <button class="act wide" aria-busy=move || busy.get().then_some("true")>{t.quick.own_save}</button>
            </form>
        </section>
    }
}

#[component]
fn Wrong(rows: Vec<WrongPair>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = |w: WrongPair| {
        view! {
            <tr>
                <td class="c-row num">{w.line}</td>
                <td class="c-what no">{w.number}</td>
                <td class="no" data-label=t.quick.own_wrong_part>{w.part}</td>
                <td class="c-problem"><span class="state bad">{w.problem.text(l)}</span></td>
            </tr>
        }
    };
    view! {
        <div class="note bad" role="alert">{t.quick.own_wrong}</div>
        <table class="data errors">
            <caption class="vh">{t.quick.own_wrong}</caption>
            <thead>
                <tr>
                    <th class="num">{t.quick.line}</th>
                    <th>{t.quick.own_number}</th>
                    <th>{t.quick.own_wrong_part}</th>
                    <th>{t.quick.own_problem}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
