//! The archive: documents of customers on both sides of the counter, how they come in, who gets them, and for the desk how they are kept.
//! Plain forms first; once awake, a file says how far it is.

mod archive;
mod archive_page;
mod delete_document;
mod document;
mod documents;
mod end_share;
mod entries;
mod facts;
mod few;
mod file_field;
mod hold_document;
mod keep;
mod list_page;
mod narrow;
mod page;
mod readers;
mod release_hold;
mod send;
mod share;
mod share_document;
mod table;
mod upload_form;
mod upload_page;
mod upload_start;
mod versions;

use kontor_domain::documents::Media;
use kontor_domain::{Decimal, DocumentId, Language, format};

pub use archive::ArchiveFn;
pub use archive_page::DeskArchivePage;
pub use delete_document::DeleteDocumentFn;
pub use document::DocumentFn;
pub use documents::DocumentsFn;
pub use end_share::EndShare;
pub use few::FewDocuments;
pub use hold_document::HoldDocumentFn;
pub use list_page::{DeskDocumentsPage, DocumentsPage};
pub use page::{DeskDocumentPage, DocumentPage};
pub use release_hold::ReleaseHoldFn;
pub use share_document::ShareDocumentFn;
pub use upload_page::{DeskNewDocumentPage, NewDocumentPage};
pub use upload_start::UploadStartFn;

/// Where the documents of this side are.
#[must_use]
pub const fn base(desk: bool) -> &'static str {
    if desk { "/desk/documents" } else { "/documents" }
}

/// The page of a document.
fn path_of(id: &DocumentId, desk: bool) -> String {
    format!("{}/{id}", base(desk))
}

/// The file of a version, as the browser shows it.
fn file_of(id: &DocumentId, number: u32, desk: bool) -> String {
    format!("{}/file/{number}", path_of(id, desk))
}

/// `PDF`, `JPG`: what stands where there is no picture.
fn type_word(media: Media) -> String {
    media.extensions().first().copied().unwrap_or_default().to_uppercase()
}

/// `312 kB`, `2,4 MB`: never more digits than anybody reads.
fn size_words(bytes: u64, l: Language) -> String {
    let (unit, name) = match bytes {
        0..100_000 => return format!("{}\u{a0}kB", bytes.div_ceil(1_000)),
        100_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = i64::try_from(bytes.div_ceil(unit / 10)).unwrap_or(i64::MAX);
    format!("{}\u{a0}{name}", format::decimal(Decimal::new(tenths, 1), l))
}

/// The beginning of a fingerprint: enough to compare by eye.
fn short(hash: &str) -> String {
    let head: String = hash.chars().take(12).collect();
    if head.len() < hash.len() { format!("{head}…") } else { head }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_read_them() {
        assert_eq!(size_words(1, Language::De), "1\u{a0}kB");
        assert_eq!(size_words(46_100, Language::De), "47\u{a0}kB");
        assert_eq!(size_words(2_345_678, Language::De), "2,4\u{a0}MB");
        assert_eq!(size_words(1_250_000_000, Language::En), "1.3\u{a0}GB");
    }

    #[test]
    fn a_fingerprint_is_cut_and_says_so() {
        assert_eq!(short("0123456789abcdef"), "0123456789ab…");
        assert_eq!(short(""), "");
    }
}
