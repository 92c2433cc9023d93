//! The archive, on both sides: what there is of a company, one document with its versions and links, and how one comes in; for who keeps
//! the archive also holds, deletions and the chain. Files go through addresses of their own (`server/src/router/archive.rs`).

mod chain;
mod chain_page;
mod delete_document;
mod document;
mod documents;
mod end_share;
mod hold_document;
mod keeping;
mod list_page;
mod new_page;
mod page;
mod release_hold;
mod share_document;
mod sharing;
mod start;
mod versions;

pub use chain_page::DeskArchivePage;
pub use list_page::{DeskDocumentsPage, DocumentsPage};
pub use new_page::{DeskNewDocumentPage, NewDocumentPage};
pub use page::{DeskDocumentPage, DocumentPage};

use kontor_domain::DocumentId;
use kontor_domain::documents::DocumentKind;
use leptos::prelude::*;

use crate::text::use_language;

/// Where the documents live on a side.
const fn base(desk: bool) -> &'static str {
    if desk { "/desk/documents" } else { "/documents" }
}

fn path_of(desk: bool, document: &DocumentId) -> String {
    format!("{}/{document}", base(desk))
}

/// Where a version's file is. `?save` saves what browsers would show.
fn file_path(document: &DocumentId, number: u32) -> String {
    format!("/documents/{document}/file/{number}")
}

/// What may be chosen for documents that the desk brings in, and to look for.
#[component]
fn KindOptions(chosen: Option<DocumentKind>) -> impl IntoView {
    let l = use_language();
    DocumentKind::ALL
        .map(|kind| view! { <option value=kind.code() selected=chosen == Some(kind)>{kind.word(l)}</option> })
        .into_iter()
        .collect_view()
}
