//! Who may come into a case: every operation on something in it asks here.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::cases::CaseRight;
use kontor_domain::{CompanyId, Error};
use kontor_store::Variables;

use super::rows::{COLUMNS, CaseRow, record};
use crate::Kontor;
use crate::fault::Fault as _;

/// A case somebody may see, and what they may do in it.
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

impl Entered {
    /// For what changes something in it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for who only reads.
    pub fn for_editing(self) -> Result<Self, Error> {
        if self.may_edit { Ok(self) } else { Err(Error::Forbidden) }
    }

    /// May say who of their own side takes part.
    pub fn may_manage(&self) -> bool {
        if self.desk { self.may_edit } else { self.may_decide }
    }
}

/// Opens the case for this actor. A confidential one is there for the dealer and for those of the company who take part in it; what
/// somebody may in a case is what their roles allow, and no more than was written for them there.
///
/// # Errors
/// [`Error::NotFound`] for unknown codes, for another company's case and for a confidential one of others.
pub(crate) async fn enter(kontor: &Kontor, actor: &Actor, code: &CaseCode) -> Result<Entered, Error> {
    actor.require(if actor.company().is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    let mut vars = Variables::new();
    vars.insert("id", record(code));
    let row = kontor
        .store
        .rows::<CaseRow>(&format!("SELECT {COLUMNS} FROM $id"), vars)
        .await
        .fault()?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?;
    let desk = actor.company().is_none();
    if actor.company().is_some_and(|company| company.as_str() != row.company || !row.lets_in(actor)) {
        return Err(Error::NotFound);
    }
    let may = actor.has(if desk { Right::ManageQuotes } else { Right::Order });
    let written = actor.requester().filter(|_| !desk).and_then(|person| row.participant(person));
    let most = written.map_or(CaseRight::Decide, |participant| participant.right);
    Ok(Entered {
        code: code.clone(),
        company: row.company(),
        row,
        may_edit: may && most >= CaseRight::Write,
        may_decide: may && !desk && most >= CaseRight::Decide,
        desk,
    })
}
