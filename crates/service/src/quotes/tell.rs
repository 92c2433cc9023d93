//! Who is told of an offer.

use kontor_domain::accounts::Right;
use kontor_domain::{Error, Language, PersonId};

use super::rows::QuoteRow;
use crate::cases::{self, Entered};
use crate::{Kontor, accounts};

/// Of the customer: who takes part in the case, who asked for it, or else everybody of the company who may order.
pub(super) async fn customers(
    kontor: &Kontor,
    row: &QuoteRow,
    entered: &Entered,
) -> Result<Vec<(String, Language)>, Error> {
    let told = cases::others(kontor, entered).await?;
    if !told.is_empty() {
        return Ok(told);
    }
    let people = accounts::rows::people(kontor, Some(&row.company())).await?;
    let may = people.into_iter().filter(|p| !p.blocked && p.may(Right::Order));
    Ok(may.map(|p| (p.email, p.language)).collect())
}

/// Of the dealer: who looks after it; the house's own address when nobody does.
pub(super) async fn desk(kontor: &Kontor, row: &QuoteRow) -> Result<(String, Language), Error> {
    let owner = match row.owner.as_str() {
        "" => None,
        owner => accounts::rows::email(kontor, &PersonId(owner.to_owned())).await?,
    };
    Ok(owner.unwrap_or_else(|| (kontor.settings.dealer_email.clone(), Language::De)))
}
