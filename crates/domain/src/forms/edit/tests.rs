use super::*;
use crate::forms::test::{element, template};

fn codes(template: &FormTemplate) -> Vec<&str> {
    template.elements().map(|e| e.code.as_str()).collect()
}

#[test]
fn an_element_is_put_changed_moved_and_removed() {
    let new = element(r#"{"code":"note","label":{"de":"Hinweis"},"kind":"note"}"#);
    let put = |was: Option<&str>, element: &Element| TemplateEdit::Element {
        section: "work".into(),
        was: was.map(str::to_owned),
        element: Box::new(element.clone()),
    };
    let one = edited(&template(), &put(None, &new)).unwrap();
    assert_eq!(one.sections[0].elements.last(), Some(&new));
    let up = edited(&one, &TemplateEdit::Move { code: "note".into(), up: true }).unwrap();
    assert_eq!(up.sections[0].elements.iter().rev().nth(1), Some(&new));
    let renamed = element(r#"{"code":"remark","label":{"de":"Bemerkung"},"kind":"text"}"#);
    let two = edited(&up, &put(Some("note"), &renamed)).unwrap();
    assert_eq!(two.sections[0].elements.iter().rev().nth(1), Some(&renamed));
    let gone = edited(&two, &TemplateEdit::Remove { code: "remark".into() }).unwrap();
    assert_eq!(codes(&gone), codes(&template()));
    let first = edited(&gone, &TemplateEdit::Move { code: "work".into(), up: true }).unwrap();
    assert_eq!(first, template());
}

#[test]
fn every_wrong_field_of_an_edit_is_named() {
    let bad = element(r#"{"code":"hours","label":{"de":" "},"kind":"choice","options":[]}"#);
    let edit = TemplateEdit::Element { section: "work".into(), was: None, element: Box::new(bad) };
    let error = edited(&template(), &edit).unwrap_err();
    assert_eq!(error.field("code"), Some(&Problem::Duplicate));
    assert_eq!(error.field("label"), Some(&Problem::LabelMissing));
    assert_eq!(error.field("kind"), Some(&Problem::OptionsMissing));
    let nowhere = TemplateEdit::Remove { code: "nowhere".into() };
    assert!(edited(&template(), &nowhere).is_err());
}

#[test]
fn a_section_keeps_its_elements_when_it_is_changed() {
    let mut section = template().sections[0].clone();
    section.code = "labour".into();
    section.elements.clear();
    let edit = TemplateEdit::Section { was: Some("work".into()), section };
    let out = edited(&template(), &edit).unwrap();
    assert_eq!(out.sections[0].code, "labour");
    assert_eq!(codes(&out), codes(&template()));
}

#[test]
fn a_file_takes_the_place_of_all_but_which_template_it_is() {
    let mut whole = template();
    (whole.id, whole.version) = (crate::TemplateId::new("other"), 99);
    whole.name.de = "Anders".into();
    let out = edited(&template(), &TemplateEdit::Whole { template: Box::new(whole) }).unwrap();
    assert_eq!((out.id, out.version, out.name.de), (template().id, template().version, "Anders".into()));
}
