//! Contribution margins: what is left of an offer, and how far who may go. Nothing of this is ever told to customers or partners.
//!
//! `contribution = goods after everything that is taken off + freight charged - costs`, and the costs of one unit are
//! `purchase - bonus of the supplier + freight to us`; beside them stand what bringing it costs us, the commission, and what we expect
//! to lose to payment terms. Core deposits and metal surcharges come in and go out at the same amount and are not counted.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::offer::{Choice, MAX_PRICE, Offer, Picks, Position, percentage, sane, sum};
use crate::accounts::Role;
use crate::{Money, Problem};

/// What one unit costs the dealer, net, in euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UnitCost {
    pub purchase: Decimal,
    /// To the dealer.
    #[serde(default)]
    pub freight: Decimal,
    /// Percent of the purchase price that the supplier gives back later.
    #[serde(default)]
    pub bonus: Decimal,
}

impl UnitCost {
    /// Of one unit.
    #[must_use]
    pub fn net(&self) -> Decimal {
        let one = |value| if sane(value) { value } else { Decimal::ZERO };
        let (purchase, bonus) = (one(self.purchase), percent(self.bonus));
        purchase - purchase * bonus / Decimal::ONE_HUNDRED + one(self.freight)
    }

    /// What makes no sense about it.
    #[must_use]
    pub fn wrong(&self) -> bool {
        let price = |value: Decimal| !value.is_sign_negative() && value <= Decimal::from(MAX_PRICE);
        !price(self.purchase) || !price(self.freight) || !percentage(self.bonus)
    }
}

/// What an offer costs the dealer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Costs {
    /// By the id of the position; absent where nobody knows.
    #[serde(default, with = "pairs")]
    pub positions: BTreeMap<u32, UnitCost>,
    /// What bringing it costs us.
    #[serde(default)]
    pub delivery: Decimal,
    /// Percent of the goods for who brought the customer.
    #[serde(default)]
    pub commission: Decimal,
}

/// What is left of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Left {
    pub revenue: Money,
    pub cost: Money,
}

impl Left {
    #[must_use]
    pub fn contribution(&self) -> Money {
        self.revenue - self.cost
    }

    /// Of the revenue, to one place; absent without revenue.
    #[must_use]
    pub fn percent(&self) -> Option<Decimal> {
        (!self.revenue.is_zero())
            .then(|| (self.contribution().amount * Decimal::ONE_HUNDRED / self.revenue.amount).round_dp(1))
    }

    /// Is at least this percentage left, without rounding? What costs nothing and brings nothing keeps every floor.
    #[must_use]
    pub fn keeps(&self, floor: Decimal) -> bool {
        self.contribution().amount * Decimal::ONE_HUNDRED >= floor * self.revenue.amount
    }
}

/// The margin of an offer with certain picks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Margin {
    /// By the id of the position, before what the whole offer costs besides.
    pub positions: BTreeMap<u32, Left>,
    pub total: Left,
    /// Positions of which nobody knows what they cost: they count as if nothing were left of them.
    pub unknown: Vec<u32>,
}

/// A map as a list of pairs: keys of the store are words.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(map)
    }

    pub fn deserialize<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<K, V>, D::Error> {
        Vec::<(K, V)>::deserialize(from).map(|pairs| pairs.into_iter().collect())
    }
}

fn percent(value: Decimal) -> Decimal {
    if percentage(value) { value } else { Decimal::ZERO }
}

/// What the whole position costs; nothing where nobody knows.
fn cost_of(costs: &Costs, position: &Position) -> Option<Money> {
    let cost = costs.positions.get(&position.id)?.net();
    Some(if sane(position.quantity.0) {
        sum(Money::eur(cost).times(position.quantity.0))
    } else {
        Money::ZERO
    })
}

/// What of its price is left of one position that is sold for `amount`.
fn left(costs: &Costs, position: &Position, amount: Money) -> Left {
    Left { revenue: amount, cost: cost_of(costs, position).unwrap_or(amount) }
}

/// What is spent in percent of the goods.
fn share(offer: &Offer, costs: &Costs) -> Decimal {
    percent(costs.commission) + percent(offer.payable.early_percent)
}

/// The margin with these picks.
///
/// # Errors
/// As [`Offer::taken`].
pub fn margin(offer: &Offer, costs: &Costs, picks: &Picks) -> Result<Margin, Problem> {
    let agreed = offer.agreed(picks)?;
    let mut margin = Margin::default();
    let (mut goods, mut cost) = (Money::ZERO, Money::ZERO);
    for line in &agreed {
        let left = left(costs, line.position, line.amount);
        goods = goods + left.revenue;
        cost = cost + left.cost;
        margin.positions.insert(line.position.id, left);
        if !costs.positions.contains_key(&line.position.id) {
            margin.unknown.push(line.position.id);
        }
    }
    margin.total = Left {
        revenue: goods + sum(offer.freight),
        cost: cost + goods.percent(share(offer, costs)).rounded() + sum(Money::eur(costs.delivery)),
    };
    Ok(margin)
}

/// The picks with which the least is left in percent: whoever releases an offer releases everything that may be chosen in it.
///
/// With a percentage `p` that is reached, what matters is `contribution - p * revenue`, which is a sum over the positions: each group
/// of alternatives and each option decides for itself (Dinkelbach's method for the ratio of two sums; it ends when the percentage
/// no longer falls).
#[must_use]
pub fn worst(offer: &Offer, costs: &Costs) -> (Picks, Margin) {
    let mut picks = Picks::default();
    let mut best = margin(offer, costs, &picks).unwrap_or_default();
    for _ in 0..32 {
        let ratio = match best.total.revenue.amount {
            revenue if revenue.is_zero() => Decimal::ZERO,
            revenue => best.total.contribution().amount / revenue,
        };
        let next = poorest(offer, costs, ratio);
        let Ok(margin) = margin(offer, costs, &next) else { break };
        if next == picks || !poorer(&margin.total, &best.total) {
            break;
        }
        (picks, best) = (next, margin);
    }
    (picks, best)
}

/// Is less left of `a` than of `b`, in percent?
fn poorer(a: &Left, b: &Left) -> bool {
    a.contribution().amount * b.revenue.amount < b.contribution().amount * a.revenue.amount
}

/// The picks that leave the least beyond `ratio` of the revenue.
fn poorest(offer: &Offer, costs: &Costs, ratio: Decimal) -> Picks {
    let keep = Decimal::ONE - percent(offer.discount) / Decimal::ONE_HUNDRED;
    let spent = share(offer, costs) / Decimal::ONE_HUNDRED;
    let weight = |p: &Position| {
        let revenue = p.amount().amount * keep;
        let cost = cost_of(costs, p).map_or(revenue, |cost| cost.amount);
        revenue - cost - revenue * spent - ratio * revenue
    };
    let mut picks = Picks::default();
    for p in &offer.positions {
        match p.choice {
            Choice::Optional if weight(p) < Decimal::ZERO => {
                picks.0.insert(p.id);
            }
            Choice::Firm => {
                let least = offer.alternatives(p.id).min_by_key(|a| weight(a));
                if let Some(least) = least.filter(|a| weight(a) < weight(p)) {
                    picks.0.insert(least.id);
                }
            }
            Choice::Optional | Choice::Alternative { .. } => {}
        }
    }
    picks
}

/// These picks, or none where they do not fit this version of the offer.
#[must_use]
pub fn known(offer: &Offer, picks: &Picks) -> Picks {
    if offer.taken(picks).is_ok() { picks.clone() } else { Picks::default() }
}

/// Down to which percentage of contribution each role may go by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    #[serde(with = "pairs")]
    pub floors: BTreeMap<Role, Decimal>,
    /// Counts up with every change.
    #[serde(default)]
    pub version: i64,
}

/// The roles of the ladder, from its foot.
pub const RUNGS: [Role; 4] = [Role::Support, Role::Sales, Role::Manager, Role::Admin];

impl Default for Ladder {
    /// As long as nobody has said: who does not see margins gives nothing away, sales a little, the management more.
    fn default() -> Self {
        let floors = [(Role::Support, 25), (Role::Sales, 15), (Role::Manager, 5), (Role::Admin, 0)];
        Self { floors: floors.map(|(role, floor)| (role, Decimal::from(floor))).into(), version: 0 }
    }
}

impl Ladder {
    /// The lowest floor of somebody with these roles; absent for who may not offer anything.
    #[must_use]
    pub fn floor(&self, roles: &[Role]) -> Option<Decimal> {
        roles.iter().filter_map(|role| self.floors.get(role)).min().copied()
    }

    /// The first role of the ladder that may go this far; absent when nobody may.
    #[must_use]
    pub fn rung(&self, left: &Left) -> Option<Role> {
        RUNGS.into_iter().find(|role| self.floors.get(role).is_some_and(|floor| left.keeps(*floor)))
    }
}
