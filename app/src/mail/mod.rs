//! Mails, as the desk sees them in development.

mod desk_mails;
mod mails;

pub use desk_mails::DeskMailsPage;
pub use mails::Mails;
