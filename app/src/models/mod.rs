//! Models that can be configured, as the desk keeps them.

mod desk_model;
mod desk_model_page;
mod desk_models_page;
mod import_model;
mod sheet;
mod step_model;

pub use desk_model::{DeskModelFn, DeskModels};
pub use desk_model_page::DeskModelPage;
pub use desk_models_page::DeskModelsPage;
pub use import_model::ImportModelFn;
pub use step_model::StepModelFn;
