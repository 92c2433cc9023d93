//! CSV: the file as a whole. Columns are found by their names in the first row (see [`columns`]), rows are read by [`row`].

pub(crate) mod columns;
pub(crate) mod records;
mod row;
mod terms;

use std::collections::VecDeque;
use std::io;

use kontor_domain::Problem;

use self::columns::Column;
use self::records::{Cells, Found, Rows};
use self::row::Sheet;
use crate::check::error;
use crate::decode::{self, Cells as Encoding, Transcode};
use crate::number::{self, Ambiguous, Decimals};
use crate::seen::Seen;
use crate::{Bytes, Record};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The records of a CSV.
pub(crate) struct CsvReader<F> {
    open: Option<F>,
    reading: Option<Reading>,
    /// Found, but not yet handed out.
    waiting: VecDeque<Record>,
}

struct Reading {
    rows: Rows,
    cells: Cells,
    sheet: Sheet,
    seen: Seen,
}

impl<F: Fn() -> io::Result<Bytes>> CsvReader<F> {
    pub(crate) const fn new(open: F) -> Self {
        Self { open: Some(open), reading: None, waiting: VecDeque::new() }
    }

    fn stop(&mut self, line: u64, field: &str, value: &str, problem: Problem) {
        self.reading = None;
        self.waiting.push_back(Record::Wrong(vec![error(line, field, value, problem)]));
    }

    fn begin(&mut self, open: &F) -> io::Result<()> {
        let (head, input) = decode::head(open()?)?;
        let (input, encoding) = match decode::byte_order_mark(&head) {
            // UTF-8 goes through as it is (the mark is cut off below): broken letters are found cell by cell.
            Some((encoding, _)) if encoding == encoding_rs::UTF_8 => (input, Encoding::Utf8),
            Some((encoding, _)) => {
                (Box::new(Transcode::new(input, encoding)) as Bytes, Encoding::of_mark(encoding))
            }
            None => (input, Encoding::detect(&head)),
        };
        let mut rows = Rows::new(input);
        let delimiter = delimiter(rows.peek()?, encoding);
        rows.set_delimiter(delimiter);

        let mut cells = Cells::default();
        let mut line = match rows.next(&mut cells, None) {
            Found::Row { line } => line,
            Found::Failed(e) => return Err(e),
            Found::Broken { line, start } | Found::Lost { line, start } => {
                self.stop(line, "", &String::from_utf8_lossy(&start), Problem::BadSyntax);
                return Ok(());
            }
            Found::End => {
                self.stop(1, "part_number", "", Problem::MissingColumn);
                return Ok(());
            }
        };
        let mut header = texts(&cells, encoding);
        // Excel's own hint, which it also hides from people.
        if header.first().is_some_and(|first| first.to_ascii_lowercase().starts_with("sep="))
            && let Found::Row { line: next } = rows.next(&mut cells, None)
        {
            line = next;
            header = texts(&cells, encoding);
        }
        let mut columns = Vec::with_capacity(header.len());
        for name in &header {
            let column = Column::parse(name);
            if column.is_none() && !name.trim().is_empty() {
                self.waiting.push_back(Record::Warning(error(line, name, "", Problem::UnknownColumn)));
            }
            if column.is_some() && columns.contains(&column) {
                self.stop(line, name, "", Problem::Duplicate);
                return Ok(());
            }
            columns.push(column);
        }
        let has = |c: Column| columns.contains(&Some(c));
        let priced = has(Column::Price)
            || has(Column::Tiers)
            || columns.iter().flatten().any(|c| matches!(c, Column::Stock | Column::StockIn(_)));
        let named = has(Column::NameDe) || has(Column::NameEn);
        if !has(Column::PartNumber) {
            self.stop(line, "part_number", "", Problem::MissingColumn);
        } else if !named && !priced {
            self.stop(line, "name_de", "", Problem::MissingColumn);
        } else {
            let ambiguous = convention(rows.peek()?, delimiter, &columns);
            let sheet = Sheet { columns, header, encoding, ambiguous, named };
            self.reading = Some(Reading { rows, cells, sheet, seen: Seen::default() });
        }
        Ok(())
    }

    fn read(&mut self) {
        let Some(Reading { rows, cells, sheet, seen }) = &mut self.reading else { return };
        match rows.next(cells, Some(sheet.columns.len())) {
            Found::Row { line } => self.waiting.push_back(sheet.read(line, cells, seen)),
            Found::Broken { line, start } => {
                let start = sheet.lossy(&start);
                self.waiting.push_back(Record::Wrong(vec![error(line, "", &start, Problem::BadSyntax)]));
            }
            Found::Lost { line, start } => {
                let start = sheet.lossy(&start);
                self.stop(line, "", &start, Problem::BadSyntax);
            }
            Found::Failed(e) => self.stop(0, "", &e.to_string(), Problem::BadSyntax),
            Found::End => self.reading = None,
        }
    }
}

impl<F: Fn() -> io::Result<Bytes>> Iterator for CsvReader<F> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if let Some(open) = self.open.take()
            && let Err(e) = self.begin(&open)
        {
            self.stop(0, "", &e.to_string(), Problem::BadSyntax);
        }
        while self.waiting.is_empty() && self.reading.is_some() {
            self.read();
        }
        self.waiting.pop_front()
    }
}

fn texts(cells: &Cells, encoding: Encoding) -> Vec<String> {
    cells
        .iter()
        .map(|cell| match (encoding, std::str::from_utf8(cell)) {
            (Encoding::Windows1252, _) | (Encoding::Undecided, Err(_)) => decode::windows_1252(cell),
            _ => String::from_utf8_lossy(cell).into_owned(),
        })
        .map(|name| name.trim_start_matches('\u{feff}').trim().to_owned())
        .collect()
}

/// The delimiter with which the first row names most columns we know; of equals, the one that makes most cells.
fn delimiter(head: &[u8], encoding: Encoding) -> u8 {
    let mut cells = Cells::default();
    let score = |delimiter: &u8, cells: &mut Cells| {
        let mut rest = head;
        // Blank lines and `sep=;` may stand before.
        for _ in 0..10 {
            let Some(bytes) = records::row(rest, *delimiter, true, cells) else { break };
            let hint = cells.get(0).is_some_and(|c| c.to_ascii_lowercase().starts_with(b"sep="));
            if !cells.blank() && !hint {
                break;
            }
            rest = &rest[bytes..];
        }
        let known = texts(cells, encoding).iter().filter(|name| Column::parse(name).is_some()).count();
        (known, cells.len())
    };
    // `max_by_key` takes the last of equals; the comma stands first and must win.
    DELIMITERS.into_iter().rev().max_by_key(|d| score(d, &mut cells)).unwrap_or(b',')
}

/// How the first rows write their numbers.
fn convention(head: &[u8], delimiter: u8, columns: &[Option<Column>]) -> Ambiguous {
    let mut cells = Cells::default();
    let mut rest = head;
    let (mut comma, mut point) = (false, false);
    while let Some(bytes) = records::row(rest, delimiter, false, &mut cells) {
        rest = &rest[bytes..];
        let counting =
            cells.iter().zip(columns).filter(|(_, column)| column.as_ref().is_some_and(Column::counts));
        for (cell, _) in counting {
            let text = String::from_utf8_lossy(cell);
            for number in text.split([';', ':', '|', '=']) {
                match number::evidence(number) {
                    Some(Decimals::Comma) => comma = true,
                    Some(Decimals::Point) => point = true,
                    None => {}
                }
            }
        }
    }
    match (comma, point) {
        (true, false) => Ambiguous::Convention(Decimals::Comma),
        (false, true) => Ambiguous::Convention(Decimals::Point),
        _ => Ambiguous::Refuse,
    }
}
