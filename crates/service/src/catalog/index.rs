//! Keeps the search index in step with the store.

use kontor_domain::catalog::PartData;
use kontor_domain::stock::StockLevel;
use kontor_domain::{Error, PartKey};
use kontor_search::SearchDocument;

use super::hits;
use crate::Kontor;
use crate::fault::Fault as _;
use crate::pricing::Terms;

/// Reads these parts and writes them to the index; parts that are gone leave it. Commits once.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn index_parts(kontor: &Kontor, keys: &[PartKey]) -> Result<(), Error> {
    let terms = Terms::default();
    let (mut documents, mut gone) = (Vec::with_capacity(keys.len()), Vec::new());
    for batch in keys.chunks(500) {
        let mut loaded = hits::load(kontor, batch, &terms).await?;
        for key in batch {
            match loaded.remove(key) {
                Some(l) => documents.push(document(&l.part, &l.levels)),
                None => gone.push(key.clone()),
            }
        }
    }
    let index = kontor.search.clone();
    tokio::task::spawn_blocking(move || index.apply(&documents, &gone))
        .await
        .map_err(|e| crate::fault::internal(&e))?
        .fault()
}

/// A part as the index keeps it.
pub(super) fn document(part: &PartData, levels: &[StockLevel]) -> SearchDocument {
    SearchDocument {
        part: part.key(),
        number: part.number.to_string(),
        name: part.name.clone(),
        text: part.text.clone(),
        category: part.category.clone(),
        attributes: part.attributes.clone(),
        cross_references: part.cross_references.clone(),
        available: hits::in_stock(part.code, levels),
        code: part.code,
    }
}
