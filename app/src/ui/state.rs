//! States as colour, shape, word and date together.

use kontor_domain::catalog::{self, AvailabilityState, PartCode};
use kontor_domain::orders::OrderState;
use kontor_domain::{Language, format};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};

/// Tone and words of an availability: `("good", "42 in Ulm")`.
#[must_use]
pub fn availability_words(code: PartCode, a: &catalog::Availability, l: Language) -> (&'static str, String) {
    let t = &use_text().catalog;
    match (code, a.state) {
        (PartCode::Obsolete, _) => ("bad", t.obsolete.into()),
        (PartCode::ReferenceOnly, _) => ("", t.reference_only.into()),
        (_, AvailabilityState::InStock) => {
            ("good", fill(t.in_place, &[&format::quantity(a.free, l), &a.place]))
        }
        (_, AvailabilityState::Incoming) => ("soon", fill(t.coming, &[&format::quantity(a.incoming, l)])),
        (_, AvailabilityState::OnOrder) => ("soon", t.on_order.into()),
        (_, AvailabilityState::Gone) => ("bad", t.gone.into()),
    }
}

/// What is there and when it arrives.
#[component]
pub fn Availability(code: PartCode, availability: catalog::Availability) -> impl IntoView {
    let l = use_language();
    let (tone, words) = availability_words(code, &availability, l);
    view! {
        <span class=format!("state {tone}")>{words}</span>
        " "
        {availability.date.map(|date| view! { <span class="when">{format::day(date, l)}</span> })}
    }
}

/// The tone of an order's state; `late` when a line comes later than promised.
#[must_use]
pub const fn order_tone(state: OrderState, late: bool) -> &'static str {
    match state {
        OrderState::AwaitingApproval | OrderState::AwaitingPayment | OrderState::OnHold => "soon",
        OrderState::Placed => "",
        OrderState::Cancelled => "bad",
        OrderState::Shipped => "good",
        _ if late => "soon",
        OrderState::Confirmed | OrderState::Picked | OrderState::PartlyShipped => "good",
    }
}

/// Where an order stands.
#[component]
pub fn OrderPill(state: OrderState, #[prop(optional)] late: bool) -> impl IntoView {
    let l = use_language();
    view! { <span class=format!("state {}", order_tone(state, late))>{state.word(l)}</span> }
}
