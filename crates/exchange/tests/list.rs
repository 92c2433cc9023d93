//! Lists as people bring them: typed, pasted, CSV of any writing, workbooks with formulas and merged cells; and hostile ones.

use std::io::{Cursor, Write as _};

use kontor_domain::Problem;
use kontor_exchange::list::{ListRow, list_from_file, list_from_text, pairs_from_text};
use proptest::collection::vec;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn told(rows: &[ListRow]) -> Vec<String> {
    rows.iter()
        .map(|r| {
            let problem = r.problem.as_ref().map(|p| format!(" !{p:?}")).unwrap_or_default();
            format!("{}: {} | {}{problem}", r.line, r.number, r.quantity)
        })
        .collect()
}

fn text(text: &str) -> Vec<String> {
    told(&list_from_text(text).unwrap().rows)
}

fn file(bytes: &[u8]) -> Vec<String> {
    told(&list_from_file(bytes).unwrap().rows)
}

#[test]
fn number_and_quantity_stand_in_either_order_and_between_anything() {
    let want = ["1: HY-4711.20-F | 10", "2: HY-5100.10 | 2"];
    for pasted in [
        "HY-4711.20-F\t10\nHY-5100.10\t2",
        "10\tHY-4711.20-F\n2\tHY-5100.10",
        "HY-4711.20-F;10\nHY-5100.10;2",
        "HY-4711.20-F,10\nHY-5100.10,2",
        "HY-4711.20-F    10\nHY-5100.10   2\n",
        "10 x HY-4711.20-F\n2 Stk HY-5100.10",
        "\"HY-4711.20-F\";\"10\"\r\n\"HY-5100.10\";\"2\"\r\n",
        "1;HY-4711.20-F;Filter;10\n2;HY-5100.10;Saugfilter;2",
    ] {
        assert_eq!(text(pasted), want, "{pasted:?}");
    }
    assert_eq!(text("HY-4711.20-F"), ["1: HY-4711.20-F | "]);
    assert_eq!(text("HY-6020.16-L;1,5\nHY-4711.20-F;"), ["1: HY-6020.16-L | 1,5", "2: HY-4711.20-F | "]);
    assert_eq!(text("4711;10\n4712;3"), ["1: 4711 | 10", "2: 4712 | 3"]);
    assert_eq!(text("  \n\n"), [""; 0]);
}

#[test]
fn headings_are_told_and_not_ordered() {
    let list = list_from_text(
        "Bedarf Baustelle Nord\n\nPos;Menge;Art.-Nr.;Bezeichnung\n1;10;HY-4711.20-F;Filter\n2;2;HY-5100.10;Saugfilter\n",
    )
    .unwrap();
    assert_eq!(told(&list.rows), ["4: HY-4711.20-F | 10", "5: HY-5100.10 | 2"]);
    let skipped: Vec<_> = list.skipped.iter().map(|s| (s.line, s.text.as_str())).collect();
    assert_eq!(skipped, [(1, "Bedarf Baustelle Nord"), (3, "Pos, Menge, Art.-Nr., Bezeichnung")]);
    let english = list_from_text("qty,part number\n3,HY-4711.20-F\n").unwrap();
    assert_eq!(told(&english.rows), ["2: HY-4711.20-F | 3"]);
    let words = list_from_text("Bitte bestellen:\n3 x HY-4711.20-F").unwrap();
    assert_eq!((words.skipped.len(), told(&words.rows)), (1, vec!["2: HY-4711.20-F | 3".to_owned()]));
}

#[test]
fn every_encoding_reads_the_same_and_what_cannot_be_read_is_a_row() {
    let csv = "Stück;Größe/Nr.\n10;ÖL-9\n";
    let utf16 = |little: bool, mark: bool| -> Vec<u8> {
        let mut units: Vec<u16> = csv.encode_utf16().collect();
        if mark {
            units.insert(0, 0xFEFF);
        }
        units.into_iter().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    let windows = b"St\xFCck;Gr\xF6\xDFe/Nr.\n10;\xD6L-9\n".to_vec();
    for bytes in [
        csv.as_bytes().to_vec(),
        format!("\u{feff}{csv}").into_bytes(),
        windows,
        utf16(true, true),
        utf16(false, true),
        utf16(true, false),
    ] {
        assert_eq!(file(&bytes), ["2: ÖL-9 | 10"], "{bytes:?}");
    }
    let broken = file("ÄÖÜ-1;2\nÖL-\u{fffd}9;3\n".as_bytes());
    assert_eq!(broken[1], "2: ÖL-\u{fffd}9 | 3 !BadEncoding");
    let open = file(b"A-1;2\n\"A-2;3\nA-3;4\n");
    assert!(
        open.iter().any(|r| r.contains("BadSyntax")) && open.contains(&"3: A-3 | 4".to_owned()),
        "{open:?}"
    );
}

#[test]
fn what_a_spreadsheet_did_to_numbers_is_put_right_or_told() {
    assert_eq!(text("4,012345678901E+12;2"), ["1: 4012345678901 | 2"]);
    assert_eq!(text("4,01235E+12;2"), ["1: 4,01235E+12 | 2 !SpreadsheetChanged"]);
    let list = list_from_text("4711.0;2").unwrap();
    assert_eq!(list.rows[0].readings, [("4711".to_owned(), "2".to_owned())]);
}

#[test]
fn own_numbers_come_in_pairs() {
    let pairs = pairs_from_text("Unsere Nr.;Teilenummer\nB-100;HY-4711.20-F\nB-101;\n").unwrap();
    let told: Vec<_> = pairs.rows.iter().map(|r| (r.line, r.own.as_str(), r.part.as_str())).collect();
    assert_eq!(told, [(2, "B-100", "HY-4711.20-F"), (3, "B-101", "")]);
    let pairs = pairs_from_text("Teilenummer\tEigene Nummer\nHY-4711.20-F\tB 100\n").unwrap();
    assert_eq!((pairs.rows[0].own.as_str(), pairs.rows[0].part.as_str()), ("B 100", "HY-4711.20-F"));
    let pairs = pairs_from_text("B-100 = HY-4711.20-F").unwrap();
    assert_eq!((pairs.rows[0].own.as_str(), pairs.rows[0].part.as_str()), ("B-100", "HY-4711.20-F"));
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook of one sheet with these rows of XML.
fn workbook(rows: &str, strings: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    put(
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    );
    put(
        "_rels/.rels",
        &format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    put(
        "xl/_rels/workbook.xml.rels",
        &format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="{RELS}/styles" Target="styles.xml"/></Relationships>"#
        ),
    );
    put(
        "xl/workbook.xml",
        &format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="Liste" sheetId="1" r:id="r1"/></sheets></workbook>"#
        ),
    );
    put("xl/sharedStrings.xml", &format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#));
    put(
        "xl/styles.xml",
        &format!(
            r#"<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
        ),
    );
    put(
        "xl/worksheets/sheet1.xml",
        &format!(
            r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A4:A5"/></mergeCells></worksheet>"#
        ),
    );
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_with_formulas_merged_cells_and_damage_gives_every_row() {
    let rows = r#"
        <row r="1"><c r="A1" t="inlineStr"><is><t>Bestellliste</t></is></c></row>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>Menge</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>HY-4711.20-F</t></is></c><c r="B3"><f>5*2</f><v>10</v></c></row>
        <row r="4"><c r="A4" t="inlineStr"><is><t>HY-5100.10</t></is></c><c r="B4"><v>2.5</v></c></row>
        <row r="5"><c r="A5"/><c r="B5"><v>3</v></c></row>
        <row r="7"><c r="A7"><v>4711</v></c><c r="B7"><v>1</v></c></row>
        <row r="8"><c r="A8" t="e"><f>B1/0</f><v>#DIV/0!</v></c><c r="B8"><v>1</v></c></row>
        <row r="9"><c r="A9" s="1"><v>44123</v></c><c r="B9"><v>1</v></c></row>
        <row r="10"><c r="A10"><v>4012345678901</v></c><c r="B10" t="e"><f>x</f><v>#REF!</v></c></row>"#;
    let list = list_from_file(&workbook(rows, "<si><t>Teilenummer</t></si>")).unwrap();
    assert_eq!(
        told(&list.rows),
        [
            "3: HY-4711.20-F | 10",
            "4: HY-5100.10 | 2.5",
            "5:  | 3",
            "7: 4711 | 1",
            "8: #DIV/0! | 1 !FormulaFailed",
            "9: 19.10.2020 | 1 !SpreadsheetChanged",
            "10: 4012345678901 | #REF! !FormulaFailed",
        ]
    );
    assert_eq!(list.skipped.len(), 2);
}

#[test]
fn a_million_rows_are_refused_at_once_and_without_memory() {
    let too_many = Err(Problem::TooManyRows { max: 2_000 });
    let csv = "HY-4711.20-F;1\n".repeat(300_000);
    let before = std::time::Instant::now();
    assert_eq!(list_from_file(csv.as_bytes()).map(|l| l.rows.len()), too_many);
    assert_eq!(list_from_text(&"A-1\n".repeat(1_000_000)).map(|l| l.rows.len()), too_many);
    let row = |n: usize| format!(r#"<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>"#);
    let million = workbook(&"<row><c><v>1</v></c></row>".repeat(1_000_000), "");
    assert_eq!(list_from_file(&million).map(|l| l.rows.len()), too_many);
    let rows: String = (1..=5_000).map(row).collect();
    assert_eq!(list_from_file(&workbook(&rows, "")).map(|l| l.rows.len()), too_many);
    // No figure of speed; only that nobody waits for minutes in an unoptimised build.
    assert!(before.elapsed().as_secs() < 60);
    let large = vec![b'x'; 6 * 1024 * 1024];
    assert_eq!(list_from_file(&large).map(|l| l.rows.len()), Err(Problem::FileTooLarge { megabytes: 5 }));
}

#[test]
fn a_zip_bomb_and_other_archives_are_no_lists() {
    let bomb = workbook("", &format!("<si><t>{}</t></si>", "A".repeat(200 * 1024 * 1024)));
    assert!(bomb.len() < 5 * 1024 * 1024);
    assert_eq!(list_from_file(&bomb).map(|l| l.rows.len()), Err(Problem::TooManyRows { max: 2_000 }));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("readme.txt", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"A-1;2").unwrap();
    let zip = zip.finish().unwrap().into_inner();
    for bytes in [&zip[..], b"PK\x03\x04 nothing", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"%PDF-1.7\n\0\0"] {
        assert_eq!(list_from_file(bytes).map(|l| l.rows.len()), Err(Problem::NotAList), "{bytes:?}");
    }
    let whole = workbook(r#"<row r="1"><c r="A1"><v>4711</v></c></row>"#, "");
    for cut in (0..whole.len()).step_by(97) {
        let _ = list_from_file(&whole[..cut]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_line_is_lost_whatever_is_pasted(lines in vec("[ -~äö\t;,|\"]{0,24}", 0..40)) {
        let pasted = lines.join("\n");
        let list = list_from_text(&pasted).unwrap();
        // A quoted cell may span lines; everything else is a row or a heading.
        if !pasted.contains('"') {
            let content = |l: &str| l.chars().any(|c| !c.is_whitespace() && !matches!(c, ';' | ',' | '|'));
            let want = pasted.lines().filter(|l| content(l)).count();
            let got = list.rows.len() + list.skipped.len();
            prop_assert!(got >= want, "{got} of {want} in {pasted:?}: {list:?}");
        }
    }

    #[test]
    fn arbitrary_bytes_are_answered(bytes in vec(any::<u8>(), 0..3000)) {
        let _ = list_from_file(&bytes);
        let mut zipped = b"PK\x03\x04".to_vec();
        zipped.extend(bytes);
        prop_assert!(list_from_file(&zipped).is_err());
    }

    #[test]
    fn a_damaged_workbook_is_answered(at in 0usize..4000, byte in any::<u8>()) {
        let mut book = workbook(r#"<row r="1"><c r="A1"><v>4711</v></c></row>"#, "<si><t>x</t></si>");
        let at = at % book.len();
        book[at] = byte;
        let _ = list_from_file(&book);
    }
}
