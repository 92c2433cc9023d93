//! Machines of customers: who owns which one. The room forms is filled in about them.

mod machine;
mod machines;
mod put_machines;
mod read_hours;
pub(crate) mod rows;
mod save_machine;

pub use machine::machine;
pub use machines::machines;
pub use put_machines::put_machines;
pub(crate) use read_hours::read_hours;
pub use save_machine::save_machine;
