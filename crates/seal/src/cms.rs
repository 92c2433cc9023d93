//! The signature itself: CMS `SignedData` (RFC 5652) with the attributes of `CAdES` and `PAdES` (ETSI EN 319 122-1, EN 319 142-1).

use cms::cert::IssuerAndSerialNumber;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier, SignerInfo};
use der::asn1::{OctetString, OctetStringRef, SetOfVec};
use der::oid::ObjectIdentifier;
use der::{Any, Decode as _, Encode as _, Header, Reader as _, Sequence, SliceReader, Tag, Tagged as _};
use sha2::{Digest as _, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attribute;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::serial_number::SerialNumber;

use crate::algorithm::{self, Checked, Hash};
use crate::{Certificate, Problem, Scheme, SealError, Token};
use jiff::Timestamp;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
const TIMESTAMP_TOKEN: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");

/// So many members a set in a CMS has at most, certificates too: whoever reads a set sorts it, in a time that grows with their square.
const MEMBERS: usize = 32;
/// So deep its parts lie in one another.
const DEPTH: usize = 32;

/// Is a set among these parts, or the one whose parts they are, larger than [`MEMBERS`]? What cannot be read is refused elsewhere.
fn crowded(parts: &[u8], is_set: bool, depth: usize) -> bool {
    let (Some(depth), Ok(mut reader)) = (depth.checked_sub(1), SliceReader::new(parts)) else { return true };
    let mut members = 0;
    while !reader.is_finished() {
        let Ok(header) = Header::decode(&mut reader) else { return false };
        let Ok(part) = reader.read_slice(header.length) else { return false };
        members += 1;
        // Whatever has a number of its own may be a set.
        let set = matches!(header.tag, Tag::Set | Tag::ContextSpecific { .. });
        if is_set && members > MEMBERS || header.tag.is_constructed() && crowded(part, set, depth) {
            return true;
        }
    }
    false
}

/// RFC 5652, 5.1. The certificates are kept as they are written.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
struct SignedData {
    version: CmsVersion,
    digest_algorithms: SetOfVec<AlgorithmIdentifierOwned>,
    content: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    certificates: Option<SetOfVec<Any>>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    revocations: Option<SetOfVec<Any>>,
    signers: SetOfVec<SignerInfo>,
}

impl SignedData {
    /// What the outside says of the inside, where no signature reaches: versions and hash (RFC 5652, 5.1 and 5.3).
    fn is_consistent(&self, signer: &SignerInfo) -> bool {
        let plain = self.certificates.iter().flat_map(SetOfVec::iter).all(|c| c.tag() == Tag::Sequence);
        let first = matches!(signer.sid, SignerIdentifier::IssuerAndSerialNumber(_));
        let signers = if first { CmsVersion::V1 } else { CmsVersion::V3 };
        let outside =
            if first && self.content.econtent_type == DATA { CmsVersion::V1 } else { CmsVersion::V3 };
        signer.version == signers
            && (!plain || self.version == outside)
            && self.digest_algorithms.iter().any(|named| named.oid == signer.digest_alg.oid)
    }
}

/// RFC 5035, 3. The algorithm is SHA-256 when none is named.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct EssCertIdV2 {
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    #[asn1(optional = "true")]
    issuer: Option<IssuerSerial>,
}

/// RFC 2634, 5.4: the older one, with SHA-1.
#[derive(Sequence)]
struct SigningCertificate {
    certs: Vec<EssCertId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

#[derive(Sequence)]
struct EssCertId {
    hash: OctetString,
    #[asn1(optional = "true")]
    issuer: Option<IssuerSerial>,
}

#[derive(Sequence)]
struct IssuerSerial {
    issuer: Vec<GeneralName>,
    serial: SerialNumber,
}

/// What the key signs: the signed attributes of one document and one certificate.
///
/// There is no signing-time among them: the time that the sealer claims stands in `/M` (ETSI EN 319 142-1, 6.3).
#[derive(Clone, Debug)]
pub struct ToBeSigned {
    attributes: SetOfVec<Attribute>,
    der: Vec<u8>,
    chain: Vec<Certificate>,
}

impl ToBeSigned {
    /// What a key signs for content that stays outside of the CMS (RFC 5652, 5.2). [`crate::verify_detached`] reads the result.
    ///
    /// # Errors
    /// [`SealError::Expired`] and its sisters when the certificate cannot seal at that time.
    pub fn detached(content: &[u8], chain: &[Certificate], at: Timestamp) -> Result<Self, SealError> {
        Self::new(Sha256::digest(content).into(), chain, at)
    }

    pub(crate) fn new(digest: [u8; 32], chain: &[Certificate], at: Timestamp) -> Result<Self, SealError> {
        let leaf = chain.first().ok_or(SealError::NoCertificate)?;
        leaf.check_time(at)?;
        if !leaf.may_sign() {
            return Err(SealError::NotForSigning);
        }
        let binding = SigningCertificateV2 {
            certs: vec![EssCertIdV2 {
                algorithm: None,
                hash: OctetString::new(Sha256::digest(leaf.der()).as_slice())?,
                issuer: Some(IssuerSerial {
                    issuer: vec![GeneralName::DirectoryName(leaf.issuer_name().clone())],
                    serial: leaf.serial_number().clone(),
                }),
            }],
            policies: None,
        };
        let attributes = SetOfVec::try_from(vec![
            attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
            attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest.as_slice())?)?)?,
            attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&binding)?)?,
        ])?;
        let der = attributes.to_der()?;
        Ok(Self { attributes, der, chain: chain.to_vec() })
    }

    /// The signed attributes as DER: a key that hashes itself takes these.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Their SHA-256: a remote service takes this (CSC API v2, `signatures/signHash`).
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// The CMS out of the signature, with a time-stamp over the signature (B-T) or without (B-B).
    ///
    /// # Errors
    /// [`SealError::WrongSignature`] when the signature is not of the certificate over these attributes.
    pub fn cms(&self, scheme: Scheme, signature: &[u8], token: Option<&Token>) -> Result<Vec<u8>, SealError> {
        let leaf = self.chain.first().ok_or(SealError::NoCertificate)?;
        let algorithm = scheme.identifier()?;
        let fits = algorithm::check(leaf.public_key(), &algorithm, Some(Hash::Sha256), &self.der, signature);
        if fits != Checked::Fits {
            return Err(SealError::WrongSignature);
        }
        let stamped = token
            .map(|token| SetOfVec::try_from(vec![attribute(TIMESTAMP_TOKEN, Any::from_der(token.der())?)?]));
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: leaf.issuer_name().clone(),
                serial_number: leaf.serial_number().clone(),
            }),
            digest_alg: Hash::Sha256.identifier(),
            signed_attrs: Some(self.attributes.clone()),
            signature_algorithm: algorithm,
            signature: OctetString::new(signature)?,
            unsigned_attrs: stamped.transpose()?,
        };
        let mut certificates: Vec<&[u8]> = self.chain.iter().map(Certificate::der).collect();
        certificates.sort_unstable();
        certificates.dedup();
        let certificates: Vec<Any> = certificates.into_iter().map(Any::from_der).collect::<Result<_, _>>()?;
        let signed = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![Hash::Sha256.identifier()])?,
            content: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
            certificates: Some(SetOfVec::try_from(certificates)?),
            revocations: None,
            signers: SetOfVec::try_from(vec![signer])?,
        };
        let content = ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&signed)? };
        Ok(content.to_der()?)
    }
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// A CMS with one signer, as it was read.
#[derive(Debug)]
pub(crate) struct Signed {
    pub content_type: ObjectIdentifier,
    pub content: Option<Vec<u8>>,
    pub certificates: Vec<Certificate>,
    signer: SignerInfo,
}

impl Signed {
    /// Reads DER with nothing behind it but the zeros of a place that was too large.
    pub fn read(der: &[u8]) -> Result<Self, Problem> {
        let malformed = |_| Problem::Malformed;
        if crowded(der, false, DEPTH) {
            return Err(Problem::Malformed);
        }
        let mut reader = SliceReader::new(der).map_err(malformed)?;
        let outer = ContentInfo::decode(&mut reader).map_err(malformed)?;
        let used = usize::try_from(reader.position()).map_err(|_| Problem::Malformed)?;
        if outer.content_type != SIGNED_DATA || der[used..].iter().any(|b| *b != 0) {
            return Err(Problem::Malformed);
        }
        let signed: SignedData = outer.content.decode_as().map_err(malformed)?;
        let mut certificates = Vec::new();
        for choice in signed.certificates.iter().flat_map(SetOfVec::iter) {
            // Attribute certificates and the like are no business of ours.
            if choice.tag() == Tag::Sequence {
                let der = choice.to_der().map_err(malformed)?;
                certificates.push(Certificate::read(&der).map_err(malformed)?);
            }
        }
        let content = signed
            .content
            .econtent
            .as_ref()
            .map(|any| any.decode_as::<OctetStringRef<'_>>().map(|o| o.as_bytes().to_vec()));
        let [signer] = signed.signers.as_slice() else { return Err(Problem::Signers) };
        if !signed.is_consistent(signer) {
            return Err(Problem::Malformed);
        }
        Ok(Self {
            content_type: signed.content.econtent_type,
            content: content.transpose().map_err(malformed)?,
            certificates,
            signer: signer.clone(),
        })
    }

    /// The one value of a signed attribute that stands there once (RFC 5652, 11).
    fn signed_attribute(&self, oid: ObjectIdentifier) -> Option<&Any> {
        let mut named = self.signer.signed_attrs.iter().flat_map(SetOfVec::iter).filter(|a| a.oid == oid);
        match (named.next()?.values.as_slice(), named.next()) {
            ([value], None) => Some(value),
            _ => None,
        }
    }

    pub fn message_digest(&self) -> Option<&[u8]> {
        let value = self.signed_attribute(MESSAGE_DIGEST)?;
        value.decode_as::<OctetStringRef<'_>>().ok().map(|octets| octets.as_bytes())
    }

    pub fn signature(&self) -> &[u8] {
        self.signer.signature.as_bytes()
    }

    /// The token of a time-stamp over the signature, when there is one. Only the first is looked at.
    pub fn token(&self) -> Option<Vec<u8>> {
        let mut unsigned = self.signer.unsigned_attrs.iter().flat_map(SetOfVec::iter);
        unsigned.find(|a| a.oid == TIMESTAMP_TOKEN)?.values.iter().next()?.to_der().ok()
    }

    pub fn certificate(&self) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| match &self.signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(named) => {
                named.issuer == *certificate.issuer_name()
                    && named.serial_number == *certificate.serial_number()
            }
            SignerIdentifier::SubjectKeyIdentifier(named) => {
                certificate.key_identifier().as_deref() == Some(named.0.as_bytes())
            }
        })
    }

    /// What is wrong with the signature over content with these hashes. Whom the certificate is trusted by is another question.
    pub fn problems(&self, hash_of: impl Fn(Hash) -> Vec<u8>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let Some(hash) = Hash::strong(self.signer.digest_alg.oid) else { return vec![Problem::Algorithm] };
        if self.message_digest() != Some(&hash_of(hash)) {
            problems.push(Problem::Digest);
        }
        let named: Option<ObjectIdentifier> =
            self.signed_attribute(CONTENT_TYPE).and_then(|any| any.decode_as().ok());
        if named != Some(self.content_type) {
            problems.push(Problem::ContentType);
        }
        let Some(certificate) = self.certificate() else {
            problems.push(Problem::NoCertificate);
            return problems;
        };
        if !self.names(certificate) {
            problems.push(Problem::Binding);
        }
        // What is signed is the DER of a SET, not of the tag it is written under (RFC 5652, 5.4).
        let attributes = self.signer.signed_attrs.as_ref().and_then(|a| a.to_der().ok()).unwrap_or_default();
        match algorithm::check(
            certificate.public_key(),
            &self.signer.signature_algorithm,
            Some(hash),
            &attributes,
            self.signature(),
        ) {
            Checked::Fits => {}
            Checked::Wrong => problems.push(Problem::Signature),
            Checked::Unknown => problems.push(Problem::Algorithm),
            Checked::Weak => problems.push(Problem::WeakKey),
        }
        problems
    }

    /// The first certificate that the attribute names is the one signed with (RFC 5035, 3; RFC 2634, 5.4).
    fn names(&self, certificate: &Certificate) -> bool {
        if let Some(value) = self.signed_attribute(SIGNING_CERTIFICATE_V2) {
            let Ok(named) = value.decode_as::<SigningCertificateV2>() else { return false };
            let Some(first) = named.certs.first() else { return false };
            let hash = first.algorithm.as_ref().map_or(Some(Hash::Sha256), |named| Hash::named(named.oid));
            return hash.is_some_and(|hash| hash.of(certificate.der()) == first.hash.as_bytes());
        }
        let Some(value) = self.signed_attribute(SIGNING_CERTIFICATE) else { return false };
        let named = value.decode_as::<SigningCertificate>().ok();
        named
            .and_then(|n| n.certs.into_iter().next())
            .is_some_and(|first| Hash::Sha1.of(certificate.der()) == first.hash.as_bytes())
    }
}
