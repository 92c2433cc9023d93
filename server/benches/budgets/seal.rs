//! A report of three pages is set and sealed, warm and one after the other, with each kind of key; and what is signed in between.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use kontor_documents::report::{Audit, AuditStep, Entry, ReportSection, ReportSignature, TableColumn};
use kontor_documents::{Fact, Report};
use kontor_search::SearchIndex;
use kontor_service::kontor::SealSettings;
use kontor_service::{Clock, Ids, Kontor, Settings, seals};
use kontor_store::{Store, StoreConfig};

use super::orders as shop;
use super::stats::Times;

/// Each is sealed so often; the first few are not counted.
const TIMES: usize = 200;
const WARM: usize = 10;
const KEYS: [(&str, &str, &str); 2] =
    [("P-256", "EC", "ec_paramgen_curve:P-256"), ("RSA-3072", "RSA", "rsa_keygen_bits:3072")];

pub fn run(folder: &Path) {
    let data = folder.join("seal");
    let _ = std::fs::remove_dir_all(&data);
    std::fs::create_dir_all(&data).expect("a folder");
    shop::block(async move {
        for (name, kind, option) in KEYS {
            let seal = made(&data, name, kind, option);
            let kontor = open(data.join(name), seal).await;
            measure(&kontor, name).await;
            kontor.store.close().await.expect("closed");
        }
        let _ = std::fs::remove_dir_all(data);
    });
}

/// A key with a certificate of its own.
fn made(folder: &Path, name: &str, kind: &str, option: &str) -> SealSettings {
    let (key, certificate) = (folder.join(format!("{name}.key")), folder.join(format!("{name}.pem")));
    let openssl = |arguments: &[&str]| {
        let ran = Command::new("openssl").args(arguments).output().expect("openssl runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    let text = |path: &Path| path.display().to_string();
    openssl(&["genpkey", "-algorithm", kind, "-pkeyopt", option, "-out", &text(&key)]);
    openssl(&[
        "req",
        "-x509",
        "-new",
        "-key",
        &text(&key),
        "-subj",
        "/C=DE/O=Hallmann/CN=Siegel",
        "-days",
        "30",
        "-out",
        &text(&certificate),
    ]);
    SealSettings { key, certificate, ..SealSettings::default() }
}

async fn open(data: std::path::PathBuf, seal: SealSettings) -> Arc<Kontor> {
    let store = Store::open(&StoreConfig::in_folder(&data.join("store"))).await.expect("a store");
    let index = SearchIndex::open(&data.join("index"), 15_000_000).expect("an index");
    let clock = Clock::system("Europe/Berlin").expect("a zone");
    let settings = Settings { data, seal, ..Settings::default() };
    Kontor::start(store, index, clock, Ids::from_system(), settings).await.expect("it starts")
}

async fn measure(kontor: &Kontor, name: &str) {
    let (mut set, mut sealed, mut both) = (Times::default(), Times::default(), Times::default());
    let mut bytes = 0;
    for n in 0..WARM + TIMES {
        let start = Instant::now();
        let pdf = kontor_documents::report(&service(n), &[]).expect("a report").bytes;
        let between = start.elapsed();
        let done = seals::put(kontor, pdf, &["Servicebericht".into()]).await.expect("a seal");
        let all = start.elapsed();
        assert!(done.level.is_some());
        bytes = done.bytes.len();
        if n >= WARM {
            set.add(between);
            sealed.add(all.saturating_sub(between));
            both.add(all);
        }
    }
    println!("- {name}: setting {set}");
    println!("- {name}: sealing {sealed}");
    println!("- **{name}: a report of three pages set and sealed: {both}**, {} KB", bytes / 1_000);
}

/// Three pages; no two are the same.
fn service(n: usize) -> Report {
    let check = |point: usize| Entry::Check {
        name: format!("Prüfpunkt {point}: Hydraulikschläuche auf Scheuerstellen prüfen"),
        mark: if point.is_multiple_of(9) { "Mangel".into() } else { "in Ordnung".into() },
        bad: point.is_multiple_of(9),
        comment: if point.is_multiple_of(9) { "Schlauch getauscht.".into() } else { String::new() },
        photos: Vec::new(),
    };
    let column = |name: &str, right| TableColumn { name: name.into(), right };
    let table = Entry::Table {
        name: "Ersatzteile".into(),
        columns: vec![column("Nummer", false), column("Bezeichnung", false), column("Menge", true)],
        rows: (0..18)
            .map(|row| vec![format!("HY-{row:04}"), "Hydraulikschlauch".into(), "2,00".into()])
            .collect(),
    };
    let signature = |label: &str| ReportSignature {
        label: label.into(),
        name: "Anna Bauer".into(),
        typed: "Anna Bauer".into(),
        ..ReportSignature::default()
    };
    Report {
        language: "de".into(),
        title: format!("Servicebericht F-{n:05}"),
        subtitle: "KB 220 LC · Bauer Tiefbau GmbH".into(),
        sender: "Hallmann Baumaschinen GmbH".into(),
        facts: vec![Fact::new("Maschine", "KB 220 LC, 4711-0815"), Fact::new("Betriebsstunden", "4.218 h")],
        sections: vec![
            ReportSection { title: "Prüfpunkte".into(), entries: (1..=30).map(check).collect() },
            ReportSection { title: "Material".into(), entries: vec![table] },
        ],
        signatures: vec![signature("Kunde"), signature("Monteur")],
        signatures_title: "Unterschriften".into(),
        audit: Some(Audit {
            title: "Prüfprotokoll".into(),
            words: vec!["Diese Unterschriften sind einfache elektronische Signaturen.".into()],
            steps_title: "Ereignisse".into(),
            steps: (0..8)
                .map(|step| AuditStep {
                    at: format!("27.11.2026 09:2{step}"),
                    what: "Anna Bauer hat das Dokument geöffnet".into(),
                    hash: "9f86d081884c7d65".into(),
                })
                .collect(),
            ..Audit::default()
        }),
        foot: vec!["Hallmann Baumaschinen GmbH, 89079 Ulm".into()],
        page: "Seite".into(),
        ..Report::default()
    }
}
