//! Opens a case by its code, as read aloud or scanned.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::{Error, OrderId};
use kontor_store::{SurrealValue, Variables, rid};

use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CaseRow {
    company: String,
    order: String,
}

/// # Errors
/// [`Error::NotFound`] for unknown and mistyped codes and for another company's case.
pub async fn open_case(kontor: &Kontor, actor: &Actor, code: &str) -> Result<OrderId, Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    let code = CaseCode::parse(code).ok_or(Error::NotFound)?;
    let mut vars = Variables::new();
    vars.insert("id", rid("case", code.to_string()));
    let row = kontor
        .store
        .rows::<CaseRow>("SELECT company, order FROM $id", vars)
        .await
        .fault()?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    match actor.company() {
        Some(company) if company.as_str() != row.company => Err(Error::NotFound),
        _ => Ok(OrderId(row.order)),
    }
}
