//! The list of machines: a customer's own, or any for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::machines::{Machine, MachineFilter};
use kontor_domain::page::Page;

use super::rows::{COLUMNS, MachineRow};
use crate::Kontor;
use crate::documents::reader;
use crate::newest::Newest;

/// Newest first, paged by key.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn machines(
    kontor: &Kontor,
    actor: &Actor,
    filter: &MachineFilter,
) -> Result<Page<Machine>, Error> {
    let reader = reader(kontor, actor).await?;
    if reader.company.is_some() && filter.company.is_some() && filter.company != reader.company {
        return Err(Error::NotFound);
    }
    let text = filter.text.trim().to_lowercase();
    let page = Newest::after(filter.after.as_deref())
        .only("company = $company", "company", reader.company.as_ref().or(filter.company.as_ref()))
        .only("data.machine.unit IN ['', $unit]", "unit", reader.unit.as_ref())
        .only("string::contains(data.words, $text)", "text", Some(text).filter(|text| !text.is_empty()))
        .of(kontor, "machine", COLUMNS, |row: &MachineRow| row.seq.clone())
        .await?;
    Ok(page.map(MachineRow::machine))
}
