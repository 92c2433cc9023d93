//! `/desk/templates`: what can be filled in, what is being prepared, and what is no longer used.

use kontor_domain::accounts::Right;
use kontor_domain::forms::{TemplateState, TemplateSummary};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::new_template::new_template;
use super::path_of;
use super::template::{TemplatesShown, templates};
use crate::desk::{row_id, row_keys, use_desk};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Empty, Field, Fields, Page, Sending, Side, TryAgain, kept, loaded};

#[component]
pub fn DeskTemplatesPage() -> impl IntoView {
    let data = Resource::new_blocking(|| (), |()| templates());
    let form = Sending::to("/fn/forms/new_template");
    row_keys(|_| {});
    let may_change = use_desk().may(Right::Administer);
    loaded(data, Side::Desk, move || move |shown| view! { <Whole shown form may_change /> })
}

#[component]
fn Whole(shown: TemplatesShown, form: Sending, may_change: bool) -> impl IntoView {
    let t = use_text();
    let TemplatesShown { templates, key } = shown;
    let none = templates.is_empty();
    let body = if none {
        view! {
            <Empty title=t.templates.none_title text=t.templates.none_text>
                <a class="quiet" href="/desk/forms">{t.forms.title}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Table templates=templates.clone() /> }.into_any()
    };
    view! {
        <Page title=t.templates.title class="work">
            <div class="head">
                <div>
                    <h1>{t.templates.title}</h1>
                    <p class="muted">{t.templates.text}</p>
                </div>
            </div>
            {body}
            {may_change.then(|| view! { <New templates key_=key form open=none /> })}
        </Page>
    }
}

/// Where a template stands.
#[component]
pub(super) fn StateMark(
    state: TemplateState,
    released: Option<u32>,
    /// There is a draft of the next one.
    draft: bool,
) -> impl IntoView {
    let t = &use_text().templates;
    let (tone, word) = match state {
        TemplateState::Draft => ("soon", t.draft.to_owned()),
        TemplateState::Released => ("good", fill(t.released, &[&released.unwrap_or_default().to_string()])),
        TemplateState::Retired => ("", t.retired.to_owned()),
    };
    let more = draft && state != TemplateState::Draft;
    view! {
        <span class=format!("state {tone}")>{word}</span>
        {more.then(|| view! { " " <span class="state soon">{t.unreleased}</span> })}
    }
}

#[component]
fn Table(templates: Vec<TemplateSummary>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let row = move |(i, of): (usize, TemplateSummary)| {
        let who = if of.for_customers { t.templates.for_everybody } else { t.templates.for_desk };
        view! {
            <tr>
                <td>
                    <a class="name cover" id=row_id(i) href=path_of(&of.id)>{of.name.get(l).to_owned()}</a>
                    <span class="sub-line">{of.about.get(l).to_owned()}</span>
                </td>
                <td data-label=t.templates.who>{who}</td>
                <td data-label=t.forms.state>
                    <span><StateMark state=of.state released=of.released draft=of.draft /></span>
                </td>
            </tr>
        }
    };
    view! {
        <table class="data">
            <caption class="vh">{t.templates.title}</caption>
            <thead>
                <tr><th>{t.templates.template}</th><th>{t.templates.who}</th><th>{t.forms.state}</th></tr>
            </thead>
            <tbody>{templates.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn New(
    templates: Vec<TemplateSummary>,
    key_: kontor_domain::IdempotencyKey,
    form: Sending,
    open: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().templates);
    let typed = kept(form);
    let element = NodeRef::new();
    let navigate = StoredValue::new(use_navigate());
    let key = key_.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(f) = Fields::of(&ev) else { return };
        let work = new_template(key.clone(), f.get("id"), f.get("de"), f.get("en"), f.get("copy_of"));
        form.start(work, move |id| navigate.with_value(|go| go(&path_of(&id), NavigateOptions::default())));
    };
    let chosen = typed.get("copy_of").to_owned();
    let options = templates
        .into_iter()
        .map(|of| {
            let selected = of.id.as_str() == chosen;
            view! { <option value=of.id.to_string() selected=selected>{of.name.get(l).to_owned()}</option> }
        })
        .collect_view();
    let open = open || form.error.with_untracked(Option::is_some);
    view! {
        <section class="chapter" id="new">
            <details open=open>
                <summary class="plain">{t.new}</summary>
                <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
                    <Alert form />
                    <input type="hidden" name="key" value=key_.to_string() />
                    <div class="fields">
                        <Field form name="de" label=t.label_de value=typed.get("de") maxlength=400 />
                        <Field form name="en" label=t.label_en value=typed.get("en") maxlength=400 optional=true />
                        <Field form name="id" label=t.id hint=t.id_hint value=typed.get("id") maxlength=40 />
                        <div class="field">
                            <label for="copy_of">{t.copy_of}</label>
                            <select id="copy_of" name="copy_of">
                                <option value="">{t.copy_none}</option>
                                {options}
                            </select>
                        </div>
                    </div>
                    <div class="actions">
                        <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.new_do}</button>
                        <TryAgain form element />
                    </div>
                </form>
            </details>
        </section>
    }
}
