//! What the company's rules say about one order: the only way into [`super::place_order()`], for every door.

use std::collections::BTreeSet;

use kontor_domain::accounts::rules::{Charge, CompanyRules, Purchase, Requester, Verdict};
use kontor_domain::accounts::{Actor, Person};
use kontor_domain::orders::{Approval, ApprovalStep, Approver, Assignment, PlaceOrder};
use kontor_domain::{CompanyId, Error, Money, PersonId};

use super::amend::Amendment;
use super::budget;
use super::rows::OrderData;
use crate::{Kontor, accounts};

/// The verdict, and the people it names.
#[derive(Debug, Default)]
pub(super) struct Ruling {
    pub verdict: Verdict,
    pub assignment: Assignment,
    pub people: Vec<Person>,
}

/// The purchase that a command asks for, worth `net`.
pub(super) fn purchase<'a>(
    kontor: &Kontor,
    actor: &'a Actor,
    command: &'a PlaceOrder,
    net: Money,
) -> Purchase<'a> {
    Purchase {
        who: Requester::of(actor.requester()),
        net,
        date: kontor.clock.local().date(),
        unit: command.unit.trim(),
        cost_centre: command.cost_centre.trim(),
        po_number: &command.po_number,
    }
}

/// The purchase that an order is, as if whoever placed it did so now.
pub(super) fn purchase_of<'a>(kontor: &Kontor, data: &'a OrderData) -> Purchase<'a> {
    Purchase {
        who: Requester::of(data.person.as_ref()),
        net: data.totals.net,
        date: kontor.clock.local().date(),
        unit: &data.assignment.unit,
        cost_centre: &data.assignment.cost_centre,
        po_number: &data.po_number,
    }
}

/// What the company's rules say about an order that became dearer, as if whoever placed it did so now: what it is charged
/// with already is not charged twice.
///
/// # Errors
/// As [`CompanyRules::decide`]; [`Error::Unavailable`].
pub(super) async fn raised(kontor: &Kontor, amendment: &Amendment) -> Result<Ruling, Error> {
    let company = CompanyId(amendment.row.company.clone());
    let rules = accounts::rules_of(kontor, &company).await?;
    let purchase = purchase_of(kontor, &amendment.data);
    Ruling::of(kontor, &company, &rules, &purchase, amendment.before.charge.as_ref()).await
}

impl Ruling {
    /// `charged` is what this order takes from a budget already.
    ///
    /// # Errors
    /// As [`CompanyRules::decide`]; [`Error::Unavailable`].
    pub(super) async fn of(
        kontor: &Kontor,
        company: &CompanyId,
        rules: &CompanyRules,
        purchase: &Purchase<'_>,
        charged: Option<&Charge>,
    ) -> Result<Self, Error> {
        // Most companies have none: their orders cost no question more than before.
        if rules.version == 0 {
            return Ok(Self {
                assignment: assignment(rules, &Verdict::default(), purchase),
                ..Self::default()
            });
        }
        let (people, able) = accounts::approvers(kontor, company).await?;
        let verdict = decide(kontor, company, rules, purchase, &able, charged).await?;
        Ok(Self { assignment: assignment(rules, &verdict, purchase), verdict, people })
    }

    /// Who is asked, for the order's record; nothing when nobody has to be.
    pub(super) fn approval(&self) -> Option<Approval> {
        let name = |id: &PersonId| {
            self.people.iter().find(|p| p.id == *id).map(|p| p.name.clone()).unwrap_or_default()
        };
        let step = |people: &Vec<PersonId>| ApprovalStep {
            people: people.iter().map(|p| Approver { person: p.clone(), name: name(p) }).collect(),
            decided: None,
        };
        self.verdict.needs_approval().then(|| Approval {
            reasons: self.verdict.reasons.clone(),
            steps: self.verdict.steps.iter().map(step).collect(),
        })
    }
}

/// Decides with what the unit's budget has been charged with by now.
pub(super) async fn decide(
    kontor: &Kontor,
    company: &CompanyId,
    rules: &CompanyRules,
    purchase: &Purchase<'_>,
    able: &BTreeSet<PersonId>,
    charged: Option<&Charge>,
) -> Result<Verdict, Error> {
    let unit = rules.unit_of(purchase.who, purchase.unit).unwrap_or_default();
    let spent = match unit.and_then(|u| u.budget.map(|b| (u, b))) {
        Some((unit, of)) => {
            let period = of.period.key(purchase.date);
            let own = charged.filter(|c| c.unit == unit.id && c.period == period);
            let spent = budget::spent(kontor, company, &unit.id, &period).await?;
            spent - own.map_or(Money::ZERO, |c| c.amount)
        }
        None => Money::ZERO,
    };
    rules.decide(purchase, spent, able)
}

fn assignment(rules: &CompanyRules, verdict: &Verdict, purchase: &Purchase<'_>) -> Assignment {
    let (unit, unit_name) = verdict.unit.clone().unwrap_or_default();
    let centre = rules.cost_centres.iter().find(|c| c.code == purchase.cost_centre);
    Assignment {
        unit,
        unit_name,
        cost_centre: purchase.cost_centre.to_owned(),
        cost_centre_name: centre.map(|c| c.name.clone()).unwrap_or_default(),
    }
}
