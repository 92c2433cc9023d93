//! What is out of order in the archive, in sentences that name it.

use serde::{Deserialize, Serialize};

use super::ChainFault;
use crate::{DocumentId, Language};

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "damage", rename_all = "snake_case")]
pub enum Damage {
    /// The bytes are not there.
    BytesMissing { document: DocumentId, number: u32, hash: String },
    /// The bytes are others than the ones that were kept.
    BytesAltered { document: DocumentId, number: u32, hash: String, found: String },
    /// What is said of a version is not what the chain says of it.
    FactsAltered { document: DocumentId, number: u32, hash: String, seq: u64 },
    /// A version that never came in.
    NotInChain { document: DocumentId, number: u32, hash: String },
    /// A version that came in and was never deleted, and of which there is no record.
    RecordMissing { document: DocumentId, hash: String, seq: u64 },
    /// The chain itself.
    Chain { fault: ChainFault },
}

impl Damage {
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let version = |document: &DocumentId, number: u32| match l {
            Language::De => format!("Dokument {document}, Fassung {number}"),
            Language::En => format!("document {document}, version {number}"),
        };
        match self {
            Self::BytesMissing { document, number, hash } => {
                let missing = l.pick("die Datei fehlt", "the file is missing");
                format!("{}: {missing} (SHA-256 {hash})", version(document, *number))
            }
            Self::BytesAltered { document, number, hash, found } => {
                let altered = l.pick("die Datei ist verändert", "the file was changed");
                let now = l.pick("jetzt", "now");
                format!("{}: {altered} (SHA-256 {hash}, {now} {found})", version(document, *number))
            }
            Self::FactsAltered { document, number, hash, seq } => {
                let other =
                    l.pick("die Angaben weichen ab von Eintrag", "its data is not what was entered under");
                format!("{}: {other} {seq} (SHA-256 {hash})", version(document, *number))
            }
            Self::NotInChain { document, number, hash } => {
                let unknown = l.pick("steht nicht in der Kette", "is not in the chain");
                format!("{}: {unknown} (SHA-256 {hash})", version(document, *number))
            }
            Self::RecordMissing { document, hash, seq } => match l {
                Language::De => {
                    format!(
                        "Dokument {document}: Datensatz fehlt, abgelegt mit Eintrag {seq} (SHA-256 {hash})"
                    )
                }
                Language::En => {
                    format!(
                        "document {document}: its record is missing, entered under {seq} (SHA-256 {hash})"
                    )
                }
            },
            Self::Chain { fault } => fault.text(l),
        }
    }
}

impl ChainFault {
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        match (self, l) {
            (Self::Altered { seq }, Language::De) => format!("Kette: Eintrag {seq} ist verändert"),
            (Self::Altered { seq }, Language::En) => format!("chain: entry {seq} was changed"),
            (Self::Unlinked { seq }, Language::De) => {
                format!("Kette: Eintrag {seq} passt nicht zum Eintrag davor")
            }
            (Self::Unlinked { seq }, Language::En) => {
                format!("chain: entry {seq} does not fit the one before it")
            }
            (Self::Missing { from, to }, Language::De) if from == to => {
                format!("Kette: Eintrag {from} fehlt")
            }
            (Self::Missing { from, to }, Language::De) => format!("Kette: Einträge {from} bis {to} fehlen"),
            (Self::Missing { from, to }, Language::En) if from == to => {
                format!("chain: entry {from} is missing")
            }
            (Self::Missing { from, to }, Language::En) => {
                format!("chain: entries {from} to {to} are missing")
            }
            (Self::Misplaced { seq }, Language::De) => {
                format!("Kette: Eintrag {seq} steht an der falschen Stelle")
            }
            (Self::Misplaced { seq }, Language::En) => format!("chain: entry {seq} is in the wrong place"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_names_the_document_the_hash_and_what_is_wrong() {
        let damage = Damage::BytesAltered {
            document: DocumentId::new("01X"),
            number: 2,
            hash: "aa".into(),
            found: "bb".into(),
        };
        assert_eq!(
            damage.text(Language::En),
            "document 01X, version 2: the file was changed (SHA-256 aa, now bb)"
        );
        assert_eq!(
            damage.text(Language::De),
            "Dokument 01X, Fassung 2: die Datei ist verändert (SHA-256 aa, jetzt bb)"
        );
    }
}
