//! Search as you type: the first hits, without facets.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::catalog::PartHit;
use kontor_search::Request;

use super::search::{MAX_QUERY, own_first, with_prices};
use crate::Kontor;
use crate::fault::Fault as _;

/// As many as fit under the search field without scrolling.
const SUGGESTIONS: usize = 8;

/// # Errors
/// [`Error::Unavailable`].
pub async fn suggest(kontor: &Kontor, actor: &Actor, q: &str) -> Result<Vec<PartHit>, Error> {
    if q.trim().is_empty() {
        return Ok(Vec::new());
    }
    let answer = kontor
        .search
        .search(&Request {
            text: q.chars().take(MAX_QUERY).collect(),
            category: None,
            attributes: Vec::new(),
            available: false,
            offset: 0,
            limit: SUGGESTIONS,
            language: actor.language,
            facets: false,
        })
        .fault()?;
    let hits = own_first(kontor, actor, q, answer.hits, SUGGESTIONS).await?;
    Ok(with_prices(kontor, actor, hits).await?.into_iter().map(|(hit, _)| hit).collect())
}
