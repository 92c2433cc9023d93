//! What can be wrong with a seal, by name.

use crate::Untruth;

/// What is wrong with a seal or with the token of an authority.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// `/SubFilter` is not `ETSI.CAdES.detached`: another kind of signature.
    #[error("it is another kind of signature")]
    OtherKind,
    /// The byte range does not begin with the file, leaves out more or less than the CMS, or ends within a revision.
    #[error("it does not cover a whole revision")]
    Range,
    /// The CMS cannot be read, or there is something behind it.
    #[error("the signature cannot be read")]
    Malformed,
    /// Not exactly one signer (ETSI EN 319 142-1, 5.3; ISO 19005-3, 6.4.3).
    #[error("it has not exactly one signer")]
    Signers,
    /// The certificate of the signer is not in the CMS.
    #[error("the certificate is missing")]
    NoCertificate,
    /// Another content type is signed than the one that is there (RFC 5652, 11.1).
    #[error("another type of content was signed")]
    ContentType,
    /// The bytes are not those that were signed.
    #[error("the document is not what was signed")]
    Digest,
    /// The signature is not of this key over these attributes.
    #[error("the signature does not match the certificate")]
    Signature,
    /// The signed reference to the certificate is missing or names another one (RFC 5035).
    #[error("another certificate was signed with")]
    Binding,
    /// Hash, signature or curve are not spoken here.
    #[error("the algorithm is unknown")]
    Algorithm,
    /// An RSA key below 2048 bits.
    #[error("the key is too short")]
    WeakKey,
    /// The certificate is for something else.
    #[error("the certificate is not for signatures")]
    NotForSigning,
    /// The certificate was over, or one above it was not valid then.
    #[error("the certificate had expired")]
    Expired,
    /// The certificate had not begun.
    #[error("the certificate was not valid yet")]
    NotYetValid,
    /// A certificate of the chain has not got the signature of its issuer.
    #[error("the chain of certificates is broken")]
    Chain,
    /// The chain leads to none of the anchors.
    #[error("nobody here knows who issued the certificate")]
    Untrusted,
    /// The time-stamp is there and not believed.
    #[error("the time-stamp is refused: {0}")]
    Timestamp(Box<Untruth>),
    /// A signature that came later shows something on a page, where it may lie over what was sealed.
    #[error("a later signature shows something on a page")]
    Covered,
    /// The document was changed after the seal, beyond further seals.
    #[error("the document was changed after the seal")]
    Changed,
}
