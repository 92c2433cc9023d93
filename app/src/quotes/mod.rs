//! Offers, on both sides: what a company has asked for and was offered, how it asks and answers; how the desk prepares, sends and
//! negotiates them. Plain forms first; once awake, the pages reckon with the rules of the domain.

mod accept;
mod accept_quote;
mod answer;
mod begin_quote;
mod counter_quote;
mod decline_quote;
mod desk_accept_counter;
mod desk_answer_release;
mod desk_ask_release;
mod desk_begin;
mod desk_counter;
mod desk_editing;
mod desk_editor;
mod desk_floors;
mod desk_floors_page;
mod desk_form;
mod desk_history;
mod desk_list_page;
mod desk_margin;
mod desk_new_page;
mod desk_offer;
mod desk_offers;
mod desk_page;
mod desk_release;
mod desk_row;
mod desk_save;
mod desk_save_floors;
mod desk_send;
mod desk_send_form;
mod desk_start;
mod desk_withdraw;
mod history;
mod list_page;
mod new_page;
mod page;
mod picks;
mod positions;
mod quote;
mod quote_start;
mod quotes;
mod request;
mod standing;
mod sums;
mod withdraw_request;

use kontor_domain::accounts::Right;
use kontor_domain::quotes::{NextStep, QuoteState, holds_on};
use kontor_domain::{Date, QuoteId, format};
use leptos::prelude::*;

pub use desk_floors_page::DeskFloorsPage;
pub use desk_list_page::DeskOffersPage;
pub use desk_new_page::DeskNewOfferPage;
pub use desk_page::DeskOfferPage;
pub use list_page::OffersPage;
pub use new_page::NewOfferPage;
pub use page::OfferPage;

use crate::desk::Desk;
use crate::text::{fill, use_language, use_text};
use crate::ui::Query;

/// Where the customer's offers live.
const BASE: &str = "/offers";

fn path_of(quote: &QuoteId) -> String {
    format!("{BASE}/{quote}")
}

/// Where an offer is asked for, from what `name` (`part`, `cart`, `list`, `configuration`, `case`) names.
#[must_use]
pub fn ask_path(name: &str, value: &str) -> String {
    Query::default().with(name, value).on("/offers/new")
}

/// The way there.
#[component]
pub fn AskOffer(
    #[prop(into)] path: String,
    #[prop(default = "quiet no-print")] class: &'static str,
) -> impl IntoView {
    let class = (!class.is_empty()).then_some(class);
    view! { <a class=class href=path>{use_text().quotes.ask}</a> }
}

/// As it stands on that day: the mark that it has expired comes a little later than its last day ends.
fn state_on(state: QuoteState, valid_until: Option<Date>, today: Date) -> QuoteState {
    if state.acceptable() && !holds_on(valid_until, today) { QuoteState::Expired } else { state }
}

/// Where one stands.
#[component]
pub fn QuotePill(state: QuoteState) -> impl IntoView {
    view! { <span class=format!("state {}", state.tone())>{state.word(use_language())}</span> }
}

/// From so many days on the last day is told as a date alone.
const SOON: i32 = 30;

/// `gilt noch 3 Tage`; for an offer that nobody can accept any more nothing but its last day.
fn last_day(state: QuoteState, valid_until: Date, today: Date) -> String {
    let (l, t) = (use_language(), use_text());
    let days = today.until(valid_until).map_or(0, |span| span.get_days());
    match (state.acceptable(), days) {
        (true, 0) => t.quotes.still_today.to_owned(),
        (true, 1) => t.quotes.still_one.to_owned(),
        (true, 2..SOON) => fill(t.quotes.still, &[&days.to_string()]),
        (true, SOON..) => fill(t.quotes.holds, &[&format::date(valid_until, l)]),
        _ => fill(t.quotes.over, &[&format::date(valid_until, l)]),
    }
}

/// Where the desk's offers live.
const DESK: &str = "/desk/offers";
/// Where one begins.
const NEW: &str = "/desk/offers/new";

fn desk_path(quote: &QuoteId) -> String {
    format!("{DESK}/{quote}")
}

/// The offer on paper as it was sent in a version, counted from 1; 0 is the draft.
fn desk_pdf(quote: &QuoteId, version: u32) -> String {
    format!("{DESK}/{quote}/offer.pdf?version={version}")
}

/// The way to where the desk begins an offer, from what `name` (`company`, `case`, `configuration`) names; nothing for who makes none.
#[component]
pub fn BeginOffer(
    name: &'static str,
    #[prop(into)] value: String,
    #[prop(default = "quiet no-print")] class: &'static str,
) -> impl IntoView {
    let href = Query::default().with(name, &value).on(NEW);
    // The dealer's people read pages of the shop too, which are in no desk.
    use_context::<Desk>()
        .is_some_and(|desk| desk.may(Right::ManageQuotes))
        .then(|| view! { <a class=class href=href>{use_text().desk_quotes.begin}</a> })
}

/// What is to be done next as a sentence, and its tone: `bad` when it is overdue, `soon` when it is due today.
fn next_words(next: &NextStep, today: Date) -> (&'static str, String) {
    let (l, t) = (use_language(), use_text());
    let tone = |due: Date| match due.cmp(&today) {
        std::cmp::Ordering::Less => "bad",
        std::cmp::Ordering::Equal => "soon",
        std::cmp::Ordering::Greater => "",
    };
    match next {
        NextStep::Offer => ("soon", t.desk_quotes.next_offer.to_owned()),
        NextStep::Answer => ("soon", t.desk_quotes.next_answer.to_owned()),
        NextStep::FollowUp { due, note, owner_name } => {
            let day = format::day(*due, l);
            let words = match tone(*due) {
                "bad" => fill(t.desk_quotes.next_overdue, &[&day, note, owner_name]),
                _ => fill(t.desk_quotes.next_follow_up, &[&day, note, owner_name]),
            };
            (tone(*due), words)
        }
        NextStep::Expires { on } => (tone(*on), fill(t.desk_quotes.next_expires, &[&format::day(*on, l)])),
    }
}
