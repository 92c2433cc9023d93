//! Plain text: UTF-8, or the eight bits of Windows.

use crate::{Limits, cut};

pub fn text(bytes: &[u8], limits: &Limits) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let some = &bytes[..bytes.len().min(limits.text)];
    let mut text = match std::str::from_utf8(some) {
        Ok(text) => text.to_owned(),
        // The limit may stand within a character.
        Err(e) if e.error_len().is_none() => String::from_utf8_lossy(&some[..e.valid_up_to()]).into_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(some).0.into_owned(),
    };
    cut(&mut text, limits.text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_both_writings_and_ends_at_the_limit() {
        let limits = Limits::default();
        assert_eq!(text("\u{feff}Prüfbericht".as_bytes(), &limits), "Prüfbericht");
        assert_eq!(text(b"Pr\xfcfbericht", &limits), "Prüfbericht");
        assert_eq!(text("Prüfbericht".as_bytes(), &Limits { text: 3, ..limits }), "Pr");
    }
}
