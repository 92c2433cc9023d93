//! What can be relied on of a report, by our own word and by that of poppler.

use std::io::Cursor;
use std::process::Command;

use image::{ImageFormat, RgbImage};
use jiff::civil::date;
use kontor_documents::report::{
    Attached, Audit, AuditStep, Entry, Photo, Relation, ReportSection, ReportSignature, TableColumn,
};
use kontor_documents::{DocumentError, Fact, Report};
use proptest::prelude::*;

fn report(report: &Report, photos: &[Photo]) -> Result<Vec<u8>, DocumentError> {
    kontor_documents::report(report, photos).map(|printed| printed.bytes)
}

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\"><path d=\"M0 5 L40 5 L40 6 L0 6z\"/></svg>";

fn value(name: &str, value: &str) -> Entry {
    Entry::Value { name: name.into(), value: value.into() }
}

fn check(n: usize, bad: bool) -> Entry {
    Entry::Check {
        name: format!("Prüfpunkt {n}: Hydraulikschläuche auf Scheuerstellen"),
        mark: if bad { "Mangel".into() } else { "in Ordnung".into() },
        bad,
        comment: if bad {
            "Schlauch am Ausleger getauscht.\nFolgetermin nötig.".into()
        } else {
            String::new()
        },
        photos: Vec::new(),
    }
}

fn table(rows: usize) -> Entry {
    Entry::Table {
        name: "Ersatzteile".into(),
        columns: vec![
            TableColumn { name: "Nummer".into(), right: false },
            TableColumn { name: "Bezeichnung".into(), right: false },
            TableColumn { name: "Menge".into(), right: true },
        ],
        // A row may be shorter or longer than the table.
        rows: (0..rows)
            .map(|n| {
                let row = [format!("HY-{n:04}"), "Hydraulikschlauch".into(), "2,00".into(), "zu viel".into()];
                row[..n % 5].to_vec()
            })
            .collect(),
    }
}

fn service() -> Report {
    Report {
        language: "de".into(),
        title: "Servicebericht F-2026-00042".into(),
        subtitle: "KB 220 LC · Bauer Tiefbau GmbH".into(),
        made: date(2026, 11, 27).at(9, 30, 0, 0),
        sender: "Hallmann Baumaschinen GmbH".into(),
        facts: vec![Fact::new("Maschine", "KB 220 LC, 4711-0815"), Fact::new("Datum", "27.11.2026")],
        sections: vec![
            ReportSection {
                title: "Einsatz".into(),
                entries: vec![
                    Entry::Note { text: "Bitte vollständig ausfüllen.".into() },
                    value("Betriebsstunden", "4.218 h"),
                    value("Monteur", "Jonas Keller"),
                    value("Anfahrt", "38 km"),
                    Entry::Text {
                        name: "Befund".into(),
                        text: "Leckage am Ausleger.\nSchlauch porös.".into(),
                    },
                ],
            },
            ReportSection {
                title: "Prüfpunkte".into(),
                entries: (1..=20).map(|n| check(n, n % 7 == 0)).collect(),
            },
            ReportSection { title: "Material".into(), entries: vec![table(24)] },
        ],
        signatures: vec![
            ReportSignature {
                label: "Kunde".into(),
                name: "Anna Bauer".into(),
                lines: vec!["27.11.2026 09:28, vor Ort".into()],
                drawing: Some(SVG.into()),
                typed: String::new(),
            },
            ReportSignature {
                label: "Monteur".into(),
                name: "Jonas Keller".into(),
                typed: "Jonas Keller".into(),
                ..ReportSignature::default()
            },
            ReportSignature { label: "Werkstattleitung".into(), ..ReportSignature::default() },
        ],
        signatures_title: "Unterschriften".into(),
        audit: Some(Audit {
            title: "Prüfprotokoll".into(),
            words: vec!["Diese Unterschriften sind einfache elektronische Signaturen.".into()],
            facts: vec![Fact::new("SHA-256", "0123456789abcdef".repeat(4))],
            steps_title: "Ereignisse".into(),
            steps: (0..6)
                .map(|n| AuditStep {
                    at: format!("27.11.2026 09:2{n}"),
                    what: "Anna Bauer hat das Dokument geöffnet".into(),
                    hash: "9f86d081884c7d65".into(),
                })
                .collect(),
            code: Some((SVG.into(), "Zur Prüfseite".into())),
            address: "https://portal.example/verify/01JABCDEFGHJKMNPQRSTVWXYZ0".into(),
        }),
        foot: vec!["Hallmann Baumaschinen GmbH, 89079 Ulm".into()],
        page: "Seite".into(),
        attached: vec![
            Attached {
                name: "formular.json".into(),
                media_type: "application/json",
                about: "Die Antworten".into(),
                relation: Relation::Data,
                bytes: b"{\"is\":\"the data\"}".to_vec(),
            },
            Attached {
                name: "gezeigt.pdf".into(),
                media_type: "application/pdf",
                about: "Was gezeigt wurde".into(),
                relation: Relation::Source,
                bytes: b"%PDF-1.7 nothing".to_vec(),
            },
        ],
    }
}

fn photo(width: u32, height: u32, format: ImageFormat) -> Photo {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |x, y| image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90]))
        .write_to(&mut out, format)
        .unwrap();
    Photo { bytes: out.into_inner(), extension: "jpg", alt: format!("Foto {width} x {height}") }
}

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|w| w == text.as_bytes())
}

/// What poppler 22 says of `/Suspects false`, which is a boolean (ISO 32000-1, table 321).
const MISREAD: &str = "Suspects object is wrong type (boolean)";

/// What a program of poppler says of a document.
fn poppler(program: &str, before: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, pdf).unwrap();
    let after: &[&str] = if program == "pdftotext" { &["-"] } else { &[] };
    let ran = Command::new(program).args(before).arg(&file).args(after).env("LC_ALL", "C.UTF-8").output();
    let output = ran.unwrap_or_else(|e| panic!("{program} is missing ({e}): poppler-utils"));
    let errors = String::from_utf8_lossy(&output.stderr);
    let bad = |line: &&str| !line.is_empty() && !line.ends_with(MISREAD);
    let errors: Vec<&str> = errors.lines().filter(bad).collect();
    assert!(output.status.success() && errors.is_empty(), "{program}: {errors:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn pages(pdf: &[u8]) -> usize {
    let said = poppler("pdfinfo", &[], pdf);
    said.lines().find_map(|l| l.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}

#[test]
fn a_report_declares_itself_pdf_a_3b_is_tagged_and_says_everything() {
    let pdf = report(&service(), &[]).unwrap();
    if let Some(target) = std::env::var_os("KONTOR_KEEP_REPORT") {
        let photos = [
            photo(2400, 1800, ImageFormat::Jpeg),
            photo(600, 1200, ImageFormat::Png),
            photo(9, 9, ImageFormat::WebP),
        ];
        let mut with = service();
        with.sections[0].entries.push(Entry::Photos { name: "Fotos".into(), photos: vec![0, 1, 2, 3] });
        std::fs::write(target, report(&with, &photos).unwrap()).unwrap();
    }
    for part in ["<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "F-2026-00042"]
    {
        assert!(has(&pdf, part), "{part}");
    }
    let info = poppler("pdfinfo", &[], &pdf);
    assert!(info.lines().any(|l| l.starts_with("Tagged:") && l.ends_with("yes")), "{info}");
    let text = poppler("pdftotext", &["-layout"], &pdf);
    for part in [
        "Servicebericht F-2026-00042",
        "KB 220 LC",
        "4.218 h",
        "Schlauch porös.",
        "Mangel",
        "in Ordnung",
        "HY-0023",
        "Anna Bauer",
        "Werkstattleitung",
        "Prüfprotokoll",
        "https://portal.example/verify/",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    // The audit is a page of its own.
    assert!(text.split('\u{c}').filter(|page| page.contains("Prüfprotokoll")).count() == 1);
}

#[test]
fn the_heading_of_a_table_is_there_again_on_its_next_page() {
    let mut long = service();
    long.sections = vec![ReportSection { title: "Material".into(), entries: vec![table(120)] }];
    let text = poppler("pdftotext", &["-layout"], &report(&long, &[]).unwrap());
    let with = |what: &str| text.split('\u{c}').filter(|page| page.contains(what)).count();
    assert!(with("HY-0") >= 2 && with("Bezeichnung") == with("HY-0"), "{text}");
}

#[test]
fn what_it_was_made_of_goes_with_it() {
    let pdf = report(&service(), &[]).unwrap();
    let list = poppler("pdfdetach", &["-list"], &pdf);
    assert!(list.starts_with("2 embedded files"), "{list}");
    assert!(list.contains("formular.json") && list.contains("gezeigt.pdf"), "{list}");
    for part in ["/AFRelationship/Data", "/AFRelationship/Source"] {
        assert!(has(&pdf, part) || has(&pdf, &part.replace("p/", "p /")), "{part}");
    }
    let odd = Attached { name: "../böse/\u{202e}.json".into(), ..service().attached.remove(0) };
    let pdf = report(&Report { attached: vec![odd], ..service() }, &[]).unwrap();
    assert!(poppler("pdfdetach", &["-list"], &pdf).contains("..-b-se--.json"));
}

#[test]
fn forty_photos_of_every_kind_stay_on_their_pages() {
    let mut photos: Vec<Photo> = (0..36).map(|n| photo(320 + n, 200, ImageFormat::Jpeg)).collect();
    photos.push(photo(2400, 60, ImageFormat::Png));
    photos.push(photo(60, 3000, ImageFormat::Jpeg));
    photos.push(photo(50, 50, ImageFormat::WebP));
    photos.push(Photo {
        bytes: b"\xff\xd8\xff\xe0 no photo".to_vec(),
        extension: "jpg",
        alt: "Typenschild".into(),
    });
    let mut with = service();
    // One more than there are.
    with.sections[0].entries.push(Entry::Photos { name: "Fotos".into(), photos: (0..41).collect() });
    if let Entry::Check { photos, .. } = &mut with.sections[1].entries[0] {
        *photos = vec![3, 37];
    }
    let pdf = report(&with, &photos).unwrap();
    let text = poppler("pdftotext", &[], &pdf);
    assert!(text.matches("Foto nicht lesbar").count() == 2 && text.contains("Typenschild"), "{text}");
    // The ratio is kept: what is shown at n pixels per inch is that in both directions.
    let list = poppler("pdfimages", &["-list"], &pdf);
    let shown: Vec<Vec<&str>> = list.lines().skip(2).map(|l| l.split_whitespace().collect()).collect();
    assert!(shown.len() >= 39, "{list}");
    for image in &shown {
        let number = |at: usize| image[at].parse::<i64>().unwrap();
        assert!(number(3) <= 1600 && number(4) <= 1600, "{image:?}");
        assert!((number(12) - number(13)).abs() <= number(12) / 20 + 2, "{image:?}");
    }
    assert!(pages(&pdf) > pages(&report(&service(), &[]).unwrap()));
}

#[test]
fn what_somebody_wrote_is_text_and_never_markup_however_long() {
    let nasty = [
        "#import \"x.typ\" #read(\"/etc/passwd\") $x_2$ *fett* _kursiv_ ] } \\ // @zitat <marke> `roh`"
            .to_owned(),
        "x".repeat(2_000),
        "😀 中文 \u{202e}umgedreht\u{202c} u\u{308}\t\r\n\0".into(),
        "\"quotes\" 'too' \u{201e}und\u{201c}".into(),
    ];
    for text in &nasty {
        let mut odd = service();
        odd.title.clone_from(text);
        odd.subtitle.clone_from(text);
        odd.facts = vec![Fact::new(text, text)];
        let columns = (0..9).map(|n| TableColumn { name: text.clone(), right: n % 2 == 0 }).collect();
        odd.sections = vec![ReportSection {
            title: text.clone(),
            entries: vec![
                value(text, text),
                value(text, text),
                Entry::Note { text: text.clone() },
                Entry::Text { name: text.clone(), text: text.clone() },
                Entry::Check {
                    name: text.clone(),
                    mark: text.clone(),
                    bad: true,
                    comment: text.clone(),
                    photos: vec![],
                },
                Entry::Table { name: text.clone(), columns, rows: vec![vec![text.clone(); 9]; 2] },
            ],
        }];
        for signature in &mut odd.signatures {
            signature.label.clone_from(text);
            signature.typed.clone_from(text);
            signature.name.clone_from(text);
            signature.lines = vec![text.clone()];
        }
        let audit = odd.audit.as_mut().unwrap();
        audit.address.clone_from(text);
        audit.steps[0].what.clone_from(text);
        audit.steps[0].hash.clone_from(text);
        let pdf = report(&odd, &[]).expect("whatever somebody wrote can be set");
        assert!(pages(&pdf) < 60);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_text_at_all_can_be_set(text: String, words in proptest::collection::vec(".{0,40}", 0..4)) {
        let mut any = service();
        any.title.clone_from(&text);
        any.sender.clone_from(&text);
        any.foot.clone_from(&words);
        any.facts.push(Fact::new(text.clone(), text.clone()));
        any.sections[0].entries.push(value(&text, &text));
        any.attached[0].about.clone_from(&text);
        any.signatures[0].name = text;
        any.signatures[0].lines = words;
        prop_assert!(report(&any, &[]).is_ok());
    }
}

#[test]
fn a_report_may_be_empty_and_without_an_audit() {
    let empty = Report { language: "de".into(), page: "Seite".into(), ..Report::default() };
    report(&empty, &[]).expect("a report");
    let shown = report(&Report { audit: None, attached: vec![], ..service() }, &[]).unwrap();
    assert!(!poppler("pdftotext", &[], &shown).contains("Prüfprotokoll"));
}

#[test]
fn the_same_report_is_the_same_bytes() {
    let photos = [photo(1700, 900, ImageFormat::Jpeg)];
    assert_eq!(report(&service(), &photos).unwrap(), report(&service(), &photos).unwrap());
}
