//! `/signed/:how`: what became of it, for who has no link any more.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::text::use_text;
use crate::ui::{NotFound, Page};

#[component]
pub fn SignedPage() -> impl IntoView {
    let params = use_params_map();
    let t = &use_text().signatures;
    move || {
        let (title, text, tone) = match params.with(|p| p.get("how").unwrap_or_default()).as_str() {
            "done" => (t.done_title, t.done_text, "note good"),
            "declined" => (t.declined_title, t.declined_text, "note"),
            "handed-on" => (t.handed_on_title, t.handed_on_text, "note good"),
            _ => return view! { <NotFound /> }.into_any(),
        };
        view! {
            <Page title=title class="page form">
                <div class="stack">
                    <h1>{title}</h1>
                    <div class=tone role="status">{text}</div>
                    <p class="muted">{t.close}</p>
                </div>
            </Page>
        }
        .into_any()
    }
}
