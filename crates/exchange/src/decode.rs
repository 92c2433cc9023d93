//! From the bytes of a file to letters.

use std::io::{self, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Bytes;

/// How much of a file is looked at before reading it.
pub(crate) const HEAD: usize = 64 * 1024;

/// Reads up to [`HEAD`] bytes and gives them back together with a reader that begins with them again.
pub(crate) fn head(mut reader: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(whole)))
}

/// The encoding that a byte order mark names, and the mark's length.
pub(crate) fn byte_order_mark(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(head)
}

/// Turns a reader of any encoding into one of UTF-8; what cannot be read becomes U+FFFD, which the rows' checks find.
pub(crate) struct Transcode {
    reader: Bytes,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    out: Vec<u8>,
    out_from: usize,
    ended: bool,
    finished: bool,
}

impl Transcode {
    pub(crate) fn new(reader: Bytes, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self {
            reader,
            decoder,
            raw: Vec::new(),
            raw_from: 0,
            out: Vec::new(),
            out_from: 0,
            ended: false,
            finished: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        const CHUNK: usize = 16 * 1024;
        while self.out_from == self.out.len() && !self.finished {
            if self.raw_from == self.raw.len() && !self.ended {
                self.raw.resize(CHUNK, 0);
                let read = match self.reader.read(&mut self.raw) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                    other => other?,
                };
                self.raw.truncate(read);
                self.raw_from = 0;
                self.ended = read == 0;
            }
            self.out.resize(CHUNK, 0);
            let source = &self.raw[self.raw_from..];
            let (result, read, written, _) = self.decoder.decode_to_utf8(source, &mut self.out, self.ended);
            self.raw_from += read;
            self.out.truncate(written);
            self.out_from = 0;
            self.finished = self.ended && result == encoding_rs::CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl Read for Transcode {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.refill()?;
        let n = buf.len().min(self.out.len() - self.out_from);
        buf[..n].copy_from_slice(&self.out[self.out_from..self.out_from + n]);
        self.out_from += n;
        Ok(n)
    }
}

/// How the cells of a CSV are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cells {
    Utf8,
    Windows1252,
    /// Only ASCII so far; the first other letter decides.
    Undecided,
}

impl Cells {
    /// Finds out the encoding by the beginning of a file (or by the first row that is not plain ASCII). Bytes that are not
    /// UTF-8 do not yet mean Windows-1252: a UTF-8 file with a broken byte still has more good umlauts than bad ones.
    pub(crate) fn detect(head: &[u8]) -> Self {
        if head.is_ascii() {
            return Self::Undecided;
        }
        let (mut good, mut bad) = (0usize, 0usize);
        let mut rest = head;
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    good += text.chars().filter(|c| !c.is_ascii()).count();
                    break;
                }
                Err(e) => {
                    let (valid, broken) = rest.split_at(e.valid_up_to());
                    good += valid.iter().filter(|b| **b >= 0xC0).count();
                    // The head may end within a letter.
                    let Some(length) = e.error_len() else { break };
                    bad += 1;
                    rest = &broken[length..];
                }
            }
        }
        if bad > good { Self::Windows1252 } else { Self::Utf8 }
    }

    /// The encoding that a byte order mark names; UTF-16 is transcoded to UTF-8 before.
    pub(crate) fn of_mark(encoding: &'static Encoding) -> Self {
        debug_assert!(encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE);
        Self::Utf8
    }
}

/// Windows-1252 never fails: every byte is a letter or a control character, which the checks refuse.
pub(crate) fn windows_1252(bytes: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_broken_byte_does_not_make_a_utf8_file_windows_1252() {
        assert_eq!(Cells::detect("Öl Größe".as_bytes()), Cells::Utf8);
        assert_eq!(Cells::detect(b"\xC3\x96l Gr\xC3\xB6\xC3\x9Fe \xF6"), Cells::Utf8);
        assert_eq!(Cells::detect(b"\xD6l Gr\xF6\xDFe"), Cells::Windows1252);
        assert_eq!(Cells::detect(b"Oel"), Cells::Undecided);
        assert_eq!(Cells::detect(b"\xC3\x96l \xC3"), Cells::Utf8);
    }

    #[test]
    fn utf_16_becomes_utf_8() {
        let text = "Größe ".repeat(9000);
        let bytes: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let mut out = String::new();
        Transcode::new(Box::new(Cursor::new(bytes)), UTF_16LE).read_to_string(&mut out).unwrap();
        assert_eq!(out, text);
    }
}
