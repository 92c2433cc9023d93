//! Configurations: what customers, and the desk for them, put together of a model. Every change is a version; nothing is ever
//! deleted (`docs/decisions/0035-configurations.md`).

mod archive_configuration;
mod begin_configuration;
mod change_configuration;
mod compare;
mod configuration;
mod configurations;
mod copy_configuration;
mod datasheet;
mod go_back;
mod move_to_newest;
mod reckon;
mod rename_configuration;
mod rows;
mod take_repair;
mod versions;

pub use archive_configuration::archive_configuration;
pub use begin_configuration::begin_configuration;
pub use change_configuration::change_configuration;
pub use compare::compare;
pub use configuration::configuration;
pub use configurations::configurations;
pub use copy_configuration::copy_configuration;
pub use datasheet::datasheet;
pub use go_back::go_back;
pub use move_to_newest::move_to_newest;
pub use rename_configuration::rename_configuration;
pub(crate) use rows::{kept_of, of_case};
pub use take_repair::take_repair;
pub use versions::versions;
