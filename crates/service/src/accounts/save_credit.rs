//! How far a company is trusted: reading it, and saying it anew.

use kontor_domain::accounts::{Actor, Credit, MAX_REASON, Right, SaveCredit};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Decimal, Error, Problem};

use super::check::Fields;
use super::rows;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::orders::credit;

/// Larger sums are a mistake.
const MOST: i64 = 1_000_000_000;

/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`] and [`Right::ManageCredit`]; [`Error::NotFound`].
pub async fn company_credit(kontor: &Kontor, actor: &Actor, company: &CompanyId) -> Result<Credit, Error> {
    if !actor.has(Right::ManageCustomers) {
        actor.require(Right::ManageCredit)?;
    }
    rows::company(kontor, company).await?;
    credit::of(kontor, company).await
}

/// What is open by orders is not touched. Orders that wait go on waiting: each is a decision of its own.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCredit`]; [`Error::NotFound`]; [`Error::Invalid`] with `limit`, `elsewhere`,
/// `as_of` or `blocked`; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] for an old version.
pub async fn save_credit(kontor: &Kontor, actor: &Actor, command: &SaveCredit) -> Result<Credit, Error> {
    actor.require(Right::ManageCredit)?;
    let company = rows::company(kontor, &command.company).await?.id;
    let mut fields = Fields::default();
    for (field, money) in [("limit", command.limit), ("elsewhere", Some(command.elsewhere))] {
        match money.map(|m| m.amount) {
            Some(amount) if amount.is_sign_negative() && field == "limit" => {
                fields.wrong(field, Problem::NotANumber)
            }
            Some(amount) if amount.normalize().scale() > 2 => fields.wrong(field, Problem::NotANumber),
            Some(amount) if amount.abs() > Decimal::from(MOST) => fields.wrong(field, Problem::TooMuch),
            _ => {}
        }
    }
    if command.as_of.is_some_and(|day| day > kontor.clock.local().date()) {
        fields.wrong("as_of", Problem::NotADate);
    }
    let blocked = fields.optional("blocked", &command.blocked, MAX_REASON);
    fields.done()?;
    let before = credit::of(kontor, &company).await?;
    let mut change = Change::new(kontor, actor);
    credit::be_there(&mut change.tx, company.as_str());
    let tx = &mut change.tx;
    let (limited, ceiling) = (
        tx.bind(command.limit.is_some()),
        tx.bind(command.limit.map_or(Decimal::ZERO, |limit| limit.amount)),
    );
    let elsewhere = tx.bind(command.elsewhere.amount);
    let as_of = tx.bind(command.as_of.map(|day| day.to_string()).unwrap_or_default());
    let (why, version) = (tx.bind(blocked.clone()), tx.bind(command.version));
    tx.guarded(
        credit::id(company.as_str()),
        &format!(
            "limited = {limited}, ceiling = {ceiling}, elsewhere = {elsewhere}, as_of = {as_of}, blocked = {why}, version += 1"
        ),
        &format!("version = {version}"),
        "version",
    );
    let subject = Subject::new("company", company.as_str()).of(&company);
    if blocked != before.blocked {
        change.event(
            &subject,
            if blocked.is_empty() {
                Happened::DeliveryUnblocked
            } else {
                Happened::DeliveryBlocked { reason: blocked }
            },
        );
    }
    change.event(&subject, Happened::CreditChanged);
    rows::or_changed(change.commit().await)?;
    credit::of(kontor, &company).await
}
