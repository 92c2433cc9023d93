//! The archive with very many documents: finding by words, and taking a very large file in.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::StreamExt as _;
use kontor_domain::accounts::{Actor, Channel, Role, Who};
use kontor_domain::documents::{DocumentFilter, DocumentKind, UploadDocument};
use kontor_domain::{CompanyId, IdempotencyKey, Language, PersonId};
use kontor_service::{Kontor, documents};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Tx, Variables, rid};
use serde_json::Value;

use super::stats::Times;
use super::{machine, orders as shop};

/// So many documents, of so many companies.
const DOCUMENTS: usize = 100_000;
const COMPANIES: usize = 100;
const BATCH: usize = 1_000;
/// Words of each.
const WORDS: usize = 120;
/// Each question is asked so often.
const TIMES: usize = 200;
/// The large file, in MiB.
const LARGE: usize = 1_024;

/// Parts of what machines and their papers are called: each first one with each second one is a word.
const FIRST: [&str; 32] = [
    "Hydraulik",
    "Ketten",
    "Motor",
    "Getriebe",
    "Kühl",
    "Kraftstoff",
    "Brems",
    "Lenk",
    "Fahrwerk",
    "Schwenk",
    "Ausleger",
    "Löffel",
    "Greifer",
    "Dreh",
    "Druck",
    "Öl",
    "Luft",
    "Wasser",
    "Licht",
    "Sicherheits",
    "Kabinen",
    "Sitz",
    "Zylinder",
    "Ventil",
    "Pumpen",
    "Filter",
    "Schlauch",
    "Lager",
    "Dichtungs",
    "Bolzen",
    "Rahmen",
    "Verschleiß",
];
const SECOND: [&str; 32] = [
    "schlauch",
    "schläuche",
    "filter",
    "pumpe",
    "pumpen",
    "ventil",
    "ventile",
    "zylinder",
    "lager",
    "bolzen",
    "dichtung",
    "dichtungen",
    "leitung",
    "leitungen",
    "platte",
    "platten",
    "träger",
    "kranz",
    "rolle",
    "rollen",
    "stange",
    "stangen",
    "gehäuse",
    "deckel",
    "schalter",
    "kabel",
    "sensor",
    "sensoren",
    "prüfung",
    "wartung",
    "reparatur",
    "bericht",
];
const BETWEEN: [&str; 24] = [
    "der",
    "die",
    "das",
    "wurde",
    "wurden",
    "geprüft",
    "ersetzt",
    "undicht",
    "verschlissen",
    "in",
    "Ordnung",
    "und",
    "nach",
    "Betriebsstunden",
    "gewechselt",
    "nachgezogen",
    "eingestellt",
    "am",
    "linken",
    "rechten",
    "vorderen",
    "hinteren",
    "Kunde",
    "Mangel",
];

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Document {
    id: RecordId,
    seq: String,
    company: String,
    reader: String,
    case: String,
    machine: String,
    kind: String,
    state: String,
    version: i64,
    data: SerdeWrapper<Value>,
}

pub fn run(folder: &Path) {
    let data = folder.join("archive");
    let _ = std::fs::remove_dir_all(&data);
    shop::block(async move {
        let kontor = shop::open(data.clone()).await;
        find(&kontor).await;
        take_in(&kontor).await;
        kontor.store.close().await.expect("closed");
        // The large file need not stay.
        let _ = std::fs::remove_dir_all(data);
    });
}

async fn find(kontor: &Kontor) {
    fill(kontor).await;
    let before = machine::rss(std::process::id());
    let start = Instant::now();
    let all = documents::reindex(kontor, |_| {}).await.expect("indexed");
    println!(
        "- full text of {all} documents of {WORDS} words: indexed in {:.0} s, {}",
        start.elapsed().as_secs_f64(),
        machine::size(&kontor.settings.data.join("documents/index"))
    );
    let (buyer, desk) = (customer("c0"), Actor::system(Channel::Desk));
    for (who, actor) in [("a customer's thousand", &buyer), ("the desk's all", &desk)] {
        let mut every = Vec::new();
        for (what, questions) in [
            ("a frequent word", ["geprüft", "Betriebsstunde", "undichte", "Mängel"]),
            (
                "two words",
                ["Hydraulikschlauch ersetzt", "Kettenrollen geprüft", "motor wartung", "Ölfilter gewechselt"],
            ),
            ("a beginning", ["hydrauliksch", "kettenr", "getriebel", "fahrwerkspr"]),
            ("a number", ["HY-4711.20", "hy471133", "4799-5", "WNC-1007"]),
            ("a word that nobody wrote", ["Turmdrehkran", "xylophon", "Mondfahrzeug", "Kaffee"]),
        ] {
            let mut times = Times::default();
            for n in 0..TIMES {
                let text = questions[n % questions.len()].to_owned();
                let start = Instant::now();
                let filter = DocumentFilter { text, ..DocumentFilter::default() };
                let page = documents::documents(kontor, actor, &filter).await.expect("an answer");
                let took = start.elapsed();
                assert!(page.items.len() <= 25);
                times.add(took);
                every.push(took);
            }
            println!("- {who}, {what}: {times}");
        }
        let mut times = Times::default();
        times.extend(every);
        println!("- **{who}, all of these: {times}** (budget p95 20 ms)");
    }
    println!("- memory taken by it: {} MB", machine::rss(std::process::id()).saturating_sub(before));
}

/// One document is really sent in; the others are copies of it with texts of their own, as if they had been read.
async fn fill(kontor: &Kontor) {
    let system = Actor::system(Channel::System);
    let one = futures::stream::iter([Ok(Bytes::from_static(b"ein Bericht"))]).boxed();
    let command = command("first", "bericht.txt", Some(CompanyId::new("c0")));
    documents::upload_document(kontor, &system, &command, one).await.expect("kept");
    let sql = "SELECT VALUE data FROM document";
    let rows: Vec<SerdeWrapper<Value>> = kontor.store.rows(sql, Variables::new()).await.expect("rows");
    let one = rows.into_iter().next().expect("a document").0;
    let derived = kontor.settings.data.join("documents/derived");
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    for batch in 0..DOCUMENTS / BATCH {
        let mut rows = Vec::with_capacity(BATCH);
        for n in 0..BATCH {
            let n = batch * BATCH + n;
            let (seq, hash) = (kontor.new_id(), format!("{:02x}{n:062}", n % 256));
            let (company, machine) = (format!("c{}", n % COMPANIES), format!("WNC-{}", 1_000 + n % 700));
            let place = derived.join(&hash[..2]);
            std::fs::create_dir_all(&place).expect("a folder");
            std::fs::write(place.join(format!("{hash}.txt")), text(&mut chance)).expect("a text");
            let mut data = one.clone();
            data["words"] = Value::from(format!("bericht {n} {}", machine.to_lowercase()));
            let head = &mut data["head"];
            head["id"] = Value::from(seq.clone());
            head["company"] = Value::from(company.clone());
            head["machine"] = Value::from(machine.clone());
            head["latest"]["hash"] = Value::from(hash);
            rows.push(Document {
                id: rid("document", seq.clone()),
                seq,
                reader: company.clone(),
                company,
                case: String::new(),
                machine,
                kind: DocumentKind::Upload.code().into(),
                state: "kept".into(),
                version: 1,
                data: SerdeWrapper(data),
            });
        }
        let mut tx = Tx::new();
        let rows = tx.bind(rows);
        tx.push(format!("INSERT INTO document {rows} RETURN NONE"));
        kontor.store.transact(&tx).await.expect("written");
    }
}

/// What somebody may have written, by chance that is the same every time.
fn text(chance: &mut u64) -> String {
    let mut draw = |of: usize| {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        usize::try_from(*chance >> 16).unwrap_or_default() % of
    };
    let mut text = String::new();
    for word in 0..WORDS {
        match word % 8 {
            0 | 3 | 5 => {
                text.push_str(FIRST[draw(FIRST.len())]);
                text.push_str(SECOND[draw(SECOND.len())]);
            }
            7 if draw(4) == 0 => {
                let number = format!("HY-47{:02}.{:02}-F", draw(100), draw(100));
                text.push_str(&number);
            }
            _ => text.push_str(BETWEEN[draw(BETWEEN.len())]),
        }
        text.push(if word % 12 == 11 { '\n' } else { ' ' });
    }
    text
}

/// A PDF that is one large picture comes in as a stream.
async fn take_in(kontor: &Arc<Kontor>) {
    let mut noise = vec![0_u8; 1 << 20];
    let mut chance = 1_u32;
    for byte in &mut noise {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = u8::try_from(chance >> 24).unwrap_or_default();
    }
    let noise = Bytes::from(noise);
    let head = Bytes::from(format!("%PDF-1.7\n1 0 obj<</Subtype/Image/Length {}>>stream\n", LARGE << 20));
    let end = Bytes::from_static(b"\nendstream endobj\ntrailer<</Root 2 0 R>>\nstartxref\n9\n%%EOF\n");
    let pieces = std::iter::once(head).chain(std::iter::repeat_n(noise, LARGE)).chain([end]);
    let content = futures::stream::iter(pieces.map(Ok)).boxed();

    let before = machine::rss(std::process::id());
    let (most, over) = (Arc::new(AtomicU64::new(before)), Arc::new(AtomicBool::new(false)));
    let watch = {
        let (most, over) = (Arc::clone(&most), Arc::clone(&over));
        std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(machine::rss(std::process::id()), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
        })
    };
    let start = Instant::now();
    let command = command("large", "gross.pdf", None);
    let sent = documents::upload_document(kontor, &Actor::system(Channel::System), &command, content).await;
    let took = start.elapsed();
    over.store(true, Ordering::Relaxed);
    watch.join().expect("watched");
    sent.expect("kept");
    println!(
        "- a file of {LARGE} MiB: looked into, hashed and on disk in {:.1} s ({:.0} MiB/s), **memory grows by {} MB** (budget 50)",
        took.as_secs_f64(),
        LARGE as f64 / took.as_secs_f64(),
        most.load(Ordering::Relaxed).saturating_sub(before)
    );
}

fn command(key: &str, file: &str, company: Option<CompanyId>) -> UploadDocument {
    UploadDocument {
        key: IdempotencyKey::new(key),
        company,
        case: None,
        machine: String::new(),
        unit: String::new(),
        kind: DocumentKind::Upload,
        title: String::new(),
        file: file.into(),
        dated: None,
        inside: false,
    }
}

fn customer(company: &str) -> Actor {
    let who = Who::Customer {
        person: PersonId::new("buyer"),
        name: "Buyer".into(),
        company: CompanyId::new(company),
        company_name: company.into(),
        roles: vec![Role::Buyer],
    };
    Actor { who, channel: Channel::Portal, language: Language::De }
}
