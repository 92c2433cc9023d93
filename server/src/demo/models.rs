//! Machines to configure.

use kontor_domain::Error;
use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{ImportModel, ModelStep, StepModel};
use kontor_service::{Kontor, models};

/// Imports and releases what is not there yet: an interrupted load goes on here.
pub(super) async fn make(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    let there = models::models(kontor, system, true).await?;
    for text in kontor_demo::models().into_iter().skip(there.iter().filter(|m| m.version > 0).count()) {
        let import = ImportModel { file: text.to_owned(), version: None };
        let model = models::import_model(kontor, system, &import).await?;
        let step = StepModel { id: model.summary.id, version: model.version, step: ModelStep::Release };
        models::step_model(kontor, system, &step).await?;
    }
    Ok(())
}
