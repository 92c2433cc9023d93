//! Webhooks out: other systems are told what happens, signed, again and again until they take it, with a log of it.
//!
//! `tell` writes the deliveries in the transaction of the event; each has a job in the outbox with the same key, in a lane of
//! its own (`outbox/hooks.rs`). `deliver` sends one. See `docs/decisions/0028-webhooks-out.md`.

mod address;
mod change_hook;
mod delete_hook;
mod deliver;
mod give_up;
mod hook_log;
mod hooks;
mod key;
mod known;
mod make_hook;
mod pause_hook;
mod resend;
mod rotate_hook;
mod rows;
mod send;
mod sign;
mod sweep;
mod tell;
mod test_hook;

pub use change_hook::change_hook;
pub use delete_hook::delete_hook;
pub(crate) use deliver::{Delivered, deliver};
pub(crate) use give_up::give_up;
pub use hook_log::{delivery, hook_log};
pub use hooks::hooks;
pub use key::key_file;
pub(crate) use known::Hooks;
pub use make_hook::make_hook;
pub use pause_hook::{pause_hook, resume_hook};
pub use resend::resend;
pub use rotate_hook::rotate_hook;
pub(crate) use send::post_to_known;
pub use sweep::sweep;
pub(crate) use tell::{Told, tell};
pub use test_hook::test_hook;
