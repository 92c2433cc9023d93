//! How goods go out: what the buyer chooses, and the services that the dealer keeps.

mod branch_form;
mod choices;
mod desk_delivery;
mod save_branch;
mod save_service;
mod save_zones;
mod service_form;
mod service_select;
mod tariffs;

pub use choices::{Choice, DeliveryChoices, Together};
pub use desk_delivery::DeskDeliveryPage;
pub use save_branch::SaveBranch;
pub use save_service::{RemoveService, SaveService};
pub use save_zones::SaveZones;
pub use service_select::ServiceSelect;
pub use tariffs::AskTariffs;
#[cfg(feature = "ssr")]
pub use tariffs::services;
