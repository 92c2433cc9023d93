//! What was sent to an endpoint, what came back, and sending it again.

use kontor_domain::format;
use kontor_domain::hooks::{
    Attempt, DeliveryFilter, DeliveryState, DeliveryView, HookKind, HookState, HookView,
};
use kontor_domain::page::Page as Rows;
use leptos::prelude::*;

use super::base;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, Empty, Pager, Query, Sending};

#[component]
pub fn Log(
    deliveries: Rows<DeliveryView>,
    hook: HookView,
    asked: DeliveryFilter,
    desk: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let path = format!("{}/{}", base(desk), hook.id);
    let of =
        |state: Option<DeliveryState>| Query::default().with("state", state.map_or("", DeliveryState::code));
    let tab = |state: Option<DeliveryState>| {
        let word = state.map_or(t.hooks.everything, |state| state.word(l));
        let here = (asked.state == state).then_some("page");
        view! { <a href=of(state).on(&path) aria-current=here>{word}</a> }
    };
    let tabs =
        [None, Some(DeliveryState::Waiting), Some(DeliveryState::Failed), Some(DeliveryState::Delivered)];
    let next = deliveries.next.map(|after| of(asked.state).with("after", &after).on(&path));
    let previous = asked.after.is_some().then(|| of(asked.state).on(&path));
    let reload = of(asked.state).on(&path);
    let on = hook.state == HookState::On;
    view! {
        <section class="chapter" id="log">
            <h2>{t.hooks.log}</h2>
            <p class="muted">{t.hooks.log_about} " " <a href=reload rel="external">{t.hooks.reload}</a></p>
            <nav class="tabs" aria-label=t.hooks.filter>{tabs.into_iter().map(tab).collect_view()}</nav>
            {if deliveries.items.is_empty() {
                let (title, text) = match asked.state {
                    None => (t.hooks.log_none, t.hooks.log_none_text),
                    Some(_) => (t.hooks.log_none_state, t.hooks.log_none_state_text),
                };
                view! {
                    <Empty title text>
                        {asked.state.is_some().then(|| view! { <a class="quiet" href=of(None).on(&path)>{t.hooks.everything}</a> })}
                    </Empty>
                }
                    .into_any()
            } else {
                let id = hook.id.to_string();
                view! {
                    <table class="data">
                        <caption class="vh">{t.hooks.log}</caption>
                        <thead>
                            <tr>
                                <th>{t.hooks.message}</th>
                                <th>{t.hooks.state}</th>
                                <th>{t.hooks.when}</th>
                                <th class="num">{t.hooks.attempts}</th>
                                <th>{t.hooks.what_to_do}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {deliveries
                                .items
                                .into_iter()
                                .map(|delivery| view! { <Row delivery hook=id.clone() on /> })
                                .collect_view()}
                        </tbody>
                    </table>
                }
                    .into_any()
            }}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </section>
    }
}

#[component]
fn Row(delivery: DeliveryView, hook: String, on: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about("/fn/hooks/resend", &delivery.id);
    let word = HookKind::parse(&delivery.kind).map(|kind| kind.word(l));
    let tone = match delivery.state {
        DeliveryState::Delivered => "good",
        DeliveryState::Waiting => "soon",
        DeliveryState::Failed => "bad",
    };
    let next = delivery.next.map(|at| fill(t.hooks.again_at, &[&format::moment(at, l)]));
    let last = delivery.attempts.last().map(|attempt| short(attempt, l));
    view! {
        <tr>
            <td class="c-what">
                <b>{word}</b>
                <span class="sub-line no">{delivery.kind}</span>
                <details>
                    <summary class="plain">{t.hooks.details}</summary>
                    <h3>{t.hooks.contents} " " <Copy text=delivery.body.clone() label=None /></h3>
                    <pre class="hook-text">{delivery.body}</pre>
                    <h3>{t.hooks.answers}</h3>
                    <Attempts attempts=delivery.attempts.clone() />
                </details>
            </td>
            <td data-label=t.hooks.state>
                <span class=format!("state {tone}")>{delivery.state.word(l)}</span>
                {last.map(|text| view! { <span class="sub-line">{text}</span> })}
                {next.map(|text| view! { <span class="sub-line">{text}</span> })}
            </td>
            <td data-label=t.hooks.when>{format::moment(delivery.at, l)}</td>
            <td class="num" data-label=t.hooks.attempts>{delivery.attempts.len()}</td>
            <td data-label=on.then_some(t.hooks.what_to_do)>
                <Alert form />
                {on
                    .then(|| {
                        view! {
                            <form method="post" action=form.url>
                                <input type="hidden" name="id" value=hook />
                                <input type="hidden" name="delivery" value=delivery.id />
                                <button class="quiet">{t.hooks.resend}</button>
                            </form>
                        }
                    })}
            </td>
        </tr>
    }
}

/// `200` or what went wrong.
fn short(attempt: &Attempt, l: kontor_domain::Language) -> String {
    match (attempt.status, &attempt.trouble) {
        (Some(status), None) => format!("HTTP {status}"),
        (Some(status), Some(trouble)) => format!("HTTP {status}. {}", trouble.text(l)),
        (None, trouble) => trouble.as_ref().map(|trouble| trouble.text(l)).unwrap_or_default(),
    }
}

#[component]
fn Attempts(attempts: Vec<Attempt>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if attempts.is_empty() {
        return view! { <p class="muted">{t.hooks.no_answers}</p> }.into_any();
    }
    let one = |attempt: Attempt| {
        let took = fill(t.hooks.took, &[&attempt.millis.to_string()]);
        let answer = attempt.answer.clone();
        view! {
            <li>
                {format::moment(attempt.at, l)} ": " <b>{short(&attempt, l)}</b> " (" {took} ")"
                {(!answer.is_empty()).then(|| view! { <pre class="hook-text">{answer}</pre> })}
            </li>
        }
    };
    // The latest first.
    view! { <ol class="hook-answers">{attempts.into_iter().rev().map(one).collect_view()}</ol> }.into_any()
}
