//! What can be relied on of a letter. That other programs read it is shown in the browser tests.

use jiff::civil::date;
use kontor_documents::{Amount, Columns, Fact, Letter, Parties, Row, Style, letter};
use proptest::prelude::*;

fn offer(rows: usize) -> Letter {
    let row = |n: usize| Row {
        position: n.to_string(),
        number: format!("HY-{n:04}"),
        name: format!("Hydraulikfilterelement Rücklauf {n}"),
        details: vec!["10 µm, passt für KB 220 LC".into()],
        quantity: "2 Stück".into(),
        price: "48,60 €".into(),
        amount: "97,20 €".into(),
        style: Style::Position,
    };
    Letter {
        language: "de".into(),
        title: "Angebot AN-2026-00042".into(),
        made: date(2026, 11, 25).at(9, 30, 0, 0),
        parties: Parties {
            sender: "Hallmann Baumaschinen GmbH".into(),
            sender_line: "Hallmann Baumaschinen GmbH · Daimlerstraße 18 · 89079 Ulm".into(),
            recipient: vec![
                "Bauer Tiefbau GmbH".into(),
                "Ziegeleiweg 8".into(),
                "87437 Kempten (Allgäu)".into(),
            ],
        },
        facts: vec![Fact::new("Vorgang", "K7F-4RTM"), Fact::new("Datum", "25.11.2026")],
        opening: vec!["Vielen Dank für Ihre Anfrage.".into()],
        columns: Columns {
            position: "Pos.".into(),
            text: "Bezeichnung".into(),
            quantity: "Menge".into(),
            price: "Einzelpreis".into(),
            amount: "Betrag".into(),
        },
        rows: (1..=rows).map(row).collect(),
        sums: vec![Amount { name: "Gesamt".into(), value: "115,67 €".into(), strong: true }],
        closing: vec!["Gültig bis 15.12.2026.".into()],
        foot: vec!["Hallmann Baumaschinen GmbH, 89079 Ulm".into()],
        page: "Seite".into(),
        code: None,
    }
}

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|w| w == text.as_bytes())
}

#[test]
fn a_letter_declares_itself_pdf_a_3b_and_has_a_title() {
    let pdf = letter(&offer(3)).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    // With its own fonts: a page of text is no page of lines.
    assert!(pdf.len() > letter(&Letter { rows: Vec::new(), ..offer(0) }).unwrap().len());
    assert!(pdf.len() > 20_000, "{} bytes hold no fonts", pdf.len());
    // Metadata is never compressed in PDF/A (ISO 19005-3, 6.6.2).
    for part in
        ["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "AN-2026-00042"]
    {
        assert!(has(&pdf, part), "{part}");
    }
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    assert_eq!(letter(&offer(5)).unwrap(), letter(&offer(5)).unwrap());
}

#[test]
fn what_somebody_wrote_is_text_and_never_markup() {
    let nasty =
        "#import \"x.typ\" #read(\"/etc/passwd\") $x_2$ *fett* _kursiv_ ] } \\ // @zitat <marke> `roh`";
    let mut odd = offer(1);
    odd.opening = vec![nasty.into(), "Zeile\nnoch eine".into(), "😀 中文 \u{202e} u\u{308}\t\r\n\0".into()];
    odd.rows[0].name = nasty.into();
    odd.parties.recipient.push(nasty.into());
    letter(&odd).expect("whatever somebody wrote can be set");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_at_all_can_be_set(text: String, name: String, words in proptest::collection::vec(".{0,40}", 0..4)) {
        let mut any = offer(1);
        any.title.clone_from(&text);
        any.parties.recipient.push(name.clone());
        any.rows[0].number = name;
        any.rows[0].details.clone_from(&words);
        any.opening = words;
        any.facts.push(Fact::new(text.clone(), text));
        prop_assert!(letter(&any).is_ok());
    }
}

#[test]
fn a_letter_may_be_empty_or_long_and_never_fails() {
    let empty = letter(&offer(0)).unwrap();
    let long = letter(&offer(400)).unwrap();
    assert!(long.len() > empty.len());
    let mut wide = offer(2);
    wide.rows[0].name = "Donaudampfschifffahrtsgesellschaft".repeat(40);
    wide.rows.push(Row { style: Style::Heading, name: "Wahlweise".into(), ..Row::default() });
    assert!(letter(&wide).is_ok());
}

#[test]
fn a_letter_carries_the_code_of_its_case_as_a_picture() {
    let mut with = offer(1);
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><path d=\"M0 0h5v5h-5z\"/></svg>";
    with.code = Some((svg.into(), "Vorgang K7F-4RTM".into()));
    assert!(letter(&with).unwrap().len() > letter(&offer(1)).unwrap().len());
    with.code = Some(("kein Bild".into(), String::new()));
    assert!(letter(&with).is_err(), "a broken picture is told, not left out");
}
