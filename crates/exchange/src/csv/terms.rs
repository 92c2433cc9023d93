//! Columns with the terms on which a part comes back, and the metal in it.

use kontor_domain::pricing::Metal;
use kontor_domain::returns::Exclusion;
use kontor_domain::{Decimal, Problem};

use crate::number::{self, Ambiguous};

/// `15`, `7,5 %`.
pub(super) fn percent(text: &str) -> Result<Decimal, Problem> {
    let percent = number::stock(text.trim_end_matches('%'), Ambiguous::Fraction)?.0;
    if percent > Decimal::ONE_HUNDRED { Err(Problem::TooMuch) } else { Ok(percent) }
}

/// Core deposit of one unit, in euro and cents; zero is none.
pub(super) fn deposit(text: &str, ambiguous: Ambiguous) -> Result<Decimal, Problem> {
    let deposit = number::stock(text, ambiguous)?.0;
    if deposit.round_dp(2) == deposit { Ok(deposit) } else { Err(Problem::NotANumber) }
}

/// `copper`, `Kupfer`, `Cu`.
pub(super) fn metal(text: &str) -> Result<Metal, Problem> {
    let word = text.trim().to_lowercase();
    Metal::parse(&word)
        .or(match word.as_str() {
            "kupfer" | "cu" => Some(Metal::Copper),
            "alu" | "al" => Some(Metal::Aluminium),
            "messing" | "ms" | "ms58" | "ms 58" => Some(Metal::Brass),
            _ => None,
        })
        .ok_or(Problem::NotACode)
}

/// Why a part does not come back voluntarily: `cut_to_length`, `Zuschnitt`.
pub(super) fn exclusion(text: &str) -> Result<Exclusion, Problem> {
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    Exclusion::parse(&word)
        .or(match word.as_str() {
            "zuschnitt" | "meterware" => Some(Exclusion::CutToLength),
            "elektrik" | "elektronik" => Some(Exclusion::Electrical),
            "hygiene" => Some(Exclusion::Hygiene),
            "sonderanfertigung" | "anfertigung" => Some(Exclusion::MadeToOrder),
            "stoff" | "öl" | "gefahrstoff" => Some(Exclusion::Substance),
            _ => None,
        })
        .ok_or(Problem::NotACode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_people_write_them() {
        assert_eq!(percent("7,5 %"), Ok(Decimal::new(75, 1)));
        assert_eq!(percent("101"), Err(Problem::TooMuch));
        assert_eq!(exclusion("Cut to length"), Ok(Exclusion::CutToLength));
        assert_eq!(exclusion("einfach so"), Err(Problem::NotACode));
        assert_eq!((metal(" Cu "), metal("Messing")), (Ok(Metal::Copper), Ok(Metal::Brass)));
        assert_eq!(metal("Blei"), Err(Problem::NotACode));
        assert_eq!(deposit("85,50", Ambiguous::Fraction), Ok(Decimal::new(8_550, 2)));
        assert_eq!(deposit("1,005", Ambiguous::Fraction), Err(Problem::NotANumber));
    }
}
