//! The log of a round: each step carries a hash over the one before, the first over the document that was shown.

use jiff::civil::DateTime;

use super::LogStep;
use crate::{Language, digest};

/// Says which serialisation is hashed; another one gets another name.
const FORMAT: &str = "kontor-signing-1";

/// What happens in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SigningStep {
    Asked,
    Invited,
    Seen,
    CodeSent,
    CodeRight,
    CodeWrong,
    Signed,
    Declined,
    Delegated,
    Reminded,
    Withdrawn,
    Expired,
    Sealed,
}

impl SigningStep {
    pub const ALL: [Self; 13] = [
        Self::Asked,
        Self::Invited,
        Self::Seen,
        Self::CodeSent,
        Self::CodeRight,
        Self::CodeWrong,
        Self::Signed,
        Self::Declined,
        Self::Delegated,
        Self::Reminded,
        Self::Withdrawn,
        Self::Expired,
        Self::Sealed,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Invited => "invited",
            Self::Seen => "seen",
            Self::CodeSent => "code_sent",
            Self::CodeRight => "code_right",
            Self::CodeWrong => "code_wrong",
            Self::Signed => "signed",
            Self::Declined => "declined",
            Self::Delegated => "delegated",
            Self::Reminded => "reminded",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Sealed => "sealed",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Asked => l.pick("Unterschriften angefragt", "Signatures asked for"),
            Self::Invited => l.pick("Einladung gesendet", "Invitation sent"),
            Self::Seen => l.pick("Dokument angezeigt", "Document shown"),
            Self::CodeSent => l.pick("Code gesendet", "Code sent"),
            Self::CodeRight => l.pick("Code richtig eingegeben", "Right code entered"),
            Self::CodeWrong => l.pick("Code falsch eingegeben", "Wrong code entered"),
            Self::Signed => l.pick("Unterschrieben", "Signed"),
            Self::Declined => l.pick("Unterschrift abgelehnt", "Signature declined"),
            Self::Delegated => l.pick("An jemand anderen übergeben", "Handed on to somebody else"),
            Self::Reminded => l.pick("Erinnert", "Reminded"),
            Self::Withdrawn => l.pick("Zurückgezogen", "Withdrawn"),
            Self::Expired => l.pick("Abgelaufen", "Expired"),
            Self::Sealed => l.pick("Fertiggestellt und archiviert", "Completed and archived"),
        }
    }
}

/// Facts of a step: `name=value`, one a line.
#[must_use]
pub fn log_facts(facts: &[(&str, &str)]) -> String {
    let line = |(name, value): &(&str, &str)| {
        // A line break in a value would be another fact.
        format!("{name}={}", value.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    facts.iter().filter(|(_, value)| !value.trim().is_empty()).map(line).collect::<Vec<_>>().join("\n")
}

impl LogStep {
    /// The step that comes after `before`; the first one comes after the document.
    #[must_use]
    pub fn after(
        before: Option<&Self>,
        document: &str,
        at: DateTime,
        who: &str,
        what: SigningStep,
        facts: String,
    ) -> Self {
        let mut step = Self {
            number: before.map_or(1, |before| before.number + 1),
            at,
            who: who.to_owned(),
            what: what.code().to_owned(),
            facts,
            hash: String::new(),
        };
        step.hash = step.reckoned(before.map_or(document, |before| &before.hash));
        step
    }

    /// The hash that its contents have after `previous`.
    #[must_use]
    pub fn reckoned(&self, previous: &str) -> String {
        let (number, at) = (self.number.to_string(), self.at.to_string());
        digest(&[FORMAT, &number, &at, &self.who, &self.what, &self.facts, previous])
    }

    /// A fact of it; empty when it has none of this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> &str {
        self.facts
            .lines()
            .find_map(|line| line.split_once('=').filter(|(n, _)| *n == name).map(|(_, value)| value))
            .unwrap_or_default()
    }

    /// What happened, in a sentence: who, what, and how they were known.
    #[must_use]
    pub fn sentence(&self, l: Language) -> String {
        let word = SigningStep::parse(&self.what).map_or(self.what.as_str(), |what| what.word(l));
        let mut text = if self.who.is_empty() { word.to_owned() } else { format!("{}: {word}", self.who) };
        let parts = [
            ("to", l.pick(" – an ", " – to ")),
            ("address", " – "),
            ("by", l.pick(" – vor Ort, bezeugt von ", " – in person, vouched for by ")),
            ("reason", " – "),
        ];
        for (name, before) in parts {
            let value = self.fact(name);
            if !value.is_empty() {
                text.push_str(before);
                text.push_str(value);
            }
        }
        text
    }
}

/// Does the log say what was written into it?
///
/// # Errors
/// The number of the first step that does not, as it should stand there.
pub fn verify_log(document: &str, steps: &[LogStep]) -> Result<(), u32> {
    let mut previous = document;
    for (number, step) in (1_u32..).zip(steps) {
        if step.number != number || step.reckoned(previous) != step.hash {
            return Err(number);
        }
        previous = &step.hash;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use proptest::prelude::*;

    use super::*;

    const SHOWN: &str = "9f86d081";

    fn log(length: usize) -> Vec<LogStep> {
        let mut all: Vec<LogStep> = Vec::new();
        let start = jiff::civil::date(2026, 11, 27).at(8, 0, 0, 0);
        for n in 0..length {
            let what = SigningStep::ALL[n % SigningStep::ALL.len()];
            let at = start.saturating_add(i64::try_from(n).unwrap().minutes());
            let facts = log_facts(&[("address", "s…r@bauer.example"), ("consent", "1")]);
            let step = LogStep::after(all.last(), SHOWN, at, "Sabine Bauer", what, facts);
            all.push(step);
        }
        all
    }

    #[test]
    fn an_untouched_log_holds_and_one_of_another_document_does_not() {
        assert_eq!(verify_log(SHOWN, &log(9)), Ok(()));
        assert_eq!(verify_log("other", &log(9)), Err(1));
    }

    #[test]
    fn a_value_with_a_line_break_is_no_second_fact() {
        let facts = log_facts(&[("reason", "too\nby=Nobody"), ("by", "")]);
        assert_eq!(facts, "reason=too by=Nobody");
    }

    #[test]
    fn a_step_is_read_as_a_sentence() {
        let step = LogStep::after(
            None,
            SHOWN,
            jiff::civil::date(2026, 11, 27).at(8, 0, 0, 0),
            "Sabine Bauer",
            SigningStep::Signed,
            log_facts(&[("by", "Jana Merk")]),
        );
        assert_eq!(
            step.sentence(Language::De),
            "Sabine Bauer: Unterschrieben – vor Ort, bezeugt von Jana Merk"
        );
    }

    proptest! {
        #[test]
        fn a_changed_removed_or_moved_step_is_found(which in 0_usize..8, other in 0_usize..8, how in 0_u8..4) {
            let mut all = log(9);
            match how {
                0 => all[which].who.push('x'),
                1 => all[which].facts = String::new(),
                2 => { all.remove(which); }
                _ => {
                    prop_assume!(which != other);
                    all.swap(which, other);
                }
            }
            let at = u32::try_from(if how == 3 { which.min(other) } else { which } + 1).unwrap();
            prop_assert_eq!(verify_log(SHOWN, &all), Err(at));
        }
    }
}
