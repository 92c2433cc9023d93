//! How many lines are in the cart, for the header of every page.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_store::{SurrealValue, Variables};

use crate::Kontor;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Count {
    count: i64,
}

/// Zero for everybody who has no cart.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn cart_count(kontor: &Kontor, actor: &Actor) -> Result<u32, Error> {
    let Ok(company) = actor.require_company(Right::Order) else { return Ok(0) };
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    let rows: Vec<Count> = kontor
        .store
        .rows("SELECT count() FROM cart_line WHERE company = $company GROUP ALL", vars)
        .await
        .fault()?;
    Ok(rows.first().map_or(0, |c| u32::try_from(c.count).unwrap_or(u32::MAX)))
}
