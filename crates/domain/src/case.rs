//! The case (Vorgang): the thread that holds offer, order, delivery and service together.

use serde::{Deserialize, Serialize};

/// A short code that can be read aloud on the telephone: `K7F-4RTM`. Six characters of an alphabet without
/// look-alikes (no `0 O 1 I L U`); the last is a check character that catches any single wrong character and any
/// swap of neighbours (weights 1..6 modulo the prime 29).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseCode(String);

/// 29 characters: a prime, so that every weight has an inverse.
const ALPHABET: &[u8; 29] = b"23456789ABCDEFGHJKMNPQRSTVWXY";

impl CaseCode {
    /// How many different codes there are: 29^5, about twenty million.
    pub const COUNT: u64 = 29 * 29 * 29 * 29 * 29;

    /// Makes the code for a random number; the caller makes sure that it is free.
    #[must_use]
    pub fn from_random(random: u64) -> Self {
        let mut rest = random % Self::COUNT;
        let mut digits = [0u64; 6];
        for d in &mut digits[..5] {
            *d = rest % 29;
            rest /= 29;
        }
        digits[5] = Self::check(&digits[..5]);
        let text: String =
            digits.iter().map(|d| ALPHABET[usize::try_from(*d).unwrap_or(0)] as char).collect();
        Self(format!("K{}-{}", &text[..2], &text[2..]))
    }

    fn check(digits: &[u64]) -> u64 {
        digits.iter().zip(1u64..).map(|(d, weight)| d * weight).sum::<u64>() % 29
    }

    /// Reads a code as people type it: any case, with or without `K` and dash.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars: Vec<u8> =
            text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).collect();
        if chars.len() == 7 && chars[0] == b'K' {
            chars.remove(0);
        }
        let digits: Vec<u64> = chars
            .iter()
            .map(|c| ALPHABET.iter().position(|a| a == c).map(|p| p as u64))
            .collect::<Option<_>>()?;
        if digits.len() != 6 || Self::check(&digits[..5]) != digits[5] {
            return None;
        }
        let text = String::from_utf8(chars).ok()?;
        Some(Self(format!("K{}-{}", &text[..2], &text[2..])))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CaseCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_reads_back_however_it_is_typed(random: u64) {
            let code = CaseCode::from_random(random);
            prop_assert_eq!(CaseCode::parse(code.as_str()), Some(code.clone()));
            prop_assert_eq!(CaseCode::parse(&code.as_str().to_lowercase().replace('-', " ")), Some(code.clone()));
            prop_assert_eq!(CaseCode::parse(&code.as_str()[1..]), Some(code));
        }

        #[test]
        fn one_wrong_character_or_a_swap_is_noticed(random: u64, at in 0usize..6, other in 0usize..29) {
            let code = CaseCode::from_random(random);
            let mut chars: Vec<u8> = code.as_str()[1..].bytes().filter(|b| *b != b'-').collect();
            let original = chars.clone();
            chars[at] = ALPHABET[other];
            if chars != original {
                prop_assert_eq!(CaseCode::parse(std::str::from_utf8(&chars).unwrap()), None);
            }
            let mut swapped = original.clone();
            swapped.swap(at % 4, at % 4 + 1);
            if swapped != original {
                prop_assert_eq!(CaseCode::parse(std::str::from_utf8(&swapped).unwrap()), None);
            }
        }

        #[test]
        fn garbage_is_no_code(text in ".{0,12}") {
            if let Some(code) = CaseCode::parse(&text) {
                prop_assert!(CaseCode::parse(code.as_str()).is_some());
            }
        }
    }
}
