//! The record `case:CODE`.

use kontor_domain::CompanyId;
use kontor_domain::case::CaseCode;
use kontor_store::{SurrealValue, rid};

use crate::Kontor;
use crate::change::Change;

#[derive(Debug, Clone, SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct CaseRow {
    pub seq: String,
    pub company: String,
    pub title: String,
    /// The first order that came of it, or empty.
    pub order: String,
}

/// The columns of [`CaseRow`].
pub(crate) const COLUMNS: &str = "seq, company, title, order";

/// A code nobody has, but for a chance of one in twenty million: then the transaction that begins the case fails with
/// `StoreError::Exists` naming `case:`, and is done once more.
pub(crate) fn draw(kontor: &Kontor) -> CaseCode {
    CaseCode::from_random(kontor.ids.number())
}

/// Begins a case in a transaction. `order` is empty when it does not begin with one.
pub(crate) fn begin(
    kontor: &Kontor,
    change: &mut Change<'_>,
    code: &CaseCode,
    company: &CompanyId,
    title: &str,
    order: &str,
) {
    let row = CaseRow {
        seq: kontor.new_id(),
        company: company.to_string(),
        title: title.to_owned(),
        order: order.to_owned(),
    };
    change.tx.create(rid("case", code.to_string()), row);
}
