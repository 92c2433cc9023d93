//! What a company rules for its own ordering: units and budgets, cost centres, limits, and who approves what.
//!
//! A company without rules orders without them. With rules, [`CompanyRules::decide`] says of one purchase what is wrong with
//! it, whether somebody has to approve it first, and what it takes from which budget. Nothing here reads or writes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Date, Error, FieldError, Language, Money, PersonId, Problem, format};

/// More of anything is no structure but a mistake; the record stays small.
pub const AT_MOST: usize = 200;
/// The longest chain.
pub const MAX_STEPS: usize = 4;

/// Whether a field of the checkout may stay empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    #[default]
    Optional,
    Required,
}

impl Asked {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Required => "required",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Optional, Self::Required].into_iter().find(|a| a.code() == code)
    }
}

/// Where costs are booked to; the code is the company's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CostCentre {
    pub code: String,
    pub name: String,
}

/// How long a budget lasts, by the calendar of the dealer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    #[default]
    Month,
    Quarter,
    Year,
}

impl Period {
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Month => l.pick("im Monat", "a month"),
            Self::Quarter => l.pick("im Quartal", "a quarter"),
            Self::Year => l.pick("im Jahr", "a year"),
        }
    }

    /// The period a day falls into, as the key of its budget: `2026-11`, `2026-Q4`, `2026`.
    #[must_use]
    pub fn key(self, day: Date) -> String {
        match self {
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Quarter => format!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1),
            Self::Year => format!("{:04}", day.year()),
        }
    }
}

/// What happens to an order that a budget does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// It is not placed.
    Block,
    /// It is placed, and the checkout says so before.
    Warn,
    /// It needs approval.
    #[default]
    Ask,
}

impl Over {
    pub const ALL: [Self; 3] = [Self::Ask, Self::Warn, Self::Block];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Ask => "ask",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Block => l.pick("nicht bestellen", "do not order"),
            Self::Warn => l.pick("nur warnen", "only warn"),
            Self::Ask => l.pick("Freigabe verlangen", "ask for approval"),
        }
    }
}

/// So much may be ordered in each period, net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    pub period: Period,
    pub amount: Money,
    pub over: Over,
}

/// Who approves: step after step, and of each step one person suffices.
pub type Chain = Vec<Vec<PersonId>>;

/// A part of the company with money and approvers of its own: workshop, site, department.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BusinessUnit {
    /// Stays the same for the life of the unit; part of the key of its budgets.
    pub id: String,
    pub name: String,
    pub budget: Option<Budget>,
    /// Empty: the company's chain.
    pub chain: Chain,
}

/// What somebody may order without asking.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Allowance {
    /// Id of the unit that pays; empty leaves the choice to the checkout.
    pub unit: String,
    /// Net per order; above it somebody approves. Zero: every order. Absent: no limit.
    pub limit: Option<Money>,
}

/// A person with an allowance of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Member {
    pub person: PersonId,
    #[serde(flatten)]
    pub allowance: Allowance,
}

/// Somebody decides in place of an approver, from the first day to the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegate {
    pub person: PersonId,
    pub stand_in: PersonId,
    pub from: Date,
    pub until: Date,
}

impl Delegate {
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Everything a company rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyRules {
    /// Counts up with every change, and zero as long as there are no rules. Send it back when saving; an old one is refused.
    pub version: i64,
    pub po_number: Asked,
    pub cost_centre: Asked,
    /// Empty: any code is taken.
    pub cost_centres: Vec<CostCentre>,
    pub units: Vec<BusinessUnit>,
    /// Who approves what belongs to no unit, or to one that names nobody.
    pub chain: Chain,
    pub members: Vec<Member>,
    /// For people who are not among the members, also those who join later.
    pub others: Allowance,
    /// For orders through a key of the company. A key is no person: it has no limit but this one.
    pub programs: Allowance,
    pub delegates: Vec<Delegate>,
}

/// Who orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requester<'a> {
    Person(&'a PersonId),
    Program,
}

impl<'a> Requester<'a> {
    #[must_use]
    pub const fn of(person: Option<&'a PersonId>) -> Self {
        match person {
            Some(person) => Self::Person(person),
            None => Self::Program,
        }
    }

    #[must_use]
    pub const fn person(self) -> Option<&'a PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Program => None,
        }
    }
}

/// An order as far as the rules look at it.
#[derive(Debug, Clone, Copy)]
pub struct Purchase<'a> {
    pub who: Requester<'a>,
    pub net: Money,
    /// The dealer's day.
    pub date: Date,
    /// Id of a unit, as chosen at the checkout.
    pub unit: &'a str,
    pub cost_centre: &'a str,
    pub po_number: &'a str,
}

/// Why somebody has to approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    AboveLimit {
        limit: Money,
    },
    /// `left` was what the order found; it may be below zero already.
    OverBudget {
        unit: String,
        budget: Money,
        left: Money,
    },
}

impl Reason {
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let m = |money: &Money| format::money(*money, l);
        match (self, l) {
            (Self::AboveLimit { limit }, _) if limit.is_zero() => l
                .pick(
                    "Jede Bestellung dieser Person wird freigegeben",
                    "Every order of this person is approved",
                )
                .into(),
            (Self::AboveLimit { limit }, Language::De) => format!("Über dem Limit von {}", m(limit)),
            (Self::AboveLimit { limit }, Language::En) => format!("Above the limit of {}", m(limit)),
            (Self::OverBudget { unit, budget, left }, Language::De) => {
                format!("Über dem Budget von {unit}: {}, davon noch frei {}", m(budget), m(left))
            }
            (Self::OverBudget { unit, budget, left }, Language::En) => {
                format!("Over the budget of {unit}: {}, of which {} is left", m(budget), m(left))
            }
        }
    }
}

/// What an order takes from a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub unit: String,
    /// As [`Period::key`].
    pub period: String,
    pub amount: Money,
    /// The sum must not exceed this, whoever else orders at the same moment; absent when it may.
    #[serde(default)]
    pub ceiling: Option<Money>,
}

/// What becomes of a purchase that may be placed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Id and name of the unit that pays.
    pub unit: Option<(String, String)>,
    pub reasons: Vec<Reason>,
    /// Who approves; empty exactly when there are no reasons.
    pub steps: Chain,
    /// The budget does not cover it, and the company only wants to know.
    pub warnings: Vec<Reason>,
    pub charge: Option<Charge>,
}

impl Verdict {
    #[must_use]
    pub fn needs_approval(&self) -> bool {
        !self.reasons.is_empty()
    }
}

impl CompanyRules {
    #[must_use]
    pub fn allowance(&self, who: Requester<'_>) -> &Allowance {
        match who {
            Requester::Program => &self.programs,
            Requester::Person(person) => self
                .members
                .iter()
                .find(|m| m.person == *person)
                .map_or(&self.others, |member| &member.allowance),
        }
    }

    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&BusinessUnit> {
        self.units.iter().find(|u| u.id == id)
    }

    /// The unit somebody always orders for; nothing when they choose.
    #[must_use]
    pub fn own_unit(&self, who: Requester<'_>) -> Option<&BusinessUnit> {
        self.unit(&self.allowance(who).unit)
    }

    /// The unit that pays for a purchase of `who`. Whoever has a unit cannot spend another one's money; whoever has none
    /// names one, as soon as the company has any.
    ///
    /// # Errors
    /// [`Problem::Required`], [`Problem::NotYourUnit`], [`Problem::NotACode`].
    pub fn unit_of(&self, who: Requester<'_>, chosen: &str) -> Result<Option<&BusinessUnit>, Problem> {
        match self.own_unit(who) {
            Some(own) if chosen.is_empty() || chosen == own.id => Ok(Some(own)),
            Some(_) => Err(Problem::NotYourUnit),
            None if chosen.is_empty() && self.units.is_empty() => Ok(None),
            None if chosen.is_empty() => Err(Problem::Required),
            None => self.unit(chosen).map(Some).ok_or(Problem::NotACode),
        }
    }

    /// What is wrong with the fields of a purchase, all at once; independent of money.
    #[must_use]
    pub fn fields(&self, purchase: &Purchase<'_>) -> Vec<FieldError> {
        let mut fields = Vec::new();
        let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
        if self.po_number == Asked::Required && purchase.po_number.trim().is_empty() {
            wrong("po_number", Problem::Required);
        }
        match purchase.cost_centre.trim() {
            "" if self.cost_centre == Asked::Required => wrong("cost_centre", Problem::Required),
            "" => {}
            code if code.chars().count() > 40 => wrong("cost_centre", Problem::TooLong { max: 40 }),
            code if self.cost_centres.is_empty() || self.cost_centres.iter().any(|c| c.code == code) => {}
            _ => wrong("cost_centre", Problem::NotACode),
        }
        if let Err(problem) = self.unit_of(purchase.who, purchase.unit) {
            wrong("unit", problem);
        }
        fields
    }

    /// Decides about a purchase. `spent` is what the unit's budget of this period has been charged with so far; `able` are the
    /// people who may approve at all (active, with the right).
    ///
    /// # Errors
    /// [`Error::Invalid`] as [`CompanyRules::fields`]; [`Error::Conflict`] with [`Problem::OverBudget`] when the budget blocks,
    /// and with [`Problem::NoApprover`] when approval is needed and nobody but the requester could give it.
    pub fn decide(
        &self,
        purchase: &Purchase<'_>,
        spent: Money,
        able: &BTreeSet<PersonId>,
    ) -> Result<Verdict, Error> {
        let fields = self.fields(purchase);
        if !fields.is_empty() {
            return Err(Error::Invalid { fields });
        }
        let unit = self.unit_of(purchase.who, purchase.unit).unwrap_or_default();
        let mut verdict =
            Verdict { unit: unit.map(|u| (u.id.clone(), u.name.clone())), ..Verdict::default() };
        if let Some(limit) = self.allowance(purchase.who).limit
            && purchase.net.amount > limit.amount
        {
            verdict.reasons.push(Reason::AboveLimit { limit });
        }
        if let Some((unit, budget)) = unit.and_then(|u| u.budget.map(|b| (u, b))) {
            let left = budget.amount - spent;
            let over = purchase.net.amount > left.amount;
            let reason = || Reason::OverBudget { unit: unit.name.clone(), budget: budget.amount, left };
            match budget.over {
                Over::Block if over => {
                    let left = Money { amount: left.amount.max(Decimal::ZERO), ..left };
                    return Err(Error::conflict(Problem::OverBudget { unit: unit.name.clone(), left }));
                }
                Over::Ask if over => verdict.reasons.push(reason()),
                Over::Warn if over => verdict.warnings.push(reason()),
                Over::Block | Over::Ask | Over::Warn => {}
            }
            // Of two orders at the same moment that fit alone but not together, the second one decides anew.
            let bound = budget.over == Over::Block || (budget.over == Over::Ask && !over);
            verdict.charge = Some(Charge {
                unit: unit.id.clone(),
                period: budget.period.key(purchase.date),
                amount: purchase.net,
                ceiling: bound.then_some(budget.amount),
            });
        }
        if verdict.needs_approval() {
            let asker = purchase.who.person();
            let own = unit.map(|u| steps(&u.chain, asker, able)).transpose()?.unwrap_or_default();
            verdict.steps = if own.is_empty() { steps(&self.chain, asker, able)? } else { own };
            if verdict.steps.is_empty() {
                return Err(Error::conflict(Problem::NoApprover));
            }
        }
        Ok(verdict)
    }
}

/// The steps of a chain for one requester. Nobody approves the own order: a step in which only the requester stands falls away.
/// A step whose people have all left does not: that somebody is missing must not make approval easier.
fn steps(chain: &Chain, asker: Option<&PersonId>, able: &BTreeSet<PersonId>) -> Result<Chain, Error> {
    let mut all = Chain::new();
    for step in chain {
        let there: Vec<&PersonId> = step.iter().filter(|p| able.contains(*p)).collect();
        if there.is_empty() {
            return Err(Error::conflict(Problem::NoApprover));
        }
        let others: Vec<PersonId> = there.into_iter().filter(|p| Some(*p) != asker).cloned().collect();
        if !others.is_empty() {
            all.push(others);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(name: &str) -> PersonId {
        PersonId::new(name)
    }

    fn able(names: &[&str]) -> BTreeSet<PersonId> {
        names.iter().map(|n| p(n)).collect()
    }

    const DAY: Date = Date::constant(2026, 11, 24);

    fn purchase<'a>(who: &'a PersonId, cents: i64, unit: &'a str) -> Purchase<'a> {
        Purchase {
            who: Requester::Person(who),
            net: Money::cents(cents),
            date: DAY,
            unit,
            cost_centre: "",
            po_number: "",
        }
    }

    fn rules(over: Over) -> CompanyRules {
        let budget = Budget { period: Period::Month, amount: Money::cents(100_000), over };
        CompanyRules {
            units: vec![
                BusinessUnit {
                    id: "site".into(),
                    name: "Baustelle".into(),
                    budget: Some(budget),
                    chain: vec![],
                },
                BusinessUnit { id: "shop".into(), name: "Werkstatt".into(), ..BusinessUnit::default() },
            ],
            chain: vec![vec![p("petra"), p("sabine")], vec![p("boss")]],
            members: vec![Member {
                person: p("jonas"),
                allowance: Allowance { unit: "site".into(), limit: Some(Money::cents(50_000)) },
            }],
            ..CompanyRules::default()
        }
    }

    #[test]
    fn a_company_without_rules_orders_without_them() {
        let verdict =
            CompanyRules::default().decide(&purchase(&p("x"), i64::MAX, ""), Money::ZERO, &able(&[]));
        assert_eq!(verdict, Ok(Verdict::default()));
    }

    #[test]
    fn above_the_limit_the_chain_approves_and_at_the_limit_nobody() {
        let (rules, all) = (rules(Over::Ask), able(&["petra", "sabine", "boss"]));
        let jonas = p("jonas");
        assert!(!rules.decide(&purchase(&jonas, 50_000, ""), Money::ZERO, &all).unwrap().needs_approval());
        let verdict = rules.decide(&purchase(&jonas, 50_001, ""), Money::ZERO, &all).unwrap();
        assert_eq!(verdict.reasons, [Reason::AboveLimit { limit: Money::cents(50_000) }]);
        assert_eq!(verdict.steps, rules.chain);
    }

    #[test]
    fn a_budget_blocks_warns_or_asks() {
        let (jonas, all) = (p("jonas"), able(&["petra", "boss"]));
        let spent = Money::cents(90_000);
        let order = purchase(&jonas, 10_001, "");
        let left = Money::cents(10_000);
        assert_eq!(
            rules(Over::Block).decide(&order, spent, &all),
            Err(Error::conflict(Problem::OverBudget { unit: "Baustelle".into(), left }))
        );
        let warned = rules(Over::Warn).decide(&order, spent, &all).unwrap();
        assert!(!warned.needs_approval() && warned.warnings.len() == 1);
        assert_eq!(warned.charge.unwrap().ceiling, None);
        let asked = rules(Over::Ask).decide(&order, spent, &all).unwrap();
        assert!(asked.needs_approval());
        assert_eq!(asked.charge.unwrap().ceiling, None);
        // What fits is bound to fit when it is written, too.
        let fits = rules(Over::Ask).decide(&purchase(&jonas, 10_000, ""), spent, &all).unwrap();
        assert!(!fits.needs_approval());
        assert_eq!(fits.charge.unwrap().ceiling, Some(Money::cents(100_000)));
    }

    #[test]
    fn nobody_spends_another_units_money_and_whoever_has_none_names_one() {
        let rules = rules(Over::Ask);
        let (jonas, else_) = (p("jonas"), p("else"));
        assert_eq!(rules.unit_of(Requester::Person(&jonas), "shop"), Err(Problem::NotYourUnit));
        assert_eq!(rules.unit_of(Requester::Person(&else_), ""), Err(Problem::Required));
        assert_eq!(rules.unit_of(Requester::Program, "nowhere"), Err(Problem::NotACode));
        assert_eq!(rules.unit_of(Requester::Person(&else_), "shop").unwrap().unwrap().id, "shop");
    }

    #[test]
    fn every_missing_field_is_named_at_once() {
        let rules = CompanyRules {
            po_number: Asked::Required,
            cost_centre: Asked::Required,
            cost_centres: vec![CostCentre { code: "4711".into(), name: "Kanal".into() }],
            ..rules(Over::Ask)
        };
        let else_ = p("else");
        let fields = rules.fields(&purchase(&else_, 1, ""));
        let names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["po_number", "cost_centre", "unit"]);
        let forged = Purchase { cost_centre: "0815", po_number: "1", ..purchase(&else_, 1, "shop") };
        assert_eq!(rules.fields(&forged)[0].problem, Problem::NotACode);
    }

    #[test]
    fn a_chain_whose_people_have_left_is_no_way_round_it() {
        let rules = rules(Over::Ask);
        let jonas = p("jonas");
        let order = purchase(&jonas, 60_000, "");
        assert_eq!(
            rules.decide(&order, Money::ZERO, &able(&["petra"])),
            Err(Error::conflict(Problem::NoApprover)),
            "the second step has nobody"
        );
        // The requester's own step falls away, the other one stays.
        let boss = p("boss");
        let rules =
            CompanyRules { others: Allowance { limit: Some(Money::ZERO), ..Allowance::default() }, ..rules };
        let verdict =
            rules.decide(&purchase(&boss, 1, "shop"), Money::ZERO, &able(&["petra", "boss"])).unwrap();
        assert_eq!(verdict.steps, vec![vec![p("petra")]]);
    }

    #[test]
    fn periods_have_names_that_never_meet() {
        assert_eq!(Period::Month.key(DAY), "2026-11");
        assert_eq!(Period::Quarter.key(DAY), "2026-Q4");
        assert_eq!(Period::Quarter.key(Date::constant(2027, 3, 31)), "2027-Q1");
        assert_eq!(Period::Year.key(DAY), "2026");
    }

    fn person() -> impl Strategy<Value = PersonId> {
        proptest::sample::select(vec!["a", "b", "c", "d"]).prop_map(PersonId::new)
    }

    fn some_rules() -> impl Strategy<Value = CompanyRules> {
        let chain = || proptest::collection::vec(proptest::collection::vec(person(), 0..3), 0..3);
        let limit = || proptest::option::of((0i64..2_000).prop_map(Money::cents));
        let over = proptest::sample::select(Over::ALL.to_vec());
        (chain(), chain(), limit(), limit(), proptest::option::of((0i64..2_000, over))).prop_map(
            |(company, own, jonas, others, budget)| CompanyRules {
                units: vec![BusinessUnit {
                    id: "u".into(),
                    name: "U".into(),
                    budget: budget.map(|(cents, over)| Budget {
                        period: Period::Year,
                        amount: Money::cents(cents),
                        over,
                    }),
                    chain: own,
                }],
                chain: company,
                members: vec![Member {
                    person: PersonId::new("a"),
                    allowance: Allowance { unit: "u".into(), limit: jonas },
                }],
                others: Allowance { unit: "u".into(), limit: others },
                ..CompanyRules::default()
            },
        )
    }

    proptest! {
        #[test]
        fn above_a_limit_nothing_passes_unapproved_and_nobody_approves_the_own_order(
            rules in some_rules(), who in person(), cents in 0i64..3_000, spent in 0i64..3_000,
            there in proptest::collection::btree_set(person(), 0..5),
        ) {
            let order = purchase(&who, cents, "");
            let Ok(verdict) = rules.decide(&order, Money::cents(spent), &there) else { return Ok(()) };
            let limit = rules.allowance(order.who).limit;
            prop_assert!(limit.is_none_or(|l| cents <= i64::try_from(l.amount.mantissa()).unwrap()) || verdict.needs_approval());
            prop_assert_eq!(verdict.needs_approval(), !verdict.steps.is_empty());
            for step in &verdict.steps {
                prop_assert!(!step.is_empty() && !step.contains(&who) && step.iter().all(|p| there.contains(p)));
            }
            if let (Some(budget), Some(charge)) = (rules.units[0].budget, &verdict.charge) {
                let over = Money::cents(cents + spent).amount > budget.amount.amount;
                prop_assert!(!over || budget.over != Over::Block);
                prop_assert!(!over || budget.over != Over::Ask || verdict.needs_approval());
                prop_assert_eq!(charge.ceiling.is_none(), budget.over == Over::Warn || over);
                prop_assert_eq!(charge.amount, Money::cents(cents));
            }
        }
    }
}
