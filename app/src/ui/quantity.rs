//! Choosing a quantity with one thumb.

use kontor_domain::{Language, Quantity};
use leptos::html::Input;
use leptos::prelude::*;

use super::money::{shown, stepped};
use crate::text::use_text;

/// A field between minus and plus. Without WebAssembly the buttons send the form with `by`, the step to go.
#[component]
pub fn Stepper(
    #[prop(into)] value: Signal<String>,
    #[prop(into)] label: String,
    minimum: Quantity,
    step: Quantity,
    language: Language,
    /// Called with what stands in the field after every change.
    #[prop(optional)]
    changed: Option<Callback<String>>,
    /// Where minus and plus lead without WebAssembly, when it is not where the form goes: a page that reads `quantity` and
    /// `by` from its address.
    #[prop(optional, into)]
    step_page: Option<String>,
    #[prop(optional, into)] invalid: Signal<bool>,
) -> impl IntoView {
    let t = use_text();
    let input = NodeRef::<Input>::new();
    let go = move |up: bool| {
        let Some(input) = input.get() else { return };
        let now = Quantity::parse(&input.value()).unwrap_or(minimum);
        let next = stepped(now, minimum, step, up);
        let text = shown(next, language);
        input.set_value(&text);
        if let Some(changed) = changed {
            changed.run(text);
        }
    };
    let by = shown(step, Language::En);
    let (method, action) = (step_page.as_ref().map(|_| "get"), step_page);
    view! {
        <div class="qty">
            <button
                name="by"
                value=format!("-{by}")
                formmethod=method
                formaction=action.clone()
                aria-label=t.house.one_less
                on:click=move |ev| {
                    ev.prevent_default();
                    go(false);
                }
            >
                "−"
            </button>
            <input
                node_ref=input
                name="quantity"
                prop:value=value
                value=value.get_untracked()
                inputmode="decimal"
                autocomplete="off"
                aria-label=label
                aria-invalid=move || invalid.get().then_some("true")
                on:change=move |ev| {
                    if let Some(changed) = changed {
                        changed.run(event_target_value(&ev));
                    }
                }
            />
            <button
                name="by"
                value=by
                formmethod=method
                formaction=action
                aria-label=t.house.one_more
                on:click=move |ev| {
                    ev.prevent_default();
                    go(true);
                }
            >
                "+"
            </button>
        </div>
    }
}
