//! What the forms of a model have in common: the frame around their fields, what stands in these, and the button that takes something out.

use kontor_domain::configurations::{Costs, Example, Model};
use kontor_domain::{Decimal, Error, Localized, ModelId};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::edit_form::EditForm;
use super::edit_model::edit_model;
use crate::text::use_text;
pub(super) use crate::ui::Typing;
use crate::ui::{Alert, Field, FieldError, Fields, Sending, TryAgain};

const URL: &str = "/fn/models/edit_model";

/// The model that is changed.
#[derive(Clone)]
pub(super) struct Sheet {
    pub id: ModelId,
    pub version: i64,
    pub model: Model,
    pub examples: Vec<Example>,
    /// What is known of them.
    pub costs: Option<Costs>,
    /// The reader sees costs.
    pub margins: bool,
    /// Leads back to the model, which is read anew.
    pub saved: Callback<()>,
}

/// The address of a model's page.
pub(super) fn path(id: &ModelId) -> String {
    format!("/desk/models/{id}")
}

/// A form with these fields. `edit` is the change it asks for, `keys` what that is about.
pub(super) fn framed(
    sheet: &Sheet,
    edit: &'static str,
    keys: Vec<(&'static str, String)>,
    fields: impl FnOnce(Typing) -> AnyView,
) -> AnyView {
    let t = use_text();
    let form = Sending::about(URL, edit);
    let element = NodeRef::new();
    let fields = fields(Typing::of(form));
    // One thing that is wrong stands in the alert; of several each stands beside its field, and this is none.
    let more = move || {
        let several = form.error.with(|e| matches!(e, Some(Error::Invalid { fields }) if fields.len() > 1));
        several.then(|| view! { <FieldError form name="edit" id="edit-e".to_owned() /> })
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=sending(form, sheet.saved) node_ref=element novalidate>
            <Alert form />
            {more}
            {hidden(sheet, edit, keys)}
            {sheet.margins.then(|| view! { <input type="hidden" name="form[costs]" value="1" /> })}
            {fields}
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.house.save}</button>
                <a class="quiet" href=path(&sheet.id)>{t.model_forms.back}</a>
                <TryAgain form element />
            </div>
        </form>
    }
    .into_any()
}

/// The form of one button that takes something out.
pub(super) fn removing(
    sheet: &Sheet,
    edit: &'static str,
    keys: Vec<(&'static str, String)>,
    word: &'static str,
) -> AnyView {
    let form = Sending::about(URL, edit);
    view! {
        <form class="stack" method="post" action=form.url on:submit=sending(form, sheet.saved)>
            <Alert form />
            {hidden(sheet, edit, keys)}
            <div class="actions">
                <button class="danger" aria-busy=move || form.busy.get().then_some("true")>{word}</button>
            </div>
        </form>
    }
    .into_any()
}

fn sending(form: Sending, saved: Callback<()>) -> impl Fn(SubmitEvent) + Clone + 'static {
    move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        form.start(edit_model(EditForm::of(&fields.query())), move |()| saved.run(()));
    }
}

fn hidden(sheet: &Sheet, edit: &'static str, keys: Vec<(&'static str, String)>) -> impl IntoView {
    view! {
        <input type="hidden" name="form[id]" value=sheet.id.to_string() />
        <input type="hidden" name="form[version]" value=sheet.version.to_string() />
        <input type="hidden" name="form[edit]" value=edit />
        {keys
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=format!("form[{name}]") value=value /> })
            .collect_view()}
    }
}

/// By what the file and the rules call something new; it stays so.
#[component]
pub(super) fn CodeField(typing: Typing) -> impl IntoView {
    let t = use_text();
    view! {
        <Field
            form=typing.form
            name="form[code]"
            label=t.model_forms.code
            hint=t.model_forms.code_hint
            value=typing.value("code", "")
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
        <Field form name="form[de]" label=t.model_forms.name_de value=typing.value("de", name.de) maxlength=200 />
        <Field form name="form[en]" label=t.model_forms.name_en value=typing.value("en", name.en) maxlength=200 optional=true />
    }
}

/// What it costs, for who sees it.
#[component]
pub(super) fn CostField(typing: Typing, shown: bool, cost: Option<Decimal>) -> impl IntoView {
    let t = use_text();
    shown.then(|| {
        view! {
            <Field
                form=typing.form
                name="form[cost]"
                label=t.model_forms.cost
                hint=t.model_forms.cost_hint
                value=typing.money("cost", cost)
                inputmode="decimal"
                optional=true
            />
        }
    })
}

/// One of several. Those of a heading stand together below it.
#[component]
pub(super) fn Select(
    typing: Typing,
    name: &'static str,
    label: &'static str,
    /// By heading (empty for none): value and word.
    options: Vec<(String, Vec<(String, String)>)>,
    #[prop(into)] chosen: String,
) -> impl IntoView {
    let key = crate::ui::field_key(name);
    let chosen = typing.value(key, chosen);
    let wrong = crate::ui::field_error(typing.form, name);
    let error = format!("{key}-e");
    let option = move |(value, word): (String, String)| {
        let on = value == chosen;
        view! { <option value=value selected=on>{word}</option> }
    };
    let groups = options
        .into_iter()
        .map(|(heading, of)| {
            let of = of.into_iter().map(&option).collect_view();
            if heading.is_empty() {
                of.into_any()
            } else {
                view! { <optgroup label=heading>{of}</optgroup> }.into_any()
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=key>{label}</label>
            <select
                id=key
                name=name
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=error.clone()
            >
                {groups}
            </select>
            <FieldError form=typing.form name id=error />
        </div>
    }
}
