//! Quick order: a list of a thousand rows with every kind of mistake, over HTTP, with price, stock, date and errors.

use std::fmt::Write as _;
use std::time::Instant;

use super::client::Client;
use super::stats::Times;

/// Lists are checked in one go, so that a few dozen show what there is to see.
const ROUNDS: usize = 40;
const ROWS: usize = 1_000;

pub fn run(client: &mut Client, cookie: &str) {
    let numbers = numbers(client, cookie);
    let mut text = String::new();
    for n in 0..ROWS {
        let number = &numbers[n % numbers.len()];
        // One in twenty has a slip in its number, one in twenty a quantity that is none.
        let _ = match n % 20 {
            7 => write!(text, "{number}9;2\\n"),
            13 => write!(text, "{number};viel\\n"),
            _ => write!(text, "{};{}\\n", number.to_lowercase(), 1 + n % 7),
        };
    }
    let body = format!(r#"{{"rows":[],"text":"{text}","next":1}}"#);
    let mut times = Times::default();
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let answer = client.post_json("/fn/carts/check_rows", &body, cookie).expect("an answer");
        times.add(start.elapsed());
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        bytes = answer.body.len();
    }
    println!("- quick order, {ROWS} rows of {} parts checked: {times}, {bytes} bytes raw", numbers.len());
}

/// Part numbers of the catalogue, read from search pages.
fn numbers(client: &mut Client, cookie: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    for page in 1..=50 {
        let path = format!("/search?q=&page={page}");
        let answer = client.get(&path, cookie).expect("an answer");
        let html = String::from_utf8_lossy(&answer.body).into_owned();
        for rest in html.split("href=\"/parts/").skip(1) {
            let number = rest.split(['"', '?']).next().unwrap_or_default().replace('_', " ");
            if !number.contains('~') && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    assert!(numbers.len() > 100, "{} parts found", numbers.len());
    numbers
}
