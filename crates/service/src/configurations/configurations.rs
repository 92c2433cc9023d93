//! The list of configurations: a customer's own, or any for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{ConfigurationFilter, ConfigurationSummary};
use kontor_domain::page::Page;

use super::rows::{self, ARCHIVED, COLUMNS, ConfigurationRow, OPEN};
use crate::Kontor;
use crate::cases;
use crate::newest::Newest;

/// Newest first, paged by key (`configuration_by_company`, `configuration_by_shelf`). A page of a customer may be shorter where those of
/// confidential cases of others stand between.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn configurations(
    kontor: &Kontor,
    actor: &Actor,
    filter: &ConfigurationFilter,
) -> Result<Page<ConfigurationSummary>, Error> {
    rows::may_see(actor)?;
    let own = actor.company();
    if own.is_some() && filter.company.as_ref().is_some_and(|asked| Some(asked) != own) {
        return Err(Error::NotFound);
    }
    let shelf = if filter.archived { ARCHIVED } else { OPEN };
    let page = Newest::after(filter.after.as_deref())
        .only("company = $company", "company", own.or(filter.company.as_ref()))
        .only("shelf = $shelf", "shelf", Some(shelf))
        .of(kontor, "configuration", COLUMNS, |row: &ConfigurationRow| row.seq.clone())
        .await?;
    let mut items: Vec<_> = page.items.iter().map(|row| row.summary(kontor)).collect::<Result<_, _>>()?;
    if own.is_some() {
        let codes = items.iter().map(|item| item.case.clone());
        let open = cases::rows::letting_in(kontor, actor, codes).await?;
        items.retain(|item| open.contains(item.case.as_str()));
    }
    Ok(Page { items, next: page.next })
}
