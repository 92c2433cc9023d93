//! Which kind of file it is.

/// The file formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Comma, semicolon, tab or bar separated, with a header row.
    Csv,
    /// BMEcat 1.2 or 2005, XML.
    BmeCat,
}

impl Format {
    /// Looks at the first bytes and, when they say nothing, at the file's name. XML begins with `<`, also
    /// behind a byte order mark and blanks; a header row never does.
    #[must_use]
    pub fn detect(first_bytes: &[u8], file_name: &str) -> Self {
        // In UTF-16 every second byte of ASCII text is zero; leaving the zeros out makes it readable.
        let text = first_bytes
            .iter()
            .copied()
            .filter(|b| !matches!(b, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF) && !b.is_ascii_whitespace());
        let first = text.into_iter().next();
        let extension = file_name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
        match first {
            Some(b'<') => Self::BmeCat,
            None if matches!(extension.as_deref(), Some("xml" | "bmecat")) => Self::BmeCat,
            _ => Self::Csv,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide_before_the_name() {
        assert_eq!(Format::detect(b"\xEF\xBB\xBF\r\n <?xml", "x.csv"), Format::BmeCat);
        assert_eq!(Format::detect(b"\xFF\xFE<\0?\0", "x"), Format::BmeCat);
        assert_eq!(Format::detect(b"part_number;name", "x.xml"), Format::Csv);
        assert_eq!(Format::detect(b"", "katalog.XML"), Format::BmeCat);
        assert_eq!(Format::detect(b"", "katalog"), Format::Csv);
    }
}
