//! Who may come into a case: every operation on something in it asks here.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::{CompanyId, Error};
use kontor_store::{Variables, rid};

use super::rows::{COLUMNS, CaseRow};
use crate::Kontor;
use crate::fault::Fault as _;

/// A case somebody may see, and what they may do in it.
#[derive(Debug, Clone)]
pub(crate) struct Entered {
    pub code: CaseCode,
    pub company: CompanyId,
    pub row: CaseRow,
    /// May change configurations, ask for changes of offers and write.
    pub may_edit: bool,
    /// May accept and decline offers.
    pub may_decide: bool,
    /// One of the dealer's: sees internal notes and follow-ups.
    pub desk: bool,
}

/// Opens the case for this actor.
///
/// # Errors
/// [`Error::NotFound`] for unknown codes and for another company's case.
pub(crate) async fn enter(kontor: &Kontor, actor: &Actor, code: &CaseCode) -> Result<Entered, Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    let mut vars = Variables::new();
    vars.insert("id", rid("case", code.to_string()));
    let row = kontor
        .store
        .rows::<CaseRow>(&format!("SELECT {COLUMNS} FROM $id"), vars)
        .await
        .fault()?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    if actor.company().is_some_and(|company| company.as_str() != row.company) {
        return Err(Error::NotFound);
    }
    let may = actor.has(if actor.company().is_some() { Right::Order } else { Right::ManageQuotes });
    Ok(Entered {
        code: code.clone(),
        company: CompanyId::new(row.company.clone()),
        row,
        may_edit: may,
        may_decide: may && actor.company().is_some(),
        desk: actor.company().is_none(),
    })
}
