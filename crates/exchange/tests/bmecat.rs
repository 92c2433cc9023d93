//! What the BMEcat reader makes of good, broken and hostile files.

use std::fmt::Write as _;

use kontor_domain::catalog::CrossReference;
use kontor_domain::{Decimal, Localized, Problem, Quantity, Unit};
use kontor_exchange::{ArticleRow, Format, Record, RowKind, read_bytes, read_file};

fn file(name: &str) -> Vec<Record> {
    read_file(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap().collect()
}

fn read(text: &str) -> Vec<Record> {
    read_bytes(text.as_bytes().to_vec(), Format::BmeCat).collect()
}

fn articles(records: Vec<Record>) -> Vec<ArticleRow> {
    records.into_iter().filter_map(|r| if let Record::Article(row) = r { Some(*row) } else { None }).collect()
}

fn errors(records: &[Record]) -> Vec<(u64, &str, &str, &Problem)> {
    let wrong =
        records.iter().filter_map(|r| if let Record::Wrong(errors) = r { Some(errors) } else { None });
    wrong.flatten().map(|e| (e.line, e.field.as_str(), e.value.as_str(), &e.problem)).collect()
}

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A catalogue around these products; the first one begins in line 4.
fn catalogue(products: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<BMECAT version=\"2005\"><HEADER><CATALOG><LANGUAGE>deu</LANGUAGE></CATALOG></HEADER>\n<T_NEW_CATALOG>\n{products}\n</T_NEW_CATALOG></BMECAT>"
    )
}

#[test]
fn a_catalogue_of_2005_is_read_with_groups_features_prices_and_references() {
    let records = file("bmecat-2005.xml");
    assert_eq!(errors(&records), []);
    let warnings: Vec<_> = records
        .iter()
        .filter_map(|r| if let Record::Warning(w) = r { Some(w.value.as_str()) } else { None })
        .collect();
    assert_eq!(warnings, ["net_customer"]);
    let rows = articles(records);
    assert_eq!(rows.len(), 12);
    let filter = &rows[0];
    let part = &filter.part;
    assert_eq!(part.number.as_str(), "HY-4711.20-F");
    assert_eq!(
        part.name,
        Localized::new("Hydraulikfilterelement Rücklauf", "Hydraulic return filter element")
    );
    assert_eq!(part.text.de, "Wechsel alle 500 Betriebsstunden.\nDichtungen liegen bei.");
    assert_eq!(part.text.en, "Change every 500 hours & keep the old one.");
    assert_eq!(part.category.as_str(), "hydraulik/hydraulikfilter");
    assert_eq!(
        filter.category_path,
        [Localized::new("Hydraulik", "Hydraulics"), Localized::new("Hydraulikfilter", "Hydraulic filters")]
    );
    assert_eq!((part.weight_kg, part.replenishment_days), (Some(dec("0.84")), 3));
    assert_eq!(
        (
            part.attributes[0].name.en.as_str(),
            part.attributes[0].value.as_str(),
            part.attributes[0].unit.as_str()
        ),
        ("Filter fineness", "10", "µm")
    );
    assert_eq!(part.attributes[1].unit, "mm");
    let cross = |source: &str, number: &str| CrossReference { source: source.into(), number: number.into() };
    assert_eq!(part.cross_references, [cross("Filtec", "FE 940/2"), cross("EAN", "4012345678901")]);
    assert_eq!(part.pictures, ["hy/vorn.svg", "hy/seite.svg"]);
    assert_eq!(filter.list_price, Some(dec("62")));
    assert_eq!(filter.tiers, [(Quantity::of(5), dec("58.9")), (Quantity::of(20), dec("55.8"))]);

    assert_eq!(rows[2].part.replaced_by.as_ref().map(kontor_domain::PartKey::as_str), Some("HY-5100.10"));
    let hose = &rows[4].part;
    assert_eq!((hose.unit, hose.minimum.0, hose.step.0), (Unit::Metre, dec("0.5"), dec("0.5")));
    assert_eq!(rows[1].category_path[1].de, "Dichtungen & O-Ringe");
    // 38.00 for 100, sold by 10.
    assert_eq!((rows[5].list_price, rows[5].part.minimum), (Some(dec("0.38")), Quantity::of(10)));
    assert_eq!(rows[8].category_path.len(), 1);
}

#[test]
fn a_catalogue_of_1_2_in_iso_8859_1_with_its_document_type_is_read() {
    let records = file("bmecat-1.2.xml");
    assert_eq!(errors(&records), []);
    let rows = articles(records);
    assert_eq!(rows.len(), 8);
    assert_eq!(rows[0].line, 18);
    assert_eq!(rows[6].part.name.de, "Gewindeöl für Schneidköpfe");
    assert_eq!(rows[0].part.text.de, "Güte geprüft & verpackt – 1. Artikel");
    assert_eq!(rows[0].part.cross_references[0].source, "Schraub & Söhne");
    assert_eq!(rows[0].category_path, [Localized::new("Verbindungselemente für Stahl", "")]);
    assert_eq!((rows[4].part.unit, rows[4].part.packaging), (Unit::Pack, Quantity::of(100)));
    assert_eq!(rows[0].list_price, Some(dec("0.042")));
    assert_eq!(rows[0].part.attributes[0].name, Localized::new("Länge", "Length"));
}

#[test]
fn all_faults_of_an_article_come_at_once_with_their_own_lines() {
    let records = read(&catalogue(
        "<PRODUCT>\n<SUPPLIER_PID>A</SUPPLIER_PID>\n<PRODUCT_DETAILS>\n<DESCRIPTION_SHORT>x</DESCRIPTION_SHORT>\n<DELIVERY_TIME>bald</DELIVERY_TIME></PRODUCT_DETAILS>\n\
         <PRODUCT_ORDER_DETAILS>\n<ORDER_UNIT>FASS</ORDER_UNIT>\n<QUANTITY_MIN>15</QUANTITY_MIN><QUANTITY_INTERVAL>10</QUANTITY_INTERVAL>\n</PRODUCT_ORDER_DETAILS>\n\
         <PRODUCT_PRICE_DETAILS><PRODUCT_PRICE price_type='net_list'>\n<PRICE_AMOUNT>-1</PRICE_AMOUNT>\n<PRICE_CURRENCY>USD</PRICE_CURRENCY></PRODUCT_PRICE></PRODUCT_PRICE_DETAILS></PRODUCT>\n\
         <PRODUCT><SUPPLIER_PID>B</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT>gut</DESCRIPTION_SHORT></PRODUCT_DETAILS></PRODUCT>\n\
         <PRODUCT><SUPPLIER_PID>b</SUPPLIER_PID></PRODUCT>",
    ));
    let step = Problem::NotAStep { step: Quantity::of(10), next: Quantity::of(20) };
    assert_eq!(
        errors(&records),
        [
            (8, "DELIVERY_TIME", "bald", &Problem::NotANumber),
            (10, "ORDER_UNIT", "FASS", &Problem::NotAUnit),
            (11, "QUANTITY_MIN", "15", &step),
            (15, "PRICE_CURRENCY", "USD", &Problem::NotACode),
            (14, "PRICE_AMOUNT", "-1", &Problem::NotPositive),
            (17, "SUPPLIER_PID", "b", &Problem::Duplicate),
            (17, "DESCRIPTION_SHORT", "", &Problem::Required),
        ]
    );
    assert_eq!(articles(records).len(), 1);
}

#[test]
fn an_article_in_a_group_that_is_not_there_is_an_error() {
    let records = read(&catalogue(
        "<PRODUCT><SUPPLIER_PID>A</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT>x</DESCRIPTION_SHORT></PRODUCT_DETAILS></PRODUCT>\n\
         <PRODUCT_TO_CATALOGGROUP_MAP><PROD_ID>A</PROD_ID><CATALOG_GROUP_ID>77</CATALOG_GROUP_ID></PRODUCT_TO_CATALOGGROUP_MAP>",
    ));
    assert_eq!(errors(&records), [(4, "CATALOG_GROUP_ID", "A", &Problem::UnknownCategory)]);
}

#[test]
fn groups_in_a_circle_end_somewhere() {
    let group = |id: &str, parent: &str| {
        format!(
            "<CATALOG_STRUCTURE type='node'><GROUP_ID>{id}</GROUP_ID><GROUP_NAME>{id}</GROUP_NAME><PARENT_ID>{parent}</PARENT_ID></CATALOG_STRUCTURE>"
        )
    };
    let records = read(&catalogue(&format!(
        "{}{}<PRODUCT><SUPPLIER_PID>A</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT>x</DESCRIPTION_SHORT></PRODUCT_DETAILS></PRODUCT>\
         <PRODUCT_TO_CATALOGGROUP_MAP><PROD_ID>A</PROD_ID><CATALOG_GROUP_ID>1</CATALOG_GROUP_ID></PRODUCT_TO_CATALOGGROUP_MAP>",
        group("1", "2"),
        group("2", "1")
    )));
    assert_eq!(errors(&records), [(4, "CATALOG_GROUP_ID", "A", &Problem::UnknownCategory)]);
}

#[test]
fn updates_of_prices_and_deleted_articles_are_told_apart() {
    let rows = articles(read(
        "<BMECAT><T_UPDATE_PRICES prev_version='1'><ARTICLE><SUPPLIER_AID>A</SUPPLIER_AID><ARTICLE_PRICE_DETAILS>\
         <ARTICLE_PRICE price_type='net_list'><PRICE_AMOUNT>9.90</PRICE_AMOUNT><LOWER_BOUND>1</LOWER_BOUND></ARTICLE_PRICE>\
         <ARTICLE_PRICE price_type='net_list'><PRICE_AMOUNT>8.90</PRICE_AMOUNT><LOWER_BOUND>10</LOWER_BOUND></ARTICLE_PRICE>\
         </ARTICLE_PRICE_DETAILS></ARTICLE></T_UPDATE_PRICES></BMECAT>",
    ));
    assert_eq!(
        (rows[0].kind, rows[0].list_price, rows[0].tiers.len()),
        (RowKind::PricesOnly, Some(dec("9.9")), 1)
    );
    let rows = articles(read(
        "<BMECAT><T_UPDATE_PRODUCTS prev_version='1'><ARTICLE mode='delete'><SUPPLIER_AID>A</SUPPLIER_AID></ARTICLE></T_UPDATE_PRODUCTS></BMECAT>",
    ));
    assert_eq!(rows[0].kind, RowKind::Discontinued);
}

#[test]
fn entities_of_the_file_are_never_expanded() {
    let mut bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE BMECAT [\n<!ENTITY a0 \"lol\">\n".to_owned();
    for n in 1..30 {
        let _ = writeln!(bomb, "<!ENTITY a{n} \"&a{0};&a{0};&a{0};\">", n - 1);
    }
    bomb.push_str("<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>\n<BMECAT><T_NEW_CATALOG>\n");
    bomb.push_str("<ARTICLE><SUPPLIER_AID>A</SUPPLIER_AID><ARTICLE_DETAILS><DESCRIPTION_SHORT>&a29;</DESCRIPTION_SHORT></ARTICLE_DETAILS></ARTICLE>\n");
    bomb.push_str("<ARTICLE><SUPPLIER_AID>B</SUPPLIER_AID><ARTICLE_DETAILS><DESCRIPTION_SHORT>&secret;</DESCRIPTION_SHORT></ARTICLE_DETAILS></ARTICLE>\n");
    bomb.push_str("</T_NEW_CATALOG></BMECAT>");
    let records = read(&bomb);
    assert_eq!(
        errors(&records),
        [
            (2, "DOCTYPE", "<!ENTITY", &Problem::BadSyntax),
            (35, "DESCRIPTION_SHORT", "&a29;", &Problem::BadSyntax),
            (36, "DESCRIPTION_SHORT", "&secret;", &Problem::BadSyntax),
        ]
    );
}

#[test]
fn broken_xml_ends_the_reading_at_its_line_and_keeps_what_stands_before() {
    let product = "<PRODUCT><SUPPLIER_PID>A</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT>x</DESCRIPTION_SHORT></PRODUCT_DETAILS></PRODUCT>";
    let records = read(&catalogue(&format!(
        "{product}\n<PRODUCT>\n<SUPPLIER_PID>B</SUPPLIER_AID>\n</PRODUCT>\n{product}"
    )));
    assert_eq!(records.len(), 2);
    assert!(matches!(&records[0], Record::Article(_)));
    let Record::Wrong(errors) = &records[1] else { panic!("{records:?}") };
    assert_eq!((errors[0].line, &errors[0].problem), (6, &Problem::BadSyntax));

    for cut in [
        "<BMECAT><T_NEW_CATALOG>\n<ARTICLE>\n",
        "<BMECAT>",
        "<html></html>",
        "",
        "<BMECAT></BMECAT>",
        "kein XML",
    ] {
        let records = read(cut);
        assert!(
            matches!(&records[..], [Record::Wrong(e)] if e[0].problem == Problem::BadSyntax),
            "{cut}: {records:?}"
        );
    }
}

#[test]
fn what_never_ends_is_stopped() {
    let deep = format!("<BMECAT><T_NEW_CATALOG>{}", "<a>".repeat(100_000));
    let long = format!("<BMECAT><T_NEW_CATALOG><ARTICLE><SUPPLIER_AID>{}", "x".repeat(3_000_000));
    let wide = format!("<BMECAT><T_NEW_CATALOG><ARTICLE>{}", "<X>y</X>".repeat(200_000));
    let comment = format!("<BMECAT><!-- {}", "x".repeat(3_000_000));
    for text in [deep, long, wide, comment] {
        let records = read(&text);
        assert!(
            matches!(&records[..], [Record::Wrong(e)] if e[0].problem == Problem::BadSyntax && e[0].line == 1),
            "{records:?}"
        );
    }
}

#[test]
fn a_byte_that_is_no_letter_is_a_fault_of_its_article_only() {
    let mut bytes = catalogue(
        "<PRODUCT><SUPPLIER_PID>A</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT>#</DESCRIPTION_SHORT></PRODUCT_DETAILS></PRODUCT>\n\
         <PRODUCT><SUPPLIER_PID>B</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT>x</DESCRIPTION_SHORT></PRODUCT_DETAILS></PRODUCT>",
    )
    .into_bytes();
    let at = bytes.iter().position(|b| *b == b'#').unwrap();
    bytes[at] = 0xE4;
    let records: Vec<_> = read_bytes(bytes, Format::BmeCat).collect();
    assert_eq!(errors(&records), [(4, "DESCRIPTION_SHORT", "\u{fffd}", &Problem::BadEncoding)]);
    assert_eq!(articles(records).len(), 1);
}
