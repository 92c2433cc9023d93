//! Named carts: whose they are, who may do what with them, and how the lines of one come into another without loss.

use serde::{Deserialize, Serialize};

use crate::{CartId, IdempotencyKey, Language, PartKey, PersonId, Quantity};

/// What somebody may do with a cart; each right includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartRight {
    #[default]
    View,
    /// Put in, change and take out lines.
    Edit,
    /// Order what is in it.
    Order,
}

impl CartRight {
    pub const ALL: [Self; 3] = [Self::View, Self::Edit, Self::Order];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Edit => "edit",
            Self::Order => "order",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::View => l.pick("ansehen", "view"),
            Self::Edit => l.pick("bearbeiten", "edit"),
            Self::Order => l.pick("bestellen", "order"),
        }
    }
}

/// One person who may use a cart that is not theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub person: PersonId,
    pub right: CartRight,
}

/// Who beside its owner may use a cart. Nobody: then it exists for its owner alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sharing {
    /// Everybody in the company who may order.
    pub everybody: Option<CartRight>,
    pub people: Vec<Share>,
}

impl Sharing {
    /// What this person may do: the larger of what everybody and what they alone were given; nothing means that the cart
    /// does not exist for them.
    #[must_use]
    pub fn of(&self, person: Option<&PersonId>) -> Option<CartRight> {
        let own = self.people.iter().filter(|s| Some(&s.person) == person).map(|s| s.right).max();
        own.max(self.everybody)
    }

    #[must_use]
    pub fn is_private(&self) -> bool {
        self.everybody.is_none() && self.people.is_empty()
    }
}

/// A cart among others, as its reader may use it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CartHead {
    pub id: CartId,
    /// Empty for the one that everybody in the company shares.
    pub name: String,
    /// Who made it; empty for the shared one.
    pub owner: String,
    pub mine: bool,
    /// The one that every company has: it can neither be renamed, shared otherwise nor deleted.
    pub standard: bool,
    pub private: bool,
    pub right: CartRight,
    /// May rename, share and delete it.
    pub manages: bool,
    pub lines: u32,
    /// Where the reader's parts go unless they say otherwise.
    pub current: bool,
    pub version: i64,
}

impl CartHead {
    #[must_use]
    pub fn edits(&self) -> bool {
        self.right >= CartRight::Edit
    }

    #[must_use]
    pub fn orders(&self) -> bool {
        self.right >= CartRight::Order
    }

    /// The name as shown.
    #[must_use]
    pub fn title(&self, l: Language) -> String {
        if self.name.is_empty() {
            l.pick("Firmenwarenkorb", "Company cart").to_owned()
        } else {
            self.name.clone()
        }
    }
}

/// The carts a person can use.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Carts {
    /// The standard one first, then by age.
    pub carts: Vec<CartHead>,
    /// Deleted ones that the reader can bring back, newest first.
    pub deleted: Vec<CartHead>,
}

/// One cart with what can be changed about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CartSettings {
    pub head: CartHead,
    pub sharing: Sharing,
    /// Colleagues with whom it can be shared, for who manages it.
    pub people: Vec<(PersonId, String)>,
    /// Other carts into which the reader may put something.
    pub targets: Vec<CartHead>,
}

/// Make an empty cart, and go on with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeCart {
    pub key: IdempotencyKey,
    pub name: String,
    #[serde(default)]
    pub everybody: Option<CartRight>,
}

/// Say anew who may use a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareCart {
    pub cart: CartId,
    pub version: i64,
    pub sharing: Sharing,
}

/// How lines go from one cart to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferMode {
    /// They stay where they are as well.
    #[default]
    Copy,
    Move,
    /// All of them move, and the emptied cart is deleted.
    Merge,
}

impl TransferMode {
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "copy" => Some(Self::Copy),
            "move" => Some(Self::Move),
            "merge" => Some(Self::Merge),
            _ => None,
        }
    }
}

/// Put lines of one cart into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub key: IdempotencyKey,
    pub from: CartId,
    pub to: CartId,
    pub mode: TransferMode,
    /// Which lines; not read when merging, which takes all.
    #[serde(default)]
    pub parts: Vec<PartKey>,
}

/// What a line says beside its part: the whole of what two lines of the same part must not lose when they become one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Texts {
    pub quantity: Quantity,
    pub reference: String,
    pub note: String,
}

impl Texts {
    /// Both lines in one: quantities add up, references and notes are kept, both where they differ.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            quantity: self.quantity + other.quantity,
            reference: joined(&self.reference, &other.reference),
            note: joined(&self.note, &other.note),
        }
    }
}

/// Between texts that came from different carts.
const BETWEEN: &str = "; ";

/// Both texts, what both say only once: in whatever order several are put together, the same is said.
#[must_use]
pub fn joined(one: &str, other: &str) -> String {
    let mut pieces: Vec<&str> = Vec::new();
    for piece in one.split(BETWEEN).chain(other.split(BETWEEN)).map(str::trim).filter(|p| !p.is_empty()) {
        if !pieces.contains(&piece) {
            pieces.push(piece);
        }
    }
    pieces.join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_everybody_may_is_not_taken_away_by_naming_somebody() {
        let person = PersonId::new("p");
        let sharing = Sharing {
            everybody: Some(CartRight::Edit),
            people: vec![Share { person: person.clone(), right: CartRight::View }],
        };
        assert_eq!(sharing.of(Some(&person)), Some(CartRight::Edit));
        assert_eq!(sharing.of(None), Some(CartRight::Edit));
        let named = Sharing { everybody: None, ..sharing };
        assert_eq!(named.of(Some(&person)), Some(CartRight::View));
        assert_eq!(named.of(Some(&PersonId::new("q"))), None);
        assert!(!named.is_private() && Sharing::default().is_private());
    }

    #[test]
    fn a_right_includes_those_before_it() {
        let head = |right| CartHead { right, ..CartHead::default() };
        assert!(!head(CartRight::View).edits() && !head(CartRight::Edit).orders());
        assert!(head(CartRight::Order).edits());
        for right in CartRight::ALL {
            assert_eq!(CartRight::parse(right.code()), Some(right));
        }
    }

    #[test]
    fn texts_that_differ_are_both_kept_and_the_same_is_said_once() {
        assert_eq!(joined("Bagger 3", ""), "Bagger 3");
        assert_eq!(joined("Bagger 3", "Bagger 3"), "Bagger 3");
        assert_eq!(joined("Bagger 3", "Bagger 5"), "Bagger 3; Bagger 5");
        assert_eq!(joined("Bagger 3; Bagger 5", "Bagger 5"), "Bagger 3; Bagger 5");
    }

    fn line() -> impl Strategy<Value = Texts> {
        (1i64..500, "[a-c]{0,2}", "[x-z]{0,2}").prop_map(|(quantity, reference, note)| Texts {
            quantity: Quantity::of(quantity),
            reference,
            note,
        })
    }

    fn said(text: &str) -> std::collections::BTreeSet<String> {
        text.split(BETWEEN).filter(|p| !p.is_empty()).map(str::to_owned).collect()
    }

    proptest! {
        #[test]
        fn lines_that_become_one_lose_nothing_in_any_order(
            lines in proptest::collection::vec(line(), 1..8),
            turn in 0usize..8,
        ) {
            let whole = |lines: &[Texts]| lines.iter().skip(1).fold(lines[0].clone(), |sum, l| sum.with(l));
            let mut other = lines.clone();
            other.rotate_left(turn % lines.len());
            other.reverse();
            let (one, two) = (whole(&lines), whole(&other));
            prop_assert_eq!(one.quantity, two.quantity);
            prop_assert_eq!(one.quantity, lines.iter().fold(Quantity::ZERO, |sum, l| sum + l.quantity));
            prop_assert_eq!(said(&one.reference), said(&two.reference));
            for l in &lines {
                prop_assert!(said(&one.reference).is_superset(&said(&l.reference)));
                prop_assert!(said(&one.note).is_superset(&said(&l.note)));
            }
        }
    }
}
