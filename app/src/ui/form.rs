//! A form on its way to a server function: works as a plain form, and without a new page once hydrated.

use std::future::Future;

use kontor_domain::Error;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use server_fn::error::ServerFnUrlError;

use super::{Query, Target};
use crate::text::use_text;
use crate::wire::Refusal;

/// One form (or a group of them) and how its last sending went.
#[derive(Clone, Copy)]
pub struct Sending {
    /// Where the plain form goes: `/fn/carts/add_line`.
    pub url: Target,
    pub busy: RwSignal<bool>,
    pub error: RwSignal<Option<Error>>,
}

impl Sending {
    /// For the form that stands alone on its page. Without WebAssembly the error of the last sending is in the address.
    #[must_use]
    pub fn to(url: &'static str) -> Self {
        Self::about(url, "")
    }

    /// For one of several equal forms: `item` says which (the key of a part).
    #[must_use]
    pub fn about(url: &'static str, item: &str) -> Self {
        let query = use_location().search.with_untracked(|text| Query::parse(text));
        let mine = query.get("__path") == url && query.get("about") == item;
        let error = mine.then(|| ServerFnUrlError::<Refusal>::decode_err(query.get("__err")).0);
        Self { url: Target(url), busy: RwSignal::new(false), error: RwSignal::new(error) }
    }

    /// Sends once: while one sending is on its way, another click does nothing.
    pub fn start<T: 'static>(
        self,
        work: impl Future<Output = Result<T, Refusal>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let result = work.await;
            // The page may be gone by now; then nobody waits for the answer.
            self.busy.try_set(false);
            match result {
                Ok(value) => {
                    self.error.try_set(None);
                    done(value);
                }
                Err(Refusal(error)) => {
                    self.error.try_set(Some(error));
                }
            }
        });
    }
}

/// When nobody answered: the same once more, with what stands in the form now. Nothing typed is lost.
#[component]
pub fn TryAgain(form: Sending, element: NodeRef<Form>) -> impl IntoView {
    let t = use_text();
    let unanswered = move || form.error.with(|e| matches!(e, Some(Error::Unavailable)));
    let again = move |_| {
        if let Some(element) = element.get_untracked() {
            // A form that the browser itself finds wrong says so; there is nothing to do here.
            let _ = element.request_submit();
        }
    };
    view! {
        {move || {
            unanswered()
                .then(|| {
                    view! {
                        <button type="button" class="quiet" on:click=again>{t.house.again}</button>
                    }
                })
        }}
    }
}

/// What was typed before the form was refused, when it was sent without WebAssembly; otherwise empty.
///
/// For the plain `value` attribute only: the browser's half does not know it, and hydration leaves attributes alone.
#[must_use]
pub fn kept(form: Sending) -> Query {
    #[cfg(feature = "ssr")]
    if form.error.with_untracked(Option::is_some) {
        return crate::request::kept();
    }
    let _ = form;
    Query::default()
}
