//! The languages people read Kontor in.

use serde::{Deserialize, Serialize};

/// German is the house's first language, English the second; more come by adding a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    De,
    En,
}

impl Language {
    /// The BCP 47 tag, as in `<html lang>` and in the `lang` cookie.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// Reads a tag such as `de`, `de-AT` or `en-GB`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.get(..2)?.to_ascii_lowercase().as_str() {
            "de" => Some(Self::De),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first supported language of an `Accept-Language` header (RFC 9110, 12.5.4), in the order written.
    /// Quality values are not compared: browsers write the header in order of preference.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header.split(',').find_map(|range| Self::from_tag(range.split(';').next()?.trim()))
    }

    /// Picks the text of this language.
    #[must_use]
    pub const fn pick<'a>(self, de: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::De => de,
            Self::En => en,
        }
    }
}

/// A text of the catalogue in both languages. English may be missing; German is what the dealer writes first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Localized {
    pub de: String,
    #[serde(default)]
    pub en: String,
}

impl Localized {
    #[must_use]
    pub fn new(de: impl Into<String>, en: impl Into<String>) -> Self {
        Self { de: de.into(), en: en.into() }
    }

    /// The text in `language`, or the other one when it is missing.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::De => (&self.de, &self.en),
            Language::En => (&self.en, &self.de),
        };
        if first.is_empty() { second } else { first }
    }

    /// What people call the thing with this name: its number, or the name where it has none.
    #[must_use]
    pub fn called<'a>(&'a self, number: &'a str, l: Language) -> &'a str {
        if number.is_empty() { self.get(l) } else { number }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.de.is_empty() && self.en.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_first_supported_language_wins() {
        assert_eq!(Language::from_accept_language("fr-FR, en-GB;q=0.8, de;q=0.5"), Some(Language::En));
        assert_eq!(Language::from_accept_language("fr"), None);
    }

    #[test]
    fn a_missing_english_text_falls_back_to_german() {
        assert_eq!(Localized::new("Filter", "").get(Language::En), "Filter");
    }
}
