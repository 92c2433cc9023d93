//! The signature of the Standard Webhooks specification, version 1: `v1,` and base64 of HMAC-SHA256 over `ID.SECONDS.BODY`.
//! Receivers find a library for it in every language.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::key::sign;

/// The headers that go with a message. With several secrets there are several signatures, of which the receiver needs one.
pub(super) fn headers(
    secrets: &[Vec<u8>],
    id: &str,
    seconds: i64,
    body: &str,
) -> [(&'static str, String); 3] {
    let seconds = seconds.to_string();
    let signature = |secret: &Vec<u8>| {
        let pieces = [id.as_bytes(), b".", seconds.as_bytes(), b".", body.as_bytes()];
        format!("v1,{}", STANDARD.encode(sign(secret, &pieces)))
    };
    let signatures: Vec<String> = secrets.iter().map(signature).collect();
    [
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", seconds.clone()),
        ("webhook-signature", signatures.join(" ")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference implementations.
    #[test]
    fn the_signature_is_the_one_of_the_specification() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let signed = headers(std::slice::from_ref(&secret), id, 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed[0], ("webhook-id", id.to_owned()));
        assert_eq!(signed[1], ("webhook-timestamp", "1614265330".to_owned()));
        let known = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signed[2], ("webhook-signature", known.to_owned()));
        let both = headers(&[b"other".to_vec(), secret], id, 1_614_265_330, r#"{"test": 2432232314}"#);
        assert!(both[2].1.ends_with(&format!(" {known}")) && both[2].1.starts_with("v1,"));
    }
}
