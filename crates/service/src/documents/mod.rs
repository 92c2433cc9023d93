//! The archive: documents that stay as they were. Their bytes lie in the content store ([`blobs`]), what is known of them in the store,
//! and every change of either is an entry of the chain ([`pen`]).

mod archive;
mod blobs;
mod bring_in;
mod chain;
mod delete_document;
mod document;
mod document_entries;
mod documents;
mod end_share;
mod export;
mod hold_document;
mod home;
mod inspect;
mod latest_entries;
mod new_version;
mod open_document;
mod open_share;
mod pen;
mod receive;
mod release_hold;
mod rows;
mod share_document;
mod shares;
mod upkeep;
mod upload_document;
mod verify;

use std::io;
use std::path::Path;
use std::sync::Mutex;

use kontor_domain::Date;

pub(crate) use archive::{Made, archive};
pub use blobs::Blobs;
pub use chain::chain;
pub use delete_document::delete_document;
pub(crate) use delete_document::delete_now;
pub use document::document;
pub use document_entries::document_entries;
pub use documents::documents;
pub use end_share::end_share;
pub use export::export;
pub use hold_document::hold_document;
pub use latest_entries::latest_entries;
pub use new_version::new_version;
pub use open_document::{OpenedDocument, open_document};
pub use open_share::open_share;
pub use receive::Incoming;
pub use release_hold::release_hold;
pub use share_document::share_document;
pub use upkeep::{Upkeep, upkeep};
pub use upload_document::{may_upload, upload_document};
pub use verify::{Verified, verify};

/// What the archive has beside the store.
pub struct Archive {
    /// Where the bytes are.
    pub blobs: Blobs,
    /// Whoever writes into the chain holds this: within one process nobody meets anybody there.
    pen: tokio::sync::Mutex<()>,
    /// On which day the content store was swept last.
    swept: Mutex<Option<Date>>,
}

impl Archive {
    /// The archive in a folder, which is made.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        let blobs = Blobs::in_folder(folder)?;
        Ok(Self { blobs, pen: tokio::sync::Mutex::default(), swept: Mutex::default() })
    }
}
