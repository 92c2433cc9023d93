//! The desk grants a business account.

use kontor_domain::accounts::{Actor, CompanyState, CompanyView, LinkPurpose, ReleaseCompany, Right};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, PriceListId, Problem};

use super::check::Fields;
use super::{rows, token};
use crate::change::{Change, Subject};
use crate::{Kontor, mail};

/// Makes a requested company active and invites the people who asked.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]; [`Error::NotFound`]; [`Error::Invalid`] with `number` or
/// `group_list`; [`Error::Conflict`] with [`Problem::AlreadyDone`] when it was answered already.
pub async fn release_company(
    kontor: &Kontor,
    actor: &Actor,
    id: &CompanyId,
    command: &ReleaseCompany,
) -> Result<CompanyView, Error> {
    actor.require(Right::ManageCustomers)?;
    let mut fields = Fields::default();
    let number = fields.line("number", &command.number, 40);
    let group_list = list(&mut fields, "group_list", command.group_list.as_ref());
    fields.done()?;
    let row = rows::company_row(kontor, id).await?;
    let mut data = row.data.0;
    if data.company.state != CompanyState::Requested {
        return Err(Error::conflict(Problem::AlreadyDone));
    }
    data.company.state = CompanyState::Active;
    data.company.number = number;
    data.company.group_list = group_list;
    let people = rows::people(kontor, Some(id)).await?;

    let mut change = Change::new(kontor, actor);
    rows::update_company(&mut change, data.clone(), row.version);
    change.event(&Subject::new("company", id.as_str()).of(id), Happened::CompanyReleased);
    for person in people.iter().filter(|p| !p.active) {
        let link = token::make(&mut change, kontor, person.id.as_str(), LinkPurpose::Invitation);
        change.mail(mail::company_released(kontor, &data.company, person, &link));
    }
    rows::or_changed(change.commit().await)?;
    super::company(kontor, actor, id).await
}

/// The name of a price list: a key part of its records, so short and without `|`.
pub(super) fn list(fields: &mut Fields, field: &str, list: Option<&PriceListId>) -> Option<PriceListId> {
    let name = list.map(|l| l.as_str().trim()).filter(|l| !l.is_empty())?;
    if name.len() > 60 || name.contains('|') || name.chars().any(char::is_control) {
        fields.wrong(field, Problem::NotACode);
    }
    Some(PriceListId::new(name))
}
