//! The desk comes back to something without being told to: in the transaction of what it comes back to.

use kontor_domain::events::Happened;
use kontor_domain::{Date, Error, FollowUpId, PersonId};
use kontor_store::SerdeWrapper;

use super::rows::{FollowUpData, FollowUpRow, OPEN, arm, of_case, record};
use crate::Kontor;
use crate::cases::{self, Entered};
use crate::change::Change;

/// Makes a follow-up on the case for `on`; without it on `soon`, unless the case has an open one until then.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn come_back(
    kontor: &Kontor,
    change: &mut Change<'_>,
    entered: &Entered,
    on: Option<Date>,
    soon: Date,
    note: &str,
    (owner, owner_name): (PersonId, String),
) -> Result<(), Error> {
    if on.is_none() && of_case(kontor, &entered.code).await?.iter().any(|open| open.due <= soon) {
        return Ok(());
    }
    let (id, due) = (FollowUpId(kontor.new_id()), on.unwrap_or(soon));
    let company = entered.company.to_string();
    let names = cases::rows::company_names(kontor, std::iter::once(company.clone())).await?;
    let row = FollowUpRow {
        seq: id.to_string(),
        case: entered.code.to_string(),
        company,
        owner: owner.to_string(),
        state: OPEN.to_owned(),
        due: due.to_string(),
        version: 1,
        data: SerdeWrapper(FollowUpData {
            note: note.to_owned(),
            owner_name: owner_name.clone(),
            company_name: names.into_values().next().unwrap_or_default(),
            made_by: change.actor().name().to_owned(),
            done_at: None,
            done_by: String::new(),
            reminded: None,
        }),
    };
    change.event(&row.subject(), Happened::FollowUpMade { due, owner: owner_name });
    change.tx.create(record(&id), row);
    arm(kontor, change, &id, due, 1).await
}
