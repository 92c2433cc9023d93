//! Price requests: a customer's own, or the desk's queue; and one of them.

use kontor_domain::accounts::Actor;
use kontor_domain::page::Page;
use kontor_domain::pricing::{PriceRequest, RequestFilter, RequestState};
use kontor_domain::{Error, PriceRequestId};

use super::request_rows::{self as rows, COLUMNS, RequestRow};
use crate::Kontor;
use crate::newest::Newest;

/// Newest first, paged by key.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn price_requests(
    kontor: &Kontor,
    actor: &Actor,
    filter: &RequestFilter,
) -> Result<Page<PriceRequest>, Error> {
    rows::may_see(actor)?;
    let page = Newest::after(filter.after.as_deref())
        .only("company = $company", "company", actor.company())
        .only("state = $state", "state", filter.state.map(RequestState::code))
        .of(kontor, "price_request", COLUMNS, |row: &RequestRow| row.seq.clone())
        .await?;
    let items = page.items.into_iter().map(|row| row.view(kontor)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// One request.
///
/// # Errors
/// As [`price_requests`]; [`Error::NotFound`] also for another company's.
pub async fn price_request(
    kontor: &Kontor,
    actor: &Actor,
    id: &PriceRequestId,
) -> Result<PriceRequest, Error> {
    rows::visible(kontor, actor, id).await?.view(kontor)
}
