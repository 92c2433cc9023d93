//! Numbers as price files write them: `1.234,56`, `1234.56`, `1'234.50`, `62,00 €`, `12,-`.
//!
//! A number with one separator only can be ambiguous: `1.234` is one thousand and something in a German file and
//! one and a bit in an English one. The rule: when exactly three digits follow a single separator and one to
//! three digits, not beginning with `0`, stand before it, the writing is *ambiguous*. Then the file's own
//! convention decides (learnt from unambiguous numbers in the first 64 KiB of a CSV); a file that shows none, or both, gets
//! the value back as an error, because a price a thousand times too high or too low is worse than a refused
//! row. All other writings are read the same in every file: `0,125`, `12,5`, `12.50`, `1234.567`, `1.234.567`.

use kontor_domain::{Decimal, Problem, Quantity};

/// Which separator stands before the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decimals {
    Comma,
    Point,
}

/// How to read what is ambiguous.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ambiguous {
    /// The single separator is the decimal one: weights, dimensions, XML.
    Fraction,
    /// As the file does it elsewhere.
    Convention(Decimals),
    Refuse,
}

/// Enough for any number; whatever is longer is none.
const MAX_BYTES: usize = 48;

/// # Errors
/// [`Problem::Required`], [`Problem::NotANumber`], [`Problem::AmbiguousNumber`].
pub(crate) fn read(text: &str, ambiguous: Ambiguous) -> Result<Decimal, Problem> {
    let number = Digits::of(text)?;
    let plain = match number.fraction(ambiguous)? {
        Some(at) => {
            let (whole, fraction) = (strip(&number.digits[..at]), &number.digits[at + 1..]);
            format!("{}{}.{}", number.sign, if whole.is_empty() { "0" } else { &whole }, fraction)
        }
        None => format!("{}{}", number.sign, strip(&number.digits)),
    };
    let value = Decimal::from_str_exact(plain.trim_end_matches('.')).map_err(|_| Problem::NotANumber)?;
    Ok(value.normalize())
}

/// What this number tells about the file's convention.
pub(crate) fn evidence(text: &str) -> Option<Decimals> {
    let number = Digits::of(text).ok()?;
    let at = number.fraction(Ambiguous::Refuse).ok()??;
    // Nothing behind the separator (`12.`) tells nothing.
    (at + 1 < number.digits.len())
        .then(|| if number.digits.as_bytes()[at] == b',' { Decimals::Comma } else { Decimals::Point })
}

/// Net EUR for one unit: positive, at most ten million, at most six places.
pub(crate) fn price(text: &str, ambiguous: Ambiguous) -> Result<Decimal, Problem> {
    let value = read(text, ambiguous)?;
    if value <= Decimal::ZERO {
        Err(Problem::NotPositive)
    } else if value > Decimal::from(10_000_000) {
        Err(Problem::TooMuch)
    } else if value.scale() > 6 {
        Err(Problem::NotANumber)
    } else {
        Ok(value)
    }
}

/// A quantity to order: positive, as [`Quantity::parse`].
pub(crate) fn quantity(text: &str, ambiguous: Ambiguous) -> Result<Quantity, Problem> {
    let quantity = stock(text, ambiguous)?;
    if quantity == Quantity::ZERO { Err(Problem::NotPositive) } else { Ok(quantity) }
}

/// A quantity on a shelf: zero is one.
pub(crate) fn stock(text: &str, ambiguous: Ambiguous) -> Result<Quantity, Problem> {
    let value = read(text, ambiguous)?;
    if value < Decimal::ZERO {
        Err(Problem::NotPositive)
    } else if value.scale() > 3 || value > Quantity::MAX.0 {
        Err(Problem::TooMuch)
    } else {
        Ok(Quantity(value))
    }
}

struct Digits {
    sign: &'static str,
    /// Digits, commas and points; at least one digit.
    digits: String,
}

impl Digits {
    fn of(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        if text.len() > MAX_BYTES {
            return Err(Problem::NotANumber);
        }
        let text = text.trim_start_matches(['€', ' ', '\u{a0}']).trim_end_matches(['€', ' ', '\u{a0}']);
        let text = text.strip_suffix("EUR").or_else(|| text.strip_prefix("EUR")).unwrap_or(text).trim();
        // `12,-` and `12,--` are whole euros.
        let text = match text.trim_end_matches(['-', '–', '—']) {
            whole if whole.len() < text.len() => whole.strip_suffix([',', '.']).ok_or(Problem::NotANumber)?,
            _ => text,
        };
        let (sign, text) = match text.strip_prefix(['-', '−']) {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        // Blanks and apostrophes group thousands and nothing else: at least one digit before, three behind.
        let mut digits = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '0'..='9' | ',' | '.' => digits.push(c),
                ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => {
                    let behind = chars.clone().take_while(char::is_ascii_digit).count();
                    if behind != 3 || !digits.ends_with(|c: char| c.is_ascii_digit()) {
                        return Err(Problem::NotANumber);
                    }
                }
                _ => return Err(Problem::NotANumber),
            }
        }
        if digits.bytes().any(|b| b.is_ascii_digit()) {
            Ok(Self { sign, digits })
        } else {
            Err(Problem::NotANumber)
        }
    }

    /// Where the decimal separator stands, if there is one.
    fn fraction(&self, ambiguous: Ambiguous) -> Result<Option<usize>, Problem> {
        let text = self.digits.as_str();
        let count = |c: char| text.matches(c).count();
        let (commas, points) = (count(','), count('.'));
        match (commas, points) {
            (0, 0) => Ok(None),
            (1, 0) | (0, 1) => {
                let at = text.find([',', '.']).unwrap_or_default();
                let (whole, fraction) = (&text[..at], &text[at + 1..]);
                let grouped =
                    fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
                if !grouped {
                    return Ok(Some(at));
                }
                let own = if commas == 1 { Decimals::Comma } else { Decimals::Point };
                match ambiguous {
                    Ambiguous::Fraction => Ok(Some(at)),
                    Ambiguous::Convention(c) => Ok((c == own).then_some(at)),
                    Ambiguous::Refuse => Err(Problem::AmbiguousNumber),
                }
            }
            (n, 0) | (0, n) if n > 1 => groups(text).map(|()| None),
            _ => {
                let at = text.rfind([',', '.']).unwrap_or_default();
                let separator = text.as_bytes()[at];
                if text[..at].bytes().any(|b| b == separator) {
                    return Err(Problem::NotANumber);
                }
                groups(&text[..at]).map(|()| Some(at))
            }
        }
    }
}

/// Thousands in groups of three.
fn groups(whole: &str) -> Result<(), Problem> {
    let mut groups = whole.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    if (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3) {
        Ok(())
    } else {
        Err(Problem::NotANumber)
    }
}

fn strip(whole: &str) -> String {
    whole.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Result<String, Problem> {
        read(text, Ambiguous::Refuse).map(|d| d.to_string())
    }

    #[test]
    fn german_english_and_swiss_writings_are_understood() {
        for (text, value) in [
            ("62", "62"),
            ("62,00", "62"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1234.56", "1234.56"),
            ("1'234.50", "1234.5"),
            ("1 234,50 €", "1234.5"),
            ("€ 12,5", "12.5"),
            ("12,-", "12"),
            ("12,50 EUR", "12.5"),
            ("1.234.567", "1234567"),
            ("0.125", "0.125"),
            (",5", "0.5"),
            ("-3,5", "-3.5"),
            ("1234,567", "1234.567"),
            ("+7", "7"),
        ] {
            assert_eq!(refused(text), Ok(value.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_could_be_a_thousand_or_a_fraction_is_decided_by_the_file_or_refused() {
        let read = |text, how| read(text, how).map(|d| d.to_string());
        for text in ["1.234", "1,234", "12.500"] {
            assert_eq!(read(text, Ambiguous::Refuse), Err(Problem::AmbiguousNumber), "{text}");
        }
        assert_eq!(read("1.234", Ambiguous::Convention(Decimals::Comma)).as_deref(), Ok("1234"));
        assert_eq!(read("1,234", Ambiguous::Convention(Decimals::Comma)).as_deref(), Ok("1.234"));
        assert_eq!(read("1.234", Ambiguous::Convention(Decimals::Point)).as_deref(), Ok("1.234"));
        assert_eq!(read("1.234", Ambiguous::Fraction).as_deref(), Ok("1.234"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "abc",
            "1.2.3",
            "1,23,4",
            "1.234,5,6",
            "12 5",
            "1e5",
            ".",
            "--",
            "1,2.3,4",
            "٣",
            "1234567890123456789012345678901",
        ] {
            assert_eq!(refused(text), Err(Problem::NotANumber), "{text}");
        }
        assert_eq!(refused("  "), Err(Problem::Required));
    }

    #[test]
    fn only_an_unambiguous_number_is_evidence_of_the_convention() {
        assert_eq!(evidence("44,20"), Some(Decimals::Comma));
        assert_eq!(evidence("1.044,20"), Some(Decimals::Comma));
        assert_eq!(evidence("0.35"), Some(Decimals::Point));
        assert_eq!(evidence("1.234"), None);
        assert_eq!(evidence("12"), None);
    }
}
