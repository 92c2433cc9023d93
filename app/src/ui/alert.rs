use leptos::prelude::*;

use super::Sending;
use crate::text::{use_language, use_text};

/// Why the form was not done: what happened and what to do. Announced at once by screen readers.
#[component]
pub fn Alert(form: Sending, #[prop(optional)] title: Option<&'static str>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    move || {
        form.error.get().map(|error| {
            view! {
                <div class="note bad" role="alert">
                    <b>{title.unwrap_or(t.house.not_done)}</b>
                    " "
                    {error.text(l)}
                </div>
            }
        })
    }
}
