//! The form of a new list: in the shop personal or for the company, at the desk for customers.

use kontor_domain::IdempotencyKey;
use kontor_domain::lists::ListKind;
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::make_list::{NewListForm, make_list};
use crate::text::use_text;
use crate::ui::{Alert, Field, Fields, Sending, acting_mark, kept};

/// What the list starts with; all empty for an empty one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    /// `cart`, `order`, `list` or `part`.
    pub from: String,
    pub source: String,
    pub quantity: String,
    pub name: String,
    /// In words, for who fills in the form.
    pub words: Option<String>,
    /// Id of the customer a dealer's list is for.
    pub customer: String,
}

#[component]
pub fn NewList(key: IdempotencyKey, start: Start, #[prop(optional)] desk: bool) -> impl IntoView {
    let t = use_text();
    if !desk && acting_mark().is_some() {
        return view! { <p class="muted">{t.acting.lists_stay}</p> }.into_any();
    }
    let form = Sending::to("/fn/lists/make_list");
    let kept = kept(form);
    let navigate = use_navigate();
    let Start { from, source, quantity, name, words, customer } = start;
    let fixed = [
        ("key", key.to_string()),
        ("customer", customer),
        ("from", from),
        ("source", source),
        ("quantity", quantity),
    ];
    let hidden = fixed.clone();
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let typed = |name: &str| fields.get(&format!("form[{name}]"));
        let mut new = NewListForm {
            name: typed("name"),
            kind: typed("kind"),
            note: typed("note"),
            ..NewListForm::default()
        };
        let places = [&mut new.key, &mut new.customer, &mut new.from, &mut new.source, &mut new.quantity];
        for (place, (_, value)) in places.into_iter().zip(&fixed) {
            place.clone_from(value);
        }
        let navigate = navigate.clone();
        form.start(make_list(new), move |list| {
            navigate(&super::path_of(desk, &list), NavigateOptions::default());
        });
    };
    let name = kept.some("name").unwrap_or(name);
    let kinds = [
        (ListKind::Personal, t.lists.kind_personal, t.lists.kind_personal_text),
        (ListKind::Company, t.lists.kind_company, t.lists.kind_company_text),
    ];
    let chosen = ListKind::parse(kept.get("kind")).unwrap_or_default();
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit>
            <Alert form />
            {words.map(|words| view! { <p class="muted">{words}</p> })}
            {hidden
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=format!("form[{name}]") value=value /> })
                .collect_view()}
            <Field form name="form[name]" label=t.lists.name hint=t.lists.name_hint value=name maxlength=80 />
            <Field form name="form[note]" label=t.lists.note value=kept.get("note") optional=true maxlength=500 />
            {if desk {
                view! { <input type="hidden" name="form[kind]" value=ListKind::Dealer.code() /> }.into_any()
            } else {
                view! {
                    <fieldset class="choices">
                        <legend>{t.lists.who}</legend>
                        {kinds
                            .into_iter()
                            .map(|(kind, name, text)| {
                                view! {
                                    <label class="choice">
                                        <input type="radio" name="form[kind]" value=kind.code() checked=kind == chosen />
                                        <span><b>{name}</b> <br /> <span class="small muted">{text}</span></span>
                                    </label>
                                }
                            })
                            .collect_view()}
                    </fieldset>
                }
                    .into_any()
            }}
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.lists.make}</button>
            </div>
        </form>
    }
    .into_any()
}
