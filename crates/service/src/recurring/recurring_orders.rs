//! The list of recurring orders: a customer's own, or any for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::page::Page;
use kontor_domain::recurring::{RecurringFilter, RecurringSummary};

use super::rows::{COLUMNS, RecurringRow};
use crate::Kontor;
use crate::newest::Newest;

/// Newest first, paged by key (`recurring_by_company`, `recurring_by_seq`).
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn recurring_orders(
    kontor: &Kontor,
    actor: &Actor,
    filter: &RecurringFilter,
) -> Result<Page<RecurringSummary>, Error> {
    let own = actor.company();
    actor.require(if own.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if own.is_some() && filter.company.as_ref().is_some_and(|asked| Some(asked) != own) {
        return Err(Error::NotFound);
    }
    let page = Newest::after(filter.after.as_deref())
        .only("company = $company", "company", own.or(filter.company.as_ref()))
        .of(kontor, "recurring", COLUMNS, |row: &RecurringRow| row.seq.clone())
        .await?;
    let items =
        page.items.iter().map(|row| Ok(row.summary(actor, &row.read()?))).collect::<Result<_, Error>>()?;
    Ok(Page { items, next: page.next })
}
