//! Which part somebody means by a number.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::PartData;
use kontor_domain::{CompanyId, Error, PartKey, Problem};

use super::{resolve, rows};
use crate::Kontor;

/// For the dealer's people: our number, what the company calls so, or a cross reference, as in a quick order of the company.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Desk`]; [`Error::Invalid`] with `number` for one that nobody knows and one that several parts
/// have.
pub async fn meant(
    kontor: &Kontor,
    actor: &Actor,
    company: &CompanyId,
    number: &str,
) -> Result<PartKey, Error> {
    actor.require(Right::Desk)?;
    let meaning = resolve(kontor, Some(company), &[number]).await?.into_iter().next().unwrap_or_default();
    let keys: Vec<PartKey> = meaning.keys().cloned().collect();
    let there: Vec<PartKey> = rows::parts(kontor, &keys).await?.iter().map(PartData::key).collect();
    let mut meant = meaning.decide(|key| there.contains(key));
    match (meant.pop(), meant.is_empty()) {
        (Some((part, _)), true) => Ok(part),
        (Some(_), false) => Err(Error::invalid("number", Problem::AmbiguousPart)),
        (None, _) => Err(Error::invalid("number", Problem::UnknownPart)),
    }
}
