//! The lines of a return with what became of them, and the credit.

use kontor_domain::format;
use kontor_domain::returns::{ReturnLine, ReturnState, ReturnView};
use leptos::prelude::*;

use crate::carts::Sums;
use crate::orders::LineNumber;
use crate::text::{fill, use_language, use_text};
use crate::ui::quantity_words;

/// The tone of a return's state.
#[must_use]
pub const fn return_tone(state: ReturnState) -> &'static str {
    match state {
        ReturnState::Requested => "",
        ReturnState::Received => "soon",
        ReturnState::Credited => "good",
        ReturnState::Refused | ReturnState::Withdrawn => "bad",
    }
}

/// Where a return stands.
#[component]
pub fn ReturnPill(state: ReturnState) -> impl IntoView {
    let l = use_language();
    view! { <span class=format!("state {}", return_tone(state))>{state.word(l)}</span> }
}

/// Announced, received, decided; with the day of each step that is done.
#[component]
pub fn ReturnSteps(view: ReturnView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if view.state == ReturnState::Withdrawn {
        return ().into_any();
    }
    let reached = match view.state {
        ReturnState::Requested | ReturnState::Withdrawn => 0,
        ReturnState::Received => 1,
        ReturnState::Credited | ReturnState::Refused => 2,
    };
    let decided = if view.state.over() { view.state.word(l) } else { t.returns.step_decided };
    let steps = [
        (t.returns.step_requested, Some(view.requested_at)),
        (t.returns.step_received, view.received_at),
        (decided, view.decided_at),
    ];
    view! {
        <ol class="steps" aria-label=t.orders.progress>
            {steps
                .into_iter()
                .enumerate()
                .map(|(i, (word, at))| {
                    view! {
                        <li class:done=i < reached aria-current=(i == reached).then_some("step")>
                            {word} <br /> {at.map(|at| format::day(at.date(), l))}
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
    .into_any()
}

/// Lines and sums.
#[component]
pub fn ReturnLines(view: ReturnView) -> impl IntoView {
    let t = use_text();
    let announced = !view.state.over();
    view! {
        <table class="data lines">
            <caption class="vh">{t.returns.lines}</caption>
            <thead>
                <tr>
                    <th>{t.orders.part}</th>
                    <th>{t.returns.reason}</th>
                    <th class="num">{t.orders.quantity}</th>
                    <th class="num">{t.returns.fee}</th>
                    <th class="num">{t.returns.credit_net}</th>
                </tr>
            </thead>
            <tbody>{view.lines.into_iter().map(|line| view! { <Row line /> }).collect_view()}</tbody>
        </table>
        <Sums totals=view.totals />
        {announced.then(|| view! { <p class="small muted">{t.returns.provisional}</p> })}
    }
}

#[component]
fn Row(line: ReturnLine) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let now = line.now();
    let words = |q| quantity_words(q, line.unit, l);
    let arrived = line.received.map(|r| {
        if r.quantity.0.is_zero() {
            t.returns.not_there.to_owned()
        } else {
            fill(t.returns.arrived, &[&words(r.quantity), r.condition.word(l)])
        }
    });
    let verdict = line.decided.as_ref().map(|d| {
        let (tone, word) =
            if line.refused() { ("bad", t.returns.refused) } else { ("good", t.returns.accepted) };
        let reason = d.reason.clone();
        view! {
            <tr class="sub">
                <td colspan="5">
                    <div class=format!("evidence {tone}")>
                        {word} {(!reason.is_empty()).then(|| format!(": {reason}"))}
                    </div>
                </td>
            </tr>
        }
    });
    let deposit = (!now.deposit.is_zero()).then(|| {
        let text =
            fill(t.returns.deposit_line, &[&format::quantity(now.cores, l), &format::money(now.deposit, l)]);
        view! { <span class="sub-line">{text}</span> }
    });
    view! {
        <tr class:off=line.refused()>
            <td class="c-what">
                <b>{line.name.get(l).to_owned()}</b>
                <LineNumber number=line.number.clone() class="sub-line no" />
            </td>
            <td class="c-avail">{line.reason.word(l)} {arrived.map(|text| view! { <span class="sub-line">{text}</span> })}</td>
            <td class="c-qty num">{words(line.asked.quantity)}</td>
            <td class="c-price">{format::money(now.fee, l)}</td>
            <td class="c-sum">{format::money(now.goods(), l)} {deposit}</td>
        </tr>
        {verdict}
    }
}

/// Number and amount of the credit, and which way it goes.
#[component]
pub fn CreditNote(view: ReturnView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let answer = (!view.answer.is_empty()).then(|| view! { <p>{view.answer.clone()}</p> });
    let credit = view.credit.map(|credit| {
        let way = |text: &'static str, money: kontor_domain::Money| {
            (!money.is_zero()).then(|| view! { <p>{fill(text, &[&format::money(money, l)])}</p> })
        };
        let (refund, rest) =
            (way(t.returns.refund_way, credit.refund), way(t.returns.account_way, credit.on_account()));
        view! {
            <p class="row">
                <b class="no">{credit.number}</b>
                <b class="num">{format::money(credit.totals.gross, l)}</b>
            </p>
            {refund}
            {rest}
        }
    });
    (answer.is_some() || credit.is_some()).then(|| {
        view! {
            <section class="chapter" id="credit">
                <h2>{t.returns.credit}</h2>
                <div class="stack">{credit} {answer}</div>
            </section>
        }
    })
}
