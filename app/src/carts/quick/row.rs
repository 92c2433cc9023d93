//! One row: what was typed in its fields, what it means beside them, what is wrong below, and the taps that put it right.

use kontor_domain::Problem;
use kontor_domain::carts::quick::{Candidate, CheckedRow, Fix, QuickPart, QuickRow, Via};
use kontor_domain::{Language, format};
use leptos::prelude::*;

use super::page::{Item, Sheet};
use crate::pricing::{AskLink, asks_price};
use crate::text::{Text, fill, use_language, use_text};
use crate::ui::{Availability, quantity_words};

#[component]
pub fn Row(item: Item, sheet: Sheet) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Item { line, row } = item;
    let number = Memo::new(move |_| row.with(|r| r.row.number.clone()));
    let quantity = Memo::new(move |_| row.with(|r| r.row.quantity.clone()));
    let part = Memo::new(move |_| row.with(|r| r.part.clone()));
    let problems = Memo::new(move |_| row.with(|r| r.problems.clone()));
    let wrong = move || problems.with(|p| !p.is_empty());
    // Another number is another question: what was chosen for the old one, or could not be read of it, is past.
    let typed_number = move |ev| {
        let number = event_target_value(&ev);
        let now = row.with_untracked(|r| r.row.clone());
        if number != now.number {
            sheet.check(vec![QuickRow { number, part: None, unreadable: None, ..now }], |_| {});
        }
    };
    let typed_quantity = move |ev| {
        let quantity = event_target_value(&ev);
        let now = row.with_untracked(|r| r.row.clone());
        if quantity != now.quantity {
            sheet.check(vec![QuickRow { quantity, unreadable: None, ..now }], |_| {});
        }
    };
    view! {
        <tbody class:wrong=wrong id=format!("row-{line}")>
            <tr>
                <td class="c-pos num">{line}</td>
                <td class="c-what">
                    <input type="hidden" name="line" value=line.to_string() />
                    <input
                        type="hidden"
                        name="part"
                        prop:value=move || row.with(|r| r.row.part.as_ref().map(ToString::to_string).unwrap_or_default())
                        value=row.with_untracked(|r| r.row.part.as_ref().map(ToString::to_string).unwrap_or_default())
                    />
                    <input
                        class="control no"
                        name="number"
                        value=number.get_untracked()
                        prop:value=number
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        maxlength="120"
                        aria-label=fill(t.quick.number_of, &[&line.to_string()])
                        aria-invalid=move || wrong().then_some("true")
                        aria-describedby=move || wrong().then(|| format!("problem-{line}"))
                        on:change=typed_number
                    />
                    {move || part.get().map(|part| view! { <Meaning part typed=number.get() /> })}
                </td>
                <td class="c-avail">
                    {move || part.get().map(|p| view! { <Availability code=p.code availability=p.availability /> })}
                </td>
                <td class="c-qty">
                    <input
                        class="control amount"
                        name="quantity"
                        value=quantity.get_untracked()
                        prop:value=quantity
                        inputmode="decimal"
                        autocomplete="off"
                        maxlength="40"
                        placeholder=move || row.with(|r| r.quantity.map(|q| crate::ui::shown(q, l)))
                        aria-label=fill(t.quick.quantity_of, &[&line.to_string()])
                        on:change=typed_quantity
                    />
                    " "
                    <span class="small muted">{move || part.with(|p| p.as_ref().map(|p| p.unit.word(l)))}</span>
                </td>
                <td class="c-price">
                    {move || part.with(|p| p.as_ref().and_then(|p| p.price).map(|m| format::money(m, l)))}
                </td>
                <td class="c-sum">
                    {move || row.with(|r| r.amount.filter(|_| r.clean()).map(|m| format::money(m, l)))}
                    " "
                    <button
                        class="plain small"
                        name="do"
                        value=Fix::Remove(line).code()
                        aria-label=fill(t.quick.remove_of, &[&line.to_string()])
                    >
                        {t.quick.remove}
                    </button>
                </td>
            </tr>
            {move || {
                wrong()
                    .then(|| {
                        let checked = row.get();
                        view! { <Repair checked /> }
                    })
            }}
        </tbody>
    }
}

/// The part, and how its number was understood.
#[component]
fn Meaning(part: QuickPart, typed: String) -> impl IntoView {
    let t = use_text();
    let via = match &part.via {
        Via::Number => None,
        Via::Own => Some(t.quick.via_own.to_owned()),
        Via::Cross { source } if source.is_empty() => Some(t.quick.via_cross_plain.to_owned()),
        Via::Cross { source } => Some(fill(t.quick.via_cross, &[source])),
    };
    let number = (part.number != typed).then(|| view! { <span class="no">{part.number.clone()}</span> " " });
    view! {
        <span class="sub-line">
            {number}
            <a href=format!("/parts/{}", part.key) target="_blank">{part.name}</a>
            {via.map(|via| view! { " " <span class="state tag">{via}</span> })}
        </span>
    }
}

/// Everything that is wrong, and what puts it right.
#[component]
fn Repair(checked: CheckedRow) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let line = checked.row.line;
    let sentences = checked.problems.iter().map(|p| view! { <b>{p.text(l)}</b> " " }).collect_view();
    let fixes = fixes(&checked, l, t)
        .into_iter()
        .map(|(fix, words)| view! { <button class="quiet" name="do" value=fix.code()>{words}</button> })
        .collect_view();
    let like = !checked.candidates.is_empty() && !checked.problems.contains(&Problem::AmbiguousPart);
    let ask = checked.problems.iter().any(asks_price).then(|| checked.part.clone()).flatten();
    view! {
        <tr class="sub">
            <td colspan="6">
                <div class="evidence bad" id=format!("problem-{line}")>
                    {sentences}
                    {like.then(|| view! { <span class="small">{t.quick.did_you_mean}</span> })}
                    <div class="row">{fixes} {ask.map(|part| view! { <AskLink part=part.key /> })}</div>
                </div>
            </td>
        </tr>
    }
}

fn fixes(checked: &CheckedRow, l: Language, t: &'static Text) -> Vec<(Fix, String)> {
    let line = checked.row.line;
    let mut fixes = Vec::new();
    for Candidate { part, number, name } in &checked.candidates {
        fixes.push((Fix::Take(line, part.clone()), format!("{number} {name}").trim().to_owned()));
    }
    let Some(part) = &checked.part else { return fixes };
    if let Some(successor) = &part.successor {
        fixes.push((Fix::Successor(line), fill(t.quick.take_successor, &[&successor.number])));
    } else if let Some(quantity) = checked.proposal {
        let last = checked.problems.iter().any(|p| matches!(p, Problem::SoldOut { .. }));
        let words = if last { t.quick.take_last } else { t.quick.take };
        fixes.push((Fix::Quantity(line), fill(words, &[&quantity_words(quantity, part.unit, l)])));
    }
    if checked.problems.iter().any(|p| matches!(p, Problem::AlreadyInLine { .. })) {
        fixes.push((Fix::Merge(line), t.quick.merge.to_owned()));
    }
    fixes
}
