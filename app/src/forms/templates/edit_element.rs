//! An element: what is asked, how, when, and what has to hold of the answer.

use kontor_domain::Localized;
use kontor_domain::forms::{Element, ElementKind, Expression, Need, Prefill, Side};
use leptos::prelude::*;

use super::columns::{columns_shown, options_shown};
use super::edit_frame::{CodeField, Draft, Names, Select, Tick, Typing, Words, button, framed};
use super::edit_page::form_path;
use super::expression_field::ExpressionField;
use crate::forms::words::shown_number;
use crate::text::{use_language, use_text};
use crate::ui::{Field, FieldError};

/// By the names of files, in the order in which they are offered.
pub(super) const KINDS: [&str; 13] = [
    "check",
    "text",
    "number",
    "choice",
    "yes_no",
    "date",
    "photos",
    "table",
    "part",
    "machine",
    "calculated",
    "note",
    "signature",
];

/// The name of a kind.
pub(super) fn kind_word(kind: &str) -> &'static str {
    let t = &use_text().templates;
    match kind {
        "check" => t.kind_check,
        "text" => t.kind_text,
        "number" => t.kind_number,
        "choice" => t.kind_choice,
        "yes_no" => t.kind_yes_no,
        "date" => t.kind_date,
        "photos" => t.kind_photos,
        "table" => t.kind_table,
        "part" => t.kind_part,
        "machine" => t.kind_machine,
        "calculated" => t.kind_calculated,
        "signature" => t.kind_signature,
        _ => t.kind_note,
    }
}

/// An element of this kind with nothing in it yet.
fn blank(kind: &str) -> Option<ElementKind> {
    Some(match kind {
        "note" => ElementKind::Note,
        "text" => ElementKind::Text { long: false },
        "number" => ElementKind::Number { unit: String::new(), decimals: 0, min: None, max: None },
        "date" => ElementKind::Date,
        "choice" => ElementKind::Choice { options: Vec::new(), many: false },
        "yes_no" => ElementKind::YesNo,
        "check" => ElementKind::Check,
        "photos" => ElementKind::Photos { most: 6 },
        "table" => ElementKind::Table { columns: Vec::new() },
        "part" => ElementKind::Part,
        "machine" => ElementKind::Machine,
        "calculated" => ElementKind::Calculated {
            formula: Expression::parse("0").ok()?,
            unit: String::new(),
            decimals: 2,
        },
        "signature" => ElementKind::Signature { side: Side::Customer },
        _ => return None,
    })
}

/// What is asked? The kinds, each a link to its form.
pub(super) fn kinds(draft: &Draft, section: &str) -> AnyView {
    let rows = KINDS.map(|kind| {
        let href = form_path(&draft.id, "new-element", &format!("{section}.{kind}"));
        view! { <li><a href=href><b>{kind_word(kind)}</b></a></li> }
    });
    view! { <ul class="links">{rows}</ul> }.into_any()
}

/// A new one in the section; nothing for a kind that there is not.
pub(super) fn new_element_form(draft: &Draft, section: &str, kind: &str) -> Option<AnyView> {
    let element = Element {
        code: String::new(),
        label: Localized::default(),
        hint: Localized::default(),
        need: Need::No,
        show: None,
        check: None,
        prefill: None,
        kind: blank(kind)?,
    };
    Some(fields(draft, section, element, None))
}

pub(super) fn element_form(draft: &Draft, section: &str, element: &Element) -> AnyView {
    let t = &use_text().templates;
    let code = element.code.clone();
    let form = fields(draft, section, element.clone(), Some(code.clone()));
    let remove = button(draft, "remove", vec![("code", code)], "danger", t.remove, "");
    view! { {form} <div class="actions">{remove}</div> }.into_any()
}

fn fields(draft: &Draft, section: &str, element: Element, was: Option<String>) -> AnyView {
    let t = &use_text().templates;
    let kind = element.kind.code();
    let sections: Vec<(String, String)> = draft
        .template
        .sections
        .iter()
        .map(|s| (s.code.clone(), s.title.get(use_language()).to_owned()))
        .collect();
    let mut keys = vec![("kind", kind.to_owned())];
    keys.extend(was.map(|was| ("was", was)));
    let section = section.to_owned();
    framed(draft, "element", keys, move |typing| {
        let asks = element.kind.asks();
        let show = written(element.show.as_ref());
        let text_like = matches!(
            element.kind,
            ElementKind::Text { .. } | ElementKind::Number { .. } | ElementKind::Date | ElementKind::Machine
        );
        let prefill = text_like
            .then(|| view! { <Prefilled typing prefill=element.prefill kind=element.kind.clone() /> });
        let needed = asks.then(|| view! { <Needed typing need=element.need.clone() /> });
        let check = asks.then(|| view! { <Checked typing check=element.check.clone() /> });
        view! {
            <p class="muted">{kind_word(kind)}</p>
            <div class="fields">
                <CodeField typing code=element.code />
                <InSection typing sections chosen=section />
                <Names typing name=element.label />
                <Words
                    typing
                    de=("form[hint_de]", t.hint_de)
                    en=("form[hint_en]", t.hint_en)
                    words=element.hint
                />
                <OfKind typing kind=element.kind />
                {needed}
                <ExpressionField typing name="form[show]" label=t.show value=show optional=true />
                {check}
                {prefill}
            </div>
        }
        .into_any()
    })
}

fn written(expression: Option<&Expression>) -> String {
    expression.map(|expression| expression.text().to_owned()).unwrap_or_default()
}

#[component]
fn InSection(typing: Typing, sections: Vec<(String, String)>, chosen: String) -> impl IntoView {
    let t = &use_text().templates;
    let chosen = typing.value("section", chosen);
    let options = sections
        .into_iter()
        .map(|(code, title)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{title}</option> }
        })
        .collect_view();
    view! {
        <div class="field full">
            <label for="section">{t.section}</label>
            <select id="section" name="form[section]">
                {options}
            </select>
        </div>
    }
}

#[component]
fn OfKind(typing: Typing, kind: ElementKind) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().templates);
    let form = typing.form;
    let short =
        move |name: &'static str, label: &'static str, stored: String, inputmode: Option<&'static str>| {
            let value = typing.value(crate::ui::field_key(name), stored);
            match inputmode {
                Some(mode) => {
                    view! { <Field form name label value optional=true maxlength=20 inputmode=mode /> }
                        .into_any()
                }
                None => view! { <Field form name label value optional=true maxlength=20 /> }.into_any(),
            }
        };
    let lines = move |name: &'static str, label: &'static str, hint: &'static str, stored: String| {
        let key = crate::ui::field_key(name);
        view! {
            <div class="field full">
                <label for=key>{label}</label>
                <p class="hint" id=format!("{key}-h")>{hint}</p>
                <textarea
                    id=key
                    name=name
                    class="code"
                    rows="6"
                    spellcheck="false"
                    aria-describedby=format!("{key}-h {key}-e")
                >
                    {typing.value(key, stored)}
                </textarea>
                <FieldError form name id=format!("{key}-e") />
            </div>
        }
        .into_any()
    };
    match kind {
        ElementKind::Text { long } => {
            view! { <Tick typing name="form[long]" label=t.long on=long /> }.into_any()
        }
        ElementKind::Number { unit, decimals, min, max } => {
            let number =
                |n: Option<kontor_domain::Decimal>| n.map(|n| shown_number(n, l)).unwrap_or_default();
            view! {
                {short("form[unit]", t.unit, unit, None)}
                {short("form[decimals]", t.decimals, decimals.to_string(), Some("numeric"))}
                {short("form[min]", t.min, number(min), Some("decimal"))}
                {short("form[max]", t.max, number(max), Some("decimal"))}
            }
            .into_any()
        }
        ElementKind::Choice { options, many } => view! {
            {lines("form[options]", t.options, t.options_hint, options_shown(&options))}
            <Tick typing name="form[many]" label=t.many on=many />
        }
        .into_any(),
        ElementKind::Photos { most } => short("form[most]", t.most, most.to_string(), Some("numeric")),
        ElementKind::Table { columns } => {
            lines("form[columns]", t.columns, t.columns_hint, columns_shown(&columns))
        }
        ElementKind::Calculated { formula, unit, decimals } => view! {
            <ExpressionField typing name="form[formula]" label=t.formula value=formula.text().to_owned() />
            {short("form[unit]", t.unit, unit, None)}
            {short("form[decimals]", t.decimals, decimals.to_string(), Some("numeric"))}
        }
        .into_any(),
        ElementKind::Signature { side } => {
            let chosen = if side == Side::House { "house" } else { "customer" };
            view! {
                <Select
                    typing
                    name="form[side]"
                    label=t.side
                    options=vec![("customer", t.side_customer), ("house", t.side_house)]
                    chosen
                />
            }
            .into_any()
        }
        ElementKind::Note
        | ElementKind::Date
        | ElementKind::YesNo
        | ElementKind::Check
        | ElementKind::Part
        | ElementKind::Machine => ().into_any(),
    }
}

#[component]
fn Needed(typing: Typing, need: Need) -> impl IntoView {
    let t = &use_text().templates;
    let (chosen, when) = match &need {
        Need::No => ("no", String::new()),
        Need::Always => ("always", String::new()),
        Need::When(when) => ("when", when.text().to_owned()),
    };
    view! {
        <Select
            typing
            name="form[need]"
            label=t.need
            options=vec![("no", t.need_no), ("always", t.need_always), ("when", t.need_when)]
            chosen
        />
        <ExpressionField typing name="form[when]" label=t.when value=when optional=true />
    }
}

#[component]
fn Checked(typing: Typing, check: Option<(Expression, Localized)>) -> impl IntoView {
    let t = &use_text().templates;
    let (check, words) = check.map_or_else(
        || (String::new(), Localized::default()),
        |(check, words)| (check.text().to_owned(), words),
    );
    let form = typing.form;
    view! {
        <ExpressionField typing name="form[check]" label=t.check value=check optional=true />
        <Field
            form
            name="form[check_de]"
            label=t.check_de
            value=typing.value("check_de", words.de)
            optional=true
            maxlength=400
        />
        <Field
            form
            name="form[check_en]"
            label=t.check_en
            value=typing.value("check_en", words.en)
            optional=true
            maxlength=400
        />
    }
}

#[component]
fn Prefilled(typing: Typing, prefill: Option<Prefill>, kind: ElementKind) -> impl IntoView {
    let t = &use_text().templates;
    let all = [
        (Prefill::Today, "today", t.prefill_today),
        (Prefill::Person, "person", t.prefill_person),
        (Prefill::CustomerName, "customer_name", t.prefill_customer),
        (Prefill::CustomerAddress, "customer_address", t.prefill_address),
        (Prefill::Machine, "machine", t.prefill_machine),
        (Prefill::MachineModel, "machine_model", t.prefill_model),
        (Prefill::MachineSite, "machine_site", t.prefill_site),
        (Prefill::OperatingHours, "operating_hours", t.prefill_hours),
        (Prefill::OrderNumber, "order_number", t.prefill_order),
        (Prefill::CaseCode, "case_code", t.prefill_case),
        (Prefill::House, "house", t.prefill_house),
        (Prefill::Creditor, "creditor", t.prefill_creditor),
        (Prefill::FormNumber, "form_number", t.prefill_form),
    ];
    let chosen = all.iter().find(|(of, ..)| Some(*of) == prefill).map_or("", |(_, code, _)| code);
    let mut options = vec![("", t.prefill_none)];
    options.extend(all.into_iter().filter(|(of, ..)| of.suits(&kind)).map(|(_, code, word)| (code, word)));
    view! { <Select typing name="form[prefill]" label=t.prefill options chosen /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_is_offered_can_be_begun() {
        for kind in KINDS {
            assert_eq!(blank(kind).as_ref().map(ElementKind::code), Some(kind));
        }
        assert_eq!(blank("nonsense"), None);
    }
}
