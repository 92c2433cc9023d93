//! XLSX: the values of the first sheet that holds anything.
//!
//! Formulas give the value that the spreadsheet stored. Of merged cells the first one holds the text and the others are
//! empty, as spreadsheets keep it. What a spreadsheet makes of numbers (dates, fifteen digits) is put right or told.
//!
//! A workbook is a ZIP: five megabytes can inflate to gigabytes. Everything the reader will read is inflated into a counter
//! first, and given up beyond [`MAX_INFLATED`]. ODS is not read: calamine reads it into memory with all its
//! repeated cells, a few bytes of file for a hundred million cells.

use std::io::{Cursor, Read as _, copy, sink};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use kontor_domain::{Decimal, Problem};
use rust_decimal::prelude::FromPrimitive as _;
use zip::ZipArchive;

use super::{Cell, GridRow, cell, room};

/// All XML of the workbook together.
const MAX_INFLATED: u64 = 32 * 1024 * 1024;
/// Parts of the archive; an ordinary workbook has a few dozen.
const MAX_ENTRIES: usize = 2_000;
/// Columns that are looked at.
const MAX_COLUMNS: u32 = 40;
/// Rows of a sheet may be far apart; these are the empty ones included.
const MAX_CELLS: usize = 200_000;

pub(super) fn lines(bytes: &[u8]) -> Result<Vec<GridRow>, Problem> {
    bounded(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Problem::NotAList)?;
    let names = book.sheet_names();
    for name in names.iter().take(20) {
        let lines = sheet(&mut book, name)?;
        if !lines.is_empty() {
            return Ok(lines);
        }
    }
    Ok(Vec::new())
}

/// Inflates what the reader will read, and keeps nothing of it.
fn bounded(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::NotAList)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Problem::NotAList);
    }
    let mut left = MAX_INFLATED;
    let mut workbook = false;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| Problem::NotAList)?;
        let name = entry.name().map_err(|_| Problem::NotAList)?.to_ascii_lowercase();
        workbook |= name.ends_with("workbook.xml");
        // Pictures and macros are never opened.
        let read =
            ["png", "jpeg", "jpg", "gif", "emf", "wmf", "bin", "vml"].iter().all(|e| !name.ends_with(e));
        if !read {
            continue;
        }
        let inflated = copy(&mut entry.take(left + 1), &mut sink()).map_err(|_| Problem::NotAList)?;
        left = left.checked_sub(inflated).ok_or_else(super::too_many)?;
    }
    if workbook { Ok(()) } else { Err(Problem::NotAList) }
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<GridRow>, Problem> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart, or a sheet that is only named.
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(Vec::new()),
        Err(_) => return Err(Problem::NotAList),
    };
    let mut lines: Vec<GridRow> = Vec::new();
    for _ in 0..MAX_CELLS {
        let Some(found) = cells.next_cell().map_err(|_| Problem::NotAList)? else { return Ok(lines) };
        let (row, column) = found.get_position();
        let value = value(found.get_value());
        if column >= MAX_COLUMNS || (value.text.is_empty() && value.problem.is_none()) {
            continue;
        }
        let line = row.saturating_add(1);
        if lines.last().is_none_or(|last| last.line != line) {
            room(lines.len() + 1)?;
            lines.push(GridRow { line, ..GridRow::default() });
        }
        if let Some(last) = lines.last_mut() {
            let at = usize::try_from(column).unwrap_or(usize::MAX).min(MAX_COLUMNS as usize);
            if last.cells.len() <= at {
                last.cells.resize(at + 1, Cell::default());
            }
            last.cells[at] = value;
        }
    }
    Err(super::too_many())
}

fn value(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) => cell(text),
        DataRef::SharedString(text) => cell(text),
        DataRef::Int(n) => cell(&n.to_string()),
        DataRef::Float(n) => number(*n),
        DataRef::Bool(b) => cell(if *b { "TRUE" } else { "FALSE" }),
        DataRef::Error(error) => Cell { text: error.to_string(), problem: Some(Problem::FormulaFailed) },
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            changed(format!("{day:02}.{month:02}.{year}"))
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => changed(cell(text).text),
    }
}

fn changed(text: String) -> Cell {
    Cell { text, problem: Some(Problem::SpreadsheetChanged) }
}

/// A spreadsheet keeps every number as a fraction with fifteen digits: `4711` is `4711.0`.
fn number(n: f64) -> Cell {
    let Some(exact) = Decimal::from_f64(n) else { return changed(n.to_string()) };
    let exact = exact.normalize();
    let text = exact.to_string();
    if n.abs() >= 1e15 {
        return changed(text);
    }
    // With three places it would read as thousands in another country.
    Cell { text: if exact.scale() == 3 { format!("{text}0") } else { text }, problem: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_spreadsheet_read_as_they_were_typed() {
        assert_eq!(number(4711.0).text, "4711");
        assert_eq!(number(2.5).text, "2.5");
        assert_eq!(number(1.125).text, "1.1250");
        assert_eq!(number(4_012_345_678_901.0), Cell { text: "4012345678901".into(), problem: None });
        assert_eq!(number(1.234_567_8e18).problem, Some(Problem::SpreadsheetChanged));
        assert_eq!(number(f64::NAN).problem, Some(Problem::SpreadsheetChanged));
    }
}
