//! Which hashes and signatures are spoken: RSA (PKCS#1 v1.5 and PSS) and ECDSA on P-256 and P-384 with SHA-2.

use der::asn1::AnyRef;
use der::oid::ObjectIdentifier;
use der::{Any, Decode as _, Encode as _};
use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use rsa::pkcs1::DecodeRsaPublicKey as _;
use rsa::pkcs1::RsaPssParams;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const RSA_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");
const ECDSA_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
const SHA1: ObjectIdentifier = oid("1.3.14.3.2.26");
const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");

/// Smaller RSA keys count for nothing (ETSI TS 119 312).
const SMALLEST_RSA: usize = 2048 / 8;

/// How a key signs, always over SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// RSA, PKCS#1 v1.5 (RFC 8017, 8.2): what every reader knows.
    RsaPkcs1,
    /// RSA, PSS with MGF1 and a salt of 32 bytes (RFC 8017, 8.1).
    RsaPss,
    /// ECDSA on P-256 (RFC 5753), the signature as DER.
    EcdsaP256,
}

impl Scheme {
    /// How a key of this kind signs when nothing else is said.
    pub(crate) fn of(key: &SubjectPublicKeyInfoOwned) -> Option<Self> {
        match key.algorithm.oid {
            RSA => Some(Self::RsaPkcs1),
            EC if curve(key) == Some(P256) => Some(Self::EcdsaP256),
            _ => None,
        }
    }

    /// As the CMS names it (RFC 5754, 3; RFC 4056, 3).
    pub(crate) fn identifier(self) -> der::Result<AlgorithmIdentifierOwned> {
        Ok(match self {
            Self::RsaPkcs1 => AlgorithmIdentifierOwned { oid: RSA, parameters: Some(Any::null()) },
            Self::RsaPss => {
                let parameters = Any::from_der(&RsaPssParams::new::<Sha256>(32).to_der()?)?;
                AlgorithmIdentifierOwned { oid: RSA_PSS, parameters: Some(parameters) }
            }
            Self::EcdsaP256 => AlgorithmIdentifierOwned { oid: ECDSA_SHA256, parameters: None },
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    /// Only to find a certificate in tokens of older authorities (RFC 2634).
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub fn named(oid: ObjectIdentifier) -> Option<Self> {
        [Self::Sha1, Self::Sha256, Self::Sha384, Self::Sha512].into_iter().find(|hash| hash.oid() == oid)
    }

    /// For signatures: SHA-1 is none of them.
    pub fn strong(oid: ObjectIdentifier) -> Option<Self> {
        Self::named(oid).filter(|hash| *hash != Self::Sha1)
    }

    pub const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => SHA1,
            Self::Sha256 => SHA256,
            Self::Sha384 => SHA384,
            Self::Sha512 => SHA512,
        }
    }

    /// RFC 5754, 2: without parameters.
    pub const fn identifier(self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned { oid: self.oid(), parameters: None }
    }

    pub fn of(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(data).to_vec(),
            Self::Sha256 => Sha256::digest(data).to_vec(),
            Self::Sha384 => Sha384::digest(data).to_vec(),
            Self::Sha512 => Sha512::digest(data).to_vec(),
        }
    }
}

/// What came of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    Fits,
    Wrong,
    /// Not spoken here.
    Unknown,
    /// The key is too small.
    Weak,
}

/// Checks a signature over `message`. `digest` is what the CMS names beside the algorithm.
pub(crate) fn check(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> Checked {
    let named = match algorithm.oid {
        RSA | EC => digest,
        RSA_SHA256 | ECDSA_SHA256 => Some(Hash::Sha256),
        RSA_SHA384 | ECDSA_SHA384 => Some(Hash::Sha384),
        RSA_SHA512 | ECDSA_SHA512 => Some(Hash::Sha512),
        RSA_PSS => return pss(key, algorithm, digest, message, signature),
        _ => None,
    };
    let Some(hash) = named.filter(|hash| digest.is_none_or(|digest| digest == *hash)) else {
        return Checked::Unknown;
    };
    match algorithm.oid {
        ECDSA_SHA256 | ECDSA_SHA384 | ECDSA_SHA512 | EC => ecdsa(key, &hash.of(message), signature),
        _ => rsa(key, signature, &hash.of(message), |_| match hash {
            Hash::Sha256 => Some(Padding::Pkcs1(Pkcs1v15Sign::new::<Sha256>())),
            Hash::Sha384 => Some(Padding::Pkcs1(Pkcs1v15Sign::new::<Sha384>())),
            Hash::Sha512 => Some(Padding::Pkcs1(Pkcs1v15Sign::new::<Sha512>())),
            Hash::Sha1 => None,
        }),
    }
}

fn pss(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> Checked {
    let parameters = algorithm.parameters.as_ref().and_then(|p| p.to_der().ok()).unwrap_or_default();
    let Ok(parameters) = RsaPssParams::from_der(&parameters) else { return Checked::Unknown };
    let hash = Hash::strong(parameters.hash.oid).filter(|hash| digest.is_none_or(|digest| digest == *hash));
    let mask = parameters.mask_gen.parameters.map(|of| of.oid);
    let (Some(hash), salt) = (hash.filter(|hash| mask == Some(hash.oid())), usize::from(parameters.salt_len))
    else {
        return Checked::Unknown;
    };
    rsa(key, signature, &hash.of(message), |_| match hash {
        Hash::Sha256 => Some(Padding::Pss(Pss::new_with_salt::<Sha256>(salt))),
        Hash::Sha384 => Some(Padding::Pss(Pss::new_with_salt::<Sha384>(salt))),
        Hash::Sha512 => Some(Padding::Pss(Pss::new_with_salt::<Sha512>(salt))),
        Hash::Sha1 => None,
    })
}

enum Padding {
    Pkcs1(Pkcs1v15Sign),
    Pss(Pss),
}

fn rsa(
    key: &SubjectPublicKeyInfoOwned,
    signature: &[u8],
    hashed: &[u8],
    padding: impl Fn(&RsaPublicKey) -> Option<Padding>,
) -> Checked {
    let spoken = key.algorithm.oid == RSA || key.algorithm.oid == RSA_PSS;
    let read = key.subject_public_key.as_bytes().and_then(|der| RsaPublicKey::from_pkcs1_der(der).ok());
    let Some(key) = read.filter(|_| spoken) else { return Checked::Unknown };
    if key.size() < SMALLEST_RSA {
        return Checked::Weak;
    }
    let fits = match padding(&key) {
        Some(Padding::Pkcs1(padding)) => key.verify(padding, hashed, signature),
        Some(Padding::Pss(padding)) => key.verify(padding, hashed, signature),
        None => return Checked::Unknown,
    };
    if fits.is_ok() { Checked::Fits } else { Checked::Wrong }
}

fn curve(key: &SubjectPublicKeyInfoOwned) -> Option<ObjectIdentifier> {
    key.algorithm.parameters.as_ref().and_then(|p| AnyRef::from(p).decode_as().ok())
}

fn ecdsa(key: &SubjectPublicKeyInfoOwned, hashed: &[u8], signature: &[u8]) -> Checked {
    let point = key.subject_public_key.as_bytes().unwrap_or_default();
    let fits = match curve(key).filter(|_| key.algorithm.oid == EC) {
        Some(P256) => p256::ecdsa::VerifyingKey::from_sec1_bytes(point)
            .and_then(|key| key.verify_prehash(hashed, &p256::ecdsa::Signature::from_der(signature)?)),
        Some(P384) => p384::ecdsa::VerifyingKey::from_sec1_bytes(point)
            .and_then(|key| key.verify_prehash(hashed, &p384::ecdsa::Signature::from_der(signature)?)),
        _ => return Checked::Unknown,
    };
    if fits.is_ok() { Checked::Fits } else { Checked::Wrong }
}
