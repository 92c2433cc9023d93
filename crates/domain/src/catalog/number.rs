//! Part numbers, as printed on the part and as typed by a cold thumb.

use serde::{Deserialize, Serialize};

use crate::{PartKey, Problem};

/// A part number in the dealer's own writing, trimmed, blanks collapsed, for example `HY-4711.20-F`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartNumber(String);

impl PartNumber {
    pub const MAX_CHARS: usize = 60;

    /// # Errors
    /// [`Problem::Required`], [`Problem::TooLong`], or [`Problem::NotAPartNumber`] when it holds control
    /// characters or no letter or digit at all.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let number = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if number.is_empty() {
            Err(Problem::Required)
        } else if number.chars().count() > Self::MAX_CHARS {
            Err(Problem::TooLong { max: 60 })
        } else if number.chars().any(char::is_control) || !number.chars().any(char::is_alphanumeric) {
            Err(Problem::NotAPartNumber)
        } else {
            Ok(Self(number))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The record key and the word in the address: upper case, with everything but letters, digits, `.`, `-`
    /// and `_` escaped. Injective up to case: `ISO 7089 1.6` and `ISO 7089 16` stay two parts.
    #[must_use]
    pub fn key(&self) -> PartKey {
        use std::fmt::Write as _;
        let mut key = String::with_capacity(self.0.len() + 4);
        for c in self.0.chars().flat_map(char::to_uppercase) {
            match c {
                'A'..='Z' | '0'..='9' | '.' | '-' => key.push(c),
                ' ' => key.push('_'),
                other => {
                    let _ = write!(key, "~{:x}~", other as u32);
                }
            }
        }
        PartKey(key)
    }

    /// What search compares: letters and digits only, upper case, umlauts written out.
    #[must_use]
    pub fn normalized(text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars().flat_map(char::to_uppercase) {
            match c {
                'Ä' => out.push_str("AE"),
                'Ö' => out.push_str("OE"),
                'Ü' => out.push_str("UE"),
                'ẞ' => out.push_str("SS"),
                c if c.is_alphanumeric() => out.push(c),
                _ => {}
            }
        }
        out
    }
}

impl std::fmt::Display for PartNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_collapsed_and_the_writing_is_kept() {
        assert_eq!(PartNumber::parse("  hy 4711 \t.20-F ").unwrap().as_str(), "hy 4711 .20-F");
        assert_eq!(PartNumber::parse(" -- "), Err(Problem::NotAPartNumber));
        assert_eq!(PartNumber::parse(""), Err(Problem::Required));
    }

    #[test]
    fn different_numbers_keep_different_keys() {
        let key = |s: &str| PartNumber::parse(s).unwrap().key();
        assert_ne!(key("ISO 7089 1.6"), key("ISO 7089 16"));
        assert_ne!(key("A/B"), key("A B"));
        assert_ne!(key("A_B"), key("A B"));
        assert_eq!(key("hy-4711"), key("HY-4711"));
        assert_eq!(key("DIN 625/2RS").as_str(), "DIN_625~2f~2RS");
    }

    #[test]
    fn search_ignores_blanks_dashes_dots_and_case() {
        assert_eq!(PartNumber::normalized("hy 4711-20.f"), "HY471120F");
        assert_eq!(PartNumber::normalized("Öl-9"), "OEL9");
    }
}
