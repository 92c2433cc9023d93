//! `/desk/imports` and `/desk/imports/:id`: bringing in articles, prices and stock from files, and what came of it.

use kontor_domain::catalog::{ImportReport, ImportRowError, ImportSummary};
use kontor_domain::{Decimal, ImportId, format, page};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::import_report::import_report;
use super::imports::imports;
use crate::desk::{DeskFailed, row_id, row_keys};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, use_query};
use crate::wire::Refusal;

const PATH: &str = "/desk/imports";

#[component]
pub fn DeskImportsPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let after = Memo::new(move |_| query.with(|q| q.some("after")));
    let list = Resource::new_blocking(move || after.get(), imports);
    row_keys(|_| {});
    view! {
        <Transition>
            {move || {
                let first = after.get().is_none();
                Suspend::new(async move {
                    match list.await {
                        Ok(page) => {
                            view! {
                                <Page title=t.desk.imports class="work">
                                    <div class="head"><div><h1>{t.desk.imports}</h1></div></div>
                                    <div class="split">
                                        <div>
                                            <section class="chapter">
                                                <h2>{t.desk.earlier}</h2>
                                                <List page first />
                                            </section>
                                        </div>
                                        <aside>
                                            <section class="chapter"><h2>{t.desk.new_import}</h2><Upload /></section>
                                        </aside>
                                    </div>
                                </Page>
                            }
                                .into_any()
                        }
                        Err(Refusal(error)) => view! { <DeskFailed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// A plain form: the browser sends the file, the server leads to the report.
#[component]
fn Upload() -> impl IntoView {
    let t = use_text();
    let busy = RwSignal::new(false);
    let over = RwSignal::new(false);
    let modes = [
        ("preview", t.desk.mode_preview, t.desk.mode_preview_text),
        ("all_or_nothing", t.desk.mode_all, t.desk.mode_all_text),
        ("good_rows", t.desk.mode_good, t.desk.mode_good_text),
    ];
    view! {
        <form class="stack" method="post" action=PATH enctype="multipart/form-data" on:submit=move |_| busy.set(true)>
            <label
                class="drop"
                class:over=move || over.get()
                on:dragenter=move |_| over.set(true)
                on:dragleave=move |_| over.set(false)
                on:drop=move |_| over.set(false)
            >
                <b>{t.desk.file}</b>
                <input type="file" name="file" accept=".csv,.txt,.xml,text/csv,text/xml,application/xml" required />
                <span>{t.desk.file_text}</span>
            </label>
            <fieldset class="choices">
                <legend>{t.desk.mode}</legend>
                {modes
                    .into_iter()
                    .map(|(value, name, text)| {
                        view! {
                            <label class="choice">
                                <input type="radio" name="mode" value=value checked=value == "preview" />
                                <span><b>{name}</b> <br /> <span class="small muted">{text}</span></span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <button class="act wide" aria-busy=move || busy.get().then_some("true")>
                {move || if busy.get() { t.desk.uploading } else { t.desk.upload }}
            </button>
        </form>
    }
}

#[component]
fn List(page: page::Page<ImportSummary>, first: bool) -> impl IntoView {
    let t = use_text();
    if page.items.is_empty() {
        return view! { <Empty title=t.desk.no_imports text=t.desk.no_imports_text><span></span></Empty> }
            .into_any();
    }
    let next = page.next.map(|after| Query::default().with("after", &after).on(PATH));
    let previous = (!first).then(|| PATH.to_owned());
    view! {
        <table class="data orders">
            <caption class="vh">{t.desk.earlier}</caption>
            <thead>
                <tr>
                    <th>{t.desk.file_name}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.desk.rows_changed}</th>
                    <th class="num">{t.desk.errors}</th>
                </tr>
            </thead>
            <tbody>
                {page.items.into_iter().enumerate().map(|(i, import)| view! { <Row i import /> }).collect_view()}
            </tbody>
        </table>
        {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
    }
    .into_any()
}

#[component]
fn Row(i: usize, import: ImportSummary) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (tone, word) = outcome(import.written, import.errors);
    let counts = [import.new, import.changed, import.unchanged].map(|n| n.to_string());
    view! {
        <tr>
            <td class="c-what">
                <a class="name cover" id=row_id(i) href=format!("{PATH}/{}", import.id)>{import.file}</a>
                <span class="sub-line">{import.by} ", " {format::moment(import.at, l)}</span>
            </td>
            <td class="c-state"><span class=format!("state {tone}")>{word}</span></td>
            <td class="c-date">{fill(t.desk.counts, &[&counts[0], &counts[1], &counts[2]])}</td>
            <td class="num" data-label=t.desk.errors>{import.errors}</td>
        </tr>
    }
}

/// Tone and word of what came of an import.
fn outcome(written: bool, errors: u64) -> (&'static str, &'static str) {
    let t = use_text();
    match (written, errors) {
        (true, 0) => ("good", t.desk.written),
        (true, _) => ("soon", t.desk.written_partly),
        (false, 0) => ("", t.desk.previewed),
        (false, _) => ("bad", t.desk.not_written),
    }
}

#[component]
pub fn DeskImportPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| ImportId(params.with(|p| p.get("id").unwrap_or_default())));
    let report = Resource::new_blocking(move || id.get(), import_report);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match report.await {
                    Ok(report) => view! { <Report report /> }.into_any(),
                    Err(Refusal(error)) => view! { <DeskFailed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Report(report: ImportReport) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let o = report.outcome;
    let wrong = o.errors.len() as u64 + o.more_errors;
    let (tone, word) = outcome(report.written, wrong);
    let what = match (report.written, wrong) {
        (true, 0) if o.new + o.changed == 0 => t.desk.report_same,
        (true, 0) => t.desk.report_written,
        (true, _) => t.desk.report_partly,
        (false, 0) => t.desk.report_preview,
        (false, _) => t.desk.report_errors,
    };
    let figures = [
        (t.desk.rows, o.rows),
        (t.desk.new, o.new),
        (t.desk.changed, o.changed),
        (t.desk.unchanged, o.unchanged),
        (t.desk.errors, wrong),
    ];
    let note = if tone.is_empty() { "note".to_owned() } else { format!("note {tone}") };
    let examples = o.examples;
    let (errors, more) = (o.errors, o.more_errors);
    view! {
        <Page title=report.file.clone() class="work">
            <Crumbs above=vec![(PATH.into(), t.desk.imports.into())] here=report.file.clone() />
            <div class="head">
                <div><h1>{report.file}</h1></div>
                <a class="quiet" href=PATH>{t.desk.new_import}</a>
            </div>
            <div class=note role="status"><b>{word}</b> " " {what}</div>
            <dl class="figures">
                {figures
                    .into_iter()
                    .map(|(name, n)| view! { <div><dt>{name}</dt><dd>{format::decimal(Decimal::from(n), l)}</dd></div> })
                    .collect_view()}
            </dl>
            <section>
                {(!errors.is_empty()).then(|| view! { <Errors errors more /> })}
                {(!examples.is_empty())
                    .then(|| {
                        view! {
                            <div class="chapter">
                                <h2>{t.desk.examples}</h2>
                                <table class="data">
                                    <thead>
                                        <tr><th>{t.orders.number}</th><th>{t.desk.what_changes}</th></tr>
                                    </thead>
                                    <tbody>
                                        {examples
                                            .into_iter()
                                            .map(|(number, fields)| {
                                                let words = fields
                                                    .iter()
                                                    .map(|f| if f == "new" { t.desk.new_part } else { f })
                                                    .collect::<Vec<_>>()
                                                    .join(", ");
                                                view! {
                                                    <tr>
                                                        <td class="no" data-label=t.orders.number>{number}</td>
                                                        <td data-label=t.desk.what_changes>{words}</td>
                                                    </tr>
                                                }
                                            })
                                            .collect_view()}
                                    </tbody>
                                </table>
                            </div>
                        }
                    })}
            </section>
        </Page>
    }
}

#[component]
fn Errors(errors: Vec<ImportRowError>, more: u64) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = |e: ImportRowError| {
        view! {
            <tr>
                <td class="c-row num">{e.line}</td>
                <td class="c-what no">{e.field}</td>
                <td class="no" data-label=t.desk.stands_there>{e.value}</td>
                <td class="c-problem"><span class="state bad">{e.problem.text(l)}</span></td>
            </tr>
        }
    };
    view! {
        <div class="chapter">
            <h2>{t.desk.wrong_rows}</h2>
            <table class="data errors">
                <caption class="vh">{t.desk.wrong_rows}</caption>
                <thead>
                    <tr>
                        <th class="num">{t.desk.line}</th>
                        <th>{t.desk.field}</th>
                        <th>{t.desk.stands_there}</th>
                        <th>{t.desk.problem}</th>
                    </tr>
                </thead>
                <tbody>{errors.into_iter().map(row).collect_view()}</tbody>
            </table>
            {(more > 0).then(|| view! { <p class="more muted">{fill(t.desk.more_errors, &[&more.to_string()])}</p> })}
        </div>
    }
}
