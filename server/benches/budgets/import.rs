//! The import by command: a price list of so many articles with prices, tiers, attributes and stock, new and again.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use super::kontor;

const ARTICLES: usize = 50_000;

pub fn run(folder: &Path) {
    let data = folder.join("import");
    let _ = std::fs::remove_dir_all(&data);
    // Warehouses and a few parts: the house that a price list comes into.
    command(&data, &["demo", "--parts", "500"]);
    let file = folder.join("price-list.csv");
    std::fs::write(&file, price_list()).expect("the folder of the bench can be written");
    let file = file.to_str().expect("a path of text");
    for what in ["new", "the same file again"] {
        let start = Instant::now();
        command(&data, &["import", file]);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "- {ARTICLES} articles, {what}: {seconds:.1} s, {:.0} articles/s (prices, stock and index included)",
            ARTICLES as f64 / seconds
        );
    }
}

fn command(data: &Path, arguments: &[&str]) {
    let done = kontor(data).args(arguments).stdout(Stdio::null()).status();
    assert!(done.expect("kontor runs").success(), "{arguments:?} failed");
}

fn price_list() -> String {
    let mut text = String::from(
        "Artikelnummer;Bezeichnung;name_en;Langtext;Warengruppe;VPE;Rabattgruppe;Vergleichsnummern;Gewicht;Merkmale;Listenpreis;Staffel;Bestand\n",
    );
    for n in 0..ARTICLES {
        let (size, euro) = (n % 90 + 10, n % 700 + 1);
        let _ = writeln!(
            text,
            "PL-{n:06}.{size};Hydraulikschlauch DN{size} {n};Hydraulic hose DN{size} {n};Zwei Stahldrahteinlagen, \
             Anschluss beidseitig mit Dichtkegel;Hydraulik/Schläuche;1;HY;OEM {n}-{size};{size},5;nennweite={size};{euro},90;10:{euro},50;{}",
            n % 25
        );
    }
    text
}
