//! Offers at the desk: the list, how one begins, the editor in which it is prepared and sent, and who may go how far.

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

use kontor_domain::accounts::Right;
use kontor_domain::quotes::{NextStep, QuoteState};
use kontor_domain::{Date, QuoteId, format};
use leptos::prelude::*;

pub use desk_floors_page::DeskFloorsPage;
pub use desk_list_page::DeskOffersPage;
pub use desk_new_page::DeskNewOfferPage;
pub use desk_page::DeskOfferPage;

use crate::desk::use_desk;
use crate::text::{fill, use_language, use_text};
use crate::ui::Query;

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
    use_desk()
        .may(Right::ManageQuotes)
        .then(|| view! { <a class=class href=href>{use_text().desk_quotes.begin}</a> })
}

/// Where one stands.
#[component]
fn DeskPill(state: QuoteState) -> impl IntoView {
    view! { <span class=format!("state {}", state.tone())>{state.word(use_language())}</span> }
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
