//! The objects of a PDF (ISO 32000-1, 7.3): read strictly, written plainly.

use std::collections::HashSet;
use std::ops::Range;

use super::PdfError;
use crate::hex;

/// So deep arrays and dictionaries lie in one another at most; real files stay far below.
const DEPTH: usize = 64;
/// So many values one object has at most: a number of two bytes in the file takes fifty in memory.
const VALUES: usize = 500_000;

/// Number and generation of an indirect object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ref(pub u32, pub u16);

#[derive(Clone, Debug)]
pub(crate) enum Object {
    Null,
    Bool(bool),
    Integer(i64),
    /// As it is written: nothing is lost when it is written again.
    Real(Vec<u8>),
    Name(Vec<u8>),
    Text {
        value: Vec<u8>,
        /// Where it stands with its delimiters in the bytes it was read from.
        at: Range<usize>,
    },
    Array(Vec<Object>),
    Dict(Dict),
    /// The data is a range of the file.
    Stream(Dict, Range<usize>),
    Ref(Ref),
}

/// Entries in the order of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dict(pub Vec<(Vec<u8>, Object)>);

impl Dict {
    pub fn get(&self, key: &str) -> &Object {
        self.0.iter().find(|(k, _)| k == key.as_bytes()).map_or(&Object::Null, |(_, v)| v)
    }

    pub fn set(&mut self, key: &str, value: Object) {
        match self.0.iter_mut().find(|(k, _)| k == key.as_bytes()) {
            Some((_, old)) => *old = value,
            None => self.0.push((key.as_bytes().to_vec(), value)),
        }
    }

    pub fn is(&self, key: &str, name: &str) -> bool {
        matches!(self.get(key), Object::Name(n) if n == name.as_bytes())
    }
}

impl Object {
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    pub const fn integer(&self) -> Option<i64> {
        if let Self::Integer(n) = self { Some(*n) } else { None }
    }

    pub fn index(&self) -> Option<usize> {
        self.integer().and_then(|n| usize::try_from(n).ok())
    }

    /// The dictionary, also that of a stream.
    pub const fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(d) | Self::Stream(d, _) => Some(d),
            _ => None,
        }
    }

    pub fn array(&self) -> Option<&[Self]> {
        if let Self::Array(a) = self { Some(a) } else { None }
    }

    /// A text string (7.9.2.2) for people.
    pub fn text(&self) -> Option<String> {
        let Self::Text { value, .. } = self else { return None };
        Some(match value.as_slice() {
            [0xfe, 0xff, wide @ ..] => {
                let units =
                    wide.chunks(2).map(|c| u16::from_be_bytes([c[0], c.get(1).copied().unwrap_or(0)]));
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            [0xef, 0xbb, 0xbf, utf8 @ ..] => String::from_utf8_lossy(utf8).into_owned(),
            // PDFDocEncoding is Latin-1 where people write.
            plain => plain.iter().map(|b| char::from(*b)).collect(),
        })
    }

    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend(b"null"),
            Self::Bool(yes) => out.extend(yes.to_string().bytes()),
            Self::Integer(n) => out.extend(n.to_string().bytes()),
            Self::Real(as_written) => out.extend(as_written),
            Self::Name(name) => write_name(name, out),
            Self::Text { value, .. } => write_text(value, out),
            Self::Array(of) => {
                out.push(b'[');
                for (n, object) in of.iter().enumerate() {
                    if n > 0 {
                        out.push(b' ');
                    }
                    object.write(out);
                }
                out.push(b']');
            }
            Self::Dict(dict) | Self::Stream(dict, _) => dict.write(out),
            Self::Ref(Ref(number, generation)) => out.extend(format!("{number} {generation} R").bytes()),
        }
    }
}

impl Dict {
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(b"<<");
        for (key, value) in &self.0 {
            write_name(key, out);
            out.push(b' ');
            value.write(out);
            out.push(b'\n');
        }
        out.extend(b">>");
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for b in name {
        if b.is_ascii_graphic() && *b != b'#' && !delimiter(*b) {
            out.push(*b);
        } else {
            out.extend(format!("#{b:02X}").bytes());
        }
    }
}

/// Printable ASCII as it is, everything else in hexadecimal.
fn write_text(value: &[u8], out: &mut Vec<u8>) {
    if value.iter().all(|b| (b' '..=b'~').contains(b)) {
        out.push(b'(');
        for b in value {
            if matches!(b, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(*b);
        }
        out.push(b')');
    } else {
        out.push(b'<');
        out.extend(hex(value).bytes());
        out.push(b'>');
    }
}

/// A text string (7.9.2.2): ASCII as it is, everything else as UTF-16 with its mark.
pub(crate) fn text(text: &str) -> Object {
    let value = if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        text.as_bytes().to_vec()
    } else {
        [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect()
    };
    Object::Text { value, at: 0..0 }
}

pub(crate) const fn space(b: u8) -> bool {
    matches!(b, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

const fn delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Reads objects one after the other.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    data: &'a [u8],
    pub at: usize,
    /// So many values may still come.
    left: usize,
}

type Read<T> = Result<T, PdfError>;

impl<'a> Reader<'a> {
    pub const fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at, left: VALUES }
    }

    fn broken<T>(&self, what: &'static str) -> Read<T> {
        Err(PdfError::Broken { at: self.at, what })
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    pub fn skip(&mut self) {
        while let Some(b) = self.peek() {
            if b == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if space(b) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Takes the word when it stands here.
    pub fn word(&mut self, word: &str) -> bool {
        self.skip();
        let here = self.rest();
        let ends = here.get(word.len()).is_none_or(|b| space(*b) || delimiter(*b));
        let found = ends && here.starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    pub fn number(&mut self) -> Read<usize> {
        self.skip();
        let digits = self.rest().iter().take_while(|b| b.is_ascii_digit()).count();
        let number = str::from_utf8(&self.rest()[..digits]).ok().and_then(|d| d.parse().ok());
        match number {
            Some(n) => {
                self.at += digits;
                Ok(n)
            }
            None => self.broken("a number is missing"),
        }
    }

    /// `12 0 obj`
    pub fn head(&mut self) -> Read<Ref> {
        let start = self.at;
        let head = (|| {
            let number = u32::try_from(self.number()?).ok();
            let generation = u16::try_from(self.number()?).ok();
            Ok(number.zip(generation).filter(|_| self.word("obj")))
        })();
        match head {
            Ok(Some((number, generation))) => Ok(Ref(number, generation)),
            Ok(None) | Err(PdfError::Broken { .. }) => {
                self.at = start;
                self.broken("no object begins here")
            }
            Err(other) => Err(other),
        }
    }

    pub fn object(&mut self) -> Read<Object> {
        self.nested(DEPTH)
    }

    fn nested(&mut self, depth: usize) -> Read<Object> {
        let Some(depth) = depth.checked_sub(1) else {
            return self.broken("objects lie too deep in one another");
        };
        self.left = self.left.checked_sub(1).ok_or(PdfError::TooLarge)?;
        self.skip();
        match (self.peek(), self.rest().get(1)) {
            (Some(b'<'), Some(b'<')) => self.dict(depth).map(Object::Dict),
            (Some(b'<'), _) => self.hexadecimal(),
            (Some(b'('), _) => self.literal(),
            (Some(b'/'), _) => self.name().map(Object::Name),
            (Some(b'['), _) => {
                self.at += 1;
                let mut of = Vec::new();
                loop {
                    self.skip();
                    if self.peek() == Some(b']') {
                        self.at += 1;
                        return Ok(Object::Array(of));
                    }
                    of.push(self.nested(depth)?);
                }
            }
            (Some(b'0'..=b'9' | b'+' | b'-' | b'.'), _) => self.numeric(),
            _ if self.word("true") => Ok(Object::Bool(true)),
            _ if self.word("false") => Ok(Object::Bool(false)),
            _ if self.word("null") => Ok(Object::Null),
            _ => self.broken("no object stands here"),
        }
    }

    fn dict(&mut self, depth: usize) -> Read<Dict> {
        self.at += 2;
        let (mut dict, mut keys) = (Dict::default(), HashSet::new());
        loop {
            self.skip();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Ok(dict);
            }
            if self.peek() != Some(b'/') {
                return self.broken("a key of a dictionary is missing");
            }
            let key = self.name()?;
            // Readers disagree which of two counts: one of the ways to show one thing and sign another.
            if !keys.insert(key.clone()) {
                return self.broken("a dictionary has a key twice");
            }
            let value = self.nested(depth)?;
            dict.0.push((key, value));
        }
    }

    fn name(&mut self) -> Read<Vec<u8>> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(b) = self.peek().filter(|b| !space(*b) && !delimiter(*b)) {
            self.at += 1;
            if b == b'#' {
                let pair =
                    self.rest().get(..2).and_then(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?));
                let Some(value) = pair else { return self.broken("a name has a wrong escape") };
                self.at += 2;
                name.push(value);
            } else {
                name.push(b);
            }
        }
        Ok(name)
    }

    fn numeric(&mut self) -> Read<Object> {
        if let Some(found) = self.reference() {
            return Ok(Object::Ref(found));
        }
        let length = self.rest().iter().take_while(|b| b.is_ascii_digit() || b"+-.".contains(b)).count();
        let as_written = &self.rest()[..length];
        let object = match str::from_utf8(as_written).ok().map(|t| (t.parse(), t.parse::<f64>())) {
            Some((Ok(n), _)) => Object::Integer(n),
            Some((_, Ok(_))) => Object::Real(as_written.to_vec()),
            _ => return self.broken("a number is wrong"),
        };
        self.at += length;
        Ok(object)
    }

    /// `12 0 R`
    fn reference(&mut self) -> Option<Ref> {
        let mut ahead = self.clone();
        let number = u32::try_from(ahead.number().ok()?).ok()?;
        let generation = u16::try_from(ahead.number().ok()?).ok()?;
        ahead.word("R").then(|| {
            self.at = ahead.at;
            Ref(number, generation)
        })
    }

    fn hexadecimal(&mut self) -> Read<Object> {
        let start = self.at;
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            match self.peek() {
                Some(b'>') => break,
                Some(b) if space(b) => {}
                Some(b) => match nibble(b) {
                    Some(n) => digits.push(n),
                    None => return self.broken("a string has a wrong digit"),
                },
                None => return self.broken("a string has no end"),
            }
            self.at += 1;
        }
        self.at += 1;
        let value = digits.chunks(2).map(|d| d[0] << 4 | d.get(1).copied().unwrap_or(0)).collect();
        Ok(Object::Text { value, at: start..self.at })
    }

    fn literal(&mut self) -> Read<Object> {
        let start = self.at;
        self.at += 1;
        let mut value = Vec::new();
        let mut open = 1;
        loop {
            let Some(b) = self.peek() else { return self.broken("a string has no end") };
            self.at += 1;
            match b {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut value);
                    continue;
                }
                // An end of line is one line feed, whatever stands there.
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    value.push(b'\n');
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(Object::Text { value, at: start..self.at });
            }
            value.push(b);
        }
    }

    fn escape(&mut self, value: &mut Vec<u8>) {
        let Some(b) = self.peek() else { return };
        self.at += 1;
        match b {
            b'n' => value.push(b'\n'),
            b'r' => value.push(b'\r'),
            b't' => value.push(b'\t'),
            b'b' => value.push(8),
            b'f' => value.push(0x0c),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(b - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|d| (b'0'..=b'7').contains(d)) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                value.push(code.to_le_bytes()[0]);
            }
            other => value.push(other),
        }
    }
}

fn nibble(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).and_then(|n| u8::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(written: &str) -> String {
        let mut out = Vec::new();
        Reader::new(written.as_bytes(), 0).object().unwrap().write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_read_is_written_with_the_same_meaning() {
        assert_eq!(again("[1 -2 .5 +7.25 true null 3 0 R/A#20b]"), "[1 -2 .5 +7.25 true null 3 0 R /A#20b]");
        assert_eq!(again("<</A(x\\(y\\)\\\\)/B<4 1>>>"), "<</A (x\\(y\\)\\\\)\n/B (A)\n>>");
        assert_eq!(again("(a(b)c\\101\\\n\\0)"), "<6128622963410>".replace("410>", "4100>"));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for wrong in ["<</A 1/A 2>>", "<</A", "[1", "(a", "<4g>", "hello", "--", "<<1 2>>", "/a#zz", ""] {
            assert!(
                matches!(Reader::new(wrong.as_bytes(), 0).object(), Err(PdfError::Broken { .. })),
                "{wrong}"
            );
        }
        let deep = "[".repeat(100_000);
        assert!(Reader::new(deep.as_bytes(), 0).object().is_err());
        assert!(Reader::new(b"", usize::MAX).object().is_err());
    }

    #[test]
    fn one_object_takes_neither_time_nor_memory_without_end() {
        let begun = std::time::Instant::now();
        let keys = (0..200_000).fold(String::from("<<"), |all, n| all + &format!("/K{n} 1")) + ">>";
        assert!(Reader::new(keys.as_bytes(), 0).object().is_ok());
        assert!(begun.elapsed().as_secs() < 10, "keys are compared one by one");
        let many = format!("[{}]", "1 ".repeat(VALUES));
        assert_eq!(Reader::new(many.as_bytes(), 0).object().unwrap_err(), PdfError::TooLarge);
    }

    #[test]
    fn text_that_is_no_ascii_is_utf16_and_comes_back() {
        for original in ["Freigabe", "Größe ✓ 🔏", "(a)"] {
            let mut out = Vec::new();
            text(original).write(&mut out);
            assert_eq!(Reader::new(&out, 0).object().unwrap().text().unwrap(), original);
        }
    }
}
