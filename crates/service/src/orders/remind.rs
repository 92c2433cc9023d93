//! Bringing an undecided order to mind, again and again until somebody decides.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::orders::OrderState;
use kontor_domain::{CompanyId, Error, OrderId};

use super::approval;
use super::rows::{self, subject};
use crate::change::Change;
use crate::{Kontor, accounts, mail};

/// Puts the mails of a reminder into a transaction and says when the next one is due; nothing when the step is decided or the
/// order cancelled.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn remind<'a>(
    kontor: &'a Kontor,
    system: &'a Actor,
    order: &OrderId,
    step: u32,
) -> Result<Option<(Change<'a>, kontor_store::Datetime)>, Error> {
    let row = match rows::visible(kontor, system, order).await {
        Ok(row) => row,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let data = row.read()?;
    let current = data.approval.as_ref().and_then(kontor_domain::orders::Approval::current);
    let (OrderState::AwaitingApproval, Some(asked), Some(current)) =
        (row.state(), &data.approval, current.filter(|c| u32::try_from(*c) == Ok(step)))
    else {
        return Ok(None);
    };
    let company = CompanyId(row.company.clone());
    let rules = accounts::rules_of(kontor, &company).await?;
    let (people, _) = accounts::approvers(kontor, &company).await?;
    let view = mail::order_view(kontor, &row, &data);
    let mut change = Change::new(kontor, system);
    approval::write(kontor, &mut change, &view, &data, &rules, &people, true);
    change.event(&subject(&row), Happened::ApproversReminded { people: approval::names(asked, current) });
    let next = kontor.clock.stamp_of(approval::due(kontor, &data));
    Ok(Some((change, next)))
}
