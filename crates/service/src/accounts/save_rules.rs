//! The rules of a company: writing them.

use std::collections::HashSet;

use kontor_domain::accounts::rules::{AT_MOST, Allowance, Chain, CompanyRules, MAX_STEPS};
use kontor_domain::accounts::{Actor, Person, Right, RulesView};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, Money, PersonId, Problem};
use kontor_store::{SerdeWrapper, StoreError, SurrealValue};

use super::check::Fields;
use super::rows;
use super::rules::{authorise, company_rules, id};
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewRow {
    version: i64,
    data: SerdeWrapper<CompanyRules>,
}

/// Replaces the rules of the own company, or of the one named. They hold for orders placed from now on: what waits for
/// approval already waits for those it was shown to, and only stand-ins can be named for it.
///
/// # Errors
/// As [`company_rules`]; [`Error::Invalid`] with every wrong field (`units[0].name`, `members[2].limit`, ...);
/// [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] for an old version.
pub async fn save_rules(
    kontor: &Kontor,
    actor: &Actor,
    company: Option<&CompanyId>,
    rules: &CompanyRules,
) -> Result<RulesView, Error> {
    let company = authorise(actor, company)?.clone();
    rows::company(kontor, &company).await?;
    let people = rows::people(kontor, Some(&company)).await?;
    let before = rules.version;
    let mut rules = check(kontor, &people, rules)?;
    rules.version = before.saturating_add(1);

    let mut change = Change::new(kontor, actor);
    if before == 0 {
        change.tx.create(id(&company), NewRow { version: rules.version, data: SerdeWrapper(rules) });
    } else {
        let tx = &mut change.tx;
        let (data, version) = (tx.bind(SerdeWrapper(rules)), tx.bind(before));
        tx.guarded(
            id(&company),
            &format!("data = {data}, version += 1"),
            &format!("version = {version}"),
            "version",
        );
    }
    change.event(&Subject::new("company", company.as_str()).of(&company), Happened::RulesChanged);
    match change.commit().await {
        Err(StoreError::Guard(_) | StoreError::Exists(_)) => {
            return Err(Error::conflict(Problem::ChangedMeanwhile));
        }
        other => other.fault()?,
    };
    company_rules(kontor, actor, Some(&company)).await
}

/// Everything that is wrong at once; names without surplus blanks, new units with an id.
fn check(kontor: &Kontor, people: &[Person], given: &CompanyRules) -> Result<CompanyRules, Error> {
    let mut fields = Fields::default();
    let mut rules = given.clone();
    for (field, count) in [
        ("cost_centres", rules.cost_centres.len()),
        ("units", rules.units.len()),
        ("members", rules.members.len()),
        ("delegates", rules.delegates.len()),
    ] {
        if count > AT_MOST {
            fields.wrong(field, Problem::TooMuch);
        }
    }
    fields.done()?;
    let mut fields = Fields::default();
    let mut codes = HashSet::new();
    for (i, centre) in rules.cost_centres.iter_mut().enumerate() {
        centre.code = fields.line(&format!("cost_centres[{i}].code"), &centre.code, 40);
        centre.name = fields.optional(&format!("cost_centres[{i}].name"), &centre.name, 60);
        if !centre.code.is_empty() && !codes.insert(centre.code.clone()) {
            fields.wrong(&format!("cost_centres[{i}].code"), Problem::Duplicate);
        }
    }
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    for (i, unit) in rules.units.iter_mut().enumerate() {
        let field = |name: &str| format!("units[{i}].{name}");
        unit.name = fields.line(&field("name"), &unit.name, 60);
        if !unit.name.is_empty() && !names.insert(unit.name.to_lowercase()) {
            fields.wrong(&field("name"), Problem::Duplicate);
        }
        if unit.id.is_empty() {
            unit.id = kontor.new_id();
        } else if unit.id.len() > 40 || !unit.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            fields.wrong(&field("id"), Problem::NotACode);
        }
        if !ids.insert(unit.id.clone()) {
            fields.wrong(&field("id"), Problem::Duplicate);
        }
        if let Some(budget) = &mut unit.budget {
            money(&mut fields, &field("amount"), &mut budget.amount);
        }
        chain(&mut fields, people, &field("chain"), &mut unit.chain);
    }
    chain(&mut fields, people, "chain", &mut rules.chain);
    let mut seen = HashSet::new();
    for (i, member) in rules.members.iter_mut().enumerate() {
        let field = format!("members[{i}]");
        if !people.iter().any(|p| p.id == member.person) {
            fields.wrong(&format!("{field}.person"), Problem::NotACode);
        } else if !seen.insert(member.person.clone()) {
            fields.wrong(&format!("{field}.person"), Problem::Duplicate);
        }
        allowance(&mut fields, &ids, &field, &mut member.allowance);
    }
    allowance(&mut fields, &ids, "others", &mut rules.others);
    allowance(&mut fields, &ids, "programs", &mut rules.programs);
    for (i, delegate) in rules.delegates.iter().enumerate() {
        let field = |name: &str| format!("delegates[{i}].{name}");
        // The absent one may have left already: their orders still wait for them.
        if !people.iter().any(|p| p.id == delegate.person) {
            fields.wrong(&field("person"), Problem::MayNotApprove);
        }
        if delegate.stand_in == delegate.person || !may(people, &delegate.stand_in) {
            fields.wrong(&field("stand_in"), Problem::MayNotApprove);
        }
        if delegate.until < delegate.from {
            fields.wrong(&field("until"), Problem::LaterThan { date: delegate.from });
        }
    }
    fields.done()?;
    Ok(rules)
}

fn may(people: &[Person], person: &PersonId) -> bool {
    people.iter().any(|p| p.id == *person && p.may(Right::Approve))
}

fn money(fields: &mut Fields, field: &str, money: &mut Money) {
    if money.amount.is_sign_negative() && !money.amount.is_zero() {
        fields.wrong(field, Problem::NotPositive);
    } else if money.amount > Money::cents(100_000_000_000).amount {
        fields.wrong(field, Problem::TooMuch);
    }
    *money = money.rounded();
}

/// Empty steps fall away; everybody named may approve.
fn chain(fields: &mut Fields, people: &[Person], field: &str, chain: &mut Chain) {
    chain.retain(|step| !step.is_empty());
    for step in chain.iter_mut() {
        step.sort();
        step.dedup();
        if step.iter().any(|p| !may(people, p)) {
            fields.wrong(field, Problem::MayNotApprove);
        }
    }
    if chain.len() > MAX_STEPS {
        fields.wrong(field, Problem::TooMuch);
    }
}

fn allowance(fields: &mut Fields, units: &HashSet<String>, field: &str, allowance: &mut Allowance) {
    if !allowance.unit.is_empty() && !units.contains(&allowance.unit) {
        fields.wrong(&format!("{field}.unit"), Problem::NotACode);
    }
    if let Some(limit) = &mut allowance.limit {
        money(fields, &format!("{field}.limit"), limit);
    }
}
