//! The one place where an amount becomes Stripe's integer of cents and back.

use kontor_domain::{Decimal, Money};

use crate::StripeError;

/// Cents, as Stripe counts euro.
///
/// # Errors
/// [`StripeError::Invalid`] for fractions of a cent, nothing, less than nothing, and more than Stripe's eight digits.
pub(crate) fn to_minor(money: Money) -> Result<i64, StripeError> {
    let wrong = || StripeError::Invalid { code: "amount".into(), message: money.amount.to_string() };
    let cents = money.amount.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(wrong)?.normalize();
    if cents.scale() != 0 || cents <= Decimal::ZERO || cents > Decimal::from(99_999_999) {
        return Err(wrong());
    }
    i64::try_from(cents).map_err(|_| wrong())
}

pub(crate) fn from_minor(cents: i64) -> Money {
    Money::cents(cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euros_are_cents_and_nothing_is_rounded_on_the_way() {
        assert_eq!(to_minor(Money::cents(12_345)), Ok(12_345));
        assert_eq!(to_minor(Money::eur(Decimal::new(1_500, 3))), Ok(150));
        assert_eq!(from_minor(12_345), Money::cents(12_345));
        for wrong in [
            Money::eur(Decimal::new(1_005, 3)),
            Money::ZERO,
            Money::cents(-1),
            Money::cents(100_000_000),
            Money::eur(Decimal::MAX),
        ] {
            assert!(to_minor(wrong).is_err(), "{wrong:?}");
        }
    }
}
