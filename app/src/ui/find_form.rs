//! The field at the head of a list: something is found by its code or number.

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{Fields, Query};

/// Leads to `path` with what was typed as `name`.
#[component]
pub fn FindForm(
    path: &'static str,
    name: &'static str,
    #[prop(into)] value: String,
    label: &'static str,
    hint: &'static str,
    button: &'static str,
    /// Characters that fit.
    #[prop(default = 16)]
    size: u16,
    /// What else the address goes on saying.
    #[prop(optional)]
    asked: Query,
) -> impl IntoView {
    let navigate = use_navigate();
    let asked: Vec<(String, String)> =
        asked.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let find = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(&fields.query().on(path), NavigateOptions::default());
        }
    };
    view! {
        <form class="row find" action=path role="search" on:submit=find>
            {asked
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
                .collect_view()}
            <input
                class="control"
                name=name
                value=value
                aria-label=label
                placeholder=hint
                autocomplete="off"
                size=size.to_string()
            />
            <button class="quiet">{button}</button>
        </form>
    }
}
