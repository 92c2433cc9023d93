//! A document has to stay, whatever its retention says: taxes are not settled, or there is a lawsuit.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::{ChainStep, DocumentState, Hold, HoldDocument, MAX_REASON, NewEntry};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};

use super::pen::{Pen, settled};
use super::rows;
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::Change;

/// Also stops a deletion that was decided and not done yet.
///
/// # Errors
/// As [`rows::kept`]; [`Error::Invalid`] with `reason`; [`Error::Conflict`] with [`Problem::AlreadyDone`] for one that is held.
pub async fn hold_document(kontor: &Kontor, actor: &Actor, command: &HoldDocument) -> Result<(), Error> {
    let mut row = rows::kept(kontor, actor, &command.document, command.version).await?;
    if row.data.0.head.held {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    let mut fields = Fields::default();
    let reason = fields.line("reason", &command.reason, MAX_REASON);
    fields.done()?;
    let (by, at) = (actor.name().to_owned(), kontor.clock.local());
    row.data.0.hold = Some(Hold { reason: reason.clone(), by, at });
    row.data.0.head.held = true;
    DocumentState::Kept.code().clone_into(&mut row.state);
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, actor);
    let (what, content, facts) = (ChainStep::Held, String::new(), String::new());
    pen.write(&mut change, NewEntry { what, document: row.id(), content, facts });
    rows::write(&mut change, &row);
    let title = row.data.0.head.title.clone();
    // Why it is held is nobody's business but the desk's.
    change.event(&row.subject().for_desk(), Happened::DocumentHeld { title, reason });
    settled(change.commit().await).map(|_| ())
}
