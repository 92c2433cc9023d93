//! The carts a person can use.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{CartRight, Carts};
use kontor_domain::{CartId, CompanyId, Error};
use kontor_store::Variables;

use super::rows::{self, CartRow, DELETED, OPEN, Opened};
use crate::Kontor;
use crate::fault::Fault as _;

/// So many deleted carts are offered to be brought back.
const BACK: usize = 20;

/// The shared one first, then the others that the actor may see, by age; and what they can bring back (index
/// `cart_by_company`, which holds at most [`kontor_domain::carts::MAX_CARTS`] open ones per company).
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Order`].
pub async fn carts(kontor: &Kontor, actor: &Actor) -> Result<Carts, Error> {
    let company = actor.require_company(Right::Order)?;
    let current = rows::open(kontor, actor, None, CartRight::View).await?.id;
    let mut carts = Carts::default();
    let shared = rows::shared(company);
    let mut open = vec![Opened {
        current: shared == current,
        id: shared,
        company: company.clone(),
        right: CartRight::Order,
        row: None,
    }];
    for row in named(kontor, company, OPEN).await? {
        if let Some(right) = row.right(actor)? {
            let id = CartId(row.seq.clone());
            open.push(Opened { current: id == current, id, company: company.clone(), right, row: Some(row) });
        }
    }
    for cart in open {
        carts.carts.push(cart.head(actor, rows::count(kontor, &cart.id).await?)?);
    }
    let mut deleted = named(kontor, company, DELETED).await?;
    deleted.reverse();
    for row in deleted {
        if carts.deleted.len() < BACK
            && let Some(right) = row.right(actor)?
            && row.is_managed_by(actor)
        {
            let cart = Opened {
                id: CartId(row.seq.clone()),
                company: company.clone(),
                right,
                row: Some(row),
                current: false,
            };
            carts.deleted.push(cart.head(actor, rows::count(kontor, &cart.id).await?)?);
        }
    }
    Ok(carts)
}

async fn named(kontor: &Kontor, company: &CompanyId, state: &str) -> Result<Vec<CartRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    vars.insert("state", state.to_owned());
    let columns = rows::COLUMNS;
    let sql = format!("SELECT {columns} FROM cart WHERE company = $company AND state = $state ORDER BY seq");
    kontor.store.rows(&sql, vars).await.fault()
}
