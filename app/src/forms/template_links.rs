//! Templates to choose from.

use kontor_domain::forms::TemplateSummary;
use leptos::prelude::*;

use crate::text::use_language;
use crate::ui::Query;

/// Each with a word about it; `asked` is what the page of a new form is told beside it.
#[component]
pub(super) fn TemplateLinks(
    templates: Vec<TemplateSummary>,
    asked: Query,
    path: &'static str,
) -> impl IntoView {
    let l = use_language();
    let rows = templates.into_iter().map(|template| {
        let href = asked.with("template", template.id.as_str()).on(path);
        view! {
            <li>
                <a href=href>
                    <span>
                        <b>{template.name.get(l).to_owned()}</b>
                        <span class="sub-line">{template.about.get(l).to_owned()}</span>
                    </span>
                </a>
            </li>
        }
    });
    view! { <ul class="links">{rows.collect_view()}</ul> }
}
