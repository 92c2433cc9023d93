//! The table `credit`: what a company owes for orders on account changes in the transaction of the order, under its guard.

use kontor_domain::accounts::{Actor, Credit, CreditAhead, Right};
use kontor_domain::{CompanyId, Date, Decimal, Error, Money, OrderId, Problem};
use kontor_store::{RecordId, SurrealValue, Tx, Variables, rid};

use super::rows;
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// The guard of what is counted: somebody else's order was quicker, or the company is blocked.
pub(crate) const OVER: &str = "credit";
/// The guard of deliveries.
pub(crate) const BLOCKED: &str = "blocked";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CreditRow {
    id: RecordId,
    company: String,
    limited: bool,
    ceiling: Decimal,
    elsewhere: Decimal,
    as_of: String,
    open: Decimal,
    blocked: String,
    version: i64,
}

pub(crate) fn id(company: &str) -> RecordId {
    rid("credit", company)
}

/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn of(kontor: &Kontor, company: &CompanyId) -> Result<Credit, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(company.as_str()));
    let rows: Vec<CreditRow> = kontor.store.rows("SELECT * FROM $id", vars).await.fault()?;
    let eur = |amount: Decimal| Money::eur(amount.normalize());
    Ok(rows.into_iter().next().map_or_else(
        || Credit::of(company.clone()),
        |row| Credit {
            company: company.clone(),
            limit: row.limited.then(|| eur(row.ceiling)),
            elsewhere: eur(row.elsewhere),
            as_of: row.as_of.parse::<Date>().ok(),
            open: eur(row.open),
            blocked: row.blocked,
            version: row.version,
        },
    ))
}

/// The guards need a record to read.
pub(crate) fn be_there(tx: &mut Tx, company: &str) {
    let row = CreditRow {
        id: id(company),
        company: company.to_owned(),
        limited: false,
        ceiling: Decimal::ZERO,
        elsewhere: Decimal::ZERO,
        as_of: String::new(),
        open: Decimal::ZERO,
        blocked: String::new(),
        version: 0,
    };
    tx.insert_or_update("credit", vec![row], "open += 0dec");
}

/// Nothing is ordered or leaves the house while the company is blocked (guard [`BLOCKED`]).
pub(crate) fn not_blocked(tx: &mut Tx, company: &str) {
    be_there(tx, company);
    tx.guarded(id(company), "open += 0dec", "blocked = ''", BLOCKED);
}

/// What an order on account is measured by when it is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cover {
    /// The limit holds, whoever else orders at the same moment, and the company is not blocked.
    Limit,
    /// The desk has released it: only that the company is not blocked.
    Released,
    /// The debt is there, whatever anybody says.
    Debt,
}

/// Adds what an order on account is worth (guard [`OVER`]).
pub(crate) fn charge(tx: &mut Tx, company: &str, gross: Money, cover: Cover) {
    be_there(tx, company);
    let amount = tx.bind(gross.amount);
    let condition = match cover {
        Cover::Limit => {
            format!("blocked = '' AND (limited = false OR open + elsewhere + {amount} <= ceiling)")
        }
        Cover::Released => "blocked = ''".to_owned(),
        Cover::Debt => "open >= 0dec".to_owned(),
    };
    tx.guarded(id(company), &format!("open += {amount}"), &condition, OVER);
}

/// Takes back what a settled or cancelled order was counted for.
pub(crate) fn give_back(tx: &mut Tx, company: &str, owed: Money) {
    let amount = tx.bind(owed.amount);
    tx.guarded(id(company), &format!("open -= {amount}"), &format!("open >= {amount}"), OVER);
}

/// What came back of an order on account is no longer owed, whether it is settled already or not (guard of the order).
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn came_back(
    kontor: &Kontor,
    change: &mut Change<'_>,
    order: &OrderId,
    gross: Money,
) -> Result<(), Error> {
    let Some(row) = rows::by_id(kontor, order).await? else { return Ok(()) };
    let mut data = row.read()?;
    if data.needs_payment() {
        return Ok(());
    }
    data.credited = data.credited + gross;
    if let Some(before) = data.on_credit {
        let now = data.on_account();
        give_back(&mut change.tx, &row.company, before);
        charge(&mut change.tx, &row.company, now, Cover::Debt);
        data.on_credit = Some(now);
    }
    rows::advance(change, &row, row.state(), &data);
    Ok(())
}

/// Does an order of so much wait for the desk first? Refused while the company is blocked.
///
/// # Errors
/// [`Error::Conflict`] with [`Problem::DeliveryBlocked`]; [`Error::Unavailable`].
pub(crate) async fn held(
    kontor: &Kontor,
    company: &CompanyId,
    gross: Money,
    on_account: bool,
) -> Result<bool, Error> {
    let credit = of(kontor, company).await?;
    if credit.is_blocked() {
        return Err(Error::conflict(Problem::DeliveryBlocked));
    }
    Ok(on_account && !credit.covers(gross))
}

/// What an order of so much on account would meet: shown at the checkout.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Order`].
pub async fn credit_ahead(kontor: &Kontor, actor: &Actor, gross: Money) -> Result<CreditAhead, Error> {
    let company = actor.require_company(Right::Order)?;
    let credit = of(kontor, company).await?;
    Ok(match (credit.is_blocked(), credit.covers(gross)) {
        (true, _) => CreditAhead::Blocked,
        (false, false) => CreditAhead::Checked,
        (false, true) => CreditAhead::Free,
    })
}
