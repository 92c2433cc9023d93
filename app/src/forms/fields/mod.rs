//! The controls of a form: large, native, and the same with and without a script.

mod check;
mod choice;
mod line;
mod machine;
mod part;
mod photos;
mod table;
mod yes_no;

pub(super) use check::CheckField;
pub(super) use choice::ChoiceField;
pub(super) use line::{DateField, LineField, NumberField, TextField};
pub(super) use machine::MachineField;
pub(super) use part::PartField;
pub(super) use photos::PhotosField;
pub(super) use table::TableField;
pub(super) use yes_no::YesNoField;
