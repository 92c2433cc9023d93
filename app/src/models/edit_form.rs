//! One change of a model as the desk types it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ui::Query;

/// `form[NAME]`: `id`, `version`, `edit` (which change, by the names of `ModelEdit`), and the fields of that change: `code`, `group`,
/// `at`; `de`, `en`, `text_de`, `text_en`; `number`, `net`, `lead_days`, `most`, `picture`; `costs` (something where the cost is among the
/// fields) with `cost`; `min`, `max`; `when` (empty for always), `at_least`, `does`, `choice`, `amount`; `name`, `expect` and `n.CODE`, how
/// many of a choice an example has. What is wrong is named the same.
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
mod read {
    use std::collections::BTreeMap;

    use kontor_domain::configurations::{
        Choice, Choices, Condition, CostEdit, Demand, EditModel, Example, Expected, GroupEdit, ModelEdit,
    };
    use kontor_domain::{Decimal, Error, FieldError, Localized, ModelId, Money, Problem};

    use super::EditForm;
    use crate::ui::typed_money;

    impl EditForm {
        pub fn get(&self, name: &str) -> &str {
            self.0.get(name).map_or("", |value| value.trim())
        }

        /// For the page that shows it again.
        pub fn typed(&self) -> Vec<(&str, &str)> {
            let of_the_page = |name: &str| matches!(name, "id" | "version" | "edit" | "costs");
            let pairs = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            pairs.filter(|(name, _)| !of_the_page(name)).collect()
        }

        /// # Errors
        /// [`Error::Invalid`] on everything that cannot be read.
        pub fn command(&self) -> Result<EditModel, Error> {
            let mut reading = Reading { form: self, fields: Vec::new() };
            let edit = reading.edit().ok_or(Error::invalid("edit", Problem::NotACode))?;
            if !reading.fields.is_empty() {
                return Err(Error::Invalid { fields: reading.fields });
            }
            // Without a version it is an old one.
            let version = self.get("version").parse().unwrap_or_default();
            Ok(EditModel { id: ModelId::new(self.get("id")), version, edit })
        }
    }

    struct Reading<'a> {
        form: &'a EditForm,
        fields: Vec<FieldError>,
    }

    impl Reading<'_> {
        fn edit(&mut self) -> Option<ModelEdit> {
            let code = self.text("code");
            Some(match self.form.get("edit") {
                "machine" => ModelEdit::Machine {
                    name: self.both("de", "en"),
                    text: self.both("text_de", "text_en"),
                    net: self.price("net"),
                    lead_days: self.count("lead_days", 0),
                    cost: self.cost(),
                },
                "add_choice" => ModelEdit::AddChoice {
                    group: self.text("group"),
                    choice: self.choice(code),
                    cost: self.cost(),
                },
                "change_choice" => ModelEdit::ChangeChoice { choice: self.choice(code), cost: self.cost() },
                "remove_choice" => ModelEdit::RemoveChoice { code },
                "add_group" => ModelEdit::AddGroup { group: self.group(code) },
                "change_group" => ModelEdit::ChangeGroup { group: self.group(code) },
                "remove_group" => ModelEdit::RemoveGroup { code },
                "add_rule" => ModelEdit::AddRule {
                    when: self.when(),
                    then: self.then()?,
                    words: self.both("text_de", "text_en"),
                },
                "change_rule" => ModelEdit::ChangeRule { code, words: self.both("text_de", "text_en") },
                "remove_rule" => ModelEdit::RemoveRule { code },
                "add_example" => ModelEdit::AddExample { example: self.example()? },
                "change_example" => ModelEdit::ChangeExample { at: self.at()?, example: self.example()? },
                "remove_example" => ModelEdit::RemoveExample { at: self.at()? },
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

        fn count(&mut self, name: &str, absent: u32) -> u32 {
            match self.form.get(name) {
                "" => absent,
                text => text.parse().unwrap_or_else(|_| {
                    self.wrong(name, Problem::NotANumber);
                    absent
                }),
            }
        }

        fn at(&self) -> Option<usize> {
            self.form.get("at").parse().ok()
        }

        /// An amount in euro; a choice may also take away.
        fn price(&mut self, name: &str) -> Decimal {
            let text = self.form.get(name);
            let (sign, amount) = match text.strip_prefix(['-', '−']) {
                Some(amount) => (-Decimal::ONE, amount),
                None => (Decimal::ONE, text),
            };
            match typed_money(amount) {
                Ok(money) => money.amount * sign,
                Err(problem) => {
                    self.wrong(name, problem);
                    Decimal::ZERO
                }
            }
        }

        fn cost(&mut self) -> CostEdit {
            match (self.form.get("costs"), self.form.get("cost")) {
                ("", _) => CostEdit::Kept,
                (_, "") => CostEdit::Unknown,
                (_, text) => match typed_money(text) {
                    Ok(money) => CostEdit::Known { net: money.amount },
                    Err(problem) => {
                        self.wrong("cost", problem);
                        CostEdit::Kept
                    }
                },
            }
        }

        fn choice(&mut self, code: String) -> Choice {
            Choice {
                code,
                number: self.text("number"),
                name: self.both("de", "en"),
                text: self.both("text_de", "text_en"),
                net: Money::eur(self.price("net")),
                lead_days: self.count("lead_days", 0),
                most: self.count("most", 1),
                picture: self.text("picture"),
            }
        }

        fn group(&mut self, code: String) -> GroupEdit {
            let (min, max) = (self.count("min", 0), self.count("max", 1));
            GroupEdit { code, name: self.both("de", "en"), min, max }
        }

        fn when(&mut self) -> Condition {
            match self.text("when") {
                choice if choice.is_empty() => Condition::always(),
                choice => Condition::Chosen { choice, at_least: self.count("at_least", 1) },
            }
        }

        fn then(&mut self) -> Option<Demand> {
            let (choice, amount) = (self.text("choice"), self.count("amount", 1));
            if choice.is_empty() {
                self.wrong("choice", Problem::Required);
            }
            Some(match self.form.get("does") {
                "requires" => Demand::Requires { what: Condition::Chosen { choice, at_least: amount } },
                "excludes" => Demand::Excludes { choices: vec![choice] },
                "adds" => Demand::Adds { choice, amount },
                "suggests" => Demand::Suggests { choice },
                "at_most" => Demand::AtMost { choices: vec![choice], most: amount },
                _ => return None,
            })
        }

        fn example(&mut self) -> Option<Example> {
            let expect = match self.form.get("expect") {
                "complete" => Expected::Complete,
                "incomplete" => Expected::Incomplete,
                "refused" => Expected::Refused,
                _ => return None,
            };
            let form = self.form;
            let mut choices = BTreeMap::new();
            for (name, amount) in &form.0 {
                if let Some(code) = name.strip_prefix("n.")
                    && !amount.trim().is_empty()
                {
                    choices.insert(code.to_owned(), self.count(name, 0));
                }
            }
            let net = (!form.get("net").is_empty()).then(|| self.price("net"));
            Some(Example { name: self.text("name"), choices: Choices(choices), expect, net })
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::configurations::{Choices, Condition, CostEdit, Demand, Expected, ModelEdit};
    use kontor_domain::{Decimal, Money, Problem};

    use super::EditForm;
    use crate::ui::Query;

    fn form(pairs: &[(&str, &str)]) -> EditForm {
        let mut fields = Query::default();
        for (name, value) in pairs {
            fields.add(&format!("form[{name}]"), value);
        }
        fields.add("acting", "no field of the form");
        EditForm::of(&fields)
    }

    #[test]
    fn a_choice_is_read_as_people_type_it() {
        let typed = form(&[
            ("id", "kb-10"),
            ("version", "3"),
            ("edit", "change_choice"),
            ("code", "klima"),
            ("de", " Klima "),
            ("text_de", "eins\r\nzwei"),
            ("net", "-1.250,50 €"),
            ("most", "4"),
            ("costs", "1"),
        ]);
        let command = typed.command().unwrap();
        assert_eq!((command.id.as_str(), command.version), ("kb-10", 3));
        let ModelEdit::ChangeChoice { choice, cost } = command.edit else { panic!() };
        assert_eq!((choice.name.de.as_str(), choice.text.de.as_str()), ("Klima", "eins\nzwei"));
        assert_eq!((choice.net, choice.most, choice.lead_days), (Money::cents(-125_050), 4, 0));
        assert_eq!(cost, CostEdit::Unknown, "the field was there, and empty");
        let names: Vec<&str> = typed.typed().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["code", "de", "most", "net", "text_de"]);
    }

    #[test]
    fn costs_that_are_not_among_the_fields_stay() {
        let typed = form(&[("edit", "machine"), ("de", "Bagger"), ("net", "1"), ("cost", "7")]);
        assert!(!typed.command().unwrap().edit.tells_costs());
        let typed =
            form(&[("edit", "machine"), ("de", "Bagger"), ("net", "1"), ("costs", "1"), ("cost", "7,5")]);
        let ModelEdit::Machine { cost, .. } = typed.command().unwrap().edit else { panic!() };
        assert_eq!(cost, CostEdit::Known { net: Decimal::new(75, 1) });
    }

    #[test]
    fn rules_and_examples_are_read() {
        let rule = form(&[
            ("edit", "add_rule"),
            ("when", "licht"),
            ("at_least", "2"),
            ("does", "at_most"),
            ("choice", "klima"),
        ]);
        let ModelEdit::AddRule { when, then, .. } = rule.command().unwrap().edit else { panic!() };
        assert_eq!(when, Condition::Chosen { choice: "licht".into(), at_least: 2 });
        assert_eq!(then, Demand::AtMost { choices: vec!["klima".into()], most: 1 });
        let always = form(&[("edit", "add_rule"), ("does", "suggests"), ("choice", "dach")]);
        let ModelEdit::AddRule { when, .. } = always.command().unwrap().edit else { panic!() };
        assert_eq!(when, Condition::always());
        let example = form(&[
            ("edit", "change_example"),
            ("at", "1"),
            ("name", "Hof"),
            ("expect", "incomplete"),
            ("n.licht", "2"),
            ("n.dach", "0"),
            ("n.kabine", ""),
        ]);
        let ModelEdit::ChangeExample { at, example } = example.command().unwrap().edit else { panic!() };
        let choices = Choices([("licht".to_owned(), 2), ("dach".to_owned(), 0)].into());
        assert_eq!((at, example.choices), (1, choices), "zero is something else than nothing said");
        assert_eq!((example.expect, example.net), (Expected::Incomplete, None));
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_field() {
        let typed = form(&[
            ("edit", "change_choice"),
            ("net", "1.000"),
            ("most", "viele"),
            ("costs", "1"),
            ("cost", "-3"),
        ]);
        let error = typed.command().unwrap_err();
        assert_eq!(error.field("net"), Some(&Problem::AmbiguousNumber));
        assert_eq!(error.field("most"), Some(&Problem::NotANumber));
        assert_eq!(error.field("cost"), Some(&Problem::NotPositive));
        let rule = form(&[("edit", "add_rule"), ("does", "adds")]).command().unwrap_err();
        assert_eq!(rule.field("choice"), Some(&Problem::Required));
        let example =
            form(&[("edit", "add_example"), ("expect", "complete"), ("n.licht", "x")]).command().unwrap_err();
        assert_eq!(example.field("n.licht"), Some(&Problem::NotANumber));
        assert_eq!(
            form(&[("edit", "nonsense")]).command().unwrap_err().field("edit"),
            Some(&Problem::NotACode)
        );
    }
}
