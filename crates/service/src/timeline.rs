//! Events as the timelines of pages show them.

use kontor_domain::accounts::Channel;
use kontor_domain::events::{Happened, TimelineEntry};
use kontor_store::{Datetime, SerdeWrapper, SurrealValue};

use crate::Kontor;

/// What of an event is shown; its columns are [`COLUMNS`].
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct EventRow {
    at: Datetime,
    name: String,
    behalf: Option<String>,
    channel: String,
    data: SerdeWrapper<Happened>,
    pub seq: String,
}

/// The columns of [`EventRow`], and `seq`, by which they are sorted.
pub(crate) const COLUMNS: &str = "at, name, behalf, channel, data, seq";

/// The rows as entries, in their order.
pub(crate) fn entries(kontor: &Kontor, rows: Vec<EventRow>) -> Vec<TimelineEntry> {
    rows.into_iter()
        .map(|e| TimelineEntry {
            at: kontor.clock.local_of(&e.at),
            who: e.name,
            behalf: e.behalf.unwrap_or_default(),
            channel: Channel::parse(&e.channel).unwrap_or_default(),
            what: e.data.0,
        })
        .collect()
}
