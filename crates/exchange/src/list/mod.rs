//! Lists that people paste or upload: numbers with quantities (quick order), or own numbers with the dealer's.
//!
//! Whatever comes, every line becomes a row; what cannot be read is a row with its problem. Headings are recognised and
//! told. A list is small ([`MAX_ROWS`]) and a file is read within bounds of memory: a workbook is inflated into a counter
//! first (`workbook`), and reading stops at the first row too many.

mod columns;
mod line;
mod text;
mod workbook;

use kontor_domain::carts::quick::{MAX_CELL_CHARS, MAX_FILE_BYTES, MAX_ROWS, SkippedLine};
use kontor_domain::{Problem, Quantity};

use crate::number::{self, Ambiguous};

/// Rows and headings of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    pub rows: Vec<ListRow>,
    pub skipped: Vec<SkippedLine>,
}

/// One row: a number and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListRow {
    /// 1-based line of the text or row of the sheet.
    pub line: u32,
    pub number: String,
    /// As written, without its unit; empty when nothing was said.
    pub quantity: String,
    /// Other readings, best first, for a number that does not exist as it stands: `ISO 7089 16` may be sixteen of `ISO 7089`.
    pub readings: Vec<(String, String)>,
    pub problem: Option<Problem>,
}

/// Two numbers that mean the same part: the company's own, and the dealer's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairs {
    pub rows: Vec<PairRow>,
    pub skipped: Vec<SkippedLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairRow {
    pub line: u32,
    pub own: String,
    /// Empty takes the own number out.
    pub part: String,
    pub problem: Option<Problem>,
}

/// A cell of a table, with what happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub text: String,
    pub problem: Option<Problem>,
}

/// A line of a text or a row of a sheet that is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct GridRow {
    pub line: u32,
    pub cells: Vec<Cell>,
    /// The line as a whole cannot be read.
    pub problem: Option<Problem>,
}

/// What a text or file turned out to be.
pub(crate) enum Grid {
    /// Cells between delimiters, or of a sheet.
    Table(Vec<GridRow>),
    /// Lines that say number and quantity in their own way; one cell each.
    Lines(Vec<GridRow>),
}

/// Reads what was typed or pasted.
///
/// # Errors
/// [`Problem::TooManyRows`].
pub fn list_from_text(text: &str) -> Result<List, Problem> {
    list(text::grid(text)?)
}

/// Reads a CSV (UTF-8, UTF-16, Windows-1252), a plain text or the first sheet of an XLSX that has anything in it.
///
/// # Errors
/// [`Problem::FileTooLarge`], [`Problem::TooManyRows`], [`Problem::NotAList`].
pub fn list_from_file(bytes: &[u8]) -> Result<List, Problem> {
    list(grid_of_file(bytes)?)
}

/// As [`list_from_text`], for own numbers.
///
/// # Errors
/// [`Problem::TooManyRows`].
pub fn pairs_from_text(text: &str) -> Result<Pairs, Problem> {
    pairs(text::grid(text)?)
}

/// As [`list_from_file`], for own numbers.
///
/// # Errors
/// As [`list_from_file`].
pub fn pairs_from_file(bytes: &[u8]) -> Result<Pairs, Problem> {
    pairs(grid_of_file(bytes)?)
}

/// A quantity as a person or a spreadsheet writes it: `3`, `2,5`, `10 Stk`. `1.000` is refused: a thousand, or one?
///
/// # Errors
/// [`Problem::NotANumber`], [`Problem::AmbiguousNumber`], [`Problem::NotPositive`], [`Problem::TooMuch`].
pub fn quantity(text: &str) -> Result<Quantity, Problem> {
    number::quantity(&line::without_unit(text), Ambiguous::Refuse)
}

fn grid_of_file(bytes: &[u8]) -> Result<Grid, Problem> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Problem::FileTooLarge { megabytes: u32::try_from(MAX_FILE_BYTES >> 20).unwrap_or(5) });
    }
    if bytes.starts_with(b"PK") {
        return Ok(Grid::Table(workbook::lines(bytes)?));
    }
    text::grid(&text::decoded(bytes).ok_or(Problem::NotAList)?)
}

fn list(grid: Grid) -> Result<List, Problem> {
    let list = match grid {
        Grid::Table(lines) => columns::list(lines),
        Grid::Lines(lines) => line::list(lines),
    };
    if list.rows.len() > MAX_ROWS { Err(too_many()) } else { Ok(list) }
}

fn pairs(grid: Grid) -> Result<Pairs, Problem> {
    let pairs = columns::pairs(match grid {
        Grid::Table(lines) => lines,
        Grid::Lines(lines) => lines.into_iter().map(line::in_two).collect(),
    });
    if pairs.rows.len() > MAX_ROWS { Err(too_many()) } else { Ok(pairs) }
}

/// No more rows than are checked at once.
pub(crate) fn room(rows: usize) -> Result<(), Problem> {
    // Headings do not count; nobody writes more of them than this.
    if rows > MAX_ROWS + 20 { Err(too_many()) } else { Ok(()) }
}

pub(crate) fn too_many() -> Problem {
    Problem::TooManyRows { max: u32::try_from(MAX_ROWS).unwrap_or(u32::MAX) }
}

/// A cell's text: trimmed, blanks collapsed, cut to what can be a number.
pub(crate) fn cell(text: &str) -> Cell {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.len() > 4 * MAX_CELL_CHARS {
            break;
        }
    }
    let broken = words.contains(char::REPLACEMENT_CHARACTER) || words.chars().any(char::is_control);
    let mut cell = Cell { problem: broken.then_some(Problem::BadEncoding), text: words };
    if cell.text.chars().count() > MAX_CELL_CHARS {
        cell.text = cell.text.chars().take(MAX_CELL_CHARS).collect();
        cell.problem = Some(Problem::TooLong { max: u32::try_from(MAX_CELL_CHARS).unwrap_or(u32::MAX) });
    }
    cell.text.retain(|c| !c.is_control());
    match repaired(&cell.text) {
        Some(Ok(text)) => cell.text = text,
        Some(Err(problem)) => cell.problem = Some(problem),
        None => {}
    }
    cell
}

/// What a spreadsheet makes of a long number: `4,01234567E+12`. With all its digits it is put right, without them it
/// is told; anything else is left alone.
fn repaired(text: &str) -> Option<Result<String, Problem>> {
    let (mantissa, exponent) = text.split_once("E+").or_else(|| text.split_once("e+"))?;
    let (whole, fraction) = mantissa.split_once([',', '.'])?;
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !(digits(whole) && digits(fraction) && digits(exponent)) || exponent.len() > 2 {
        return None;
    }
    let places: usize = exponent.parse().ok()?;
    if fraction.len() == places && places < 18 {
        Some(Ok(format!("{whole}{fraction}")))
    } else {
        Some(Err(Problem::SpreadsheetChanged))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_scientific_writing_is_put_right_or_told() {
        assert_eq!(cell("4,012345678901E+12"), Cell { text: "4012345678901".into(), problem: None });
        assert_eq!(cell("4,01235E+12").problem, Some(Problem::SpreadsheetChanged));
        assert_eq!(cell("1E10-4").problem, None);
    }

    #[test]
    fn quantities_may_carry_a_unit_and_a_thousand_is_not_guessed() {
        assert_eq!(quantity("10 Stk."), Ok(Quantity::of(10)));
        assert_eq!(quantity("2,5 m"), Quantity::parse("2.5"));
        assert_eq!(quantity("1.000"), Err(Problem::AmbiguousNumber));
        assert_eq!(quantity("1.0000"), Ok(Quantity::ONE));
        assert_eq!(quantity("-3"), Err(Problem::NotPositive));
        assert_eq!(quantity("zehn"), Err(Problem::NotANumber));
    }
}
