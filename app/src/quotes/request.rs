//! What was asked for, as it was asked.

use kontor_domain::format;
use kontor_domain::quotes::{Offer, QuoteState, QuoteView};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending, quantity_words};

/// Open while there is no offer, folded afterwards; nothing where the dealer began.
#[component]
pub fn Request(
    view: QuoteView,
    /// The reader may take it back.
    withdraws: bool,
    withdraw: Sending,
) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let Some(request) = view.request.clone() else { return ().into_any() };
    let who = on_behalf(&request.who, &request.behalf);
    let by = format!("{who}, {}", format::moment(request.at, l));
    let wish = request.wish.map(|day| fill(t.wished, &[&format::date(day, l)]));
    let mine = view.head.state == QuoteState::Requested && withdraws;
    let (quote, version) = (view.head.id.to_string(), view.version);
    let back = mine.then(|| {
        view! {
            <details class="more-about no-print">
                <summary>{t.withdraw}</summary>
                <Alert form=withdraw />
                <form method="post" action=withdraw.url>
                    <input type="hidden" name="quote" value=quote />
                    <input type="hidden" name="version" value=version.to_string() />
                    <button class="danger">{t.withdraw_sure}</button>
                </form>
            </details>
        }
    });
    let what = view! {
        <p class="small muted">{by}</p>
        {(!request.words.is_empty()).then(|| view! { <p class="offer-words">{request.words.clone()}</p> })}
        {wish.map(|wish| view! { <p>{wish}</p> })}
        {view.asked.map(|asked| view! { <Asked asked /> })}
        {back}
    };
    let body = if view.offer.is_none() {
        view! { <h2>{t.request}</h2> {what} }.into_any()
    } else {
        view! {
            <details class="more-about">
                <summary>{t.request}</summary>
                {what}
            </details>
        }
        .into_any()
    };
    view! { <section class="chapter" id="request">{body}</section> }.into_any()
}

/// `Jana Merk für Petra Wiest`.
pub fn on_behalf(who: &str, behalf: &str) -> String {
    if behalf.is_empty() { who.to_owned() } else { fill(use_text().quotes.on_behalf, &[who, behalf]) }
}

/// Positions without any promise: what and how many.
#[component]
fn Asked(asked: Offer) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let rows = asked.positions.into_iter().filter(|p| !p.item.is_heading());
    let rows = rows.map(|position| {
        let number = position.item.number().to_owned();
        view! {
            <tr>
                <td class="c-what">
                    <b>{position.name.get(l).to_owned()}</b>
                    {(!number.is_empty()).then(|| view! { <span class="sub-line no">{number}</span> })}
                </td>
                <td class="c-qty num">{quantity_words(position.quantity, position.unit, l)}</td>
            </tr>
        }
    });
    view! {
        <table class="data lines">
            <caption>{t.asked_for}</caption>
            <thead>
                <tr><th>{t.item}</th><th class="num">{t.quantity}</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
