//! What differs between two versions of an offer, and how two people change it at the same time.

use serde::{Deserialize, Serialize};

use super::offer::{Choice, Offer, Position};
use crate::{Language, Localized, Money, format};

/// What is other in a later version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    Added {
        name: Localized,
        amount: Money,
    },
    Removed {
        name: Localized,
        amount: Money,
    },
    /// Quantity, price or discount.
    Amount {
        name: Localized,
        before: Money,
        after: Money,
    },
    /// It is offered firmly, as an option or as an alternative.
    Choice {
        name: Localized,
    },
    Lead {
        name: Localized,
        before: u32,
        after: u32,
    },
    /// Its name, number or what is said about it.
    Words {
        name: Localized,
    },
    /// What is taken off everything.
    Off {
        before: Money,
        after: Money,
    },
    Freight {
        before: Money,
        after: Money,
    },
    /// Delivery, payment, or the words around the positions.
    Terms,
    Order,
}

impl Change {
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let money = |m: &Money| format::money(*m, l);
        let from_to = |what: &str, before: String, after: String| match l {
            Language::De => format!("{what}: {after} statt {before}"),
            Language::En => format!("{what}: {after} instead of {before}"),
        };
        match self {
            Self::Added { name, amount } => {
                format!("{} {} ({})", name.get(l), l.pick("neu", "new"), money(amount))
            }
            Self::Removed { name, amount } => {
                format!("{} {} ({})", name.get(l), l.pick("entfällt", "dropped"), money(amount))
            }
            Self::Amount { name, before, after } => from_to(name.get(l), money(before), money(after)),
            Self::Choice { name } => {
                format!("{}: {}", name.get(l), l.pick("anders zur Wahl", "another kind of choice"))
            }
            Self::Lead { name, before, after } => from_to(
                &format!(
                    "{}, {}",
                    name.get(l),
                    l.pick("Lieferzeit in Arbeitstagen", "lead time in working days")
                ),
                before.to_string(),
                after.to_string(),
            ),
            Self::Words { name } => {
                format!("{}: {}", name.get(l), l.pick("Text geändert", "other words"))
            }
            Self::Off { before, after } => {
                from_to(l.pick("Nachlass", "Reduction"), money(before), money(after))
            }
            Self::Freight { before, after } => {
                from_to(l.pick("Fracht", "Freight"), money(before), money(after))
            }
            Self::Terms => {
                l.pick("Bedingungen oder Begleittext geändert", "Terms or words changed").to_owned()
            }
            Self::Order => l.pick("Reihenfolge geändert", "Another order").to_owned(),
        }
    }
}

/// What the customer would take if they chose nothing.
fn firm(offer: &Offer) -> Money {
    offer.positions.iter().filter(|p| p.choice == Choice::Firm).map(Position::amount).sum()
}

/// What differs, in the order of the later one. The last day is not among it: it stands on each version.
#[must_use]
pub fn changes(before: &Offer, after: &Offer) -> Vec<Change> {
    let mut found = Vec::new();
    for now in &after.positions {
        match before.position(now.id) {
            None => found.push(Change::Added { name: now.name.clone(), amount: now.amount() }),
            Some(was) => of_position(was, now, &mut found),
        }
    }
    for was in before.positions.iter().filter(|was| after.position(was.id).is_none()) {
        found.push(Change::Removed { name: was.name.clone(), amount: was.amount() });
    }
    let kept = |of: &Offer, other: &Offer| -> Vec<u32> {
        of.positions.iter().map(|p| p.id).filter(|id| other.position(*id).is_some()).collect()
    };
    if kept(before, after) != kept(after, before) {
        found.push(Change::Order);
    }
    let (was, now) = (before.off(firm(before)), after.off(firm(after)));
    if was != now || before.discount != after.discount || before.reduction != after.reduction {
        found.push(Change::Off { before: was, after: now });
    }
    if before.freight != after.freight {
        found.push(Change::Freight { before: before.freight, after: after.freight });
    }
    let words =
        |o: &Offer| (o.title.clone(), o.opening.clone(), o.closing.clone(), o.delivery.clone(), o.payable);
    if words(before) != words(after) {
        found.push(Change::Terms);
    }
    found
}

fn of_position(was: &Position, now: &Position, found: &mut Vec<Change>) {
    let name = now.name.clone();
    let known = found.len();
    if was.amount() != now.amount()
        || (was.quantity, was.net, was.discount) != (now.quantity, now.net, now.discount)
    {
        found.push(Change::Amount { name: name.clone(), before: was.amount(), after: now.amount() });
    }
    if was.choice != now.choice {
        found.push(Change::Choice { name: name.clone() });
    }
    if was.lead_days != now.lead_days {
        found.push(Change::Lead { name: name.clone(), before: was.lead_days, after: now.lead_days });
    }
    if found.len() == known && was != now {
        found.push(Change::Words { name });
    }
}

/// Puts what one person made of `base` onto what others have made of it meanwhile. What only one of them touched counts; what both
/// touched differently is named, and nothing is merged then.
///
/// # Errors
/// The names of what both changed.
pub fn merge(base: &Offer, mine: &Offer, theirs: &Offer) -> Result<Offer, Vec<Localized>> {
    let mut met = Vec::new();
    let mut pick = |name: &dyn Fn() -> Localized, base: &Part<'_>, mine: &Part<'_>, theirs: &Part<'_>| {
        if mine == base || mine == theirs {
            false
        } else if theirs == base {
            true
        } else {
            met.push(name());
            true
        }
    };
    let mut merged = theirs.clone();
    let head = Head::of;
    if pick(
        &|| Localized::new("Kopf und Bedingungen", "Head and terms"),
        &Part::Head(head(base)),
        &Part::Head(head(mine)),
        &Part::Head(head(theirs)),
    ) {
        merged = Offer { positions: merged.positions, ..mine.clone() };
    }
    for was in &base.positions {
        let (mine, theirs) = (mine.position(was.id), theirs.position(was.id));
        let name = || was.name.clone();
        if !pick(&name, &Part::Position(Some(was)), &Part::Position(mine), &Part::Position(theirs)) {
            continue;
        }
        match mine {
            Some(mine) => {
                if let Some(at) = merged.positions.iter_mut().find(|p| p.id == was.id) {
                    *at = mine.clone();
                }
            }
            None => merged.positions.retain(|p| p.id != was.id),
        }
    }
    if !met.is_empty() {
        return Err(met);
    }
    let added = |p: &&Position| base.position(p.id).is_none() && theirs.position(p.id).is_none();
    merged.positions.extend(mine.positions.iter().filter(added).cloned());
    // An order that was changed counts; what came meanwhile stands at the end of it.
    let ids = |o: &Offer| -> Vec<u32> { o.positions.iter().map(|p| p.id).collect() };
    let before: Vec<u32> = ids(base).into_iter().filter(|id| mine.position(*id).is_some()).collect();
    let kept: Vec<u32> = ids(mine).into_iter().filter(|id| base.position(*id).is_some()).collect();
    if before != kept {
        let wanted = ids(mine);
        merged.positions.sort_by_key(|p| wanted.iter().position(|id| *id == p.id).unwrap_or(usize::MAX));
    }
    Ok(merged)
}

/// What is looked at as one when two people change an offer.
#[derive(PartialEq)]
enum Part<'a> {
    Head(Head<'a>),
    Position(Option<&'a Position>),
}

/// Everything but the positions.
#[derive(PartialEq)]
struct Head<'a>(&'a str, &'a str, &'a str, &'a str, [rust_decimal::Decimal; 3], super::Payable);

impl<'a> Head<'a> {
    fn of(o: &'a Offer) -> Self {
        Self(
            &o.title,
            &o.opening,
            &o.closing,
            &o.delivery,
            [o.discount, o.reduction.amount, o.freight.amount],
            o.payable,
        )
    }
}
