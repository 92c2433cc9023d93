//! Certificates (RFC 5280), kept as the bytes they came in: what is hashed and handed on is never written anew.

use std::fmt;

use der::asn1::{BitString, Ia5StringRef, PrintableStringRef, TeletexStringRef, Utf8StringRef};
use der::oid::{AssociatedOid, ObjectIdentifier};
use der::{Any, Decode as _, Encode as _, Sequence, Tagged as _};
use jiff::{SignedDuration, Timestamp};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectKeyIdentifier};
use x509_cert::name::Name;
use x509_cert::time::Time;

use crate::algorithm::{self, Checked};
use crate::{KeyError, SealError, hex};

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

/// No chain of certificates is longer.
const LONGEST: usize = 8;

/// A certificate.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    signed: Outside,
    parsed: x509_cert::Certificate,
}

/// The certificate from outside: what is signed stays as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
struct Outside {
    tbs: Any,
    algorithm: AlgorithmIdentifierOwned,
    signature: BitString,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.subject())
    }
}

impl Certificate {
    /// Reads DER.
    ///
    /// # Errors
    /// [`KeyError::Certificate`] when it is none.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::read(der).map_err(|_| KeyError::Certificate)
    }

    pub(crate) fn read(der: &[u8]) -> der::Result<Self> {
        let parsed = x509_cert::Certificate::from_der(der)?;
        Ok(Self { der: der.to_vec(), signed: Outside::from_der(der)?, parsed })
    }

    /// Reads every certificate of a PEM file, in its order.
    ///
    /// # Errors
    /// [`KeyError::Certificate`] when one of them is none or there is none.
    pub fn all_from_pem(pem: &str) -> Result<Vec<Self>, KeyError> {
        let end = "-----END CERTIFICATE-----";
        let parts = pem.split_inclusive(end).filter(|part| part.contains(end));
        let one = |part: &str| {
            let start = part.find("-----BEGIN CERTIFICATE-----").ok_or(KeyError::Certificate)?;
            let (_, der) =
                der::pem::decode_vec(&part.as_bytes()[start..]).map_err(|_| KeyError::Certificate)?;
            Self::from_der(&der)
        };
        let all: Vec<_> = parts.map(one).collect::<Result<_, _>>()?;
        if all.is_empty() { Err(KeyError::Certificate) } else { Ok(all) }
    }

    /// The bytes as they came.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Whom it is for, as RFC 4514 writes names.
    pub fn subject(&self) -> String {
        self.parsed.tbs_certificate.subject.to_string()
    }

    /// Who gave it.
    pub fn issuer(&self) -> String {
        self.parsed.tbs_certificate.issuer.to_string()
    }

    /// The name people know the subject by; its whole name when there is none.
    pub fn common_name(&self) -> String {
        let names = self.parsed.tbs_certificate.subject.0.iter().flat_map(|part| part.0.iter());
        let common = names.filter(|attribute| attribute.oid == COMMON_NAME).find_map(|a| words(&a.value));
        common.unwrap_or_else(|| self.subject())
    }

    /// The serial number in hexadecimal.
    pub fn serial(&self) -> String {
        hex(self.parsed.tbs_certificate.serial_number.as_bytes())
    }

    /// From when it is valid.
    pub fn valid_from(&self) -> Timestamp {
        timestamp(self.parsed.tbs_certificate.validity.not_before)
    }

    /// Until when it is valid.
    pub fn valid_until(&self) -> Timestamp {
        timestamp(self.parsed.tbs_certificate.validity.not_after)
    }

    /// Whole days from `at` until it is over; negative when it is.
    pub fn days_left(&self, at: Timestamp) -> i64 {
        let left: SignedDuration = self.valid_until().duration_since(at);
        left.as_secs().div_euclid(24 * 60 * 60)
    }

    /// That it is valid at a time.
    ///
    /// # Errors
    /// [`SealError::Expired`] or [`SealError::NotYetValid`].
    pub fn check_time(&self, at: Timestamp) -> Result<(), SealError> {
        if at < self.valid_from() {
            Err(SealError::NotYetValid(self.valid_from()))
        } else if at > self.valid_until() {
            Err(SealError::Expired(self.valid_until()))
        } else {
            Ok(())
        }
    }

    pub(crate) fn name(&self) -> &Name {
        &self.parsed.tbs_certificate.subject
    }

    pub(crate) fn issuer_name(&self) -> &Name {
        &self.parsed.tbs_certificate.issuer
    }

    pub(crate) const fn serial_number(&self) -> &x509_cert::serial_number::SerialNumber {
        &self.parsed.tbs_certificate.serial_number
    }

    pub(crate) const fn public_key(&self) -> &SubjectPublicKeyInfoOwned {
        &self.parsed.tbs_certificate.subject_public_key_info
    }

    pub(crate) fn public_key_der(&self) -> Option<Vec<u8>> {
        self.public_key().to_der().ok()
    }

    fn extension<'a, E: AssociatedOid + der::Decode<'a>>(&'a self) -> Option<(bool, Option<E>)> {
        let mut all = self.parsed.tbs_certificate.extensions.iter().flatten();
        let found = all.find(|extension| extension.extn_id == E::OID)?;
        Some((found.critical, E::from_der(found.extn_value.as_bytes()).ok()))
    }

    pub(crate) fn key_identifier(&self) -> Option<Vec<u8>> {
        let (_, identifier) = self.extension::<SubjectKeyIdentifier>()?;
        Some(identifier?.0.into_bytes())
    }

    /// RFC 5280, 4.2.1.3: without the extension a key may do everything.
    pub(crate) fn may_sign(&self) -> bool {
        match self.extension::<KeyUsage>() {
            None => true,
            Some((_, usage)) => usage.is_some_and(|u| u.digital_signature() || u.non_repudiation()),
        }
    }

    /// RFC 3161, 2.3: for time-stamps and nothing else, and it says so critically.
    pub(crate) fn may_stamp(&self) -> bool {
        matches!(self.extension::<ExtendedKeyUsage>(), Some((true, Some(usage))) if usage.0 == [TIME_STAMPING])
    }

    /// RFC 5280, 4.2.1.9 and 4.2.1.3.
    fn may_issue(&self) -> bool {
        let authority = matches!(self.extension::<BasicConstraints>(), Some((_, Some(basic))) if basic.ca);
        let signs =
            self.extension::<KeyUsage>().is_none_or(|(_, usage)| usage.is_some_and(|u| u.key_cert_sign()));
        authority && signs
    }

    /// Name, right and signature of the issuer.
    pub(crate) fn is_issued_by(&self, issuer: &Self) -> bool {
        self.issuer_name() == issuer.name() && issuer.may_issue() && self.is_signed_by(issuer)
    }

    fn is_signed_by(&self, issuer: &Self) -> bool {
        let tbs = self.signed.tbs.to_der().unwrap_or_default();
        let signature = self.signed.signature.as_bytes().unwrap_or_default();
        algorithm::check(issuer.public_key(), &self.signed.algorithm, None, &tbs, signature) == Checked::Fits
    }
}

/// What a chain leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chain {
    /// To one of the anchors.
    Anchored,
    /// To its end, which nobody here knows.
    Unknown,
    /// A certificate names one that is there as its issuer, and did not get its signature.
    Broken,
    /// One on the way was not valid at the time.
    Expired,
}

/// Follows a certificate to an anchor through the others that came with it. Revocation is not asked for: that needs a network.
pub(crate) fn follow(
    leaf: &Certificate,
    others: &[Certificate],
    anchors: &[Certificate],
    at: Timestamp,
) -> Chain {
    let mut here = leaf;
    for _ in 0..=others.len().min(LONGEST) {
        if anchors.contains(here)
            || anchors.iter().any(|anchor| here.is_issued_by(anchor) && anchor.check_time(at).is_ok())
        {
            return Chain::Anchored;
        }
        if here.name() == here.issuer_name() {
            return if here.is_signed_by(here) { Chain::Unknown } else { Chain::Broken };
        }
        let mut named = others.iter().filter(|other| other.name() == here.issuer_name()).peekable();
        if named.peek().is_none() {
            return Chain::Unknown;
        }
        match named.find(|other| here.is_issued_by(other)) {
            Some(issuer) if issuer.check_time(at).is_err() => return Chain::Expired,
            Some(issuer) => here = issuer,
            None => return Chain::Broken,
        }
    }
    Chain::Unknown
}

fn timestamp(time: Time) -> Timestamp {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

fn words(value: &Any) -> Option<String> {
    match value.tag() {
        der::Tag::Utf8String => value.decode_as::<Utf8StringRef<'_>>().ok().map(|s| s.to_string()),
        der::Tag::PrintableString => value.decode_as::<PrintableStringRef<'_>>().ok().map(|s| s.to_string()),
        der::Tag::Ia5String => value.decode_as::<Ia5StringRef<'_>>().ok().map(|s| s.to_string()),
        der::Tag::TeletexString => value.decode_as::<TeletexStringRef<'_>>().ok().map(|s| s.to_string()),
        _ => None,
    }
}
