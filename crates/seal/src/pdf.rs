//! As much of the PDF format as seals need: reading the structure strictly, and writing one more revision behind it.
//!
//! Own code and no library, because a seal is about bytes: readers for display repair what is broken and forget where
//! things stood, while here a file is refused that could be read in two ways, and every string knows its place.

mod file;
mod object;
mod update;

pub(crate) use file::File;
pub(crate) use object::{Dict, Object, Ref, space, text};
pub(crate) use update::Update;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// It is no PDF, or not as ISO 32000-1 wants it.
    #[error("the PDF is broken at byte {at}: {what}")]
    Broken {
        /// The byte from which it could not be read.
        at: usize,
        /// What is missing there.
        what: &'static str,
    },
    /// It has an encryption dictionary: seals stand in clear and passwords are not asked for.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// Its author certified it and forbade every change (ISO 32000-1, 12.8.2.2, P = 1).
    #[error("the PDF is certified and its author allows no change")]
    Certified,
    /// Larger than this crate reads, or it unpacks to something larger.
    #[error("the PDF is too large")]
    TooLarge,
}
