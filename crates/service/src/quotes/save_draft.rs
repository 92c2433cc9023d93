//! Changes what is offered.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::quotes::{
    Choice, Item, MAX_AMOUNT, MAX_POSITIONS, Offer, Position, PositionEdit, SaveDraft,
};
use kontor_domain::{Decimal, Error, FieldError, Localized, Problem};

use super::draft::{self, Draft};
use crate::Kontor;

/// # Errors
/// As [`draft::edit`]; [`Error::Forbidden`] without [`Right::ManageQuotes`]. What it costs is taken from who may see margins only.
pub async fn save_draft(kontor: &Kontor, actor: &Actor, command: &SaveDraft) -> Result<(), Error> {
    let sees_costs = actor.has(Right::SeeMargins);
    let edit = |draft: &mut Draft| apply(draft, command, sees_costs);
    draft::edit(kontor, actor, &command.quote, command.version, None, edit).await
}

fn apply(draft: &mut Draft, command: &SaveDraft, sees_costs: bool) -> Result<(), Error> {
    if command.positions.len() > MAX_POSITIONS as usize {
        return Err(Error::invalid("positions", Problem::TooManyRows { max: MAX_POSITIONS }));
    }
    let mut positions = Vec::with_capacity(command.positions.len());
    let mut fields = Vec::new();
    for (i, edit) in command.positions.iter().enumerate() {
        match draft.offer.position(edit.id) {
            Some(was) => positions.push(edited(was, edit)),
            None => {
                fields.push(FieldError { field: format!("positions[{i}].id"), problem: Problem::NotOffered })
            }
        }
        if sees_costs && let Some(cost) = edit.cost {
            if cost.wrong() {
                fields
                    .push(FieldError { field: format!("positions[{i}].cost"), problem: Problem::NotANumber });
            }
            draft.costs.positions.insert(edit.id, cost);
        }
    }
    if sees_costs {
        if let Some(cost) = command.delivery_cost {
            if cost.is_sign_negative() || cost > Decimal::from(MAX_AMOUNT) {
                fields.push(FieldError { field: "delivery_cost".into(), problem: Problem::NotANumber });
            }
            draft.costs.delivery = cost;
        }
        if let Some(percent) = command.commission {
            if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent) {
                fields.push(FieldError { field: "commission".into(), problem: Problem::NotAPercentage });
            }
            draft.costs.commission = percent;
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    // An alternative to what is taken out stands for itself.
    let there = |id: u32| positions.iter().any(|p: &Position| p.id == id);
    let lost: Vec<u32> = positions
        .iter()
        .filter(|p| matches!(p.choice, Choice::Alternative { to } if !there(to)))
        .map(|p| p.id)
        .collect();
    for p in positions.iter_mut().filter(|p| lost.contains(&p.id)) {
        p.choice = Choice::Optional;
    }
    draft.offer = Offer {
        title: command.title.trim().to_owned(),
        opening: text(&command.opening),
        closing: text(&command.closing),
        delivery: text(&command.delivery),
        payable: command.payable,
        discount: command.discount.normalize(),
        reduction: command.reduction.rounded(),
        freight: command.freight.rounded(),
        positions,
    };
    Ok(())
}

fn text(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

fn edited(was: &Position, edit: &PositionEdit) -> Position {
    let named = matches!(was.item, Item::Heading | Item::Free { .. });
    let name = edit.name.trim();
    Position {
        name: match named && was.name.de != name {
            true => Localized::new(name, ""),
            false => was.name.clone(),
        },
        text: text(&edit.text),
        quantity: edit.quantity,
        net: edit.net,
        discount: edit.discount.normalize(),
        choice: edit.choice,
        lead_days: edit.lead_days,
        ..was.clone()
    }
}
