//! Files as they come: of ourselves, of other programs, and of somebody who means harm.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use kontor_extract::{Kind, Limits, Unreadable, Wanted, read};

/// Made by us, with Typst.
const LETTER: &[u8] = include_bytes!("../../seal/tests/fixtures/letter.pdf");
/// The same with its objects packed in streams.
const PACKED: &[u8] = include_bytes!("../../seal/tests/fixtures/letter-streams.pdf");
/// Printed from a browser (Skia).
const BROWSER: &[u8] = include_bytes!("fixtures/browser.pdf");

fn text(file: &[u8]) -> String {
    limited(file, &Limits::default()).unwrap()
}

fn limited(file: &[u8], limits: &Limits) -> Result<String, Unreadable> {
    let text = read(Wanted::Text, Kind::Pdf, file.to_vec(), limits)?;
    Ok(String::from_utf8(text).unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
}

fn picture(file: &[u8]) -> Result<image::RgbImage, Unreadable> {
    let jpeg = read(Wanted::Picture, Kind::Pdf, file.to_vec(), &Limits::default())?;
    Ok(image::load_from_memory(&jpeg).unwrap().to_rgb8())
}

/// A PDF of these objects, the first of which is its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        writeln!(file, "{} 0 obj", at + 1).unwrap();
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

fn flate(content: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

/// One page with this content, in Helvetica that the file does not bring.
fn page(content: &[u8]) -> Vec<u8> {
    page_with(stream("", content), "")
}

fn page_with(content: Vec<u8>, resources: &str) -> Vec<u8> {
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>>")
            .into_bytes(),
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
    ])
}

#[test]
fn our_own_letters_are_read_word_by_word() {
    for file in [LETTER, PACKED] {
        let text = text(file);
        for words in ["87437 Kempten (Allgäu)", "Angebot AN-2026-00042", "Vielen Dank für Ihre Anfrage."] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn what_a_browser_prints_is_read_and_parted_words_come_together() {
    let text = text(BROWSER);
    assert!(text.contains("Die Hydraulikschläuche am Löffelstiel wurden geprüft"), "{text}");
    assert!(text.contains("Teil HY-4711.20-F. Öl nachgefüllt, Größe 90 x 210 mm."), "{text}");
    assert!(text.contains("Straßenfertiger im März"), "{text}");
}

#[test]
fn blanks_that_are_only_gaps_and_lines_that_are_only_places_are_seen() {
    // As TeX sets it: no blanks, words apart by a third of their size, letters together by a hair.
    let tex = page(b"BT /F 10 Tf 72 700 Td [(Pr\xfcf)-20(be)30(richt)-333(f\xfcr)-278(Bagger-)]TJ 0 -12 Td (schaufeln 4711)Tj ET");
    assert_eq!(text(&tex), "Prüfbericht für Baggerschaufeln 4711");
    let table = page(b"BT /F 10 Tf 72 700 Td (Teil)Tj 100 0 Td (Menge)Tj -100 -14 Td (Filter)Tj ET");
    assert_eq!(text(&table), "Teil Menge Filter");
}

#[test]
fn a_page_becomes_a_picture() {
    for file in [LETTER, BROWSER] {
        let picture = picture(file).unwrap();
        assert_eq!(picture.height(), 640);
        assert!((430..500).contains(&picture.width()), "{}", picture.width());
        assert!(picture.pixels().any(|p| p.0[0] < 100), "something stands on it");
        assert!(picture.pixels().filter(|p| p.0[0] > 240).count() > 150_000, "on white paper");
    }
}

#[test]
fn the_limits_of_text_and_pages_hold() {
    let limits = Limits { text: 40, ..Limits::default() };
    assert!(limited(LETTER, &limits).unwrap().len() <= 40);
    assert_eq!(limited(LETTER, &Limits { file: 100, ..limits }), Err(Unreadable::TooLarge));
    let mut kids = String::new();
    for _ in 0..10_000 {
        kids.push_str("3 0 R ");
    }
    let mut long = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Count 10000/Kids[{kids}]>>").into_bytes(),
        b"<</Type/Page/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
    ];
    long.push(stream("", b"BT /F 10 Tf 72 700 Td (Seite)Tj ET"));
    long.push(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec());
    assert_eq!(text(&pdf(&long)).matches("Seite").count(), Limits::default().pages);
}

#[test]
fn a_page_that_draws_itself_without_end_ends() {
    let mut forms = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
            .to_vec(),
        stream("", b"/X Do"),
    ];
    for at in 5..30 {
        let next =
            format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>", at + 1);
        forms.push(stream(&next, b"/X Do /X Do /X Do /X Do"));
    }
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    let bomb = pdf(&forms);
    assert_eq!(limited(&bomb, &limits), Ok(String::new()));
    assert_eq!(read(Wanted::Picture, Kind::Pdf, bomb, &limits), Err(Unreadable::TooLong));
}

#[test]
fn broken_files_are_errors_and_never_a_panic() {
    assert_eq!(limited(b"%PDF-1.7\nnothing\n%%EOF", &Limits::default()), Err(Unreadable::Broken));
    assert_eq!(picture(&page_with(b"null".to_vec(), "")).map(|p| p.height()), Ok(640), "an empty page");
    // Cut off and changed everywhere: whatever comes of it, it comes back.
    let limits = Limits { time: Duration::from_millis(200), ..Limits::default() };
    for at in (0..PACKED.len()).step_by(PACKED.len() / 60) {
        let _ = limited(&PACKED[..at], &limits);
        let mut changed = PACKED.to_vec();
        for byte in &mut changed[at..(at + 5).min(PACKED.len())] {
            *byte ^= 0x15;
        }
        let _ = limited(&changed, &limits);
    }
}

#[test]
fn a_stream_that_unpacks_to_a_hundred_megabytes_gives_its_text_or_nothing() {
    let bomb = page_with(stream("/Filter/FlateDecode", &flate(&vec![b' '; 100 << 20])), "");
    assert!(bomb.len() < 300_000);
    assert_eq!(text(&bomb), "");
}

#[test]
fn what_a_kind_does_not_have_is_not_asked_of_it() {
    let limits = Limits::default();
    assert_eq!(read(Wanted::Picture, Kind::Office, Vec::new(), &limits), Err(Unreadable::None));
    assert_eq!(read(Wanted::Text, Kind::Photo, Vec::new(), &limits), Err(Unreadable::None));
    for kind in [Kind::Pdf, Kind::Text, Kind::Xml, Kind::Office, Kind::Photo] {
        assert_eq!(Kind::parse(kind.code()), Some(kind));
    }
    let mut said = String::new();
    for wanted in [Wanted::Text, Wanted::Picture] {
        let _ = write!(said, "{} ", wanted.code());
    }
    assert_eq!(said, "text picture ");
}
