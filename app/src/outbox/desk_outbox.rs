//! `/desk/outbox`: what was given up and why, and what waits. For the administration.

use kontor_domain::format;
use kontor_domain::outbox::{JobState, JobView, OutboxView};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::drop_job::drop_job;
use super::jobs::jobs;
use super::revive::{revive, revive_all};
use crate::desk::DeskProblem;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Empty, Field, Fields, Page, Sending, Toasts, use_query};
use crate::wire::Refusal;

/// Says what was done and loads the lists anew.
#[derive(Clone, Copy)]
struct Done {
    again: Callback<()>,
    toasts: Toasts,
}

impl Done {
    fn say(self, text: &'static str) {
        self.toasts.say(text.to_owned());
        self.again.run(());
    }
}

#[component]
pub fn DeskOutboxPage() -> impl IntoView {
    let t = use_text();
    let query = use_query();
    let data = Resource::new_blocking(|| (), |()| jobs());
    let done = Done { again: Callback::new(move |()| data.refetch()), toasts: Toasts::of() };
    view! {
        <Page title=t.desk.outbox class="work">
            {move || {
                let said = match query.with(|q| q.get("done").to_owned()).as_str() {
                    "revive" => t.desk.job_revived,
                    "drop" => t.desk.job_dropped,
                    _ => return None,
                };
                Some(view! { <div class="note good" role="status">{said}</div> })
            }}
            <div class="head"><div><h1>{t.desk.outbox}</h1><p class="muted">{t.desk.outbox_text}</p></div></div>
            <Transition>
                {move || Suspend::new(async move {
                    match data.await {
                        Ok(found) => view! { <Whole found done /> }.into_any(),
                        Err(Refusal(error)) => view! { <DeskProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </Page>
    }
}

#[component]
fn Whole(found: OutboxView, done: Done) -> impl IntoView {
    let t = use_text();
    if found.dead.is_empty() && found.waiting.is_empty() {
        return view! {
            <Empty title=t.desk.outbox_empty text=t.desk.outbox_empty_text>
                <a class="quiet" href="/desk/orders">{t.desk.to_orders}</a>
            </Empty>
        }
        .into_any();
    }
    let more = |count: u64, listed: usize| {
        let more = count.saturating_sub(u64::try_from(listed).unwrap_or(u64::MAX));
        (more > 0)
            .then(|| view! { <p class="more muted">{fill(t.desk.more_errors, &[&more.to_string()])}</p> })
    };
    let (dead, waiting) = (found.dead, found.waiting);
    let (more_dead, more_waiting) =
        (more(found.dead_count, dead.len()), more(found.waiting_count, waiting.len()));
    view! {
        <section class="chapter">
            <h2>{t.desk.jobs_dead}</h2>
            {if dead.is_empty() {
                view! { <p class="muted">{t.desk.jobs_dead_none}</p> }.into_any()
            } else {
                view! { <ReviveAll done /> <List jobs=dead caption=t.desk.jobs_dead done /> {more_dead} }.into_any()
            }}
        </section>
        <section class="chapter">
            <h2>{t.desk.jobs_waiting}</h2>
            {if waiting.is_empty() {
                view! { <p class="muted">{t.desk.jobs_waiting_none}</p> }.into_any()
            } else {
                view! { <List jobs=waiting caption=t.desk.jobs_waiting done /> {more_waiting} }.into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn ReviveAll(done: Done) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/outbox/revive_all");
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(revive_all(), move |()| done.say(t.desk.job_revived));
    };
    view! {
        <Alert form />
        <form class="actions" method="post" action=form.url on:submit=submit>
            <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.desk.revive_all}</button>
        </form>
    }
}

#[component]
fn List(jobs: Vec<JobView>, caption: &'static str, done: Done) -> impl IntoView {
    let t = use_text();
    view! {
        <table class="data">
            <caption class="vh">{caption}</caption>
            <thead>
                <tr>
                    <th>{t.desk.job}</th>
                    <th>{t.desk.since}</th>
                    <th class="num">{t.desk.attempts}</th>
                    <th>{t.desk.last_error}</th>
                    <th>{t.desk.what_to_do}</th>
                </tr>
            </thead>
            <tbody>{jobs.into_iter().map(|job| view! { <Row job done /> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(job: JobView, done: Done) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let kind = match job.kind.as_str() {
        "mail" => t.desk.job_mail.to_owned(),
        "index" => t.desk.job_index.to_owned(),
        "import" => t.desk.job_import.to_owned(),
        "recurring" => t.recurring.job.to_owned(),
        "hook" => t.hooks.job.to_owned(),
        "archive" => t.desk.job_archive.to_owned(),
        other => other.to_owned(),
    };
    let (tone, word) = match job.state {
        JobState::Dead => ("bad", t.desk.job_dead),
        JobState::Running => ("good", t.desk.job_running),
        JobState::Pending => ("soon", t.desk.job_pending),
    };
    let next = (job.state == JobState::Pending && job.attempts > 0)
        .then(|| fill(t.desk.tried_again, &[&format::moment(job.due, l)]));
    let idle = job.state != JobState::Running;
    let dead = job.state == JobState::Dead;
    let id = job.id.clone();
    view! {
        <tr>
            <td class="c-what">
                <b>{kind}</b>
                " "
                <span class=format!("state {tone}")>{word}</span>
                <span class="sub-line no">{job.id.clone()}</span>
            </td>
            <td data-label=t.desk.since>
                {format::moment(job.since, l)} {next.map(|text| view! { <span class="sub-line">{text}</span> })}
            </td>
            <td class="num" data-label=t.desk.attempts>{job.attempts}</td>
            <td data-label=t.desk.last_error>{job.error}</td>
            <td data-label=t.desk.what_to_do>
                {dead.then(|| view! { <ReviveOne job=id.clone() done /> })}
                {idle.then(|| view! { <Drop job=id done /> })}
            </td>
        </tr>
    }
}

#[component]
fn ReviveOne(job: String, done: Done) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/outbox/revive", &job);
    let hidden = job.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        form.start(revive(job.clone()), move |()| done.say(t.desk.job_revived));
    };
    view! {
        <form method="post" action=form.url on:submit=submit>
            <Alert form />
            <input type="hidden" name="job" value=hidden />
            <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.house.again}</button>
        </form>
    }
}

/// Folded away; asks for the reason, which stands in the event log.
#[component]
fn Drop(job: String, done: Done) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/outbox/drop_job", &job);
    let (hidden, id) = (job.clone(), format!("drop-{job}"));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            form.start(drop_job(job.clone(), fields.get("reason")), move |()| done.say(t.desk.job_dropped));
        }
    };
    view! {
        <details open=form.error.with_untracked(Option::is_some)>
            <summary class="plain">{t.desk.drop_job}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit novalidate>
                <Alert form />
                <input type="hidden" name="job" value=hidden />
                <Field form name="reason" id label=t.desk.reason hint=t.desk.drop_hint maxlength=500 />
                <div class="actions">
                    <button class="danger" aria-busy=move || form.busy.get().then_some("true")>{t.desk.drop_do}</button>
                </div>
            </form>
        </details>
    }
}
