//! How fast is it? `cargo run --release -p kontor-search --example bench -- 1000000`
//!
//! Builds an index of so many made-up parts in a temporary folder and prints the time that kinds of questions
//! take: 50 % and 95 % of them are answered within the times printed. A word after the number measures only
//! the kinds with this word in their name.

use std::time::{Duration, Instant};

use kontor_domain::catalog::{Attribute, CrossReference, PartCode, PartNumber};
use kontor_domain::{CategoryId, Language, Localized};
use kontor_search::{Request, SearchDocument, SearchIndex};

const HEADS: [(&str, &str); 12] = [
    ("Hydraulik", "Hydraulic"),
    ("Kraftstoff", "Fuel"),
    ("Motor", "Engine"),
    ("Luft", "Air"),
    ("Getriebe", "Gear"),
    ("Ketten", "Track"),
    ("Löffel", "Bucket"),
    ("Kühler", "Radiator"),
    ("Brems", "Brake"),
    ("Lenk", "Steering"),
    ("Kabinen", "Cabin"),
    ("Anbau", "Attachment"),
];
const TAILS: [(&str, &str); 14] = [
    ("filter", "filter"),
    ("pumpe", "pump"),
    ("schlauch", "hose"),
    ("dichtung", "seal"),
    ("zylinder", "cylinder"),
    ("ventil", "valve"),
    ("lager", "bearing"),
    ("bolzen", "pin"),
    ("buchse", "bushing"),
    ("schraube", "bolt"),
    ("scheibe", "washer"),
    ("element", "element"),
    ("sensor", "sensor"),
    ("halter", "bracket"),
];
const KINDS: [&str; 8] = ["HY", "FI", "MO", "SL", "K", "47", "AX", "ISO"];

/// Chance enough for made-up parts (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.roll(of.len() as u64)).unwrap_or(0)]
    }
}

fn part(n: u64, dice: &mut Dice) -> SearchDocument {
    let number = format!("{}-{:04}.{:03}-{}", dice.pick(&KINDS), n / 1000, n % 1000, dice.roll(90) + 10);
    let (head_de, head_en) = dice.pick(&HEADS);
    let (tail_de, tail_en) = dice.pick(&TAILS);
    let size = format!("{} x {}", dice.roll(200) + 10, dice.roll(400) + 10);
    let attribute = |de: &str, en: &str, value: String, unit: &str| Attribute {
        name: Localized::new(de, en),
        value,
        unit: unit.to_owned(),
    };
    let references = (0..dice.roll(4))
        .map(|_| CrossReference {
            source: (*dice.pick(&["MANN", "CAT", "BOSCH", "HYDAC"])).to_owned(),
            number: format!(
                "{} {}/{}",
                dice.pick(&["W", "P", "0451", "RE"]),
                dice.roll(100_000),
                dice.roll(100)
            ),
        })
        .collect();
    SearchDocument {
        part: PartNumber::parse(&number).map(|number| number.key()).unwrap_or_default(),
        number,
        name: Localized::new(
            format!(
                "{head_de}{tail_de} {} Serie {}",
                dice.pick(&["verstärkt", "für", "mit", "lang"]),
                dice.roll(300)
            ),
            format!("{head_en} {tail_en} series {}", dice.roll(300)),
        ),
        text: Localized::new(format!("Ersatzteil aus der Baugruppe {}, geprüft", dice.roll(500)), ""),
        category: CategoryId::new(format!("{}/{}", head_de.to_lowercase(), tail_de)),
        attributes: vec![
            attribute("Maße", "Size", size, "mm"),
            attribute("Gewicht", "Weight", format!("{},{}", dice.roll(50), dice.roll(10)), "kg"),
            attribute("Werkstoff", "Material", (*dice.pick(&["Stahl", "Gummi", "Messing"])).to_owned(), ""),
        ],
        cross_references: references,
        available: dice.roll(3) > 0,
        code: PartCode::Normal,
    }
}

fn measure(index: &SearchIndex, kind: &str, facets: bool, mut ask: impl FnMut() -> String) {
    if std::env::args().nth(2).is_some_and(|only| !kind.contains(&only)) {
        return;
    }
    let mut times: Vec<Duration> = Vec::new();
    let (mut total, mut last) = (0, String::new());
    for _ in 0..200 {
        last = ask();
        let request =
            Request { text: last.clone(), limit: 20, facets, language: Language::De, ..Request::default() };
        let start = Instant::now();
        match index.search(&request) {
            Ok(answer) => total += answer.total,
            Err(error) => println!("{error}"),
        }
        times.push(start.elapsed());
    }
    times.sort();
    println!(
        "{kind:28} p50 {:>9.3?}  p95 {:>9.3?}  hits {:>8}  ({last})",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        total / 200
    );
}

/// Linux only; elsewhere nothing is printed.
fn print_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("RssAnon") || line.starts_with("RssFile"));
    println!(
        "memory: {}",
        lines
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
            .join(", ")
    );
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: u64 = std::env::args().nth(1).and_then(|arg| arg.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir()?;
    let index = SearchIndex::open(folder.path(), 50_000_000)?;
    let mut dice = Dice(1);
    let mut numbers = Vec::new();

    let start = Instant::now();
    let mut bulk = index.bulk()?;
    for n in 0..count {
        let part = part(n, &mut dice);
        if n % 97 == 0 {
            numbers.push(part.number.clone());
        }
        bulk.add(&part)?;
    }
    println!("{count} parts added in {:.1?}", start.elapsed());
    bulk.finish()?;
    println!("{} parts indexed in {:.1?}", index.count(), start.elapsed());

    let start = Instant::now();
    let changed: Vec<_> = (0..200).map(|n| part(n, &mut dice)).collect();
    index.apply(&changed, &[])?;
    println!("200 parts changed in {:.1?}", start.elapsed());
    print_memory();

    for facets in [false, true] {
        println!("{}", if facets { "with facets" } else { "without facets" });
        let mut dice = Dice(2);
        measure(&index, "exact number", facets, || dice.pick(&numbers).to_lowercase());
        measure(&index, "number, 4 characters", facets, || dice.pick(&numbers)[..4].to_owned());
        measure(&index, "number, 1 character", facets, || dice.pick(&numbers)[..1].to_owned());
        measure(&index, "fragment, 3 characters", facets, || format!("{:03}", dice.roll(1000)));
        measure(&index, "fragment, 5 characters", facets, || dice.pick(&numbers)[3..9].to_owned());
        measure(&index, "word", facets, || format!("{}{}", dice.pick(&HEADS).0, dice.pick(&TAILS).0));
        measure(&index, "part of a compound", facets, || dice.pick(&TAILS).0.to_owned());
        measure(&index, "beginning, 1 letter", facets, || dice.pick(&HEADS).0.to_lowercase()[..1].to_owned());
        measure(&index, "beginning, 3 letters", facets, || {
            dice.pick(&HEADS).1.to_lowercase()[..3].to_owned()
        });
        measure(&index, "two words", facets, || format!("{} serie {}", dice.pick(&TAILS).0, dice.roll(300)));
        measure(&index, "number and word", facets, || {
            format!("{} {}", &dice.pick(&numbers)[3..7], &dice.pick(&TAILS).0[..4])
        });
        measure(&index, "typing error", facets, || {
            let word = format!("{}{}", dice.pick(&HEADS).0, dice.pick(&TAILS).0);
            word.chars().enumerate().filter(|(at, _)| *at != 2).map(|(_, c)| c).collect()
        });
        measure(&index, "nothing", facets, || format!("gibtesnicht{}", dice.roll(1000)));
        measure(&index, "everything", facets, String::new);
    }
    print_memory();
    let size = |folder: &std::path::Path| -> u64 {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
    };
    for entry in std::fs::read_dir(folder.path())?.flatten() {
        if entry.path().is_dir() {
            println!("{} MB on disk", size(&entry.path()) / 1_000_000);
        }
    }
    drop(index);
    let start = Instant::now();
    let index = SearchIndex::open(folder.path(), 50_000_000)?;
    println!("opened with {} parts in {:.1?}", index.count(), start.elapsed());
    Ok(())
}
