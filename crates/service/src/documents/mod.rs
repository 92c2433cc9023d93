//! The archive: documents that stay as they were. Their bytes lie in the content store ([`blobs`]), what is known of them in the store,
//! and every change of either is an entry of the chain ([`pen`]).

mod archive;
mod beside;
mod blobs;
mod bring_in;
mod bucket;
mod chain;
mod delete_document;
mod derived;
mod document;
mod document_entries;
mod documents;
mod end_share;
mod export;
mod find_version;
mod hold_document;
mod home;
mod inspect;
mod latest_entries;
mod new_version;
mod open_document;
mod open_share;
mod pen;
mod preview;
mod read_file;
mod receive;
mod reindex;
mod release_hold;
mod rows;
mod scan;
mod share_document;
mod share_out;
mod shared_document;
mod shares;
mod standing;
mod text;
mod upkeep;
mod upload_document;
mod verify;

use std::path::Path;
use std::sync::Mutex;

use kontor_domain::{Date, Error};
use kontor_search::ArchiveIndex;
use tokio::sync::Semaphore;

use crate::kontor::ArchiveSettings;
use derived::Derived;

pub(crate) use archive::{Made, archive, by_source};
pub(crate) use beside::{keep_beside, read_beside};
pub use blobs::Blobs;
pub use bucket::Bucket;
pub use chain::chain;
pub use delete_document::delete_document;
pub(crate) use delete_document::delete_now;
pub use document::document;
pub use document_entries::document_entries;
pub use documents::documents;
pub use end_share::end_share;
pub use export::{export, export_selection};
pub use find_version::find_version;
pub use hold_document::hold_document;
pub use latest_entries::latest_entries;
pub use new_version::new_version;
pub use open_document::{OpenedDocument, open_document};
pub use open_share::open_share;
pub use preview::preview;
pub use receive::Incoming;
pub use reindex::reindex;
pub use release_hold::release_hold;
pub(crate) use rows::{Reader, reader};
pub use share_document::share_document;
pub(crate) use share_out::ShareOut;
pub use shared_document::shared_document;
pub(crate) use standing::{came_in, closed_day, entry_at, latest_bytes, signed_form, standing};
pub(crate) use text::index_texts;
pub use upkeep::{Upkeep, upkeep};
pub use upload_document::{may_upload, upload_document};
pub use verify::{Verified, verify};

/// What the archive has beside the store.
pub struct Archive {
    /// Where the bytes are.
    pub blobs: Blobs,
    /// The words of documents and of the text in them.
    pub index: ArchiveIndex,
    /// Texts and pictures that were made of the bytes.
    derived: Derived,
    /// Files are read one at a time: each may take a core and much memory.
    reading: Semaphore,
    /// Whoever writes into the chain holds this: within one process nobody meets anybody there.
    pen: tokio::sync::Mutex<()>,
    /// On which day the content store was swept last.
    swept: Mutex<Option<Date>>,
}

impl Archive {
    /// The archive with its folder, which is made. The bytes of documents lie there too, or in the bucket that is configured; `name`
    /// gives a name that nobody else has.
    ///
    /// # Errors
    /// What cannot be used, in words.
    pub fn open(
        folder: &Path,
        settings: &ArchiveSettings,
        name: impl FnOnce() -> String,
    ) -> Result<Self, String> {
        let bucket = Bucket::of(settings).map_err(|(key, why)| format!("{key}: {why}"))?;
        let blobs = match bucket {
            None => Blobs::in_folder(folder),
            Some(bucket) => Blobs::in_bucket(&bucket, folder, name),
        };
        let index = ArchiveIndex::open(&folder.join("index")).map_err(|e| format!("documents/index: {e}"))?;
        Ok(Self {
            blobs: blobs.map_err(|e| format!("documents: {e}"))?,
            index,
            derived: Derived::in_folder(&folder.join("derived")),
            reading: Semaphore::new(1),
            pen: tokio::sync::Mutex::default(),
            swept: Mutex::default(),
        })
    }

    /// Removes bytes that nobody names, with what was made of them; as [`Blobs::remove_if`].
    ///
    /// # Errors
    /// As `unused`; [`Error::Internal`] when the disk refuses.
    async fn sweep(
        &self,
        hash: &str,
        unused: impl Future<Output = Result<bool, Error>>,
    ) -> Result<bool, Error> {
        let gone = self.blobs.remove_if(hash, unused).await?;
        if gone {
            self.derived.forget(hash).await?;
        }
        Ok(gone)
    }
}
