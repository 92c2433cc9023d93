//! Working days: weekends and the public holidays of the German states.

use jiff::ToSpan as _;

use crate::Date;

/// Is it a working day in this state (ISO 3166-2 without `DE-`; empty for the nine days that hold everywhere)?
#[must_use]
pub fn is_working_day(day: Date, state: &str) -> bool {
    day.weekday().to_monday_zero_offset() < 5 && !is_holiday(day, state)
}

/// Public holidays by the holiday laws of the sixteen states, as of 2026. Days that hold in single towns only
/// (Augsburg's peace festival, Assumption outside Catholic communities of Bavaria) are left out, except that
/// Assumption counts in all of Bavaria and Saarland: a delivery promised a day late is better than one missed.
#[must_use]
pub fn is_holiday(day: Date, state: &str) -> bool {
    let in_states = |states: &[&str]| states.contains(&state);
    let fixed = match (day.month(), day.day()) {
        (1 | 5, 1) | (10, 3) | (12, 25 | 26) => true,
        (1, 6) => in_states(&["BW", "BY", "ST"]),
        (3, 8) => in_states(&["BE", "MV"]),
        (8, 15) => in_states(&["BY", "SL"]),
        (9, 20) => in_states(&["TH"]),
        (10, 31) => in_states(&["BB", "HB", "HH", "MV", "NI", "SN", "ST", "SH", "TH"]),
        (11, 1) => in_states(&["BW", "BY", "NW", "RP", "SL"]),
        _ => false,
    };
    if fixed {
        return true;
    }
    // Days of repentance: the Wednesday before 23 November, Saxony only.
    if state == "SN"
        && day.month() == 11
        && (16..=22).contains(&day.day())
        && day.weekday().to_monday_zero_offset() == 2
    {
        return true;
    }
    let from_easter = day.since(easter(day.year())).map_or(i32::MAX, |span| span.get_days());
    match from_easter {
        -2 | 1 | 39 | 50 => true,
        60 => in_states(&["BW", "BY", "HE", "NW", "RP", "SL"]),
        0 | 49 => in_states(&["BB"]),
        _ => false,
    }
}

/// Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
#[must_use]
pub fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (n / 31, n % 31 + 1);
    Date::new(year, i8::try_from(month).unwrap_or(4), i8::try_from(day).unwrap_or(1)).unwrap_or(Date::ZERO)
}

/// The first working day that is `day` or later.
#[must_use]
pub fn working_day_from(day: Date, state: &str) -> Date {
    let mut day = day;
    while !is_working_day(day, state) {
        day = next(day);
    }
    day
}

/// `n` working days after `day`; with `n == 0` the first working day from `day`.
#[must_use]
pub fn add_working_days(day: Date, n: i64, state: &str) -> Date {
    let mut day = working_day_from(day, state);
    for _ in 0..n.clamp(0, 2_000) {
        day = working_day_from(next(day), state);
    }
    day
}

/// The `n`th working day before `day`; with `n == 0` the day itself.
#[must_use]
pub fn working_days_before(day: Date, n: u8, state: &str) -> Date {
    let mut day = day;
    for _ in 0..n {
        loop {
            match day.checked_sub(1.day()) {
                Ok(before) => day = before,
                Err(_) => return day,
            }
            if is_working_day(day, state) {
                break;
            }
        }
    }
    day
}

/// The day after; stays at the end of time (9999-12-31).
#[must_use]
pub fn next(day: Date) -> Date {
    day.checked_add(1.day()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn d(y: i16, m: i8, day: i8) -> Date {
        Date::constant(y, m, day)
    }

    #[test]
    fn easter_falls_where_the_church_says() {
        for (year, month, day) in [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter(year), d(year, month, day));
        }
    }

    #[test]
    fn holidays_differ_by_state() {
        assert!(is_holiday(d(2026, 1, 6), "BY") && !is_holiday(d(2026, 1, 6), "NI"));
        assert!(is_holiday(d(2026, 11, 18), "SN") && !is_holiday(d(2026, 11, 18), "BY"));
        assert!(is_holiday(d(2026, 6, 4), "BW") && !is_holiday(d(2026, 6, 4), "BE"));
        assert!(is_holiday(d(2026, 4, 3), "") && is_holiday(d(2026, 5, 14), ""));
    }

    #[test]
    fn christmas_is_skipped() {
        // Thursday 24 December 2026 -> Friday and Saturday are holidays, Sunday is Sunday.
        assert_eq!(add_working_days(d(2026, 12, 24), 1, "BW"), d(2026, 12, 28));
        assert_eq!(add_working_days(d(2026, 12, 25), 0, "BW"), d(2026, 12, 28));
    }

    #[test]
    fn working_days_are_counted_back_over_weekends_and_holidays() {
        assert_eq!(working_days_before(d(2026, 12, 28), 1, "BW"), d(2026, 12, 24));
        assert_eq!(working_days_before(d(2026, 11, 24), 2, "BW"), d(2026, 11, 20));
        assert_eq!(working_days_before(d(2026, 11, 22), 0, "BW"), d(2026, 11, 22));
    }

    proptest! {
        #[test]
        fn a_promise_is_always_a_working_day_and_never_earlier(
            offset in 0i32..3000, n in 0i64..60, state in proptest::sample::select(vec!["BW", "BY", "SN", "BE", ""]),
        ) {
            let start = d(2024, 1, 1).checked_add(offset.days()).unwrap();
            let end = add_working_days(start, n, state);
            prop_assert!(is_working_day(end, state) && end >= start);
            prop_assert!(add_working_days(start, n + 1, state) > end);
        }
    }
}
