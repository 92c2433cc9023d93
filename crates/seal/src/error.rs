//! Why something is not sealed.

use jiff::Timestamp;

use crate::{KeyError, PdfError, Untruth};

/// Why there is no seal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// The file is not taken.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The key does not answer, or is none.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The time-stamp authority is not believed.
    #[error("the time-stamp is refused: {0}")]
    Timestamp(#[from] Untruth),
    /// There is no certificate to seal with.
    #[error("there is no certificate")]
    NoCertificate,
    /// The certificate is over.
    #[error("the certificate expired at {0}")]
    Expired(Timestamp),
    /// The certificate has not begun.
    #[error("the certificate is not valid before {0}")]
    NotYetValid(Timestamp),
    /// The certificate is for something else (RFC 5280, 4.2.1.3: neither digitalSignature nor contentCommitment).
    #[error("the certificate is not for signatures")]
    NotForSigning,
    /// What the key or the remote service answered is no signature of this certificate over these attributes.
    #[error("the signature is not one of the certificate over this document")]
    WrongSignature,
    /// The CMS belongs to another document.
    #[error("the CMS was made for another document")]
    OtherDocument,
    /// The CMS cannot be read.
    #[error("the CMS is malformed")]
    Malformed,
    /// The CMS does not fit into the place that was left for it.
    #[error("the CMS has {needed} bytes and {room} were left for it")]
    NoRoom {
        /// Bytes of the CMS.
        needed: usize,
        /// Bytes that were left free by `prepare`.
        room: usize,
    },
}

impl From<der::Error> for SealError {
    fn from(_: der::Error) -> Self {
        Self::Malformed
    }
}
