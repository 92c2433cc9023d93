//! A rule: a new one of the common kind, and the words of one that is there.

use kontor_domain::configurations::{Model, Rule};
use kontor_domain::{Language, Localized};
use leptos::prelude::*;

use super::edit_frame::{Select, Sheet, Typing, framed, removing};
use crate::text::{use_language, use_text};
use crate::ui::{Field, TextArea};

#[component]
fn Words(typing: Typing, words: Localized) -> impl IntoView {
    let (t, form) = (use_text(), typing.form);
    view! {
        <TextArea
            form
            name="form[text_de]"
            label=t.model_forms.words_de
            hint=t.model_forms.words_hint
            value=typing.value("text_de", words.de)
            class="field"
        />
        <TextArea
            form
            name="form[text_en]"
            label=t.model_forms.words_en
            hint=t.model_forms.words_hint
            value=typing.value("text_en", words.en)
            class="field"
        />
    }
}

/// Every choice below the name of its group.
fn choices(model: &Model, l: Language) -> Vec<(String, Vec<(String, String)>)> {
    let of = |group: &kontor_domain::configurations::Group| {
        group.choices.iter().map(|c| (c.code.clone(), c.name.get(l).to_owned())).collect()
    };
    model.groups.iter().map(|group| (group.name.get(l).to_owned(), of(group))).collect()
}

pub(super) fn new_rule_form(sheet: &Sheet) -> AnyView {
    let (l, t) = (use_language(), use_text());
    let first = |word: &str| (String::new(), vec![(String::new(), word.to_owned())]);
    let all = choices(&sheet.model, l);
    let when: Vec<_> = std::iter::once(first(t.model_forms.always)).chain(all.clone()).collect();
    let what: Vec<_> = std::iter::once(first(t.model_forms.please_choose)).chain(all).collect();
    let does = [
        ("requires", t.model_forms.requires),
        ("excludes", t.model_forms.excludes),
        ("adds", t.model_forms.adds),
        ("suggests", t.model_forms.suggests),
        ("at_most", t.model_forms.at_most),
    ];
    let does = vec![(String::new(), does.map(|(code, word)| (code.to_owned(), word.to_owned())).to_vec())];
    framed(sheet, "add_rule", Vec::new(), move |typing| {
        let form = typing.form;
        view! {
            <p class="hint">{t.model_forms.rules_hint}</p>
            <div class="fields">
                <Select typing name="form[when]" label=t.model_forms.when options=when chosen="" />
                <Field
                    form
                    name="form[at_least]"
                    label=t.model_forms.at_least
                    value=typing.value("at_least", "1")
                    inputmode="numeric"
                />
                <Select typing name="form[does]" label=t.model_forms.does options=does chosen="requires" />
                <Select typing name="form[choice]" label=t.model_forms.what options=what chosen="" />
                <Field
                    form
                    name="form[amount]"
                    label=t.model_forms.amount
                    hint=t.model_forms.amount_hint
                    value=typing.value("amount", "1")
                    class="field full"
                    inputmode="numeric"
                />
                <Words typing words=Localized::default() />
            </div>
        }
        .into_any()
    })
}

pub(super) fn rule_form(sheet: &Sheet, rule: &Rule) -> AnyView {
    let (l, t) = (use_language(), use_text());
    let (sentence, words) = (sheet.model.generated(rule, l), rule.words.clone());
    let code = || vec![("code", rule.code.clone())];
    let form = framed(sheet, "change_rule", code(), move |typing| {
        view! {
            <div class="fields">
                <Words typing words />
            </div>
        }
        .into_any()
    });
    view! {
        <p>{sentence} " " <code class="small muted">{rule.code.clone()}</code></p>
        <p class="hint">{t.model_forms.rules_hint}</p>
        {form}
        {removing(sheet, "remove_rule", code(), t.model_forms.remove_rule)}
    }
    .into_any()
}
