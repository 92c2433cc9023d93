//! A condition or formula as text: what is wrong with it is shown at the character, while one types.

use kontor_domain::forms::Expression;
use leptos::prelude::*;

use super::edit_frame::Typing;
use crate::text::use_text;
use crate::ui::{FieldError, field_error, field_key};

#[component]
pub(super) fn ExpressionField(
    typing: Typing,
    name: &'static str,
    label: &'static str,
    value: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let t = use_text();
    let key = field_key(name);
    let first = typing.value(key, value);
    let text = RwSignal::new(first.clone());
    let wrong = field_error(typing.form, name);
    // Where it cannot be read: what stands before, and what from there on.
    let fault = Memo::new(move |_| {
        text.with(|text| {
            let fault =
                Some(text.trim()).filter(|text| !text.is_empty()).and_then(|t| Expression::parse(t).err())?;
            let text = text.trim();
            let at = text.char_indices().nth(fault.at).map_or(text.len(), |(at, _)| at);
            Some((text[..at].to_owned(), text[at..].to_owned()))
        })
    });
    view! {
        <div class="field full">
            <label for=key>
                {label} {optional.then(|| view! { <span>" " {t.house.optional}</span> })}
            </label>
            <p class="hint" id=format!("{key}-h")>{t.templates.expression_hint}</p>
            <input
                id=key
                name=name
                class="control no"
                value=first
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                maxlength="500"
                aria-invalid=move || (wrong.with(Option::is_some) || fault.with(Option::is_some)).then_some("true")
                aria-describedby=format!("{key}-h {key}-f {key}-e")
                on:input=move |ev| text.set(event_target_value(&ev))
            />
            <p class="form-fault" id=format!("{key}-f")>
                {move || {
                    fault
                        .get()
                        .map(|(before, from)| {
                            let from = if from.is_empty() { "…".to_owned() } else { from };
                            view! {
                                <span class="small muted">{t.templates.fault_here}</span>
                                " "
                                <code class="no">{before} <mark>{from}</mark></code>
                            }
                        })
                }}
            </p>
            <FieldError form=typing.form name id=format!("{key}-e") />
        </div>
    }
}
