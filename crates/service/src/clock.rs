//! The only place where the time is read. Tests hold the clock.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use kontor_store::Datetime;

/// The time, and the dealer's time zone.
#[derive(Clone)]
pub struct Clock {
    source: Source,
    zone: TimeZone,
}

#[derive(Clone)]
enum Source {
    System,
    Held(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// The system's clock in `zone` (IANA name).
    ///
    /// # Errors
    /// When the zone is unknown.
    pub fn system(zone: &str) -> Result<Self, jiff::Error> {
        Ok(Self { source: Source::System, zone: TimeZone::get(zone)? })
    }

    /// A clock that stands at this local time in Berlin until it is moved.
    #[must_use]
    pub fn held(at: DateTime) -> Self {
        let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        let stamp = at.to_zoned(zone.clone()).map(|z| z.timestamp()).unwrap_or_default();
        Self { source: Source::Held(Arc::new(Mutex::new(stamp))), zone }
    }

    /// Moves a held clock; the system's clock is left alone.
    pub fn advance(&self, by: SignedDuration) {
        if let Source::Held(at) = &self.source {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at = at.saturating_add(by).unwrap_or(*at);
        }
    }

    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::System => Timestamp::now(),
            Source::Held(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Wall time where the dealer is.
    #[must_use]
    pub fn local(&self) -> DateTime {
        self.now().to_zoned(self.zone.clone()).datetime()
    }

    /// What the time zone of wall times is called, for who reads them elsewhere.
    #[must_use]
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// Wall time of a moment read from the store.
    #[must_use]
    pub fn local_of(&self, at: &Datetime) -> DateTime {
        self.local_at(chrono::DateTime::<chrono::Utc>::from(*at).timestamp_millis())
    }

    /// Wall time of a moment given in milliseconds since 1970.
    #[must_use]
    pub fn local_at(&self, milliseconds: i64) -> DateTime {
        Timestamp::from_millisecond(milliseconds).unwrap_or_default().to_zoned(self.zone.clone()).datetime()
    }

    /// Now, as the store keeps it.
    #[must_use]
    pub fn stamp(&self) -> Datetime {
        stamp(self.now())
    }

    /// A moment given as wall time where the dealer is, as the store keeps it.
    #[must_use]
    pub fn stamp_of(&self, local: DateTime) -> Datetime {
        stamp(local.to_zoned(self.zone.clone()).map_or_else(|_| self.now(), |zoned| zoned.timestamp()))
    }

    /// So much later than now, as the store keeps it.
    #[must_use]
    pub fn stamp_in(&self, by: SignedDuration) -> Datetime {
        let now = self.now();
        stamp(now.saturating_add(by).unwrap_or(now))
    }
}

fn stamp(at: Timestamp) -> Datetime {
    // Finer than a millisecond: two lines put into a cart one after the other keep their order.
    Datetime::from(chrono::DateTime::from_timestamp_micros(at.as_microsecond()).unwrap_or_default())
}
