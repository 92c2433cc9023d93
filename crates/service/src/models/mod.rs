//! Models that can be configured: import, editing, release, and what customers read of them. The rules themselves are
//! `kontor_domain::configurations`.

mod costs;
mod desk_model;
mod draft;
mod edit_model;
mod import_model;
mod keep;
mod list;
mod release;
mod rows;
mod shelf;
mod step_model;

pub use costs::costs;
pub(crate) use costs::known_costs;
pub use desk_model::desk_model;
pub use edit_model::edit_model;
pub use import_model::import_model;
pub use list::models;
pub use release::{newest, release};
pub(crate) use shelf::Shelf;
pub use step_model::step_model;
