//! What a document was held for is over: its retention decides again.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::{ChainStep, NewEntry, ReleaseHold};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};

use super::pen::{Pen, settled};
use super::rows;
use crate::Kontor;
use crate::change::Change;

/// # Errors
/// As [`rows::kept`]; [`Error::Conflict`] with [`Problem::AlreadyDone`] for one that is not held.
pub async fn release_hold(kontor: &Kontor, actor: &Actor, command: &ReleaseHold) -> Result<(), Error> {
    let mut row = rows::kept(kontor, actor, &command.document, command.version).await?;
    if !row.data.0.head.held {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    row.data.0.hold = None;
    row.data.0.head.held = false;
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, actor);
    let (what, content, facts) = (ChainStep::Released, String::new(), String::new());
    pen.write(&mut change, NewEntry { what, document: row.id(), content, facts });
    rows::write(&mut change, &row);
    let title = row.data.0.head.title.clone();
    change.event(&row.subject().for_desk(), Happened::DocumentReleased { title });
    settled(change.commit().await).map(|_| ())
}
