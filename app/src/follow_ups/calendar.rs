//! On the due list: the reader's follow-ups in a calendar of their own. Plain forms: the address comes with the next page, once.

use kontor_domain::follow_ups::CalendarView;
use kontor_domain::format;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, Sending};

/// Which form of the page an answer is for.
pub(super) const ABOUT: &str = "calendar";

#[component]
pub(super) fn Calendar(
    view: Option<CalendarView>,
    address: Option<String>,
    /// Of this drawing: sent twice it makes one.
    page_key: String,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let make = Sending::about("/fn/follow_ups/make_calendar", ABOUT);
    let revoke = Sending::about("/fn/follow_ups/revoke_calendar", ABOUT);
    // The answer to a second click would be a page without the address.
    let once = move |ev: SubmitEvent| {
        if make.busy.get_untracked() {
            ev.prevent_default();
        }
        make.busy.set(true);
    };
    let told = address.map(|address| {
        view! {
            <div class="note good" role="status">
                <p>{t.cases.calendar_made}</p>
                <p><code class="no">{address.clone()}</code> " " <Copy text=address /></p>
            </div>
        }
    });
    let word = if view.is_some() { t.cases.calendar_again } else { t.cases.calendar_make };
    let ends = view.map(|view| {
        view! {
            <p>{fill(t.cases.calendar_since, &[&format::moment(view.made, l)])}</p>
            <form method="post" action=revoke.url>
                <Alert form=revoke />
                <div class="actions"><button class="danger">{t.cases.calendar_revoke}</button></div>
            </form>
        }
    });
    view! {
        <section class="chapter no-print" id="calendar">
            <h2>{t.cases.calendar}</h2>
            {told}
            <p class="muted">{t.cases.calendar_text}</p>
            {ends}
            <form method="post" action=make.url on:submit=once>
                <Alert form=make />
                <input type="hidden" name="key" value=page_key />
                <div class="actions">
                    <button class="quiet" aria-busy=move || make.busy.get().then_some("true")>{word}</button>
                </div>
            </form>
        </section>
    }
}
