//! How an offer stands for who reads it: what is to be said above it, and whether it can be answered.

use kontor_domain::format;
use kontor_domain::quotes::{QuoteState, QuoteView};
use leptos::prelude::*;

use super::{ask_path, path_of, state_on};
use crate::text::{fill, use_language, use_text};

/// Can what is shown be answered by who reads it? Only the newest version, while it holds.
#[cfg(feature = "ssr")]
#[must_use]
pub fn answerable(view: &QuoteView) -> bool {
    view.may_answer && newest(view) && now(view).acceptable()
}

/// Is the version that was sent last shown?
#[must_use]
pub const fn newest(view: &QuoteView) -> bool {
    view.shown == view.head.number
}

/// As it stands today.
#[must_use]
pub fn now(view: &QuoteView) -> QuoteState {
    state_on(view.head.state, view.head.valid_until, view.today)
}

/// What just happened, after a form.
#[component]
pub fn Said(done: String) -> impl IntoView {
    let t = &use_text().quotes;
    let words = match done.as_str() {
        "asked" => t.said_asked,
        "countered" => t.said_countered,
        "declined" => t.said_declined,
        "withdrawn" => t.said_withdrawn,
        _ => return ().into_any(),
    };
    view! { <div class="note good" role="status">{words}</div> }.into_any()
}

/// Where it stands, in words, with the way on.
#[component]
pub fn Standing(view: QuoteView) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let page = path_of(&view.head.id);
    if view.offer.is_some() && !newest(&view) {
        return view! {
            <div class="note soon" id="standing">
                <b>{t.replaced}</b>
                " "
                {t.replaced_text}
                " "
                <a href=page>{t.to_newest}</a>
            </div>
        }
        .into_any();
    }
    let anew = ask_path("case", view.head.case.as_str());
    let renew = format!("{anew}&renew={}", view.head.id);
    let reason = (!view.reason.is_empty()).then(|| fill(t.reason_was, &[&view.reason]));
    let state = now(&view);
    match state {
        QuoteState::Requested => view! {
            <section class="chapter" id="standing">
                <h2>{t.requested}</h2>
                <ol class="next-steps">
                    <li>{t.requested_1}</li>
                    <li>{t.requested_2}</li>
                    <li>{t.requested_3}</li>
                </ol>
            </section>
        }
        .into_any(),
        QuoteState::Countered => view! {
            <div class="note soon" id="standing">
                <b>{t.countered}</b>
                " "
                {t.countered_text}
            </div>
        }
        .into_any(),
        QuoteState::Expired => {
            let until = view.head.valid_until.map(|day| format::date(day, l)).unwrap_or_default();
            view! {
                <div class="note bad" id="standing">
                    <b>{t.expired}</b>
                    " "
                    {fill(t.expired_text, &[&until])}
                    " "
                    <a href=renew>{t.ask_anew}</a>
                </div>
            }
            .into_any()
        }
        QuoteState::Accepted => view! {
            <div class="note good" id="standing">
                <b>{t.accepted}</b>
                " "
                {t.accepted_text}
                " "
                {view.order.as_ref().map(|order| view! { <a href=format!("/orders/{order}")>{t.to_order}</a> })}
            </div>
        }
        .into_any(),
        QuoteState::Declined | QuoteState::Withdrawn => {
            let words = if state == QuoteState::Declined { t.declined } else { t.withdrawn };
            view! {
                <div class="note" id="standing">
                    <b>{words}</b>
                    " "
                    {reason}
                    " "
                    <a href=anew>{t.ask_anew}</a>
                </div>
            }
            .into_any()
        }
        QuoteState::Sent if !view.may_answer => {
            view! { <div class="note" id="standing">{t.may_not}</div> }.into_any()
        }
        QuoteState::Sent | QuoteState::Draft => ().into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kontor_domain::Date;

    #[test]
    fn an_offer_is_over_the_day_after_its_last_one_whatever_is_written_about_it() {
        let last = Date::constant(2026, 11, 30);
        let after = Date::constant(2026, 12, 1);
        for state in QuoteState::ALL {
            assert_eq!(state_on(state, Some(last), last), state);
            let over = if state.acceptable() { QuoteState::Expired } else { state };
            assert_eq!(state_on(state, Some(last), after), over);
        }
    }
}
