//! Reading XML element by element with bounded memory: no document type is loaded, no entity is
//! expanded, no element, depth or article can grow without end.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};

use crate::Bytes;
use crate::decode::{self, Transcode};

/// One tag, text or comment.
const MAX_EVENT: usize = 1024 * 1024;
/// One article, group or map with everything in it.
const MAX_NODE: usize = 4 * 1024 * 1024;
const MAX_NESTING: usize = 64;

/// Why reading stops: where and what.
#[derive(Debug)]
pub(super) struct Broken {
    pub line: u64,
    pub what: String,
}

/// What stands next in the file.
pub(super) enum Token {
    /// An element begins: its local name and its line.
    Start(Node),
    /// The innermost open element ends.
    End,
    /// A document type with entities of its own: none of them is expanded.
    Entities {
        line: u64,
    },
    Eof,
}

/// An element with everything in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub name: String,
    pub line: u64,
    attributes: Vec<(String, String)>,
    pub text: String,
    /// Its text holds an entity nobody knows; `&name;` stands in the text.
    pub unknown_entity: bool,
    pub children: Vec<Node>,
    /// `<name/>`: no end follows.
    empty: bool,
}

impl Node {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The children of one of these names.
    pub(super) fn all<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(|c| names.contains(&c.name.as_str()))
    }

    pub(super) fn child(&self, names: &[&str]) -> Option<&Self> {
        self.children.iter().find(|c| names.contains(&c.name.as_str()))
    }

    /// The first element of one of these names at any depth.
    pub(super) fn find(&self, names: &[&str]) -> Option<&Self> {
        self.children
            .iter()
            .find_map(|c| if names.contains(&c.name.as_str()) { Some(c) } else { c.find(names) })
    }
}

/// Counts lines and stops what does not end.
struct Bounded {
    input: BufReader<Bytes>,
    line: u64,
    taken: usize,
}

impl Read for Bounded {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = buf.len().min(available.len());
        buf[..n].copy_from_slice(&available[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Bounded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > MAX_EVENT {
            return Err(io::Error::other("more than 1 MiB without an end"));
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let newlines = self.input.buffer().iter().take(amount).filter(|b| **b == b'\n').count();
        self.line += newlines as u64;
        self.taken += amount;
        self.input.consume(amount);
    }
}

/// A file being read.
pub(super) struct Xml {
    reader: Reader<Bounded>,
    buffer: Vec<u8>,
    depth: usize,
}

impl Xml {
    /// Opens in the encoding of the byte order mark or the XML declaration; UTF-8 without either (XML 1.0, 4.3.3).
    pub(super) fn open(input: Bytes) -> io::Result<Self> {
        let (head, input) = decode::head(input)?;
        let encoding = match decode::byte_order_mark(&head) {
            Some((encoding, _)) => encoding,
            None => declared(&head),
        };
        let input: Bytes = if encoding == UTF_8 { input } else { Box::new(Transcode::new(input, encoding)) };
        let bounded = Bounded { input: BufReader::with_capacity(64 * 1024, input), line: 1, taken: 0 };
        Ok(Self { reader: Reader::from_reader(bounded), buffer: Vec::new(), depth: 0 })
    }

    pub(super) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    fn broken(&self, what: impl Into<String>) -> Broken {
        Broken { line: self.line(), what: what.into() }
    }

    /// Goes to the next tag; text between is left out.
    pub(super) fn next(&mut self) -> Result<Token, Broken> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().taken = 0;
            let line = self.line();
            let event = self.reader.read_event_into(&mut self.buffer);
            let token = match event {
                Err(e) => return Err(Broken { line: self.reader.get_ref().line, what: e.to_string() }),
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    Token::Start(node(&tag, line, false))
                }
                Ok(Event::Empty(tag)) => Token::Start(node(&tag, line, true)),
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Ok(Event::DocType(text)) if text.windows(8).any(|w| w.eq_ignore_ascii_case(b"<!ENTITY")) => {
                    Token::Entities { line }
                }
                Ok(Event::Eof) if self.depth > 0 => {
                    return Err(self.broken("the file ends within an element"));
                }
                Ok(Event::Eof) => Token::Eof,
                Ok(_) => continue,
            };
            if self.depth > MAX_NESTING {
                return Err(self.broken("elements are nested too deeply"));
            }
            return Ok(token);
        }
    }

    /// Reads everything in an element that has just begun.
    pub(super) fn fill(&mut self, mut root: Node) -> Result<Node, Broken> {
        if root.empty {
            return Ok(root);
        }
        let first = root.line;
        let mut size = 0usize;
        let mut open: Vec<Node> = Vec::new();
        loop {
            self.buffer.clear();
            self.reader.get_mut().taken = 0;
            let line = self.line();
            let event = self.reader.read_event_into(&mut self.buffer);
            size += 64 + self.reader.get_ref().taken;
            let current = open.last_mut().unwrap_or(&mut root);
            match event {
                Err(e) => return Err(Broken { line: self.reader.get_ref().line, what: e.to_string() }),
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    open.push(node(&tag, line, false));
                }
                Ok(Event::Empty(tag)) => current.children.push(node(&tag, line, true)),
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    let Some(done) = open.pop() else { return Ok(root) };
                    open.last_mut().unwrap_or(&mut root).children.push(done);
                }
                Ok(Event::Text(text)) => current.text.push_str(&String::from_utf8_lossy(&text)),
                Ok(Event::CData(text)) => current.text.push_str(&String::from_utf8_lossy(&text)),
                Ok(Event::GeneralRef(reference)) => {
                    let name = String::from_utf8_lossy(&reference).into_owned();
                    if let Ok(Some(c)) = reference.resolve_char_ref() {
                        current.text.push(c);
                    } else {
                        let known = escape::resolve_predefined_entity(&name);
                        current.unknown_entity |= known.is_none();
                        current.text.extend(known.map_or_else(|| ["&", &name, ";"], |text| [text, "", ""]));
                    }
                }
                Ok(Event::Eof) => return Err(self.broken("the file ends within an element")),
                Ok(_) => {}
            }
            if self.depth > MAX_NESTING {
                return Err(self.broken("elements are nested too deeply"));
            }
            if size > MAX_NODE {
                return Err(Broken { line: first, what: format!("{} is larger than 4 MiB", root.name) });
            }
        }
    }
}

fn node(tag: &BytesStart<'_>, line: u64, empty: bool) -> Node {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let attributes = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .take(32)
        .map(|a| {
            let raw = text(&a.value);
            let value = escape::unescape(&raw).map_or_else(|_| raw.clone(), std::borrow::Cow::into_owned);
            (text(a.key.local_name().as_ref()), value)
        })
        .collect();
    Node { name: text(tag.local_name().as_ref()), line, attributes, empty, ..Node::default() }
}

/// The encoding that `<?xml ... encoding="..."?>` names; its letters are ASCII in all encodings without a mark.
fn declared(head: &[u8]) -> &'static Encoding {
    let start = String::from_utf8_lossy(&head[..head.len().min(300)]).into_owned();
    let declaration = start.split("?>").next().unwrap_or_default();
    let label = declaration
        .split_once("encoding")
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .and_then(|label| Encoding::for_label(label.as_bytes()));
    match label {
        // Without a byte order mark a file that can be read thus far is not UTF-16, whatever it says.
        Some(e) if e == encoding_rs::UTF_16LE || e == encoding_rs::UTF_16BE => UTF_8,
        Some(e) => e,
        None => UTF_8,
    }
}
