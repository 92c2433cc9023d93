//! The list of offers: a customer's own, or any for the desk.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::page::Page;
use kontor_domain::quotes::{ListedQuote, QuoteFilter, Turn};

use super::desk_quote::next_step;
use super::rows::{COLUMNS, QuoteRow};
use crate::newest::Newest;
use crate::{Kontor, cases, follow_ups};

/// Newest first, paged by key. A page of a customer may be shorter where those of confidential cases of others stand between. For the
/// desk with what is to be done next.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`] for a customer who asks for another company's.
pub async fn quotes(
    kontor: &Kontor,
    actor: &Actor,
    filter: &QuoteFilter,
) -> Result<Page<ListedQuote>, Error> {
    let own = actor.company();
    actor.require(if own.is_some() { Right::SeeOwnOrders } else { Right::SeeOrders })?;
    if own.is_some() && filter.company.as_ref().is_some_and(|asked| Some(asked) != own) {
        return Err(Error::NotFound);
    }
    let mine = (own.is_none() && filter.mine && filter.company.is_none()).then(|| actor.person()).flatten();
    let page = Newest::after(filter.after.as_deref())
        .only("reader = $reader", "reader", own)
        .only("company = $company", "company", filter.company.as_ref().filter(|_| own.is_none()))
        .only("owner = $owner", "owner", mine)
        .only("turn = $turn", "turn", filter.turn.map(Turn::code))
        .of(kontor, "quote", COLUMNS, |row: &QuoteRow| row.seq.clone())
        .await?;
    let mut items = Vec::with_capacity(page.items.len());
    if own.is_some() {
        let codes = page.items.iter().map(QuoteRow::code).collect::<Result<Vec<_>, _>>()?;
        let open = cases::rows::letting_in(kontor, actor, codes.into_iter()).await?;
        for row in page.items.iter().filter(|row| open.contains(&row.case)) {
            items.push(ListedQuote { head: row.summary(kontor)?, next: None });
        }
    } else {
        let codes = page.items.iter().filter(|row| row.state().turn() != Turn::Nobody);
        let due = follow_ups::first_of(kontor, codes.map(|row| row.case.clone()).collect()).await?;
        for row in &page.items {
            let next = next_step(row, due.get(&row.case));
            items.push(ListedQuote { head: row.summary(kontor)?, next });
        }
    }
    Ok(Page { items, next: page.next })
}
