use super::*;
use crate::forms::TemplateEdit;
use crate::forms::edited;
use crate::forms::test::{element, template};

fn found(template: &FormTemplate) -> Vec<(String, Problem)> {
    template.faults().into_iter().map(|fault| (fault.at, fault.problem)).collect()
}

fn unknown(name: &str) -> Problem {
    Problem::UnknownName { name: name.to_owned() }
}

#[test]
fn a_template_without_faults_can_be_released() {
    assert_eq!(found(&template()), []);
}

#[test]
fn what_is_shown_is_decided_by_what_stands_before_it() {
    let mut template = template();
    let late = element(r#"{"code":"early","label":{"de":"Früh"},"show":"total > 1","kind":"text"}"#);
    template.sections[0].elements.insert(0, late);
    assert_eq!(found(&template), [("early".into(), unknown("total"))]);
    // What is needed may name what comes later: nothing is reckoned by it.
    template.sections[0].elements[0] =
        element(r#"{"code":"early","label":{"de":"Früh"},"need":{"when":"total > 1"},"kind":"text"}"#);
    assert_eq!(found(&template), []);
}

#[test]
fn expressions_use_what_they_name_as_what_it_is() {
    for (show, problem) in [
        ("fuel = 'halb'", unknown("halb")),
        ("oil = 'bad'", unknown("bad")),
        ("sum(parts.price) > 1", unknown("price")),
        ("sum(parts.what) > 1", Problem::NotUsable { name: "parts".into() }),
        ("fuel + 1 = 2", Problem::NotUsable { name: "fuel".into() }),
        ("count(hours) = 1", Problem::NotUsable { name: "hours".into() }),
        ("extras = 'hook'", Problem::NotUsable { name: "extras".into() }),
        ("nobody", unknown("nobody")),
    ] {
        let mut template = template();
        let text = format!(r#"{{"code":"last","label":{{"de":"Letztes"}},"show":"{show}","kind":"text"}}"#);
        template.sections[1].elements.push(element(&text));
        assert_eq!(found(&template), [("last".into(), problem)], "{show}");
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut template = template();
    template.name.de.clear();
    template.sections[1].elements.retain(|e| !matches!(e.kind, ElementKind::Signature { .. }));
    for text in [
        r#"{"code":"Big","label":{"de":"x"},"kind":"yes_no"}"#,
        r#"{"code":"hours","label":{"de":"x"},"kind":"yes_no"}"#,
        r#"{"code":"and","label":{"de":""},"kind":"note"}"#,
        r#"{"code":"none","label":{"de":"x"},"kind":"choice","options":[]}"#,
        r#"{"code":"empty","label":{"de":"x"},"kind":"table","columns":[]}"#,
        r#"{"code":"range","label":{"de":"x"},"kind":"number","min":"5","max":"3","decimals":7}"#,
        r#"{"code":"many","label":{"de":"x"},"kind":"photos","most":41}"#,
        r#"{"code":"nested","label":{"de":"x"},"kind":"table","columns":[{"code":"a","label":{"de":"a"},"kind":"photos","most":1}]}"#,
        r#"{"code":"day","label":{"de":"x"},"prefill":"machine","kind":"date"}"#,
    ] {
        template.sections[1].elements.push(element(text));
    }
    let found = found(&template);
    for (at, problem) in [
        ("", Problem::LabelMissing),
        ("", Problem::NoSignatureField),
        ("Big", Problem::NotACode),
        ("hours", Problem::Duplicate),
        ("and", Problem::NotACode),
        ("and", Problem::LabelMissing),
        ("none", Problem::OptionsMissing),
        ("empty", Problem::ColumnsMissing),
        ("range", Problem::MinAboveMax),
        ("range", Problem::AtMost { max: 6 }),
        ("many", Problem::AtMost { max: 40 }),
        ("nested", Problem::NotUsable { name: "a".into() }),
        ("day", Problem::PrefillMisfit),
    ] {
        assert!(found.contains(&(at.to_owned(), problem.clone())), "{at} {problem:?} in {found:?}");
    }
}

#[test]
fn a_file_with_more_than_a_template_holds_is_refused() {
    let mut whole = template();
    let many = (0..201).map(|i| element(&format!(r#"{{"code":"n{i}","label":{{"de":"x"}},"kind":"text"}}"#)));
    whole.sections[0].elements.extend(many);
    assert!(found(&whole).contains(&(String::new(), Problem::AtMost { max: 200 })));
    let edit = TemplateEdit::Whole { template: Box::new(whole) };
    assert!(edited(&template(), &edit).is_err());
}
