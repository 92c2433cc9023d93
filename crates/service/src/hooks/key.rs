//! The key that the secrets of endpoints are made with: a file of the data folder, beside the store and not in it. Who reads
//! the store, an export of it or the answer to a query can sign nothing. A backup holds both, or nobody could verify anything
//! after a restore.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use kontor_domain::Error;
use sha2::Sha256;

use crate::Kontor;
use crate::accounts::rows::fingerprint;
use crate::fault::internal;

/// Where the key lies.
#[must_use]
pub fn key_file(kontor: &Kontor) -> PathBuf {
    kontor.settings.data.join("hooks.key")
}

/// The key, read.
#[derive(Clone)]
pub(super) struct Key {
    bytes: Vec<u8>,
    /// Tells keys apart without telling the key.
    pub name: String,
}

impl Key {
    fn new(text: &str) -> Self {
        let mut name = fingerprint(text);
        name.truncate(16);
        Self { bytes: text.as_bytes().to_vec(), name }
    }

    /// The secret of an endpoint: 32 bytes.
    pub fn secret(&self, hook: &str, generation: i64) -> Vec<u8> {
        sign(&self.bytes, &[format!("{hook}|{generation}").as_bytes()])
    }
}

/// HMAC-SHA256 over the pieces.
pub(super) fn sign(key: &[u8], pieces: &[&[u8]]) -> Vec<u8> {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    for piece in pieces {
        mac.update(piece);
    }
    mac.finalize().into_bytes().to_vec()
}

/// A secret as it is told, and as the libraries want it.
pub(super) fn told(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// The key, if there is one.
///
/// # Errors
/// [`Error::Internal`] when the file is there and cannot be read.
pub(super) fn existing(kontor: &Kontor) -> Result<Option<Key>, Error> {
    if let Some(key) = kontor.hooks.key.get() {
        return Ok(Some(key.clone()));
    }
    let path = key_file(kontor);
    match std::fs::read_to_string(&path) {
        Ok(text) if !text.trim().is_empty() => {
            Ok(Some(kontor.hooks.key.get_or_init(|| Key::new(text.trim())).clone()))
        }
        Ok(_) => Ok(None),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(internal(&format!("{}: {e}", path.display()))),
    }
}

/// The key; made when there is none yet.
///
/// # Errors
/// [`Error::Internal`] when the file can be neither read nor written.
pub(super) fn there(kontor: &Kontor) -> Result<Key, Error> {
    if let Some(key) = existing(kontor)? {
        return Ok(key);
    }
    write(kontor).map_err(|e| internal(&format!("{}: {e}", key_file(kontor).display())))?;
    // Also when somebody else was quicker: the file counts.
    existing(kontor)?.ok_or_else(|| internal(&"the key of the webhooks is empty"))
}

/// Whole or not at all: the name appears when the content is on disk, and never over another one.
fn write(kontor: &Kontor) -> io::Result<()> {
    let path = key_file(kontor);
    let draft = path.with_extension(kontor.new_id());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    writeln!(file, "{}", kontor.ids.secret())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, &path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_endpoint_and_generation_has_a_secret_of_its_own_that_is_always_the_same() {
        let (key, other) = (Key::new("one"), Key::new("two"));
        assert_eq!(key.secret("a", 1), key.secret("a", 1));
        assert_eq!(key.secret("a", 1).len(), 32);
        let all = [key.secret("a", 1), key.secret("a", 2), key.secret("b", 1), other.secret("a", 1)];
        for (i, secret) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|s| s != secret));
        }
        assert_ne!(key.name, other.name);
        assert!(!key.name.contains("one"));
    }
}
