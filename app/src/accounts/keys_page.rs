//! `/account/keys`, `/desk/keys` and `/desk/customers/:id/keys`: the keys with which programs of the company (or of the
//! dealer) use the REST interface. Plain forms throughout: the secret comes with the next page, once.

use kontor_domain::accounts::{KeyView, Right};
use kontor_domain::{IdempotencyKey, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::hooks::use_params_map;

use super::keys::{FoundKeys, keys};
use crate::desk::DeskFailed;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, Crumbs, Empty, Failed, Field, FieldError, Page, Sending, kept, use_query};
use crate::wire::Refusal;

#[component]
pub fn KeysPage() -> impl IntoView {
    let t = use_text();
    let data = Resource::new_blocking(|| (), |()| keys(String::new()));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(found) => {
                        view! {
                            <Page title=t.keys.title class="page narrow">
                                <Crumbs above=vec![("/account".into(), t.accounts.title.into())] here=t.keys.title />
                                <Whole found company=String::new() />
                            </Page>
                        }
                            .into_any()
                    }
                    Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Without an id in the address: the dealer's own systems.
#[component]
pub fn DeskKeysPage() -> impl IntoView {
    let t = use_text();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id").unwrap_or_default()));
    let data = Resource::new_blocking(move || id.get(), keys);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(found) => {
                        let (company, name) = (id.get_untracked(), found.view.company_name.clone());
                        let crumbs = (!company.is_empty())
                            .then(|| {
                                let above = vec![
                                    ("/desk/customers".into(), t.desk.customers.into()),
                                    (format!("/desk/customers/{company}"), name),
                                ];
                                view! { <Crumbs above here=t.keys.title /> }
                            });
                        view! {
                            <Page title=t.keys.title class="work">{crumbs} <Whole found company /></Page>
                        }
                            .into_any()
                    }
                    Err(Refusal(error)) => view! { <DeskFailed error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Whole(found: FoundKeys, company: String) -> impl IntoView {
    let t = use_text();
    let done = use_query().with_untracked(|q| q.get("done").to_owned());
    let revoked = (done == "revoked").then_some(t.keys.revoked);
    let FoundKeys { view, secret, key } = found;
    view! {
        <div class="head"><div><h1>{t.keys.title}</h1><p class="muted">{t.keys.about}</p></div></div>
        {revoked.map(|text| view! { <div class="note good" role="status">{text}</div> })}
        {secret
            .map(|secret| {
                view! {
                    <div class="note good" role="status">
                        <p>{t.keys.made}</p>
                        <p><code class="no">{secret.clone()}</code> " " <Copy text=secret /></p>
                    </div>
                }
            })}
        {if view.keys.is_empty() {
            view! {
                <Empty title=t.keys.none text=t.keys.none_text>
                    <a class="quiet" href="/api/v1/openapi.json" rel="external">{t.keys.described}</a>
                </Empty>
            }
                .into_any()
        } else {
            view! {
                <List keys=view.keys />
                <p><a href="/api/v1/openapi.json" rel="external">{t.keys.described}</a></p>
            }
                .into_any()
        }}
        <New rights=view.rights company key />
    }
}

#[component]
fn List(keys: Vec<KeyView>) -> impl IntoView {
    let t = use_text();
    view! {
        <table class="data">
            <caption class="vh">{t.keys.title}</caption>
            <thead>
                <tr>
                    <th>{t.keys.name}</th>
                    <th>{t.keys.rights}</th>
                    <th>{t.keys.created}</th>
                    <th>{t.desk.what_to_do}</th>
                </tr>
            </thead>
            <tbody>{keys.into_iter().map(|key| view! { <Row key_=key /> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(key_: KeyView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about("/fn/accounts/revoke_key", &key_.id);
    let rights = key_.rights.iter().map(|r| r.word(l)).collect::<Vec<_>>().join(", ");
    let hint = fill(t.keys.revoke_hint, &[&key_.name]);
    view! {
        <tr>
            <td data-label=t.keys.name><b>{key_.name}</b></td>
            <td data-label=t.keys.rights>{rights}</td>
            <td data-label=t.keys.created>{format::moment(key_.created, l)}</td>
            <td data-label=t.desk.what_to_do>
                <details open=form.error.with_untracked(Option::is_some)>
                    <summary class="plain">{t.keys.revoke}</summary>
                    <form class="stack" method="post" action=form.url>
                        <Alert form />
                        <p class="small">{hint}</p>
                        <input type="hidden" name="id" value=key_.id />
                        <div class="actions"><button class="danger">{t.keys.revoke_do}</button></div>
                    </form>
                </details>
            </td>
        </tr>
    }
}

#[component]
fn New(rights: Vec<Right>, company: String, key: IdempotencyKey) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::to("/fn/accounts/make_key");
    let typed = kept(form);
    // The answer to a second click would be a page without the secret.
    let once = move |ev: SubmitEvent| {
        if form.busy.get_untracked() {
            ev.prevent_default();
        }
        form.busy.set(true);
    };
    view! {
        <section class="chapter">
            <h2>{t.keys.new}</h2>
            <form class="stack" method="post" action=form.url on:submit=once>
                <Alert form />
                <input type="hidden" name="key" value=key.to_string() />
                <input type="hidden" name="company" value=company />
                <Field
                    form
                    name="name"
                    id="key-name"
                    label=t.keys.name
                    hint=t.keys.name_hint
                    value=typed.get("name")
                    maxlength=60
                />
                <fieldset>
                    <legend>{t.keys.rights}</legend>
                    {rights
                        .into_iter()
                        .map(|right| {
                            view! {
                                <label class="check">
                                    <input type="checkbox" name="rights[]" value=right.code() />
                                    " "
                                    <span>{right.word(l)}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                    <FieldError form name="rights" id="key-rights".to_owned() />
                </fieldset>
                <div class="actions">
                    <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.keys.make}</button>
                </div>
            </form>
        </section>
    }
}
