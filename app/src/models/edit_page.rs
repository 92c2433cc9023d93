//! `/desk/models/:id?edit=…`: the form for one thing of a model, in the place of all the rest.

use kontor_domain::ModelId;
use leptos::prelude::*;

use super::edit_choice::{choice_form, machine_form};
use super::edit_example::example_form;
use super::edit_frame::{Sheet, path};
use super::edit_group::group_form;
use super::edit_rule::{new_rule_form, rule_form};
use crate::text::{fill, use_language, use_text};
use crate::ui::{OneForm, Query};

/// The address of a form: `choice` with its code, `new-rule` with nothing.
pub(super) fn form_path(id: &ModelId, kind: &str, about: &str) -> String {
    let edit = if about.is_empty() { kind.to_owned() } else { format!("{kind}:{about}") };
    Query::default().with("edit", &edit).on(&path(id))
}

/// The link to a form. `name` says to those who hear it what the link changes.
#[component]
pub(super) fn EditLink(
    id: ModelId,
    kind: &'static str,
    #[prop(optional, into)] about: String,
    word: &'static str,
    #[prop(optional, into)] name: String,
) -> impl IntoView {
    let name = (!name.is_empty()).then(|| view! { <span class="vh">" " {name}</span> });
    view! {
        <a class="plain" href=form_path(&id, kind, &about)>
            {word}
            {name}
        </a>
    }
}

/// The page of the form that `edit` asks for; absent when there is no such thing (any more).
pub(super) fn edit_page(sheet: &Sheet, edit: &str) -> Option<AnyView> {
    let (title, form) = form(sheet, edit)?;
    let (l, t) = (use_language(), use_text());
    let above = vec![
        ("/desk/models".to_owned(), t.models.title.to_owned()),
        (path(&sheet.id), sheet.model.number.clone()),
    ];
    let name = sheet.model.name.get(l).to_owned();
    Some(view! { <OneForm above title about=name form /> }.into_any())
}

/// What the form is called, and the form.
fn form(sheet: &Sheet, edit: &str) -> Option<(String, AnyView)> {
    let (l, t) = (use_language(), &use_text().model_forms);
    let model = &sheet.model;
    let (kind, about) = edit.split_once(':').unwrap_or((edit, ""));
    Some(match kind {
        "machine" => (t.machine.to_owned(), machine_form(sheet)),
        "choice" => {
            let (group, choice) = model.choice(about)?;
            (fill(t.change_choice, &[choice.name.get(l)]), choice_form(sheet, group, Some(choice)))
        }
        "new-choice" => {
            let group = model.group(about)?;
            (fill(t.new_choice_in, &[group.name.get(l)]), choice_form(sheet, group, None))
        }
        "group" => {
            let group = model.group(about)?;
            (fill(t.change_group, &[group.name.get(l)]), group_form(sheet, Some(group)))
        }
        "new-group" => (t.new_group.to_owned(), group_form(sheet, None)),
        "rule" => {
            let rule = model.rules.iter().find(|rule| rule.code == about)?;
            (t.change_rule.to_owned(), rule_form(sheet, rule))
        }
        "new-rule" => (t.new_rule.to_owned(), new_rule_form(sheet)),
        "example" => {
            let at: usize = about.parse().ok()?;
            let example = sheet.examples.get(at)?;
            (fill(t.change_example, &[&example.name]), example_form(sheet, Some((at, example))))
        }
        "new-example" => (t.new_example.to_owned(), example_form(sheet, None)),
        _ => return None,
    })
}
