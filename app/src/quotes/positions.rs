//! The positions as on paper; what there is to choose stands beside what it belongs to.

use std::collections::BTreeMap;

use kontor_domain::format;
use kontor_domain::quotes::{Choice, Item, Offer, Position};
use leptos::prelude::*;

use super::picks::{Picking, TAKE, instead_name};
use crate::carts::{DepositLine, SurchargeLine};
use crate::text::{fill, use_language, use_text};
use crate::ui::quantity_words;

/// The form of the choices; its fields stand in the table.
pub const FORM: &str = "picks";

/// A position as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    position: Position,
    /// As on paper; nothing for a heading.
    number: String,
    /// Of a firm position: it has alternatives.
    replaceable: bool,
}

/// The numbers of the paper: counted in the order of the offer, without headings.
fn numbers(offer: &Offer) -> BTreeMap<u32, u32> {
    offer.positions.iter().filter(|p| !p.item.is_heading()).map(|p| p.id).zip(1..).collect()
}

/// What a position is called on paper; nothing for headings and for what is not there.
#[must_use]
pub fn number_of(offer: &Offer, id: u32) -> String {
    numbers(offer).get(&id).map(ToString::to_string).unwrap_or_default()
}

/// In the order of the offer, but alternatives beside what they can replace.
fn rows(offer: &Offer) -> Vec<Row> {
    let numbers = numbers(offer);
    let row = |position: &Position| Row {
        position: position.clone(),
        number: numbers.get(&position.id).map(ToString::to_string).unwrap_or_default(),
        replaceable: offer.alternatives(position.id).next().is_some(),
    };
    let own = offer.positions.iter().filter(|p| !matches!(p.choice, Choice::Alternative { .. }));
    own.flat_map(|p| std::iter::once(p).chain(offer.alternatives(p.id))).map(row).collect()
}

#[component]
pub fn Positions(picking: Picking) -> impl IntoView {
    let t = &use_text().quotes;
    let rows = picking.offer.with_value(rows);
    let row = move |row: Row| {
        if row.position.item.is_heading() {
            view! { <Heading position=row.position /> }.into_any()
        } else {
            view! { <Line row picking /> }.into_any()
        }
    };
    let hint =
        (picking.chooses() && !picking.settled).then(|| view! { <p class="hint no-print">{t.to_choose}</p> });
    view! {
        {hint}
        <table class="data lines positions">
            <caption class="vh">{t.positions}</caption>
            <thead>
                <tr>
                    <th>{t.position}</th>
                    <th>{t.item}</th>
                    <th class="num">{t.quantity}</th>
                    <th class="num">{t.price}</th>
                    <th class="num">{t.amount}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Heading(position: Position) -> impl IntoView {
    let l = use_language();
    view! {
        <tr class="heading">
            <th colspan="5" scope="colgroup">
                <b>{position.name.get(l).to_owned()}</b>
                <Words text=position.text />
            </th>
        </tr>
    }
}

#[component]
fn Line(row: Row, picking: Picking) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let Row { position, number, replaceable } = row;
    let id = position.id;
    let left = move || !picking.takes(id);
    let name = position.name.get(l).to_owned();
    let role = match position.choice {
        Choice::Firm => None,
        Choice::Optional => Some(t.optional.to_owned()),
        Choice::Alternative { to } => {
            let of = picking.offer.with_value(|offer| number_of(offer, to));
            Some(fill(t.instead_of, &[&of]))
        }
    };
    let discount =
        (!position.discount.is_zero()).then(|| fill(t.discount, &[&format::percent(position.discount, l)]));
    let choosable = replaceable || position.choice != Choice::Firm;
    view! {
        <tr id=format!("position-{id}") class:left=left>
            <td class="c-pos no">{number}</td>
            <td class="c-what">
                {role.map(|role| view! { <span class="sub-line">{role}</span> })}
                <b>{name.clone()}</b>
                <Origin item=position.item.clone() />
                <Words text=position.text.clone() />
                <span class="sub-line">{lead_words(position.lead_days)}</span>
                {choosable.then(|| view! { <Taking choice=position.choice id name replaceable picking /> })}
            </td>
            <td class="c-qty num">{quantity_words(position.quantity, position.unit, l)}</td>
            <td class="c-price">
                {format::money(position.net, l)}
                {discount.map(|words| view! { <span class="sub-line">{words}</span> })}
            </td>
            <td class="c-sum">
                {format::money(position.amount(), l)}
                <DepositLine deposit=position.deposit() />
                <SurchargeLine surcharge=position.metal quantity=position.quantity />
            </td>
        </tr>
    }
}

/// Number and page of what is offered.
#[component]
fn Origin(item: Item) -> impl IntoView {
    let t = &use_text().quotes;
    match item {
        Item::Part { part, number } => view! {
            <span class="sub-line"><a class="no" href=format!("/parts/{part}")>{number}</a></span>
        }
        .into_any(),
        Item::Machine { configuration, version } => {
            let words = fill(t.configuration, &[&version.to_string()]);
            view! {
                <span class="sub-line"><a href=format!("/configurations/{configuration}")>{words}</a></span>
            }
            .into_any()
        }
        Item::Free { number } if !number.is_empty() => {
            view! { <span class="sub-line no">{number}</span> }.into_any()
        }
        Item::Free { .. } | Item::Heading => ().into_any(),
    }
}

/// What is said about a position, in its own lines.
#[component]
fn Words(text: String) -> impl IntoView {
    (!text.is_empty()).then(|| view! { <p class="offer-words small">{text}</p> })
}

fn lead_words(days: u32) -> String {
    let t = &use_text().quotes;
    match days {
        0 => t.lead_stock.to_owned(),
        1 => t.lead_one.to_owned(),
        days => fill(t.lead, &[&days.to_string()]),
    }
}

/// Takes an optional position, or one of several; once accepted, what was taken.
#[component]
fn Taking(choice: Choice, id: u32, name: String, replaceable: bool, picking: Picking) -> impl IntoView {
    let t = &use_text().quotes;
    let taken = move || picking.takes(id);
    if picking.settled {
        let (tone, words) = if taken() { ("good", t.taken) } else { ("", t.not_taken) };
        return view! { <span class=format!("state {tone}")>{words}</span> }.into_any();
    }
    let about = view! { <span class="vh">": " {name}</span> };
    let on_paper = move || if taken() { t.taken } else { t.not_taken };
    if choice == Choice::Optional {
        return view! {
            <label class="check no-print">
                <input
                    type="checkbox"
                    form=FORM
                    name=TAKE
                    value=id.to_string()
                    checked=leptos::reactive::graph::untrack(taken)
                    prop:checked=taken
                    on:change=move |ev| picking.take(id, event_target_checked(&ev))
                />
                " "
                <span>{t.take} {about}</span>
            </label>
            <span class="sub-line print-only">{on_paper}</span>
        }
        .into_any();
    }
    let (of, value, words) = match choice {
        Choice::Alternative { to } => (to, id.to_string(), t.take_instead),
        _ if replaceable => (id, String::new(), t.take_firm),
        _ => return ().into_any(),
    };
    let other = (of != id).then_some(id);
    view! {
        <label class="check no-print">
            <input
                type="radio"
                form=FORM
                name=instead_name(of)
                value=value
                checked=leptos::reactive::graph::untrack(taken)
                prop:checked=taken
                on:change=move |_| picking.take_instead(of, other)
            />
            " "
            <span>{words} {about}</span>
        </label>
        <span class="sub-line print-only">{on_paper}</span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kontor_domain::{Localized, Money, Quantity};

    fn position(id: u32, item: Item, choice: Choice) -> Position {
        Position {
            id,
            item,
            name: Localized::new("Etwas", "Something"),
            quantity: Quantity::ONE,
            net: Money::cents(100),
            choice,
            ..Position::default()
        }
    }

    #[test]
    fn positions_have_the_numbers_of_the_paper_and_alternatives_stand_beside_what_they_replace() {
        let free = || Item::Free { number: String::new() };
        let positions = vec![
            position(7, Item::Heading, Choice::Firm),
            position(1, free(), Choice::Firm),
            position(2, free(), Choice::Optional),
            position(3, free(), Choice::Alternative { to: 1 }),
            position(4, free(), Choice::Alternative { to: 1 }),
        ];
        let offer = Offer { positions, ..Offer::default() };
        let seen: Vec<(u32, String, bool)> =
            rows(&offer).into_iter().map(|r| (r.position.id, r.number, r.replaceable)).collect();
        let row = |id, number: &str, replaceable| (id, number.to_owned(), replaceable);
        let expected = [
            row(7, "", false),
            row(1, "1", true),
            row(3, "3", false),
            row(4, "4", false),
            row(2, "2", false),
        ];
        assert_eq!(seen, expected);
        assert_eq!((number_of(&offer, 4), number_of(&offer, 9)), ("4".to_owned(), String::new()));
    }
}
