//! What both pages of models show: where a model stands, and the form with its file.

use kontor_domain::configurations::{ModelState, ModelSummary};
use kontor_domain::{Error, FieldError};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::import_model::import_model;
use crate::text::{use_language, use_text};
use crate::ui::{Fields, Sending, TryAgain};

#[component]
pub(super) fn StateMark(model: ModelSummary) -> impl IntoView {
    let t = use_text();
    let (tone, word) = match model.state {
        ModelState::Draft => ("soon", t.models.draft),
        ModelState::Offered => ("good", t.models.offered),
        ModelState::Withdrawn => ("", t.models.withdrawn),
    };
    let more = model.unreleased && model.state != ModelState::Draft;
    view! {
        <span class=format!("state {tone}")>{word}</span>
        {more.then(|| view! { " " <span class="state soon">{t.models.unreleased}</span> })}
    }
}

/// The file of a model as text: pasted, or changed where it stands.
#[component]
pub(super) fn FileForm(
    file: String,
    /// Of the model that is changed; absent for a new one.
    version: Option<i64>,
    #[prop(optional)] again: Option<Callback<()>>,
) -> impl IntoView {
    let t = use_text();
    let form = Sending::to("/fn/models/import_model");
    let navigate = StoredValue::new(use_navigate());
    let element = NodeRef::new();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(f) = Fields::of(&ev) else { return };
        form.start(import_model(f.get("file"), version), move |id| match again {
            Some(again) => again.run(()),
            None => navigate
                .with_value(|go| go(&format!("/desk/models/{id}?done=saved"), NavigateOptions::default())),
        });
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
            <Faults form />
            {version.map(|version| view! { <input type="hidden" name="version" value=version.to_string() /> })}
            <div class="field">
                <label for="file">{t.models.file}</label>
                <p class="hint">{t.models.file_hint}</p>
                <textarea id="file" name="file" class="code" rows="18" spellcheck="false">{file}</textarea>
            </div>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.models.save}</button>
                <TryAgain form element />
            </div>
        </form>
    }
}

/// Everything that is wrong with a file, with its place.
#[component]
fn Faults(form: Sending) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let line = move |fault: FieldError| {
        view! { <li><code>{fault.field}</code> " " {fault.problem.text(l)}</li> }
    };
    move || {
        form.error.get().map(|error| {
            let said = match error {
                Error::Invalid { fields } => {
                    view! { <ul>{fields.into_iter().map(line).collect_view()}</ul> }.into_any()
                }
                other => other.text(l).into_any(),
            };
            view! { <div class="note bad" role="alert"><b>{t.house.not_done}</b> " " {said}</div> }
        })
    }
}
