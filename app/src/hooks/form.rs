//! Address, purpose and choice of an endpoint: the same fields for a new one and for changing one.

use kontor_domain::hooks::{HookKind, HookView};
use leptos::prelude::*;

use crate::text::{use_language, use_text};
use crate::ui::{Field, FieldError, Sending, kept};

/// What stands in the fields.
struct Values {
    url: String,
    description: String,
    /// Absent for all.
    kinds: Option<Vec<String>>,
}

impl Values {
    /// What was typed into the form that was refused, or what holds now.
    fn of(form: Sending, hook: Option<&HookView>) -> Self {
        let typed = kept(form);
        if typed.pairs().next().is_some() {
            let kinds = typed.get("kinds").split(' ').map(ToOwned::to_owned).collect();
            return Self {
                url: typed.get("url").to_owned(),
                description: typed.get("description").to_owned(),
                kinds: (typed.get("scope") == "some").then_some(kinds),
            };
        }
        let codes = |kinds: &Vec<HookKind>| kinds.iter().map(|k| k.code().to_owned()).collect();
        hook.map_or_else(
            || Self { url: String::new(), description: String::new(), kinds: None },
            |hook| Self {
                url: hook.url.clone(),
                description: hook.description.clone(),
                kinds: hook.kinds.as_ref().map(codes),
            },
        )
    }
}

#[component]
pub fn HookFields(
    form: Sending,
    /// What can be chosen.
    kinds: Vec<HookKind>,
    #[prop(optional_no_strip)] hook: Option<HookView>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let values = Values::of(form, hook.as_ref());
    let ticked = values.kinds.clone().unwrap_or_default();
    let all = values.kinds.is_none();
    let kind = move |kind: HookKind| {
        let on = ticked.iter().any(|code| code == kind.code());
        view! {
            <label class="check">
                <input type="checkbox" name="form[kinds][]" value=kind.code() checked=on />
                " "
                <span>{kind.word(l)} <span class="sub-line no">{kind.code()}</span></span>
            </label>
        }
    };
    view! {
        <Field
            form
            name="form[url]"
            id="hook-url"
            label=t.hooks.url
            hint=t.hooks.url_hint
            kind="url"
            inputmode="url"
            class="field full"
            value=values.url
            maxlength=1_000
        />
        <Field
            form
            name="form[description]"
            id="hook-description"
            label=t.hooks.description
            hint=t.hooks.description_hint
            class="field full"
            value=values.description
            maxlength=120
            optional=true
        />
        <fieldset>
            <legend>{t.hooks.kinds}</legend>
            <label class="check">
                <input type="radio" name="form[scope]" value="all" checked=all />
                " "
                <span>{t.hooks.all}</span>
            </label>
            <label class="check">
                <input type="radio" name="form[scope]" value="some" checked=!all />
                " "
                <span>{t.hooks.some}</span>
            </label>
            <div class="grid hook-kinds">{kinds.into_iter().map(kind).collect_view()}</div>
            <FieldError form name="form[kinds]" id="hook-kinds-e".to_owned() />
        </fieldset>
    }
}
