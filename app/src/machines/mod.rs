//! Machines on both sides of the counter: what is known of one, and what was written down about it.

mod edit_form;
mod edit_start;
mod few;
mod list_page;
mod machine;
mod machines;
mod page;
mod save_machine;

pub use edit_form::{DeskEditMachinePage, DeskNewMachinePage};
pub use edit_start::EditStartFn;
pub use few::FewMachines;
pub use list_page::{DeskMachinesPage, MachinesPage};
pub use machine::MachineFn;
pub use machines::{MachinesFn, machines};
pub use page::{DeskMachinePage, MachinePage};
pub use save_machine::SaveMachineFn;

/// Where the machines of this side are.
#[must_use]
pub const fn base(desk: bool) -> &'static str {
    if desk { "/desk/machines" } else { "/machines" }
}

/// The page of a machine. A serial number may have a `/` in it, which is none of the path.
#[must_use]
pub fn path_of(serial: &str, desk: bool) -> String {
    format!("{}/{}", base(desk), serial.replace('/', "%2F"))
}
