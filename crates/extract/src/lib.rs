//! Text and preview pictures out of files that somebody sent in.
//!
//! It stands on its own: bytes go in, text or a JPEG comes out, nothing is read or written beside. What is asked for has limits
//! ([`Limits`]): beyond them the text ends, and a picture is refused.
//!
//! The libraries below are young, and files may be hostile. Their panics are caught here; what eats the stack or all memory cannot be
//! caught from within. So a server has a process of its own do this, with little memory and an end: [`work`] is the whole of such a
//! process.

mod office;
mod page_text;
mod pdf;
mod photo;
mod plain;
mod xml;

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use unicode_normalization::UnicodeNormalization as _;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    /// Plain text and tables.
    Text,
    Xml,
    /// Office files: a ZIP with XML in it.
    Office,
    /// JPEG, PNG and WebP.
    Photo,
}

/// What is wanted of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Its words, in UTF-8, as they follow each other on the pages.
    Text,
    /// Its first page as a JPEG that fits into a square of [`Limits::side`].
    Picture,
}

/// Where reading ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Larger files are refused, in bytes.
    pub file: usize,
    /// Of a longer document so many pages are read.
    pub pages: usize,
    /// So much text, in bytes.
    pub text: usize,
    /// So long; asked between two things that are drawn.
    pub time: Duration,
    /// Pictures with more pixels are refused.
    pub pixels: u64,
    /// A preview is at most so wide and high, in pixels.
    pub side: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 64 << 20,
            pages: 500,
            text: 1 << 20,
            time: Duration::from_secs(10),
            pixels: 60_000_000,
            side: 640,
        }
    }
}

/// Why a file gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the file cannot be read")]
    Broken,
    #[error("the file is larger than what is read")]
    TooLarge,
    #[error("reading the file takes too long")]
    TooLong,
    #[error("files of this kind have none")]
    None,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Pdf, Self::Text, Self::Xml, Self::Office, Self::Photo];

    /// Its name on a command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Text => "text",
            Self::Xml => "xml",
            Self::Office => "office",
            Self::Photo => "photo",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Wanted {
    /// Its name on a command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Picture => "picture",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Text, Self::Picture].into_iter().find(|wanted| wanted.code() == code)
    }

    /// Do files of this kind have it?
    #[must_use]
    pub const fn is_in(self, kind: Kind) -> bool {
        match self {
            Self::Text => !matches!(kind, Kind::Photo),
            Self::Picture => matches!(kind, Kind::Pdf | Kind::Photo),
        }
    }
}

/// Reads a file.
///
/// # Errors
/// [`Unreadable`]; a text beyond the limits is none, it ends there.
pub fn read(wanted: Wanted, kind: Kind, bytes: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    if bytes.len() > limits.file {
        return Err(Unreadable::TooLarge);
    }
    let reading = || match (wanted, kind) {
        (Wanted::Text, Kind::Pdf) => pdf::text(bytes, limits).map(into_bytes),
        (Wanted::Text, Kind::Text) => Ok(into_bytes(plain::text(&bytes, limits))),
        (Wanted::Text, Kind::Xml) => Ok(into_bytes(xml::text(&bytes, limits))),
        (Wanted::Text, Kind::Office) => office::text(&bytes, limits).map(into_bytes),
        (Wanted::Picture, Kind::Pdf) => pdf::picture(bytes, limits),
        (Wanted::Picture, Kind::Photo) => photo::picture(&bytes, limits),
        (Wanted::Text, Kind::Photo) | (Wanted::Picture, _) => Err(Unreadable::None),
    };
    catch_unwind(AssertUnwindSafe(reading)).unwrap_or(Err(Unreadable::Broken))
}

/// Reads the file that comes in and writes what is wanted of it.
///
/// # Errors
/// When one of the two cannot be used; [`Unreadable`] inside of it.
pub fn work(wanted: Wanted, kind: Kind, input: impl Read, mut output: impl Write) -> io::Result<()> {
    let limits = Limits::default();
    let most = u64::try_from(limits.file).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    input.take(most).read_to_end(&mut bytes)?;
    let read = read(wanted, kind, bytes, &limits).map_err(io::Error::other)?;
    output.write_all(&read)?;
    output.flush()
}

/// One writing for one letter: ligatures come apart, accents come together.
fn into_bytes(text: String) -> Vec<u8> {
    text.nfkc().collect::<String>().into_bytes()
}

/// Cuts a text that has grown too long, between two characters.
fn cut(text: &mut String, limit: usize) {
    if text.len() > limit {
        let end = (0..=limit).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
    }
}
