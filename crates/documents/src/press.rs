//! The Typst compiler, with our fonts and templates and nothing else of the world.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::DateTime;
use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use unicode_normalization::UnicodeNormalization as _;

use crate::report::{Attached, Photo, Relation, Report};
use crate::{Letter, photo};

/// IBM Plex under another name, since only part of its characters is in it (SIL Open Font License, `fonts/OFL.txt`).
const FONTS: [&[u8]; 5] = [
    include_bytes!("../fonts/KontorSans-Regular.ttf"),
    include_bytes!("../fonts/KontorSans-SemiBold.ttf"),
    include_bytes!("../fonts/KontorSans-Italic.ttf"),
    include_bytes!("../fonts/KontorMono-Regular.ttf"),
    include_bytes!("../fonts/KontorMono-SemiBold.ttf"),
];
const LETTER: &str = include_str!("../templates/letter.typ");
const REPORT: &str = include_str!("../templates/report.typ");
/// So many compilations later what was remembered of one is forgotten.
const REMEMBERED: usize = 8;

/// Why there is no document. It is never the text: whatever somebody wrote can be set.
#[derive(Debug, thiserror::Error)]
#[error("typst: {0}")]
pub struct DocumentError(String);

impl DocumentError {
    fn of(found: &[SourceDiagnostic]) -> Self {
        Self(found.iter().map(|d| d.message.as_str()).collect::<Vec<_>>().join("; "))
    }
}

/// A PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub bytes: Vec<u8>,
    pub pages: u32,
}

/// Sets a letter. Takes some milliseconds of a core: not for a thread that answers others.
///
/// # Errors
/// [`DocumentError`] when a template is wrong.
pub fn letter(letter: &Letter) -> Result<Vec<u8>, DocumentError> {
    let mut data = serde_json::to_value(letter).map_err(|e| DocumentError(e.to_string()))?;
    printable(&mut data);
    // A drawing is no text.
    data["code"] = serde_json::to_value(&letter.code).map_err(|e| DocumentError(e.to_string()))?;
    print(Sheet::new(LETTER, data.to_string().into_bytes()), letter.made).map(|printed| printed.bytes)
}

/// Sets a filled-in form with its photos, and puts its files into it. A photo that cannot be read is told in its place. Takes some
/// milliseconds of a core, and more for each photo: not for a thread that answers others.
///
/// # Errors
/// [`DocumentError`] when a template or a drawing is wrong.
pub fn report(report: &Report, photos: &[Photo]) -> Result<Printed, DocumentError> {
    let mut files = HashMap::new();
    let mut data = serde_json::to_value(report).map_err(|e| DocumentError(e.to_string()))?;
    let shown = photos.iter().enumerate().map(|(n, photo)| {
        let name = photo::for_paper(&photo.bytes).map(|jpeg| {
            let name = format!("photo-{n}.jpg");
            files.insert(file(&name), Bytes::new(jpeg));
            name
        });
        json!({ "file": name, "alt": photo.alt })
    });
    data["photos"] = shown.collect();
    // The only words of our own: what is wrong here nobody knew before.
    let german = report.language == "de";
    let unreadable = if german { "Foto nicht lesbar" } else { "This photo cannot be read" };
    data["unreadable"] = unreadable.into();
    data["attached"] =
        report.attached.iter().enumerate().map(|(n, of)| attached(n, of, &mut files)).collect();
    printable(&mut data);
    // Drawings are no text.
    for (shown, signature) in data["signatures"].as_array_mut().into_iter().flatten().zip(&report.signatures)
    {
        shown["drawing"] = json!(signature.drawing);
    }
    if let Some(audit) = &report.audit {
        data["audit"]["code"] = json!(audit.code);
    }
    let sheet = Sheet { files, ..Sheet::new(REPORT, data.to_string().into_bytes()) };
    print(sheet, report.made)
}

fn attached(n: usize, of: &Attached, files: &mut HashMap<FileId, Bytes>) -> Value {
    let name = format!("attached-{n}");
    files.insert(file(&name), Bytes::new(of.bytes.clone()));
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let called: String = of.name.chars().map(|c| if plain(c) { c } else { '-' }).collect();
    let relation = match of.relation {
        Relation::Data => "data",
        Relation::Source => "source",
    };
    json!({ "file": name, "name": called, "media_type": of.media_type, "about": of.about, "relation": relation })
}

/// In the place of what our fonts do not have: PDF/A allows no character without a shape (ISO 19005-3, 6.2.11.8).
const UNKNOWN: char = '\u{fffd}';

/// Makes every text one that can be set. Accents that come apart are put together first, as some systems write them.
fn printable(data: &mut Value) {
    match data {
        Value::String(text) => *text = text.nfc().filter(|c| !invisible(*c)).map(known).collect(),
        Value::Array(of) => of.iter_mut().for_each(printable),
        Value::Object(of) => of.values_mut().for_each(printable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn known(c: char) -> char {
    let has = |font: &Font| font.info().coverage.contains(c.into());
    match c {
        '\n' => c,
        '\t' => ' ',
        c if PRESS.fonts.iter().all(has) => c,
        _ => UNKNOWN,
    }
}

/// Marks that steer other text and have no shape of their own: some turn the direction of what follows.
const fn invisible(c: char) -> bool {
    matches!(c, '\r' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// What all compilations share.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|data| Font::iter(Bytes::new(*data))).collect();
    // Without its fonts a document would be empty, and nobody would be told.
    assert_eq!(fonts.len(), FONTS.len(), "a font of the house cannot be read");
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});
static MAIN: LazyLock<FileId> = LazyLock::new(|| file("main.typ"));
static DATA: LazyLock<FileId> = LazyLock::new(|| file("data.json"));

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One document: a template, its data and its photos. No other file, no package and no clock is within reach.
struct Sheet {
    main: Source,
    data: Bytes,
    /// Photos and what is attached.
    files: HashMap<FileId, Bytes>,
}

impl Sheet {
    fn new(template: &str, data: Vec<u8>) -> Self {
        let main = Source::new(*MAIN, template.to_owned());
        Self { main, data: Bytes::new(data), files: HashMap::new() }
    }
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        *MAIN
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *MAIN { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            return Ok(self.data.clone());
        }
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn print(sheet: Sheet, made: DateTime) -> Result<Printed, DocumentError> {
    let compiled = typst::compile::<PagedDocument>(&sheet);
    typst::comemo::evict(REMEMBERED);
    // The templates are ours: what Typst only warns of (a font that is not there) is a fault of theirs.
    if !compiled.warnings.is_empty() {
        return Err(DocumentError::of(&compiled.warnings));
    }
    let document = compiled.output.map_err(|e| DocumentError::of(&e))?;
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("Kontor".into())),
        timestamp: stamp(made).map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::A_3b])
            .map_err(|e| DocumentError(e.message().to_string()))?,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|e| DocumentError::of(&e))?;
    Ok(Printed { bytes, pages: u32::try_from(document.pages().len()).unwrap_or(u32::MAX) })
}

fn stamp(at: DateTime) -> Option<Datetime> {
    let small = |n: i8| u8::try_from(n).unwrap_or_default();
    Datetime::from_ymd_hms(
        at.year().into(),
        small(at.month()),
        small(at.day()),
        small(at.hour()),
        small(at.minute()),
        small(at.second()),
    )
}
