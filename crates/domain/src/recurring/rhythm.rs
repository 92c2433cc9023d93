//! On which days: counted from where it began, so that no month's end shifts what follows.

use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};

use crate::{Date, Language, Problem};

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "every", rename_all = "snake_case")]
pub enum Every {
    /// Every so many weeks, on the weekday of the first day.
    Weeks { n: u8 },
    /// Every so many months on this day of the month; in a shorter month on its last day.
    Months { n: u8, day: u8 },
}

impl Every {
    /// The longest interval: two years.
    pub const MAX_WEEKS: u8 = 104;
    pub const MAX_MONTHS: u8 = 24;

    /// `alle 2 Wochen`, `jeden Monat am 31.`.
    #[must_use]
    pub fn text(self, l: Language) -> String {
        match (self, l) {
            (Self::Weeks { n: 1 }, _) => l.pick("jede Woche", "every week").into(),
            (Self::Weeks { n }, Language::De) => format!("alle {n} Wochen"),
            (Self::Weeks { n }, Language::En) => format!("every {n} weeks"),
            (Self::Months { n: 1, day }, Language::De) => format!("jeden Monat am {day}."),
            (Self::Months { n: 1, day }, Language::En) => format!("every month on day {day}"),
            (Self::Months { n, day }, Language::De) => format!("alle {n} Monate am {day}."),
            (Self::Months { n, day }, Language::En) => format!("every {n} months on day {day}"),
        }
    }
}

/// The days of a recurring order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    #[serde(flatten)]
    pub every: Every,
    /// It begins on this day, or on the first day of the rhythm after it.
    pub from: Date,
    /// No order after this day.
    #[serde(default)]
    pub until: Option<Date>,
    /// No more than so many orders in all.
    #[serde(default)]
    pub count: Option<u32>,
}

impl Plan {
    /// The first day that is not before `day`; nothing when the plan is over by then. `done` orders have come of it so far.
    #[must_use]
    pub fn day_from(&self, day: Date, done: u32) -> Option<Date> {
        if self.count.is_some_and(|count| done >= count) {
            return None;
        }
        let day = day.max(self.from);
        let found = match self.every {
            Every::Weeks { n } => {
                let step = i64::from(n.max(1)) * 7;
                let apart = i64::from(day.since(self.from).ok()?.get_days());
                let steps = apart.checked_add(step - 1)? / step;
                self.from.checked_add(steps.checked_mul(step)?.days()).ok()?
            }
            Every::Months { n, day: of_month } => {
                let n = i32::from(n.max(1));
                // The first month is the one of `from`, or the next when its day has passed by then.
                let begin = months(self.from) + i32::from(in_month(months(self.from), of_month)? < self.from);
                let ahead = (months(day) - begin).max(0) / n;
                let at = |k: i32| in_month(begin + k * n, of_month);
                match at(ahead)? {
                    found if found >= day => found,
                    _ => at(ahead + 1)?,
                }
            }
        };
        (found >= day && self.until.is_none_or(|until| found <= until)).then_some(found)
    }

    /// The first day after `day`.
    #[must_use]
    pub fn day_after(&self, day: Date, done: u32) -> Option<Date> {
        self.day_from(crate::calendar::next(day), done).filter(|found| *found > day)
    }

    /// The next days, at most `most`, the first not before `day`.
    #[must_use]
    pub fn days(&self, day: Date, done: u32, most: u32) -> Vec<Date> {
        let mut days: Vec<Date> = Vec::new();
        for n in 0..most {
            let next = match days.last() {
                None => self.day_from(day, done),
                Some(last) => self.day_after(*last, done.saturating_add(n)),
            };
            match next {
                Some(day) => days.push(day),
                None => break,
            }
        }
        days
    }

    /// What is wrong with it, by field.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, Problem)> {
        let mut wrong = Vec::new();
        let (n, most) = match self.every {
            Every::Weeks { n } => (n, Every::MAX_WEEKS),
            Every::Months { n, day } => {
                if !(1..=31).contains(&day) {
                    wrong.push(("day", Problem::NotADate));
                }
                (n, Every::MAX_MONTHS)
            }
        };
        if n == 0 {
            wrong.push(("n", Problem::NotPositive));
        } else if n > most {
            wrong.push(("n", Problem::AtMost { max: u32::from(most) }));
        }
        if self.until.is_some_and(|until| until < self.from) {
            wrong.push(("until", Problem::LaterThan { date: self.from }));
        }
        if self.count == Some(0) {
            wrong.push(("count", Problem::NotPositive));
        }
        wrong
    }
}

/// Months since the year 0.
fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// This day of a month counted as by [`months`], or its last one.
fn in_month(months: i32, day: u8) -> Option<Date> {
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    let day = i8::try_from(day).ok()?.clamp(1, first.days_in_month());
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn d(y: i16, m: i8, day: i8) -> Date {
        Date::constant(y, m, day)
    }

    fn monthly(n: u8, day: u8, from: Date) -> Plan {
        Plan { every: Every::Months { n, day }, from, until: None, count: None }
    }

    #[test]
    fn the_31st_does_not_drift() {
        let plan = monthly(1, 31, d(2027, 1, 31));
        let days = plan.days(plan.from, 0, 5);
        assert_eq!(days, [d(2027, 1, 31), d(2027, 2, 28), d(2027, 3, 31), d(2027, 4, 30), d(2027, 5, 31)]);
        let leap = monthly(1, 30, d(2028, 1, 30));
        assert_eq!(leap.day_after(d(2028, 1, 30), 0), Some(d(2028, 2, 29)));
        assert_eq!(leap.day_after(d(2028, 2, 29), 0), Some(d(2028, 3, 30)));
    }

    #[test]
    fn a_quarter_counts_from_its_first_month_and_not_from_today() {
        let plan = monthly(3, 15, d(2026, 11, 20));
        assert_eq!(plan.days(plan.from, 0, 3), [d(2026, 12, 15), d(2027, 3, 15), d(2027, 6, 15)]);
        assert_eq!(plan.day_from(d(2027, 4, 1), 1), Some(d(2027, 6, 15)));
        assert_eq!(plan.day_from(d(2027, 3, 15), 1), Some(d(2027, 3, 15)));
    }

    #[test]
    fn weeks_keep_their_weekday() {
        let plan = Plan { every: Every::Weeks { n: 2 }, from: d(2026, 11, 24), until: None, count: None };
        assert_eq!(plan.day_from(d(2026, 11, 24), 0), Some(d(2026, 11, 24)));
        assert_eq!(plan.day_after(d(2026, 11, 24), 0), Some(d(2026, 12, 8)));
        assert_eq!(plan.day_from(d(2026, 12, 9), 0), Some(d(2026, 12, 22)));
    }

    #[test]
    fn it_ends_after_its_last_day_or_its_last_order() {
        let plan = Plan { until: Some(d(2027, 2, 27)), ..monthly(1, 31, d(2026, 12, 31)) };
        assert_eq!(plan.days(plan.from, 0, 9), [d(2026, 12, 31), d(2027, 1, 31)]);
        let plan = Plan { count: Some(3), ..monthly(1, 31, d(2026, 12, 31)) };
        assert_eq!(plan.days(plan.from, 0, 9).len(), 3);
        assert_eq!(plan.days(plan.from, 2, 9).len(), 1);
        assert_eq!(plan.day_from(plan.from, 3), None);
        let fields: Vec<_> =
            Plan { until: Some(d(2020, 1, 1)), count: Some(0), ..monthly(25, 32, d(2026, 1, 1)) }
                .problems()
                .into_iter()
                .map(|(field, _)| field)
                .collect();
        assert_eq!(fields, ["day", "n", "until", "count"]);
    }

    proptest! {
        #[test]
        fn days_go_up_and_each_is_the_wished_day_or_the_last_of_its_month(
            offset in 0i32..4000, ahead in 0i32..4000, n in 1u8..=24, of_month in 1u8..=31, weeks: bool,
        ) {
            let from = d(2024, 1, 1).checked_add(offset.days()).unwrap();
            let every = if weeks { Every::Weeks { n } } else { Every::Months { n, day: of_month } };
            let plan = Plan { every, from, until: None, count: None };
            let day = from.checked_add(ahead.days()).unwrap();
            let all = plan.days(from, 0, 60);
            // The day found straight away is the one that counting from the beginning meets.
            if let Some(expected) = all.iter().find(|found| **found >= day) {
                prop_assert_eq!(plan.day_from(day, 0), Some(*expected));
            }
            for pair in all.windows(2) {
                prop_assert!(pair[0] < pair[1]);
                if weeks {
                    prop_assert_eq!(pair[1].since(pair[0]).unwrap().get_days(), i32::from(n) * 7);
                } else {
                    prop_assert_eq!(months(pair[1]) - months(pair[0]), i32::from(n));
                    let wished = i8::try_from(of_month).unwrap();
                    prop_assert!(pair[1].day() == wished || pair[1] == pair[1].last_of_month());
                }
            }
        }
    }
}
