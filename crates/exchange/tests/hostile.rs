//! Whatever the bytes are: an answer, never a panic, never without end.

use std::io::Cursor;

use kontor_exchange::{Format, Record, read_bytes};
use proptest::collection::vec;
use proptest::prelude::*;

fn count(bytes: Vec<u8>, format: Format) -> usize {
    read_bytes(bytes, format).count()
}

fn csv_soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\"".to_vec()),
        Just(b";".to_vec()),
        Just(b",".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just("Ö".as_bytes().to_vec()),
        Just(b"\xF6".to_vec()),
        Just(b"1.234,5".to_vec()),
        Just(b"k=1;s=2".to_vec()),
        Just(b"5:44,20;20:41".to_vec()),
        Just(b"a > b".to_vec()),
        "[a-zA-Z0-9 .:/%-]{0,12}".prop_map(String::into_bytes),
    ];
    vec(piece, 0..200).prop_map(|pieces| {
        let mut file =
            b"number;name;price;tiers;attributes;category;stock;unit;minimum;step;weight_kg;norm\n".to_vec();
        file.extend(pieces.concat());
        file
    })
}

fn xml_soup() -> impl Strategy<Value = Vec<u8>> {
    let tag = prop_oneof![
        Just("ARTICLE"),
        Just("SUPPLIER_AID"),
        Just("ARTICLE_DETAILS"),
        Just("DESCRIPTION_SHORT"),
        Just("ARTICLE_PRICE_DETAILS"),
        Just("ARTICLE_PRICE"),
        Just("PRICE_AMOUNT"),
        Just("CATALOG_STRUCTURE"),
        Just("ARTICLE_TO_CATALOGGROUP_MAP"),
    ];
    let piece = prop_oneof![
        tag.clone().prop_map(|t| format!("<{t}>")),
        tag.clone().prop_map(|t| format!("</{t}>")),
        tag.prop_map(|t| format!("<{t}>1</{t}>")),
        Just("<!-- -".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("]]>".to_owned()),
        Just("&x;&#0;&#xFFFFFF;&".to_owned()),
        Just("<!DOCTYPE x [<!ENTITY a 'b'>]>".to_owned()),
        "[a-z0-9.<>&\"' ]{0,10}",
    ];
    vec(piece, 0..80).prop_map(|pieces| format!("<BMECAT><T_NEW_CATALOG>{}", pieces.concat()).into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..2000)) {
        count(bytes.clone(), Format::Csv);
        count(bytes, Format::BmeCat);
    }

    #[test]
    fn bytes_that_look_like_a_csv_never_panic(bytes in csv_soup()) {
        count(bytes, Format::Csv);
    }

    #[test]
    fn bytes_that_look_like_bmecat_never_panic(bytes in xml_soup()) {
        count(bytes, Format::BmeCat);
    }

    /// The `csv` crate writes, we read: the same names come back.
    #[test]
    fn what_another_program_quotes_is_read_as_it_was(names in vec("[a-zÄÖß\",;\n|]{0,5}x[a-z\", ;|\t]{0,6}y", 1..20)) {
        for delimiter in [b',', b';', b'\t', b'|'] {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Cursor::new(Vec::new()));
            writer.write_record(["part_number", "name_de", "unit"]).unwrap();
            for (n, name) in names.iter().enumerate() {
                writer.write_record([format!("A-{n}"), name.clone(), "C62".to_owned()]).unwrap();
            }
            let bytes = writer.into_inner().unwrap().into_inner();
            let read: Vec<String> = read_bytes(bytes, Format::Csv)
                .map(|r| match r { Record::Article(row) => row.part.name.de, other => panic!("{other:?}") })
                .collect();
            let expected: Vec<String> =
                names.iter().map(|n| n.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
