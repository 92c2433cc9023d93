//! `/orders/:id/return`: what may come back on which terms, the preview of the fee, and announcing it.
//!
//! What was chosen stands in the address: the preview is a page like any other. What is announced is what the preview shows;
//! after a change the button waits until the preview was looked at again.

use kontor_domain::returns::{ReturnLine, ReturnReason, ReturnStart, ReturnableLine};
use kontor_domain::{OrderId, Quantity, ReturnId, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::request_return::request_return;
use super::start_return::{AskedFields, asked, start_return};
use crate::carts::Sums;
use crate::orders::LineNumber;
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Agree, Alert, Crumbs, Empty, FieldError, Fields, Page, Query, Sending, Side, loaded, look_at,
    quantity_words, use_query,
};

#[component]
pub fn ReturnFormPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let chosen = Memo::new(move |_| query.with(asked));
    let data =
        Resource::new_blocking(move || (id.get(), chosen.get()), |(order, lines)| start_return(order, lines));
    // Of the page, since what stands in the old preview still listens while the new one is drawn.
    let kept = Kept { words: RwSignal::new(String::new()), stale: RwSignal::new(false) };
    loaded(data, Side::Shop, move || {
        let query = query.get();
        move |start| view! { <Whole start query kept /> }
    })
}

/// What outlives a preview.
#[derive(Clone, Copy)]
struct Kept {
    /// What was typed about the return.
    words: RwSignal<String>,
    /// Quantities or reasons are other ones than those of the preview.
    stale: RwSignal<bool>,
}

#[component]
fn Whole(start: ReturnStart, query: Query, kept: Kept) -> impl IntoView {
    let t = use_text();
    let order = format!("/orders/{}", start.order);
    let case = start.case.to_string();
    let path = format!("{order}/return");
    let look = look_at(path.clone(), kept.stale);
    let above = vec![("/orders".into(), t.orders.title.into()), (order.clone(), case.clone())];
    let nothing = start.lines.is_empty();
    view! {
        <Page title=fill(t.returns.form_title, &[&case])>
            <Crumbs above here=t.returns.send_back.to_owned() />
            <div class="head">
                <div>
                    <h1>{fill(t.returns.form_title, &[""])} <span class="code">{case}</span></h1>
                    <p class="muted">{t.returns.form_text}</p>
                </div>
            </div>
            {if nothing {
                view! {
                    <Empty title=t.returns.nothing_title text=t.returns.nothing_text>
                        <a class="quiet" href=order>{t.orders.back_to_order}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                let lines = start
                    .lines
                    .iter()
                    .map(|line| view! { <Row line=line.clone() start=start.clone() query=query.clone() /> })
                    .collect_view();
                view! {
                    <div class="split">
                        <form class="stack" action=path on:submit=look on:input=move |_| kept.stale.set(true) novalidate>
                            <table class="data lines">
                                <caption class="vh">{t.returns.lines}</caption>
                                <thead>
                                    <tr>
                                        <th>{t.orders.part}</th>
                                        <th>{t.returns.terms}</th>
                                        <th>{t.returns.how_many}</th>
                                        <th>{t.returns.reason}</th>
                                    </tr>
                                </thead>
                                <tbody>{lines}</tbody>
                            </table>
                            <div class="actions"><button class="quiet">{t.returns.preview}</button></div>
                        </form>
                        <aside>
                            <section class="chapter" id="preview" tabindex="-1">
                                <h2>{t.returns.preview_title}</h2>
                                <Preview start query kept />
                            </section>
                        </aside>
                    </div>
                }
                    .into_any()
            }}
        </Page>
    }
}

/// A line that was delivered, with its terms and how much of it comes back.
#[component]
fn Row(line: ReturnableLine, start: ReturnStart, query: Query) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let at = line.position;
    let (q, r) = (format!("q.{at}"), format!("r.{at}"));
    let typed = query.get(&q).to_owned();
    let reason = ReturnReason::parse(query.get(&r)).unwrap_or_default();
    let wrong = start
        .wrong
        .iter()
        .find(|f| f.field == format!("quantity.{at}"))
        .map(|f| view! { <p class="error" id=format!("{q}-e")>{f.problem.text(l)}</p> });
    let until = line.until.map(|day| {
        let text = if day < start.today { t.returns.was_until } else { t.returns.until };
        view! { <span class="sub-line">{fill(text, &[&format::date(day, l)])}</span> }
    });
    let core = line.core_until.map(|day| {
        let deposit = format::money(line.rule.deposit(), l);
        view! { <span class="sub-line">{fill(t.returns.core_terms, &[&deposit, &format::date(day, l)])}</span> }
    });
    let open = line.left > Quantity::ZERO || line.cores_left > Quantity::ZERO;
    let cores = line.cores_left > Quantity::ZERO;
    let options = ReturnReason::ALL
        .into_iter()
        .filter(|reason| *reason != ReturnReason::Core || cores)
        .map(|reason_| {
            view! { <option value=reason_.code() selected=reason_ == reason>{reason_.word(l)}</option> }
        })
        .collect_view();
    let bad = wrong.is_some();
    view! {
        <tr class:off=!open>
            <td class="c-what">
                <b>{line.name.get(l).to_owned()}</b>
                <LineNumber number=line.number.clone() class="sub-line no" />
                <span class="sub-line">
                    {fill(t.returns.delivered, &[&quantity_words(line.shipped, line.unit, l)])}
                    {(line.left < line.shipped)
                        .then(|| fill(t.returns.left, &[&quantity_words(line.left, line.unit, l)]))}
                </span>
            </td>
            <td class="c-avail">{line.rule.text(l)} {until} {core}</td>
            {if open {
                view! {
                    <td class="c-qty" data-label=t.returns.how_many>
                        <input
                            class="amount"
                            name=q.clone()
                            value=typed
                            inputmode="decimal"
                            autocomplete="off"
                            placeholder="0"
                            aria-label=fill(t.house.quantity_of, &[line.name.called(&line.number, l)])
                            aria-invalid=bad.then_some("true")
                            aria-describedby=bad.then(|| format!("{q}-e"))
                        />
                        {wrong}
                    </td>
                    <td data-label=t.returns.reason>
                        <div class="field">
                            <select name=r aria-label=fill(t.returns.reason_for, &[line.name.called(&line.number, l)])>{options}</select>
                        </div>
                    </td>
                }
                    .into_any()
            } else {
                view! { <td colspan="2">{t.returns.all_back}</td> }.into_any()
            }}
        </tr>
    }
}

/// What the chosen lines come to, and the form that announces exactly them.
#[component]
fn Preview(start: ReturnStart, query: Query, kept: Kept) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Kept { words, stale } = kept;
    let form = Sending::to("/fn/returns/request_return");
    let typed = crate::ui::kept(form);
    let Some(totals) = start.totals.clone() else {
        let text = if start.wrong.is_empty() { t.returns.preview_none } else { t.returns.preview_wrong };
        return view! { <p>{text}</p> }.into_any();
    };
    let quoted: Vec<ReturnLine> = start.lines.iter().filter_map(|line| line.quoted.clone()).collect();
    let seen = totals.net.amount.normalize().to_string();
    let (key, order) = (start.key.clone(), start.order.clone());
    let navigate = use_navigate();
    let submit = {
        let (seen, lines) = (seen.clone(), asked(&query));
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let navigate = navigate.clone();
            let work =
                request_return(key.clone(), order.clone(), lines.clone(), fields.get("words"), seen.clone());
            form.start(work, move |id: ReturnId| {
                navigate(&format!("/returns/{id}?announced=1"), NavigateOptions::default());
            });
        }
    };
    let rows = quoted
        .iter()
        .map(|line| {
            let a = line.asked;
            let fee = if a.fee.is_zero() {
                t.returns.no_fee.to_owned()
            } else {
                let percent = line.rule.percent();
                let least = a.fee != a.value.percent(percent).rounded();
                let how = if least { t.returns.fee_least.to_owned() } else { format::percent(percent, l) };
                fill(t.returns.fee_line, &[&how, &format::money(a.fee, l)])
            };
            let deposit = (!a.deposit.is_zero()).then(|| {
                fill(t.returns.deposit_line, &[&format::quantity(a.cores, l), &format::money(a.deposit, l)])
            });
            view! {
                <div>
                    <dt>{quantity_words(a.quantity, line.unit, l)}</dt>
                    <dd>
                        {line.name.get(l).to_owned()}
                        <span class="small">
                            <br />
                            {line.reason.word(l)}
                            <br />
                            {format!("{}: {}", t.returns.value, format::money(a.value, l))}
                            <br />
                            {fee}
                            {deposit.map(|text| view! { <br /> {text} })}
                        </span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    let hidden = asked(&query)
        .into_iter()
        .filter(|line| quoted.iter().any(|q| q.position == line.position))
        .enumerate()
        .map(|(i, AskedFields { position, quantity, reason })| {
            view! {
                <input type="hidden" name=format!("lines[{i}][position]") value=position.to_string() />
                <input type="hidden" name=format!("lines[{i}][quantity]") value=quantity />
                <input type="hidden" name=format!("lines[{i}][reason]") value=reason />
            }
        })
        .collect_view();
    let claim = start.claim;
    let initial = Some(words.get_untracked())
        .filter(|w| !w.is_empty())
        .unwrap_or_else(|| typed.get("words").to_owned());
    let label = if claim { t.returns.words_claim } else { t.returns.words_plain };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit novalidate>
            <Alert form />
            <dl class="facts">{rows}</dl>
            <Sums totals />
            <p class="small muted">{t.returns.preview_text}</p>
            <input type="hidden" name="key" value=start.key.to_string() />
            <input type="hidden" name="order" value=start.order.to_string() />
            <input type="hidden" name="seen" value=seen />
            {hidden}
            <div class="field full">
                <label for="words">{label} {(!claim).then(|| view! { <span>" " {t.house.optional}</span> })}</label>
                <textarea
                    id="words"
                    name="words"
                    rows="3"
                    maxlength="1000"
                    required=claim
                    aria-describedby="words-e"
                    on:input=move |ev| words.set(event_target_value(&ev))
                >
                    {initial}
                </textarea>
                <FieldError form name="words" id="words-e".into() />
            </div>
            <Agree form stale label=t.returns.announce />
        </form>
    }
    .into_any()
}
