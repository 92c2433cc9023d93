//! Price requests: a customer's own, or the desk's queue; and one of them.

use kontor_domain::accounts::Actor;
use kontor_domain::page::Page;
use kontor_domain::pricing::{PriceRequest, RequestFilter};
use kontor_domain::{Error, PriceRequestId};
use kontor_store::Variables;

use super::request_rows::{self as rows, COLUMNS, RequestRow};
use crate::Kontor;
use crate::fault::Fault as _;

const PAGE: usize = 25;
/// Sorts behind every ULID.
const END: &str = "~";

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
    let mut vars = Variables::new();
    let mut conditions = Vec::new();
    if let Some(company) = actor.company() {
        vars.insert("company", company.to_string());
        conditions.push("company = $company");
    }
    if let Some(state) = filter.state {
        vars.insert("state", state.code().to_owned());
        conditions.push("state = $state");
    }
    vars.insert("after", filter.after.clone().unwrap_or_else(|| END.to_owned()));
    conditions.push("seq < $after");
    let sql = format!(
        "SELECT {COLUMNS} FROM price_request WHERE {} ORDER BY seq DESC LIMIT {}",
        conditions.join(" AND "),
        PAGE + 1
    );
    let found: Vec<RequestRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let page = Page::from_rows(found, PAGE, |row| row.seq.clone());
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
