//! Files that are not taken.

use kontor_seal::{PdfError, SealError, prepare, verify};
use proptest::prelude::*;

use crate::house::{LETTER, STREAMS, now, small, with, words};

fn refused(pdf: &[u8]) -> PdfError {
    match prepare(pdf, &words(), now()) {
        Err(SealError::Pdf(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_encrypted_document_is_refused() {
    let locked = with(&small(), "/Root 1 0 R", "/Root 1 0 R/Encrypt<</Filter/Standard/V 4>>");
    assert_eq!(refused(&locked), PdfError::Encrypted);
    assert_eq!(verify(&locked, now(), &[]), Err(PdfError::Encrypted));
}

#[test]
fn a_broken_document_is_refused_and_it_is_said_where() {
    for (broken, what) in [
        (b"hello".to_vec(), "does not begin"),
        (Vec::new(), "does not begin"),
        (b"\n%PDF-1.7".to_vec(), "does not begin"),
        (LETTER[..LETTER.len() / 2].to_vec(), "end of the file"),
        (small()[..small().len() - 3].to_vec(), "end of the file"),
        (with(&small(), "%%EOF", "%%EOF and more than can be\n\n"), "end of the file"),
        (with(&small(), "3 0 obj", "9 0 obj"), "another object"),
        (with(&small(), "\nxref\n", "\nxxxx\n"), "no object begins"),
        (with(&small(), "/Root 1 0 R", "/Root 4 0 R"), "catalogue"),
        (with(&small(), "/Kids[3 0 R]", "/Kids[2 0 R]"), "first page"),
        (with(&small(), "/Kids[3 0 R]", "/Kids[6 0 R]"), "first page"),
        (with(&small(), "\n16\n", "\n99\n"), "length says"),
        (with(&small(), "/Length 5 0 R", "/Length 4 0 R"), "circle"),
        (with(&small(), "/Size 6", "/Prev 9/Size 6"), "no cross-references"),
    ] {
        let error = refused(&broken);
        assert!(
            matches!(error, PdfError::Broken { what: said, .. } if said.contains(what)),
            "{what}: {error}"
        );
    }
}

#[test]
fn cross_references_in_a_circle_are_refused() {
    let pdf = small();
    let at = crate::house::position(&pdf, "xref\n0");
    let circle = with(&pdf, "/Size 6", &format!("/Size 6/Prev {at}"));
    assert!(matches!(refused(&circle), PdfError::Broken { what, .. } if what.contains("circle")));
}

#[test]
fn a_document_that_is_certified_against_changes_is_refused() {
    let certified = |p: u8| {
        let perms = format!("/Pages 2 0 R/Perms<</DocMDP<</Reference[<</TransformParams<</P {p}>>>>]>>>>");
        crate::house::written(&[(1, format!("<</Type/Catalog{perms}>>"))])
    };
    assert_eq!(refused(&certified(1)), PdfError::Certified);
    assert!(prepare(&certified(2), &words(), now()).is_ok());
}

#[test]
fn forms_and_annotations_that_are_there_stay() {
    let pdf = crate::house::written(&[
        (1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F 0 Tf)>>>>".into()),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Annots 7 0 R>>".into()),
        (6, "<</FT/Tx/T(Seal1)/V(x)>>".into()),
        (7, "[<</Subtype/Text/Rect[0 0 1 1]>>]".into()),
    ]);
    let prepared = prepare(&pdf, &words(), now()).unwrap();
    assert_eq!(prepared.field(), "Seal2");
    let text = String::from_utf8_lossy(&prepared.bytes()[pdf.len()..]).into_owned();
    assert!(text.contains("/Fields [6 0 R 9 0 R]"), "{text}");
    assert!(text.contains("/DA (/F 0 Tf)") && text.contains("/Subtype /Text"), "{text}");
}

#[test]
fn streams_that_lie_in_one_another_are_not_read_without_end() {
    // A hundred sections, each with all that follow as its data: 200 MB are to be read of 2.
    let (room, levels) = (2_000_000, 100);
    let head = |length: usize, prev: usize| {
        format!(
            "1 0 obj\n<</Type/XRef/W[1 1 0]/Size 1/Index[0 0]/Length {length:010}/Prev {prev:010}>>\nstream\n"
        )
    };
    let (end, mut pdf) = ("\nendstream endobj\n", b"%PDF-1.7\n".to_vec());
    let (begin, size) = (pdf.len(), head(0, 0).len());
    for level in 0..levels {
        let length = room + (levels - 1 - level) * (size + end.len());
        pdf.extend(head(length, begin + (level + 1) * size).bytes());
    }
    pdf.resize(pdf.len() + room, b' ');
    pdf.extend(end.repeat(levels).bytes());
    pdf.extend(format!("startxref\n{begin}\n%%EOF\n").bytes());
    assert_eq!(verify(&pdf, now(), &[]), Err(PdfError::TooLarge));
}

#[test]
fn a_long_name_is_not_kept_for_every_field_below_it() {
    let form = format!("<</T({})/Kids[{}]>>", "n".repeat(1_000_000), "null ".repeat(100_000));
    let pdf = crate::house::written(&[
        (1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>".into()),
        (6, form),
    ]);
    assert_eq!(verify(&pdf, now(), &[]), Ok(Vec::new()));
}

#[test]
fn more_signatures_than_anybody_makes_are_refused() {
    let fields = (0..65).fold(String::new(), |all, n| all + &format!("<</FT/Sig/T(s{n})/V 6 0 R>>"));
    let pdf = crate::house::written(&[
        (1, format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]>>>>")),
        (6, "<</Type/Sig>>".into()),
    ]);
    assert_eq!(verify(&pdf, now(), &[]), Err(PdfError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_comes_there_is_an_answer(cut in 0..40_000_usize, at in 0..40_000_usize, bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        let mut pdf = STREAMS[..STREAMS.len() - cut.min(STREAMS.len()) / 400].to_vec();
        let at = at % pdf.len().max(1);
        for (place, byte) in pdf[at..].iter_mut().zip(&bytes) {
            *place = *byte;
        }
        let _ = prepare(&pdf, &words(), now());
        let _ = verify(&pdf, now(), &[]);
    }
}
