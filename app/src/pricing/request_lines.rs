//! A price request in words and as a row, for customers and the desk.

use kontor_domain::pricing::{PriceRequest, RequestState};
use kontor_domain::{Language, format, page};
use leptos::prelude::*;

use super::ask_form::offer_words;
use crate::desk::row_id;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Pager, Query, quantity_words};

/// `2 Stück, angefragt am 24.11.2026 von Sonja Bauer`.
pub(super) fn asked_words(request: &PriceRequest, l: Language) -> String {
    let t = &use_text().pricing;
    let words = fill(
        t.asked,
        &[
            &quantity_words(request.quantity, request.unit, l),
            &format::moment(request.asked_at, l),
            &request.asked_by,
        ],
    );
    match request.wish {
        Some(day) => format!("{words}, {}", fill(t.wanted, &[&format::date(day, l)])),
        None => words,
    }
}

/// Tone, and what became of it.
pub(super) fn answer_words(request: &PriceRequest, l: Language) -> (&'static str, String) {
    let t = &use_text().pricing;
    match request.state {
        RequestState::Open => ("soon", t.is_open.to_owned()),
        RequestState::Answered => ("good", offer_words(request, l)),
        RequestState::Declined => ("bad", t.is_declined.to_owned()),
        RequestState::Withdrawn => ("", t.is_withdrawn.to_owned()),
    }
}

#[component]
pub(super) fn RequestPill(state: RequestState) -> impl IntoView {
    let l = use_language();
    let tone = match state {
        RequestState::Open => "soon",
        RequestState::Answered => "good",
        RequestState::Declined => "bad",
        RequestState::Withdrawn => "",
    };
    view! { <span class=format!("state {tone}")>{state.word(l)}</span> }
}

/// Requests as rows with the way to the next page; `desk` leads to the answer and names the customer.
#[component]
pub(super) fn RequestTable(
    page: page::Page<PriceRequest>,
    /// The address of this list without a page.
    address: Query,
    #[prop(optional)] desk: bool,
) -> impl IntoView {
    let t = use_text();
    let path = if desk { "/desk/price-requests" } else { "/price-requests" };
    let next = page.next.map(|after| address.with("after", &after).on(path));
    let rows = page.items.into_iter().enumerate().map(|(i, request)| view! { <Row i request desk /> });
    view! {
        <table class="data orders">
            <caption class="vh">{t.pricing.requests}</caption>
            <thead>
                <tr>
                    <th>{t.catalog.number}</th>
                    <th>{t.orders.part}</th>
                    <th>{t.orders.state}</th>
                    <th>{t.pricing.answer}</th>
                    <th class="num">{t.carts.quantity}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <Pager next />
    }
}

#[component]
fn Row(i: usize, request: PriceRequest, desk: bool) -> impl IntoView {
    let l = use_language();
    let href = if desk {
        format!("/desk/price-requests/{}", request.id)
    } else {
        format!("/parts/{}#ask", request.part)
    };
    let about = asked_words(&request, l);
    // What the customer is told meanwhile is nothing for the desk.
    let waits = desk && request.state == RequestState::Open;
    let answer = if waits { String::new() } else { answer_words(&request, l).1 };
    let name = request.name.get(l).to_owned();
    let (first, second) =
        if desk { (request.company_name.clone(), format!("{name}, {about}")) } else { (name, about) };
    let words =
        (!request.words.is_empty()).then(|| view! { <span class="sub-line">{request.words.clone()}</span> });
    view! {
        <tr>
            <td class="c-code"><a class="no cover" id=row_id(i) href=href>{request.number}</a></td>
            <td class="c-what">{first} <span class="sub-line">{second}</span></td>
            <td class="c-state"><RequestPill state=request.state /></td>
            <td>{answer} {words}</td>
            <td class="c-sum">{quantity_words(request.quantity, request.unit, l)}</td>
        </tr>
    }
}
