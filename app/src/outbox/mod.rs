//! Work that waits or was given up, for the administration.

mod desk_outbox;
mod drop_job;
mod jobs;
mod revive;

pub use desk_outbox::DeskOutboxPage;
pub use drop_job::DropJob;
pub use jobs::Jobs;
pub use revive::{Revive, ReviveAll};
