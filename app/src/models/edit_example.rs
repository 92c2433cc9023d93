//! An example: what is chosen in it, and what is expected to come of it.

use kontor_domain::configurations::{Example, Expected, Group};
use leptos::prelude::*;

use super::edit_frame::{Select, Sheet, Typing, framed, removing};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Cell, Field, FieldError};

/// `at` is the place of the one that is there.
pub(super) fn example_form(sheet: &Sheet, at: Option<(usize, &Example)>) -> AnyView {
    let t = use_text();
    let example = at.map(|(_, example)| example.clone());
    let keys = || at.map(|(at, _)| vec![("at", at.to_string())]).unwrap_or_default();
    let edit = if at.is_some() { "change_example" } else { "add_example" };
    let groups = sheet.model.groups.clone();
    let words =
        [("complete", t.models.complete), ("incomplete", t.models.incomplete), ("refused", t.models.refused)];
    let words = vec![(String::new(), words.map(|(code, word)| (code.to_owned(), word.to_owned())).to_vec())];
    let form = framed(sheet, edit, keys(), move |typing| {
        let form = typing.form;
        let expect = match example.as_ref().map(|e| e.expect) {
            None | Some(Expected::Complete) => "complete",
            Some(Expected::Incomplete) => "incomplete",
            Some(Expected::Refused) => "refused",
        };
        let name = example.as_ref().map(|e| e.name.clone()).unwrap_or_default();
        let net = example.as_ref().and_then(|e| e.net);
        let groups = groups
            .into_iter()
            .map(|group| view! { <Amounts typing group example=example.clone() /> })
            .collect_view();
        view! {
            <div class="fields">
                <Field
                    form
                    name="form[name]"
                    label=t.model_forms.example_name
                    value=typing.value("name", name)
                    class="field full"
                    maxlength=200
                />
                <Select typing name="form[expect]" label=t.model_forms.expect options=words chosen=expect />
                <Field
                    form
                    name="form[net]"
                    label=t.model_forms.expect_net
                    hint=t.model_forms.expect_net_hint
                    value=typing.money("net", net)
                    inputmode="decimal"
                    optional=true
                />
            </div>
            <h2>{t.model_forms.chosen}</h2>
            <p class="hint">{t.model_forms.chosen_hint}</p>
            <FieldError form name="form[choices]" id="choices-e".to_owned() />
            {groups}
        }
        .into_any()
    });
    let remove = at.map(|_| removing(sheet, "remove_example", keys(), t.model_forms.remove_example));
    view! {
        {form}
        {remove}
    }
    .into_any()
}

/// How many of each choice of a group.
#[component]
fn Amounts(
    typing: Typing,
    group: Group,
    /// The one that is changed.
    #[prop(optional_no_strip)]
    example: Option<Example>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let rows = group
        .choices
        .into_iter()
        .map(|choice| {
            let key = format!("n.{}", choice.code);
            let amount =
                example.as_ref().and_then(|e| e.choices.0.get(&choice.code)).map(ToString::to_string);
            let name = choice.name.get(l).to_owned();
            view! {
                <tr>
                    <td>{name.clone()} <span class="sub-line no">{choice.number}</span></td>
                    <td class="num" data-label=t.model_forms.amount>
                        <Cell
                            form=typing.form
                            error=key.clone()
                            name=format!("form[{key}]")
                            value=typing.value(&key, amount.unwrap_or_default())
                            label=fill(t.model_forms.how_many, &[&name])
                        />
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h3>{group.name.get(l).to_owned()}</h3>
        <table class="data">
            <caption class="vh">{group.name.get(l).to_owned()}</caption>
            <thead>
                <tr>
                    <th>{t.models.choice}</th>
                    <th class="num">{t.model_forms.amount}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
