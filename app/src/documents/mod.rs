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

use kontor_domain::DocumentId;
use kontor_domain::documents::Media;

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

/// The beginning of a fingerprint: enough to compare by eye.
fn short(hash: &str) -> String {
    let head: String = hash.chars().take(12).collect();
    if head.len() < hash.len() { format!("{head}…") } else { head }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_cut_and_says_so() {
        assert_eq!(short("0123456789abcdef"), "0123456789ab…");
        assert_eq!(short(""), "");
    }
}
