//! The lines of a recurring order: what was accepted, what it is today, and, in the form, what is wanted.

use kontor_domain::lists::sensible;
use kontor_domain::recurring::RecurringLine;
use kontor_domain::{Problem, format};
use leptos::prelude::*;

use crate::carts::SurchargeLine;
use crate::lists::Evidence;
use crate::text::{fill, use_language, use_text};
use crate::ui::{LineHead, PartCells, Query, Sending, quantity_words, shown};

/// The name of a row in errors and in what is kept.
#[must_use]
pub fn row_name(part: &str) -> String {
    format!("row.{part}")
}

#[must_use]
pub fn replace_name(part: &str) -> String {
    format!("replace.{part}")
}

/// As a table; with a `form` its quantities can be changed.
#[component]
pub fn Lines(
    lines: Vec<RecurringLine>,
    #[prop(optional_no_strip)] form: Option<Sending>,
    /// What was typed before a refusal.
    #[prop(optional)]
    typed: Query,
) -> impl IntoView {
    let t = use_text();
    let row = move |(index, line): (usize, RecurringLine)| {
        view! { <Row line index form typed=typed.clone() /> }
    };
    view! {
        <table class="data lines">
            <caption class="vh">{t.recurring.caption}</caption>
            <LineHead price=t.recurring.accepted amount=t.recurring.today />
            <tbody>{lines.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(line: RecurringLine, index: usize, form: Option<Sending>, typed: Query) -> impl IntoView {
    let l = use_language();
    let now = line.now.clone();
    let known = now.problem != Some(Problem::UnknownPart);
    let quantity = match form {
        Some(form) => view! { <Wanted line=line.clone() index form typed /> }.into_any(),
        None => view! { <span>{quantity_words(line.quantity, now.unit, l)}</span> }.into_any(),
    };
    let problem = now.problem.clone().filter(|_| line.changes.is_empty());
    view! {
        <tr id=format!("line-{}", line.part)>
            <PartCells
                part=line.part.clone()
                number=line.number.clone()
                name=if known { now.name.get(l).to_owned() } else { String::new() }
                picture=now.picture.clone()
                code=now.code
                availability=now.availability.clone()
            >
                {problem.map(|p| view! { <p class="error">{p.text(l)}</p> })}
            </PartCells>
            <td class="c-qty">{quantity}</td>
            <td class="c-price">{line.accepted.map(|net| format::money(net, l))}</td>
            <td class="c-sum">
                {now.price.as_ref().map(|p| format::money(p.net, l))}
                <SurchargeLine surcharge=now.price.as_ref().and_then(|p| p.surcharge) quantity=now.quantity />
            </td>
        </tr>
        <Evidence changes=line.changes number=line.number />
    }
}

/// The quantity to type, and whether a successor takes its place.
#[component]
fn Wanted(line: RecurringLine, index: usize, form: Sending, typed: Query) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let part = line.part.to_string();
    let (row, refused) = (row_name(&part), typed.some("kept").is_some());
    let start = shown(if line.accepted.is_some() { line.quantity } else { sensible(&line.now) }, l);
    let quantity = if refused { typed.get(&row).to_owned() } else { start };
    let ticked = refused && !typed.get(&replace_name(&part)).is_empty();
    let price = line.now.price.as_ref().map(|p| p.net.amount.to_string()).unwrap_or_default();
    let field = row.clone();
    let wrong = Signal::derive(move || form.error.with(|e| e.as_ref()?.field(&field).map(|p| p.text(l))));
    let error_id = format!("{row}-e");
    let name = |what: &str| format!("form[lines][{index}][{what}]");
    let instead = line.instead.clone().and_then(|instead| {
        let net = format::money(instead.price.as_ref()?.net, l);
        let words = fill(t.recurring.replace, &[&instead.number, &net, instead.unit.word(l)]);
        Some((instead.part.to_string(), words))
    });
    view! {
        <span class="row take">
            <input type="hidden" name=name("part") value=part />
            <input type="hidden" name=name("was") value=shown(line.quantity, kontor_domain::Language::En) />
            <input type="hidden" name=name("seen") value=price />
            <input
                class="amount"
                name=name("quantity")
                value=quantity
                inputmode="decimal"
                autocomplete="off"
                aria-label=fill(t.house.quantity_of, &[&line.number])
                aria-describedby=error_id.clone()
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            />
            <span class="muted">{line.now.unit.word(l)}</span>
        </span>
        {instead
            .map(|(key, words)| {
                view! {
                    <label class="check">
                        <input type="checkbox" name=name("replace") value=key checked=ticked />
                        <span>{words}</span>
                    </label>
                }
            })}
        {move || wrong.get().map(|text| view! { <p class="error" role="alert" id=error_id.clone()>{text}</p> })}
    }
}
