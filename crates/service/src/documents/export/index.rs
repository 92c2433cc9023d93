//! What an export says of its files: for people with a spreadsheet, and for programs.

use kontor_domain::documents::{DocumentSummary, DocumentVersion};
use serde::Serialize;

/// What is said of a file.
#[derive(Serialize)]
pub(super) struct Line {
    document: String,
    version: u32,
    title: String,
    kind: &'static str,
    company: String,
    company_name: String,
    case: String,
    machine: String,
    unit: String,
    dated: String,
    kept_until: String,
    held: bool,
    file: String,
    media_type: &'static str,
    bytes: u64,
    sha256: String,
    filed_at: String,
    filed_by: String,
    path: String,
    damaged: bool,
}

impl Line {
    pub fn new(head: &DocumentSummary, version: &DocumentVersion, path: String, damaged: bool) -> Self {
        Self {
            document: head.id.to_string(),
            version: version.number,
            title: head.title.clone(),
            kind: head.kind.code(),
            company: head.company.as_ref().map(ToString::to_string).unwrap_or_default(),
            company_name: head.company_name.clone(),
            case: head.case.as_ref().map(ToString::to_string).unwrap_or_default(),
            machine: head.machine.clone(),
            unit: head.unit.clone(),
            dated: version.dated.to_string(),
            kept_until: head.until.to_string(),
            held: head.held,
            file: version.file.clone(),
            media_type: version.media.media_type(),
            bytes: version.bytes,
            sha256: version.hash.clone(),
            filed_at: version.at.to_string(),
            filed_by: version.who.clone(),
            path,
            damaged,
        }
    }

    /// A spreadsheet computes what begins with these characters; what people typed is no formula.
    fn harmless(&self) -> Self {
        let plain = |text: &str| {
            if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                format!("'{text}")
            } else {
                text.to_owned()
            }
        };
        Self {
            document: self.document.clone(),
            title: plain(&self.title),
            company: plain(&self.company),
            company_name: plain(&self.company_name),
            case: self.case.clone(),
            machine: plain(&self.machine),
            unit: plain(&self.unit),
            dated: self.dated.clone(),
            kept_until: self.kept_until.clone(),
            file: plain(&self.file),
            sha256: self.sha256.clone(),
            filed_at: self.filed_at.clone(),
            filed_by: plain(&self.filed_by),
            path: self.path.clone(),
            ..*self
        }
    }
}

/// Both files, while they grow.
pub(super) struct Index {
    csv: csv::Writer<Vec<u8>>,
    json: Vec<u8>,
}

impl Default for Index {
    fn default() -> Self {
        // Spreadsheets in German take semicolons, and UTF-8 with its mark.
        let csv = csv::WriterBuilder::new().delimiter(b';').from_writer(b"\xef\xbb\xbf".to_vec());
        Self { csv, json: b"[".to_vec() }
    }
}

impl Index {
    pub fn add(&mut self, line: Line) -> Result<(), csv::Error> {
        if self.json.len() > 1 {
            self.json.extend_from_slice(b",\n");
        }
        let json = serde_json::to_vec(&line).map_err(std::io::Error::other)?;
        self.json.extend_from_slice(&json);
        self.csv.serialize(line.harmless())
    }

    /// CSV and JSON.
    pub fn files(mut self) -> Result<(Vec<u8>, Vec<u8>), csv::Error> {
        self.json.extend_from_slice(b"]\n");
        let csv = self.csv.into_inner().map_err(|e| std::io::Error::other(e.to_string()))?;
        Ok((csv, self.json))
    }
}
