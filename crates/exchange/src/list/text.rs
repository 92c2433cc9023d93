//! From a text (or the bytes of one) to lines and cells.

use std::io::{Cursor, Read as _};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use kontor_domain::Problem;

use super::{Cell, Grid, GridRow, cell, room};
use crate::csv::records::{Cells, Found, Rows};
use crate::decode::{self, Cells as Bytes, Transcode};

/// Cells of a line that are looked at; numbers and quantities stand further left.
const MAX_CELLS: usize = 40;

/// The text of a file; nothing when it is no text at all.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = decode::byte_order_mark(bytes) {
        return Some(transcoded(&bytes[mark..], encoding));
    }
    let head = &bytes[..bytes.len().min(4096)];
    let nulls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nulls(0), nulls(1));
    // UTF-16 without its mark: every other byte of plain letters is zero.
    if odd * 4 > head.len() && even == 0 {
        return Some(transcoded(bytes, UTF_16LE));
    }
    if even * 4 > head.len() && odd == 0 {
        return Some(transcoded(bytes, UTF_16BE));
    }
    if even + odd > 0 {
        return None;
    }
    Some(match Bytes::detect(bytes) {
        Bytes::Windows1252 => decode::windows_1252(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    })
}

fn transcoded(bytes: &[u8], encoding: &'static Encoding) -> String {
    let mut text = Vec::new();
    // Reading from memory does not fail; what cannot be decoded is marked in the text.
    let _ = Transcode::new(Box::new(Cursor::new(bytes.to_vec())), encoding).read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Cuts a text into cells: at tabs, semicolons, where all lines agree at commas, and at wide gaps.
pub(super) fn grid(text: &str) -> Result<Grid, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    let (hint, text) = hint(text);
    let delimiter = hint.or_else(|| delimiter(text));
    if let Some(delimiter) = delimiter {
        return Ok(Grid::Table(table(text, delimiter)?));
    }
    let gaps = text.lines().filter(|l| !l.trim().is_empty()).all(|l| gap(l).is_some());
    let mut lines = Vec::new();
    for (at, raw) in (1..).zip(text.lines()) {
        let raw = raw.trim();
        if raw.is_empty() {
            continue;
        }
        let cells = match gap(raw) {
            Some(parts) if gaps => parts.into_iter().take(MAX_CELLS).map(cell).collect(),
            _ => vec![cell(raw)],
        };
        lines.push(GridRow { line: at, cells, problem: None });
        room(lines.len())?;
    }
    Ok(if gaps { Grid::Table(lines) } else { Grid::Lines(lines) })
}

/// Excel's own hint in the first line, `sep=;`.
fn hint(text: &str) -> (Option<u8>, &str) {
    let Some(first) = text.lines().next() else { return (None, text) };
    match first.trim().to_ascii_lowercase().strip_prefix("sep=").map(str::as_bytes) {
        // The line stays, empty, so that the others keep their numbers.
        Some([delimiter]) => (Some(*delimiter), &text[first.len()..]),
        _ => (None, text),
    }
}

fn delimiter(text: &str) -> Option<u8> {
    let lines = || text.lines().filter(|l| !l.trim().is_empty());
    let any = |c: char| lines().take(200).any(|l| l.trim_end().contains(c));
    if any('\t') {
        return Some(b'\t');
    }
    if any(';') {
        return Some(b';');
    }
    if any('|') {
        return Some(b'|');
    }
    // A comma may be a decimal one; a CSV has headings, or as many commas in every line, without blanks behind them.
    let commas = |l: &str| l.matches(',').count();
    let first = lines().next().map_or(0, commas);
    let alike = first > 0 && lines().count() > 1 && lines().all(|l| commas(l) >= first && !l.contains(", "));
    let quoted = lines().take(50).any(|l| l.starts_with('"') && l.contains("\","));
    (alike || quoted).then_some(b',')
}

/// What stands left and right of wide gaps.
fn gap(line: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = line.trim().split("  ").map(str::trim).filter(|p| !p.is_empty()).collect();
    (parts.len() > 1).then_some(parts)
}

fn table(text: &str, delimiter: u8) -> Result<Vec<GridRow>, Problem> {
    let mut rows = Rows::new(Box::new(Cursor::new(text.as_bytes().to_vec())));
    rows.set_delimiter(delimiter);
    let mut cells = Cells::default();
    let mut lines = Vec::new();
    let number = |line: u64| u32::try_from(line).unwrap_or(u32::MAX);
    loop {
        match rows.next(&mut cells, None) {
            Found::Row { line } => {
                let cells: Vec<Cell> =
                    cells.iter().take(MAX_CELLS).map(|c| cell(&String::from_utf8_lossy(c))).collect();
                if cells.iter().any(|c| !c.text.is_empty()) {
                    lines.push(GridRow { line: number(line), cells, problem: None });
                }
            }
            Found::Broken { line, start } => lines.push(broken(number(line), &start)),
            Found::Lost { line, start } => {
                lines.push(broken(number(line), &start));
                return Ok(lines);
            }
            // Memory does not fail.
            Found::End | Found::Failed(_) => return Ok(lines),
        }
        room(lines.len())?;
    }
}

fn broken(line: u32, start: &[u8]) -> GridRow {
    GridRow { line, cells: vec![cell(&String::from_utf8_lossy(start))], problem: Some(Problem::BadSyntax) }
}
