//! What somebody wrote, bound to what they were shown.

use super::Written;
use crate::digest;

/// Says which serialisation is hashed; another one gets another name.
const FORMAT: &str = "kontor-signature-1";

impl Written {
    /// SHA-256 over the document that was shown (by its own hash) and what was written below it: whoever has both reckons it again.
    #[must_use]
    pub fn hash(&self, document: &str) -> String {
        let (kind, text) = match self {
            Self::Drawn { drawing } => ("drawn", drawing.canonical()),
            Self::Typed { name } => ("typed", name.clone()),
        };
        digest(&[FORMAT, document, kind, &text])
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
        // printf '%s' '18:kontor-signature-1,2:aa,5:typed,12:Sabine Bauer,' | sha256sum
        let hash = Written::Typed { name: "Sabine Bauer".into() }.hash("aa");
        assert_eq!(hash, "937e1718cb1407d9332a167756580d6b1f8ead569ebdb9dacdbdeb39ea097f55");
    }
}
