use kontor_domain::Error;
use leptos::prelude::*;

use super::Sending;
use crate::text::use_language;

/// A field in the row of a line, with what is wrong with it. Errors name it by the line's position: `fee.3`.
#[component]
pub fn LineField(
    form: Sending,
    field: &'static str,
    position: u32,
    /// As the form sends it: `lines[0][fee]`.
    name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    /// Empty for text.
    #[prop(default = "amount")]
    class: &'static str,
    #[prop(optional)] disabled: bool,
) -> impl IntoView {
    let error = format!("{field}.{position}");
    view! { <Cell form error name value label class disabled /> }
}

/// A field in a table, with what is wrong with it.
#[component]
pub fn Cell(
    form: Sending,
    /// As errors name it: `bands.2.de`.
    #[prop(into)]
    error: String,
    /// As the form sends it.
    name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    /// `control` for text.
    #[prop(default = "amount")]
    class: &'static str,
    #[prop(optional)] disabled: bool,
) -> impl IntoView {
    let l = use_language();
    let error_id = format!("{}-e", error.replace('.', "-"));
    let wrong = Signal::derive(move || {
        form.error.with(|e| e.as_ref().and_then(|e: &Error| Some(e.field(&error)?.text(l))))
    });
    let described = error_id.clone();
    view! {
        <input
            class=class
            name=name
            value=value
            inputmode=(class == "amount").then_some("decimal")
            autocomplete="off"
            maxlength="500"
            disabled=disabled
            aria-label=label
            aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            aria-describedby=described
        />
        {move || wrong.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
    }
}
