//! Time-stamp authorities that lie, and one that does not.

use jiff::ToSpan as _;
use kontor_seal::{Problem, TimestampRequest, Untruth};

use crate::house::{HOUSE, flipped, now};

fn ask(signature: &[u8], nonce: u64) -> TimestampRequest {
    TimestampRequest::new(signature, nonce)
}

fn answer(request: &TimestampRequest) -> Vec<u8> {
    HOUSE.stamp(&request.der().unwrap())
}

/// Tag and length before the bytes.
fn der(tag: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
    [&[tag, 0x82], length.as_slice(), bytes].concat()
}

#[test]
fn openssl_reads_what_is_asked() {
    HOUSE.write("asked.tsq", &ask(b"a signature", 0xfedc_ba98_7654_3210).der().unwrap());
    let read = HOUSE.openssl(&["ts", "-query", "-in", "asked.tsq", "-text"]);
    assert!(read.contains("Hash Algorithm: sha256") && read.contains("0xFEDCBA9876543210"), "{read}");
    assert!(read.contains("Certificate required: yes"), "{read}");
}

#[test]
fn an_authority_that_tells_the_truth_is_believed() {
    for nonce in [0, 1, 255, 1 << 63, u64::MAX] {
        let request = ask(b"a signature", nonce);
        let token = request.accept(&answer(&request), now(), &HOUSE.anchors()).unwrap();
        assert_eq!(token.authority(), "Zeitstelle");
    }
}

#[test]
fn an_authority_that_stamps_something_else_is_refused() {
    let lie = answer(&ask(b"another signature", 5));
    assert_eq!(ask(b"a signature", 5).accept(&lie, now(), &HOUSE.anchors()), Err(Untruth::Imprint));
}

#[test]
fn an_authority_that_answers_an_older_request_is_refused() {
    let lie = answer(&ask(b"a signature", 5));
    assert_eq!(ask(b"a signature", 6).accept(&lie, now(), &HOUSE.anchors()), Err(Untruth::Nonce));
}

#[test]
fn an_authority_whose_certificate_is_not_for_time_stamps_is_refused() {
    let request = ask(b"a signature", 5);
    HOUSE.write("honest.tsr", &answer(&request));
    HOUSE.openssl(&["ts", "-reply", "-in", "honest.tsr", "-token_out", "-out", "honest.token"]);
    HOUSE.openssl(&[
        "cms",
        "-verify",
        "-noverify",
        "-inform",
        "DER",
        "-in",
        "honest.token",
        "-out",
        "honest.info",
    ]);
    HOUSE.openssl(&[
        "cms",
        "-sign",
        "-binary",
        "-nodetach",
        "-cades",
        "-md",
        "sha256",
        "-econtent_type",
        "1.2.840.113549.1.9.16.1.4",
        "-in",
        "honest.info",
        "-signer",
        "rsa.pem",
        "-inkey",
        "rsa.key",
        "-certfile",
        "between.pem",
        "-outform",
        "DER",
        "-out",
        "lie.token",
    ]);
    let lie = der(0x30, &[&[0x30, 3, 2, 1, 0], HOUSE.read("lie.token").as_slice()].concat());
    assert_eq!(request.accept(&lie, now(), &HOUSE.anchors()), Err(Untruth::NotForStamps));
}

#[test]
fn an_authority_that_refuses_says_nothing_or_another_time_is_refused() {
    let request = ask(b"a signature", 5);
    let said = |bytes: &[u8], at| request.accept(bytes, at, &HOUSE.anchors()).unwrap_err();
    assert_eq!(said(&[0x30, 5, 0x30, 3, 2, 1, 2], now()), Untruth::Refused(2));
    assert_eq!(said(&[0x30, 5, 0x30, 3, 2, 1, 0], now()), Untruth::Malformed);
    assert_eq!(said(b"<html>", now()), Untruth::Malformed);
    let honest = answer(&request);
    assert!(matches!(said(&honest, now() + 1.hour()), Untruth::Clock(_)));
    assert!(matches!(said(&honest, now() - 1.hour()), Untruth::Clock(_)));
}

#[test]
fn an_authority_nobody_knows_is_refused() {
    let request = ask(b"a signature", 5);
    assert_eq!(request.accept(&answer(&request), now(), &[]), Err(Untruth::Untrusted));
}

#[test]
fn a_token_that_was_touched_is_refused() {
    let request = ask(b"a signature", 5);
    let honest = answer(&request);
    // The last bytes are the signature of the authority.
    let touched = flipped(&honest, honest.len() - 10);
    let said = |bytes: &[u8]| request.accept(bytes, now(), &HOUSE.anchors()).unwrap_err();
    assert_eq!(said(&touched), Untruth::Token(Problem::Signature));
    // The policy in what is signed: the hash of it is another then.
    let policy = honest.windows(6).position(|w| w == [6, 4, 0x2a, 3, 4, 1]).unwrap();
    assert_eq!(said(&flipped(&honest, policy + 5)), Untruth::Token(Problem::Digest));
}
