use leptos::prelude::*;

use super::{FieldError, Sending};
use crate::text::use_text;

/// To which unit of the company something belongs; only where there are units. `id` is the field's own on its page.
#[component]
pub fn UnitField(
    form: Sending,
    /// Code and name.
    units: Vec<(String, String)>,
    #[prop(into)] chosen: String,
    #[prop(default = "unit")] id: &'static str,
) -> impl IntoView {
    let t = &use_text().documents;
    (!units.is_empty()).then(|| {
        let units = units.into_iter().map(|(code, name)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{name}</option> }
        });
        view! {
            <div class="field">
                <label for=id>{t.unit}</label>
                <select id=id name="unit">
                    <option value="">{t.no_unit}</option>
                    {units.collect_view()}
                </select>
                <FieldError form name="unit" id=format!("{id}-e") />
            </div>
        }
    })
}
