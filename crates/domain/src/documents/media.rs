//! What a file is: read from its first bytes, never believed from a name.

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::photos::PhotoKind;

/// The largest file that customers send, in bytes.
pub const MAX_UPLOAD: u64 = 100_000_000;
/// The largest file that the dealer's people and systems send, in bytes.
pub const MAX_DESK_UPLOAD: u64 = 2_000_000_000;

/// What is wrong with a file of more than `limit` bytes.
#[must_use]
pub fn too_large(limit: u64) -> Problem {
    Problem::FileTooLarge { megabytes: u32::try_from(limit / 1_000_000).unwrap_or(u32::MAX) }
}

/// What the archive takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    Pdf,
    Jpeg,
    Png,
    Webp,
    Heic,
    Text,
    Csv,
    Xml,
    /// HTML and SVG: may carry scripts, so it is saved and never shown.
    Markup,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
}

impl Media {
    /// So many bytes at the beginning tell.
    pub const HEAD: usize = 8 << 10;

    pub const ALL: [Self; 15] = [
        Self::Pdf,
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Heic,
        Self::Text,
        Self::Csv,
        Self::Xml,
        Self::Markup,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Odt,
        Self::Ods,
        Self::Odp,
    ];

    /// What begins with these bytes; nothing for what the archive does not take. The name only tells text from tables, and one of
    /// Microsoft's kinds of office files from another: what is inside is of one family either way.
    #[must_use]
    pub fn detect(head: &[u8], name: &str) -> Option<Self> {
        if head.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        if let Some(photo) = PhotoKind::detect(head) {
            return Some(match photo {
                PhotoKind::Jpeg => Self::Jpeg,
                PhotoKind::Png => Self::Png,
                PhotoKind::Webp => Self::Webp,
                PhotoKind::Heic => Self::Heic,
            });
        }
        if head.starts_with(b"PK\x03\x04") {
            return office(head, name);
        }
        text(head, name)
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
            Self::Xml => "application/xml",
            // Nothing that a browser would draw.
            Self::Markup => "application/octet-stream",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
        }
    }

    /// The endings of names that go with it; the first one is given to names that have none of them.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif"],
            Self::Text => &["txt", "md", "log", "eml"],
            Self::Csv => &["csv"],
            Self::Xml => &["xml"],
            Self::Markup => &["html", "htm", "svg", "xhtml"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
        }
    }

    /// May a browser show it on our pages' address? Everything else is for saving.
    #[must_use]
    pub const fn inline(self) -> bool {
        matches!(self, Self::Pdf | Self::Jpeg | Self::Png | Self::Webp | Self::Text)
    }
}

/// Office files are ZIPs whose first entry says so (ECMA-376 part 2; `OpenDocument` 1.3 part 2, 3.3).
fn office(head: &[u8], name: &str) -> Option<Media> {
    if let Some(says) = head.get(30..).and_then(|rest| rest.strip_prefix(b"mimetype")) {
        let open = [Media::Odt, Media::Ods, Media::Odp];
        return open.into_iter().find(|media| says.starts_with(media.media_type().as_bytes()));
    }
    let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    if !has(b"[Content_Types].xml") && !has(b"_rels/.rels") {
        return None;
    }
    let family = [Media::Docx, Media::Xlsx, Media::Pptx];
    family.into_iter().find(|media| ends(name, media.extensions()))
}

/// Text has no control characters but those that set it, in UTF-8 or in the eight bits of Windows.
fn text(head: &[u8], name: &str) -> Option<Media> {
    let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if body.is_empty() || body.iter().any(|b| (*b < 0x20 && !b"\t\n\r\x0c".contains(b)) || *b == 0x7f) {
        return None;
    }
    let lower: String = String::from_utf8_lossy(body).trim_start().to_ascii_lowercase();
    if !lower.starts_with('<') {
        return Some(if ends(name, Media::Csv.extensions()) { Media::Csv } else { Media::Text });
    }
    let draws = ["<svg", "<html", "<!doctype html", "<script", "<body", "<iframe", "1999/xhtml", "2000/svg"];
    if draws.iter().any(|mark| lower.contains(mark)) {
        return Some(Media::Markup);
    }
    // What begins as a tag and is no XML is read as HTML by somebody.
    Some(if lower.starts_with("<?xml") { Media::Xml } else { Media::Markup })
}

fn ends(name: &str, extensions: &[&str]) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    extensions.iter().any(|e| end.eq_ignore_ascii_case(e))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_is_what_it_begins_with_whatever_it_is_called() {
        for (head, name, expected) in [
            (&b"%PDF-1.7\n"[..], "a.exe", Some(Media::Pdf)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "a.pdf", Some(Media::Jpeg)),
            (b"Hallo", "a.pdf", Some(Media::Text)),
            (b"a;b\r\n1;2\r\n", "a.csv", Some(Media::Csv)),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?><Invoice/>", "a", Some(Media::Xml)),
            (b"<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>", "a.xml", Some(Media::Markup)),
            (b"  <!DOCTYPE HTML><p>", "a.txt", Some(Media::Markup)),
            (b"<p onclick=alert(1)>", "a.txt", Some(Media::Markup)),
            (b"MZ\x90\0\x03\0\0\0", "a.pdf", None),
            (b"\x7fELF\x02\x01\x01\0", "a.txt", None),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", None),
            (b"PK\x03\x04\x14\0\0\0\0\0", "a.zip", None),
            (b"", "a.txt", None),
        ] {
            assert_eq!(Media::detect(head, name), expected, "{name} {head:?}");
        }
    }

    #[test]
    fn an_office_file_is_a_zip_that_says_so_first() {
        let mut odt = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0".to_vec();
        odt.extend_from_slice(b"mimetypeapplication/vnd.oasis.opendocument.text");
        assert_eq!(Media::detect(&odt, "a.docx"), Some(Media::Odt));
        let docx = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0........[Content_Types].xml";
        assert_eq!(Media::detect(docx, "a.DOCX"), Some(Media::Docx));
        assert_eq!(Media::detect(docx, "a.jar"), None);
    }

    #[test]
    fn nothing_that_may_carry_a_script_is_shown() {
        for media in [Media::Markup, Media::Xml, Media::Docx, Media::Odt] {
            assert!(!media.inline());
        }
        assert_eq!(Media::Markup.media_type(), "application/octet-stream");
    }

    proptest! {
        #[test]
        fn any_bytes_are_something_or_nothing(head in prop::collection::vec(any::<u8>(), 0..200), name in ".{0,20}") {
            let _ = Media::detect(&head, &name);
        }
    }
}
