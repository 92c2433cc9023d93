//! Numbers one reads aloud or takes along: monospaced, and copied with one tap.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::pause;
use crate::text::use_text;

/// A part number with its copy button.
#[component]
pub fn PartNo(#[prop(into)] number: String, #[prop(optional)] label: Option<&'static str>) -> impl IntoView {
    view! {
        <span class="no">{number.clone()}</span>
        " "
        <Copy text=number label />
    }
}

/// The code of a case with its copy button.
#[component]
pub fn CaseNo(#[prop(into)] code: String) -> impl IntoView {
    view! {
        <span class="code">{code.clone()}</span>
        " "
        <Copy text=code label=None />
    }
}

/// Takes `text` along.
#[component]
pub fn Copy(
    #[prop(into)] text: String,
    #[prop(optional_no_strip)] label: Option<&'static str>,
) -> impl IntoView {
    let t = use_text();
    let done = RwSignal::new(false);
    let what = text.clone();
    let copy = move |_| {
        let _ = window().navigator().clipboard().write_text(&text);
        done.set(true);
        spawn_local(async move {
            pause(1_500).await;
            done.try_set(false);
        });
    };
    let word = move || if done.get() { t.house.copied } else { label.unwrap_or(t.house.copy) };
    view! {
        <button type="button" class="copy" class:done=done on:click=copy>
            {word}
            <span class="vh">" " {what}</span>
        </button>
    }
}
