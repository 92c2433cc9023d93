//! `/account/hooks` and `/desk/hooks`: the endpoints, and the form for a new one. Plain forms throughout, as for keys.

use kontor_domain::IdempotencyKey;
use kontor_domain::format;
use kontor_domain::hooks::{HookKind, HookView};
use leptos::prelude::*;

use super::form::HookFields;
use super::list_hooks::{FoundHooks, list_hooks};
use super::{Pill, base};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Crumbs, Empty, Page, Sending, Side, loaded, use_query};

#[component]
pub fn HooksPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

#[component]
pub fn DeskHooksPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| list_hooks());
    loaded(data, Side::of(desk), move || move |found| view! { <Whole found desk /> })
}

#[component]
fn Whole(found: FoundHooks, desk: bool) -> impl IntoView {
    let t = use_text();
    let FoundHooks { view, key } = found;
    let deleted = use_query().with_untracked(|q| q.get("done") == "deleted").then_some(t.hooks.deleted_done);
    let above = (!desk).then(|| {
        let above = vec![("/account".into(), t.accounts.title.into())];
        view! { <Crumbs above here=t.hooks.title /> }
    });
    view! {
        <Page title=t.hooks.title class=if desk { "work" } else { "page narrow" }>
            {above}
            <div class="head"><div><h1>{t.hooks.title}</h1><p class="muted">{t.hooks.about}</p></div></div>
            {deleted.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            {if view.hooks.is_empty() {
                view! {
                    <Empty title=t.hooks.none text=t.hooks.none_text>
                        <a class="quiet" href="/api/v1/openapi.json" rel="external">{t.hooks.described}</a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! {
                    <List hooks=view.hooks desk />
                    <p><a href="/api/v1/openapi.json" rel="external">{t.hooks.described}</a></p>
                }
                    .into_any()
            }}
            <New kinds=view.kinds key />
        </Page>
    }
}

#[component]
fn List(hooks: Vec<HookView>, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |hook: HookView| {
        let kinds = match &hook.kinds {
            None => t.hooks.everything.to_owned(),
            Some(kinds) => fill(t.hooks.some_count, &[&kinds.len().to_string()]),
        };
        let failing = hook.failing.map(|at| fill(t.hooks.failing, &[&format::moment(at, l)]));
        view! {
            <tr>
                <td class="c-what">
                    <a class="name cover hook-url" href=format!("{}/{}", base(desk), hook.id)>{hook.url}</a>
                    <span class="sub-line">{hook.description}</span>
                    {failing.map(|text| view! { <span class="sub-line">{text}</span> })}
                </td>
                <td data-label=t.hooks.state><Pill state=hook.state /></td>
                <td data-label=t.hooks.kinds>{kinds}</td>
                <td data-label=t.hooks.made>
                    {format::moment(hook.made, l)} <span class="sub-line">{hook.made_by}</span>
                </td>
            </tr>
        }
    };
    view! {
        <table class="data">
            <caption class="vh">{t.hooks.title}</caption>
            <thead>
                <tr>
                    <th>{t.hooks.url}</th>
                    <th>{t.hooks.state}</th>
                    <th>{t.hooks.kinds}</th>
                    <th>{t.hooks.made}</th>
                </tr>
            </thead>
            <tbody>{hooks.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn New(kinds: Vec<HookKind>, key: IdempotencyKey) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/hooks/make_hook");
    view! {
        <section class="chapter">
            <h2>{t.hooks.new}</h2>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="key" value=key.to_string() />
                <HookFields form kinds hook=None />
                <div class="actions"><button class="act">{t.hooks.make}</button></div>
            </form>
        </section>
    }
}
