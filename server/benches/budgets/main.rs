//! `make bench`: the budgets of the design, measured on the real binary and the real store, with the machine's own limits
//! beside them. Prints Markdown; asserts nothing about time.
//!
//! `cargo bench --bench budgets -- --parts 10000,100000 --folder target/bench`; with `--only live,orders` these alone.

// The embedded engine's future is deep; optimised builds look through all of it.
#![recursion_limit = "256"]

mod approvals;
mod archive;
mod client;
mod configurations;
mod import;
mod live;
mod machine;
mod orders;
mod payments;
mod quick;
mod seal;
mod serve;
mod stats;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use client::Client;
use stats::{Times, ms};

/// What can be measured alone, beside the catalogues.
const SECTIONS: [(&str, &str, fn(&Path)); 8] = [
    ("models", "A model with 400 choices and 600 rules", |_| configurations::run()),
    ("live", "Live cases", live::run),
    ("import", "Import", import::run),
    ("orders", "Orders", orders::run),
    ("approvals", "A company with very many orders", approvals::run),
    ("payments", "Payment", payments::run),
    ("archive", "An archive of 100,000 documents", archive::run),
    ("seal", "A report set and sealed", seal::run),
];

fn main() {
    let mut parts = vec![10_000_u64, 100_000, 1_000_000];
    let mut folder = PathBuf::from("target/bench");
    let mut only = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--parts" => {
                let list = arguments.next().expect("--parts N,N,...");
                parts = list.split(',').map(|n| n.parse().expect("a number of parts")).collect();
            }
            "--only" => {
                let list = arguments.next().expect("--only NAME,NAME,...");
                only = list.split(',').map(str::to_owned).collect();
                parts.clear();
            }
            "--folder" => folder = arguments.next().expect("--folder PATH").into(),
            // `cargo bench` adds this one.
            "--bench" => {}
            other => panic!("unknown argument {other}"),
        }
    }
    std::fs::create_dir_all(&folder).expect("the folder of the bench can be made");
    println!("## The machine\n");
    println!("{}", machine::describe());
    println!("- fsync of 4 KiB: {}", machine::fsync(&folder));
    println!("- plain axum answer, 16 connections: {}", machine::plain_axum());
    for n in parts {
        catalogue(&folder, n);
    }
    for (name, title, run) in SECTIONS {
        if only.is_empty() || only.iter().any(|wanted| wanted == name) {
            println!("\n## {title}\n");
            run(&folder);
        }
    }
}

const PORT: u16 = 3977;

/// Everything that is measured over HTTP, on a catalogue of `n` parts.
fn catalogue(folder: &Path, n: u64) {
    println!("\n## {n} parts\n");
    let data = folder.join(format!("data-{n}"));
    if !data.join("store").exists() {
        let start = Instant::now();
        let done = kontor(&data).args(["demo", "--parts", &n.to_string()]).stdout(Stdio::null()).status();
        assert!(done.expect("kontor runs").success(), "loading the demo failed");
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "- loaded in {seconds:.0} s ({:.0} parts/s, prices, stock and index included)",
            n as f64 / seconds
        );
    }
    println!("- data folder: {}", machine::size(&data));
    let start = Instant::now();
    let mut server = Running(kontor(&data).arg("serve").spawn().expect("kontor starts"));
    while Client::open(PORT).and_then(|mut c| c.get("/readyz", "")).map(|a| a.status) != Some(200) {
        assert!(start.elapsed() < Duration::from_mins(2), "the server does not get ready");
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("- start to first ready answer: {}", ms(start.elapsed()));
    std::thread::sleep(Duration::from_secs(2));
    println!("- memory idle: {} MB", machine::rss(server.0.id()));
    let mut client = Client::open(PORT).expect("the server answers");
    let cookie = client.sign_in("sabine.bauer@bauer-tiefbau.example", "kontor-demo-2026");
    for (what, words) in [
        ("exact number", ["HY-4711.20-F", "hy471120f", "HY 4711 20 F", "hy-4711.90-d"]),
        ("fragment with wrong dashes", ["47-11 20", "4711.9", "471-1", "11 20f"]),
        ("word and prefix", ["hydraulikf", "dichtsatz", "bolz", "kettenl"]),
        ("two words", ["filter element", "dichtung zyl", "hy filt", "schlauch 850"]),
        ("typing error", ["hydrualik", "dichtzatz", "keilrimen", "anlaser"]),
    ] {
        let before = machine::cpu(server.0.id());
        let mut times = Times::default();
        for i in 0..400 {
            let body = format!("q={}", words[i % words.len()].replace(' ', "+"));
            let start = Instant::now();
            let answer = client.post("/fn/catalog/suggest", &body, &cookie).expect("an answer");
            times.add(start.elapsed());
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        }
        let cpu = machine::cpu(server.0.id()).saturating_sub(before).as_secs_f64() * 1000.0 / 400.0;
        println!("- search as you type, {what}: {times}, {cpu:.2} ms CPU");
    }
    for (what, path, count) in [
        ("search page as HTML", "/search?q=hydraulik", 400),
        ("part page as HTML", "/parts/HY-4711.20-F", 2_000),
        ("home page as HTML", "/", 400),
    ] {
        let before = machine::cpu(server.0.id());
        let mut times = Times::default();
        let mut bytes = 0;
        for _ in 0..count {
            let start = Instant::now();
            let answer = client.get(path, &cookie).expect("an answer");
            times.add(start.elapsed());
            assert_eq!(answer.status, 200, "{path}");
            bytes = answer.body.len();
        }
        let cpu =
            machine::cpu(server.0.id()).saturating_sub(before).as_secs_f64() * 1000.0 / f64::from(count);
        println!("- {what}: {times}, {cpu:.2} ms CPU, {bytes} bytes raw");
    }
    quick::run(&mut client, &cookie);
    let rate = client::rate(PORT, "/parts/HY-4711.20-F", &cookie, 16, Duration::from_secs(4));
    println!("- part page, 16 connections on both cores with this client beside it: {rate:.0} requests/s");
    println!("- memory under load: {} MB", machine::rss(server.0.id()));
    server.stop();
}

fn kontor(data: &Path) -> Command {
    let mut command = Command::new(binary());
    command
        .env("KONTOR__DATA", data)
        .env("KONTOR__LISTEN", format!("127.0.0.1:{PORT}"))
        .env("KONTOR__LOG__LEVEL", "warn")
        .env("KONTOR__HTTP__REQUESTS_PER_SECOND", "0");
    command
}

/// The release binary beside this bench.
fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_kontor"))
}

struct Running(Child);

impl Running {
    fn stop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}
