//! What a business letter with positions consists of.

use jiff::civil::DateTime;
use serde::Serialize;

/// An offer, a data sheet, a confirmation: a letter after DIN 5008 form B, with as many pages as it needs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Letter {
    /// Code of the language (ISO 639-1), for hyphenation and for readers that speak.
    pub language: String,
    /// What it is, with its number: the heading and the title of the file.
    pub title: String,
    /// When it was made, UTC.
    #[serde(skip)]
    pub made: DateTime,
    pub parties: Parties,
    /// The block of facts beside the address: number, date, case, whom to ask.
    pub facts: Vec<Fact>,
    /// Paragraphs before the positions.
    pub opening: Vec<String>,
    pub columns: Columns,
    pub rows: Vec<Row>,
    pub sums: Vec<Amount>,
    /// Paragraphs after the sums.
    pub closing: Vec<String>,
    /// Lines at the foot of every page.
    pub foot: Vec<String>,
    /// "Page" in the reader's language, before "1 / 3".
    pub page: String,
    /// A picture (SVG) at the end of the facts, with what it says for those who do not see it: the code of the case.
    pub code: Option<(String, String)>,
}

/// Who writes to whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Parties {
    /// The sender's name, at the head of the first page.
    pub sender: String,
    /// The sender's address in one line, above the recipient's.
    pub sender_line: String,
    /// Name and postal address, one line each.
    pub recipient: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Fact {
    pub name: String,
    pub value: String,
}

impl Fact {
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// The headings of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Columns {
    pub position: String,
    pub text: String,
    pub quantity: String,
    pub price: String,
    pub amount: String,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Row {
    pub style: Style,
    pub position: String,
    /// Part or article number, in fixed width.
    pub number: String,
    pub name: String,
    /// Smaller lines below the name.
    pub details: Vec<String>,
    pub quantity: String,
    pub price: String,
    pub amount: String,
}

/// How a row is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    #[default]
    Position,
    /// Only `name`, across the table.
    Heading,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Amount {
    pub name: String,
    pub value: String,
    /// What has to be paid in the end.
    pub strong: bool,
}
