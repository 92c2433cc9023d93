//! Cutting a stream of bytes into rows and cells (RFC 4180, leniently).
//!
//! Our own and not the `csv` crate's reader for two reasons: a quoted cell that is never closed would be read to the
//! end of the file (a gigabyte in memory, and every row behind it lost); and the line numbers must be those of the file. Here
//! a row has at most [`MAX_ROW`] bytes, and behind a row that is broken *and* spans lines reading goes on
//! at the very next line, so that a forgotten quotation mark costs one row.

use std::io::{self, Read};

use crate::Bytes;
use crate::decode::HEAD;

/// The longest row.
pub(crate) const MAX_ROW: usize = 1024 * 1024;

/// Looking again at the lines inside a broken row costs time; a file made of nothing but opened quotation marks would cost
/// the square of its length. So many bytes are looked at twice and no more.
const RESYNC_BUDGET: usize = 64 * 1024 * 1024;

/// The cells of one row, kept in one buffer that is used again for the next.
#[derive(Default)]
pub(crate) struct Cells {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Cells {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, n: usize) -> Option<&[u8]> {
        let end = *self.ends.get(n)?;
        let start = n.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.bytes.get(start..end)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|n| self.get(n))
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn end(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// A line without anything in it.
    pub(crate) fn blank(&self) -> bool {
        self.len() == 1 && self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// What came next.
#[derive(Debug)]
pub(crate) enum Found {
    /// A row; its cells are in the [`Cells`].
    Row {
        line: u64,
    },
    /// A broken row; the beginning of its first line.
    Broken {
        line: u64,
        start: Vec<u8>,
    },
    /// A broken row behind which no beginning of another can be found.
    Lost {
        line: u64,
        start: Vec<u8>,
    },
    End,
    Failed(io::Error),
}

/// A row as [`parse`] sees it.
struct Row {
    bytes: usize,
    /// Line ends in it.
    lines: u64,
    /// Letters behind a closing quotation mark, or no closing one at all.
    malformed: bool,
}

/// The rows of a stream.
pub(crate) struct Rows {
    input: Bytes,
    buffer: Vec<u8>,
    from: usize,
    ended: bool,
    line: u64,
    delimiter: u8,
    budget: usize,
}

impl Rows {
    pub(crate) fn new(input: Bytes) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            from: 0,
            ended: false,
            line: 1,
            delimiter: b',',
            budget: RESYNC_BUDGET,
        }
    }

    /// The beginning of what has not been read yet: at least [`HEAD`] bytes where there are as many.
    pub(crate) fn peek(&mut self) -> io::Result<&[u8]> {
        while self.buffer.len() - self.from < HEAD && !self.ended {
            self.fill(HEAD)?;
        }
        Ok(&self.buffer[self.from..])
    }

    pub(crate) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// The next row that is not blank. With `width`, a row over several lines that does not have as many cells counts as
    /// broken: its quotation marks do not belong together.
    pub(crate) fn next(&mut self, cells: &mut Cells, width: Option<usize>) -> Found {
        loop {
            let rest = &self.buffer[self.from..];
            let parsed = parse(rest, self.delimiter, self.ended, cells);
            match parsed {
                None if self.ended && rest.is_empty() => return Found::End,
                None if rest.len() >= MAX_ROW => return self.runaway(),
                None => {
                    if let Err(e) = self.fill(rest.len().max(HEAD)) {
                        self.ended = true;
                        self.from = self.buffer.len();
                        return Found::Failed(e);
                    }
                }
                Some(row) if row.bytes > MAX_ROW => return self.runaway(),
                Some(row) => {
                    let line = self.line;
                    let fits = width.is_none_or(|w| cells.len() == w);
                    if row.malformed || (row.lines > 1 && !fits) {
                        let start = self.start();
                        self.skip_broken(&row);
                        return Found::Broken { line, start };
                    }
                    self.from += row.bytes;
                    self.line += row.lines;
                    if !cells.blank() {
                        return Found::Row { line };
                    }
                }
            }
        }
    }

    /// Goes on behind the first line of a broken row, or behind all of it when too much has been looked at twice.
    fn skip_broken(&mut self, row: &Row) {
        let first = self.buffer[self.from..].iter().position(|b| *b == b'\n').map_or(row.bytes, |at| at + 1);
        if row.lines > 1 && first < row.bytes && self.budget >= row.bytes {
            self.budget -= row.bytes;
            self.from += first;
            self.line += 1;
        } else {
            self.from += row.bytes;
            self.line += row.lines;
        }
    }

    /// A row longer than any row is.
    fn runaway(&mut self) -> Found {
        let (line, start) = (self.line, self.start());
        let newline = self.buffer[self.from..].iter().position(|b| *b == b'\n');
        match newline {
            Some(at) if self.budget >= MAX_ROW => {
                self.budget -= MAX_ROW;
                self.from += at + 1;
                self.line += 1;
                Found::Broken { line, start }
            }
            _ => {
                self.ended = true;
                self.buffer.clear();
                self.from = 0;
                Found::Lost { line, start }
            }
        }
    }

    fn start(&self) -> Vec<u8> {
        let rest = &self.buffer[self.from..];
        rest.iter().copied().take_while(|b| *b != b'\n').take(200).collect()
    }

    fn fill(&mut self, more: usize) -> io::Result<()> {
        self.buffer.drain(..self.from);
        self.from = 0;
        let read = self.input.by_ref().take(more as u64).read_to_end(&mut self.buffer)?;
        self.ended = read == 0;
        Ok(())
    }
}

/// Reads one row from the beginning of `bytes`; nothing when it does not end in them and more may come.
pub(crate) fn row(bytes: &[u8], delimiter: u8, ended: bool, cells: &mut Cells) -> Option<usize> {
    parse(bytes, delimiter, ended, cells).map(|row| row.bytes)
}

fn parse(bytes: &[u8], delimiter: u8, ended: bool, cells: &mut Cells) -> Option<Row> {
    #[derive(PartialEq)]
    enum State {
        Begin,
        Plain,
        Quoted,
        /// Behind the closing quotation mark, or the first of a doubled one.
        Closed,
    }
    cells.clear();
    let mut state = State::Begin;
    let mut lines = 0;
    let mut malformed = false;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' {
            lines += 1;
        }
        match state {
            State::Quoted if byte == b'"' => state = State::Closed,
            State::Quoted => cells.bytes.push(byte),
            State::Begin if byte == b'"' => state = State::Quoted,
            State::Closed if byte == b'"' => {
                cells.bytes.push(byte);
                state = State::Quoted;
            }
            _ if byte == delimiter => {
                cells.end();
                state = State::Begin;
            }
            _ if byte == b'\n' => {
                if state != State::Closed
                    && cells.bytes.len() > cells.ends.last().copied().unwrap_or(0)
                    && cells.bytes.ends_with(b"\r")
                {
                    cells.bytes.pop();
                }
                cells.end();
                return Some(Row { bytes: at + 1, lines, malformed });
            }
            State::Closed => malformed |= !matches!(byte, b' ' | b'\r'),
            State::Begin | State::Plain => {
                cells.bytes.push(byte);
                state = State::Plain;
            }
        }
    }
    if !ended || bytes.is_empty() {
        return None;
    }
    malformed |= state == State::Quoted;
    if cells.bytes.ends_with(b"\r") && state == State::Plain {
        cells.bytes.pop();
    }
    cells.end();
    Some(Row { bytes: bytes.len(), lines: lines + 1, malformed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8], width: Option<usize>) -> Vec<String> {
        let mut rows = Rows::new(Box::new(io::Cursor::new(text.to_vec())));
        let mut cells = Cells::default();
        let mut out = Vec::new();
        loop {
            out.push(match rows.next(&mut cells, width) {
                Found::Row { line } => {
                    let cells: Vec<_> =
                        cells.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
                    format!("{line}:{}", cells.join("|"))
                }
                Found::Broken { line, .. } => format!("{line} broken"),
                Found::Lost { line, .. } => format!("{line} lost"),
                Found::Failed(e) => e.to_string(),
                Found::End => return out,
            });
        }
    }

    #[test]
    fn cells_may_hold_delimiters_quotes_and_line_ends_when_quoted() {
        assert_eq!(
            all(b"a,\"b,\"\"c\"\"\nd\",e\r\n\r\nf,3\" pipe,\n", None),
            ["1:a|b,\"c\"\nd|e", "4:f|3\" pipe|"]
        );
        assert_eq!(all(b"x,", None), ["1:x|"]);
        assert_eq!(all(b"", None), [""; 0]);
    }

    #[test]
    fn a_forgotten_quotation_mark_costs_one_row() {
        assert_eq!(all(b"a,\"b,c\nd,e,f\ng,\"h\",i\n", Some(3)), ["1 broken", "2:d|e|f", "3:g|h|i"]);
        assert_eq!(all(b"a,\"b\" c,d\ne,f,g\n", Some(3)), ["1 broken", "2:e|f|g"]);
    }

    #[test]
    fn a_quoted_cell_that_never_ends_does_not_fill_the_memory() {
        let mut text = b"a,\"b\n".to_vec();
        for _ in 0..400_000 {
            text.extend_from_slice(b"c,d,e\n");
        }
        let found = all(&text, Some(3));
        assert_eq!(found[0], "1 broken");
        assert_eq!(found.len(), 400_001);
        assert_eq!(found[400_000], "400001:c|d|e");
    }

    #[test]
    fn a_line_without_an_end_stops_the_reader() {
        assert_eq!(all(&vec![b'x'; 3 * MAX_ROW], Some(3)), ["1 lost"]);
    }

    #[test]
    fn a_file_of_nothing_but_opened_quotes_is_read_in_bounded_time() {
        let text = b"\"a\nb\"c\n".repeat(300_000);
        assert!(all(&text, Some(3)).len() > 1000);
    }
}
