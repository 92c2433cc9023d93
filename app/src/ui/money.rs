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

/// An amount as one types it into a field: always with cents, since `1.000` could be read as a fraction.
#[must_use]
pub fn shown_money(money: Money, l: Language) -> String {
    let mut amount = money.amount.normalize();
    amount.rescale(amount.scale().max(2));
    format::decimal(amount, l)
}

/// An amount in euro as people type it: `12,50`, `12.50 €`; zero too.
///
/// # Errors
/// As [`Quantity::parse`].
pub fn typed_money(text: &str) -> Result<Money, Problem> {
    let text = text.replace(['€', '\u{a0}', '\u{202f}'], "");
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| matches!(b, b'0' | b'.' | b',')) && text.contains('0') {
        return Ok(Money::ZERO);
    }
    Ok(Money::eur(Quantity::parse(text)?.0))
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
    fn an_amount_is_read_as_it_is_written_on_the_page() {
        for (text, cents) in [("12,50\u{a0}€", 1_250), ("0,00", 0), ("0", 0), (" 7 ", 700)] {
            assert_eq!(typed_money(text), Ok(Money::cents(cents)), "{text}");
        }
        for text in ["", ",", "zwei", "-1"] {
            assert!(typed_money(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_thousand_in_a_field_is_read_back_as_a_thousand() {
        for l in [Language::De, Language::En] {
            for cents in [0, 5, 1_250, 100_000, 2_500_000, 123_456_789] {
                let money = Money::cents(cents);
                assert_eq!(typed_money(&shown_money(money, l)), Ok(money));
            }
            for text in ["1000", "2.5"] {
                let quantity = Quantity::parse(text).unwrap();
                assert_eq!(Quantity::parse(&shown(quantity, l)), Ok(quantity));
            }
        }
    }
}
