//! How the signatures of a form stand.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::signatures::{Round, RoundState};
use kontor_domain::{Error, FormId};

use super::rows::{self, RoundRow};
use crate::{Kontor, forms};

/// Nothing while nobody is asked, also after the last round was taken back.
///
/// # Errors
/// As [`forms::form`].
pub async fn round(kontor: &Kontor, actor: &Actor, form: &FormId) -> Result<Option<Round>, Error> {
    Ok(current(kontor, actor, form).await?.map(|row| view(kontor, actor, &row)))
}

/// The round that counts, for who reads the form.
///
/// # Errors
/// As [`forms::form`].
pub(super) async fn current(
    kontor: &Kontor,
    actor: &Actor,
    form: &FormId,
) -> Result<Option<RoundRow>, Error> {
    forms::form(kontor, actor, form).await?;
    let row = rows::newest(kontor, form).await?;
    Ok(row.filter(|row| row.state() != RoundState::Withdrawn))
}

/// May this actor, who sees the form, remind, take back and have somebody sign here? The dealer's people who look after customers, and
/// the customer's people who order, for what their own house asked.
pub(super) fn may_manage(actor: &Actor, row: &RoundRow) -> bool {
    match actor.company() {
        Some(company) => actor.has(Right::Order) && row.data.0.asker_company.as_ref() == Some(company),
        None => actor.has(Right::ManageCustomers),
    }
}

/// A round that the actor manages.
///
/// # Errors
/// As [`forms::form`]; [`Error::NotFound`] when there is none; [`Error::Forbidden`].
pub(super) async fn managed(kontor: &Kontor, actor: &Actor, form: &FormId) -> Result<RoundRow, Error> {
    forms::form(kontor, actor, form).await?;
    let row = rows::newest(kontor, form).await?.ok_or(Error::NotFound)?;
    if may_manage(actor, &row) { Ok(row) } else { Err(Error::Forbidden) }
}

fn view(kontor: &Kontor, actor: &Actor, row: &RoundRow) -> Round {
    let data = &row.data.0;
    let may_manage = may_manage(actor, row);
    let here = may_manage && !row.over(kontor);
    Round {
        form: row.form(),
        hash: row.hash.clone(),
        until: data.until,
        asked_by: data.asked_by.clone(),
        asked: data.asked,
        signers: (0..data.signers.len()).filter_map(|n| row.view(n, may_manage, here)).collect(),
        declined: data.declined.clone(),
        log: data.log.clone(),
        may_manage: may_manage && data.progress.state == RoundState::Open,
    }
}
