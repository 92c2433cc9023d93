//! Documents as PDF/A-3b, set by Typst: usable alone, without anything else of Kontor.
//!
//! Whoever wants a document fills in a [`Letter`] or a [`Report`] with text that is already in the reader's language and formatted, and gets
//! bytes. Text is data: nothing in it is taken for markup.

mod letter;
mod photo;
mod press;
pub mod report;

pub use letter::{Amount, Columns, Fact, Letter, Parties, Row, Style};
pub use press::{DocumentError, Printed, letter, report};
pub use report::Report;
