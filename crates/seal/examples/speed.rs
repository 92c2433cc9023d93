//! How long a seal takes: `cargo run --release -p kontor-seal --example speed`. Keys are made by `openssl`.

use std::process::Command;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kontor_seal::{SealWords, Signer as _, SoftKey, finish, prepare, verify};

const LETTER: &[u8] = include_bytes!("../tests/fixtures/letter.pdf");
const STREAMS: &[u8] = include_bytes!("../tests/fixtures/letter-streams.pdf");
const ROUNDS: u32 = 50;

fn key(algorithm: &str) -> SoftKey {
    let made = Command::new("openssl")
        .args(
            ["req", "-x509", "-newkey", algorithm, "-pkeyopt", "ec_paramgen_curve:P-256"]
                [..if algorithm == "ec" { 6 } else { 4 }]
                .iter(),
        )
        .args(["-nodes", "-subj", "/CN=Speed", "-days", "2", "-keyout", "-", "-out", "-"])
        .output()
        .expect("openssl makes the key");
    let pem = String::from_utf8(made.stdout).expect("PEM is text");
    let key = pem.find("-----BEGIN CERT").map_or("", |at| &pem[..at]);
    SoftKey::from_pem(key, &pem).expect("openssl makes keys")
}

fn main() {
    println!("three pages, median of {ROUNDS} rounds, milliseconds");
    println!(
        "{:<10}{:<10}{:>9}{:>9}{:>9}{:>9}{:>9}",
        "key", "xref", "prepare", "sign", "finish", "all", "verify"
    );
    for algorithm in ["rsa:3072", "ec"] {
        let signer = key(algorithm);
        let at: Timestamp = signer.chain()[0].valid_from();
        for (kind, pdf) in [("table", LETTER), ("streams", STREAMS)] {
            let rounds: Vec<[Duration; 5]> = (0..ROUNDS).map(|_| round(pdf, &signer, at)).collect();
            let median = |n: usize| {
                let mut all: Vec<_> = rounds.iter().map(|round| round[n]).collect();
                all.sort();
                format!("{:>9.2}", all[all.len() / 2].as_secs_f64() * 1000.0)
            };
            println!("{algorithm:<10}{kind:<10}{}", (0..5).map(median).collect::<String>());
        }
    }
}

fn round(pdf: &[u8], signer: &SoftKey, at: Timestamp) -> [Duration; 5] {
    let words = SealWords { reason: Some("Speed".into()), ..SealWords::default() };
    let (prepared, to_prepare) = timed(|| prepare(pdf, &words, at).expect("it is a PDF"));
    let ((what, signature), to_sign) = timed(|| {
        let what = prepared.to_be_signed(signer.chain()).expect("the certificate is valid");
        let signature = signer.sign(&what).expect("it signs");
        (what, signature)
    });
    let (sealed, to_finish) = timed(|| {
        let cms = what.cms(signer.scheme(), &signature, None).expect("the signature fits");
        finish(prepared, &cms).expect("it has room")
    });
    let (reports, to_verify) = timed(|| verify(&sealed, at, signer.chain()).expect("it is a PDF"));
    assert!(reports[0].is_valid(), "{reports:?}");
    [to_prepare, to_sign, to_finish, to_prepare + to_sign + to_finish, to_verify]
}

fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = what();
    (made, start.elapsed())
}
