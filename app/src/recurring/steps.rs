//! Skipping, pausing, resuming, ending, taking over: one button each.

use kontor_domain::format;
use kontor_domain::recurring::{RecurringSummary, Step};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending};

/// The steps that make sense now, for who may take them.
#[component]
pub fn Steps(head: RecurringSummary) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about("/fn/recurring/step_recurring", "step");
    let may = |step: Step| head.state.after(step).is_some();
    let skip =
        head.next.filter(|_| may(Step::Skip)).map(|day| fill(t.recurring.skip, &[&format::day(day, l)]));
    let button = |step: Step, words: String, class: &'static str| {
        view! {
            <form method="post" action=form.url>
                <input type="hidden" name="recurring" value=head.id.to_string() />
                <input type="hidden" name="version" value=head.version.to_string() />
                <button class=class name="step" value=step.code()>{words}</button>
            </form>
        }
    };
    let end = may(Step::End).then(|| {
        view! {
            <details class="more-about">
                <summary>{t.recurring.end}</summary>
                {button(Step::End, t.recurring.end_sure.to_owned(), "danger")}
            </details>
        }
    });
    view! {
        <section class="chapter no-print">
            <h2>{t.recurring.steps}</h2>
            <Alert form />
            <div class="stack">
                {skip.map(|words| button(Step::Skip, words, "quiet"))}
                {may(Step::Pause).then(|| button(Step::Pause, t.recurring.pause.to_owned(), "quiet"))}
                {may(Step::Resume).then(|| button(Step::Resume, t.recurring.resume.to_owned(), "act"))}
                {(!head.mine && may(Step::TakeOver))
                    .then(|| button(Step::TakeOver, t.recurring.take_over.to_owned(), "quiet"))}
                {end}
            </div>
        </section>
    }
}
