//! One byte is another: wherever it stands, it is said.

use kontor_seal::{SealWords, finish, prepare_with_room, verify};
use kontor_seal::{Signer as _, TimestampRequest};

use crate::house::{HOUSE, flipped, now, position, small};

/// Small and with everything: a chain, a time-stamp, and some room left.
fn sealed() -> Vec<u8> {
    let signer = HOUSE.signer("p256");
    let prepared = prepare_with_room(&small(), &SealWords::default(), now(), 5000).unwrap();
    let what = prepared.to_be_signed(signer.chain()).unwrap();
    let signature = signer.sign(&what).unwrap();
    let request = TimestampRequest::new(&signature, 7);
    let token = request.accept(&HOUSE.stamp(&request.der().unwrap()), now(), &HOUSE.anchors()).unwrap();
    finish(prepared, &what.cms(signer.scheme(), &signature, Some(&token)).unwrap()).unwrap()
}

#[test]
fn one_flipped_byte_anywhere_is_said() {
    let (sealed, now, anchors) = (sealed(), now(), HOUSE.anchors());
    let original = verify(&sealed, now, &anchors).unwrap();
    assert!(original[0].is_valid() && original[0].stamp.is_some());
    // Said is a problem, no file, or (where the token itself is called something else) that there is no time-stamp.
    let missed =
        |at: &usize| verify(&flipped(&sealed, *at), now, &anchors).is_ok_and(|reports| reports == original);
    let start = position(&sealed, "/Contents <");
    let end = start + sealed[start..].iter().position(|b| *b == b'>').unwrap();
    // Every byte of the document, and of the long string of the CMS every eleventh digit.
    let looked_at = (0..sealed.len()).filter(|at| !(start + 20..end).contains(at) || at % 11 == 0);
    let missed: Vec<_> = looked_at.filter(missed).collect();
    let around = |at: &usize| {
        String::from_utf8_lossy(&sealed[at - at.min(&40)..sealed.len().min(at + 40)]).into_owned()
    };
    assert_eq!(missed, Vec::<usize>::new(), "{:?}", missed.iter().take(5).map(around).collect::<Vec<_>>());
}
