//! Seals on PDFs, as `PAdES` baseline B-B and B-T (ETSI EN 319 142-1): usable alone, without anything else of Kontor.
//!
//! A seal is made in three steps, so that a key in another house can make the middle one (CSC API v2, `signHash`):
//!
//! 1. [`prepare`] appends a revision with a signature field and an empty place in it;
//! 2. [`Prepared::to_be_signed`] says what the key signs, and [`ToBeSigned::cms`] makes a CMS out of the signature;
//! 3. [`finish`] puts the CMS into its place.
//!
//! Between the signature and the CMS a [`TimestampRequest`] asks an authority for its word about the time (B-T). There is no
//! clock, no chance but what keys need, and no network in this crate: times and nonces are handed in, and the call to the
//! authority is the caller's. [`verify`] says of every seal in a document what is wrong with it, by name.
//!
//! What is no PDF is sealed beside it: [`ToBeSigned::detached`] begins such a seal, and [`verify_detached`] reads it.

mod algorithm;
mod certificate;
mod changes;
mod cms;
mod error;
mod key;
mod pdf;
mod pkcs11;
mod prepare;
mod problem;
mod timestamp;
mod verify;

pub use algorithm::Scheme;
pub use certificate::Certificate;
pub use changes::Later;
pub use cms::ToBeSigned;
pub use error::SealError;
pub use key::{KeyError, Signer, SoftKey, seal};
pub use pdf::PdfError;
pub use pkcs11::TokenKey;
pub use prepare::{Prepared, ROOM, SealWords, finish, prepare, prepare_with_room};
pub use problem::Problem;
pub use timestamp::{CLOCKS_DIFFER, TimestampRequest, Token, Untruth};
pub use verify::{Coverage, SealReport, verify, verify_detached};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |out, byte| out + &format!("{byte:02x}"))
}
