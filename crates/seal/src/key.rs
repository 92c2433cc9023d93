//! Keys: who seals, and with what.

use std::fmt;

use jiff::Timestamp;
use p12_keystore::KeyStore;
use p256::ecdsa::signature::{RandomizedSigner as _, SignatureEncoding as _, Signer as _};
use p256::pkcs8::DecodePrivateKey as _;
use rsa::RsaPrivateKey;
use rsa::rand_core::OsRng;
use sha2::Sha256;
use spki::EncodePublicKey as _;

use crate::{Certificate, Scheme, SealError, SealWords, ToBeSigned, finish, prepare};

/// Why a key is none, or does not answer. No message has anything of a key or a password in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// No certificate in DER or PEM.
    #[error("it is no certificate")]
    Certificate,
    /// No private key as PKCS#8 (RFC 5958), or not RSA or P-256.
    #[error("it is no private key for RSA or P-256 as PKCS#8")]
    Key,
    /// The private key has a password: such keys are taken as PKCS#12.
    #[error("the private key has a password: put it into a PKCS#12 file with its certificate")]
    Encrypted,
    /// No PKCS#12 file (RFC 7292), no key with a certificate in it, or a cipher nobody uses.
    #[error("it is no PKCS#12 file with a key and its certificate")]
    Pkcs12,
    /// The password of the PKCS#12 file is another.
    #[error("the password is wrong")]
    Password,
    /// The first certificate is of another key.
    #[error("the certificate is of another key")]
    OtherCertificate,
    /// The certificate is of a key that seals nothing: neither RSA nor P-256.
    #[error("the certificate is of a key that is neither RSA nor P-256")]
    OtherKind,
    /// The library of the token's maker cannot be used.
    #[error("the module cannot be loaded: {0}")]
    Module(String),
    /// No token with this label is in any slot.
    #[error("no token with this label is there")]
    Absent,
    /// The token is there, and has no private key with this label.
    #[error("the token has no private key with this label")]
    NoKey,
    /// The token does not take the PIN.
    #[error("the PIN is wrong (it is tried once and not again, or the token locks itself)")]
    Pin,
    /// Too many wrong PINs.
    #[error("the token has locked its PIN")]
    Locked,
    /// One more wrong PIN would lock the token: somebody has to show it the right one by hand.
    #[error("one more wrong PIN locks the token: log in once by hand with the right one")]
    LastTry,
    /// The key, its token or its service failed.
    #[error("the key does not sign: {0}")]
    Failed(String),
}

/// Somebody who can seal: a file, a token, or another house.
pub trait Signer {
    /// The certificate of the key, then those of the authorities above it.
    fn chain(&self) -> &[Certificate];

    /// How it signs.
    fn scheme(&self) -> Scheme;

    /// The signature over [`ToBeSigned::der`]. Whoever has only a hash to send away takes [`ToBeSigned::digest`].
    ///
    /// # Errors
    /// [`KeyError::Failed`].
    fn sign(&self, what: &ToBeSigned) -> Result<Vec<u8>, KeyError>;

    /// Whole days until the certificate is over; negative when it is, nothing when there is none.
    fn days_left(&self, at: Timestamp) -> Option<i64> {
        self.chain().first().map(|certificate| certificate.days_left(at))
    }
}

/// All three steps at once, without a time-stamp (B-B).
///
/// # Errors
/// Whatever goes wrong, by name.
pub fn seal(pdf: &[u8], words: &SealWords, signer: &dyn Signer, at: Timestamp) -> Result<Vec<u8>, SealError> {
    let prepared = prepare(pdf, words, at)?;
    let what = prepared.to_be_signed(signer.chain())?;
    let cms = what.cms(signer.scheme(), &signer.sign(&what)?, None)?;
    finish(prepared, &cms)
}

/// A key out of a file, held in memory.
pub struct SoftKey {
    key: Key,
    chain: Vec<Certificate>,
}

enum Key {
    Rsa(Box<RsaPrivateKey>),
    RsaPss(Box<RsaPrivateKey>),
    P256(p256::ecdsa::SigningKey),
}

impl fmt::Debug for SoftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftKey").field("chain", &self.chain).finish_non_exhaustive()
    }
}

impl SoftKey {
    /// From the PEM of a PKCS#8 key, and that of its certificate with those above it.
    ///
    /// # Errors
    /// [`KeyError`] by name.
    pub fn from_pem(key: &str, certificates: &str) -> Result<Self, KeyError> {
        if key.contains("BEGIN ENCRYPTED PRIVATE KEY") {
            return Err(KeyError::Encrypted);
        }
        let (label, der) = der::pem::decode_vec(key.trim().as_bytes()).map_err(|_| KeyError::Key)?;
        if label != "PRIVATE KEY" {
            return Err(KeyError::Key);
        }
        Self::new(&der, Certificate::all_from_pem(certificates)?)
    }

    /// From a PKCS#12 file with its password: the first key in it, with the chain of its certificate.
    ///
    /// # Errors
    /// [`KeyError`] by name.
    pub fn from_pkcs12(file: &[u8], password: &str) -> Result<Self, KeyError> {
        let store = KeyStore::from_pkcs12(file, password).map_err(|e| match e {
            p12_keystore::error::Error::MacError(_) => KeyError::Password,
            _ => KeyError::Pkcs12,
        })?;
        let (_, found) = store.private_key_chain().ok_or(KeyError::Pkcs12)?;
        let chain =
            found.chain().iter().map(|c| Certificate::from_der(c.as_der())).collect::<Result<_, _>>()?;
        Self::new(found.key(), chain)
    }

    fn new(pkcs8: &[u8], chain: Vec<Certificate>) -> Result<Self, KeyError> {
        let wrong = |_| KeyError::Key;
        let (key, public) = if let Ok(key) = RsaPrivateKey::from_pkcs8_der(pkcs8) {
            let public = key.to_public_key().to_public_key_der().map_err(wrong)?;
            (Key::Rsa(Box::new(key)), public)
        } else {
            let key = p256::SecretKey::from_pkcs8_der(pkcs8).map_err(|_| KeyError::Key)?;
            let public = key.public_key().to_public_key_der().map_err(wrong)?;
            (Key::P256(key.into()), public)
        };
        let same = chain.first().is_some_and(|c| c.public_key_der().as_deref() == Some(public.as_bytes()));
        if same { Ok(Self { key, chain }) } else { Err(KeyError::OtherCertificate) }
    }

    /// Signs with PSS when it is an RSA key.
    #[must_use]
    pub fn with_pss(self) -> Self {
        let key = match self.key {
            Key::Rsa(key) => Key::RsaPss(key),
            other => other,
        };
        Self { key, ..self }
    }
}

impl Signer for SoftKey {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        match self.key {
            Key::Rsa(_) => Scheme::RsaPkcs1,
            Key::RsaPss(_) => Scheme::RsaPss,
            Key::P256(_) => Scheme::EcdsaP256,
        }
    }

    /// RSA is blinded with chance from the system; ECDSA needs none (RFC 6979).
    fn sign(&self, what: &ToBeSigned) -> Result<Vec<u8>, KeyError> {
        let failed = |e: p256::ecdsa::signature::Error| KeyError::Failed(e.to_string());
        match &self.key {
            Key::Rsa(key) => rsa::pkcs1v15::SigningKey::<Sha256>::new(key.as_ref().clone())
                .try_sign_with_rng(&mut OsRng, what.der())
                .map(|signature| signature.to_vec())
                .map_err(failed),
            Key::RsaPss(key) => rsa::pss::BlindedSigningKey::<Sha256>::new(key.as_ref().clone())
                .try_sign_with_rng(&mut OsRng, what.der())
                .map(|signature| signature.to_vec())
                .map_err(failed),
            Key::P256(key) => key
                .try_sign(what.der())
                .map(|signature: p256::ecdsa::Signature| signature.to_der().as_bytes().to_vec())
                .map_err(failed),
        }
    }
}
