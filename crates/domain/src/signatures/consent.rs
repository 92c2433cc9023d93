//! What signers agree to. A wording never changes: another one is another version.

use crate::Language;

/// The version that is shown now.
pub const CONSENT: u32 = 1;

/// The wording of a version; nothing for one that there is not.
#[must_use]
pub const fn consent(version: u32, l: Language) -> Option<&'static str> {
    match version {
        1 => Some(l.pick(
            "Ich habe das gezeigte Dokument gelesen und unterschreibe es elektronisch. Mir ist bekannt, dass dies eine einfache elektronische Signatur ist und dass Name, Zeitpunkt und der Weg, auf dem ich erkannt wurde, mit dem Dokument aufbewahrt werden.",
            "I have read the document that is shown and sign it electronically. I know that this is a simple electronic signature and that my name, the time and the way I was identified are kept with the document.",
        )),
        _ => None,
    }
}
