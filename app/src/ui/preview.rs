//! A form whose preview is a page like any other: what was typed stands in the address, and what is agreed to is what the preview
//! shows. After a change the button waits until the preview was looked at again.

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::{Fields, Sending, focus};
use crate::text::use_text;

/// Shows the preview of what was typed, in the element `preview`. `stale` belongs to the page: what stands in the old preview still
/// listens while the new one is drawn.
pub fn look_at(path: String, stale: RwSignal<bool>) -> impl Fn(SubmitEvent) {
    let navigate = use_navigate();
    move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&fields.query().on(&path), options);
        stale.set(false);
        request_animation_frame(|| focus("preview"));
    }
}

/// The button that agrees to the preview.
#[component]
pub fn Agree(form: Sending, stale: RwSignal<bool>, label: &'static str) -> impl IntoView {
    let t = use_text();
    view! {
        {move || stale.get().then(|| view! { <p class="note soon" role="status">{t.returns.preview_stale}</p> })}
        <div class="actions">
            <button
                class="act wide"
                disabled=move || stale.get()
                aria-busy=move || form.busy.get().then_some("true")
            >
                {label}
            </button>
        </div>
    }
}
