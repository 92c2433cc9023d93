//! How somebody was known when they signed, and what that proves.

use serde::{Deserialize, Serialize};

use crate::Language;

/// How somebody was known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum Known {
    /// By a link and a code that went to an address of theirs; most of it is hidden.
    Mail { address: String },
    /// Somebody who was signed in saw them, and says so.
    Vouched { by: String },
}

impl Known {
    /// Below the name of who signed.
    #[must_use]
    pub fn words(&self, l: Language) -> String {
        match (self, l) {
            (Self::Mail { address }, Language::De) => format!("Link und Einmalcode an {address}"),
            (Self::Mail { address }, Language::En) => format!("Link and one-time code to {address}"),
            (Self::Vouched { by }, Language::De) => format!("Vor Ort unterschrieben, bezeugt von {by}"),
            (Self::Vouched { by }, Language::En) => format!("Signed in person, vouched for by {by}"),
        }
    }
}

/// An address that its owner knows again and nobody else learns: `s…r@bauer-tiefbau.example`.
#[must_use]
pub fn hidden(address: &str) -> String {
    let Some((name, host)) = address.rsplit_once('@') else { return "…".into() };
    let mut letters = name.chars();
    match (letters.next(), letters.next_back()) {
        (Some(first), Some(last)) => format!("{first}…{last}@{host}"),
        _ => format!("…@{host}"),
    }
}

/// How the finished document is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// With a time-stamp of an authority.
    Timestamped,
    /// With the time of the house's own clock.
    Basic,
    /// The house has set up no seal.
    None,
}

/// What the last page says of what it proves and what it does not: never more than is true.
#[must_use]
pub fn audit_words(sealing: Sealing, l: Language) -> Vec<String> {
    let kind = l.pick(
        "Die Unterschriften in diesem Dokument sind einfache elektronische Signaturen (Verordnung (EU) Nr. 910/2014, Art. 3 Nr. 10). Es sind keine fortgeschrittenen und keine qualifizierten Signaturen; wo das Gesetz die Schriftform verlangt, genügen sie nicht.",
        "The signatures in this document are simple electronic signatures (Regulation (EU) No 910/2014, art. 3 no. 10). They are neither advanced nor qualified signatures; where the law demands written form, they do not suffice.",
    );
    let seal = match sealing {
        Sealing::Timestamped => l.pick(
            "Ein Siegel des Hauses schützt die Datei: PDF-Programme, die Signaturen prüfen, zeigen, ob sie seither verändert wurde. Den Zeitpunkt des Siegels bestätigt ein Zeitstempeldienst.",
            "A seal of the house protects the file: PDF programs that check signatures show whether it was changed since. A time-stamp authority confirms when it was sealed.",
        ),
        Sealing::Basic => l.pick(
            "Ein Siegel des Hauses schützt die Datei: PDF-Programme, die Signaturen prüfen, zeigen, ob sie seither verändert wurde. Der Zeitpunkt stammt von der Uhr des Hauses; kein Zeitstempeldienst bestätigt ihn.",
            "A seal of the house protects the file: PDF programs that check signatures show whether it was changed since. The time is that of the house's own clock; no time-stamp authority confirms it.",
        ),
        Sealing::None => l.pick(
            "Diese Datei trägt kein Siegel. Dass sie unverändert ist, zeigt nur ihr Eintrag im Archiv des Hauses.",
            "This file bears no seal. Only its entry in the archive of the house shows that it is unchanged.",
        ),
    };
    let shows = l.pick(
        "Festgehalten ist: welches Dokument gezeigt wurde (seine Prüfsumme), wer unter welchem Namen unterschrieb, wann, und auf welchem Weg die Person erkannt wurde. Das gezeigte Dokument und die Formulardaten liegen dieser Datei bei.",
        "Recorded are: which document was shown (its checksum), who signed under which name, when, and how that person was identified. The document that was shown and the data of the form are attached to this file.",
    );
    let not = l.pick(
        "Nicht geprüft wurde ein Ausweis. Ein Code per E-Mail zeigt, dass jemand Zugriff auf das Postfach hatte; bei Unterschriften vor Ort bürgt die genannte Person dafür, wer unterschrieben hat.",
        "No identity document was checked. A code by e-mail shows that somebody had access to the mailbox; for signatures in person, the named colleague vouches for who signed.",
    );
    [kind, seal, shows, not].map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_of_an_address_is_hidden() {
        assert_eq!(hidden("sabine.bauer@bauer-tiefbau.example"), "s…r@bauer-tiefbau.example");
        assert_eq!(hidden("s@bauer.example"), "…@bauer.example");
        assert_eq!(hidden("nobody"), "…");
    }

    #[test]
    fn no_wording_claims_more_than_a_simple_signature() {
        for l in [Language::De, Language::En] {
            for sealing in [Sealing::Timestamped, Sealing::Basic, Sealing::None] {
                let words = audit_words(sealing, l);
                assert!(words[0].contains(l.pick("einfache elektronische", "simple electronic")));
                assert!(!words[1..].join(" ").contains("qualifi"), "{words:?}");
            }
            assert!(audit_words(Sealing::None, l)[1].contains(l.pick("kein Siegel", "no seal")));
        }
    }
}
