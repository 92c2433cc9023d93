//! Models that can be configured, as the desk keeps them.

mod desk_model;
mod desk_model_page;
mod desk_models_page;
mod edit_choice;
mod edit_example;
mod edit_form;
mod edit_frame;
mod edit_group;
mod edit_model;
mod edit_page;
mod edit_rule;
mod import_model;
mod sheet;
mod step_model;

pub use desk_model::{DeskModelFn, DeskModels};
pub use desk_model_page::DeskModelPage;
pub use desk_models_page::DeskModelsPage;
pub use edit_model::EditModelFn;
pub use import_model::ImportModelFn;
pub use step_model::StepModelFn;
