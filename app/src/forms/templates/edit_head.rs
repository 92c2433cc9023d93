//! The head of a template: what it is called, for whom it is, and how it is signed. And its whole, as a file.

use kontor_domain::forms::{Seals, SigningOrder};
use leptos::prelude::*;
use leptos::serde_json;

use super::edit_frame::{Draft, Names, Select, Tick, Words, framed};
use crate::text::use_text;
use crate::ui::FieldError;

pub(super) fn head_form(draft: &Draft) -> AnyView {
    let t = &use_text().templates;
    let of = draft.template.clone();
    let order = if of.order == SigningOrder::Parallel { "parallel" } else { "in_order" };
    let seals = if of.seals == Seals::Each { "each" } else { "one" };
    framed(draft, "head", Vec::new(), move |typing| {
        view! {
            <div class="fields">
                <Names typing name=of.name />
                <Words
                    typing
                    de=("form[about_de]", t.about_de)
                    en=("form[about_en]", t.about_en)
                    words=of.about
                    hint=t.about_hint
                />
                <Tick typing name="form[for_customers]" label=t.for_customers on=of.for_customers />
                <Tick typing name="form[needs_machine]" label=t.needs_machine on=of.needs_machine />
                <Select
                    typing
                    name="form[order]"
                    label=t.order
                    options=vec![("in_order", t.order_in_order), ("parallel", t.order_parallel)]
                    chosen=order
                />
                <Select
                    typing
                    name="form[seals]"
                    label=t.seals
                    options=vec![("one", t.seals_one), ("each", t.seals_each)]
                    chosen=seals
                />
            </div>
        }
        .into_any()
    })
}

/// Everything at once: for who copies a template from one house to another.
pub(super) fn whole_form(draft: &Draft) -> AnyView {
    let t = &use_text().templates;
    let file = serde_json::to_string_pretty(&draft.template).unwrap_or_default();
    framed(draft, "whole", Vec::new(), move |typing| {
        let form = typing.form;
        view! {
            <div class="field">
                <label for="file">{t.file}</label>
                <p class="hint" id="file-h">{t.file_hint}</p>
                <textarea
                    id="file"
                    name="form[file]"
                    class="code"
                    rows="20"
                    spellcheck="false"
                    aria-describedby="file-h file-e"
                >
                    {typing.value("file", file)}
                </textarea>
                <FieldError form name="form[file]" id="file-e".to_owned() />
                <FieldError form name="template" id="template-e".to_owned() />
            </div>
        }
        .into_any()
    })
}
