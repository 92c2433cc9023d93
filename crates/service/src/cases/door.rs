//! Whether somebody may come into a case, for doors that stay open.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;

use super::enter;
use crate::Kontor;

/// A case that somebody looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub code: CaseCode,
    /// What is the dealer's people's alone is seen here too.
    pub desk: bool,
}

/// # Errors
/// As [`enter`], and [`Error::NotFound`] for a mistyped code.
pub async fn door(kontor: &Kontor, actor: &Actor, code: &str) -> Result<Door, Error> {
    let code = CaseCode::parse(code).ok_or(Error::NotFound)?;
    let entered = enter(kontor, actor, &code).await?;
    Ok(Door { code: entered.code, desk: entered.desk })
}
