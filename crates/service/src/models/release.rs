//! Releases of a model, ready to answer choices.

use std::sync::Arc;

use kontor_domain::configurations::{Compiled, ModelState};
use kontor_domain::{Error, ModelId};

use super::rows;
use crate::Kontor;
use crate::fault::internal;

/// A release, also of a model that is no longer offered: configurations are read with the one they were made with. Whoever asks
/// has to be allowed to read something that has it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn release(kontor: &Kontor, model: &ModelId, number: u32) -> Result<Arc<Compiled>, Error> {
    let key = (model.clone(), number);
    if let Some(engine) = kontor.models.get(&key) {
        return Ok(engine);
    }
    let kept = rows::find_release(kontor, model, number).await?.ok_or(Error::NotFound)?;
    let engine = Compiled::new(kept.model).map_err(|_| internal(&"a release with faults"))?;
    let engine = Arc::new(engine);
    kontor.models.put(key, &engine);
    Ok(engine)
}

/// The release with which a configuration begins today.
///
/// # Errors
/// [`Error::NotFound`] for a model that is not there or not offered.
pub async fn newest(kontor: &Kontor, model: &ModelId) -> Result<Arc<Compiled>, Error> {
    let row = rows::find(kontor, model).await?.ok_or(Error::NotFound)?;
    match row.state() {
        ModelState::Offered => Box::pin(release(kontor, model, row.released())).await,
        ModelState::Draft | ModelState::Withdrawn => Err(Error::NotFound),
    }
}
