//! `/link/:token`: sets the password for an invitation or a reset.

use kontor_domain::Error;
use kontor_domain::accounts::{LinkPurpose, LinkView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::open_link::open_link;
use crate::text::{fill, use_text};
use crate::ui::{Alert, Failed, Field, Page, Sending};
use crate::wire::Refusal;

#[component]
pub fn LinkPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.with(|p| p.get("token").unwrap_or_default()));
    let data = Resource::new_blocking(move || token.get(), open_link);
    view! {
        <Transition>
            {move || {
                let token = token.get();
                Suspend::new(async move {
                    match data.await {
                        Ok(link) => view! { <SetPassword link token /> }.into_any(),
                        Err(Refusal(Error::Invalid { .. } | Error::NotFound)) => view! { <Expired /> }.into_any(),
                        Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

#[component]
fn SetPassword(link: LinkView, token: String) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/accounts/set_password");
    let title = match link.purpose {
        LinkPurpose::Invitation => fill(t.accounts.welcome, &[&link.name]),
        LinkPurpose::Reset => t.accounts.new_password.to_owned(),
    };
    view! {
        <Page title=title.clone() class="page form">
            <div class="stack">
                <h1>{title}</h1>
                <p>{fill(t.accounts.set_for, &[&link.email])}</p>
                <Alert form />
                <form class="stack" method="post" action=form.url>
                    <input type="hidden" name="token" value=token />
                    // Password managers store the new password under this name.
                    <input class="vh" type="email" autocomplete="username" value=link.email tabindex="-1" aria-hidden="true" readonly />
                    <Field
                        form
                        name="password"
                        label=t.accounts.new_password
                        hint=t.accounts.password_hint
                        kind="password"
                        autocomplete="new-password"
                    />
                    <div class="actions"><button class="act">{t.accounts.set_password}</button></div>
                </form>
            </div>
        </Page>
    }
}

#[component]
fn Expired() -> impl IntoView {
    let t = use_text();
    view! {
        <Page title=t.accounts.link_expired class="page form">
            <h1>{t.accounts.link_expired}</h1>
            <p>{t.accounts.link_expired_text}</p>
            <div class="actions"><a class="act" href="/forgot">{t.accounts.ask_new_link}</a></div>
        </Page>
    }
}
