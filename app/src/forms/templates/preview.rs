//! A template as people will see it: the same sheet, with nothing behind it.

use kontor_domain::Date;
use kontor_domain::forms::FormTemplate;
use leptos::prelude::*;

use crate::forms::filling::Filling;
use crate::forms::sheet::Sheet;
use crate::text::use_text;

#[component]
pub(super) fn Preview(template: FormTemplate, today: Date) -> impl IntoView {
    let t = &use_text().templates;
    let empty = template.sections.is_empty();
    Filling::preview(template, today);
    let end = move || view! { <p class="muted" id="form-end" tabindex="-1">{t.preview_end}</p> };
    view! {
        <section class="chapter" id="preview">
            <h2>{t.preview}</h2>
            <p class="muted">{t.preview_text}</p>
            {(!empty)
                .then(|| {
                    view! {
                        // Nothing is sent: a form only so that Enter does not leave the page.
                        <form class="form-sheet form-preview" on:submit=|ev| ev.prevent_default()>
                            <Sheet last=end plain=false />
                        </form>
                    }
                })}
        </section>
    }
}
