//! Rate limits: how often somebody may try in a span of time. In memory: a restart forgives, a second process counts
//! on its own; both are acceptable for what they protect (guessing passwords, mail floods).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use kontor_domain::Error;

/// Counts attempts per key in fixed windows.
#[derive(Default)]
pub struct Limits {
    windows: Mutex<HashMap<String, (Timestamp, u32)>>,
}

/// Above this many keys the expired ones are swept out.
const SWEEP: usize = 10_000;

impl Limits {
    /// Counts an attempt of `key`.
    ///
    /// # Errors
    /// [`Error::RateLimited`] with the seconds to wait when there were `max` already within `window`.
    pub fn attempt(
        &self,
        now: Timestamp,
        key: String,
        max: u32,
        window: SignedDuration,
    ) -> Result<(), Error> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > SWEEP {
            windows.retain(|_, (until, _)| *until > now);
        }
        let until = now.saturating_add(window).unwrap_or(now);
        let entry = windows.entry(key).or_insert((until, 0));
        if entry.0 <= now {
            *entry = (until, 0);
        }
        if entry.1 >= max {
            let seconds = entry.0.duration_since(now).as_secs().clamp(1, 86_400);
            return Err(Error::RateLimited { seconds: u32::try_from(seconds).unwrap_or(60) });
        }
        entry.1 += 1;
        Ok(())
    }

    /// Forgets the attempts of a key, after it succeeded.
    pub fn forgive(&self, key: &str) {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_too_many_attempts_one_waits_and_then_may_again() {
        let (limits, start) = (Limits::default(), Timestamp::UNIX_EPOCH);
        let minute = SignedDuration::from_mins(1);
        for _ in 0..3 {
            limits.attempt(start, "a".into(), 3, minute).unwrap();
        }
        assert_eq!(limits.attempt(start, "a".into(), 3, minute), Err(Error::RateLimited { seconds: 60 }));
        limits.attempt(start, "b".into(), 3, minute).unwrap();
        let later = start.saturating_add(minute).unwrap();
        limits.attempt(later, "a".into(), 3, minute).unwrap();
    }
}
