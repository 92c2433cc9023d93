//! Makes a follow-up, on a case or on a customer.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::follow_ups::{MAX_NOTE, MakeFollowUp};
use kontor_domain::{Error, FollowUpId, Problem};
use kontor_store::SerdeWrapper;

use super::rows::{FollowUpData, FollowUpRow, OPEN, arm, owner, record};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::cases;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;

const OPERATION: &str = "make_follow_up";

/// The same key again answers the same follow-up.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageQuotes`]; [`Error::NotFound`] for an unknown case or customer; [`Error::Invalid`]
/// with `due`, `note`, `owner` or `key`.
pub async fn make_follow_up(
    kontor: &Kontor,
    actor: &Actor,
    command: &MakeFollowUp,
) -> Result<FollowUpId, Error> {
    actor.require(Right::ManageQuotes)?;
    let (case, company) = match (&command.case, &command.company) {
        (Some(code), _) => (code.to_string(), cases::enter(kontor, actor, code).await?.company),
        (None, Some(company)) => (String::new(), company.clone()),
        (None, None) => return Err(Error::NotFound),
    };
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return Ok(FollowUpId(before));
    }
    let names = cases::rows::company_names(kontor, std::iter::once(company.to_string())).await?;
    let company_name = names.into_values().next().ok_or(Error::NotFound)?;
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    let note = fields.line("note", &command.note, MAX_NOTE);
    if command.due < kontor.clock.local().date() {
        fields.wrong("due", Problem::DateInPast);
    }
    fields.done()?;
    let person = command.owner.as_ref().or(actor.person());
    let person = person.ok_or_else(|| Error::invalid("owner", Problem::Required))?;
    let owner_name = owner(kontor, person).await?;
    let id = FollowUpId(kontor.new_id());
    let data = FollowUpData {
        note,
        owner_name: owner_name.clone(),
        company_name,
        made_by: actor.name().to_owned(),
        done_at: None,
        done_by: String::new(),
        reminded: None,
    };
    let row = FollowUpRow {
        seq: id.to_string(),
        case,
        company: company.to_string(),
        owner: person.to_string(),
        state: OPEN.to_owned(),
        due: command.due.to_string(),
        version: 1,
        data: SerdeWrapper(data),
    };
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, id.as_str());
    change.event(&row.subject(), Happened::FollowUpMade { due: command.due, owner: owner_name });
    change.tx.create(record(&id), row);
    arm(kontor, &mut change, &id, command.due, 1).await?;
    match change.commit().await.fault()? {
        Outcome::Done => Ok(id),
        Outcome::Before(before) => Ok(FollowUpId(before)),
    }
}
