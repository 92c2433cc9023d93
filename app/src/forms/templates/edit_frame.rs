//! What the forms of a template have in common: the frame around their fields, what stands in these, and the buttons that move something or
//! take it out.

use kontor_domain::forms::FormTemplate;
use kontor_domain::{Error, Localized, TemplateId};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::edit_form::EditForm;
use super::edit_template::edit_template;
use super::path_of;
use crate::text::use_text;
pub(super) use crate::ui::Typing;
use crate::ui::{Alert, Field, FieldError, Fields, Sending, TextArea, TryAgain};

pub(super) const URL: &str = "/fn/forms/edit_template";

/// The template that is changed.
#[derive(Clone)]
pub(super) struct Draft {
    pub id: TemplateId,
    pub seen: i64,
    pub template: FormTemplate,
    /// Leads back to the template, which is read anew.
    pub saved: Callback<()>,
}

/// A form with these fields. `edit` is the change it asks for, `keys` what that is about.
pub(super) fn framed(
    draft: &Draft,
    edit: &'static str,
    keys: Vec<(&'static str, String)>,
    fields: impl FnOnce(Typing) -> AnyView,
) -> AnyView {
    let t = use_text();
    let form = Sending::about(URL, edit);
    let element = NodeRef::new();
    let fields = fields(Typing::of(form));
    // Of several things that are wrong each stands beside its field; what belongs to none stands here.
    let more = move || {
        let several = form.error.with(|e| matches!(e, Some(Error::Invalid { fields }) if fields.len() > 1));
        several.then(|| {
            view! {
                <FieldError form name="edit" id="edit-e".to_owned() />
                <FieldError form name="was" id="was-e".to_owned() />
                <FieldError form name="section" id="section-e".to_owned() />
                <FieldError form name="kind" id="kind-e".to_owned() />
            }
        })
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=sending(form, draft.saved) node_ref=element novalidate>
            <Alert form />
            {more}
            {hidden(draft, edit, keys)}
            {fields}
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
                <a class="quiet" href=path_of(&draft.id)>{t.templates.back}</a>
                <TryAgain form element />
            </div>
        </form>
    }
    .into_any()
}

/// The form of one button: takes something out, or moves it.
pub(super) fn button(
    draft: &Draft,
    edit: &'static str,
    keys: Vec<(&'static str, String)>,
    class: &'static str,
    word: &'static str,
    name: &str,
) -> AnyView {
    let about = keys.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("-");
    let form = Sending::about(URL, &format!("{edit}-{about}"));
    let name = (!name.is_empty()).then(|| view! { <span class="vh">" " {name.to_owned()}</span> });
    view! {
        <form method="post" action=form.url on:submit=sending(form, draft.saved)>
            <Alert form />
            {hidden(draft, edit, keys)}
            <button class=class aria-busy=move || form.busy.get().then_some("true")>
                {word} {name}
            </button>
        </form>
    }
    .into_any()
}

fn sending(form: Sending, saved: Callback<()>) -> impl Fn(SubmitEvent) + Clone + 'static {
    move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        form.start(edit_template(EditForm::of(&fields.query())), move |()| saved.run(()));
    }
}

fn hidden(draft: &Draft, edit: &'static str, keys: Vec<(&'static str, String)>) -> impl IntoView {
    view! {
        <input type="hidden" name="form[template]" value=draft.id.to_string() />
        <input type="hidden" name="form[seen]" value=draft.seen.to_string() />
        <input type="hidden" name="form[edit]" value=edit />
        {keys
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=format!("form[{name}]") value=value /> })
            .collect_view()}
    }
}

/// By what conditions and formulas name it.
#[component]
pub(super) fn CodeField(typing: Typing, code: String) -> impl IntoView {
    let t = &use_text().templates;
    view! {
        <Field
            form=typing.form
            name="form[code]"
            label=t.code
            hint=t.code_hint
            value=typing.value("code", code)
            class="field full"
            maxlength=40
        />
    }
}

/// What it is called in both languages.
#[component]
pub(super) fn Names(typing: Typing, name: Localized) -> impl IntoView {
    let (t, form) = (use_text(), typing.form);
    view! {
        <Field form name="form[de]" label=t.templates.label_de value=typing.value("de", name.de) maxlength=400 />
        <Field
            form
            name="form[en]"
            label=t.templates.label_en
            value=typing.value("en", name.en)
            maxlength=400
            optional=true
        />
    }
}

/// Words in both languages, in a few lines.
#[component]
pub(super) fn Words(
    typing: Typing,
    de: (&'static str, &'static str),
    en: (&'static str, &'static str),
    words: Localized,
    #[prop(optional)] hint: Option<&'static str>,
) -> impl IntoView {
    let form = typing.form;
    let key = crate::ui::field_key;
    view! {
        <TextArea form name=de.0 label=de.1 hint=hint.unwrap_or_default() value=typing.value(key(de.0), words.de) class="field" />
        <TextArea form name=en.0 label=en.1 hint=hint.unwrap_or_default() value=typing.value(key(en.0), words.en) class="field" />
    }
}

/// Something that is so, or not.
#[component]
pub(super) fn Tick(typing: Typing, name: &'static str, label: &'static str, on: bool) -> impl IntoView {
    let checked = typing.on(crate::ui::field_key(name), on);
    view! {
        <label class="check">
            <input type="checkbox" name=name value="1" checked=checked />
            " "
            <span>{label}</span>
        </label>
    }
}

/// One of several.
#[component]
pub(super) fn Select(
    typing: Typing,
    name: &'static str,
    label: &'static str,
    /// Value and word.
    options: Vec<(&'static str, &'static str)>,
    #[prop(into)] chosen: String,
) -> impl IntoView {
    let key = crate::ui::field_key(name);
    let chosen = typing.value(key, chosen);
    let error = format!("{key}-e");
    let options = options
        .into_iter()
        .map(|(value, word)| view! { <option value=value selected=value == chosen>{word}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label for=key>{label}</label>
            <select id=key name=name aria-describedby=error.clone()>
                {options}
            </select>
            <FieldError form=typing.form name id=error />
        </div>
    }
}
