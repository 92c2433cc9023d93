//! A follow-up with what can be done with it: plain buttons, each one step.

use kontor_domain::cases::Colleague;
use kontor_domain::follow_ups::{Due, FollowUp, Snooze};
use kontor_domain::{Date, format};
use leptos::prelude::*;

use crate::cases::PersonSelect;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Field, Sending};

/// `alone` leaves out to what it belongs, where that is the page itself.
#[component]
pub(super) fn Item(
    one: FollowUp,
    today: Date,
    colleagues: Vec<Colleague>,
    #[prop(optional)] alone: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let id = one.id.to_string();
    let form = Sending::about("/fn/follow_ups/change_follow_up", &id);
    let tone = match Due::of(one.due, today) {
        Due::Overdue => "bad",
        Due::Today => "soon",
        Due::ThisWeek | Due::Later => "",
    };
    let about = (!alone).then(|| {
        let (href, words) = match &one.case {
            Some(code) => (format!("/desk/cases/{code}"), format!("{code}, {}", one.company_name)),
            None => (format!("/desk/customers/{}", one.company), one.company_name.clone()),
        };
        view! { <a href=href>{words}</a> }
    });
    let others: Vec<Colleague> = colleagues.into_iter().filter(|c| c.person != one.owner).collect();
    let hand_over = (!others.is_empty()).then(|| {
        view! {
            <form class="row" method="post" action=form.url>
                <Ids one=one.clone() />
                <PersonSelect people=others label=t.cases.hand_to id=format!("to-{id}") />
                <button class="quiet" name="step" value="hand_over">{t.cases.hand_over_do}</button>
            </form>
        }
    });
    let snoozes = Snooze::ALL.map(|to| {
        let word = match to {
            Snooze::Tomorrow => t.cases.tomorrow,
            Snooze::NextMonday => t.cases.next_monday,
            Snooze::TwoWeeks => t.cases.two_weeks,
        };
        view! { <button class="quiet" name="step" value=to.code()>{word}</button> }
    });
    view! {
        <li class="follow-up">
            <p class="row">
                <span class=format!("state {tone}")>{format::date(one.due, l)}</span>
                {about}
                <span class="small muted">{one.owner_name.clone()}</span>
            </p>
            <p>{one.note.clone()}</p>
            <Alert form />
            <div class="row no-print">
                <form method="post" action=form.url>
                    <Ids one=one.clone() />
                    <button class="quiet" name="step" value="done">
                        {t.cases.done} <span class="vh">" " {one.note.clone()}</span>
                    </button>
                </form>
                <details>
                    <summary class="plain">{t.cases.move_to}</summary>
                    <form class="row" method="post" action=form.url><Ids one=one.clone() /> {snoozes}</form>
                    <form class="row" method="post" action=form.url>
                        <Ids one=one.clone() />
                        <Field form name="due" id=format!("due-{id}") label=t.cases.due kind="date" value=one.due.to_string() />
                        <button class="quiet" name="step" value="move">{t.cases.move_to}</button>
                    </form>
                    {hand_over}
                </details>
            </div>
        </li>
    }
}

#[component]
fn Ids(one: FollowUp) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=one.id.to_string() />
        <input type="hidden" name="version" value=one.version.to_string() />
    }
}
