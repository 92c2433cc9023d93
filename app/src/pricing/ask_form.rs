//! On the page of a part without a price: asking for one, and what became of it.

use kontor_domain::pricing::{PriceRequest, RequestState};
use kontor_domain::{PartKey, PriceRequestId, Problem, Quantity, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::ask_price::ask_price;
use super::request_lines::{answer_words, asked_words};
use super::withdraw_price::withdraw_price;
use crate::accounts::Dealer;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Fields, Sending, TextArea, TryAgain, kept, shown};

/// The latest request, and the form unless it is still open.
#[component]
pub fn AskPriceForm(
    part: PartKey,
    number: String,
    quantity: Quantity,
    asked: Option<PriceRequest>,
    /// Of this drawing of the page: sent twice it asks once.
    page_key: String,
    dealer: Dealer,
    /// After it was sent.
    again: Callback<()>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/pricing/ask_price");
    let typed = kept(form);
    let open = asked.as_ref().is_some_and(|r| r.state == RequestState::Open);
    let withdraw = asked.as_ref().filter(|_| open).map(|request| {
        view! { <WithdrawForm id=request.id.clone() version=request.version again /> }
    });
    let before = asked.map(|request| {
        let (tone, words) = answer_words(&request, l);
        let desk =
            (!request.words.is_empty()).then(|| view! { <p class="small">{request.words.clone()}</p> });
        view! {
            <div class=format!("evidence {tone}") role="status">
                <p>{asked_words(&request, l)}</p>
                <p><b>{words}</b></p>
                {desk}
            </div>
        }
    });
    let start = match typed.get("quantity") {
        "" => shown(quantity, l),
        text => text.to_owned(),
    };
    let (key, asking) = (page_key.clone(), part.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(f) = Fields::of(&ev) {
            let key = kontor_domain::IdempotencyKey::new(&key);
            let work = ask_price(key, asking.clone(), f.get("quantity"), f.get("wish"), f.get("note"));
            form.start(work, move |()| again.run(()));
        }
    };
    let element = NodeRef::new();
    let ask = (!open).then(|| {
        view! {
            <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
                <Alert form />
                <input type="hidden" name="key" value=page_key />
                <input type="hidden" name="part" value=part.to_string() />
                <div class="fields">
                    <Field form name="quantity" label=t.carts.quantity value=start inputmode="decimal" maxlength=12 />
                    <Field form name="wish" label=t.pricing.wish kind="date" value=typed.get("wish") optional=true />
                </div>
                <TextArea form name="note" label=t.pricing.note value=typed.get("note") />
                <div class="actions">
                    <button class="act" aria-busy=move || form.busy.get().then_some("true")>
                        {t.pricing.ask}
                        <span class="vh">" " {number}</span>
                    </button>
                    <TryAgain form element />
                    <a class="quiet" href=dealer.tel()>{fill(t.catalog.call_us, &[&dealer.phone])}</a>
                </div>
            </form>
        }
    });
    view! {
        <section id="ask" class="stack">
            {before}
            {withdraw}
            {(!open).then(|| view! { <p>{t.pricing.ask_text}</p> })}
            {ask}
            <p class="no-print"><a href="/price-requests">{t.pricing.all_requests}</a></p>
        </section>
    }
}

/// Costs nothing and can be asked anew.
#[component]
fn WithdrawForm(id: PriceRequestId, version: i64, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/pricing/withdraw_price", "withdraw");
    let asked = id.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(withdraw_price(asked.clone(), version), move |()| again.run(()));
    };
    view! {
        <form class="no-print" method="post" action=form.url on:submit=submit>
            <Alert form />
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.pricing.withdraw}</button>
        </form>
    }
}

/// Is it a price that can be asked for?
#[must_use]
pub const fn asks_price(problem: &Problem) -> bool {
    matches!(problem, Problem::PriceOnRequest | Problem::NoNotation { .. })
}

/// The way to the form, from wherever a price is missing.
#[component]
pub fn AskLink(part: PartKey) -> impl IntoView {
    let t = use_text();
    view! { <a class="quiet" href=format!("/parts/{part}#ask")>{t.pricing.ask}</a> }
}

/// `ab 10: 12,00 €, gültig bis 31.12.2026`.
pub(super) fn offer_words(request: &PriceRequest, l: kontor_domain::Language) -> String {
    let t = &use_text().pricing;
    let Some(offer) = request.offer else { return String::new() };
    let from = format!("{} {}", format::quantity(offer.from, l), request.unit.word(l));
    let words = fill(t.offered, &[&format::money(offer.net, l), request.unit.word(l), &from]);
    match offer.until {
        Some(day) => format!("{words}, {}", fill(t.valid_until, &[&format::date(day, l)])),
        None => words,
    }
}
