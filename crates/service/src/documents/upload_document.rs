//! A file comes in from a person or a program.

use kontor_domain::accounts::Actor;
use kontor_domain::documents::{MAX_TITLE, UploadDocument};
use kontor_domain::{Date, DocumentId, Error, Problem};

use super::bring_in::{Arrival, bring_in};
use super::home::home;
use super::pen::{Pen, settled};
use super::receive::{Incoming, receive};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::{Change, Outcome, answered_before};

const OPERATION: &str = "upload_document";
/// Longest serial number and unit, in characters.
const MAX_SERIAL: u32 = 60;

/// Asked before a file is read, so that nobody without the right fills the disk.
///
/// # Errors
/// As [`upload_document`], for everything but the file.
pub async fn may_upload(kontor: &Kontor, actor: &Actor, command: &UploadDocument) -> Result<(), Error> {
    home(kontor, actor, command).await?;
    check(kontor, command).map(|_| ())
}

/// The bytes are on disk before anything names them; then record, entry of the chain and event are one transaction.
///
/// # Errors
/// [`Error::Forbidden`] without [`kontor_domain::accounts::Right::Order`] (customers) or
/// [`kontor_domain::accounts::Right::ManageCustomers`] (the dealer); [`Error::NotFound`] for another company and for a case that is not
/// seen; [`Error::Invalid`] with `title`, `machine`, `unit`, `dated`, `kind`, `key`, or `file` for what the archive does not take;
/// [`Error::Conflict`] with [`Problem::NoRoom`] when the disk is full; [`Error::Internal`] when it refuses for another reason.
pub async fn upload_document(
    kontor: &Kontor,
    actor: &Actor,
    command: &UploadDocument,
    content: Incoming<'_>,
) -> Result<DocumentId, Error> {
    let home = home(kontor, actor, command).await?;
    let checked = check(kontor, command)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return Ok(DocumentId(before));
    }
    let (media, blob) = receive(kontor, actor, &command.file, content).await?;
    let id = DocumentId(kontor.new_id());
    let arrival = Arrival {
        id: id.clone(),
        title: checked.title,
        file: command.file.clone(),
        media,
        kind: command.kind,
        company: home.company,
        company_name: home.company_name,
        case: command.case.clone(),
        machine: checked.machine,
        unit: home.unit,
        inside: command.inside,
        dated: checked.dated,
    };
    let mut pen = Pen::take(kontor).await?;
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, id.as_str());
    bring_in(kontor, &mut change, &mut pen, arrival, &blob, true);
    match settled(change.commit().await)? {
        Outcome::Done => Ok(id),
        Outcome::Before(before) => Ok(DocumentId(before)),
    }
}

struct Checked {
    title: String,
    machine: String,
    dated: Date,
}

fn check(kontor: &Kontor, command: &UploadDocument) -> Result<Checked, Error> {
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    let line = |fields: &mut Fields, name: &str, text: &str, max: u32| match text.trim() {
        "" => String::new(),
        text => fields.line(name, text, max),
    };
    let title = line(&mut fields, "title", &command.title, MAX_TITLE);
    let machine = line(&mut fields, "machine", &command.machine, MAX_SERIAL);
    let today = kontor.clock.local().date();
    let dated = command.dated.unwrap_or(today);
    if dated > today {
        fields.wrong("dated", Problem::DateInFuture);
    }
    fields.done()?;
    Ok(Checked { title, machine, dated })
}
