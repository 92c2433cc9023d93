//! `/desk/templates/:id?edit=…`: the form for one thing of a template, in the place of all the rest.

use kontor_domain::TemplateId;
use leptos::prelude::*;

use super::edit_element::{element_form, kind_word, kinds, new_element_form};
use super::edit_frame::Draft;
use super::edit_head::{head_form, whole_form};
use super::edit_section::section_form;
use super::{BASE, path_of};
use crate::text::{fill, use_language, use_text};
use crate::ui::{OneForm, Query};

/// The address of a form: `element` with its code, `new-section` with nothing.
pub(super) fn form_path(id: &TemplateId, kind: &str, about: &str) -> String {
    let edit = if about.is_empty() { kind.to_owned() } else { format!("{kind}:{about}") };
    Query::default().with("edit", &edit).on(&path_of(id))
}

/// The link to a form. `name` says to those who hear it what the link changes.
#[component]
pub(super) fn EditLink(
    id: TemplateId,
    kind: &'static str,
    #[prop(optional, into)] about: String,
    word: &'static str,
    #[prop(optional, into)] name: String,
    #[prop(default = "plain")] class: &'static str,
) -> impl IntoView {
    let name = (!name.is_empty()).then(|| view! { <span class="vh">" " {name}</span> });
    view! {
        <a class=class href=form_path(&id, kind, &about)>
            {word}
            {name}
        </a>
    }
}

/// The page of the form that `edit` asks for; absent when there is no such thing (any more).
pub(super) fn edit_page(draft: &Draft, edit: &str) -> Option<AnyView> {
    let (title, form) = form(draft, edit)?;
    let (l, t) = (use_language(), &use_text().templates);
    let name = draft.template.name.get(l).to_owned();
    let above = vec![(BASE.to_owned(), t.title.to_owned()), (path_of(&draft.id), name.clone())];
    Some(view! { <OneForm above title about=name form /> }.into_any())
}

/// What the form is called, and the form.
fn form(draft: &Draft, edit: &str) -> Option<(String, AnyView)> {
    let (l, t) = (use_language(), &use_text().templates);
    let sections = &draft.template.sections;
    let (kind, about) = edit.split_once(':').unwrap_or((edit, ""));
    Some(match kind {
        "head" => (t.change_head.to_owned(), head_form(draft)),
        "file" => (t.file.to_owned(), whole_form(draft)),
        "section" => {
            let section = sections.iter().find(|section| section.code == about)?;
            (fill(t.change_section, &[section.title.get(l)]), section_form(draft, Some(section)))
        }
        "new-section" => (t.new_section.to_owned(), section_form(draft, None)),
        "element" => {
            let section = sections.iter().find(|s| s.elements.iter().any(|e| e.code == about))?;
            let element = section.elements.iter().find(|element| element.code == about)?;
            (fill(t.change_element, &[element.label.get(l)]), element_form(draft, &section.code, element))
        }
        "new-element" => {
            let (section, kind) = about.split_once('.').unwrap_or((about, ""));
            let section = sections.iter().find(|of| of.code == section)?;
            let title = fill(t.new_element_in, &[section.title.get(l)]);
            if kind.is_empty() {
                (title, kinds(draft, &section.code))
            } else {
                let form = new_element_form(draft, &section.code, kind)?;
                (format!("{title}: {}", kind_word(kind)), form)
            }
        }
        _ => return None,
    })
}
