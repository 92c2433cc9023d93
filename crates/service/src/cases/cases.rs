//! The cases somebody may see.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::cases::{CaseFilter, CaseSummary};
use kontor_domain::page::Page;

use super::enter;
use super::rows::{ARCHIVED, COLUMNS, CaseRow, OPEN, company_names};
use crate::Kontor;
use crate::newest::Newest;

/// Newest first, paged by key. A page of a customer may be shorter where confidential cases of others stand between.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn cases(kontor: &Kontor, actor: &Actor, filter: &CaseFilter) -> Result<Page<CaseSummary>, Error> {
    let own = actor.company();
    actor.require(if own.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    let page = if filter.code.trim().is_empty() {
        let shelf = if filter.archived { ARCHIVED } else { OPEN };
        let company = own.or(filter.company.as_ref());
        let mine = actor.person().filter(|_| own.is_none() && filter.mine && company.is_none());
        Newest::after(filter.after.as_deref())
            .only("company = $company", "company", company)
            .only("owner = $owner", "owner", mine)
            .only("shelf = $shelf", "shelf", Some(shelf))
            .of(kontor, "case", COLUMNS, |row: &CaseRow| row.seq.clone())
            .await?
    } else {
        let found = match CaseCode::parse(&filter.code) {
            Some(code) => match enter(kontor, actor, &code).await {
                Ok(entered) => vec![entered.row],
                Err(Error::NotFound) => Vec::new(),
                Err(other) => return Err(other),
            },
            None => Vec::new(),
        };
        Page { items: found, next: None }
    };
    let names = company_names(kontor, page.items.iter().map(|row| row.company.clone())).await?;
    let items = page
        .items
        .into_iter()
        .filter(|row| own.is_none() || row.lets_in(actor))
        .map(|row| {
            let name = names.get(&row.company).cloned().unwrap_or_default();
            row.summary(kontor, name)
        })
        .collect();
    Ok(Page { items, next: page.next })
}
