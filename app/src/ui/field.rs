//! Fields: label above, hint, field, and what is wrong with it.

use leptos::prelude::*;

use super::Sending;
use crate::text::{use_language, use_text};

/// The name of a field in errors: `street` for the input `address[street]`.
#[must_use]
pub fn field_key(name: &str) -> &str {
    name.rsplit('[').next().unwrap_or(name).trim_end_matches(']')
}

/// What is wrong with the field `name`, in the reader's words.
#[must_use]
pub fn field_error(form: Sending, name: &'static str) -> Signal<Option<String>> {
    let (l, name) = (use_language(), field_key(name));
    Signal::derive(move || form.error.with(|e| e.as_ref()?.field(name).map(|problem| problem.text(l))))
}

/// The sentence under a field that is wrong. `id` is for `aria-describedby`.
#[component]
pub fn FieldError(form: Sending, name: &'static str, id: String) -> impl IntoView {
    let error = field_error(form, name);
    move || {
        let id = id.clone();
        error.get().map(|text| view! { <p class="error" id=id>{text}</p> })
    }
}

/// One line of text.
#[component]
pub fn Field(
    form: Sending,
    name: &'static str,
    label: &'static str,
    /// Where several equal forms stand on one page: makes the ids differ.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] value: String,
    /// May stay empty, and says so.
    #[prop(optional)]
    optional: bool,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "field")] class: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional)] maxlength: Option<u16>,
) -> impl IntoView {
    let t = use_text();
    let error = field_error(form, name);
    let id = id.unwrap_or_else(|| name.to_owned());
    let described = described_by(id.clone(), hint.is_some(), error);
    view! {
        <div class=class>
            <label for=id.clone()>{label} {optional.then(|| view! { <span>" " {t.house.optional}</span> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-h")>{hint}</p> })}
            <input
                id=id.clone()
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                inputmode=inputmode
                min=min
                maxlength=maxlength
                required=!optional
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            />
            <FieldError form name id=format!("{id}-e") />
        </div>
    }
}

/// Several lines of text; may always stay empty.
#[component]
pub fn TextArea(
    form: Sending,
    name: &'static str,
    label: &'static str,
    /// Where several equal forms stand on one page: makes the ids differ.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional, into)] value: String,
    #[prop(default = "field full")] class: &'static str,
    #[prop(default = 2)] rows: u8,
) -> impl IntoView {
    let t = use_text();
    let error = field_error(form, name);
    let id = id.unwrap_or_else(|| name.to_owned());
    let described = described_by(id.clone(), hint.is_some(), error);
    view! {
        <div class=class>
            <label for=id.clone()>{label} <span>" " {t.house.optional}</span></label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-h")>{hint}</p> })}
            <textarea
                id=id.clone()
                name=name
                rows=rows.to_string()
                maxlength="1000"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            >
                {value}
            </textarea>
            <FieldError form name id=format!("{id}-e") />
        </div>
    }
}

fn described_by(
    id: String,
    hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    move || match (hint, error.with(Option::is_some)) {
        (true, true) => Some(format!("{id}-h {id}-e")),
        (true, false) => Some(format!("{id}-h")),
        (false, true) => Some(format!("{id}-e")),
        (false, false) => None,
    }
}
