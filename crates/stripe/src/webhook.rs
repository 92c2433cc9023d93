//! The signature of a webhook: `Stripe-Signature: t=SECONDS,v1=HEX[,v1=HEX]`, an HMAC-SHA256 over `SECONDS.BODY`.
//!
//! Our own, because the crate that does it compiles every type Stripe has (decision 0018).

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// So many seconds a signature may be old, or ahead of our clock.
pub const TOLERANCE: i64 = 300;

/// Why a webhook is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the signature header is missing or cannot be read")]
    Malformed,
    #[error("the signature does not fit the body")]
    Forged,
    #[error("the signature is older than five minutes, or from the future")]
    Stale,
}

/// Checks a webhook. `body` is the body as it came, byte by byte; `now` is Unix seconds. While a secret is being exchanged
/// Stripe sends several `v1`; one that fits is enough. Compared in constant time.
///
/// # Errors
/// See [`SignatureError`].
pub fn verify(secret: &str, header: &str, body: &[u8], now: i64) -> Result<(), SignatureError> {
    let mut at = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", seconds)) => at = seconds.parse::<i64>().ok(),
            Some(("v1", hex)) => signatures.extend(bytes(hex)),
            // `v0` and what may come later.
            _ => {}
        }
    }
    let at = at.ok_or(SignatureError::Malformed)?;
    if signatures.is_empty() || secret.is_empty() {
        return Err(SignatureError::Malformed);
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| SignatureError::Malformed)?;
    mac.update(at.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    if !signatures.iter().any(|s| mac.clone().verify_slice(s).is_ok()) {
        return Err(SignatureError::Forged);
    }
    // Age comes last: a forged one learns nothing about our clock.
    if now.saturating_sub(at).saturating_abs() > TOLERANCE {
        return Err(SignatureError::Stale);
    }
    Ok(())
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if hex.is_empty() || !hex.len().is_multiple_of(2) || !hex.is_ascii() || hex.len() > 128 {
        return None;
    }
    (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_test";
    const BODY: &[u8] = br#"{"id":"evt_test"}"#;

    fn sign(at: i64) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(format!("{at}.").as_bytes());
        mac.update(BODY);
        mac.finalize().into_bytes().iter().fold(String::new(), |s, b| format!("{s}{b:02x}"))
    }

    /// Computed with openssl: `printf '1700000000.{"id":"evt_test"}' | openssl dgst -sha256 -hmac whsec_test`.
    const KNOWN: &str = "14c4f43763339dcb1c15f41a1ff31a94f2f09f8de278f8b4392ca0d7cbcd257e";

    #[test]
    fn a_signature_made_elsewhere_is_accepted() {
        assert_eq!(verify(SECRET, &format!("t=1700000000,v1={KNOWN}"), BODY, 1_700_000_000), Ok(()));
    }

    #[test]
    fn one_of_several_signatures_is_enough() {
        let header = format!("t=100,v1={},v1={},v0=abc", "00".repeat(32), sign(100));
        assert_eq!(verify(SECRET, &header, BODY, 100), Ok(()));
    }

    #[test]
    fn forged_stale_and_broken_ones_are_refused() {
        let good = format!("t=1000,v1={}", sign(1000));
        assert_eq!(verify(SECRET, &good, BODY, 1000 + TOLERANCE), Ok(()));
        assert_eq!(verify(SECRET, &good, BODY, 1001 + TOLERANCE), Err(SignatureError::Stale));
        assert_eq!(verify(SECRET, &good, BODY, 999 - TOLERANCE), Err(SignatureError::Stale));
        assert_eq!(verify(SECRET, &good, b"{\"id\":\"evt_tesT\"}", 1000), Err(SignatureError::Forged));
        assert_eq!(verify("whsec_other", &good, BODY, 1000), Err(SignatureError::Forged));
        // A fresh time with an old signature.
        assert_eq!(
            verify(SECRET, &format!("t=2000,v1={}", sign(1000)), BODY, 2000),
            Err(SignatureError::Forged)
        );
        for broken in
            ["", "t=1000", "v1=00", "t=x,v1=00", "t=1000,v1=", "t=1000,v1=zz", "t=1000,v1=äö", "hello"]
        {
            assert_eq!(verify(SECRET, broken, BODY, 1000), Err(SignatureError::Malformed), "{broken}");
        }
        // Without a secret nothing is believed, also not what was signed with nothing.
        assert_eq!(verify("", &good, BODY, 1000), Err(SignatureError::Malformed));
    }
}
