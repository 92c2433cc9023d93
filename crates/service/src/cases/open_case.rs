//! Opens a case by its code, as read aloud or scanned.

use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::{Error, OrderId};
use kontor_store::Variables;

use super::enter;
use crate::Kontor;
use crate::fault::Fault as _;

/// The page it leads to: of the order, when the case is nothing else; of the case, on the reader's side.
///
/// # Errors
/// [`Error::NotFound`] for unknown and mistyped codes, for another company's case and for a confidential one of others.
pub async fn open_case(kontor: &Kontor, actor: &Actor, code: &str) -> Result<String, Error> {
    let code = CaseCode::parse(code).ok_or(Error::NotFound)?;
    let entered = enter(kontor, actor, &code).await?;
    Ok(if entered.row.title.is_empty() && !entered.row.order.is_empty() {
        format!("/orders/{}", entered.row.order)
    } else if entered.desk {
        format!("/desk/cases/{code}")
    } else {
        format!("/cases/{code}")
    })
}

/// The first order of the case, for lists of orders and returns that are asked for by code.
///
/// # Errors
/// As [`open_case`]; [`Error::NotFound`] also for a case without an order.
pub(crate) async fn order_of(kontor: &Kontor, actor: &Actor, code: &str) -> Result<OrderId, Error> {
    let code = CaseCode::parse(code).ok_or(Error::NotFound)?;
    let entered = enter(kontor, actor, &code).await?;
    if !entered.row.order.is_empty() {
        return Ok(OrderId(entered.row.order));
    }
    let mut vars = Variables::new();
    vars.insert("case", code.to_string());
    let sql = "SELECT VALUE seq FROM order WHERE case = $case ORDER BY seq LIMIT 1";
    let ids: Vec<String> = kontor.store.rows(sql, vars).await.fault()?;
    ids.into_iter().next().map(OrderId).ok_or(Error::NotFound)
}
