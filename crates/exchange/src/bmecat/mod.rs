//! BMEcat 1.2 and 2005: the file as a whole.
//!
//! `T_NEW_CATALOG`, `T_UPDATE_PRODUCTS` and `T_UPDATE_PRICES`. A document type is not loaded (1.2 names one as a matter of
//! course); entities declared in the file are refused with an error and never expanded, and a text that uses
//! one is an error of its article. Broken XML ends the reading, since nothing behind it can be trusted.

mod article;
mod structure;
mod texts;
mod xml;

use std::collections::VecDeque;
use std::io;

use kontor_domain::{Language, Problem};

use self::article::Header;
use self::structure::Structure;
use self::xml::{Broken, Node, Token, Xml};
use crate::check::error;
use crate::seen::Seen;
use crate::{Bytes, Record};

/// The records of a BMEcat file.
pub(crate) struct BmeCatReader<F> {
    open: Option<F>,
    reading: Option<Reading>,
    waiting: VecDeque<Record>,
}

struct Reading {
    xml: Xml,
    header: Header,
    structure: Structure,
    seen: Seen,
    /// Price types that were warned about.
    left_out: Vec<String>,
    /// Has begun with `BMECAT`.
    begun: bool,
    transaction: bool,
}

impl<F: Fn() -> io::Result<Bytes>> BmeCatReader<F> {
    pub(crate) const fn new(open: F) -> Self {
        Self { open: Some(open), reading: None, waiting: VecDeque::new() }
    }

    fn stop(&mut self, line: u64, value: &str) {
        self.reading = None;
        self.waiting.push_back(Record::Wrong(vec![error(line, "", value, Problem::BadSyntax)]));
    }
}

impl<F: Fn() -> io::Result<Bytes>> Iterator for BmeCatReader<F> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if let Some(open) = self.open.take() {
            match begin(&open) {
                Ok(reading) => self.reading = Some(reading),
                Err(e) => self.stop(0, &e.to_string()),
            }
        }
        while self.waiting.is_empty() {
            let Some(reading) = &mut self.reading else { break };
            match reading.step(&mut self.waiting) {
                Ok(true) => {}
                Ok(false) => self.reading = None,
                Err(Broken { line, what }) => self.stop(line, &what),
            }
        }
        self.waiting.pop_front()
    }
}

fn begin<F: Fn() -> io::Result<Bytes>>(open: &F) -> io::Result<Reading> {
    let structure = Structure::read(&mut Xml::open(open()?)?);
    let header = Header { language: Language::De, currency: String::new(), prices_only: false };
    let xml = Xml::open(open()?)?;
    Ok(Reading {
        xml,
        header,
        structure,
        seen: Seen::default(),
        left_out: Vec::new(),
        begun: false,
        transaction: false,
    })
}

impl Reading {
    /// Goes on by one tag; `false` at the end.
    fn step(&mut self, out: &mut VecDeque<Record>) -> Result<bool, Broken> {
        match self.xml.next()? {
            Token::Eof if !self.transaction => {
                Err(Broken { line: self.xml.line(), what: "no BMEcat transaction".into() })
            }
            Token::Eof => Ok(false),
            Token::End => Ok(true),
            Token::Entities { line } => {
                out.push_back(Record::Wrong(vec![error(line, "DOCTYPE", "<!ENTITY", Problem::BadSyntax)]));
                Ok(true)
            }
            Token::Start(node) => self.element(node, out).map(|()| true),
        }
    }

    fn element(&mut self, node: Node, out: &mut VecDeque<Record>) -> Result<(), Broken> {
        if !self.begun && node.name != "BMECAT" {
            return Err(Broken { line: node.line, what: format!("{} instead of BMECAT", node.name) });
        }
        self.begun = true;
        match node.name.as_str() {
            "CATALOG" => {
                let catalog = self.xml.fill(node)?;
                self.header.language = texts::default_language(&catalog);
                self.header.currency =
                    catalog.child(&["CURRENCY"]).map(|n| n.text.trim().to_owned()).unwrap_or_default();
            }
            "T_NEW_CATALOG" | "T_UPDATE_PRODUCTS" => self.transaction = true,
            "T_UPDATE_PRICES" => {
                self.transaction = true;
                self.header.prices_only = true;
            }
            "ARTICLE" | "PRODUCT" => {
                let node = self.xml.fill(node)?;
                match article::read(&node, &self.header, &self.structure, &mut self.seen) {
                    Err(errors) => out.push_back(Record::Wrong(errors.into_list())),
                    Ok(read) => {
                        out.push_back(Record::Article(Box::new(read.row)));
                        for (line, kind) in read.left_out {
                            if !self.left_out.contains(&kind) && self.left_out.len() < 20 {
                                out.push_back(Record::Warning(error(
                                    line,
                                    "price_type",
                                    &kind,
                                    Problem::NotACode,
                                )));
                                self.left_out.push(kind);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}
