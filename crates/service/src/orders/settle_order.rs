//! An order on account is paid, as far as the desk or accounting knows: it no longer counts for the company's credit.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::OrderView;
use kontor_domain::{Error, OrderId, Problem};
use kontor_store::StoreError;

use super::credit::{self, Cover};
use super::rows::{self, advance, subject};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// How often the order is looked at again when it was changed at the same moment.
const ATTEMPTS: usize = 4;

/// Says whether it is settled; what is so already stays so. Undone, it counts again, above the limit if need be: the debt is there.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCredit`]; [`Error::NotFound`]; [`Error::Conflict`] with
/// [`Problem::WrongState`] for an order that is not on account or has not reached the desk, or was cancelled.
pub async fn settle_order(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    settled: bool,
) -> Result<OrderView, Error> {
    actor.require(Right::ManageCredit)?;
    for _ in 0..ATTEMPTS {
        let row = rows::visible(kontor, actor, order).await?;
        let mut data = row.read()?;
        if data.needs_payment() || !row.state().binding() {
            return Err(Error::conflict(Problem::WrongState));
        }
        if data.on_credit.is_none() == settled {
            return rows::view(kontor, row).await;
        }
        let mut change = Change::new(kontor, actor);
        match data.on_credit.take() {
            Some(owed) => credit::give_back(&mut change.tx, &row.company, owed),
            None => {
                let owed = data.on_account();
                data.on_credit = Some(owed);
                credit::charge(&mut change.tx, &row.company, owed, Cover::Debt);
            }
        }
        advance(&mut change, &row, row.state(), &data);
        let what = if settled { Happened::OrderSettled } else { Happened::OrderUnsettled };
        change.event(&subject(&row), what);
        match change.commit().await {
            Ok(_) => return super::order(kontor, actor, order).await,
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
