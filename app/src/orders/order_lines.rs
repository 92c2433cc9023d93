//! The lines of an order with promise and progress.

use kontor_domain::orders::{OrderLine, OrderState, OrderView};
use kontor_domain::{Quantity, format};
use leptos::prelude::*;

use super::line_dates::LineDates;
use crate::carts::{DepositLine, Sums, SurchargeLine};
use crate::text::{fill, use_language, use_text};
use crate::ui::quantity_words;

/// Lines and sums; `links` is off on paper.
#[component]
pub fn OrderLines(order: OrderView, #[prop(default = true)] links: bool) -> impl IntoView {
    let t = use_text();
    let state = order.state;
    let ledger = order.ledger;
    // What is no longer wanted stays to be seen, but not on paper.
    let lines: Vec<OrderLine> = order.lines.into_iter().filter(|line| links || !line.gone()).collect();
    view! {
        <table class="data lines">
            <caption class="vh">{t.orders.positions_of}</caption>
            <thead>
                <tr>
                    <th>{t.orders.part}</th>
                    <th>{t.orders.promise}</th>
                    <th class="num">{t.orders.quantity}</th>
                    <th class="num">{t.orders.price}</th>
                    <th class="num">{t.orders.amount}</th>
                </tr>
            </thead>
            <tbody>
                {lines
                    .into_iter()
                    .map(|line| {
                        let dates = links
                            .then(|| view! { <LineDates line=line.clone() ledger=ledger.clone() /> });
                        view! { <Row line state links /> {dates} }
                    })
                    .collect_view()}
            </tbody>
        </table>
        <div class="order-sums"><Sums totals=order.totals /></div>
    }
}

/// Tone and word of a line's promise.
fn promise(
    line: &OrderLine,
    state: OrderState,
    t: &'static crate::text::Orders,
) -> (&'static str, &'static str) {
    match state {
        _ if line.gone() && line.replaced_by.is_some() => ("bad", use_text().promise.replaced),
        _ if line.gone() => ("bad", t.cancelled),
        OrderState::Cancelled => ("bad", t.cancelled),
        _ if line.open() == Quantity::ZERO => ("good", t.sent),
        _ if line.date() > line.promised => ("soon", t.moved),
        _ if line.confirmed.is_some() => ("good", t.confirmed),
        _ => ("", t.holds),
    }
}

/// Name and number of a line. The name leads to its part, or to the configuration it is; what was done for this order is nowhere to
/// be looked at.
#[component]
pub fn LineName(
    line: OrderLine,
    /// Off on paper.
    #[prop(default = true)]
    links: bool,
) -> impl IntoView {
    let name = line.name.get(use_language()).to_owned();
    let part = line.part.as_ref().map(|part| format!("/parts/{part}"));
    let href =
        part.or_else(|| line.configuration.as_ref().map(|made| format!("/configurations/{}", made.id)));
    let name = match href.filter(|_| links) {
        Some(href) => view! { <a class="name" href=href>{name}</a> }.into_any(),
        None => view! { <b>{name}</b> }.into_any(),
    };
    view! { {name} <LineNumber number=line.number class="sub-line no" /> }
}

/// The number of a line that has one.
#[component]
pub fn LineNumber(
    number: String,
    #[prop(default = "no")] class: &'static str,
    /// What divides it from what comes behind it.
    #[prop(default = "")]
    then: &'static str,
) -> impl IntoView {
    (!number.is_empty()).then(|| view! { <span class=class>{number}</span> {then} })
}

#[component]
fn Row(line: OrderLine, state: OrderState, links: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (tone, word) = promise(&line, state, &t.orders);
    let cancelled = state == OrderState::Cancelled || line.gone();
    let moved = line.date() != line.promised && !cancelled;
    let partly = line.shipped > Quantity::ZERO && line.open() > Quantity::ZERO;
    let reference = (!line.reference.is_empty()).then(|| fill(t.orders.line_reference, &[&line.reference]));
    let note = (!line.note.is_empty()).then(|| fill(t.orders.line_note, &[&line.note]));
    view! {
        <tr class:off=cancelled>
            <td class="c-what">
                <LineName line=line.clone() links />
                <SurchargeLine surcharge=line.metal quantity=line.quantity />
                {reference.map(|text| view! { <span class="sub-line">{text}</span> })}
                {note.map(|text| view! { <span class="sub-line">{text}</span> })}
            </td>
            <td class="c-avail">
                <span class=format!("state {tone}")>{word}</span>
                " "
                {(!cancelled)
                    .then(|| {
                        view! {
                            <span class="when">
                                {format::day(line.date(), l)}
                                {moved.then(|| view! { " " <s class="muted">{format::day(line.promised, l)}</s> })}
                            </span>
                        }
                    })}
                {partly
                    .then(|| {
                        let words = fill(
                            t.orders.sent_part,
                            &[&format::quantity(line.shipped, l), &format::quantity(line.quantity, l)],
                        );
                        view! { <span class="sub-line">{words}</span> }
                    })}
            </td>
            <td class="c-qty num"><LineQuantity line=line.clone() /></td>
            <td class="c-price">{format::money(line.net, l)}</td>
            <td class="c-sum">{format::money(line.amount, l)} <DepositLine deposit=line.deposit() /></td>
        </tr>
        {(moved && !line.reason.is_empty())
            .then(|| {
                view! {
                    <tr class="sub">
                        <td colspan="5">
                            <div class="evidence soon">{fill(t.orders.reason, &[&line.reason])}</div>
                        </td>
                    </tr>
                }
            })}
    }
}

/// How much of a line is ordered, and what was taken off it.
#[component]
pub fn LineQuantity(line: OrderLine) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let taken = quantity_words(line.cancelled, line.unit, l);
    let ordered = (!line.gone()).then(|| quantity_words(line.quantity, line.unit, l));
    let note = match line.replaced_by {
        Some(position) => Some(fill(t.promise.replaced_by, &[&position.to_string()])),
        None if line.cancelled > Quantity::ZERO => Some(fill(t.promise.cancelled_part, &[&taken])),
        None => None,
    };
    view! { {ordered} {note.map(|text| view! { <span class="sub-line">{text}</span> })} }
}
