//! The search with price, availability and date on every hit.

use kontor_domain::accounts::Actor;
use kontor_domain::catalog::{CrossReference, Facet, FacetValue, PartHit, SearchAnswer, SearchQuery};
use kontor_domain::{Error, Localized, PartKey};
use kontor_search::{Hit, Request};

use super::{hits, own_rows};
use crate::Kontor;
use crate::fault::Fault as _;
use crate::pricing::Terms;

/// Longer queries are cut; nobody types more.
pub(super) const MAX_QUERY: usize = 200;

/// Searches the catalogue. Everybody may; prices are the actor's own.
///
/// # Errors
/// [`Error::Unavailable`] when the index or the store does not answer.
pub async fn search(kontor: &Kontor, actor: &Actor, query: &SearchQuery) -> Result<SearchAnswer, Error> {
    let page = query.page.min(SearchQuery::MAX_PAGE) as usize;
    let attributes: Vec<(String, String)> = query
        .attributes
        .iter()
        .filter_map(|a| a.split_once('='))
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
    let answer = kontor
        .search
        .search(&Request {
            text: query.q.chars().take(MAX_QUERY).collect(),
            category: query.category.clone(),
            attributes: attributes.clone(),
            available: query.available,
            offset: page * SearchQuery::HITS,
            limit: SearchQuery::HITS,
            language: actor.language,
            facets: true,
        })
        .fault()?;
    let unfiltered = page == 0 && attributes.is_empty() && query.category.is_none() && !query.available;
    let mut total = answer.total;
    let mut found = answer.hits;
    if unfiltered {
        let before = found.len();
        found = own_first(kontor, actor, &query.q, found, SearchQuery::HITS).await?;
        total = total.max(u64::from(before == 0 && !found.is_empty()));
    }
    let hits = with_prices(kontor, actor, found).await?;

    let mut facets = Vec::new();
    let tree = kontor.categories().await?;
    let categories: Vec<FacetValue> = answer
        .facets
        .categories
        .into_iter()
        .map(|(id, count)| FacetValue {
            label: tree
                .iter()
                .find(|c| c.id == id)
                .map_or_else(|| Localized::new(id.as_str(), ""), |c| c.name.clone()),
            chosen: query.category.as_ref() == Some(&id),
            value: id.0,
            count,
        })
        .collect();
    if !categories.is_empty() {
        facets.push(Facet {
            key: "category".into(),
            label: Localized::new("Gruppe", "Category"),
            values: categories,
        });
    }
    if answer.facets.available > 0 || query.available {
        facets.push(Facet {
            key: "available".into(),
            label: Localized::new("Verfügbar", "Availability"),
            values: vec![FacetValue {
                value: "true".into(),
                label: Localized::new("auf Lager", "in stock"),
                count: answer.facets.available,
                chosen: query.available,
            }],
        });
    }
    for (name, values) in answer.facets.attributes {
        let label = hits
            .iter()
            .flat_map(|(_, attributes)| attributes)
            .find(|a| a.de == name)
            .cloned()
            .unwrap_or_else(|| Localized::new(name.as_str(), ""));
        facets.push(Facet {
            values: values
                .into_iter()
                .map(|(value, count)| FacetValue {
                    label: Localized::new(value.as_str(), ""),
                    chosen: attributes.iter().any(|(n, v)| *n == name && *v == value),
                    value,
                    count,
                })
                .collect(),
            key: name,
            label,
        });
    }
    Ok(SearchAnswer {
        total,
        hits: hits.into_iter().map(|(hit, _)| hit).collect(),
        facets,
        corrected: answer.corrected,
    })
}

/// The part that the company's own number is for comes first, when exactly that was typed.
pub(super) async fn own_first(
    kontor: &Kontor,
    actor: &Actor,
    typed: &str,
    mut hits: Vec<Hit>,
    limit: usize,
) -> Result<Vec<Hit>, Error> {
    let Some(company) = actor.company() else { return Ok(hits) };
    if typed.chars().count() > MAX_QUERY || !typed.chars().any(char::is_alphanumeric) {
        return Ok(hits);
    }
    if let Some((part, number)) = own_rows::meant_one(kontor, company, typed).await? {
        hits.retain(|hit| hit.part != part);
        let source = actor.language.pick("Ihre Nummer", "Your number").to_owned();
        hits.insert(0, Hit { part, matched: Some(CrossReference { source, number }) });
        hits.truncate(limit);
    }
    Ok(hits)
}

/// Hits in the index's order, with price and date; what the store no longer has is left out. Beside each hit stand the
/// names of its attributes, for the labels of the facets.
pub(super) async fn with_prices(
    kontor: &Kontor,
    actor: &Actor,
    found: Vec<Hit>,
) -> Result<Vec<(PartHit, Vec<Localized>)>, Error> {
    let terms = Terms::of(kontor, actor).await?;
    let keys: Vec<PartKey> = found.iter().map(|h| h.part.clone()).collect();
    let loaded = hits::load(kontor, &keys, &terms).await?;
    let successors = loaded.values().filter_map(|l| l.part.replaced_by.clone()).collect();
    let names = hits::numbers(kontor, successors).await?;
    let mut list = Vec::with_capacity(found.len());
    for hit in found {
        if let Some(l) = loaded.get(&hit.part) {
            let mut line = l.hit(kontor, &terms, &names).await?;
            line.matched = hit.matched;
            list.push((line, l.part.attributes.iter().map(|a| a.name.clone()).collect()));
        }
    }
    Ok(list)
}
