//! The desk refuses a business account.

use kontor_domain::accounts::{Actor, CompanyState, CompanyView, Right};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, Problem};
use kontor_store::rid;

use super::check::Fields;
use super::rows;
use crate::change::{Change, Subject};
use crate::{Kontor, mail};

/// Refuses a requested company; the applicant reads the reason. Their address becomes free again, so that they may ask
/// once more.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]; [`Error::NotFound`]; [`Error::Invalid`] with `reason` =
/// [`Problem::ReasonRequired`]; [`Error::Conflict`] with [`Problem::AlreadyDone`].
pub async fn refuse_company(
    kontor: &Kontor,
    actor: &Actor,
    id: &CompanyId,
    reason: &str,
) -> Result<CompanyView, Error> {
    actor.require(Right::ManageCustomers)?;
    let mut fields = Fields::default();
    let reason = fields.text("reason", reason, 1_000);
    if reason.is_empty() {
        fields.wrong("reason", Problem::ReasonRequired);
    }
    fields.done()?;
    let row = rows::company_row(kontor, id).await?;
    let mut data = row.data.0;
    if data.company.state != CompanyState::Requested {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    data.company.state = CompanyState::Refused;
    let people = rows::people(kontor, Some(id)).await?;

    let mut change = Change::new(kontor, actor);
    rows::update_company(&mut change, data.clone(), row.version);
    for person in &people {
        change.tx.delete(rid("sign_in", person.email.clone()));
        change.mail(mail::company_refused(kontor, &data.company, person, &reason));
    }
    change.event(&Subject::new("company", id.as_str()).of(id), Happened::CompanyRefused { reason });
    rows::or_changed(change.commit().await)?;
    super::company(kontor, actor, id).await
}
