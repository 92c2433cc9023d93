//! The rules of one company, so that limits, budgets and approval can be tried at once.

use kontor_domain::accounts::Actor;
use kontor_domain::accounts::rules::{
    Allowance, Budget, BusinessUnit, CompanyRules, CostCentre, Member, Over, Period,
};
use kontor_domain::{CompanyId, Error, Money, PersonId};
use kontor_service::{Kontor, accounts};

use super::people::People;

const COMPANY: &str = "bauer-tiefbau";

/// Bauer Tiefbau: Jonas Greiner orders for the site up to 1,000 EUR, above it Petra Wiest or Sabine Bauer approves. Sabine
/// Bauer orders for the workshop without a limit.
pub(super) async fn rules(kontor: &Kontor, system: &Actor, people: &People) -> Result<(), Error> {
    let company = CompanyId::new(COMPANY);
    let before = accounts::company_rules(kontor, system, Some(&company)).await?.rules;
    if before.version > 0 {
        // An earlier load got as far as this.
        return Ok(());
    }
    let person = |id: &str| people.get(id).and_then(Actor::person).cloned().ok_or(Error::NotFound);
    let (sabine, jonas, petra) = (person("sabine-bauer")?, person("jonas-greiner")?, person("petra-wiest")?);
    let centre = |code: &str, name: &str| CostCentre { code: code.into(), name: name.into() };
    let rules = CompanyRules {
        cost_centres: vec![centre("2000", "Werkstatt"), centre("4711", "Kanal Nord Wiggensbach")],
        units: vec![
            unit("werkstatt", "Werkstatt", Period::Quarter, 25_000, Over::Warn),
            unit("kanal-nord", "Baustelle Kanal Nord", Period::Month, 5_000, Over::Ask),
        ],
        chain: vec![vec![petra, sabine.clone()]],
        members: vec![member(sabine, "werkstatt", None), member(jonas, "kanal-nord", Some(1_000))],
        programs: allowance("werkstatt", Some(1_000)),
        ..before
    };
    accounts::save_rules(kontor, system, Some(&company), &rules).await?;
    Ok(())
}

fn unit(id: &str, name: &str, period: Period, euros: i64, over: Over) -> BusinessUnit {
    let budget = Some(Budget { period, amount: Money::cents(euros * 100), over });
    BusinessUnit { id: id.into(), name: name.into(), budget, chain: vec![] }
}

fn allowance(unit: &str, euros: Option<i64>) -> Allowance {
    Allowance { unit: unit.into(), limit: euros.map(|e| Money::cents(e * 100)) }
}

fn member(person: PersonId, unit: &str, euros: Option<i64>) -> Member {
    Member { person, allowance: allowance(unit, euros) }
}
