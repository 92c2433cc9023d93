//! The rules of the caller's company: limits, units with budgets, approval chains, stand-ins.

use axum::Json;
use axum::extract::State;
use kontor_domain::accounts::rules::{
    Allowance, Asked, Budget, BusinessUnit, Chain, CompanyRules, CostCentre, Delegate, Member, Over, Period,
};
use kontor_domain::accounts::{Right, RulesView};
use kontor_domain::{Date, Error, Money, PersonId};
use kontor_service::accounts;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::input::Body;
use super::problem::{ApiError, Problem};
use super::shapes::Number;
use crate::router::AppState;

/// Everything a company rules for its own ordering. Amounts are net, in EUR.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiRules {
    /// Counts up with every change; send back the one you have read. Zero when there were no rules yet.
    version: i64,
    /// An order without an order number of the company is refused.
    #[serde(default)]
    po_number_required: bool,
    #[serde(default)]
    cost_centre_required: bool,
    /// Empty: any code is taken.
    #[serde(default)]
    cost_centres: Vec<ApiCostCentre>,
    #[serde(default)]
    units: Vec<ApiUnit>,
    /// Ids of people, step after step, for orders of no unit or of one without a chain. Of each step one person suffices.
    #[serde(default)]
    #[schema(value_type = Vec<Vec<String>>)]
    chain: Vec<Vec<String>>,
    /// People with an allowance of their own.
    #[serde(default)]
    members: Vec<ApiMember>,
    /// For everybody else.
    #[serde(default)]
    others: ApiAllowance,
    /// For orders through keys.
    #[serde(default)]
    programs: ApiAllowance,
    #[serde(default)]
    delegates: Vec<ApiDelegate>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiCostCentre {
    code: String,
    #[serde(default)]
    name: String,
}

/// A part of the company with money of its own.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiUnit {
    /// Empty for a new one.
    #[serde(default)]
    id: String,
    name: String,
    #[serde(default)]
    budget: Option<ApiBudget>,
    #[serde(default)]
    #[schema(value_type = Vec<Vec<String>>)]
    chain: Vec<Vec<String>>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiBudget {
    /// `month`, `quarter` or `year`.
    #[schema(value_type = String, example = "month", pattern = "^(month|quarter|year)$")]
    period: Period,
    #[schema(value_type = Number, example = "5000.00")]
    amount: Decimal,
    /// What happens to an order that does not fit: `block`, `warn` or `ask` for approval.
    #[schema(value_type = String, example = "ask", pattern = "^(block|warn|ask)$")]
    over: Over,
}

#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiAllowance {
    /// Id of the unit that pays; empty leaves the choice to the order.
    #[serde(default)]
    unit: String,
    /// Net per order, above which somebody approves; absent for no limit, zero for every order.
    #[serde(default)]
    #[schema(value_type = Option<Number>, example = "1000.00")]
    limit: Option<Decimal>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiMember {
    /// Id of a person of the company.
    person: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    #[schema(value_type = Option<Number>, example = "1000.00")]
    limit: Option<Decimal>,
}

/// Decides in place of somebody who is away.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiDelegate {
    person: String,
    stand_in: String,
    /// First day, included.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Last day, included.
    #[schema(value_type = String, format = Date)]
    until: Date,
}

/// The rules with the people they can name.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulesAnswer {
    rules: ApiRules,
    people: Vec<ApiPerson>,
    /// What each unit with a budget has been charged with in its running period.
    spent: Vec<ApiSpent>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiPerson {
    id: String,
    name: String,
    /// May be named in a chain.
    may_approve: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiSpent {
    unit: String,
    #[schema(value_type = Number, example = "1250.40")]
    amount: Decimal,
}

/// Shows the rules of the company
///
/// Needs a key of the company with the right `manage_company`.
#[utoipa::path(get, path = "/api/v1/company/rules", tag = "company", responses(
    (status = 200, body = RulesAnswer), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
) -> Result<Json<RulesAnswer>, ApiError> {
    actor.require_company(Right::ManageCompany)?;
    Ok(Json(accounts::company_rules(&state.kontor, &actor, None).await?.into()))
}

/// Replaces the rules of the company
///
/// Needs a key of the company with the right `manage_company`. They hold for orders placed from now on. An old `version` is
/// refused with 409. Approving is not among what a key can do: people answer for it.
#[utoipa::path(put, path = "/api/v1/company/rules", tag = "company", request_body = ApiRules, responses(
    (status = 200, body = RulesAnswer), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(rules): Body<ApiRules>,
) -> Result<Json<RulesAnswer>, ApiError> {
    actor.require_company(Right::ManageCompany)?;
    let rules = CompanyRules::try_from(rules)?;
    Ok(Json(accounts::save_rules(&state.kontor, &actor, None, &rules).await?.into()))
}

const fn required(asked: bool) -> Asked {
    if asked { Asked::Required } else { Asked::Optional }
}

fn people(chain: Vec<Vec<String>>) -> Chain {
    chain.into_iter().map(|step| step.into_iter().map(PersonId).collect()).collect()
}

fn ids(chain: Chain) -> Vec<Vec<String>> {
    chain.into_iter().map(|step| step.into_iter().map(|p| p.0).collect()).collect()
}

impl TryFrom<ApiRules> for CompanyRules {
    type Error = Error;

    fn try_from(r: ApiRules) -> Result<Self, Error> {
        if r.version < 0 {
            return Err(Error::invalid("version", kontor_domain::Problem::NotPositive));
        }
        let unit = |u: ApiUnit| BusinessUnit {
            id: u.id,
            name: u.name,
            budget: u.budget.map(|b| Budget { period: b.period, amount: Money::eur(b.amount), over: b.over }),
            chain: people(u.chain),
        };
        let allowance = |unit, limit: Option<Decimal>| Allowance { unit, limit: limit.map(Money::eur) };
        Ok(Self {
            version: r.version,
            po_number: required(r.po_number_required),
            cost_centre: required(r.cost_centre_required),
            cost_centres: r
                .cost_centres
                .into_iter()
                .map(|c| CostCentre { code: c.code, name: c.name })
                .collect(),
            units: r.units.into_iter().map(unit).collect(),
            chain: people(r.chain),
            members: r
                .members
                .into_iter()
                .map(|m| Member { person: PersonId(m.person), allowance: allowance(m.unit, m.limit) })
                .collect(),
            others: allowance(r.others.unit, r.others.limit),
            programs: allowance(r.programs.unit, r.programs.limit),
            delegates: r
                .delegates
                .into_iter()
                .map(|d| Delegate {
                    person: PersonId(d.person),
                    stand_in: PersonId(d.stand_in),
                    from: d.from,
                    until: d.until,
                })
                .collect(),
        })
    }
}

impl From<Allowance> for ApiAllowance {
    fn from(a: Allowance) -> Self {
        Self { unit: a.unit, limit: a.limit.map(|l| l.amount) }
    }
}

impl From<CompanyRules> for ApiRules {
    fn from(r: CompanyRules) -> Self {
        let unit = |u: BusinessUnit| ApiUnit {
            id: u.id,
            name: u.name,
            budget: u.budget.map(|b| ApiBudget { period: b.period, amount: b.amount.amount, over: b.over }),
            chain: ids(u.chain),
        };
        let member = |m: Member| ApiMember {
            person: m.person.0,
            unit: m.allowance.unit,
            limit: m.allowance.limit.map(|l| l.amount),
        };
        let delegate = |d: Delegate| ApiDelegate {
            person: d.person.0,
            stand_in: d.stand_in.0,
            from: d.from,
            until: d.until,
        };
        Self {
            version: r.version,
            po_number_required: r.po_number == Asked::Required,
            cost_centre_required: r.cost_centre == Asked::Required,
            cost_centres: r
                .cost_centres
                .into_iter()
                .map(|c| ApiCostCentre { code: c.code, name: c.name })
                .collect(),
            units: r.units.into_iter().map(unit).collect(),
            chain: ids(r.chain),
            members: r.members.into_iter().map(member).collect(),
            others: r.others.into(),
            programs: r.programs.into(),
            delegates: r.delegates.into_iter().map(delegate).collect(),
        }
    }
}

impl From<RulesView> for RulesAnswer {
    fn from(view: RulesView) -> Self {
        let person = |p: &kontor_domain::accounts::Person| ApiPerson {
            id: p.id.to_string(),
            name: p.name.clone(),
            may_approve: p.may(Right::Approve),
        };
        Self {
            people: view.people.iter().map(person).collect(),
            spent: view.spent.into_iter().map(|(unit, sum)| ApiSpent { unit, amount: sum.amount }).collect(),
            rules: view.rules.into(),
        }
    }
}
