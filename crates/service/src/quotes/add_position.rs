//! Adds a position to a draft.

use kontor_domain::accounts::Actor;
use kontor_domain::quotes::{AddPosition, Choice, Item, NewItem, Position};
use kontor_domain::{Error, Localized, Quantity};

use super::draft::{self, Draft};
use super::items::{self, Made, made_to_order};
use super::rows;
use crate::change::answered_before;
use crate::{Kontor, accounts};

const OPERATION: &str = "add_position";

/// The same key again adds nothing. A machine that is offered already becomes what its configuration is by now, at its new list price and with the discount that it had.
///
/// # Errors
/// As [`draft::edit`]; [`Error::Invalid`] with `part`, `name`, `quantity`, `source` or `key`.
pub async fn add_position(kontor: &Kontor, actor: &Actor, command: &AddPosition) -> Result<(), Error> {
    let row = rows::workable(kontor, actor, &command.quote).await?;
    if answered_before(kontor, actor, OPERATION, &command.key).await?.is_some() {
        return Ok(());
    }
    command.key.check().map_err(|problem| Error::invalid("key", problem))?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let made = match &command.item {
        NewItem::Heading { name } => Made { position: bare(Item::Heading, name), cost: None },
        NewItem::Part { part, quantity } => items::part(kontor, actor, &company, part, *quantity).await?,
        NewItem::Machine { configuration } => items::machine(kontor, actor, configuration).await?,
        NewItem::Free { name, quantity, unit, net } => Made {
            position: Position {
                quantity: *quantity,
                unit: *unit,
                net: *net,
                ..bare(Item::Free { number: String::new() }, name)
            },
            cost: None,
        },
    };
    let once = Some((OPERATION, &command.key));
    draft::edit(kontor, actor, &command.quote, command.version, once, |draft| {
        put(draft, &made, command.choice);
        Ok(())
    })
    .await
}

fn put(draft: &mut Draft, made: &Made, choice: Choice) {
    let same = |p: &&mut Position| match (&p.item, &made.position.item) {
        (Item::Machine { configuration: a, .. }, Item::Machine { configuration: b, .. }) => a == b,
        _ => false,
    };
    let id = match draft.offer.positions.iter_mut().find(same) {
        Some(was) => {
            *was = Position {
                id: was.id,
                text: was.text.clone(),
                discount: was.discount,
                choice: was.choice,
                ..made.position.clone()
            };
            was.id
        }
        None => {
            let id = draft.next_id;
            draft.next_id += 1;
            draft.offer.positions.push(Position { id, choice, ..made.position.clone() });
            id
        }
    };
    if let Some(cost) = made.cost {
        draft.costs.positions.insert(id, cost);
    }
}

fn bare(item: Item, name: &str) -> Position {
    Position {
        item,
        name: Localized::new(name.trim(), ""),
        quantity: Quantity::ONE,
        returns: made_to_order(),
        ..Position::default()
    }
}
