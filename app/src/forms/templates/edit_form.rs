//! One change of a template as the desk types it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ui::Query;

/// `form[NAME]`: `template`, `seen`, `edit` (which change, by the names of `TemplateEdit`), and the fields of that change: `code`, `was`,
/// `section`, `up`; `de`, `en`, `about_de`, `about_en`, `hint_de`, `hint_en`; `for_customers`, `needs_machine`, `order`, `seals`; `show`,
/// `need`, `when`, `check`, `check_de`, `check_en`, `prefill`; `kind` with its own: `long`, `unit`, `decimals`, `min`, `max`, `options`,
/// `many`, `most`, `columns`, `formula`, `side`; `file`. What is wrong is named the same.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditForm(BTreeMap<String, String>);

impl EditForm {
    /// What stands in the form.
    pub(super) fn of(fields: &Query) -> Self {
        let name = |name: &str| Some(name.strip_prefix("form[")?.strip_suffix(']')?.to_owned());
        Self(fields.pairs().filter_map(|(key, value)| Some((name(key)?, value.to_owned()))).collect())
    }
}

#[cfg(feature = "ssr")]
pub(super) use read::named;

#[cfg(feature = "ssr")]
mod read {
    use kontor_domain::forms::{
        EditTemplate, Element, ElementKind, Expression, FormTemplate, Need, Prefill, Seals, Section, Side,
        SigningOrder, TemplateEdit,
    };
    use kontor_domain::{Decimal, Error, FieldError, Language, Localized, Problem, TemplateId};
    use leptos::serde_json;

    use super::EditForm;
    use crate::forms::templates::read_columns::{columns_read, options_read};
    use crate::forms::words::typed_number;

    /// Names of the domain, as the fields of the forms are called.
    pub fn named(error: Error) -> Error {
        match error {
            Error::Invalid { mut fields } => {
                for field in &mut fields {
                    if matches!(field.field.as_str(), "name" | "label" | "title") {
                        "de".clone_into(&mut field.field);
                    }
                }
                Error::Invalid { fields }
            }
            other => other,
        }
    }

    impl EditForm {
        pub fn get(&self, name: &str) -> &str {
            self.0.get(name).map_or("", |value| value.trim())
        }

        /// For the page that shows it again.
        pub fn typed(&self) -> Vec<(&str, &str)> {
            let of_the_page = |name: &str| matches!(name, "template" | "seen" | "edit");
            let pairs = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            pairs.filter(|(name, _)| !of_the_page(name)).collect()
        }

        /// # Errors
        /// [`Error::Invalid`] on everything that cannot be read.
        pub fn command(&self, l: Language) -> Result<EditTemplate, Error> {
            let mut reading = Reading { form: self, l, fields: Vec::new() };
            let edit = reading.edit();
            if !reading.fields.is_empty() {
                return Err(Error::Invalid { fields: reading.fields });
            }
            let edit = edit.ok_or(Error::invalid("edit", Problem::NotACode))?;
            // Without a version it is an old one.
            let seen = self.get("seen").parse().unwrap_or_default();
            Ok(EditTemplate { template: TemplateId::new(self.get("template")), seen, edit })
        }
    }

    struct Reading<'a> {
        form: &'a EditForm,
        l: Language,
        fields: Vec<FieldError>,
    }

    impl Reading<'_> {
        fn edit(&mut self) -> Option<TemplateEdit> {
            let (code, was) = (self.text("code"), self.text("was"));
            let was = (!was.is_empty()).then_some(was);
            Some(match self.form.get("edit") {
                "head" => TemplateEdit::Head {
                    name: self.both("de", "en"),
                    about: self.both("about_de", "about_en"),
                    for_customers: self.on("for_customers"),
                    needs_machine: self.on("needs_machine"),
                    order: match self.form.get("order") {
                        "parallel" => SigningOrder::Parallel,
                        _ => SigningOrder::InOrder,
                    },
                    seals: if self.form.get("seals") == "each" { Seals::Each } else { Seals::One },
                },
                "section" => TemplateEdit::Section {
                    was,
                    section: Section {
                        code,
                        title: self.both("de", "en"),
                        show: self.expression("show"),
                        elements: Vec::new(),
                    },
                },
                "element" => TemplateEdit::Element {
                    section: self.text("section"),
                    was,
                    element: Box::new(self.element(code)?),
                },
                "move" => TemplateEdit::Move { code, up: self.on("up") },
                "remove" => TemplateEdit::Remove { code },
                "whole" => TemplateEdit::Whole { template: Box::new(self.whole()?) },
                _ => return None,
            })
        }

        fn wrong(&mut self, field: &str, problem: Problem) {
            self.fields.push(FieldError { field: field.to_owned(), problem });
        }

        /// Browsers send line ends of their own.
        fn text(&self, name: &str) -> String {
            self.form.get(name).replace("\r\n", "\n")
        }

        fn both(&self, de: &str, en: &str) -> Localized {
            Localized::new(self.text(de), self.text(en))
        }

        fn on(&self, name: &str) -> bool {
            !self.form.get(name).is_empty()
        }

        fn count(&mut self, name: &str, absent: u32) -> u32 {
            match self.form.get(name) {
                "" => absent,
                text => text.parse().unwrap_or_else(|_| {
                    self.wrong(name, Problem::NotANumber);
                    absent
                }),
            }
        }

        fn number(&mut self, name: &str) -> Option<Decimal> {
            match self.form.get(name) {
                "" => None,
                text => match typed_number(text, self.l) {
                    Ok(number) => Some(number),
                    Err(problem) => {
                        self.wrong(name, problem);
                        None
                    }
                },
            }
        }

        fn expression(&mut self, name: &str) -> Option<Expression> {
            match self.form.get(name) {
                "" => None,
                text => match Expression::parse(text) {
                    Ok(expression) => Some(expression),
                    Err(fault) => {
                        let at = u32::try_from(fault.at).unwrap_or(u32::MAX);
                        self.wrong(name, Problem::NotAnExpression { at });
                        None
                    }
                },
            }
        }

        fn lines<T>(&mut self, name: &str, read: fn(&str) -> Result<Vec<T>, Problem>) -> Vec<T> {
            match read(&self.text(name)) {
                Ok(lines) => lines,
                Err(problem) => {
                    self.wrong(name, problem);
                    Vec::new()
                }
            }
        }

        fn element(&mut self, code: String) -> Option<Element> {
            let kind = self.kind();
            let need = match self.form.get("need") {
                "always" => Need::Always,
                "when" => match self.expression("when") {
                    Some(when) => Need::When(when),
                    None => {
                        if self.form.get("when").is_empty() {
                            self.wrong("when", Problem::Required);
                        }
                        Need::No
                    }
                },
                _ => Need::No,
            };
            let check = self.expression("check").map(|check| (check, self.both("check_de", "check_en")));
            if check.as_ref().is_some_and(|(_, words)| words.de.is_empty()) {
                self.wrong("check_de", Problem::Required);
            }
            let prefill = match self.form.get("prefill") {
                "" => None,
                // By the names that files use.
                name => serde_json::from_value::<Prefill>(name.into()).ok(),
            };
            let show = self.expression("show");
            Some(Element {
                code,
                label: self.both("de", "en"),
                hint: self.both("hint_de", "hint_en"),
                need,
                show,
                check,
                prefill,
                kind: kind?,
            })
        }

        fn kind(&mut self) -> Option<ElementKind> {
            Some(match self.form.get("kind") {
                "note" => ElementKind::Note,
                "text" => ElementKind::Text { long: self.on("long") },
                "number" => ElementKind::Number {
                    unit: self.text("unit"),
                    decimals: self.count("decimals", 0),
                    min: self.number("min"),
                    max: self.number("max"),
                },
                "date" => ElementKind::Date,
                "choice" => ElementKind::Choice {
                    options: self.lines("options", options_read),
                    many: self.on("many"),
                },
                "yes_no" => ElementKind::YesNo,
                "check" => ElementKind::Check,
                "photos" => ElementKind::Photos { most: self.count("most", 6) },
                "table" => ElementKind::Table { columns: self.lines("columns", columns_read) },
                "part" => ElementKind::Part,
                "machine" => ElementKind::Machine,
                "calculated" => {
                    if self.form.get("formula").is_empty() {
                        self.wrong("formula", Problem::Required);
                    }
                    ElementKind::Calculated {
                        formula: self.expression("formula")?,
                        unit: self.text("unit"),
                        decimals: self.count("decimals", 0),
                    }
                }
                "signature" => ElementKind::Signature {
                    side: if self.form.get("side") == "house" { Side::House } else { Side::Customer },
                },
                _ => return None,
            })
        }

        fn whole(&mut self) -> Option<FormTemplate> {
            match serde_json::from_str(&self.text("file")) {
                Ok(template) => Some(template),
                Err(why) => {
                    self.wrong("file", Problem::NotATemplate { why: why.to_string() });
                    None
                }
            }
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::forms::{ElementKind, Need, Prefill, SigningOrder, TemplateEdit};
    use kontor_domain::{Decimal, Language, Problem};

    use super::EditForm;
    use crate::ui::Query;

    fn form(pairs: &[(&str, &str)]) -> EditForm {
        let mut fields = Query::default();
        for (name, value) in pairs {
            fields.add(&format!("form[{name}]"), value);
        }
        EditForm::of(&fields)
    }

    #[test]
    fn an_element_is_read_as_people_type_it() {
        let typed = form(&[
            ("template", "service-report"),
            ("seen", "4"),
            ("edit", "element"),
            ("section", "hydraulics"),
            ("code", "pressure"),
            ("de", " Druck "),
            ("kind", "number"),
            ("unit", "bar"),
            ("decimals", "1"),
            ("max", "420,5"),
            ("need", "when"),
            ("when", "oil = 'not_acceptable'"),
            ("prefill", "operating_hours"),
        ]);
        let command = typed.command(Language::De).unwrap();
        assert_eq!((command.template.as_str(), command.seen), ("service-report", 4));
        let TemplateEdit::Element { section, was, element } = command.edit else { panic!() };
        assert_eq!((section.as_str(), was, element.label.de.as_str()), ("hydraulics", None, "Druck"));
        assert!(matches!(element.need, Need::When(_)));
        assert_eq!(element.prefill, Some(Prefill::OperatingHours));
        let ElementKind::Number { unit, decimals, min, max } = element.kind else { panic!() };
        assert_eq!((unit.as_str(), decimals, min, max), ("bar", 1, None, Some(Decimal::new(4205, 1))));
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_field() {
        let typed = form(&[
            ("edit", "element"),
            ("kind", "calculated"),
            ("formula", "hours *"),
            ("show", "and"),
            ("need", "when"),
        ]);
        let error = typed.command(Language::De).unwrap_err();
        assert!(matches!(error.field("formula"), Some(Problem::NotAnExpression { .. })));
        assert!(matches!(error.field("show"), Some(Problem::NotAnExpression { .. })));
        assert_eq!(error.field("when"), Some(&Problem::Required));
        assert!(form(&[("edit", "whole"), ("file", "{")]).command(Language::De).is_err());
        let head = form(&[("edit", "head"), ("de", "Protokoll"), ("order", "parallel")]);
        let TemplateEdit::Head { order, for_customers, .. } = head.command(Language::De).unwrap().edit else {
            panic!()
        };
        assert_eq!((order, for_customers), (SigningOrder::Parallel, false));
    }
}
