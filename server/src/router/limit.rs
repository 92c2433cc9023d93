//! How many requests one address may send: a leaky bucket per address (GCRA: one number per address says when its
//! bucket will be empty again).
//!
//! Attempts to sign in and the like are limited far lower by the service; this layer only keeps one address from taking
//! the whole machine.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use kontor_domain::Error;

use super::asker::Asker;
use super::client::ClientAddress;
use super::state::AppState;

/// Above this many addresses the idle ones are swept out.
const SWEEP: usize = 50_000;

/// Counts requests per address.
pub struct Gate {
    /// Microseconds between two requests at the average rate; 0 means no limit.
    interval: i64,
    /// Microseconds by which an address may be ahead of the average.
    ahead: i64,
    /// When the bucket of an address is empty again, in microseconds.
    empty_at: Mutex<HashMap<IpAddr, i64>>,
}

impl Gate {
    #[must_use]
    pub fn new(per_second: u32, burst: u32) -> Self {
        let interval = if per_second == 0 { 0 } else { (1_000_000 / i64::from(per_second)).max(1) };
        Self { interval, ahead: interval * i64::from(burst), empty_at: Mutex::new(HashMap::new()) }
    }

    /// Counts a request of `address` at `now` (microseconds of any epoch).
    ///
    /// # Errors
    /// The seconds to wait when the address has used up its burst.
    pub fn pass(&self, address: IpAddr, now: i64) -> Result<(), u32> {
        if self.interval == 0 {
            return Ok(());
        }
        let mut empty_at = self.empty_at.lock().unwrap_or_else(PoisonError::into_inner);
        if empty_at.len() > SWEEP {
            empty_at.retain(|_, at| *at > now);
        }
        let at = empty_at.entry(neighbourhood(address)).or_insert(now);
        let next = (*at).max(now) + self.interval;
        if next - now > self.ahead {
            let seconds = (next - now - self.ahead + 999_999) / 1_000_000;
            return Err(u32::try_from(seconds).unwrap_or(60));
        }
        *at = next;
        Ok(())
    }
}

/// One customer owns at least a /64 of IPv6 addresses; counting single ones would be no limit.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// Answers 429 with `Retry-After` to an address that sends too much.
pub async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let address = ClientAddress::of(request.extensions());
    match state.gate.pass(address.0, state.kontor.clock.now().as_microsecond()) {
        Ok(()) => next.run(request).await,
        Err(seconds) => Asker::of(&request).refuse(Error::RateLimited { seconds }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    #[test]
    fn after_the_burst_an_address_gets_the_average_rate() {
        let (gate, a) = (Gate::new(10, 5), IpAddr::from([192, 0, 2, 1]));
        for _ in 0..5 {
            assert_eq!(gate.pass(a, 0), Ok(()));
        }
        assert_eq!(gate.pass(a, 0), Err(1));
        assert_eq!(gate.pass(a, SECOND / 10), Ok(()));
        assert_eq!(gate.pass(a, SECOND / 10), Err(1));
        assert_eq!(gate.pass(IpAddr::from([192, 0, 2, 2]), 0), Ok(()));
    }

    #[test]
    fn zero_means_no_limit() {
        let gate = Gate::new(0, 0);
        assert!((0..1_000).all(|_| gate.pass(IpAddr::from([192, 0, 2, 1]), 0).is_ok()));
    }

    #[test]
    fn all_ipv6_addresses_of_a_customer_count_as_one() {
        let gate = Gate::new(1, 1);
        let ip = |s: &str| s.parse::<IpAddr>().expect("an address");
        assert_eq!(gate.pass(ip("2001:db8::1"), 0), Ok(()));
        assert!(gate.pass(ip("2001:db8::2"), 0).is_err());
        assert_eq!(gate.pass(ip("2001:db8:0:1::1"), 0), Ok(()));
        assert_eq!(neighbourhood(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
    }
}
