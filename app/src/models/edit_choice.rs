//! A choice, and the machine without choices: names, prices, times.

use kontor_domain::configurations::{Choice, Group};
use kontor_domain::{Localized, Money};
use leptos::prelude::*;

use super::edit_frame::{CodeField, CostField, Names, Sheet, Typing, framed, removing};
use crate::text::use_text;
use crate::ui::{Field, TextArea};

#[component]
fn Texts(typing: Typing, text: Localized) -> impl IntoView {
    let (t, form) = (use_text(), typing.form);
    view! {
        <TextArea form name="form[text_de]" label=t.model_forms.text_de value=typing.value("text_de", text.de) class="field" />
        <TextArea form name="form[text_en]" label=t.model_forms.text_en value=typing.value("text_en", text.en) class="field" />
    }
}

/// `group` is where a new one comes.
pub(super) fn choice_form(sheet: &Sheet, group: &Group, choice: Option<&Choice>) -> AnyView {
    let t = use_text();
    let (new, single) = (choice.is_none(), group.single());
    let choice = choice.cloned().unwrap_or_else(|| Choice {
        code: String::new(),
        number: String::new(),
        name: Localized::default(),
        text: Localized::default(),
        net: Money::ZERO,
        lead_days: 0,
        most: 1,
        picture: String::new(),
    });
    let cost = sheet.costs.as_ref().and_then(|costs| costs.choices.get(&choice.code)).copied();
    let (edit, keys) = if new {
        ("add_choice", vec![("group", group.code.clone())])
    } else {
        ("change_choice", vec![("code", choice.code.clone())])
    };
    let (margins, code) = (sheet.margins, choice.code.clone());
    let fields = move |typing: Typing| {
        let form = typing.form;
        let net = (!new).then_some(choice.net.amount);
        view! {
            <div class="fields">
                {new.then(|| view! { <CodeField typing /> })}
                <Names typing name=choice.name />
                <Field
                    form
                    name="form[net]"
                    label=t.model_forms.more
                    hint=t.model_forms.more_hint
                    value=typing.money("net", net)
                    inputmode="text"
                />
                <CostField typing shown=margins cost />
                <Field
                    form
                    name="form[number]"
                    label=t.model_forms.number
                    value=typing.value("number", choice.number)
                    maxlength=60
                    optional=true
                />
                <Field
                    form
                    name="form[lead_days]"
                    label=t.model_forms.more_days
                    hint=t.model_forms.more_days_hint
                    value=typing.value("lead_days", choice.lead_days.to_string())
                    inputmode="numeric"
                    optional=true
                />
                // Of a group of which one is chosen there is one piece.
                {(!single)
                    .then(|| {
                        view! {
                            <Field
                                form
                                name="form[most]"
                                label=t.model_forms.most
                                value=typing.value("most", choice.most.to_string())
                                inputmode="numeric"
                            />
                        }
                    })}
                <Field
                    form
                    name="form[picture]"
                    label=t.model_forms.picture
                    hint=t.model_forms.picture_hint
                    value=typing.value("picture", choice.picture)
                    maxlength=200
                    optional=true
                />
                <Texts typing text=choice.text />
            </div>
        }
        .into_any()
    };
    let form = framed(sheet, edit, keys, fields);
    let remove =
        (!new).then(|| removing(sheet, "remove_choice", vec![("code", code)], t.model_forms.remove_choice));
    view! {
        {form}
        {remove}
    }
    .into_any()
}

pub(super) fn machine_form(sheet: &Sheet) -> AnyView {
    let t = use_text();
    let (model, margins) = (&sheet.model, sheet.margins);
    let (name, text) = (model.name.clone(), model.text.clone());
    let (net, lead_days) = (model.net.amount, model.lead_days);
    let cost = sheet.costs.as_ref().map(|costs| costs.net);
    framed(sheet, "machine", Vec::new(), move |typing| {
        let form = typing.form;
        view! {
            <div class="fields">
                <Names typing name />
                <Field form name="form[net]" label=t.model_forms.net value=typing.money("net", Some(net)) inputmode="decimal" />
                <CostField typing shown=margins cost />
                <Field
                    form
                    name="form[lead_days]"
                    label=t.model_forms.lead_days
                    value=typing.value("lead_days", lead_days.to_string())
                    inputmode="numeric"
                />
                <Texts typing text />
            </div>
        }
        .into_any()
    })
}
