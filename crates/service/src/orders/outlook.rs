//! What an order of so much would meet: shown at the checkout, before anything is placed.

use kontor_domain::accounts::rules::{Asked, CompanyRules, Purchase, Requester};
use kontor_domain::accounts::{Actor, Person, Right};
use kontor_domain::orders::{Outlook, UnitOutlook};
use kontor_domain::{CompanyId, Error, Money, PersonId};

use super::{budget, ruling};
use crate::{Kontor, accounts};

/// Decides as placing would, for every unit the actor may choose, and changes nothing.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Order`].
pub async fn outlook(kontor: &Kontor, actor: &Actor, net: Money) -> Result<Outlook, Error> {
    let company = actor.require_company(Right::Order)?;
    let rules = accounts::rules_of(kontor, company).await?;
    if rules.version == 0 {
        return Ok(Outlook::default());
    }
    // What only the form can tell is not asked here.
    let lenient = CompanyRules { po_number: Asked::Optional, cost_centre: Asked::Optional, ..rules.clone() };
    let (people, able) = accounts::approvers(kontor, company).await?;
    let who = Requester::of(actor.person());
    let choices: Vec<(String, String)> = match rules.own_unit(who) {
        Some(own) => vec![(own.id.clone(), own.name.clone())],
        None if rules.units.is_empty() => vec![(String::new(), String::new())],
        None => rules.units.iter().map(|u| (u.id.clone(), u.name.clone())).collect(),
    };
    let mut units = Vec::with_capacity(choices.len());
    for (id, name) in choices {
        let purchase = Purchase {
            who,
            net,
            date: kontor.clock.local().date(),
            unit: &id,
            cost_centre: "",
            po_number: "",
        };
        let left = left(kontor, company, &rules, &purchase).await?;
        let outlook = match ruling::decide(kontor, company, &lenient, &purchase, &able, None).await {
            Ok(verdict) => UnitOutlook {
                reasons: verdict.reasons,
                steps: verdict.steps.iter().map(|step| names(&people, step)).collect(),
                warnings: verdict.warnings,
                ..UnitOutlook::default()
            },
            Err(Error::Conflict { problem }) => {
                UnitOutlook { problem: Some(problem), ..UnitOutlook::default() }
            }
            Err(other) => return Err(other),
        };
        units.push(UnitOutlook { id, name, left, ..outlook });
    }
    Ok(Outlook {
        po_required: rules.po_number == Asked::Required,
        cost_centre_required: rules.cost_centre == Asked::Required,
        asks_cost_centre: rules.cost_centre == Asked::Required || !rules.cost_centres.is_empty(),
        cost_centres: rules.cost_centres.into_iter().map(|c| (c.code, c.name)).collect(),
        units,
    })
}

async fn left(
    kontor: &Kontor,
    company: &CompanyId,
    rules: &CompanyRules,
    purchase: &Purchase<'_>,
) -> Result<Option<Money>, Error> {
    let Some((unit, of)) = rules.unit(purchase.unit).and_then(|u| u.budget.map(|b| (u, b))) else {
        return Ok(None);
    };
    let spent = budget::spent(kontor, company, &unit.id, &of.period.key(purchase.date)).await?;
    Ok(Some(of.amount - spent))
}

fn names(people: &[Person], step: &[PersonId]) -> Vec<String> {
    step.iter().filter_map(|id| people.iter().find(|p| p.id == *id).map(|p| p.name.clone())).collect()
}
