//! Time-stamps (RFC 3161): what an authority is asked, and whether its answer is to be believed. The call itself is made by
//! whoever has a network.

use der::asn1::{BitString, Int, OctetString};
use der::oid::ObjectIdentifier;
use der::{Any, Decode as _, Encode as _, Sequence, Tag, Tagged as _};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::ext::Extensions;

use crate::algorithm::Hash;
use crate::certificate::{Chain, follow};
use crate::cms::Signed;
use crate::{Certificate, Problem, SealError};

const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// So far the clock of an authority may be from ours when it answers.
pub const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(10);

/// Why an authority is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Untruth {
    /// The answer or the token cannot be read.
    #[error("the answer cannot be read")]
    Malformed,
    /// It did not grant a token (RFC 3161, 2.4.2: neither 0 nor 1).
    #[error("the authority refused, with status {0}")]
    Refused(u8),
    /// The token is about something else than our signature.
    #[error("it stamped something else")]
    Imprint,
    /// The token answers another question.
    #[error("it answered another request")]
    Nonce,
    /// The certificate is not for time-stamps, or not only (RFC 3161, 2.3).
    #[error("its certificate is not for time-stamps alone")]
    NotForStamps,
    /// The signature on the token, or what belongs to it, is wrong.
    #[error("its token: {0}")]
    Token(Problem),
    /// It stamped outside the time of its certificate.
    #[error("its certificate was not valid then")]
    OutOfTime,
    /// Its clock says this, far from ours.
    #[error("its clock says {0}")]
    Clock(Timestamp),
    /// Its certificate leads to no anchor.
    #[error("nobody here knows who issued its certificate")]
    Untrusted,
}

/// RFC 3161, 2.4.1.
#[derive(Sequence)]
struct TimeStampReq {
    version: u8,
    imprint: MessageImprint,
    nonce: Int,
    with_certificate: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
struct MessageImprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

/// RFC 3161, 2.4.2.
#[derive(Sequence)]
struct TimeStampResp {
    status: PkiStatusInfo,
    #[asn1(optional = "true")]
    token: Option<Any>,
}

#[derive(Sequence)]
struct PkiStatusInfo {
    status: u8,
    #[asn1(optional = "true")]
    text: Option<Vec<Any>>,
    #[asn1(optional = "true")]
    failure: Option<BitString>,
}

/// RFC 3161, 2.4.2. The time is kept as it is written, since authorities write fractions of seconds.
#[derive(Sequence)]
struct TstInfo {
    version: u8,
    policy: ObjectIdentifier,
    imprint: MessageImprint,
    serial: Int,
    time: Any,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(optional = "true")]
    ordering: Option<bool>,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    authority: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    extensions: Option<Extensions>,
}

#[derive(Sequence)]
struct Accuracy {
    #[asn1(optional = "true")]
    seconds: Option<u32>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    millis: Option<u16>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    micros: Option<u16>,
}

/// One question to an authority: kept until its answer is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampRequest {
    signature: Vec<u8>,
    nonce: u64,
}

impl TimestampRequest {
    /// About a signature. The nonce is by chance and of the caller: there is none in this crate.
    pub fn new(signature: &[u8], nonce: u64) -> Self {
        Self { signature: signature.to_vec(), nonce }
    }

    /// What is sent, as `application/timestamp-query` (RFC 3161, 3.4). It asks for the certificate too.
    ///
    /// # Errors
    /// None in practice.
    pub fn der(&self) -> Result<Vec<u8>, SealError> {
        let imprint = MessageImprint {
            algorithm: Hash::Sha256.identifier(),
            hash: OctetString::new(Sha256::digest(&self.signature).as_slice())?,
        };
        Ok(TimeStampReq { version: 1, imprint, nonce: self.number()?, with_certificate: true }.to_der()?)
    }

    fn number(&self) -> der::Result<Int> {
        Int::from_der(&self.nonce.to_der()?)
    }

    /// What came back, `application/timestamp-reply`, when all of it is true: granted, about our signature, to this request,
    /// at about this time, signed by an authority that leads to one of the anchors.
    ///
    /// # Errors
    /// The [`Untruth`] by name.
    pub fn accept(&self, answer: &[u8], now: Timestamp, anchors: &[Certificate]) -> Result<Token, Untruth> {
        let answer = TimeStampResp::from_der(answer).map_err(|_| Untruth::Malformed)?;
        if answer.status.status > 1 {
            return Err(Untruth::Refused(answer.status.status));
        }
        let token = answer.token.and_then(|token| token.to_der().ok()).ok_or(Untruth::Malformed)?;
        let (token, nonce) = Token::read(&token, &self.signature, anchors)?;
        if nonce.is_none() || nonce != self.number().ok() {
            return Err(Untruth::Nonce);
        }
        if token.at.duration_since(now).abs() > CLOCKS_DIFFER {
            return Err(Untruth::Clock(token.at));
        }
        if !token.trusted {
            return Err(Untruth::Untrusted);
        }
        Ok(token)
    }
}

/// The word of an authority that a signature existed at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    der: Vec<u8>,
    at: Timestamp,
    authority: String,
    trusted: bool,
}

impl Token {
    /// The CMS of the authority as it came.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// When the signature existed at the latest.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// Who says so.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    pub(crate) const fn trusted(&self) -> bool {
        self.trusted
    }

    /// A token over this signature, with its nonce. Whether its authority is known stands in `trusted`.
    pub(crate) fn read(
        der: &[u8],
        signature: &[u8],
        anchors: &[Certificate],
    ) -> Result<(Self, Option<Int>), Untruth> {
        let signed = Signed::read(der).map_err(Untruth::Token)?;
        let content = signed.content.as_ref().filter(|_| signed.content_type == TST_INFO);
        let content = content.ok_or(Untruth::Malformed)?;
        let info = TstInfo::from_der(content).map_err(|_| Untruth::Malformed)?;
        let at = time(&info.time).ok_or(Untruth::Malformed)?;
        let hash = Hash::strong(info.imprint.algorithm.oid).ok_or(Untruth::Imprint)?;
        if info.imprint.hash.as_bytes() != hash.of(signature) {
            return Err(Untruth::Imprint);
        }
        if let Some(problem) = signed.problems(|hash| hash.of(content)).into_iter().next() {
            return Err(Untruth::Token(problem));
        }
        let certificate = signed.certificate().ok_or(Untruth::Token(Problem::NoCertificate))?;
        if !certificate.may_stamp() {
            return Err(Untruth::NotForStamps);
        }
        certificate.check_time(at).map_err(|_| Untruth::OutOfTime)?;
        let trusted = match follow(certificate, &signed.certificates, anchors, at) {
            Chain::Anchored => true,
            Chain::Unknown => false,
            Chain::Broken => return Err(Untruth::Token(Problem::Chain)),
            Chain::Expired => return Err(Untruth::OutOfTime),
        };
        let token = Self { der: der.to_vec(), at, authority: certificate.common_name(), trusted };
        Ok((token, info.nonce))
    }
}

/// `GeneralizedTime` in UTC, with or without a fraction of the second (RFC 3161, 2.4.2).
fn time(written: &Any) -> Option<Timestamp> {
    let text = str::from_utf8(written.value()).ok().filter(|_| written.tag() == Tag::GeneralizedTime)?;
    let text = text.strip_suffix('Z')?;
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let civil = DateTime::strptime("%Y%m%d%H%M%S", whole).ok()?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_an_authority_may_have_fractions_and_has_to_be_utc() {
        let read = |text: &str| time(&Any::new(Tag::GeneralizedTime, text.as_bytes()).unwrap());
        let expected: Timestamp = "2026-11-26T16:22:20Z".parse().unwrap();
        assert_eq!(read("20261126162220Z"), Some(expected));
        assert_eq!(read("20261126162220.123Z"), Some(expected));
        assert_eq!(read("20261126162220"), None);
        assert_eq!(read("20261326162220Z"), None);
    }
}
