//! Prints how fast files are read: `cargo run --release -p kontor-exchange --example throughput -- 200000`.

use std::fmt::Write as _;
use std::time::Instant;

use kontor_exchange::{Format, Record, read_bytes};

fn main() {
    let rows: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let mut csv = "part_number;name_de;name_en;category;unit;minimum;step;attributes;cross_references;price;tiers;stock\n".to_owned();
    let mut xml = "<?xml version=\"1.0\"?><BMECAT version=\"2005\"><T_NEW_CATALOG>\n".to_owned();
    for n in 0..rows {
        let _ = writeln!(
            csv,
            "HY-{n};Hydraulikfilterelement Rücklauf {n};Hydraulic return filter element {n};Hydraulik > Filter;Stück;1;1;\
             \"Feinheit=10 µm;Maße=90 x 210 mm\";\"MANN:W {n}\";1.2{}0,50;\"5:44,20;20:41,00\";ulm:12",
            n % 10
        );
        let _ = writeln!(
            xml,
            "<PRODUCT><SUPPLIER_PID>HY-{n}</SUPPLIER_PID><PRODUCT_DETAILS><DESCRIPTION_SHORT lang=\"deu\">Filter {n}</DESCRIPTION_SHORT></PRODUCT_DETAILS>\
             <PRODUCT_FEATURES><FEATURE><FNAME>Feinheit</FNAME><FVALUE>10</FVALUE><FUNIT>4H</FUNIT></FEATURE></PRODUCT_FEATURES>\
             <PRODUCT_PRICE_DETAILS><PRODUCT_PRICE price_type=\"net_list\"><PRICE_AMOUNT>62.00</PRICE_AMOUNT></PRODUCT_PRICE></PRODUCT_PRICE_DETAILS></PRODUCT>"
        );
    }
    xml.push_str("</T_NEW_CATALOG></BMECAT>");
    for (name, text, format) in [("CSV", csv, Format::Csv), ("BMEcat", xml, Format::BmeCat)] {
        let megabytes = text.len() / 1_000_000;
        let start = Instant::now();
        let good = read_bytes(text.into_bytes(), format).filter(|r| matches!(r, Record::Article(_))).count();
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{name}: {good} of {rows} rows, {megabytes} MB, {seconds:.2} s, {:.0} rows/s",
            f64::from(rows) / seconds
        );
    }
}
