//! Seals that stand beside what they are over.

use jiff::ToSpan as _;
use kontor_seal::{
    Problem, SealError, SealReport, Signer as _, TimestampRequest, ToBeSigned, verify_detached,
};

use crate::house::{HOUSE, flipped, now, position};

const TEXT: &[u8] = b"kontor-archive-day-1;seq=17;day=2026-11-26;hash=00ff";

fn sealed(key: &str, with_time: bool) -> Vec<u8> {
    let signer = HOUSE.signer(key);
    let what = ToBeSigned::detached(TEXT, signer.chain(), now()).unwrap();
    let signature = signer.sign(&what).unwrap();
    let token = with_time.then(|| {
        let request = TimestampRequest::new(&signature, 77);
        request.accept(&HOUSE.stamp(&request.der().unwrap()), now(), &HOUSE.anchors()).unwrap()
    });
    what.cms(signer.scheme(), &signature, token.as_ref()).unwrap()
}

fn look(content: &[u8], cms: &[u8]) -> SealReport {
    verify_detached(content, cms, now(), &HOUSE.anchors())
}

#[test]
fn a_seal_beside_its_content_is_valid_by_our_word_and_by_that_of_openssl() {
    for (key, with_time) in [("rsa", false), ("p256", true)] {
        let cms = sealed(key, with_time);
        let report = look(TEXT, &cms);
        assert!(report.is_valid(), "{report:?}");
        assert_eq!(report.stamp.is_some(), with_time);
        let (seal, content) = (format!("day-{key}.cms"), format!("day-{key}.txt"));
        HOUSE.write(&seal, &cms);
        HOUSE.write(&content, TEXT);
        let said = HOUSE.openssl(&[
            "cms", "-verify", "-binary", "-cades", "-purpose", "any", "-CAfile", "root.pem", "-inform",
            "DER", "-in", &seal, "-content", &content, "-out", "day.out",
        ]);
        assert!(said.contains("erification successful"), "{said}");
    }
}

#[test]
fn other_content_another_signature_and_no_cms_are_told() {
    let cms = sealed("p256", false);
    assert_eq!(look(&flipped(TEXT, 20), &cms).problems, [Problem::Digest]);
    assert_eq!(look(TEXT, &flipped(&cms, cms.len() - 5)).problems, [Problem::Signature]);
    assert_eq!(look(TEXT, b"nothing").problems, [Problem::Malformed]);
    assert!(!look(TEXT, &[]).is_intact());
    let name = position(&cms, "Zwischenstelle");
    assert!(!look(TEXT, &flipped(&cms, name)).is_valid());
}

#[test]
fn a_certificate_that_is_over_seals_no_content_either() {
    let signer = HOUSE.signer("rsa");
    let late = ToBeSigned::detached(TEXT, signer.chain(), now() + (366 * 24).hours());
    assert!(matches!(late, Err(SealError::Expired(_))));
    let report = verify_detached(TEXT, &sealed("rsa", false), now(), &[]);
    assert!(report.is_intact() && report.problems == [Problem::Untrusted]);
}

#[test]
fn a_set_with_more_members_than_anybody_needs_is_not_sorted() {
    let der = |tag: u8, bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).unwrap().to_be_bytes();
        [&[tag, 0x83, length[1], length[2], length[3]], bytes].concat()
    };
    // Backwards: sorting them takes two thousand million comparisons.
    let algorithm = |n: u32| {
        let arc = |shift: u32| u8::try_from((n >> shift) & 0x7f).unwrap();
        [0x30, 6, 6, 4, 0x2a, arc(14), arc(7), arc(0)]
    };
    let algorithms: Vec<u8> = (0..60_000).rev().flat_map(algorithm).collect();
    let signed = der(0x30, &[&[2, 1, 1], der(0x31, &algorithms).as_slice()].concat());
    let kind = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
    let cms = der(0x30, &[kind.as_slice(), &der(0xa0, &signed)].concat());
    let begun = std::time::Instant::now();
    assert_eq!(look(TEXT, &cms).problems, [Problem::Malformed]);
    assert!(begun.elapsed().as_secs() < 5);
}
