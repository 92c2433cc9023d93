//! A section: its heading, and when it is shown.

use kontor_domain::Localized;
use kontor_domain::forms::Section;
use leptos::prelude::*;

use super::edit_frame::{CodeField, Draft, Names, button, framed};
use super::expression_field::ExpressionField;
use crate::text::use_text;

pub(super) fn section_form(draft: &Draft, section: Option<&Section>) -> AnyView {
    let t = &use_text().templates;
    let (code, title, show) = section.map_or_else(
        || (String::new(), Localized::default(), String::new()),
        |s| {
            (
                s.code.clone(),
                s.title.clone(),
                s.show.as_ref().map(|e| e.text().to_owned()).unwrap_or_default(),
            )
        },
    );
    let keys = section.map(|s| vec![("was", s.code.clone())]).unwrap_or_default();
    let form = framed(draft, "section", keys, move |typing| {
        view! {
            <div class="fields">
                <CodeField typing code />
                <Names typing name=title />
                <ExpressionField typing name="form[show]" label=t.show value=show optional=true />
            </div>
        }
        .into_any()
    });
    let remove = section.map(|section| {
        let words = if section.elements.is_empty() { t.remove_section } else { t.remove_section_full };
        view! {
            <p class="small muted">{words}</p>
            <div class="actions">
                {button(draft, "remove", vec![("code", section.code.clone())], "danger", t.remove, "")}
            </div>
        }
    });
    view! { {form} {remove} }.into_any()
}
