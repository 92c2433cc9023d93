//! What a filled-in form consists of on paper.

use jiff::civil::DateTime;
use serde::Serialize;

use crate::Fact;

/// A form that was filled in and perhaps signed: as many pages as it needs, and at its end a page that says how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// Code of the language (ISO 639-1).
    pub language: String,
    /// What it is: the heading and the title of the file.
    pub title: String,
    /// A line below it: machine and customer.
    pub subtitle: String,
    /// When it was made, UTC.
    #[serde(skip)]
    pub made: DateTime,
    /// Name of the house, at the head of every page.
    pub sender: String,
    /// The block of facts at the beginning.
    pub facts: Vec<Fact>,
    pub sections: Vec<ReportSection>,
    pub signatures: Vec<ReportSignature>,
    /// Heading of the signatures.
    pub signatures_title: String,
    /// The last page; none for what is shown before anybody has signed.
    pub audit: Option<Audit>,
    /// Lines at the foot of every page.
    pub foot: Vec<String>,
    /// "Page" in the reader's language, before "1 / 3".
    pub page: String,
    /// Files that go with it inside of the PDF (ISO 19005-3, 6.8).
    #[serde(skip)]
    pub attached: Vec<Attached>,
}

/// A heading with what stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReportSection {
    pub title: String,
    pub entries: Vec<Entry>,
}

/// One answer of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Entry {
    /// Words of the template, nothing that was answered.
    Note {
        text: String,
    },
    /// A short answer beside its name.
    Value {
        name: String,
        value: String,
    },
    /// A long one below it.
    Text {
        name: String,
        text: String,
    },
    /// A point of a checklist, with the word for how it was found, and whether that is bad.
    Check {
        name: String,
        mark: String,
        bad: bool,
        comment: String,
        photos: Vec<usize>,
    },
    Table {
        name: String,
        columns: Vec<TableColumn>,
        rows: Vec<Vec<String>>,
    },
    Photos {
        name: String,
        photos: Vec<usize>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TableColumn {
    pub name: String,
    /// Numbers stand right.
    pub right: bool,
}

/// Where somebody signed, or will.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReportSignature {
    /// What the field is called: "Customer".
    pub label: String,
    /// Empty while nobody is named.
    pub name: String,
    /// Below the name: when, and how.
    pub lines: Vec<String>,
    /// The drawing as SVG; none for one that was typed, or is still missing.
    #[serde(skip)]
    pub drawing: Option<String>,
    /// What was typed in place of a drawing.
    pub typed: String,
}

/// How a document came about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Audit {
    pub title: String,
    /// Paragraphs that say what this proves and what it does not.
    pub words: Vec<String>,
    pub facts: Vec<Fact>,
    /// Heading of the events.
    pub steps_title: String,
    pub steps: Vec<AuditStep>,
    /// A picture (SVG) that leads to the page which checks the document, with what it says for those who do not see it.
    #[serde(skip)]
    pub code: Option<(String, String)>,
    /// The address of that page, in words.
    pub address: String,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct AuditStep {
    pub at: String,
    pub what: String,
    /// Hash of the event in its log, shortened for reading.
    pub hash: String,
}

/// A photo of the report; [`Entry`] names it by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// JPEG, PNG or WebP.
    pub bytes: Vec<u8>,
    pub extension: &'static str,
    /// What it shows, for who does not see it.
    pub alt: String,
}

/// A file inside of the PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    pub name: String,
    pub media_type: &'static str,
    pub about: String,
    /// How it belongs to the document: `Data` for what it was made of, `Source` for what was shown.
    pub relation: Relation,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Data,
    Source,
}
