//! The approval of an order on its page: why, who, and for the approver the two ways to answer.

use kontor_domain::format;
use kontor_domain::orders::{Approval, ApprovalStep, OrderState, OrderView, Voice};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::approve_order::approve_order;
use super::reject_order::reject_order;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Fields, Sending, TextArea, Toasts, focus, kept};

/// Nothing for orders that nobody had to approve.
#[component]
pub fn ApprovalPanel(order: OrderView, voice: Option<Voice>, done: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let approval = order.approval.clone()?;
    let waits = order.state == OrderState::AwaitingApproval;
    let waits_for = approval.current().filter(|_| waits).map(|i| approval.steps[i].names(l));
    let in_place_of = match &voice {
        Some(Voice::InPlaceOf { name }) => Some(fill(t.rules.in_place_of, &[name])),
        _ => None,
    };
    // What one decides about, before the buttons: on a phone the lines are below them.
    let lines = match order.lines.len() {
        1 => t.orders.lines_one.to_owned(),
        n => fill(t.orders.lines, &[&n.to_string()]),
    };
    let a = &order.assignment;
    let centre = format!("{} {}", a.cost_centre, a.cost_centre_name);
    let mut what = vec![lines, format!("{} {}", format::money(order.totals.net, l), t.orders.net)];
    what.extend(
        [a.unit_name.trim(), centre.trim()].iter().filter(|w| !w.is_empty()).map(|w| (*w).to_owned()),
    );
    let what = what.join(", ");
    Some(view! {
        <section class="chapter" id="approval">
            <h2>{t.rules.approval}</h2>
            <div class="stack">
                <p>{what}</p>
                <ul>
                    {approval.reasons.iter().map(|reason| view! { <li>{reason.text(l)}</li> }).collect_view()}
                </ul>
                {match (voice, waits_for) {
                    (Some(_), _) => {
                        view! {
                            <div class="note soon">
                                <b>{t.rules.your_turn}</b>
                                " "
                                {in_place_of.map(|text| format!("{text} "))}
                                {t.rules.stays_as_ordered}
                            </div>
                            <Answer order done />
                        }
                            .into_any()
                    }
                    (None, Some(names)) => {
                        view! { <div class="note soon">{fill(t.rules.waits_for, &[&names])}</div> }.into_any()
                    }
                    (None, None) => ().into_any(),
                }}
                <Steps approval waits />
            </div>
        </section>
    })
}

/// Who decided, who is asked, who comes after.
#[component]
fn Steps(approval: Approval, waits: bool) -> impl IntoView {
    let current = approval.current().filter(|_| waits);
    view! {
        <ol class="timeline">
            {approval
                .steps
                .into_iter()
                .enumerate()
                .map(|(i, step)| view! { <Step step now=current == Some(i) /> })
                .collect_view()}
        </ol>
    }
}

#[component]
fn Step(step: ApprovalStep, now: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let names = step.names(l);
    let open = step.decided.is_none();
    let refused = step.decided.as_ref().is_some_and(|d| !d.approved);
    view! {
        <li class:now=now class:next=open && !now class:bad=refused>
            {match step.decided {
                Some(decision) => {
                    let word = if decision.approved { t.rules.approved } else { t.rules.rejected };
                    let absent = decision.in_place_of.as_deref().map(|name| fill(t.rules.in_place_of_short, &[name]));
                    let words = if decision.comment.is_empty() { String::new() } else { format!(": {}", decision.comment) };
                    let by = format!("{}, {}", decision.channel.word(l), decision.by);
                    view! {
                        <time>{format::moment(decision.at, l)}</time>
                        <div>
                            {word} {absent.map(|text| format!(" {text}"))} {words} <span class="by">{by}</span>
                        </div>
                    }
                        .into_any()
                }
                None => {
                    let word = if now { t.rules.now_asked } else { t.rules.asked_next };
                    view! { <span class="small muted">{word}</span> <div>{names}</div> }.into_any()
                }
            }}
        </li>
    }
}

#[component]
fn Answer(order: OrderView, done: Callback<()>) -> impl IntoView {
    let t = use_text();
    let yes = Sending::to("/fn/orders/approve_order");
    let no = Sending::to("/fn/orders/reject_order");
    let (typed_yes, typed_no) = (kept(yes), kept(no));
    let (id, version) = (order.id.clone(), order.version);
    let busy = move || yes.busy.get() || no.busy.get();
    let toasts = Toasts::of();
    // The form is gone then: say what happened, and let keyboard and screen reader go on at the top.
    let after = move |text: &'static str| {
        toasts.say(text.to_owned());
        done.run(());
        request_animation_frame(|| focus("main"));
    };
    let approve = {
        let id = id.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            // A yes and a no at once: the first one counts.
            if let Some(fields) = Fields::of(&ev)
                && !no.busy.get_untracked()
            {
                yes.start(approve_order(id.clone(), version, fields.get("comment")), move |()| {
                    after(t.rules.decided_yes);
                });
            }
        }
    };
    let reject = {
        let id = id.clone();
        move |ev: SubmitEvent| {
            ev.prevent_default();
            if let Some(fields) = Fields::of(&ev)
                && !yes.busy.get_untracked()
            {
                no.start(reject_order(id.clone(), version, fields.get("reason")), move |()| {
                    after(t.rules.decided_no);
                });
            }
        }
    };
    view! {
        <form class="stack no-print" method="post" action=yes.url on:submit=approve novalidate>
            <Alert form=yes />
            <input type="hidden" name="order" value=id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <TextArea form=yes name="comment" label=t.rules.comment value=typed_yes.get("comment") />
            <div class="actions">
                <button class="act" aria-busy=move || busy().then_some("true")>{t.rules.approve}</button>
            </div>
        </form>
        <details class="no-print" open=no.error.with_untracked(Option::is_some)>
            <summary class="plain">{t.rules.reject}</summary>
            <form class="stack" method="post" action=no.url on:submit=reject novalidate>
                <Alert form=no />
                <input type="hidden" name="order" value=id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <Field form=no name="reason" id="reject-reason" label=t.rules.reject_reason hint=t.rules.reject_hint value=typed_no.get("reason") maxlength=500 />
                <div class="actions">
                    <button class="danger" aria-busy=move || busy().then_some("true")>{t.rules.reject_do}</button>
                </div>
            </form>
        </details>
    }
}
