//! A group: its name, and how many of it are chosen.

use kontor_domain::Localized;
use kontor_domain::configurations::Group;
use leptos::prelude::*;

use super::edit_frame::{CodeField, Names, Sheet, Typing, framed, removing};
use crate::text::use_text;
use crate::ui::Field;

pub(super) fn group_form(sheet: &Sheet, group: Option<&Group>) -> AnyView {
    let t = use_text();
    let new = group.is_none();
    let (name, min, max) =
        group.map_or_else(|| (Localized::default(), 0, 1), |g| (g.name.clone(), g.min, g.max));
    let (edit, keys) = match group {
        None => ("add_group", Vec::new()),
        Some(group) => ("change_group", vec![("code", group.code.clone())]),
    };
    let fields = move |typing: Typing| {
        let form = typing.form;
        view! {
            {new.then(|| view! { <p class="hint">{t.model_forms.group_hint}</p> })}
            <div class="fields">
                {new.then(|| view! { <CodeField typing /> })}
                <Names typing name />
                <Field form name="form[min]" label=t.model_forms.min value=typing.value("min", min.to_string()) inputmode="numeric" />
                <Field
                    form
                    name="form[max]"
                    label=t.model_forms.max
                    hint=t.model_forms.max_hint
                    value=typing.value("max", max.to_string())
                    inputmode="numeric"
                />
            </div>
        }
        .into_any()
    };
    let form = framed(sheet, edit, keys, fields);
    let remove = group.map(|group| {
        if group.choices.is_empty() {
            removing(sheet, "remove_group", vec![("code", group.code.clone())], t.model_forms.remove_group)
        } else {
            view! { <p class="small muted">{t.model_forms.group_full}</p> }.into_any()
        }
    });
    view! {
        {form}
        {remove}
    }
    .into_any()
}
