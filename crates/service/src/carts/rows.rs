//! The table `cart_line`.

use kontor_domain::{CompanyId, Decimal, Error, PartKey};
use kontor_store::{Datetime, RecordId, SurrealValue, Variables, rid};

use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct CartLineRow {
    pub company: String,
    pub part: String,
    pub quantity: Decimal,
    pub reference: String,
    pub note: String,
    pub added_by: String,
    pub added_at: Datetime,
}

pub(crate) fn key(company: &CompanyId, part: &PartKey) -> String {
    format!("{company}|{part}")
}

pub(crate) fn id(company: &CompanyId, part: &PartKey) -> RecordId {
    rid("cart_line", key(company, part))
}

/// All lines of a company in the order they were added (index `cart_line_by_company`).
pub(crate) async fn lines(kontor: &Kontor, company: &CompanyId) -> Result<Vec<CartLineRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    let mut rows: Vec<CartLineRow> = kontor
        .store
        .rows(
            "SELECT company, part, quantity, reference, note, added_by, added_at FROM cart_line
             WHERE company = $company ORDER BY added_at",
            vars,
        )
        .await
        .fault()?;
    // SurrealDB 3.3.5 keys a datetime by its text: a whole second (`:00Z`) comes after its own milliseconds (`:00.001Z`).
    rows.sort_by_key(|row| row.added_at);
    Ok(rows)
}
