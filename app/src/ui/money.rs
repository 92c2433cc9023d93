//! Small pieces of writing that more than one page needs; the rules are in `kontor_domain::format`.

use kontor_domain::{Language, Money, Problem, Quantity, Unit, format};

/// `5 Stück`.
#[must_use]
pub fn quantity_words(quantity: Quantity, unit: Unit, l: Language) -> String {
    format!("{} {}", format::quantity(quantity, l), unit.word(l))
}

/// A quantity as one types it into a field: without thousands separators, which would be read as a fraction.
#[must_use]
pub fn shown(quantity: Quantity, l: Language) -> String {
    let text = quantity.0.normalize().to_string();
    if l == Language::De { text.replace('.', ",") } else { text }
}

/// An amount as one types it into a field: always with cents and never with three places, which could be read as thousands.
#[must_use]
pub fn shown_money(money: Money, l: Language) -> String {
    let mut amount = money.amount.normalize();
    amount.rescale(match amount.scale() {
        0..=2 => 2,
        3 => 4,
        more => more,
    });
    format::decimal(amount, l)
}

/// An amount in euro as people type it, in both writings and never guessed: `1.000,50`, `1,000.50`, `1000,5 €`; zero too.
///
/// # Errors
/// [`Problem::Required`] for nothing, [`Problem::AmbiguousNumber`] for `1.000`, which is a thousand in German and one in English,
/// [`Problem::NotPositive`], [`Problem::NotANumber`].
pub fn typed_money(text: &str) -> Result<Money, Problem> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let (dots, commas) = (text.matches('.').count(), text.matches(',').count());
    let plain = match (dots, commas) {
        _ if text.is_empty() => return Err(Problem::Required),
        (0 | 1, 0) => text.clone(),
        (0, 1) => text.replace(',', "."),
        // Both: the last one is the point.
        (_, 1) if text.rfind(',') > text.rfind('.') => text.replace('.', "").replace(',', "."),
        (1, _) if text.rfind('.') > text.rfind(',') => text.replace(',', ""),
        (_, 0) => text.replace('.', ""),
        (0, _) => text.replace(',', ""),
        _ => return Err(Problem::NotANumber),
    };
    if dots + commas == 1 && text.len() - text.rfind(['.', ',']).unwrap_or(0) == 4 {
        return Err(Problem::AmbiguousNumber);
    }
    if !plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err(if plain.starts_with('-') { Problem::NotPositive } else { Problem::NotANumber });
    }
    plain.parse().map(Money::eur).map_err(|_| Problem::NotANumber)
}

/// The next quantity up or down; never under the minimum, and on the steps even when `now` was between two.
#[must_use]
pub fn stepped(now: Quantity, minimum: Quantity, step: Quantity, up: bool) -> Quantity {
    let step = if step > Quantity::ZERO { step } else { Quantity::ONE };
    let steps = (now.0 / step.0).trunc();
    let on_step = Quantity(steps * step.0);
    let next = match up {
        true => on_step + step,
        false if on_step < now => on_step,
        false => Quantity(on_step.0 - step.0),
    };
    next.max(minimum).min(Quantity::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minus_and_plus_stay_on_the_steps_and_over_the_minimum() {
        let q = Quantity::of;
        assert_eq!(stepped(q(10), q(10), q(10), true), q(20));
        assert_eq!(stepped(q(12), q(10), q(10), true), q(20));
        assert_eq!(stepped(q(12), q(10), q(10), false), q(10));
        assert_eq!(stepped(q(10), q(10), q(10), false), q(10));
        assert_eq!(stepped(q(3), q(1), Quantity::ZERO, false), q(2));
    }

    #[test]
    fn amounts_are_read_in_both_writings_and_never_guessed() {
        for (text, cents) in [
            ("12,50\u{a0}€", 1_250),
            ("0,00", 0),
            ("0", 0),
            (" 7 ", 700),
            ("1000", 100_000),
            ("1.000,50", 100_050),
            ("1,000.50", 100_050),
            ("12,5", 1_250),
        ] {
            assert_eq!(typed_money(text), Ok(Money::cents(cents)), "{text}");
        }
        for (text, problem) in [
            ("", Problem::Required),
            (" ", Problem::Required),
            ("1.000", Problem::AmbiguousNumber),
            ("-1", Problem::NotPositive),
            (",", Problem::NotANumber),
            ("viel", Problem::NotANumber),
            ("1e9", Problem::NotANumber),
        ] {
            assert_eq!(typed_money(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn a_thousand_in_a_field_is_read_back_as_a_thousand() {
        for l in [Language::De, Language::En] {
            for cents in [0, 5, 1_250, 100_000, 2_500_000, 123_456_789] {
                let money = Money::cents(cents);
                assert_eq!(typed_money(&shown_money(money, l)), Ok(money));
            }
            let thousandths = Money::eur(kontor_domain::Decimal::new(125, 3));
            assert_eq!(typed_money(&shown_money(thousandths, l)), Ok(thousandths));
            for text in ["1000", "2.5"] {
                let quantity = Quantity::parse(text).unwrap();
                assert_eq!(Quantity::parse(&shown(quantity, l)), Ok(quantity));
            }
        }
    }
}
