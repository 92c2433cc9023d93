//! Office files: the XML in the ZIP that holds what people wrote.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::{Limits, Unreadable, xml};

/// Files in a ZIP that are looked at.
const ENTRIES: usize = 2_000;
/// One of them is unpacked so far, in bytes.
const UNPACKED: u64 = 32 << 20;

/// The beginnings of the names of parts with text (ECMA-376 part 1; `OpenDocument` 1.3 part 2).
const PARTS: [&str; 9] = [
    "content.xml",
    "word/document",
    "word/header",
    "word/footer",
    "word/footnotes",
    "xl/sharedStrings",
    "xl/worksheets/sheet",
    "ppt/slides/slide",
    "ppt/notesSlides/notesSlide",
];

pub fn text(bytes: &[u8], limits: &Limits) -> Result<String, Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let is_text =
        |name: &[u8]| name.ends_with(b".xml") && PARTS.iter().any(|part| name.starts_with(part.as_bytes()));
    let parts: Vec<usize> = zip
        .file_names_raw()
        .take(ENTRIES)
        .enumerate()
        .filter(|(_, name)| is_text(name))
        .map(|(at, _)| at)
        .collect();
    let mut text = String::new();
    for part in parts {
        let Ok(entry) = zip.by_index(part) else { continue };
        let mut unpacked = Vec::new();
        // What breaks off or never ends is read until there.
        let _ = entry.take(UNPACKED).read_to_end(&mut unpacked);
        xml::add(&unpacked, &mut text, limits);
        if text.len() >= limits.text {
            break;
        }
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_people_wrote_is_read_and_the_rest_is_not() {
        let file = packed(&[
            ("[Content_Types].xml", b"<Types>Kisten</Types>"),
            ("word/document.xml", "<w:p><w:t>Prüfbericht</w:t></w:p>".as_bytes()),
            ("word/styles.xml", b"<w:p>Stil</w:p>"),
            ("word/footer1.xml", b"<w:p>Seite</w:p>"),
        ]);
        let text = text(&file, &Limits::default()).unwrap();
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Prüfbericht", "Seite"]);
    }

    #[test]
    fn what_unpacks_without_end_ends() {
        let bomb = packed(&[("content.xml", &vec![b'a'; 40 << 20])]);
        assert!(bomb.len() < 100_000);
        let limits = Limits::default();
        assert_eq!(text(&bomb, &limits).map(|text| text.len() <= limits.text), Ok(true));
        assert_eq!(text(b"PK\x03\x04 nothing", &limits), Err(Unreadable::Broken));
    }
}
