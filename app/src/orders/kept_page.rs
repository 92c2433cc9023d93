//! `/promises` and `/desk/promises`: how well dates were kept, the formula, and every line that was counted.

use kontor_domain::orders::{KEPT_DAYS, KeptCount, KeptFilter, KeptRows, Measured, PromisesKept};
use kontor_domain::{CompanyId, Language, format};
use leptos::prelude::*;

use super::promises_kept::promises_kept;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded, use_query};

fn filter(query: &Query) -> KeptFilter {
    KeptFilter {
        company: query.some("company").map(CompanyId::new),
        days: query.get("days").parse().unwrap_or_default(),
        only: KeptRows::parse(query.get("only")),
        after: query.some("after"),
    }
}

/// The customer's own lines.
#[component]
pub fn KeptPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

/// All customers', or one's.
#[component]
pub fn DeskKeptPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || asked.get(), promises_kept);
    loaded(data, Side::of(desk), move || {
        let asked = asked.get();
        move |found| view! { <Whole found asked desk /> }
    })
}

/// The addresses of this page with something of it changed; the first page again.
fn address(asked: &KeptFilter) -> Query {
    Query::default()
        .with("company", asked.company.as_ref().map_or("", CompanyId::as_str))
        .with("days", &asked.period().to_string())
        .with("only", asked.only.map_or("", KeptRows::code))
}

fn rate(count: KeptCount, l: Language) -> String {
    count.rate().map_or_else(|| use_text().promise.no_rate.to_owned(), |rate| format::percent(rate, l))
}

#[component]
fn Whole(found: PromisesKept, asked: KeptFilter, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let path = if desk { "/desk/promises" } else { "/promises" };
    let orders = if desk { "/desk/orders" } else { "/orders" };
    let title = match found.company_name.as_str() {
        name if desk && !name.is_empty() => fill(t.promise.kept_of, &[name]),
        _ => t.promise.kept_title.to_owned(),
    };
    let count = found.count;
    let number = move |n: u32| format::decimal(n.into(), l);
    let numbers = count.rate().map(|_| {
        let (kept, missed) = (number(count.kept), number(count.missed));
        fill(t.promise.formula_numbers, &[&kept, &kept, &missed, &rate(count, l)])
    });
    let periods = KEPT_DAYS
        .map(|days| {
            let href = address(&asked).with("days", &days.to_string()).on(path);
            let here = (days == asked.period()).then_some("page");
            let words = fill(t.promise.last_days, &[&days.to_string()]);
            view! { <a href=href aria-current=here>{words}</a> }
        })
        .collect_view();
    let only = [None].into_iter().chain(KeptRows::ALL.map(Some));
    let tabs = only
        .map(|rows| {
            let href = address(&asked).with("only", rows.map_or("", KeptRows::code)).on(path);
            let here = (rows == asked.only).then_some("page");
            let word = rows.map_or(t.orders.all, |rows| outcome(rows).1);
            view! { <a href=href aria-current=here>{word}</a> }
        })
        .collect_view();
    let next = found.rows.next.map(|after| address(&asked).with("after", &after).on(path));
    let first = asked.after.is_some().then(|| address(&asked).on(path));
    let all = desk && asked.company.is_none();
    let class = if desk { "work" } else { "page" };
    view! {
        <Page title=title.clone() class>
            <Crumbs above=vec![(orders.into(), t.orders.title.into())] here=title.clone() />
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="muted">
                        {fill(t.promise.kept_text, &[&format::date(found.from, l), &format::date(found.until, l)])}
                    </p>
                </div>
            </div>
            <nav class="tabs" aria-label=t.promise.period>{periods}</nav>
            <dl class="figures">
                <div><dt>{t.promise.rate}</dt><dd>{rate(count, l)}</dd></div>
                <div><dt>{t.promise.kept}</dt><dd>{number(count.kept)}</dd></div>
                <div><dt>{t.promise.missed}</dt><dd>{number(count.missed)}</dd></div>
                <div><dt>{t.promise.waived}</dt><dd>{number(count.waived)}</dd></div>
                {(!all)
                    .then(|| view! { <div><dt>{t.promise.overall}</dt><dd>{rate(found.overall, l)}</dd></div> })}
            </dl>
            <section class="chapter">
                <h2>{t.promise.how}</h2>
                <p><b>{t.promise.formula}</b> {numbers.map(|text| format!(" = {text}"))}</p>
                <ul class="prose">
                    <li>{t.promise.kept_rule}</li>
                    <li>{t.promise.missed_rule}</li>
                    <li>{t.promise.waived_rule}</li>
                    {(!all).then(|| view! { <li>{t.promise.overall_rule}</li> })}
                </ul>
            </section>
            <section class="chapter">
            <h2>{t.promise.lines}</h2>
            <nav class="tabs" aria-label=t.promise.which>{tabs}</nav>
            {if found.rows.items.is_empty() {
                view! {
                    <Empty title=t.promise.kept_none text=t.promise.kept_none_text>
                        <a class="quiet" href=orders>{t.orders.title}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! { <Rows rows=found.rows.items orders all /> }.into_any()
            }}
            {(next.is_some() || first.is_some()).then(|| view! { <Pager previous=first next /> })}
            </section>
        </Page>
    }
}

/// Tone and word.
fn outcome(rows: KeptRows) -> (&'static str, &'static str) {
    let t = &use_text().promise;
    match rows {
        KeptRows::Kept => ("good", t.kept),
        KeptRows::Missed => ("bad", t.missed),
        KeptRows::Waived => ("", t.waived),
    }
}

#[component]
fn Rows(rows: Vec<Measured>, orders: &'static str, all: bool) -> impl IntoView {
    let t = use_text();
    view! {
        <table class="data orders">
            <caption class="vh">{t.promise.kept_title}</caption>
            <thead>
                <tr>
                    <th>{t.orders.case}</th>
                    <th>{t.orders.part}</th>
                    <th>{t.promise.due}</th>
                    <th>{t.promise.left}</th>
                    <th>{t.promise.outcome}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Line row orders all /> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Line(row: Measured, orders: &'static str, all: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (tone, word) = outcome(KeptRows::of(row.state));
    let now = row.now.filter(|now| *now != row.due && row.done.is_none());
    let left = match row.done {
        Some(day) => format::day(day, l),
        None if KeptRows::of(row.state) == KeptRows::Missed => t.promise.not_left.to_owned(),
        None => String::new(),
    };
    view! {
        <tr>
            <td class="c-code"><a class="code cover" href=format!("{orders}/{}", row.order)>{row.case.to_string()}</a></td>
            <td class="c-what">
                {row.name.get(l).to_owned()}
                <span class="sub-line">
                    <span class="no">{row.number}</span> {all.then(|| format!(", {}", row.company_name))}
                </span>
            </td>
            <td data-label=t.promise.due>{format::day(row.due, l)}</td>
            <td data-label=t.promise.left>
                {left} {now.map(|day| view! { <span class="sub-line">{fill(t.promise.date_now, &[&format::day(day, l)])}</span> })}
            </td>
            <td class="c-state"><span class=format!("state {tone}")>{word}</span></td>
        </tr>
    }
}
