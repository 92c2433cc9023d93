//! What somebody wrote, bound to what they were shown.

use sha2::{Digest as _, Sha256};

use super::{Drawing, MAX_SIGNER, Written, hex};
use crate::Problem;

/// Says which serialisation is hashed; another one gets another name.
const FORMAT: &str = "kontor-signature-1";

impl Written {
    /// # Errors
    /// As [`Drawing::check`]; [`Problem::Required`] and [`Problem::TooLong`] for a name.
    pub fn check(&self) -> Result<(), Problem> {
        match self {
            Self::Drawn { drawing } => drawing.check(),
            Self::Typed { name } if name.trim().is_empty() => Err(Problem::Required),
            Self::Typed { name } if name.chars().count() > MAX_SIGNER as usize => {
                Err(Problem::TooLong { max: MAX_SIGNER })
            }
            Self::Typed { .. } => Ok(()),
        }
    }

    /// SHA-256 over the document that was shown (by its own hash) and what was written below it: whoever has both reckons it again.
    #[must_use]
    pub fn hash(&self, document: &str) -> String {
        let (kind, text) = match self {
            Self::Drawn { drawing } => ("drawn", Drawing::canonical(drawing)),
            Self::Typed { name } => ("typed", name.clone()),
        };
        let mut hash = Sha256::new();
        for field in [FORMAT, document, kind, &text] {
            hash.update(field.len().to_string());
            hash.update(b":");
            hash.update(field);
            hash.update(b",");
        }
        hex(&hash.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_belongs_to_one_document() {
        let written = Written::Typed { name: "Sabine Bauer".into() };
        assert_ne!(written.hash("aa"), written.hash("ab"));
        assert_ne!(written.hash("aa"), Written::Typed { name: "Sabine Baue".into() }.hash("aa"));
    }

    #[test]
    fn the_hash_is_the_same_on_every_machine_and_in_ten_years() {
        let text = "18:kontor-signature-1,2:aa,5:typed,12:Sabine Bauer,";
        assert_eq!(Written::Typed { name: "Sabine Bauer".into() }.hash("aa"), hex(&Sha256::digest(text)));
    }

    #[test]
    fn a_name_of_blanks_is_none() {
        assert_eq!(Written::Typed { name: "  ".into() }.check(), Err(Problem::Required));
    }
}
