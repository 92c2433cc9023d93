//! Budgets: one record per unit and period. What is spent changes in the transaction of the order, under its guard.

use kontor_domain::accounts::rules::Charge;
use kontor_domain::{CompanyId, Decimal, Error, Money};
use kontor_store::{RecordId, SurrealValue, Tx, Variables, rid};

use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct BudgetRow {
    id: RecordId,
    company: String,
    unit: String,
    period: String,
    spent: Decimal,
}

fn id(company: &str, unit: &str, period: &str) -> RecordId {
    rid("budget", format!("{company}|{unit}|{period}"))
}

/// What the budget has been charged with so far.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn spent(
    kontor: &Kontor,
    company: &CompanyId,
    unit: &str,
    period: &str,
) -> Result<Money, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(company.as_str(), unit, period));
    let rows: Vec<Decimal> = kontor.store.rows("SELECT VALUE spent FROM $id", vars).await.fault()?;
    Ok(rows.first().map_or(Money::ZERO, |spent| Money::eur(spent.normalize())))
}

/// Charges an order. With a ceiling the sum stays below it (guard `budget`), whoever else orders at the same moment.
pub(crate) fn charge(tx: &mut Tx, company: &CompanyId, charge: &Charge) {
    let row = |spent: Decimal| BudgetRow {
        id: id(company.as_str(), &charge.unit, &charge.period),
        company: company.to_string(),
        unit: charge.unit.clone(),
        period: charge.period.clone(),
        spent,
    };
    let Some(ceiling) = charge.ceiling else {
        tx.insert_or_update("budget", vec![row(charge.amount.amount)], "spent += $input.spent");
        return;
    };
    // The first order of a period finds no record; the guard needs one to read.
    tx.insert_or_update("budget", vec![row(Decimal::ZERO)], "spent += 0dec");
    let (amount, ceiling) = (tx.bind(charge.amount.amount), tx.bind(ceiling.amount));
    tx.guarded(
        id(company.as_str(), &charge.unit, &charge.period),
        &format!("spent += {amount}"),
        &format!("spent + {amount} <= {ceiling}"),
        "budget",
    );
}

/// Gives back what a cancelled order was charged with, to the period it was taken from.
pub(crate) fn give_back(tx: &mut Tx, company: &str, charge: &Charge) {
    let amount = tx.bind(charge.amount.amount);
    tx.guarded(
        id(company, &charge.unit, &charge.period),
        &format!("spent -= {amount}"),
        &format!("spent >= {amount}"),
        "budget",
    );
}
