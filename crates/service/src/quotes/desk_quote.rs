//! An offer as the desk works on it.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::follow_ups::FollowUp;
use kontor_domain::quotes::{
    DeskMargin, DeskQuote, NextStep, Picks, QuoteState, Turn, changes, margin, worst,
};
use kontor_domain::{Error, QuoteId};

use super::costs::{self, ReleaseData};
use super::ladder;
use super::rows::{self, QuoteRow};
use super::{accept_counter, quote};
use crate::{Kontor, follow_ups};

/// # Errors
/// [`Error::NotFound`], also for customers; [`Error::Forbidden`] without [`Right::ManageQuotes`].
pub async fn desk_quote(kontor: &Kontor, actor: &Actor, quote: &QuoteId) -> Result<DeskQuote, Error> {
    if actor.company().is_some() {
        return Err(Error::NotFound);
    }
    actor.require(Right::ManageQuotes)?;
    let (row, entered) = rows::entered(kontor, actor, quote).await?;
    let view = quote::view(kontor, &row, &entered, None).await?;
    let data = &row.data.0;
    let costs = costs::of_edition(kontor, quote, row.edition).await?;
    let ReleaseData { asked, floor: released, .. } = costs::release(kontor, quote).await?;
    let ladder = ladder::known(kontor).await?;
    let floor = costs::floor(&ladder, actor, released);
    let (_, least) = worst(&data.draft, &costs);
    let keeps = floor.is_some_and(|floor| least.total.keeps(floor));
    let own = costs::floor(&ladder, actor, None);
    let open = asked.as_ref().is_some_and(|asked| asked.decided.is_none() && asked.version == row.edition);
    let countered = accept_counter::countered(kontor, &row, &costs).await?;
    let may_accept = row.state() == QuoteState::Countered
        && countered.as_ref().is_some_and(|(_, margin)| floor.is_some_and(|f| margin.total.keeps(f)));
    let due = follow_ups::of_case(kontor, &entered.code).await?;
    let changed = match &view.offer {
        Some(sent) => changes(sent, &data.draft),
        None => Vec::new(),
    };
    let margin = actor.has(Right::SeeMargins).then(|| {
        Ok::<_, Error>(DeskMargin {
            now: margin(&data.draft, &costs, &Picks::default()).map_err(Error::conflict)?,
            worst: least.clone(),
            countered: countered.map(|(_, margin)| margin),
            floor: own.unwrap_or_default(),
            released,
            costs,
        })
    });
    Ok(DeskQuote {
        unsent: view.offer.is_none() || !changed.is_empty(),
        changes: changed,
        draft: data.draft.clone(),
        opened: data.opened.clone(),
        next: next_step(&row, due.first()),
        may_send: row.state().editable() && keeps && !data.draft.positions.is_empty(),
        may_release: open && own.is_some_and(|own| least.total.keeps(own)),
        may_accept_counter: may_accept,
        release: asked,
        margin: margin.transpose()?,
        quote: view,
    })
}

/// What somebody has to do next: never nothing as long as it is open. Whose turn it is decides; while the customer decides, the desk comes
/// back to it on the day of the case's next follow-up, or when it ends.
pub(super) fn next_step(row: &QuoteRow, due: Option<&FollowUp>) -> Option<NextStep> {
    match (row.state().turn(), row.state(), due, row.data.0.latest()) {
        (Turn::Nobody, ..) => None,
        (_, QuoteState::Countered, ..) => Some(NextStep::Answer),
        (Turn::Customer, _, Some(due), _) => Some(NextStep::FollowUp {
            due: due.due,
            note: due.note.clone(),
            owner_name: due.owner_name.clone(),
        }),
        (Turn::Customer, _, None, Some(latest)) => Some(NextStep::Expires { on: latest.valid_until }),
        _ => Some(NextStep::Offer),
    }
}
