//! Changing a draft: what others changed elsewhere meanwhile stays.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::quotes::{Costs, Offer, changes, merge};
use kontor_domain::{Error, IdempotencyKey, Problem, QuoteId};

use super::costs;
use super::rows::{self, ATTEMPTS, QuoteRow};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// A draft that is being changed.
pub(super) struct Draft {
    /// As it was seen by who changes it.
    pub offer: Offer,
    pub costs: Costs,
    /// The next position gets this id.
    pub next_id: u32,
}

/// Puts `edit` onto the draft as it stood in `edition`, and that onto what others have made of it since; under the name and key of
/// `once`, if it has one. Nothing is written when nothing changes.
///
/// # Errors
/// As [`rows::workable`] and `edit`; [`Error::Invalid`] as [`Offer::wrong`] says; [`Error::Conflict`] with
/// [`Problem::PositionsCollide`] or [`Problem::ChangedMeanwhile`].
pub(super) async fn edit(
    kontor: &Kontor,
    actor: &Actor,
    quote: &QuoteId,
    edition: i64,
    once: Option<(&str, &IdempotencyKey)>,
    edit: impl Fn(&mut Draft) -> Result<(), Error>,
) -> Result<(), Error> {
    for _ in 0..ATTEMPTS {
        let row = rows::workable(kontor, actor, quote).await?;
        if edition > row.edition {
            return Err(Error::conflict(Problem::ChangedMeanwhile));
        }
        let base = rows::offer_of(kontor, quote, edition).await?;
        let base_costs = costs::of_edition(kontor, quote, edition).await?;
        let mut mine = Draft { offer: base.clone(), costs: base_costs.clone(), next_id: row.data.0.next_id };
        edit(&mut mine)?;
        let fields = mine.offer.wrong();
        if !fields.is_empty() {
            return Err(Error::Invalid { fields });
        }
        let theirs = &row.data.0.draft;
        let merged = merge(&base, &mine.offer, theirs).map_err(|positions| {
            Error::conflict(Problem::PositionsCollide { who: row.data.0.changed_by.clone(), positions })
        })?;
        // Both alone may be right, and not together.
        if !merged.wrong().is_empty() {
            return Err(Error::conflict(Problem::ChangedMeanwhile));
        }
        let now_costs = costs::of_edition(kontor, quote, row.edition).await?;
        let costs = merge_costs(&base_costs, mine.costs, now_costs.clone());
        if merged == *theirs && costs == now_costs {
            return Ok(());
        }
        let mut change = Change::new(kontor, actor);
        if let Some((operation, key)) = once {
            change.once(operation, key, quote.as_str());
        }
        put(&mut change, actor, row, merged, &costs, mine.next_id);
        let committed = change.commit().await;
        if !rows::overtaken(&committed) {
            return committed.fault().map(|_| ());
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// Writes another draft as the next edition.
pub(super) fn put(
    change: &mut Change<'_>,
    actor: &Actor,
    mut row: QuoteRow,
    offer: Offer,
    costs: &Costs,
    next_id: u32,
) -> QuoteRow {
    let what = changes(&row.data.0.draft, &offer);
    row.edition += 1;
    row.data.0.draft = offer;
    row.data.0.next_id = next_id;
    actor.name().clone_into(&mut row.data.0.changed_by);
    // Who works on it looks after it, as long as nobody does.
    if row.owner.is_empty()
        && let Some(person) = actor.person()
    {
        row.owner = person.to_string();
        actor.name().clone_into(&mut row.data.0.owner_name);
    }
    rows::write(change, &row);
    rows::keep_offer(change, &row.quote(), row.edition, &row.data.0.draft);
    costs::keep(change, &row.quote(), row.edition, costs);
    change.event(&row.subject().for_desk(), Happened::QuoteDrafted { number: row.id.clone(), changes: what });
    row
}

/// What one changed of the costs, onto what they are by now.
fn merge_costs(base: &Costs, mine: Costs, mut now: Costs) -> Costs {
    for (id, cost) in &mine.positions {
        if base.positions.get(id) != Some(cost) {
            now.positions.insert(*id, *cost);
        }
    }
    if mine.delivery != base.delivery {
        now.delivery = mine.delivery;
    }
    if mine.commission != base.commission {
        now.commission = mine.commission;
    }
    now
}
