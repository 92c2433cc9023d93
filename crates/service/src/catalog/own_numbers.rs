//! The own numbers of a company, page by page.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::own::OwnNumber;
use kontor_domain::page::Page;
use kontor_domain::{Error, PartKey};
use kontor_store::Variables;

use super::own_rows::OwnNumberRow;
use super::rows::parts;
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 50;

/// The numbers behind `after`, in their own order (index `own_number_by_company`). Everybody of the company may look.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] for who has no company.
pub async fn own_numbers(
    kontor: &Kontor,
    actor: &Actor,
    after: Option<&str>,
) -> Result<Page<OwnNumber>, Error> {
    let company = actor.require_company(Right::SeeOwnOrders)?;
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    vars.insert("after", after.unwrap_or_default().to_owned());
    let rows: Vec<OwnNumberRow> = kontor
        .store
        .rows(
            &format!(
                "SELECT sort, number, part FROM own_number WHERE company = $company AND sort > $after
                 ORDER BY sort LIMIT {}",
                PAGE + 1
            ),
            vars,
        )
        .await
        .fault()?;
    let page = Page::from_rows(rows, PAGE, |row: &OwnNumberRow| row.sort.clone());
    let keys: Vec<PartKey> = page.items.iter().map(|row| PartKey(row.part.clone())).collect();
    let known = parts(kontor, &keys).await?;
    Ok(page.map(|row| {
        let part = PartKey(row.part);
        let data = known.iter().find(|p| p.key() == part);
        OwnNumber {
            number: row.number,
            part_number: data.map_or_else(|| part.to_string(), |p| p.number.to_string()),
            name: data.map(|p| p.name.get(actor.language).to_owned()).unwrap_or_default(),
            part,
        }
    }))
}
