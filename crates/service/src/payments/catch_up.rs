//! Events that were missed while we were down.

use jiff::SignedDuration;
use kontor_domain::Error;

use super::handle_event::take;
use super::rows;
use super::stripe::{Outside as _, stripe};
use crate::Kontor;

/// Looked at again each time: events of the same second, and what Stripe lists late.
const OVERLAP: i64 = 600;
/// So far back the very first look goes.
const FIRST: i64 = 24 * 3_600;
/// Stripe lists events of thirty days.
const KEPT: SignedDuration = SignedDuration::from_hours(40 * 24);

/// Takes every event since the last look as if it had come by webhook; answers how many were looked at. Does nothing
/// without a Stripe key.
///
/// # Errors
/// See [`super::stripe::Outside`]; the next look begins at the same place.
pub async fn catch_up(kontor: &Kontor) -> Result<usize, Error> {
    if kontor.stripe.is_none() {
        return Ok(0);
    }
    let now = kontor.clock.now().as_second();
    let since = rows::cursor(kontor).await?.unwrap_or(now - FIRST);
    let events = stripe(kontor)?.events_since(since - OVERLAP).await.outside()?;
    for event in &events {
        take(kontor, event).await?;
    }
    let newest = events.iter().map(|e| e.created).max().unwrap_or(since);
    rows::set_cursor(kontor, newest.max(since)).await?;
    rows::forget_events(kontor, kontor.clock.stamp_in(SignedDuration::ZERO - KEPT)).await?;
    Ok(events.len())
}
