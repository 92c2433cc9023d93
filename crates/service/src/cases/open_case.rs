//! Opens a case by its code, as read aloud or scanned.

use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::{Error, OrderId};

use super::enter;
use crate::Kontor;

/// # Errors
/// [`Error::NotFound`] for unknown and mistyped codes and for another company's case.
pub async fn open_case(kontor: &Kontor, actor: &Actor, code: &str) -> Result<OrderId, Error> {
    let code = CaseCode::parse(code).ok_or(Error::NotFound)?;
    Ok(OrderId(enter(kontor, actor, &code).await?.row.order))
}
