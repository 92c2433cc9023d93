//! `/account/hooks/:id` and `/desk/hooks/:id`: one endpoint, what can be done with it, and its log. Plain forms throughout.

use kontor_domain::HookId;
use kontor_domain::format;
use kontor_domain::hooks::{DeliveryFilter, DeliveryState, HookKind, HookState, HookView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::form::HookFields;
use super::hook_log::{FoundLog, hook_log};
use super::log::Log;
use super::{Pill, base};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, Crumbs, Page, Sending, Side, loaded, use_query};

#[component]
pub fn HookPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

#[component]
pub fn DeskHookPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let asked = Memo::new(move |_| DeliveryFilter {
        hook: HookId(params.with(|p| p.get("id").unwrap_or_default())),
        state: query.with(|q| DeliveryState::parse(q.get("state"))),
        after: query.with(|q| q.some("after")),
    });
    let data = Resource::new_blocking(move || asked.get(), hook_log);
    loaded(data, Side::of(desk), move || {
        let asked = asked.get();
        move |found| view! { <Whole found asked desk /> }
    })
}

#[component]
fn Whole(found: FoundLog, asked: DeliveryFilter, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (hook, kinds) = (found.log.hook, found.log.kinds);
    let done = use_query().with_untracked(|q| q.get("done").to_owned());
    let told = if done == "rotated" { t.hooks.rotated_done } else { t.hooks.made_done };
    let said = match done.as_str() {
        "changed" => Some(t.hooks.changed_done),
        "paused" => Some(t.hooks.paused_done),
        "resumed" => Some(t.hooks.resumed_done),
        "test" => Some(t.hooks.test_done),
        "resent" => Some(t.hooks.resent_done),
        _ => None,
    };
    let secret = found.secret.map(|secret| {
        view! {
            <div class="note good" role="status">
                <p>{told}</p>
                <p><code class="no hook-url">{secret.clone()}</code> " " <Copy text=secret /></p>
            </div>
        }
    });
    let mut above = vec![(base(desk).to_owned(), t.hooks.title.to_owned())];
    if !desk {
        above.insert(0, ("/account".into(), t.accounts.title.into()));
    }
    let name = if hook.description.is_empty() { hook.url.clone() } else { hook.description.clone() };
    let standing = match hook.state {
        HookState::On => hook.failing.map(|at| ("soon", fill(t.hooks.failing, &[&format::moment(at, l)]))),
        HookState::Paused => Some(("soon", t.hooks.paused_text.to_owned())),
        HookState::Stopped => Some(("bad", t.hooks.stopped_text.to_owned())),
    };
    let both = hook.both_until.map(|until| fill(t.hooks.both_until, &[&format::moment(until, l)]));
    let told_about = match &hook.kinds {
        None => t.hooks.all.to_owned(),
        Some(kinds) => kinds.iter().map(|k| k.word(l)).collect::<Vec<_>>().join(", "),
    };
    view! {
        <Page title=name.clone() class=if desk { "work" } else { "page" }>
            <Crumbs above here=name.clone() />
            <div class="head"><div><h1>{name}</h1><Pill state=hook.state /></div></div>
            {said.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            {secret}
            {standing.map(|(tone, text)| view! { <div class=format!("note {tone}")>{text}</div> })}
            <dl class="facts">
                <div><dt>{t.hooks.url}</dt><dd class="no hook-url">{hook.url.clone()}</dd></div>
                <div><dt>{t.hooks.kinds}</dt><dd>{told_about}</dd></div>
                <div>
                    <dt>{t.hooks.made}</dt>
                    <dd>{format::moment(hook.made, l)} ", " {hook.made_by.clone()}</dd>
                </div>
            </dl>
            {both.map(|text| view! { <p class="muted">{text}</p> })}
            <Steps hook=hook.clone() />
            <Log deliveries=found.log.deliveries hook=hook.clone() asked desk />
            <Settings hook kinds />
        </Page>
    }
}

/// Testing, resting, going on.
#[component]
fn Steps(hook: HookView) -> impl IntoView {
    let t = use_text();
    let (pause, test) =
        (Sending::about("/fn/hooks/pause_hook", "steps"), Sending::about("/fn/hooks/test_hook", "steps"));
    let id = hook.id.to_string();
    let on = hook.state == HookState::On;
    let (word, paused) = if on { (t.hooks.pause, "1") } else { (t.hooks.resume, "0") };
    view! {
        <Alert form=pause />
        <Alert form=test />
        <div class="actions no-print">
            {on
                .then(|| {
                    view! {
                        <form method="post" action=test.url>
                            <input type="hidden" name="id" value=id.clone() />
                            <button class="act">{t.hooks.test}</button>
                        </form>
                    }
                })}
            <form method="post" action=pause.url>
                <input type="hidden" name="id" value=id />
                <input type="hidden" name="paused" value=paused />
                <button class=if on { "quiet" } else { "act" }>{word}</button>
            </form>
        </div>
    }
}

/// What is done seldom, folded away.
#[component]
fn Settings(hook: HookView, kinds: Vec<HookKind>) -> impl IntoView {
    let t = use_text();
    let change = Sending::to("/fn/hooks/change_hook");
    let rotate = Sending::about("/fn/hooks/rotate_hook", "rotate");
    let delete = Sending::about("/fn/hooks/delete_hook", "delete");
    let open = |form: Sending| form.error.with_untracked(Option::is_some);
    let (id, version) = (hook.id.to_string(), hook.version.to_string());
    let gone = fill(t.hooks.delete_hint, &[&hook.url]);
    view! {
        <section class="chapter no-print">
            <h2>{t.hooks.what_to_do}</h2>
            <details open=open(change)>
                <summary class="plain">{t.hooks.change}</summary>
                <form class="stack" method="post" action=change.url>
                    <Alert form=change />
                    <input type="hidden" name="id" value=id.clone() />
                    <input type="hidden" name="version" value=version.clone() />
                    <HookFields form=change kinds hook=Some(hook) />
                    <div class="actions"><button class="act">{t.hooks.save}</button></div>
                </form>
            </details>
            <details open=open(rotate)>
                <summary class="plain">{t.hooks.rotate}</summary>
                <form class="stack" method="post" action=rotate.url>
                    <Alert form=rotate />
                    <p class="small">{t.hooks.rotate_hint}</p>
                    <input type="hidden" name="id" value=id.clone() />
                    <input type="hidden" name="version" value=version />
                    <div class="actions"><button class="quiet">{t.hooks.rotate_do}</button></div>
                </form>
            </details>
            <details open=open(delete)>
                <summary class="plain">{t.hooks.delete}</summary>
                <form class="stack" method="post" action=delete.url>
                    <Alert form=delete />
                    <p class="small hook-url">{gone}</p>
                    <input type="hidden" name="id" value=id />
                    <div class="actions"><button class="danger">{t.hooks.delete_do}</button></div>
                </form>
            </details>
        </section>
    }
}
