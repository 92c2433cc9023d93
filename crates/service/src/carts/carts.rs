//! The carts a person can use.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::{CartHead, CartRight, Carts};
use kontor_domain::{CompanyId, Error};
use kontor_store::Variables;

use super::rows::{self, CartRow, DELETED, OPEN, Opened};
use crate::Kontor;
use crate::fault::Fault as _;

/// So many deleted carts are offered to be brought back.
const BACK: usize = 20;
/// They are looked for among so many of the company; more open ones than this there cannot be.
const LOOKED_AT: usize = 200;

/// The shared one first, then the others that the actor may see, by age; and what they can bring back (index
/// `cart_by_company`).
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Order`].
pub async fn carts(kontor: &Kontor, actor: &Actor) -> Result<Carts, Error> {
    let company = actor.require_company(Right::Order)?;
    let current = rows::open(kontor, actor, None, CartRight::View).await?.id;
    let mut open = vec![Opened::shared(company, current.as_str() == company.as_str())];
    for row in newest(kontor, company, OPEN).await?.into_iter().rev() {
        if let Some(right) = row.right(actor)? {
            let chosen = row.seq == current.as_str();
            open.push(Opened::named(row, right, chosen));
        }
    }
    let mut deleted = Vec::new();
    for row in newest(kontor, company, DELETED).await? {
        if deleted.len() < BACK
            && row.is_managed_by(actor)
            && let Some(right) = row.right(actor)?
        {
            deleted.push(Opened::named(row, right, false));
        }
    }
    let counts = rows::counts(kontor, open.iter().chain(&deleted).map(|cart| &cart.id)).await?;
    // What somebody else left empty, as the desk does after every call, is nothing to bring back.
    let lines = |cart: &Opened| counts.get(cart.id.as_str()).copied().unwrap_or_default();
    deleted.retain(|cart| {
        lines(cart) > 0 || cart.row.as_ref().is_some_and(|row| row.owner == rows::owner(actor))
    });
    let heads = |carts: &[Opened]| -> Result<Vec<CartHead>, Error> {
        carts.iter().map(|cart| cart.head(actor, lines(cart))).collect()
    };
    Ok(Carts { carts: heads(&open)?, deleted: heads(&deleted)? })
}

pub(super) async fn newest(kontor: &Kontor, company: &CompanyId, state: &str) -> Result<Vec<CartRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("company", company.to_string());
    vars.insert("state", state.to_owned());
    let columns = rows::COLUMNS;
    let sql = format!(
        "SELECT {columns} FROM cart WHERE company = $company AND state = $state ORDER BY seq DESC LIMIT {LOOKED_AT}"
    );
    kontor.store.rows(&sql, vars).await.fault()
}
