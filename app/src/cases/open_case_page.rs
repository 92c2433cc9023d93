//! `/case/:code`: opens what a case code leads to. The server redirects; this moves on in the browser.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::open_case::open_case;
use crate::ui::Failed;
use crate::wire::Refusal;

#[component]
pub fn OpenCasePage() -> impl IntoView {
    let params = use_params_map();
    let code = Memo::new(move |_| params.with(|p| p.get("code").unwrap_or_default()));
    let data = Resource::new_blocking(move || code.get(), open_case);
    let navigate = StoredValue::new(use_navigate());
    Effect::new(move |_| {
        if let Some(Ok(path)) = data.get() {
            let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate.with_value(|go| go(&path, replace));
        }
    });
    view! {
        <Transition>
            {move || Suspend::new(async move {
                data.await.err().map(|Refusal(error)| view! { <Failed error /> })
            })}
        </Transition>
    }
}
