//! Order lists, what was bought before, and ordering again with what changed since.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::carts::CartLineView;
use crate::case::CaseCode;
use crate::catalog::{PartCode, PartHit};
use crate::orders::{Configured, OrderLine};
use crate::pricing::Totals;
use crate::{
    CartId, CompanyId, Date, IdempotencyKey, Language, ListId, Localized, Money, OrderId, PartKey, Problem,
    Quantity, Unit,
};

/// Longest list: as many lines as a cart takes, so that a whole list always fits into an empty one.
pub const MAX_LINES: usize = crate::carts::MAX_LINES;

/// So many lists, put away ones included, may a company, a person, or the dealer for one customer have.
pub const MAX_LISTS: usize = 200;

/// Longest name of a list, in characters.
pub const MAX_NAME: u32 = 80;

/// Whose list it is; decides who sees and who changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Only whoever made it sees it, not even the company's administration.
    #[default]
    Personal,
    /// Everybody in the company who may order sees and uses it; whoever made it and the company's administration change it.
    Company,
    /// Made by the dealer for one customer or for all, usually for a service; customers use it, the desk changes it.
    Dealer,
}

impl ListKind {
    pub const ALL: [Self; 3] = [Self::Personal, Self::Company, Self::Dealer];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Company => "company",
            Self::Dealer => "dealer",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Personal => l.pick("persönlich", "personal"),
            Self::Company => l.pick("Firmenliste", "company list"),
            Self::Dealer => l.pick("vom Händler", "from the dealer"),
        }
    }
}

/// A list among others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSummary {
    pub id: ListId,
    pub name: String,
    pub kind: ListKind,
    pub note: String,
    pub made_by: String,
    /// The customer a dealer's list is for; absent for all customers, and on the customer's own lists.
    pub customer: Option<Customer>,
    pub lines: u32,
    /// Of the last change of the list or one of its lines; wall time of the dealer.
    pub changed: DateTime,
    /// May the person who asks change it?
    pub editable: bool,
    pub archived: bool,
    /// Counts up with name and note; lines have no version, each is written on its own.
    pub version: i64,
}

/// The customer a dealer's list was made for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    pub id: CompanyId,
    pub name: String,
}

/// A list with live prices and dates. Lines look like those of a cart: `note` is the list's, `reference` is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    pub head: ListSummary,
    pub lines: Vec<CartLineView>,
    /// Of the lines that have a price.
    pub totals: Totals,
}

/// Every list a customer may use.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lists {
    pub mine: Vec<ListSummary>,
    pub company: Vec<ListSummary>,
    pub dealer: Vec<ListSummary>,
    /// Own and company lists that were put away and may be brought back.
    pub archived: Vec<ListSummary>,
}

/// What a new list starts with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum ListSource {
    #[default]
    Empty,
    /// What is in a cart (absent for the person's current one); the cart stays.
    Cart {
        #[serde(default)]
        cart: Option<CartId>,
    },
    Order {
        order: OrderId,
    },
    /// A copy of another list, archived or not.
    List {
        list: ListId,
    },
    Lines {
        lines: Vec<NewLine>,
    },
}

/// A line of a list as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLine {
    pub part: PartKey,
    pub quantity: Quantity,
    #[serde(default)]
    pub note: String,
}

/// Make a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeList {
    pub key: IdempotencyKey,
    pub name: String,
    pub kind: ListKind,
    #[serde(default)]
    pub note: String,
    /// For the desk: the customer it is for; nothing for all.
    #[serde(default)]
    pub customer: Option<CompanyId>,
    #[serde(default)]
    pub source: ListSource,
}

/// Give a list another name or note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenameList {
    pub list: ListId,
    pub version: i64,
    pub name: String,
    #[serde(default)]
    pub note: String,
}

/// A line as the person wants it. Quantity zero removes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetListLine {
    pub list: ListId,
    pub part: PartKey,
    pub quantity: Quantity,
    #[serde(default)]
    pub note: String,
}

/// Which of the parts bought before to list. Lives in the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoughtFilter {
    /// Number, fragment of one, or words of the name; empty for all.
    #[serde(default)]
    pub q: String,
    #[serde(default)]
    pub after: Option<String>,
}

/// A part the company has ordered, and what it costs now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoughtView {
    /// Key of the page.
    pub seq: String,
    /// The part today; absent when it has left the catalogue.
    pub now: Option<PartHit>,
    pub part: PartKey,
    pub number: String,
    /// The order it was in last; cancelled ones do not count.
    pub order: OrderId,
    pub at: DateTime,
    pub quantity: Quantity,
    pub unit: Unit,
    /// Net for one unit, then.
    pub net: Money,
    /// Orders with this part.
    pub times: u32,
}

/// An order as one would order it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatView {
    pub order: OrderId,
    pub case: CaseCode,
    pub placed_at: DateTime,
    pub lines: Vec<RepeatLine>,
    /// What was made or done for that order alone, and cannot be ordered again like a part.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
}

/// A line of an order that is no part: it is offered anew, not ordered again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub position: u32,
    pub number: String,
    pub name: Localized,
    /// A configured machine can be looked at.
    #[serde(default)]
    pub configuration: Option<Configured>,
}

impl LeftOut {
    /// Those of an order's lines.
    #[must_use]
    pub fn of(lines: &[OrderLine]) -> Vec<Self> {
        let made = |line: &OrderLine| Self {
            position: line.position,
            number: line.number.clone(),
            name: line.name.clone(),
            configuration: line.configuration.clone(),
        };
        lines.iter().filter(|line| line.part.is_none()).map(made).collect()
    }
}

/// A line then and now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatLine {
    pub position: u32,
    pub number: String,
    pub quantity: Quantity,
    pub net: Money,
    /// What would be ordered now: the same part, or what replaces it, for the same quantity.
    pub now: CartLineView,
    pub changes: Vec<Changed>,
}

/// What is different since a line was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "changed", rename_all = "snake_case")]
pub enum Changed {
    /// The unit price is another one now.
    Price { then: Money, now: Money },
    /// Another part takes its place.
    Replaced { by: String },
    /// It cannot be ordered as it was: minimum, step, price on request, sold out, no longer sold.
    Problem { problem: Problem },
}

impl Changed {
    /// Does it keep the line from being ordered as it was?
    #[must_use]
    pub const fn blocks(&self) -> bool {
        matches!(self, Self::Problem { .. })
    }

    /// Is it to the customer's disadvantage?
    #[must_use]
    pub fn worse(&self) -> bool {
        match self {
            Self::Price { then, now } => now.amount > then.amount,
            Self::Replaced { .. } => false,
            Self::Problem { .. } => true,
        }
    }
}

/// What changed since this part was ordered at this price, for what would be ordered `now`. The successor is named before its
/// price.
#[must_use]
pub fn changes((part, net): (&PartKey, Money), now: &CartLineView) -> Vec<Changed> {
    let mut changes = Vec::new();
    if now.part != *part {
        changes.push(Changed::Replaced { by: now.number.clone() });
    }
    if let Some(price) = &now.price
        && price.net != net
    {
        changes.push(Changed::Price { then: net, now: price.net });
    }
    if let Some(problem) = &now.problem {
        changes.push(Changed::Problem { problem: problem.clone() });
    }
    changes
}

/// The key of the part that `line` would be replaced by, when it is one that is no longer sold.
#[must_use]
pub fn successor(line: &CartLineView) -> Option<PartKey> {
    match &line.problem {
        Some(Problem::Obsolete { successor: Some(number) }) if line.code == PartCode::Obsolete => {
            crate::catalog::PartNumber::parse(number).ok().map(|n| n.key())
        }
        _ => None,
    }
}

/// The quantity a person most probably wants of a line that breaks minimum or step; otherwise its own.
#[must_use]
pub fn sensible(line: &CartLineView) -> Quantity {
    match &line.problem {
        Some(Problem::NotAStep { next, .. }) => *next,
        Some(Problem::BelowMinimum { minimum }) => *minimum,
        Some(Problem::SoldOut { left }) if *left > Quantity::ZERO => *left,
        _ => line.quantity,
    }
}

/// Can `line` be ordered, if need be in another quantity?
#[must_use]
pub fn choosable(line: &CartLineView) -> bool {
    match &line.problem {
        None | Some(Problem::NotAStep { .. } | Problem::BelowMinimum { .. }) => true,
        Some(Problem::SoldOut { left }) => *left > Quantity::ZERO,
        Some(_) => false,
    }
}

/// The latest date of lines that all have one.
#[must_use]
pub fn latest<'a>(lines: impl Iterator<Item = &'a CartLineView>) -> Option<Date> {
    lines.map(|l| l.availability.date).collect::<Option<Vec<_>>>()?.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Localized;
    use crate::catalog::{Availability, AvailabilityState, PriceTag, VatCategory};
    use crate::pricing::PriceReason;

    /// What changed since part A was ordered at 48.60.
    fn since(now: &CartLineView) -> Vec<Changed> {
        changes((&PartKey::new("A"), Money::cents(4860)), now)
    }

    fn now(part: &str, cents: Option<i64>, problem: Option<Problem>) -> CartLineView {
        CartLineView {
            part: PartKey::new(part),
            number: part.into(),
            name: Localized::default(),
            picture: None,
            quantity: Quantity::of(3),
            unit: Unit::Piece,
            minimum: Quantity::ONE,
            step: Quantity::ONE,
            code: if matches!(problem, Some(Problem::Obsolete { .. })) {
                PartCode::Obsolete
            } else {
                PartCode::Normal
            },
            vat: VatCategory::Standard,
            reference: String::new(),
            note: String::new(),
            added_by: String::new(),
            price: cents.map(|c| PriceTag {
                net: Money::cents(c),
                list: None,
                tiers: vec![],
                reason: PriceReason::List { from: Quantity::ONE },
                surcharge: None,
            }),
            amount: cents.map(|c| Money::cents(3 * c)),
            availability: Availability {
                state: AvailabilityState::InStock,
                free: Quantity::of(9),
                place: String::new(),
                date: None,
                warehouses: vec![],
                incoming: Quantity::ZERO,
            },
            problem,
            returns: crate::returns::ReturnRule::default(),
        }
    }

    #[test]
    fn what_is_as_it_was_has_not_changed() {
        assert!(since(&now("A", Some(4860), None)).is_empty());
    }

    #[test]
    fn a_successor_and_another_price_are_both_named() {
        let found = since(&now("B", Some(5000), None));
        assert_eq!(
            found,
            [
                Changed::Replaced { by: "B".into() },
                Changed::Price { then: Money::cents(4860), now: Money::cents(5000) }
            ]
        );
        assert!(found[1].worse() && !found[0].worse());
        let cheaper = since(&now("A", Some(4000), None));
        assert!(!cheaper[0].worse() && !cheaper[0].blocks());
    }

    #[test]
    fn what_keeps_a_line_from_being_ordered_is_named_and_a_sensible_quantity_offered() {
        let ten = Quantity::of(10);
        let line = now("A", Some(4860), Some(Problem::BelowMinimum { minimum: ten }));
        assert!(since(&line).iter().any(Changed::blocks));
        assert_eq!((sensible(&line), choosable(&line)), (ten, true));
        let gone = now("A", None, Some(Problem::Obsolete { successor: None }));
        assert_eq!((choosable(&gone), successor(&gone)), (false, None));
        let left = now("A", Some(1), Some(Problem::SoldOut { left: Quantity::ONE }));
        assert_eq!((sensible(&left), choosable(&left)), (Quantity::ONE, true));
    }

    #[test]
    fn every_kind_has_its_own_code() {
        for kind in ListKind::ALL {
            assert_eq!(ListKind::parse(kind.code()), Some(kind));
        }
    }
}
