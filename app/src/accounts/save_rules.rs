//! Saves one section of a company's rules. Each section is a form of its own, so that it works without WebAssembly and a
//! mistake in one leaves the others alone.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A section as typed. What the section does not have stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    /// Empty for the own company.
    pub company: String,
    pub version: i64,
    /// `fields`, `units`, `people` or `delegates`.
    pub section: String,
    /// Something when the box is ticked.
    pub po_number: String,
    pub cost_centre: String,
    pub centres: Vec<CentreLine>,
    pub units: Vec<UnitLine>,
    /// The step of each person in a unit's chain, by `uROW-PERSON`. The keys of both maps begin with a letter: what begins with
    /// a digit is read as an index, and ids do.
    pub unit_stages: BTreeMap<String, String>,
    /// The step of each person in the company's chain, by `p-PERSON`; empty for none.
    pub stages: BTreeMap<String, String>,
    pub people: Vec<AllowanceLine>,
    pub others: AllowanceLine,
    pub programs: AllowanceLine,
    pub delegates: Vec<DelegateLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CentreLine {
    pub code: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnitLine {
    pub id: String,
    pub name: String,
    /// As typed: `1.000,00`; empty for no budget.
    pub amount: String,
    pub period: String,
    pub over: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AllowanceLine {
    pub person: String,
    /// `own` for a rule of one's own, otherwise the person is among all others.
    pub rule: String,
    pub unit: String,
    pub limit: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DelegateLine {
    pub person: String,
    pub stand_in: String,
    pub from: String,
    pub until: String,
}

#[server(prefix = "/fn", endpoint = "accounts/save_rules")]
pub async fn save_rules(form: RulesForm) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::{CompanyId, Error, Problem};
    use kontor_service::accounts;
    let (kontor, actor) = request::begin()?;
    let typed = form.typed();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (&**name, &**value)).collect();
    let named = Some(CompanyId::new(form.company.as_str())).filter(|c| !c.as_str().is_empty());
    let before = accounts::company_rules(&kontor, &actor, named.as_ref()).await.answer()?.rules;
    if before.version != form.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile)).answer_form(&form.section, &typed);
    }
    let (rules, rows) = form.on(before).answer_form(&form.section, &typed)?;
    accounts::save_rules(&kontor, &actor, named.as_ref(), &rules)
        .await
        .map_err(|error| rows.back(error))
        .answer_form(&form.section, &typed)?;
    request::go_back(&[("done", &form.section)]);
    Ok(())
}

/// Which row of the form became which entry of a list: lines that were left empty are not among the rules.
#[cfg(feature = "ssr")]
#[derive(Debug, Default)]
struct Kept(BTreeMap<&'static str, Vec<usize>>);

#[cfg(feature = "ssr")]
impl Kept {
    fn keep(&mut self, list: &'static str, row: usize) {
        self.0.entry(list).or_default().push(row);
    }

    /// `units[0].name` of the operation becomes `units[2].name` of the form.
    fn back(&self, error: kontor_domain::Error) -> kontor_domain::Error {
        use kontor_domain::Error;
        let Error::Invalid { mut fields } = error else { return error };
        for field in &mut fields {
            let Some((list, rest)) = field.field.split_once('[') else { continue };
            let Some((index, rest)) = rest.split_once(']') else { continue };
            let row = index.parse::<usize>().ok().and_then(|i| self.0.get(list)?.get(i));
            if let Some(row) = row {
                field.field = format!("{list}[{row}]{rest}");
            }
        }
        Error::Invalid { fields }
    }
}

#[cfg(feature = "ssr")]
impl RulesForm {
    /// The rules with this section as typed.
    fn on(
        &self,
        mut rules: kontor_domain::accounts::rules::CompanyRules,
    ) -> Result<(kontor_domain::accounts::rules::CompanyRules, Kept), kontor_domain::Error> {
        use kontor_domain::Error;
        let (mut kept, mut fields) = (Kept::default(), Vec::new());
        match self.section.as_str() {
            "fields" => self.details(&mut rules, &mut kept),
            "units" => self.units(&mut rules, &mut kept, &mut fields),
            "people" => self.allowances(&mut rules, &mut kept, &mut fields),
            "delegates" => self.delegates(&mut rules, &mut kept, &mut fields),
            _ => return Err(Error::invalid("section", kontor_domain::Problem::NotACode)),
        }
        if fields.is_empty() { Ok((rules, kept)) } else { Err(Error::Invalid { fields }) }
    }

    fn details(&self, rules: &mut kontor_domain::accounts::rules::CompanyRules, kept: &mut Kept) {
        use kontor_domain::accounts::rules::{Asked, CostCentre};
        let asked = |ticked: &str| if ticked.is_empty() { Asked::Optional } else { Asked::Required };
        rules.po_number = asked(&self.po_number);
        rules.cost_centre = asked(&self.cost_centre);
        rules.cost_centres.clear();
        for (i, line) in self.centres.iter().enumerate() {
            if !line.code.trim().is_empty() {
                kept.keep("cost_centres", i);
                rules.cost_centres.push(CostCentre { code: line.code.clone(), name: line.name.clone() });
            }
        }
    }

    fn units(
        &self,
        rules: &mut kontor_domain::accounts::rules::CompanyRules,
        kept: &mut Kept,
        fields: &mut Vec<kontor_domain::FieldError>,
    ) {
        use kontor_domain::accounts::rules::{Budget, BusinessUnit, Over, Period};
        rules.units.clear();
        for (i, line) in self.units.iter().enumerate() {
            if line.name.trim().is_empty() {
                continue;
            }
            kept.keep("units", i);
            let budget = money(&line.amount, || format!("units[{i}].amount"), fields).map(|amount| Budget {
                period: Period::parse(&line.period).unwrap_or_default(),
                amount,
                over: Over::parse(&line.over).unwrap_or_default(),
            });
            rules.units.push(BusinessUnit {
                id: line.id.clone(),
                name: line.name.clone(),
                budget,
                chain: chain(self.stages_of(i)),
            });
        }
        let company =
            self.stages.iter().filter_map(|(key, stage)| Some((key.strip_prefix("p-")?, stage.as_str())));
        rules.chain = chain(company);
        // Who belonged to a unit that is gone chooses from now on.
        let there: Vec<&str> = rules.units.iter().map(|u| u.id.as_str()).collect();
        let all = rules.members.iter_mut().map(|m| &mut m.allowance);
        for allowance in all.chain([&mut rules.others, &mut rules.programs]) {
            if !there.contains(&allowance.unit.as_str()) {
                allowance.unit.clear();
            }
        }
    }

    /// Person and step of the unit in this row.
    fn stages_of(&self, row: usize) -> impl Iterator<Item = (&str, &str)> + Clone {
        let row = format!("u{row}");
        self.unit_stages.iter().filter_map(move |(key, stage)| {
            let (of, person) = key.split_once('-')?;
            (of == row).then_some((person, stage.as_str()))
        })
    }

    fn allowances(
        &self,
        rules: &mut kontor_domain::accounts::rules::CompanyRules,
        kept: &mut Kept,
        fields: &mut Vec<kontor_domain::FieldError>,
    ) {
        use kontor_domain::PersonId;
        use kontor_domain::accounts::rules::{Allowance, Member};
        let mut allowance = |line: &AllowanceLine, field: String| Allowance {
            unit: line.unit.clone(),
            limit: money(&line.limit, || format!("{field}.limit"), fields),
        };
        let before = std::mem::take(&mut rules.members);
        for (i, line) in self.people.iter().enumerate() {
            let had_one = before.iter().any(|m| m.person.as_str() == line.person);
            let typed = !line.limit.trim().is_empty() || !line.unit.is_empty();
            // A limit typed beside somebody without a rule is meant for them; who had one is set back by the choice.
            if line.rule == "own" || (typed && !had_one) {
                kept.keep("members", i);
                let allowance = allowance(line, format!("members[{i}]"));
                rules.members.push(Member { person: PersonId::new(line.person.as_str()), allowance });
            }
        }
        rules.others = allowance(&self.others, "others".into());
        rules.programs = allowance(&self.programs, "programs".into());
    }

    fn delegates(
        &self,
        rules: &mut kontor_domain::accounts::rules::CompanyRules,
        kept: &mut Kept,
        fields: &mut Vec<kontor_domain::FieldError>,
    ) {
        use kontor_domain::accounts::rules::Delegate;
        use kontor_domain::{FieldError, PersonId, Problem, format};
        rules.delegates.clear();
        for (i, line) in self.delegates.iter().enumerate() {
            if line.person.is_empty() {
                continue;
            }
            let mut wrong = |name: &str, problem| {
                fields.push(FieldError { field: format!("delegates[{i}].{name}"), problem });
            };
            let mut date = |name: &str, text: &str| {
                let date = format::parse_date(text);
                if date.is_none() {
                    wrong(name, if text.trim().is_empty() { Problem::Required } else { Problem::NotADate });
                }
                date
            };
            let (from, until) = (date("from", &line.from), date("until", &line.until));
            if line.stand_in.is_empty() {
                wrong("stand_in", Problem::Required);
            }
            if let (Some(from), Some(until)) = (from, until) {
                kept.keep("delegates", i);
                rules.delegates.push(Delegate {
                    person: PersonId::new(line.person.as_str()),
                    stand_in: PersonId::new(line.stand_in.as_str()),
                    from,
                    until,
                });
            }
        }
    }

    /// What was typed, by the names that the page asks for.
    fn typed(&self) -> Vec<(String, String)> {
        let mut typed = vec![
            ("section".to_owned(), self.section.clone()),
            ("po_number".to_owned(), self.po_number.clone()),
            ("cost_centre".to_owned(), self.cost_centre.clone()),
        ];
        let mut keep = |name: String, value: &str| typed.push((name, value.to_owned()));
        for (i, line) in self.centres.iter().enumerate() {
            keep(format!("c{i}code"), &line.code);
            keep(format!("c{i}name"), &line.name);
        }
        for (i, line) in self.units.iter().enumerate() {
            keep(format!("u{i}name"), &line.name);
            keep(format!("u{i}amount"), &line.amount);
            keep(format!("u{i}period"), &line.period);
            keep(format!("u{i}over"), &line.over);
        }
        for (key, stage) in &self.unit_stages {
            keep(key.clone(), stage);
        }
        for (key, stage) in &self.stages {
            keep(key.clone(), stage);
        }
        for (i, line) in self.people.iter().enumerate() {
            keep(format!("p{i}rule"), &line.rule);
            keep(format!("p{i}unit"), &line.unit);
            keep(format!("p{i}limit"), &line.limit);
        }
        for (name, line) in [("others", &self.others), ("programs", &self.programs)] {
            keep(format!("{name}unit"), &line.unit);
            keep(format!("{name}limit"), &line.limit);
        }
        for (i, line) in self.delegates.iter().enumerate() {
            keep(format!("d{i}person"), &line.person);
            keep(format!("d{i}stand_in"), &line.stand_in);
            keep(format!("d{i}from"), &line.from);
            keep(format!("d{i}until"), &line.until);
        }
        typed
    }
}

/// The steps of a chain from the choice beside each person.
#[cfg(feature = "ssr")]
fn chain<'a>(
    stages: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> kontor_domain::accounts::rules::Chain {
    use kontor_domain::PersonId;
    use kontor_domain::accounts::rules::MAX_STEPS;
    (1..=MAX_STEPS)
        .map(|stage| {
            let named = stages.clone().filter(|(_, s)| s.parse() == Ok(stage));
            named.map(|(person, _)| PersonId::new(person)).collect::<Vec<_>>()
        })
        .filter(|step| !step.is_empty())
        .collect()
}

/// `1.000,50`, `1000,50`, `1000.5`, with or without `€`; nothing when it is empty.
#[cfg(feature = "ssr")]
pub(crate) fn money(
    text: &str,
    field: impl Fn() -> String,
    fields: &mut Vec<kontor_domain::FieldError>,
) -> Option<kontor_domain::Money> {
    use crate::ui::typed_money;
    use kontor_domain::{FieldError, Problem};
    match typed_money(text) {
        Ok(amount) => Some(amount),
        Err(Problem::Required) => None,
        Err(problem) => {
            fields.push(FieldError { field: field(), problem });
            None
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::collections::BTreeMap;

    use kontor_domain::accounts::rules::CompanyRules;
    use kontor_domain::{Error, Money, PersonId, Problem};

    use super::{AllowanceLine, CentreLine, RulesForm, UnitLine};

    fn unit(name: &str, amount: &str) -> UnitLine {
        UnitLine { name: name.into(), amount: amount.into(), ..UnitLine::default() }
    }

    fn stages(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        all.iter().map(|(p, s)| ((*p).to_owned(), (*s).to_owned())).collect()
    }

    #[test]
    fn a_section_changes_only_what_it_shows() {
        let form = RulesForm {
            section: "fields".into(),
            po_number: "yes".into(),
            centres: vec![CentreLine::default(), CentreLine { code: "4711".into(), name: "Kanal".into() }],
            ..RulesForm::default()
        };
        let before = form_units().on(CompanyRules::default()).unwrap().0;
        let (after, kept) = form.on(before.clone()).unwrap();
        assert_eq!((after.units, after.chain), (before.units, before.chain));
        assert_eq!(after.cost_centres.len(), 1);
        // The empty first line is not among the rules, yet a mistake stands beside the second one.
        let error = kept.back(Error::invalid("cost_centres[0].code", Problem::Duplicate));
        assert_eq!(error.field("cost_centres[1].code"), Some(&Problem::Duplicate));
    }

    fn form_units() -> RulesForm {
        RulesForm {
            section: "units".into(),
            units: vec![unit("Werkstatt", ""), unit("", "5"), unit("Kanal", "5.000,00")],
            unit_stages: stages(&[("u0-a", "2"), ("u0-b", "1"), ("u0-c", ""), ("u1-a", "1")]),
            stages: stages(&[("p-a", "1")]),
            ..RulesForm::default()
        }
    }

    #[test]
    fn steps_come_in_order_and_a_unit_without_a_name_goes() {
        let (rules, _) = form_units().on(CompanyRules::default()).unwrap();
        let (a, b) = (PersonId::new("a"), PersonId::new("b"));
        assert_eq!(rules.units[0].chain, vec![vec![b], vec![a.clone()]]);
        assert_eq!(rules.chain, vec![vec![a]]);
        assert_eq!((rules.units.len(), rules.units[0].budget), (2, None));
        assert_eq!(rules.units[1].budget.map(|b| b.amount), Some(Money::cents(500_000)));
    }

    #[test]
    fn a_wrong_limit_is_named_at_its_person() {
        let line = |rule: &str, limit: &str| AllowanceLine {
            rule: rule.into(),
            limit: limit.into(),
            ..AllowanceLine::default()
        };
        let form = RulesForm {
            section: "people".into(),
            people: vec![line("", ""), line("own", "viel")],
            ..RulesForm::default()
        };
        assert_eq!(
            form.on(CompanyRules::default()).unwrap_err().field("members[1].limit"),
            Some(&Problem::NotANumber)
        );
    }
}
