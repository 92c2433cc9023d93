//! How a round goes on: whose turn it is, and when it is over.

use jiff::ToSpan as _;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::SignerState;
use crate::forms::SigningOrder;
use crate::{Date, Problem};

/// Where a round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// Somebody still has to sign.
    Open,
    /// All have signed; it is being sealed.
    Signed,
    /// Sealed and in the archive.
    Sealed,
    Declined,
    Expired,
    Withdrawn,
}

impl RoundState {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Signed => "signed",
            Self::Sealed => "sealed",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What happens to a round. Signers are counted from 0, as their fields stand in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    See(usize),
    Sign(usize),
    Decline(usize),
    /// Somebody else is asked in their place.
    Delegate(usize),
    Expire,
    Withdraw,
    /// It is in the archive.
    Seal,
}

/// A round, as far as its rules need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub order: SigningOrder,
    pub state: RoundState,
    pub signers: Vec<SignerState>,
}

impl Progress {
    /// It begins: the first is asked, or all are.
    #[must_use]
    pub fn begin(order: SigningOrder, signers: usize) -> Self {
        let first = |n| match order {
            SigningOrder::InOrder if n > 0 => SignerState::Later,
            _ => SignerState::Asked,
        };
        Self { order, state: RoundState::Open, signers: (0..signers).map(first).collect() }
    }

    /// May this one sign, decline or hand it on now?
    ///
    /// # Errors
    /// [`Problem::NotYourTurn`]; [`Problem::AlreadyDone`] for who has signed; [`Problem::WrongState`] when the round is over.
    pub fn may(&self, signer: usize) -> Result<(), Problem> {
        match (self.state, self.signers.get(signer)) {
            (_, Some(SignerState::Signed)) => Err(Problem::AlreadyDone),
            (RoundState::Open, Some(SignerState::Asked | SignerState::Seen)) => Ok(()),
            (RoundState::Open, Some(SignerState::Later)) => Err(Problem::NotYourTurn),
            _ => Err(Problem::WrongState),
        }
    }

    /// Goes on, and answers who is asked now and was not before.
    ///
    /// # Errors
    /// As [`Self::may`]; nothing has changed then.
    pub fn step(&mut self, step: Move) -> Result<Option<usize>, Problem> {
        match step {
            Move::See(n) => {
                self.may(n)?;
                self.signers[n] = SignerState::Seen;
            }
            Move::Delegate(n) => {
                self.may(n)?;
                self.signers[n] = SignerState::Asked;
            }
            Move::Decline(n) => {
                self.may(n)?;
                self.signers[n] = SignerState::Declined;
                self.state = RoundState::Declined;
            }
            Move::Sign(n) => {
                self.may(n)?;
                self.signers[n] = SignerState::Signed;
                return Ok(self.next());
            }
            Move::Expire => self.end(RoundState::Open, RoundState::Expired)?,
            Move::Withdraw => self.end(RoundState::Open, RoundState::Withdrawn)?,
            Move::Seal => self.end(RoundState::Signed, RoundState::Sealed)?,
        }
        Ok(None)
    }

    fn end(&mut self, from: RoundState, to: RoundState) -> Result<(), Problem> {
        if self.state != from {
            return Err(Problem::WrongState);
        }
        self.state = to;
        Ok(())
    }

    /// After somebody has signed: the next one's turn, or the end.
    fn next(&mut self) -> Option<usize> {
        let Some(open) = self.signers.iter().position(|state| *state != SignerState::Signed) else {
            self.state = RoundState::Signed;
            return None;
        };
        if self.signers[open] != SignerState::Later {
            return None;
        }
        self.signers[open] = SignerState::Asked;
        Some(open)
    }
}

/// Was somebody asked so lately that nobody reminds them yet?
#[must_use]
pub fn lately(asked: DateTime, now: DateTime) -> bool {
    now < asked.saturating_add(1.days())
}

/// When a round that was asked for then comes to mind: after three days, on the morning of the day before the last, and when it is over.
#[must_use]
pub fn reminders(asked: DateTime, until: Date) -> Vec<DateTime> {
    let after = asked.saturating_add(3.days());
    let before = until.yesterday().unwrap_or(until).at(9, 0, 0, 0);
    let end = until.tomorrow().unwrap_or(until).at(0, 0, 0, 0);
    let mut all = vec![after, before];
    // Nobody is asked twice within a day, and never before the first mail has been read.
    all.retain(|at| !lately(asked, *at) && *at < end);
    all.sort_unstable();
    all.dedup_by(|later, earlier| lately(*earlier, *later));
    all.push(end);
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn in_order_the_second_is_asked_when_the_first_has_signed() {
        let mut round = Progress::begin(SigningOrder::InOrder, 2);
        assert_eq!(round.step(Move::Sign(1)), Err(Problem::NotYourTurn));
        assert_eq!(round.step(Move::Sign(0)), Ok(Some(1)));
        assert_eq!(round.step(Move::Sign(0)), Err(Problem::AlreadyDone));
        assert_eq!(round.step(Move::Sign(1)), Ok(None));
        assert_eq!(round.state, RoundState::Signed);
        assert_eq!(round.step(Move::Withdraw), Err(Problem::WrongState));
        assert_eq!(round.step(Move::Seal), Ok(None));
    }

    #[test]
    fn one_who_declines_ends_it_for_all() {
        let mut round = Progress::begin(SigningOrder::Parallel, 2);
        round.step(Move::Sign(1)).unwrap();
        round.step(Move::Decline(0)).unwrap();
        assert_eq!(round.state, RoundState::Declined);
        assert_eq!(round.step(Move::Sign(0)), Err(Problem::WrongState));
    }

    #[test]
    fn a_round_comes_to_mind_twice_and_then_ends() {
        let asked = jiff::civil::date(2026, 11, 24).at(9, 30, 0, 0);
        let days = |until: i8| -> Vec<String> {
            let until = Date::constant(2026, 12, until);
            reminders(asked, until).iter().map(ToString::to_string).collect()
        };
        assert_eq!(days(8), ["2026-11-27T09:30:00", "2026-12-07T09:00:00", "2026-12-09T00:00:00"]);
        let short = reminders(asked, Date::constant(2026, 11, 25));
        assert_eq!(short, [jiff::civil::date(2026, 11, 26).at(0, 0, 0, 0)]);
    }

    #[test]
    fn who_was_asked_within_a_day_is_left_in_peace() {
        let asked = jiff::civil::date(2026, 11, 24).at(9, 30, 0, 0);
        assert!(lately(asked, jiff::civil::date(2026, 11, 25).at(9, 29, 59, 0)));
        assert!(!lately(asked, jiff::civil::date(2026, 11, 25).at(9, 30, 0, 0)));
    }

    fn moves() -> impl Strategy<Value = Vec<Move>> {
        let one = prop_oneof![
            (0_usize..4).prop_map(Move::See),
            (0_usize..4).prop_map(Move::Sign),
            (0_usize..4).prop_map(Move::Sign),
            (0_usize..4).prop_map(Move::Decline),
            (0_usize..4).prop_map(Move::Delegate),
            Just(Move::Expire),
            Just(Move::Withdraw),
            Just(Move::Seal),
        ];
        proptest::collection::vec(one, 0..20)
    }

    proptest! {
        #[test]
        fn whatever_is_tried_a_round_never_contradicts_itself(
            parallel in any::<bool>(), count in 1_usize..4, moves in moves()
        ) {
            let order = if parallel { SigningOrder::Parallel } else { SigningOrder::InOrder };
            let mut round = Progress::begin(order, count);
            for step in moves {
                let before = round.clone();
                let result = round.step(step);
                if result.is_err() {
                    prop_assert_eq!(&round, &before, "a refusal changes nothing");
                }
                // What was signed stays signed; what is over never opens again.
                for (was, now) in before.signers.iter().zip(&round.signers) {
                    prop_assert!(*was != SignerState::Signed || *now == SignerState::Signed);
                }
                prop_assert!(before.state == RoundState::Open || round.state != RoundState::Open);
                let all = round.signers.iter().all(|state| *state == SignerState::Signed);
                prop_assert_eq!(all, matches!(round.state, RoundState::Signed | RoundState::Sealed));
                let declined = round.signers.contains(&SignerState::Declined);
                prop_assert_eq!(declined, round.state == RoundState::Declined);
                // In order: one at most is asked, and everybody before them has signed.
                if !parallel && let Some(at) = round.signers.iter().position(|s| matches!(s, SignerState::Asked | SignerState::Seen)) {
                    prop_assert!(round.signers[..at].iter().all(|s| *s == SignerState::Signed));
                    prop_assert!(round.signers[at + 1..].iter().all(|s| *s == SignerState::Later));
                }
                // Open, and somebody can go on.
                if round.state == RoundState::Open {
                    prop_assert!((0..count).any(|n| round.may(n).is_ok()));
                }
            }
        }
    }
}
