//! How long a document has to stay, and when it may go.

use super::DocumentKind;
use crate::{Date, Problem};

/// The last day on which a document of this kind and day has to be there. Years are counted from the end of the calendar year in which
/// it came into being (§ 147 (4) AO, § 257 (5) HGB).
#[must_use]
pub fn retained_until(kind: DocumentKind, dated: Date) -> Date {
    Date::new(dated.year().saturating_add(kind.years()), 12, 31).unwrap_or(Date::MAX)
}

/// May it be deleted on this day? A hold keeps it for as long as somebody needs it: the period does not end before the taxes it
/// matters for are settled (§ 147 (3) AO), nor while there is a lawsuit.
///
/// # Errors
/// [`Problem::OnHold`], [`Problem::RetentionRuns`].
pub fn deletable(until: Date, held: bool, today: Date) -> Result<(), Problem> {
    if held {
        Err(Problem::OnHold)
    } else if today <= until {
        Err(Problem::RetentionRuns { until })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_invoice_of_february_2026_goes_on_the_first_of_january_2035() {
        let until = retained_until(DocumentKind::Invoice, Date::constant(2026, 2, 3));
        assert_eq!(until, Date::constant(2034, 12, 31));
        assert_eq!(deletable(until, false, until), Err(Problem::RetentionRuns { until }));
        assert_eq!(deletable(until, false, Date::constant(2035, 1, 1)), Ok(()));
        assert_eq!(deletable(until, true, Date::constant(2035, 1, 1)), Err(Problem::OnHold));
    }

    #[test]
    fn letters_stay_six_years_vouchers_eight_and_books_ten() {
        let until = |kind| retained_until(kind, Date::constant(2026, 12, 31)).year();
        assert_eq!(until(DocumentKind::Offer), 2032);
        assert_eq!(until(DocumentKind::Upload), 2032);
        assert_eq!(until(DocumentKind::SignedForm), 2034);
        assert_eq!(until(DocumentKind::Book), 2036);
    }

    proptest! {
        #[test]
        fn it_ends_with_a_year_and_never_before_the_full_number_of_years(days in 0_i32..3_000_000) {
            let dated = Date::ZERO.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX);
            for kind in DocumentKind::ALL {
                let until = retained_until(kind, dated);
                prop_assert_eq!((until.month(), until.day()), (12, 31));
                let full = dated.year() + kind.years();
                prop_assert_eq!(until.year(), full.min(9999));
            }
        }
    }
}
