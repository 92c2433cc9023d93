//! What the CSV reader makes of real, good and broken files.

use std::fmt::Write as _;

use kontor_domain::catalog::{CrossReference, PartCode};
use kontor_domain::pricing::{Metal, MetalContent};
use kontor_domain::returns::Exclusion;
use kontor_domain::{Decimal, Localized, Problem, Quantity, Unit, WarehouseId};
use kontor_exchange::{ArticleRow, Format, Record, RowKind, read_bytes, read_file};

fn read(text: &str) -> Vec<Record> {
    read_bytes(text.as_bytes().to_vec(), Format::Csv).collect()
}

fn articles(records: Vec<Record>) -> Vec<ArticleRow> {
    let good = |r| match r {
        Record::Article(row) => *row,
        other => panic!("{other:?}"),
    };
    records.into_iter().map(good).collect()
}

fn one(text: &str) -> ArticleRow {
    articles(read(text)).remove(0)
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn attribute<'a>(row: &'a ArticleRow, de: &str) -> (&'a str, &'a str, &'a str) {
    let a = row.part.attributes.iter().find(|a| a.name.de == de).unwrap_or_else(|| panic!("{de}: {row:?}"));
    (&a.name.en, &a.value, &a.unit)
}

#[test]
fn every_column_finds_its_place() {
    let row = one(
        "artikelnummer;bezeichnung;name_en;text_de;kategorie;category_en;einheit;vpe;mindestmenge;schritt;kennzeichen;vat;rabattgruppe;\
         ersetzt_durch;cross_references;gewicht;pictures;attributes;lieferzeit;listenpreis;tiers;norm;größe;länge_mm;rückgabefrist;rückgabegebühr;keine_rückgabe;altteilpfand;metall;metallgewicht;kupferbasis;bestand\n\
         HY-1;Schlauch;Hose;\"Zeile 1\nZeile 2\";Hydraulik/Schläuche;Hydraulics/Hoses;m;20;0,5;0,5;auslauf;7 %;C;\
         HY-2;\"MANN:W 940; SH123\";1,250;\"a/b.svg;c.svg\";Feinheit=10 µm;10 Tage;1.234,56;\"20:41,00;5:44,20\";DIN 1;M8;40;14;15 %;Zuschnitt;85,50;Cu;0,12;150,00;\"ulm:12;kempten:0\"\n",
    );
    assert_eq!((row.kind, row.line), (RowKind::Article, 2));
    let part = &row.part;
    assert_eq!(part.number.as_str(), "HY-1");
    assert_eq!(part.name, Localized::new("Schlauch", "Hose"));
    assert_eq!(part.text.de, "Zeile 1\nZeile 2");
    assert_eq!(part.category.as_str(), "hydraulik/schlaeuche");
    assert_eq!(
        row.category_path,
        [Localized::new("Hydraulik", "Hydraulics"), Localized::new("Schläuche", "Hoses")]
    );
    assert_eq!((part.unit, part.packaging.0), (Unit::Metre, dec("20")));
    assert_eq!((part.minimum.0, part.step.0), (dec("0.5"), dec("0.5")));
    assert_eq!(
        (part.code, part.vat.code(), part.discount_group.as_str()),
        (PartCode::Remaining, "reduced", "C")
    );
    assert_eq!(part.replaced_by.as_ref().map(kontor_domain::PartKey::as_str), Some("HY-2"));
    let cross = |source: &str, number: &str| CrossReference { source: source.into(), number: number.into() };
    assert_eq!(part.cross_references, [cross("MANN", "W 940"), cross("", "SH123")]);
    assert_eq!((part.weight_kg, part.replenishment_days), (Some(dec("1.25")), 10));
    let terms = &part.returns;
    assert_eq!((terms.days, terms.fee_percent), (Some(14), Some(dec("15"))));
    assert_eq!((terms.excluded, terms.deposit), (Some(Exclusion::CutToLength), Some(dec("85.5"))));
    let metal = MetalContent { metal: Metal::Copper, kg: dec("0.12"), base: dec("150") };
    assert_eq!(part.metal, Some(metal));
    assert_eq!(part.pictures, ["a/b.svg", "c.svg"]);
    assert_eq!(attribute(&row, "Feinheit"), ("Fineness", "10", "µm"));
    assert_eq!(attribute(&row, "Norm"), ("Standard", "DIN 1", ""));
    assert_eq!(attribute(&row, "Größe"), ("Size", "M8", ""));
    assert_eq!(attribute(&row, "Länge"), ("Length", "40", "mm"));
    assert_eq!(row.list_price, Some(dec("1234.56")));
    assert_eq!(row.tiers, [(Quantity::of(5), dec("44.20")), (Quantity::of(20), dec("41"))]);
    assert_eq!(
        row.stock,
        Some(vec![
            (WarehouseId::new("kempten"), Quantity::ZERO),
            (WarehouseId::new("ulm"), Quantity::of(12))
        ])
    );
}

#[test]
fn a_metal_without_its_weight_is_an_error() {
    let records = read("part_number;name_de;metal\nX-1;Kabel;copper\n");
    let [Record::Wrong(errors)] = &records[..] else { panic!("{records:?}") };
    assert_eq!((errors[0].field.as_str(), &errors[0].problem), ("metal_kg", &Problem::Required));
}

#[test]
fn what_is_missing_gets_sensible_values() {
    let row = one("number,name_en\nX-1,Pin\n");
    assert_eq!(row.part.name, Localized::new("", "Pin"));
    assert_eq!((row.part.unit, row.part.code), (Unit::Piece, PartCode::Normal));
    assert_eq!([row.part.minimum, row.part.step, row.part.packaging], [Quantity::ONE; 3]);
    assert_eq!((row.list_price, row.stock.clone(), row.part.category.as_str()), (None, None, ""));
}

#[test]
fn the_norm_parts_are_read_without_an_error() {
    // 2,837 real norm parts, generated from the Apache-2.0 package bd_warehouse 0.4.0.
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/norm-parts.csv");
    let records = read_file(path).unwrap();
    let rows = articles(records.collect());
    assert_eq!(rows.len(), 2837);
    assert!(
        rows.iter().all(|r| !r.part.name.de.is_empty()
            && !r.part.name.en.is_empty()
            && r.part.category.as_str() != "")
    );
    // Every short name of the file is translated.
    for attribute in rows.iter().flat_map(|r| &r.part.attributes) {
        assert!(attribute.name.en.len() > 3 && attribute.name.de.len() > 3, "{attribute:?}");
    }
    assert_eq!(attribute(&rows[0], "Kopfhöhe"), ("Head height", "1.1", "mm"));
    assert_eq!(attribute(&rows[0], "Schlüsselweite"), ("Width across flats", "3.02", "mm"));
    let find = |number: &str| rows.iter().find(|r| r.part.number.as_str() == number).unwrap();
    let bearing = find("32303 J2/Q");
    assert_eq!(attribute(bearing, "Maße"), ("Dimensions", "17 x 47 x 20.25", "mm"));
    assert_eq!(attribute(bearing, "Dynamische Tragzahl"), ("Basic dynamic load rating", "34.7", "kN"));
    assert_eq!(attribute(bearing, "Breite Außenring"), ("Outer ring width", "16", "mm"));
    assert_eq!(bearing.part.weight_kg, Some(dec("0.17")));
    assert_eq!(find("623").part.weight_kg, Some(dec("0.0015")));
}

/// The faults of `tests/files/broken.csv`, in its order:
///
/// | line | what is wrong | field | problem |
/// |---|---|---|---|
/// | 3 | no number | Teilenummer | required |
/// | 4 | no letter or digit in the number | Teilenummer | not a part number |
/// | 5 | no name | Bezeichnung | required |
/// | 6 | name of 201 characters | Bezeichnung | too long |
/// | 7, 8 | number occurs already, also in other case | Teilenummer | duplicate |
/// | 9 | unit `Fass` | Einheit | not a unit |
/// | 10 | code `vielleicht` | Kennzeichen | not a code |
/// | 11 | VAT of 16 % | vat | not a code |
/// | 12 | price `zwölf` | Listenpreis | not a number |
/// | 13 | negative price | Listenpreis | not positive |
/// | 14 | price of 99,999,999 | Listenpreis | too much |
/// | 15 | minimum 15 in steps of 10 | Mindestmenge | not a step, next 20 |
/// | 16 | minimum 0 | Mindestmenge | not positive |
/// | 17 | tier without a price | tiers | bad syntax |
/// | 18 | two tiers from 5 | tiers | duplicate |
/// | 19 | negative weight | Gewicht | not positive |
/// | 20 | picture outside of its folder | pictures | bad syntax |
/// | 21 | attribute without a value | attributes | bad syntax |
/// | 22 | empty level of a category | Warengruppe | bad syntax |
/// | 23 | replaced by itself | ersetzt_durch | not a part number |
/// | 24 | three cells instead of twenty | | bad syntax |
/// | 25 | one cell too many | | bad syntax |
/// | 26 | a Windows-1252 `ü` in a UTF-8 file | Bezeichnung | bad encoding |
/// | 27 | quotation mark never closed | | bad syntax |
/// | 30 | stock, delivery time and unit, all at once | | |
/// | 31 | English category of other depth | category_en | bad syntax |
/// | 32 | letters behind the closing quotation mark | | bad syntax |
#[test]
fn every_fault_is_told_with_line_field_and_problem_and_good_rows_are_kept() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/broken.csv");
    let mut told = Vec::new();
    let mut good = Vec::new();
    for record in read_file(path).unwrap() {
        match record {
            Record::Article(row) => good.push(*row),
            Record::Wrong(errors) => told.extend(errors.into_iter().map(|e| (e.line, e.field, e.problem))),
            Record::Warning(warning) => panic!("{warning:?}"),
        }
    }
    let step = Problem::NotAStep { step: Quantity::of(10), next: Quantity::of(20) };
    let expected = [
        (3, "Teilenummer", Problem::Required),
        (4, "Teilenummer", Problem::NotAPartNumber),
        (5, "Bezeichnung", Problem::Required),
        (6, "Bezeichnung", Problem::TooLong { max: 200 }),
        (7, "Teilenummer", Problem::Duplicate),
        (8, "Teilenummer", Problem::Duplicate),
        (9, "Einheit", Problem::NotAUnit),
        (10, "Kennzeichen", Problem::NotACode),
        (11, "vat", Problem::NotACode),
        (12, "Listenpreis", Problem::NotANumber),
        (13, "Listenpreis", Problem::NotPositive),
        (14, "Listenpreis", Problem::TooMuch),
        (15, "Mindestmenge", step),
        (16, "Mindestmenge", Problem::NotPositive),
        (17, "tiers", Problem::BadSyntax),
        (18, "tiers", Problem::Duplicate),
        (19, "Gewicht", Problem::NotPositive),
        (20, "pictures", Problem::BadSyntax),
        (21, "attributes", Problem::BadSyntax),
        (22, "Warengruppe", Problem::BadSyntax),
        (23, "ersetzt_durch", Problem::NotAPartNumber),
        (24, "", Problem::BadSyntax),
        (25, "", Problem::BadSyntax),
        (26, "Bezeichnung", Problem::BadEncoding),
        (27, "", Problem::BadSyntax),
        (30, "Einheit", Problem::NotAUnit),
        (30, "Lieferzeit", Problem::NotANumber),
        (30, "Bestand Ulm", Problem::NotANumber),
        (31, "category_en", Problem::BadSyntax),
        (32, "", Problem::BadSyntax),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(l, f, p)| (l, f.to_owned(), p)).collect();
    assert_eq!(told, expected);

    let kept: Vec<_> = good.iter().map(|r| (r.line, r.part.number.as_str())).collect();
    assert_eq!(kept, [(2, "GUT-1"), (28, "GUT-28"), (34, "GUT-34")]);
    assert_eq!(good[0].category_path[1].en, "Pins/bushings");
    assert_eq!(good[1].part.name.de, "Buchse 3\" mit ; und Zeilenumbruch");
    // Ambiguous by itself, but this file writes its fractions with a comma.
    assert_eq!(good[2].list_price, Some(dec("1250")));
    assert_eq!((good[2].part.minimum.0, good[2].part.step.0), (dec("2.5"), dec("2.5")));
}

#[test]
fn an_ambiguous_price_is_refused_where_the_file_does_not_say_how_it_writes_numbers() {
    let errors = read("number;name;price\nA;x;1.250\n");
    assert!(
        matches!(&errors[..], [Record::Wrong(e)] if e[0].problem == Problem::AmbiguousNumber && e[0].value == "1.250")
    );
    assert_eq!(one("number;name;price\nA;x;1.250\nB;y;0.99\n").list_price, Some(dec("1.25")));
    assert_eq!(one("number;name;price\nA;x;1.250\nB;y;0,99\n").list_price, Some(dec("1250")));
}

#[test]
fn prices_per_hundred_become_prices_of_one() {
    let row = one("number;name;price;PE;tiers\nA;x;38,00;100;10:35,00\n");
    assert_eq!((row.list_price, row.tiers[0].1), (Some(dec("0.38")), dec("0.35")));
}

#[test]
fn a_missing_column_is_one_error_and_the_end() {
    for (text, column) in
        [("name;price\nA;1\nB;2\n", "part_number"), ("number;unit\nA;m\n", "name_de"), ("", "part_number")]
    {
        let records = read(text);
        let [Record::Wrong(errors)] = &records[..] else { panic!("{records:?}") };
        assert_eq!(
            (errors[0].line, errors[0].field.as_str(), &errors[0].problem),
            (1, column, &Problem::MissingColumn)
        );
    }
}

#[test]
fn a_column_named_twice_is_an_error_because_nobody_knows_which_one_counts() {
    let records = read("number;name;bezeichnung\nA;x;y\n");
    assert!(
        matches!(&records[..], [Record::Wrong(e)] if e[0].problem == Problem::Duplicate && e[0].field == "bezeichnung")
    );
}

#[test]
fn an_unknown_column_is_a_warning_and_no_more() {
    let records = read("number;name;Lieblingsfarbe\nA;x;rot\n");
    assert!(
        matches!(&records[0], Record::Warning(w) if w.field == "Lieblingsfarbe" && w.problem == Problem::UnknownColumn)
    );
    assert!(matches!(&records[1], Record::Article(_)));
}

#[test]
fn a_file_without_names_brings_prices_only() {
    let rows = articles(read("Teilenummer\tListenpreis\tBestand Ulm\nA\t2,50\t\nB\t3,50\t4\n"));
    assert!(rows.iter().all(|r| r.kind == RowKind::PricesOnly));
    assert_eq!(rows[0].stock, None);
    assert_eq!(rows[1].stock, Some(vec![(WarehouseId::new("ulm"), Quantity::of(4))]));
}

#[test]
fn encodings_and_delimiters_are_found_out() {
    let name = |bytes: Vec<u8>| articles(read_bytes(bytes, Format::Csv).collect())[0].part.name.de.clone();
    let text = "Nummer;Bezeichnung;Größe\r\nA;Öldruckschalter, Größe 2;2\r\n";
    let latin = |t: &str| t.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let wide = |t: &str| {
        [0xFF, 0xFE].into_iter().chain(t.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
    };
    let expected = "Öldruckschalter, Größe 2";
    assert_eq!(name(text.as_bytes().to_vec()), expected);
    assert_eq!(name(format!("\u{feff}{text}").into_bytes()), expected);
    assert_eq!(name(format!("\u{feff}\"Nummer\";{}", &text[7..]).into_bytes()), expected);
    assert_eq!(name(latin(text)), expected);
    assert_eq!(name(wide(&text.replace(';', "\t"))), expected);
    assert_eq!(name(format!("sep=;\r\n{text}").into_bytes()), expected);
    // The first umlaut stands far behind the part of the file that is looked at before.
    let mut late = "number;name\n".to_owned();
    for n in 0..20_000 {
        let _ = writeln!(late, "A{n};Bolzen");
    }
    late.push_str("Z;Öler\n");
    let rows = articles(read_bytes(latin(&late), Format::Csv).collect());
    assert_eq!(rows.last().map(|r| (r.line, r.part.name.de.as_str())), Some((20_002, "Öler")));
}

#[test]
fn a_file_that_cannot_be_opened_says_so() {
    let records: Vec<_> =
        kontor_exchange::read_parts(|| Err(std::io::Error::other("gone")), Format::Csv).collect();
    assert!(matches!(&records[..], [Record::Wrong(e)] if e[0].value == "gone"));
}

#[test]
fn reading_needs_nothing_but_the_next_records() {
    // Endless input: only a reader that streams ever answers.
    struct Endless(u64, Vec<u8>);
    impl std::io::Read for Endless {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            if self.1.is_empty() {
                self.1 = if self.0 == 0 {
                    b"number,name\n".to_vec()
                } else {
                    format!("A-{},Bolzen\n", self.0).into_bytes()
                };
                self.0 += 1;
            }
            let n = buf.len().min(self.1.len());
            buf[..n].copy_from_slice(&self.1[..n]);
            self.1.drain(..n);
            Ok(n)
        }
    }
    let mut rows = kontor_exchange::read_parts(|| Ok(Box::new(Endless(0, Vec::new()))), Format::Csv);
    assert!(matches!(rows.nth(99_999), Some(Record::Article(row)) if row.part.number.as_str() == "A-100000"));
}
