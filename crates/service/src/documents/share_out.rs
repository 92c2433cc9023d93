//! Puts links to a document into a transaction: what somebody shares, and what Kontor itself sends to who signed.

use jiff::{SignedDuration, ToSpan as _};
use kontor_domain::documents::{ChainStep, NewEntry, Share};
use kontor_domain::events::Happened;
use kontor_domain::{DocumentId, Error};
use kontor_store::{SerdeWrapper, StoreError};

use super::pen::{Pen, settled};
use super::rows::{self, DocumentRow};
use super::shares::{ShareRow, record};
use crate::Kontor;
use crate::change::{Change, Outcome};

/// The end of the chain, held for links to one document until they are committed.
pub(crate) struct ShareOut<'a> {
    kontor: &'a Kontor,
    pen: Pen<'a>,
    row: DocumentRow,
}

impl<'a> ShareOut<'a> {
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Unavailable`].
    pub async fn of(kontor: &'a Kontor, document: &DocumentId) -> Result<Self, Error> {
        let pen = Pen::take(kontor).await?;
        let row = rows::by_id(kontor, document).await?.ok_or(Error::NotFound)?;
        Ok(Self { kontor, pen, row })
    }

    /// Adds a link to the change: `secret` stands at the end of its address and is kept nowhere.
    pub fn link(&mut self, change: &mut Change<'_>, secret: &str, days: u32, opens: u32) {
        let kontor = self.kontor;
        let latest = &self.row.data.0.head.latest;
        let now = kontor.clock.local();
        let share = Share {
            id: kontor.new_id(),
            number: latest.number,
            until: now.saturating_add(i64::from(days).days()),
            left: opens,
            opens,
            by: change.actor().name().to_owned(),
            made: now,
        };
        let facts = format!("number={};until={};opens={opens}", share.number, share.until.date());
        let (what, content) = (ChainStep::Shared, latest.hash.clone());
        self.pen.write(change, NewEntry { what, document: self.row.id(), content, facts });
        let (title, until) = (self.row.data.0.head.title.clone(), share.until.date());
        change.tx.create(
            record(secret),
            ShareRow {
                seq: share.id.clone(),
                document: self.row.seq.clone(),
                expires: kontor.clock.stamp_in(SignedDuration::from_hours(24 * i64::from(days))),
                left: i64::from(opens),
                data: SerdeWrapper(share),
            },
        );
        change.event(&self.row.subject(), Happened::DocumentShared { title, until, opens });
    }

    /// What came of the change; only now somebody else writes on.
    ///
    /// # Errors
    /// As [`settled`].
    pub fn settled(self, committed: Result<Outcome, StoreError>) -> Result<Outcome, Error> {
        let settled = settled(committed);
        drop(self.pen);
        settled
    }
}
