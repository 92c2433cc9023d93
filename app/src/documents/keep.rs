//! How long a document stays, and for who keeps the archive what can be done about it: plain forms, each one step.

use kontor_domain::documents::{Document, DocumentState, DocumentSummary, Hold, deletable};
use kontor_domain::{Date, format};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Sending, kept};

#[component]
pub(super) fn Keeping(document: Document, today: Date) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let Document { head, hold, may_keep, .. } = document;
    let years = fill(t.keep_text, &[head.kind.word(l), &head.kind.years().to_string()]);
    let held = hold.clone().map(|hold| view! { <Held hold /> });
    let steps = may_keep.then(|| {
        let hold = if hold.is_some() {
            view! { <Release head=head.clone() /> }.into_any()
        } else {
            view! { <PutOnHold head=head.clone() /> }.into_any()
        };
        view! { {hold} <Delete head=head.clone() today /> }
    });
    view! {
        <section class="chapter" id="keeping">
            <h2>{t.keep}</h2>
            <dl class="facts">
                <div><dt>{t.kept_until}</dt><dd>{format::date(head.until, l)}</dd></div>
            </dl>
            <p class="small muted">{years}</p>
            {held} {steps}
        </section>
    }
}

#[component]
fn Held(hold: Hold) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let words = fill(t.held_by, &[&hold.by, &format::date(hold.at.date(), l), &hold.reason]);
    view! { <div class="note soon">{words}</div> }
}

/// Which document, as it was seen.
#[component]
fn Seen(head: DocumentSummary) -> impl IntoView {
    view! {
        <input type="hidden" name="document" value=head.id.to_string() />
        <input type="hidden" name="version" value=head.version.to_string() />
    }
}

/// A step that wants a reason, behind a fold.
struct Step {
    form: Sending,
    /// Of the field: both steps may stand on the page.
    id: &'static str,
    name: &'static str,
    text: &'static str,
    reason: &'static str,
    button: &'static str,
    class: &'static str,
}

#[component]
fn WithReason(step: Step, head: DocumentSummary) -> impl IntoView {
    let form = step.form;
    let open = form.error.with_untracked(Option::is_some);
    view! {
        <details class="no-print" open=open>
            <summary class="plain">{step.name}</summary>
            <form class="stack" method="post" action=form.url novalidate>
                <Alert form />
                <p class="small">{step.text}</p>
                <Seen head />
                <Field
                    form
                    name="reason"
                    id=step.id
                    label=step.reason
                    value=kept(form).get("reason").to_owned()
                    maxlength=500
                />
                <div class="actions"><button class=step.class>{step.button}</button></div>
            </form>
        </details>
    }
}

#[component]
fn PutOnHold(head: DocumentSummary) -> impl IntoView {
    let t = &use_text().documents;
    let step = Step {
        form: Sending::to("/fn/documents/hold_document"),
        id: "hold-reason",
        name: t.hold,
        text: t.hold_text,
        reason: t.hold_reason,
        button: t.hold_do,
        class: "quiet",
    };
    view! { <WithReason step head /> }
}

#[component]
fn Release(head: DocumentSummary) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to("/fn/documents/release_hold");
    view! {
        <form class="no-print" method="post" action=form.url>
            <Alert form />
            <Seen head />
            <div class="actions"><button class="quiet">{t.release}</button></div>
        </form>
    }
}

/// Only offered where it is possible; otherwise it says why it is not.
#[component]
fn Delete(head: DocumentSummary, today: Date) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    if head.state == DocumentState::Going {
        return view! { <div class="note soon" role="status">{t.delete_waits}</div> }.into_any();
    }
    if let Err(problem) = deletable(head.until, head.held, today) {
        return view! { <p class="small muted no-print">{t.delete_not} " " {problem.text(l)}</p> }.into_any();
    }
    let step = Step {
        form: Sending::to("/fn/documents/delete_document"),
        id: "delete-reason",
        name: t.delete,
        text: t.delete_text,
        reason: t.delete_reason,
        button: t.delete_do,
        class: "danger",
    };
    view! { <WithReason step head /> }.into_any()
}
