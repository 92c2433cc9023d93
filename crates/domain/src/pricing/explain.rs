//! Why a price is what it is: every price that could hold and what became of it, and what would be under other terms.
//!
//! Nothing here decides: [`price`] does. What is told is what it saw.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{ListKind, Metal, PriceEntry, PriceReason, Surcharge, Totals, VatTreatment, offer, price, rank};
use crate::accounts::CompanySummary;
use crate::catalog::{PartCode, PriceTag, VatCategory};
use crate::{Date, FieldError, Language, Localized, Money, PartKey, Quantity, Unit, format};

/// What became of one price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum Fate {
    /// It is the price.
    Wins,
    /// It would hold, but another one is lower; by so much for one unit.
    Dearer { by: Money },
    /// It is as low as the winner, which is more personal (a contract before a group's list) or stands before it.
    Tied,
    /// Only from a larger quantity on.
    TooFew { from: Quantity },
    /// Its period begins later.
    NotYet { from: Date },
    /// Its period is over.
    Over { until: Date },
}

impl Fate {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wins => "wins",
            Self::Dearer { .. } => "dearer",
            Self::Tied => "tied",
            Self::TooFew { .. } => "too_few",
            Self::NotYet { .. } => "not_yet",
            Self::Over { .. } => "over",
        }
    }

    /// In what order people read them: the winner, what lost, what does not hold.
    const fn order(&self) -> u8 {
        match self {
            Self::Wins => 0,
            Self::Tied => 1,
            Self::Dearer { .. } => 2,
            Self::TooFew { .. } => 3,
            Self::NotYet { .. } => 4,
            Self::Over { .. } => 5,
        }
    }

    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let with = |words: &str, value: String| format!("{words} {value}");
        match self {
            Self::Wins => l.pick("gilt: der niedrigste", "holds: the lowest").into(),
            Self::Dearer { by } => match l {
                Language::De => format!("{} teurer", format::money(*by, l)),
                Language::En => format!("{} dearer", format::money(*by, l)),
            },
            Self::Tied => l.pick("gleich hoch", "the same").into(),
            Self::TooFew { from } => with(l.pick("erst ab", "only from"), format::quantity(*from, l)),
            Self::NotYet { from } => with(l.pick("gilt erst ab", "holds from"), format::date(*from, l)),
            Self::Over { until } => with(l.pick("galt bis", "held until"), format::date(*until, l)),
        }
    }
}

/// One price from a list, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// As it stands in the list; a discount is not taken off yet.
    pub entry: PriceEntry,
    /// What one unit comes to, net.
    pub net: Money,
    pub reason: PriceReason,
    pub fate: Fate,
}

/// A price with everything that was weighed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Absent when no price holds: "price on request".
    pub tag: Option<PriceTag>,
    /// The winner first, then what lost, then what does not hold.
    pub candidates: Vec<Candidate>,
}

/// As [`price`], with what became of every entry.
#[must_use]
pub fn explain(
    entries: &[PriceEntry],
    discount: Option<(&str, Decimal)>,
    quantity: Quantity,
    day: Date,
) -> Explanation {
    let tag = price(entries, discount, quantity, day);
    let mut won = false;
    let mut candidates: Vec<Candidate> = entries
        .iter()
        .map(|entry| {
            let (net, reason) = offer(entry, discount);
            let fate = match (&tag, entry.valid_from, entry.valid_until) {
                (_, Some(from), _) if day < from => Fate::NotYet { from },
                (_, _, Some(until)) if until < day => Fate::Over { until },
                (Some(tag), ..) if entry.reached_by(quantity) => {
                    if !won && tag.net.amount == net && tag.reason == reason {
                        won = true;
                        Fate::Wins
                    } else if tag.net.amount == net {
                        Fate::Tied
                    } else {
                        Fate::Dearer { by: Money::eur(net) - tag.net }
                    }
                }
                _ => Fate::TooFew { from: entry.from },
            };
            Candidate { entry: entry.clone(), net: Money::eur(net), reason, fate }
        })
        .collect();
    candidates.sort_by(|a, b| {
        let place = |c: &Candidate| (c.fate.order(), c.net.amount, rank(&c.reason), c.entry.from);
        place(a).cmp(&place(b))
    });
    Explanation { tag, candidates }
}

/// Terms that somebody tries without agreeing to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WhatIf {
    /// Percent off the list price, in the place of what the customer has.
    pub percent: Option<Decimal>,
    /// The customer's own price from one unit on, net, in the place of what stands in the own list.
    pub net: Option<Decimal>,
}

impl WhatIf {
    /// Is there anything to try?
    #[must_use]
    pub const fn tries(&self) -> bool {
        self.percent.is_some() || self.net.is_some()
    }

    /// The entries and the discount as they would be.
    #[must_use]
    pub fn of(&self, entries: &[PriceEntry], percent: Option<Decimal>) -> (Vec<PriceEntry>, Option<Decimal>) {
        let mut entries = entries.to_vec();
        if let Some(net) = self.net {
            entries.retain(|e| e.kind != ListKind::Customer);
            entries.push(PriceEntry::of(ListKind::Customer, Quantity::ONE, net));
        }
        (entries, self.percent.or(percent))
    }
}

/// What is asked, as it stands in the address: what was typed is kept, right or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskWhy {
    /// Id, number or words of a customer; empty for who is not signed in.
    pub customer: String,
    /// Number of a part, in any writing, or words.
    pub part: String,
    /// Empty for the least that can be ordered.
    pub quantity: String,
    /// Empty for today.
    pub day: String,
    /// Where it goes, ISO 3166-1 alpha-2; empty for the customer's first address.
    pub country: String,
    /// Tried: percent off the list price.
    pub percent: String,
    /// Tried: the customer's own net price.
    pub net: String,
}

/// The part whose price is explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedPart {
    pub key: PartKey,
    pub number: String,
    pub name: Localized,
    pub unit: Unit,
    pub code: PartCode,
    pub vat: VatCategory,
    /// The group of the customer's discount; empty means that none can be given.
    pub discount_group: String,
}

/// The answer for a part, with the terms as they are and as they are tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    pub part: PricedPart,
    pub quantity: Quantity,
    pub day: Date,
    /// Prices are those of the lists of today: what stood in them on an earlier day is not kept.
    pub past: bool,
    pub country: String,
    pub treatment: VatTreatment,
    /// The customer's discount for the part's group.
    pub percent: Option<Decimal>,
    /// For the metal in it, on top of every price.
    pub surcharge: Option<Surcharge>,
    /// No notation of its metal counts on that day: the part has no price then.
    pub unnoted: Option<Metal>,
    pub now: Explanation,
    /// The sums of the line; absent without a price.
    pub totals: Option<Totals>,
    pub what_if: WhatIf,
    pub tried: Option<Explanation>,
    pub tried_totals: Option<Totals>,
}

impl Explained {
    /// What the tried terms would change for the line, net; below zero when it gets cheaper.
    #[must_use]
    pub fn difference(&self) -> Option<Money> {
        Some(self.tried_totals.as_ref()?.net - self.totals.as_ref()?.net)
    }
}

/// A question about a price, and its answer as far as there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyPrice {
    pub asked: AskWhy,
    /// Absent for who is not signed in, and until it is clear who is meant.
    pub customer: Option<CompanySummary>,
    /// Whom the words may mean, when that is not clear.
    pub customers: Vec<CompanySummary>,
    /// Which parts the words may mean, when that is not clear.
    pub parts: Vec<(PartKey, String, Localized)>,
    /// What is wrong with what was typed, by the names of [`AskWhy`].
    pub wrong: Vec<FieldError>,
    pub answer: Option<Box<Explained>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: Date = Date::constant(2026, 11, 24);

    fn entry(kind: ListKind, from: i64, cents: i64) -> PriceEntry {
        PriceEntry::of(kind, Quantity::of(from), Decimal::new(cents, 2))
    }

    fn fates(explained: &Explanation) -> Vec<&'static str> {
        explained.candidates.iter().map(|c| c.fate.code()).collect()
    }

    #[test]
    fn every_price_is_told_with_what_became_of_it() {
        let entries = [
            entry(ListKind::List, 1, 6200),
            entry(ListKind::Group, 1, 5580),
            entry(ListKind::Customer, 1, 4860),
            entry(ListKind::Customer, 5, 4420),
            PriceEntry { valid_until: DAY.yesterday().ok(), ..entry(ListKind::Customer, 1, 100) },
            PriceEntry { valid_from: DAY.tomorrow().ok(), ..entry(ListKind::List, 1, 200) },
        ];
        let ten = Some(("filter", Decimal::from(10)));
        let explained = explain(&entries, ten, Quantity::ONE, DAY);
        assert_eq!(fates(&explained), ["wins", "dearer", "dearer", "too_few", "not_yet", "over"]);
        let lost: Vec<_> = explained.candidates[1..3].iter().map(|c| (c.net, c.fate.clone())).collect();
        // The list price less ten percent and the group's price are the same; the group is more personal.
        let dearer = Fate::Dearer { by: Money::cents(720) };
        assert_eq!(lost, [(Money::cents(5580), dearer.clone()), (Money::cents(5580), dearer)]);
        assert!(matches!(explained.candidates[1].reason, PriceReason::Group { .. }));
        assert_eq!(explained.candidates[2].entry.net, Decimal::new(6200, 2), "as it stands in the list");
    }

    #[test]
    fn of_two_equal_prices_one_wins() {
        let entries = [entry(ListKind::Group, 1, 500), entry(ListKind::Customer, 1, 500)];
        let explained = explain(&entries, None, Quantity::ONE, DAY);
        assert_eq!(fates(&explained), ["wins", "tied"]);
        assert!(matches!(explained.candidates[0].reason, PriceReason::Customer { .. }));
    }

    #[test]
    fn tried_terms_stand_in_the_place_of_the_customers_own() {
        let entries = [entry(ListKind::List, 1, 6200), entry(ListKind::Customer, 1, 4860)];
        let dearer = WhatIf { net: Some(Decimal::from(50)), percent: None };
        let (tried, percent) = dearer.of(&entries, Some(Decimal::TEN));
        let explained = explain(&tried, percent.map(|p| ("filter", p)), Quantity::ONE, DAY);
        assert_eq!(explained.tag.unwrap().net, Money::eur(Decimal::from(50)));
        let (_, percent) =
            WhatIf { net: None, percent: Some(Decimal::ZERO) }.of(&entries, Some(Decimal::TEN));
        assert_eq!(percent, Some(Decimal::ZERO), "no discount is a discount one can try");
    }

    proptest! {
        #[test]
        fn what_is_told_is_what_was_decided(
            prices in proptest::collection::vec((0u8..3, 1i64..20, 1i64..1_000, 0i8..5, 0i8..5), 0..8),
            percent in 0i64..60, quantity in 1i64..30,
        ) {
            let entries: Vec<_> = prices.iter().map(|(kind, from, cents, begins, ends)| PriceEntry {
                // Days around the one that is asked for; none at all for some.
                valid_from: (*begins < 4).then(|| Date::constant(2026, 11, 22 + begins)),
                valid_until: (*ends < 4).then(|| Date::constant(2026, 11, 23 + ends)),
                ..entry([ListKind::List, ListKind::Group, ListKind::Customer][usize::from(*kind)], *from, *cents)
            }).collect();
            let (discount, quantity) = (Some(("G", Decimal::from(percent))), Quantity::of(quantity));
            let told = explain(&entries, discount, quantity, DAY);
            prop_assert_eq!(&told.tag, &price(&entries, discount, quantity, DAY));
            prop_assert_eq!(told.candidates.len(), entries.len());
            let winners: Vec<_> = told.candidates.iter().filter(|c| c.fate == Fate::Wins).collect();
            prop_assert_eq!(winners.len(), usize::from(told.tag.is_some()));
            for c in &told.candidates {
                let holds = c.entry.holds_on(DAY) && c.entry.reached_by(quantity);
                prop_assert_eq!(holds, matches!(c.fate, Fate::Wins | Fate::Tied | Fate::Dearer { .. }));
                if let (Fate::Dearer { by }, Some(tag)) = (&c.fate, &told.tag) {
                    prop_assert!(by.amount > Decimal::ZERO);
                    prop_assert_eq!(tag.net + *by, c.net);
                }
            }
        }
    }
}
