//! `/desk/templates/:id`: a template with its sections and elements, what stands in the way of its release, and how it will look.

use kontor_domain::forms::{Element, Section, TemplateFault, TemplateState, TemplateView};
use kontor_domain::{Date, TemplateId};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::edit_element::kind_word;
use super::edit_frame::{Draft, button};
use super::edit_page::{EditLink, edit_page, form_path};
use super::list_page::StateMark;
use super::preview::Preview;
use super::step_template::step_template;
use super::template::{TemplateShown, template};
use super::{BASE, path_of};
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Crumbs, Page, Sending, Side, Toasts, loaded, use_query};

#[component]
pub fn DeskTemplatePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| TemplateId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), template);
    let again = Callback::new(move |()| data.refetch());
    let navigate = StoredValue::new(use_navigate());
    let toasts = Toasts::of();
    let t = use_text();
    let saved = Callback::new(move |()| {
        toasts.say(t.models.saved.to_owned());
        again.run(());
        navigate.with_value(|go| go(&path_of(&id.get_untracked()), NavigateOptions::default()));
    });
    loaded(data, Side::Desk, move || {
        let (done, edit) = query.with(|q| (q.get("done").to_owned(), q.get("edit").to_owned()));
        move |shown: TemplateShown| {
            let draft = Draft {
                id: shown.view.template.id.clone(),
                seen: shown.view.seen,
                template: shown.view.template.clone(),
                saved,
            };
            let form = Some(edit).filter(|edit| shown.view.may_change && !edit.is_empty());
            let form = form.and_then(|edit| edit_page(&draft, &edit));
            form.unwrap_or_else(|| {
                let TemplateShown { view, today } = shown;
                view! { <Whole view draft today done again /> }.into_any()
            })
        }
    })
}

#[component]
fn Whole(view: TemplateView, draft: Draft, today: Date, done: String, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().templates);
    let said = match done.as_str() {
        "saved" => Some(use_text().models.saved),
        "release" => Some(t.said_released),
        "retire" => Some(t.said_retired),
        "revive" => Some(t.said_revived),
        "drop_draft" => Some(t.said_dropped),
        _ => None,
    };
    let name = view.template.name.get(l).to_owned();
    let about = view.template.about.get(l).to_owned();
    // The draft is shown where there is one: its number is that of the next release.
    let is_draft = view.released != Some(view.template.version);
    let may = view.may_change;
    let id = view.template.id.clone();
    let sections = view
        .template
        .sections
        .iter()
        .map(|section| view! { <OneSection section=section.clone() draft=draft.clone() may /> })
        .collect_view();
    let change = may.then(|| {
        view! {
            <p class="row">
                <EditLink id=id.clone() kind="head" word=t.change_head />
                <EditLink id=id.clone() kind="new-section" word=t.new_section />
                <EditLink id=id.clone() kind="file" word=t.file />
            </p>
        }
    });
    let steps = may.then(|| {
        view! {
            <Steps id=id.clone() seen=view.seen state=view.state released=view.released draft=is_draft faulty=!view.faults.is_empty() again />
        }
    });
    view! {
        <Page title=name.clone() class="work">
            <Crumbs above=vec![(BASE.to_owned(), t.title.to_owned())] here=name.clone() />
            <div class="head">
                <div>
                    <h1>{name}</h1>
                    <p class="muted">{about}</p>
                    <p><StateMark state=view.state released=view.released draft=is_draft /></p>
                </div>
            </div>
            {said.map(|said| view! { <div class="note good" role="status">{said}</div> })}
            {steps}
            {(is_draft && may).then(|| view! { <Faults faults=view.faults.clone() view=view.clone() /> })}
            {change}
            <div class="split">
                <div>{sections}</div>
                <aside><Preview template=view.template.clone() today /></aside>
            </div>
        </Page>
    }
}

/// What can be done with the template as it stands.
#[component]
fn Steps(
    id: TemplateId,
    seen: i64,
    state: TemplateState,
    released: Option<u32>,
    draft: bool,
    /// Something stands in the way of a release.
    faulty: bool,
    again: Callback<()>,
) -> impl IntoView {
    let t = &use_text().templates;
    let form = Sending::about("/fn/forms/step_template", "step");
    let toasts = Toasts::of();
    let button = move |step: &'static str, word: &'static str, class: &'static str, said: &'static str| {
        let (sent, shown) = (id.clone(), id.to_string());
        let submit = move |ev: SubmitEvent| {
            ev.prevent_default();
            form.start(step_template(sent.clone(), seen, step.to_owned()), move |()| {
                toasts.say(said.to_owned());
                again.run(());
            });
        };
        view! {
            <form method="post" action=form.url on:submit=submit>
                <input type="hidden" name="template" value=shown />
                <input type="hidden" name="seen" value=seen.to_string() />
                <input type="hidden" name="step" value=step />
                <button class=class disabled=step == "release" && faulty>{word}</button>
            </form>
        }
    };
    let release = draft.then(|| button("release", t.release, "act", t.said_released));
    let drop =
        (draft && released.is_some()).then(|| button("drop_draft", t.drop_draft, "quiet", t.said_dropped));
    let life = match state {
        TemplateState::Draft => None,
        TemplateState::Released => Some(button("retire", t.retire, "quiet", t.said_retired)),
        TemplateState::Retired => Some(button("revive", t.revive, "quiet", t.said_revived)),
    };
    view! {
        <Alert form />
        <div class="actions">{release} {life} {drop}</div>
    }
}

/// What stands in the way of a release, each with the way to where it is put right.
#[component]
fn Faults(faults: Vec<TemplateFault>, view: TemplateView) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().templates);
    let template = view.template;
    let row = move |fault: TemplateFault| {
        let section = template.sections.iter().find(|section| section.code == fault.at);
        let element = template.element(&fault.at);
        let (kind, name) = match (section, element) {
            (_, Some(element)) => ("element", element.label.get(l).to_owned()),
            (Some(section), None) => ("section", section.title.get(l).to_owned()),
            (None, None) => ("head", String::new()),
        };
        let about = if kind == "head" { "" } else { fault.at.as_str() };
        let name = if name.is_empty() { template.name.get(l).to_owned() } else { name };
        view! { <li><a href=form_path(&template.id, kind, about)>{name}</a> ": " {fault.problem.text(l)}</li> }
    };
    (!faults.is_empty()).then(|| {
        view! {
            <div class="note soon" id="faults">
                <b>{t.faults}</b>
                <ul>{faults.into_iter().map(row).collect_view()}</ul>
            </div>
        }
    })
}

#[component]
fn OneSection(section: Section, draft: Draft, may: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().templates);
    let title = section.title.get(l).to_owned();
    let show = section.show.as_ref().map(|show| view! { <p class="small muted">{t.shown_when} " " <code class="no">{show.text().to_owned()}</code></p> });
    let (id, code) = (draft.id.clone(), section.code.clone());
    let tools = may.then(|| {
        view! {
            <div class="row">
                <EditLink id=id.clone() kind="section" about=code.clone() word=t.change name=title.clone() />
                <Moves draft=draft.clone() code=code.clone() name=title.clone() />
            </div>
        }
    });
    let new = may.then(|| {
        view! { <p class="row"><EditLink id kind="new-element" about=code word=t.new_element name=title.clone() /></p> }
    });
    let rows = section
        .elements
        .into_iter()
        .map(|element| view! { <OneElement element draft=draft.clone() may /> })
        .collect_view();
    view! {
        <section class="chapter">
            <div class="row ends"><h2>{title}</h2> {tools}</div>
            {show}
            <ul class="form-parts">{rows}</ul>
            {new}
        </section>
    }
}

#[component]
fn OneElement(element: Element, draft: Draft, may: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().templates);
    let label = element.label.get(l).to_owned();
    let kind = kind_word(element.kind.code());
    let show = element.show.as_ref().map(|show| {
        view! { <span class="sub-line">{t.shown_when} " " <code class="no">{show.text().to_owned()}</code></span> }
    });
    let code = element.code;
    let tools = may.then(|| {
        view! {
            <div class="row">
                <EditLink id=draft.id.clone() kind="element" about=code.clone() word=t.change name=label.clone() />
                <Moves draft code=code.clone() name=label.clone() />
            </div>
        }
    });
    view! {
        <li>
            <span class="grow">
                <b>{label}</b>
                <span class="sub-line">{kind} " " <code class="no">{code}</code></span>
                {show}
            </span>
            {tools}
        </li>
    }
}

/// One place up or down.
#[component]
fn Moves(draft: Draft, code: String, name: String) -> impl IntoView {
    let t = &use_text().templates;
    let keys = |up: &str| {
        let mut keys = vec![("code", code.clone())];
        if !up.is_empty() {
            keys.push(("up", up.to_owned()));
        }
        keys
    };
    view! {
        {button(&draft, "move", keys("1"), "plain", t.up, &name)}
        {button(&draft, "move", keys(""), "plain", t.down, &name)}
    }
}
