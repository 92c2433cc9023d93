//! What was made of the bytes of documents, kept beside them under the same name: their text, and a small picture of the first page.
//! All of it can be thrown away and made again; it is in no backup, and goes when the bytes go.

use std::io;
use std::path::{Path, PathBuf};

use kontor_domain::Error;
use kontor_extract::Wanted;
use tokio::fs;
use tokio::io::AsyncWriteExt as _;

use crate::fault::internal;

/// Texts and pictures by the hash of what they were made of.
pub(super) struct Derived {
    folder: PathBuf,
}

impl Derived {
    /// In a folder that is made when there is something to keep.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// What was made: empty when the file has nothing of it, nothing when nobody has looked.
    ///
    /// # Errors
    /// [`Error::Internal`] when the disk refuses.
    pub async fn get(&self, hash: &str, wanted: Wanted) -> Result<Option<Vec<u8>>, Error> {
        match fs::read(self.place(hash, wanted)).await {
            Ok(made) => Ok(Some(made)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(internal(&e)),
        }
    }

    /// Keeps it, whole or not at all.
    ///
    /// # Errors
    /// [`Error::Internal`] when the disk refuses.
    pub async fn put(&self, hash: &str, wanted: Wanted, made: &[u8]) -> Result<(), Error> {
        let place = self.place(hash, wanted);
        let draft = place.with_extension("new");
        let kept = async {
            fs::create_dir_all(place.parent().unwrap_or(&self.folder)).await?;
            let mut file = fs::File::create(&draft).await?;
            file.write_all(made).await?;
            // An empty one says that there is nothing: it must not be what a power cut left.
            file.sync_all().await?;
            fs::rename(&draft, &place).await
        };
        kept.await.map_err(|e| internal(&e))
    }

    /// What it was made of is gone.
    ///
    /// # Errors
    /// [`Error::Internal`] when the disk refuses.
    pub async fn forget(&self, hash: &str) -> Result<(), Error> {
        for wanted in [Wanted::Text, Wanted::Picture] {
            match fs::remove_file(self.place(hash, wanted)).await {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(internal(&e)),
                _ => {}
            }
        }
        Ok(())
    }

    fn place(&self, hash: &str, wanted: Wanted) -> PathBuf {
        let extension = match wanted {
            Wanted::Text => "txt",
            Wanted::Picture => "jpg",
        };
        self.folder.join(hash.get(..2).unwrap_or("--")).join(format!("{hash}.{extension}"))
    }
}
