//! What is offered: positions with their prices, what may be chosen among them, and what it comes to.

use std::collections::BTreeSet;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::catalog::VatCategory;
use crate::pricing::{LineSums, Surcharge, Totals, VatTreatment};
use crate::returns::ReturnRule;
use crate::{
    ConfigurationId, FieldError, Language, Localized, Money, PartKey, Problem, Quantity, Unit, format,
};

/// Positions of one offer, headings included.
pub const MAX_POSITIONS: u32 = 200;
/// Longest text of a position and of the words around them, in characters.
pub const MAX_TEXT: u32 = 4_000;
/// Longest name of a position, and longest title.
pub const MAX_NAME: u32 = 200;
/// More than anybody offers in one position, in euros: sums and products of them stay numbers.
pub const MAX_AMOUNT: i64 = 10_000_000_000;
/// More than one of anything costs, in euros.
pub const MAX_PRICE: i64 = 100_000_000;
/// Longest lead time, in working days.
pub const MAX_LEAD: u32 = 999;

/// What a position is of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Item {
    /// Stands above others and costs nothing.
    #[default]
    Heading,
    /// A part of the catalogue.
    Part { part: PartKey, number: String },
    /// What a configuration was in one of its versions.
    Machine { configuration: ConfigurationId, version: u32 },
    /// Anything else: a service, a special part.
    Free { number: String },
}

impl Item {
    #[must_use]
    pub const fn is_heading(&self) -> bool {
        matches!(self, Self::Heading)
    }

    /// The number people know it by, or nothing.
    #[must_use]
    pub fn number(&self) -> &str {
        match self {
            Self::Part { number, .. } | Self::Free { number } => number,
            Self::Heading | Self::Machine { .. } => "",
        }
    }
}

/// Whether a position is part of the offer or may become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Choice {
    /// Is offered as it is.
    #[default]
    Firm,
    /// Comes on top if the customer wants it.
    Optional,
    /// In place of a firm position, if the customer wants it.
    Alternative { to: u32 },
}

/// One position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Position {
    /// Stays the same through all versions of the offer; never used twice in it.
    pub id: u32,
    pub item: Item,
    pub name: Localized,
    /// What is said about it, in the customer's language.
    #[serde(default)]
    pub text: String,
    pub quantity: Quantity,
    pub unit: Unit,
    /// What one costs everybody, net; zero where nobody has a list.
    #[serde(default)]
    pub list: Money,
    /// What one costs, net, before the discount.
    pub net: Money,
    /// Percent off this position.
    #[serde(default)]
    pub discount: Decimal,
    #[serde(default)]
    pub choice: Choice,
    /// Working days from the acceptance to the delivery; zero: as stock allows.
    #[serde(default)]
    pub lead_days: u32,
    #[serde(default)]
    pub vat: VatCategory,
    /// On which terms it comes back; with the core deposit of one unit.
    #[serde(default)]
    pub returns: ReturnRule,
    /// For the metal in one unit, on top of the price.
    #[serde(default)]
    pub metal: Option<Surcharge>,
}

/// Is it a number with which one can reckon? What somebody types may be any: until it is refused it counts nothing.
pub(super) fn sane(value: Decimal) -> bool {
    value.abs() <= Decimal::from(MAX_AMOUNT)
}

/// Is it between nothing and everything?
pub(super) fn percentage(value: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value)
}

/// This sum, or nothing where it is none.
pub(super) fn sum(of: Money) -> Money {
    if sane(of.amount) { of } else { Money::ZERO }
}

impl Position {
    /// Of the whole position after its own discount, net, in cents.
    #[must_use]
    pub fn amount(&self) -> Money {
        if self.item.is_heading() || !self.reckons() || !sane(self.net.amount) || !percentage(self.discount) {
            return Money::ZERO;
        }
        let full = sum(self.net.times(self.quantity.0));
        full - full.percent(self.discount).rounded()
    }

    /// Core deposit of the whole position, net; comes on top.
    #[must_use]
    pub fn deposit(&self) -> Money {
        if self.reckons() { self.returns.deposit().times(self.quantity.0) } else { Money::ZERO }
    }

    /// Metal surcharge of the whole position, net; comes on top.
    #[must_use]
    pub fn surcharge(&self) -> Money {
        self.metal.filter(|_| self.reckons()).map_or(Money::ZERO, |metal| metal.of(self.quantity))
    }

    fn reckons(&self) -> bool {
        sane(self.quantity.0)
    }

    /// What makes no sense about its numbers.
    fn wrong_numbers(&self) -> Vec<(&'static str, Problem)> {
        let mut wrong = Vec::new();
        let (quantity, net) = (self.quantity.0, self.net.amount);
        if net.is_sign_negative() || net > Decimal::from(MAX_PRICE) {
            wrong.push(("net", Problem::NotANumber));
        }
        if quantity <= Decimal::ZERO {
            wrong.push(("quantity", Problem::NotPositive));
        } else if self.quantity > Quantity::MAX
            || (wrong.is_empty() && net * quantity > Decimal::from(MAX_AMOUNT))
        {
            wrong.push(("quantity", Problem::TooMuch));
        }
        if !percentage(self.discount) {
            wrong.push(("discount", Problem::NotAPercentage));
        }
        if self.lead_days > MAX_LEAD {
            wrong.push(("lead_days", Problem::AtMost { max: MAX_LEAD }));
        }
        wrong
    }
}

/// When it is to be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payable {
    /// Days from the invoice.
    pub days: u32,
    /// Percent off for who pays early (Skonto); zero for nobody.
    #[serde(default)]
    pub early_percent: Decimal,
    /// Within how many days that is.
    #[serde(default)]
    pub early_days: u32,
}

impl Default for Payable {
    fn default() -> Self {
        Self { days: 30, early_percent: Decimal::ZERO, early_days: 0 }
    }
}

impl Payable {
    /// `30 Tage netto, 2 % Skonto bei Zahlung innerhalb von 10 Tagen`.
    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let days = self.days;
        let net = match (days, l) {
            (0, Language::De) => "sofort ohne Abzug".to_owned(),
            (0, Language::En) => "due at once".to_owned(),
            (_, Language::De) => format!("{days} Tage netto"),
            (_, Language::En) => format!("{days} days net"),
        };
        if self.early_percent.is_zero() {
            return net;
        }
        let (percent, early) = (format::percent(self.early_percent, l), self.early_days);
        match l {
            Language::De => {
                format!("{net}, {percent} Skonto bei Zahlung innerhalb von {early} Tagen")
            }
            Language::En => format!("{net}, {percent} discount if paid within {early} days"),
        }
    }
}

/// What is offered, as one version of it says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Offer {
    pub title: String,
    /// Words above the positions.
    #[serde(default)]
    pub opening: String,
    pub positions: Vec<Position>,
    /// Percent off all goods.
    #[serde(default)]
    pub discount: Decimal,
    /// Off all goods besides, net.
    #[serde(default)]
    pub reduction: Money,
    /// For bringing it, net.
    #[serde(default)]
    pub freight: Money,
    /// How and where to it is delivered, in words.
    #[serde(default)]
    pub delivery: String,
    #[serde(default)]
    pub payable: Payable,
    /// Words below the positions.
    #[serde(default)]
    pub closing: String,
}

/// What a customer takes of what there is to choose: the ids of optional and of alternative positions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Picks(pub BTreeSet<u32>);

/// What an offer comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// All positions that are taken, after their own discounts.
    pub goods: Money,
    /// What is taken off that.
    pub off: Money,
    /// Everything: deposits, surcharges, freight, VAT.
    pub totals: Totals,
}

/// A position that is taken, with what it costs after everything that is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed<'a> {
    pub position: &'a Position,
    /// Of the whole position, net.
    pub amount: Money,
    /// Of one, net, to four places.
    pub net: Money,
}

impl Offer {
    #[must_use]
    pub fn position(&self, id: u32) -> Option<&Position> {
        self.positions.iter().find(|p| p.id == id)
    }

    /// Positions that somebody may choose.
    pub fn choosable(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(|p| p.choice != Choice::Firm)
    }

    /// Positions that can be taken in place of this one.
    pub fn alternatives(&self, to: u32) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(move |p| p.choice == Choice::Alternative { to })
    }

    /// What is taken with these picks, in the order of the offer; no headings.
    ///
    /// # Errors
    /// [`Problem::NotPickable`] for what cannot be chosen here, and for two alternatives to the same position.
    pub fn taken(&self, picks: &Picks) -> Result<Vec<&Position>, Problem> {
        let mut replaced = BTreeSet::new();
        for id in &picks.0 {
            match self.position(*id).map(|p| p.choice) {
                Some(Choice::Optional) => {}
                Some(Choice::Alternative { to }) if replaced.insert(to) => {}
                _ => return Err(Problem::NotPickable),
            }
        }
        let is = |p: &&Position| match p.choice {
            Choice::Firm => !p.item.is_heading() && !replaced.contains(&p.id),
            Choice::Optional | Choice::Alternative { .. } => picks.0.contains(&p.id),
        };
        Ok(self.positions.iter().filter(is).collect())
    }

    /// What is taken off goods that cost this much.
    #[must_use]
    pub fn off(&self, goods: Money) -> Money {
        let discount = if percentage(self.discount) { self.discount } else { Decimal::ZERO };
        let off = goods.percent(discount).rounded() + sum(self.reduction);
        if off.amount > goods.amount { goods } else { off }
    }

    /// What these picks cost, position by position: what is taken off all goods is divided by their amounts, in whole cents.
    ///
    /// # Errors
    /// As [`Offer::taken`].
    pub fn agreed(&self, picks: &Picks) -> Result<Vec<Agreed<'_>>, Problem> {
        let taken = self.taken(picks)?;
        let goods: Money = taken.iter().map(|p| p.amount()).sum();
        let off = self.off(goods);
        let mut amounts: Vec<Money> = taken
            .iter()
            .map(|p| {
                let full = p.amount();
                let share = match goods.amount {
                    all if all.is_zero() => Decimal::ZERO,
                    all => {
                        (off.amount * full.amount / all).round_dp_with_strategy(2, RoundingStrategy::ToZero)
                    }
                };
                Money::eur(full.amount - share)
            })
            .collect();
        // What rounding left over, cent by cent, the dearest first.
        let cent = Money::cents(1);
        let mut rest = amounts.iter().copied().sum::<Money>() - (goods - off);
        let mut order: Vec<usize> = (0..amounts.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(amounts[*i].amount));
        for i in order.into_iter().cycle() {
            if rest.amount <= Decimal::ZERO {
                break;
            }
            if amounts[i].amount >= cent.amount {
                amounts[i] = amounts[i] - cent;
                rest = rest - cent;
            }
        }
        let one = |position: &Position, amount: Money| {
            let net = if position.quantity.0.is_zero() {
                Decimal::ZERO
            } else {
                amount.amount / position.quantity.0
            };
            Money::eur(net.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero))
        };
        Ok(taken
            .into_iter()
            .zip(amounts)
            .map(|(position, amount)| Agreed { position, amount, net: one(position, amount) })
            .collect())
    }

    /// # Errors
    /// As [`Offer::taken`].
    pub fn sums(&self, picks: &Picks, treatment: VatTreatment) -> Result<Sums, Problem> {
        let agreed = self.agreed(picks)?;
        let goods: Money = agreed.iter().map(|a| a.position.amount()).sum();
        let lines = agreed.iter().map(|a| LineSums {
            goods: a.amount,
            deposit: a.position.deposit(),
            surcharge: a.position.surcharge(),
            vat: a.position.vat,
        });
        let freight = sum(self.freight);
        let freight = (!freight.is_zero()).then_some(freight);
        let totals = Totals::of_lines(lines, treatment).with_freight(freight);
        Ok(Sums { goods, off: self.off(goods), totals })
    }

    /// Everything about it that makes no sense, by field: `positions[I].quantity` counts from 0.
    #[must_use]
    pub fn wrong(&self) -> Vec<FieldError> {
        let mut fields = Vec::new();
        let mut wrong = |field: String, problem| fields.push(FieldError { field, problem });
        let long = |text: &str, max: u32| text.chars().count() > max as usize;
        if long(&self.title, MAX_NAME) {
            wrong("title".into(), Problem::TooLong { max: MAX_NAME });
        }
        for (field, text) in
            [("opening", &self.opening), ("closing", &self.closing), ("delivery", &self.delivery)]
        {
            if long(text, MAX_TEXT) {
                wrong(field.into(), Problem::TooLong { max: MAX_TEXT });
            }
        }
        for (field, value) in [("discount", self.discount), ("early_percent", self.payable.early_percent)] {
            if !percentage(value) {
                wrong(field.into(), Problem::NotAPercentage);
            }
        }
        for (field, value) in [("reduction", self.reduction), ("freight", self.freight)] {
            if !sane(value.amount) || (value.amount.is_sign_negative() && !value.is_zero()) {
                wrong(field.into(), Problem::NotANumber);
            }
        }
        if self.payable.days > 365 || self.payable.early_days > self.payable.days {
            wrong("days".into(), Problem::AtMost { max: 365 });
        }
        if self.positions.len() > MAX_POSITIONS as usize {
            wrong("positions".into(), Problem::TooManyRows { max: MAX_POSITIONS });
        }
        let mut ids = BTreeSet::new();
        for (i, p) in self.positions.iter().enumerate() {
            let mut at = |field: &str, problem| wrong(format!("positions[{i}].{field}"), problem);
            if !ids.insert(p.id) {
                at("id", Problem::Duplicate);
            }
            if p.name.get(Language::De).trim().is_empty() {
                at("name", Problem::Required);
            } else if long(&p.name.de, MAX_NAME) {
                at("name", Problem::TooLong { max: MAX_NAME });
            }
            if long(&p.text, MAX_TEXT) {
                at("text", Problem::TooLong { max: MAX_TEXT });
            }
            if let Choice::Alternative { to } = p.choice
                && !self.position(to).is_some_and(|of| of.choice == Choice::Firm && !of.item.is_heading())
            {
                at("choice", Problem::NotPickable);
            }
            if p.item.is_heading() {
                if p.choice != Choice::Firm {
                    at("choice", Problem::NotPickable);
                }
                continue;
            }
            for (field, problem) in p.wrong_numbers() {
                at(field, problem);
            }
        }
        fields
    }
}
