//! Where the hosted page leads back to: read what became of it, and go on.

use kontor_domain::OrderId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::finish_method::finish_method;
use super::finish_payment::finish_payment;
use crate::text::use_text;
use crate::ui::{Failed, Page, use_query};
use crate::wire::Refusal;

/// `/orders/:id/paid`.
#[component]
pub fn PaidPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| OrderId(params.with(|p| p.get("id").unwrap_or_default())));
    let done = Resource::new_blocking(move || id.get(), finish_payment);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let to = format!("/orders/{}", id.get_untracked());
                view! { <Back done=done.await to /> }
            })}
        </Transition>
    }
}

/// `/account/stored?session=...`.
#[component]
pub fn MethodStoredPage() -> impl IntoView {
    let query = use_query();
    let session = Memo::new(move |_| query.with(|q| q.get("session").to_owned()));
    let done = Resource::new_blocking(move || session.get(), finish_method);
    view! {
        <Transition>
            {move || Suspend::new(async move { view! { <Back done=done.await to="/account#payment".to_owned() /> } })}
        </Transition>
    }
}

/// The server has redirected; whoever sees this all the same gets the link.
#[component]
fn Back(done: Result<(), Refusal>, to: String) -> impl IntoView {
    let t = use_text();
    match done {
        Ok(()) => view! {
            <Page title=t.payments.title>
                <p><a class="act" href=to>{t.payments.go_on}</a></p>
            </Page>
        }
        .into_any(),
        Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
    }
}
