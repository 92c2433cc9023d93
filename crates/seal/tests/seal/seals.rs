//! Seals that are made and read again.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use kontor_seal::{
    Coverage, Later, PdfError, Problem, SealError, SealWords, Signer as _, TimestampRequest, finish, prepare,
    prepare_with_room, seal, verify,
};

use crate::house::{HOUSE, LETTER, STREAMS, now, position, small, with, words};

/// B-T with the authority of the house.
pub fn sealed_with_time(pdf: &[u8], signer: &str) -> Vec<u8> {
    let signer = HOUSE.signer(signer);
    let prepared = prepare(pdf, &words(), now()).unwrap();
    let what = prepared.to_be_signed(signer.chain()).unwrap();
    let signature = signer.sign(&what).unwrap();
    let request = TimestampRequest::new(&signature, 0x1234_5678_9abc_def0);
    let answer = HOUSE.stamp(&request.der().unwrap());
    let token = request.accept(&answer, now(), &HOUSE.anchors()).unwrap();
    let cms = what.cms(signer.scheme(), &signature, Some(&token)).unwrap();
    finish(prepared, &cms).unwrap()
}

#[test]
fn a_seal_with_rsa_or_p256_on_a_table_or_a_stream_of_cross_references_is_valid() {
    for key in ["rsa", "p256"] {
        for pdf in [LETTER, STREAMS, &small()] {
            let sealed = seal(pdf, &words(), &HOUSE.signer(key), now()).unwrap();
            assert!(sealed.starts_with(pdf), "what was there stays");
            let reports = verify(&sealed, now(), &HOUSE.anchors()).unwrap();
            let [report] = reports.as_slice() else { panic!("{reports:?}") };
            assert_eq!(report.problems, []);
            assert!(report.is_valid() && report.is_intact());
            assert_eq!((report.coverage, report.later), (Coverage::Whole, Some(Later::Nothing)));
            assert_eq!((&report.words, report.field.as_str()), (&words(), "Seal1"));
            assert_eq!(report.stamp, None);
        }
    }
    let sealed = seal(LETTER, &words(), &HOUSE.signer("p256"), now()).unwrap();
    let report = verify(&sealed, now(), &HOUSE.anchors()).unwrap().remove(0);
    assert_eq!(report.who().as_deref(), Some("Siegel Prüfstelle Ulm"));
}

#[test]
fn a_seal_with_pss_is_valid() {
    let sealed = seal(LETTER, &words(), &HOUSE.signer("rsa").with_pss(), now()).unwrap();
    assert_eq!(verify(&sealed, now(), &HOUSE.anchors()).unwrap()[0].problems, []);
}

#[test]
fn a_seal_with_a_time_stamp_says_when_and_by_whom() {
    for key in ["rsa", "p256"] {
        let sealed = sealed_with_time(LETTER, key);
        let report = verify(&sealed, now(), &HOUSE.anchors()).unwrap().remove(0);
        assert_eq!(report.problems, []);
        let stamp = report.stamp.unwrap();
        assert_eq!(stamp.authority(), "Zeitstelle");
        assert!(stamp.at().duration_since(now()).abs().as_secs() < 60);
    }
}

#[test]
fn with_a_time_stamp_a_seal_outlives_its_certificate_and_without_it_does_not() {
    let later = now() + (400 * 24).hours();
    let plain = seal(LETTER, &words(), &HOUSE.signer("rsa"), now()).unwrap();
    assert_eq!(verify(&plain, later, &HOUSE.anchors()).unwrap()[0].problems, [Problem::Expired]);
    let stamped = sealed_with_time(LETTER, "rsa");
    assert_eq!(verify(&stamped, later, &HOUSE.anchors()).unwrap()[0].problems, []);
}

#[test]
fn two_and_three_seals_after_each_other_are_all_valid() {
    for pdf in [LETTER, STREAMS, &small()] {
        let one = sealed_with_time(pdf, "rsa");
        let two = seal(&one, &words(), &HOUSE.signer("p256"), now()).unwrap();
        let three = seal(&two, &SealWords::default(), &HOUSE.signer("rsa"), now()).unwrap();
        let reports = verify(&three, now(), &HOUSE.anchors()).unwrap();
        assert!(reports.iter().all(|r| r.problems.is_empty()), "{reports:#?}");
        let fields: Vec<_> = reports.iter().map(|r| (r.field.as_str(), r.coverage, r.later)).collect();
        assert_eq!(
            fields,
            [
                ("Seal1", Coverage::Revision(2, 4), Some(Later::Seals)),
                ("Seal2", Coverage::Revision(3, 4), Some(Later::Seals)),
                ("Seal3", Coverage::Whole, Some(Later::Nothing)),
            ]
        );
    }
}

#[test]
fn a_document_without_seals_has_no_reports() {
    assert_eq!(verify(LETTER, now(), &[]).unwrap(), []);
}

#[test]
fn without_anchors_a_seal_is_intact_and_untrusted() {
    let sealed = sealed_with_time(LETTER, "rsa");
    let report = verify(&sealed, now(), &[]).unwrap().remove(0);
    assert!(report.is_intact() && !report.is_valid());
    assert!(report.problems.contains(&Problem::Untrusted));
}

#[test]
fn a_certificate_that_is_over_or_has_not_begun_does_not_seal() {
    let signer = HOUSE.signer("rsa");
    let at = |when| seal(LETTER, &words(), &signer, when).unwrap_err();
    assert!(
        matches!(at(now() + (366 * 24).hours()), SealError::Expired(until) if until == signer.chain()[0].valid_until())
    );
    assert!(
        matches!(at(now() - 48.hours()), SealError::NotYetValid(from) if from == signer.chain()[0].valid_from())
    );
    assert_eq!(signer.days_left(now()), Some(364));
    assert!(signer.days_left(now() + (366 * 24).hours()).unwrap() < 0);
}

#[test]
fn a_certificate_for_something_else_does_not_seal() {
    let refused = seal(LETTER, &words(), &HOUSE.signer("tls"), now()).unwrap_err();
    assert!(matches!(refused, SealError::NotForSigning));
}

#[test]
fn what_another_key_signed_becomes_no_seal() {
    let (mine, other) = (HOUSE.signer("rsa"), HOUSE.signer("p256"));
    let prepared = prepare(LETTER, &words(), now()).unwrap();
    let what = prepared.to_be_signed(mine.chain()).unwrap();
    let signature = other.sign(&what).unwrap();
    for scheme in [other.scheme(), mine.scheme()] {
        assert!(matches!(what.cms(scheme, &signature, None), Err(SealError::WrongSignature)));
    }
}

#[test]
fn a_cms_of_another_document_or_too_large_a_one_is_not_put_in() {
    let signer = HOUSE.signer("p256");
    let cms = |prepared: &kontor_seal::Prepared| {
        let what = prepared.to_be_signed(signer.chain()).unwrap();
        what.cms(signer.scheme(), &signer.sign(&what).unwrap(), None).unwrap()
    };
    let prepared = prepare(LETTER, &words(), now()).unwrap();
    let other = cms(&prepare(STREAMS, &words(), now()).unwrap());
    assert!(matches!(finish(prepared.clone(), &other), Err(SealError::OtherDocument)));
    assert!(matches!(finish(prepared, &[1, 2, 3]), Err(SealError::Malformed)));
    let narrow = prepare_with_room(LETTER, &words(), now(), 100).unwrap();
    let right = cms(&narrow);
    assert!(matches!(finish(narrow, &right), Err(SealError::NoRoom { room: 100, .. })));
}

#[test]
fn the_same_document_and_time_prepare_to_the_same_bytes() {
    let at = now();
    assert_eq!(prepare(LETTER, &words(), at).unwrap(), prepare(LETTER, &words(), at).unwrap());
}

#[test]
fn whatever_is_changed_after_a_seal_is_said() {
    let sealed = seal(&small(), &words(), &HOUSE.signer("p256"), now()).unwrap();
    let changed = |number: u32, body: &str| {
        let mut out = sealed.clone();
        let prev = position(&sealed, "startxref") + 10;
        let prev = String::from_utf8_lossy(&sealed[prev..]).lines().next().unwrap().to_owned();
        let object = out.len();
        out.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
        let table = out.len();
        out.extend(
            format!("xref\n{number} 1\n{object:010} 00000 n\r\ntrailer\n<</Size 20/Root 1 0 R/Prev {prev}>>\nstartxref\n{table}\n%%EOF\n").bytes(),
        );
        verify(&out, now(), &HOUSE.anchors()).unwrap().remove(0)
    };
    let page = "<</Length 15>>\nstream\n0 0 50 50 re f \nendstream";
    for (number, body) in [
        (4, page),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R/Resources<<>>/Annots[7 0 R]>>"),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>/Annots[]>>"),
        (
            3,
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>/Annots[7 0 R<</Subtype/Text>>]>>",
        ),
        (1, "<</Type/Catalog/Pages 2 0 R/AcroForm 8 0 R/OpenAction<</S/JavaScript>>>>"),
        (8, "<</Fields[7 0 R 9 0 R]/SigFlags 3>>"),
        (8, "<</Fields[7 0 R]/SigFlags 3/NeedAppearances true>>"),
    ] {
        let report = changed(number, body);
        assert_eq!(report.problems, [Problem::Changed], "{body}");
        assert_eq!((report.coverage, report.later), (Coverage::Revision(2, 3), Some(Later::Other)));
        assert!(!report.is_intact());
    }
    // An object that nothing refers to changes nothing.
    assert_eq!(changed(15, "(nothing)").later, Some(Later::Seals));
}

#[test]
fn rings_of_objects_that_never_meet_are_walked_only_so_long() {
    // Two rings of the same dictionaries, 89 and 97 long: comparing one with the other would take 8633 steps, or with more
    // objects for ever.
    let ring = |from: usize, length: usize| {
        (0..length).map(move |n| (from + n, format!("<</N {} 0 R>>", from + (n + 1) % length)))
    };
    let objects: Vec<_> = ring(6, 89)
        .chain(ring(95, 97))
        .chain([(1, "<</Type/Catalog/Pages 2 0 R/Ring 6 0 R>>".to_owned())])
        .collect();
    let sealed = seal(&crate::house::written(&objects), &words(), &HOUSE.signer("p256"), now()).unwrap();
    let prev = position(&sealed, "startxref") + 10;
    let prev = String::from_utf8_lossy(&sealed[prev..]).lines().next().unwrap().to_owned();
    let mut out = sealed.clone();
    let catalog =
        String::from_utf8_lossy(&sealed[position(&sealed, "1 0 obj")..]).replacen("/Ring 6", "/Ring 95", 1);
    let catalog = &catalog[..catalog.find("endobj").unwrap() + 7];
    let (object, table) = (out.len(), out.len() + catalog.len());
    out.extend(catalog.bytes());
    out.extend(format!("xref\n1 1\n{object:010} 00000 n\r\ntrailer\n<</Size 300/Root 1 0 R/Prev {prev}>>\nstartxref\n{table}\n%%EOF\n").bytes());
    assert_eq!(verify(&out, now(), &HOUSE.anchors()).unwrap()[0].problems, [Problem::Changed]);
}

#[test]
fn a_later_signature_that_shows_something_is_said() {
    let one = seal(&small(), &words(), &HOUSE.signer("p256"), now()).unwrap();
    let two = seal(&one, &words(), &HOUSE.signer("p256"), now()).unwrap();
    let at = position(&two, "/Rect [0 0 0 0]");
    let visible = [&two[..at], b"/Rect [0 0 9 9]", &two[at + 15..]].concat();
    let reports = verify(&visible, now(), &HOUSE.anchors()).unwrap();
    assert_eq!(reports[0].problems, [Problem::Covered]);
    assert_eq!(reports[0].later, Some(Later::Visible));
    assert_eq!(reports[1].problems, [Problem::Digest]);
}

#[test]
fn a_seal_that_covers_not_everything_before_it_is_none() {
    let sealed = seal(&small(), &words(), &HOUSE.signer("p256"), now()).unwrap();
    let range = position(&sealed, "/ByteRange [0 ");
    let shifted = [&sealed[..range], b"/ByteRange [1 ", &sealed[range + 14..]].concat();
    assert_eq!(verify(&shifted, now(), &HOUSE.anchors()).unwrap()[0].problems, [Problem::Range]);
    let other = with(&sealed, "/ETSI.CAdES.detached", "/adbe.pkcs7.detached");
    assert!(verify(&other, now(), &HOUSE.anchors()).unwrap()[0].problems.contains(&Problem::OtherKind));
}

/// The number after the last `startxref`.
fn last_section(pdf: &[u8]) -> String {
    let at = position(pdf, "startxref") + 10;
    String::from_utf8_lossy(&pdf[at..]).lines().next().unwrap().to_owned()
}

/// One more revision with these objects.
fn revised(pdf: &[u8], objects: &[(u32, &str)]) -> Vec<u8> {
    let (mut out, mut table) = (pdf.to_vec(), String::from("xref\n"));
    for (number, body) in objects {
        let _ = write!(table, "{number} 1\n{:010} 00000 n\r\n", out.len());
        out.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    }
    let (at, prev) = (out.len(), last_section(pdf));
    let trailer = format!("trailer\n<</Size 20/Root 1 0 R/Prev {prev}>>\nstartxref\n{at}\n%%EOF\n");
    out.extend(table.bytes().chain(trailer.bytes()));
    out
}

const OTHER_PAGE: &str = "<</Length 15>>\nstream\n0 0 50 50 re f \nendstream";

#[test]
fn what_no_cross_reference_names_is_said_and_the_end_of_a_line_is_not() {
    let sealed = seal(&small(), &words(), &HOUSE.signer("p256"), now()).unwrap();
    let look = |behind: &str| {
        let pdf = [sealed.as_slice(), behind.as_bytes()].concat();
        verify(&pdf, now(), &HOUSE.anchors()).unwrap().remove(0)
    };
    // Readers that look for objects wherever they stand would show another page.
    let at = last_section(&sealed);
    let hidden = look(&format!("4 0 obj\n{OTHER_PAGE}\nendobj\nstartxref\n{at}\n%%EOF\n"));
    assert_eq!((hidden.problems, hidden.later), (vec![Problem::Changed], Some(Later::Other)));
    let mailed = look("\r\n \n");
    assert_eq!((mailed.problems, mailed.later), (Vec::new(), Some(Later::Nothing)));
}

#[test]
fn a_note_that_calls_itself_a_signature_is_a_change() {
    let sealed = seal(&small(), &words(), &HOUSE.signer("p256"), now()).unwrap();
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>/Annots[7 0 R 9 0 R]>>";
    let looked = |kind: &str| {
        let note = format!(
            "<</Type/Annot/Subtype/{kind}/FT/Sig/T(Seal9)/V 6 0 R/F 4/Rect[0 0 0 0]/P 3 0 R/Contents(Paid)>>"
        );
        let form = "<</Fields[7 0 R 9 0 R]/SigFlags 3>>";
        let pdf = revised(&sealed, &[(3, page), (8, form), (9, &note)]);
        verify(&pdf, now(), &HOUSE.anchors()).unwrap().remove(0).problems
    };
    assert_eq!(looked("Widget"), []);
    assert_eq!(looked("Text"), [Problem::Changed]);
}

#[test]
fn an_object_that_stands_twice_in_one_table_is_refused() {
    let sealed = seal(&small(), &words(), &HOUSE.signer("p256"), now()).unwrap();
    // The first is as it was, the second is not: readers take one or the other.
    let same = "<</Length 5 0 R>>\nstream\n0 0 100 100 re f\nendstream";
    let said = verify(&revised(&sealed, &[(4, same), (4, OTHER_PAGE)]), now(), &[]);
    assert!(matches!(said, Err(PdfError::Broken { what, .. }) if what.contains("twice")), "{said:?}");
    assert!(verify(&revised(&sealed, &[(4, same)]), now(), &HOUSE.anchors()).unwrap()[0].is_valid());
}
