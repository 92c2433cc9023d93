//! `/desk/imports` and `/desk/imports/:id`: bringing in articles, prices and stock from files, and what came of it.

use kontor_domain::catalog::{ImportMode, ImportRowError, ImportState, ImportSummary, ImportView};
use kontor_domain::{Decimal, IdempotencyKey, ImportId, format, page};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::SubmitEvent;
use leptos_router::hooks::use_params_map;

use super::import_now::import_now;
use super::import_report::{DeskImport, import_report};
use super::imports::imports;
use super::retry_import::retry_import;
use crate::desk::{DeskFailed, row_id, row_keys};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Crumbs, Empty, Page, Pager, Query, Sending, go_to_page, pause, use_query};
use crate::wire::Refusal;

const PATH: &str = "/desk/imports";
/// While an import runs, its page asks so often how far it is.
const POLL: u32 = 1_000;
/// Without WebAssembly the page loads itself anew, in seconds. In `noscript`, so that it never does with it.
const REFRESH: &str = r#"<meta http-equiv="refresh" content="3">"#;

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
                let refused = query.with(|q| q.get("refused").to_owned());
                Suspend::new(async move {
                    match list.await {
                        Ok(found) => {
                            let (page, key) = (found.page, found.key);
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
                                            <section class="chapter"><h2>{t.desk.new_import}</h2><Upload key_=key refused /></section>
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

/// A plain form: the browser sends the file, the server leads to the page of the import. `refused` says what was wrong with
/// the last file.
#[component]
fn Upload(key_: IdempotencyKey, refused: String) -> impl IntoView {
    let t = use_text();
    let refused = match refused.as_str() {
        "" => None,
        "empty" => Some(t.desk.refused_empty),
        "large" => Some(t.desk.refused_large),
        _ => Some(t.desk.refused_broken),
    };
    let busy = RwSignal::new(false);
    let over = RwSignal::new(false);
    let modes = [
        ("preview", t.desk.mode_preview, t.desk.mode_preview_text),
        ("all_or_nothing", t.desk.mode_all, t.desk.mode_all_text),
        ("good_rows", t.desk.mode_good, t.desk.mode_good_text),
    ];
    view! {
        {refused.map(|text| view! { <div class="note bad" role="alert"><b>{t.house.not_done}</b> " " {text}</div> })}
        <form
            class="stack"
            method="post"
            action=PATH
            enctype="multipart/form-data"
            on:submit=move |_| busy.set(true)
        >
            <input type="hidden" name="key" value=key_.to_string() />
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
    let (tone, word) = state(import.state).unwrap_or_else(|| outcome(import.written, import.errors));
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

/// Tone and word of an import that is not done; nothing for one that is.
fn state(state: ImportState) -> Option<(&'static str, &'static str)> {
    let t = use_text();
    match state {
        ImportState::Waiting => Some(("soon", t.desk.import_waiting)),
        ImportState::Checking => Some(("soon", t.desk.import_checking)),
        ImportState::Writing => Some(("soon", t.desk.import_writing)),
        ImportState::Failed => Some(("bad", t.desk.import_failed)),
        ImportState::Done => None,
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
    let again = Callback::new(move |()| report.refetch());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match report.await {
                    Ok(found) if !found.import.state.over() => view! { <Running found again /> }.into_any(),
                    Ok(found) if found.import.state == ImportState::Failed => {
                        view! { <Failed import=found.import again /> }.into_any()
                    }
                    Ok(found) => view! { <Report found /> }.into_any(),
                    Err(Refusal(error)) => view! { <DeskFailed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Crumbs, the name of the file, and who read it in when.
#[component]
fn Head(import: ImportView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let mode = match import.mode {
        ImportMode::Preview => t.desk.mode_preview,
        ImportMode::AllOrNothing => t.desk.mode_all,
        ImportMode::GoodRows => t.desk.mode_good,
    };
    let mut about = format!("{mode}, {}, {}", import.by, format::moment(import.at, l));
    if import.bytes > 0 {
        let kilobytes = Decimal::from(import.bytes.div_ceil(1024));
        about = format!("{about}, {}\u{a0}kB", format::decimal(kilobytes, l));
    }
    view! {
        <Crumbs above=vec![(PATH.into(), t.desk.imports.into())] here=import.file.clone() />
        <div class="head">
            <div>
                <h1>{import.file}</h1>
                <p class="muted">{about}</p>
            </div>
            <a class="quiet" href=PATH>{t.desk.new_import}</a>
        </div>
    }
}

/// How far it is: asked for every second, or by loading the page again.
#[component]
fn Running(found: DeskImport, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let import = found.import;
    let (id, here) = (import.id.clone(), format!("{PATH}/{}", import.id));
    let now = RwSignal::new(import.clone());
    Effect::new(move |_| {
        let id = id.clone();
        spawn_local(async move {
            loop {
                pause(POLL).await;
                // The page was left.
                if now.try_get_untracked().is_none() {
                    return;
                }
                match import_report(id.clone()).await {
                    Ok(found) if found.import.state.over() => {
                        if now.try_get_untracked().is_some() {
                            again.run(());
                        }
                        return;
                    }
                    Ok(found) => drop(now.try_set(found.import)),
                    // Nobody knows how far it is; it goes on without us, and so do we.
                    Err(_) => {}
                }
            }
        });
    });
    let word = move || now.with(|i| state(i.state).map(|(_, word)| word));
    let rows = move || {
        now.with(|i| {
            let done = format::decimal(Decimal::from(i.rows), l);
            match i.total {
                Some(total) => fill(t.desk.row_of, &[&done, &format::decimal(Decimal::from(total), l)]),
                None => fill(t.desk.row_so_far, &[&done]),
            }
        })
    };
    // Without a value the bar only shows that something is going on.
    let value = move || now.with(|i| i.total.map(|_| i.rows.to_string()));
    let total = move || now.with(|i| i.total.unwrap_or(1).max(1).to_string());
    let why = move || now.with(|i| i.error.as_ref().map(|e| e.text(l)));
    view! {
        <Page title=import.file.clone() class="work">
            <noscript inner_html=REFRESH></noscript>
            <Head import />
            <div class="note soon" role="status">
                <b>{word}</b>
                " "
                {t.desk.running_text}
                {move || why().map(|text| view! { <p>{fill(t.desk.import_again_because, &[&text])}</p> })}
            </div>
            <div class="progress">
                <div class="row ends"><span>{rows}</span></div>
                <progress aria-label=t.desk.progress max=total value=value></progress>
            </div>
            <div class="actions">
                <a class="quiet" href=here rel="external">{t.desk.reload}</a>
            </div>
        </Page>
    }
}

/// Why it was given up, and the way to try again.
#[component]
fn Failed(import: ImportView, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/catalog/retry_import");
    let (id, hidden) = (import.id.clone(), import.id.to_string());
    let why = import.error.as_ref().map(|e| e.text(l)).unwrap_or_default();
    let kept = import.kept;
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(retry_import(id.clone()), move |()| again.run(()));
    };
    view! {
        <Page title=import.file.clone() class="work">
            <Head import />
            <div class="note bad" role="alert"><b>{t.desk.import_failed}</b> " " {why} " " {t.desk.failed_text}</div>
            <Alert form />
            {if kept {
                view! {
                    <form class="actions" method="post" action=form.url on:submit=submit>
                        <input type="hidden" name="import" value=hidden />
                        <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.again}</button>
                    </form>
                }
                    .into_any()
            } else {
                view! { <div class="actions"><a class="act" href=PATH>{t.desk.new_import}</a></div> }.into_any()
            }}
        </Page>
    }
}

/// Takes the same file over: all of it when it was only checked, the good rows when some are wrong.
#[component]
fn TakeOver(import: ImportView, key_: IdempotencyKey, wrong: bool) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/catalog/import_now");
    let (mode, word) = if wrong {
        (ImportMode::GoodRows, t.desk.take_good_rows)
    } else {
        (ImportMode::AllOrNothing, t.desk.take_over)
    };
    let (id, hidden, key) = (import.id.clone(), import.id.to_string(), key_.to_string());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let work = import_now(key_.clone(), id.clone(), mode.code().to_owned());
        form.start(work, |new| go_to_page(&format!("{PATH}/{new}")));
    };
    view! {
        <Alert form />
        <form class="actions" method="post" action=form.url on:submit=submit>
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="import" value=hidden />
            <input type="hidden" name="mode" value=mode.code() />
            <button class="act" aria-busy=move || form.busy.get().then_some("true")>{word}</button>
        </form>
    }
}

#[component]
fn Report(found: DeskImport) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (import, key) = (found.import, found.key);
    let report = import.report.clone();
    let o = report.outcome;
    let wrong = o.errors.len() as u64 + o.more_errors;
    let any_wrong = wrong > 0;
    let take = import.kept && !report.written && o.new + o.changed > 0;
    let (tone, word) = outcome(report.written, wrong);
    let what = match (report.written, wrong) {
        (true, 0) if o.new + o.changed == 0 => t.desk.report_same,
        (true, 0) => t.desk.report_written,
        (true, _) => t.desk.report_partly,
        (false, 0) => t.desk.report_preview,
        (false, _) if o.new + o.changed == 0 => t.desk.report_only_errors,
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
            <Head import=import.clone() />
            <div class=note role="status"><b>{word}</b> " " {what}</div>
            {take.then(|| view! { <TakeOver import key_=key wrong=any_wrong /> })}
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
                                                    .map(|f| field_word(f))
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

/// The word for a field that changes; names of columns that are words already stay.
fn field_word(field: &str) -> &str {
    let t = use_text();
    match field {
        "new" => t.desk.new_part,
        "number" => t.catalog.number,
        "name" => t.desk.field_name,
        "text" => t.desk.field_text,
        "category" => t.catalog.group,
        "attributes" => t.catalog.facts,
        "pictures" => t.house.picture,
        "weight" => t.catalog.weight,
        "unit" => t.desk.field_unit,
        "packaging" => t.catalog.packaging,
        "minimum" => t.catalog.minimum,
        "code" => t.desk.field_code,
        "vat" => t.desk.field_vat,
        "discount_group" => t.desk.discount_group,
        "replaced_by" => t.catalog.successor,
        "cross_references" => t.catalog.cross,
        "replenishment" => t.desk.field_replenishment,
        "returns" => t.returns.terms_field,
        "price" => t.desk.list_price,
        "stock" => t.desk.stock,
        other => other,
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
