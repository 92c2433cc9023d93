//! Follow-ups (Wiedervorlage): a day on which one of the dealer's people comes back to a case or a customer.

use jiff::ToSpan as _;
use jiff::civil::{DateTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::case::CaseCode;
use crate::{CompanyId, Date, FollowUpId, IdempotencyKey, PersonId, calendar};

/// Longest note, in characters.
pub const MAX_NOTE: u32 = 500;

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    pub id: FollowUpId,
    /// Absent for one about the customer.
    #[serde(default)]
    pub case: Option<CaseCode>,
    pub company: CompanyId,
    pub company_name: String,
    pub due: Date,
    pub note: String,
    pub owner: PersonId,
    pub owner_name: String,
    pub made_by: String,
    #[serde(default)]
    pub done_at: Option<DateTime>,
    #[serde(default)]
    pub done_by: String,
    pub version: i64,
}

/// When it is due, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    Overdue,
    Today,
    /// Until the end of this week's Sunday.
    ThisWeek,
    Later,
}

impl Due {
    #[must_use]
    pub fn of(due: Date, today: Date) -> Self {
        let to_sunday = 7 - i64::from(today.weekday().to_monday_one_offset());
        let sunday = today.checked_add(to_sunday.days()).unwrap_or(today);
        if due < today {
            Self::Overdue
        } else if due == today {
            Self::Today
        } else if due <= sunday {
            Self::ThisWeek
        } else {
            Self::Later
        }
    }
}

/// Where a button puts a follow-up off to: never to a day on which nobody works. `state` is the one whose holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Snooze {
    Tomorrow,
    NextMonday,
    TwoWeeks,
}

impl Snooze {
    pub const ALL: [Self; 3] = [Self::Tomorrow, Self::NextMonday, Self::TwoWeeks];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tomorrow => "tomorrow",
            Self::NextMonday => "next_monday",
            Self::TwoWeeks => "two_weeks",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    #[must_use]
    pub fn day(self, today: Date, state: &str) -> Date {
        let days = match self {
            Self::Tomorrow => 1,
            Self::NextMonday => 7 - i64::from(today.weekday().since(Weekday::Monday)),
            Self::TwoWeeks => 14,
        };
        calendar::working_day_from(today.checked_add(days.days()).unwrap_or(today), state)
    }
}

/// Which follow-ups: the reader's own, unless something else is asked for. What is asked for counts together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FollowUpFilter {
    /// Everybody's instead of the reader's own.
    #[serde(default)]
    pub all: bool,
    /// Of this customer, everybody's.
    #[serde(default)]
    pub company: Option<CompanyId>,
    /// On this case, everybody's.
    #[serde(default)]
    pub case: Option<CaseCode>,
    /// Those that this person looks after.
    #[serde(default)]
    pub owner: Option<PersonId>,
    /// Due on this day at the latest.
    #[serde(default)]
    pub until: Option<Date>,
}

impl FollowUpFilter {
    /// Nothing but the reader's own.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        !self.all && self.company.is_none() && self.case.is_none() && self.owner.is_none()
    }
}

/// The due list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpList {
    /// By day; no more than two hundred.
    pub items: Vec<FollowUp>,
    pub today: Date,
    /// Who may take one over.
    pub colleagues: Vec<crate::cases::Colleague>,
    pub me: Option<PersonId>,
}

/// Somebody's own follow-ups in a calendar. Its address is told once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    pub made: DateTime,
}

/// Make one: on a case, or on a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeFollowUp {
    pub key: IdempotencyKey,
    #[serde(default)]
    pub case: Option<CaseCode>,
    #[serde(default)]
    pub company: Option<CompanyId>,
    pub due: Date,
    pub note: String,
    /// Whoever makes it, when absent.
    #[serde(default)]
    pub owner: Option<PersonId>,
}

/// Change one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeFollowUp {
    pub id: FollowUpId,
    pub version: i64,
    pub step: FollowUpStep,
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum FollowUpStep {
    Done,
    Move { due: Date },
    Snooze { to: Snooze },
    HandOver { person: PersonId },
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn day(month: i8, day: i8) -> Date {
        Date::constant(2026, month, day)
    }

    #[test]
    fn what_is_due_is_told_by_day_and_week() {
        // A Tuesday.
        let today = day(11, 24);
        for (due, expected) in [
            (day(11, 23), Due::Overdue),
            (today, Due::Today),
            (day(11, 25), Due::ThisWeek),
            (day(11, 29), Due::ThisWeek),
            (day(11, 30), Due::Later),
        ] {
            assert_eq!(Due::of(due, today), expected, "{due}");
        }
        assert_eq!(Due::of(day(11, 30), day(11, 29)), Due::Later, "a week ends on Sunday");
    }

    #[test]
    fn it_is_put_off_to_days_on_which_somebody_works() {
        let friday = day(11, 27);
        assert_eq!(Snooze::Tomorrow.day(friday, "BW"), day(11, 30));
        assert_eq!(Snooze::NextMonday.day(friday, "BW"), day(11, 30));
        assert_eq!(Snooze::NextMonday.day(day(11, 30), "BW"), day(12, 7), "not the same day");
        assert_eq!(Snooze::TwoWeeks.day(day(12, 12), "BW"), day(12, 28), "a Saturday after Christmas");
        assert_eq!(Snooze::Tomorrow.day(day(12, 24), "BW"), day(12, 28), "over the holidays");
    }
}
