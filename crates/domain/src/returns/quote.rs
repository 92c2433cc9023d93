//! What a return is worth: decided from the order's line, what of it is on its way back already, the reason and the day.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{ReturnKind, ReturnReason, ReturnRule};
use crate::catalog::VatCategory;
use crate::orders::OrderLine;
use crate::{Date, Language, Localized, Money, PartKey, Problem, Quantity, Unit};

/// How much of an order's line is on its way back or was credited already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Taken {
    pub goods: Quantity,
    /// What was paid for these goods, net.
    pub value: Money,
    /// Deposits: given back with a core, or with the part itself.
    pub cores: Quantity,
}

/// How much of a line comes back, and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Amounts {
    pub quantity: Quantity,
    /// What was paid for this quantity, net and without deposit; zero for cores.
    pub value: Money,
    /// What the dealer keeps, net.
    pub fee: Money,
    /// So many deposits are given back with it.
    pub cores: Quantity,
    /// The deposits given back, net.
    pub deposit: Money,
}

impl Amounts {
    /// Net, without deposit.
    #[must_use]
    pub fn goods(&self) -> Money {
        self.value - self.fee
    }

    /// Net.
    #[must_use]
    pub fn credit(&self) -> Money {
        self.goods() + self.deposit
    }

    /// Only so much of it. Value, deposit and fee go down with the quantity; all of it changes nothing.
    #[must_use]
    pub fn only(&self, quantity: Quantity, rule: &ReturnRule) -> Self {
        let quantity = Quantity(quantity.0.clamp(Decimal::ZERO, self.quantity.0));
        if quantity == self.quantity {
            return *self;
        }
        let value = share(self.value, quantity, self.quantity);
        let cores = self.cores.min(quantity);
        Self {
            quantity,
            value,
            fee: if self.fee.is_zero() { Money::ZERO } else { rule.fee(value) },
            cores,
            deposit: rule.deposit().times(cores.0),
        }
    }
}

/// In what state the goods came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Goes back on the shelf.
    #[default]
    Sellable,
    Used,
    Damaged,
}

impl Condition {
    pub const ALL: [Self; 3] = [Self::Sellable, Self::Used, Self::Damaged];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sellable => "sellable",
            Self::Used => "used",
            Self::Damaged => "damaged",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Sellable => l.pick("verkaufsfähig", "sellable"),
            Self::Used => l.pick("gebraucht", "used"),
            Self::Damaged => l.pick("beschädigt", "damaged"),
        }
    }
}

/// What of a line arrived, and how it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Zero when it was not in the parcel.
    pub quantity: Quantity,
    pub condition: Condition,
}

/// What the desk decided about a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// All zero when it was refused.
    pub amounts: Amounts,
    /// Why it was refused, or why the fee is another one than was announced.
    pub reason: String,
}

/// A line of a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// Of the order.
    pub position: u32,
    /// Absent for what is no part; only a claim brings that back.
    #[serde(default)]
    pub part: Option<PartKey>,
    pub number: String,
    pub name: Localized,
    pub unit: Unit,
    pub vat: VatCategory,
    /// As agreed when it was ordered.
    pub rule: ReturnRule,
    pub reason: ReturnReason,
    /// What was asked for, as the preview showed it.
    pub asked: Amounts,
    #[serde(default)]
    pub received: Option<Received>,
    #[serde(default)]
    pub decided: Option<Decided>,
}

impl ReturnLine {
    /// What counts now: what was decided, before that what arrived, before that what was asked for.
    #[must_use]
    pub fn now(&self) -> Amounts {
        match (&self.decided, self.received) {
            (Some(decided), _) => decided.amounts,
            (None, Some(received)) => self.asked.only(received.quantity, &self.rule),
            (None, None) => self.asked,
        }
    }

    #[must_use]
    pub fn refused(&self) -> bool {
        self.decided.as_ref().is_some_and(|d| d.amounts.quantity.0.is_zero())
    }

    /// So much of it goes back on the shelf when it is accepted.
    #[must_use]
    pub fn sellable(&self) -> Quantity {
        let sellable = self.received.is_some_and(|r| r.condition == Condition::Sellable);
        // What was made for one order is on no shelf.
        if sellable && self.part.is_some() && self.reason.kind() != ReturnKind::Core {
            self.now().quantity
        } else {
            Quantity::ZERO
        }
    }
}

/// `part` of a sum for `whole`, in cents; never more than the sum.
fn share(sum: Money, part: Quantity, whole: Quantity) -> Money {
    if whole.0.is_zero() || part.0.is_zero() {
        return Money::ZERO;
    }
    let part = part.0.min(whole.0);
    Money { amount: sum.amount * part / whole.0, ..sum }.rounded()
}

/// What `quantity` of a line is worth on `today`, when the last of it was shipped on `shipped_on`.
///
/// The pieces of a line never add up to more than was paid for it, whatever the pieces in which it comes back and whichever of
/// them were refused in between; the last piece takes what is left.
///
/// # Errors
/// [`Problem::NotPositive`], [`Problem::ReturnTooMuch`], [`Problem::NotReturnable`], [`Problem::ReturnPeriodOver`],
/// [`Problem::NoDeposit`]. A claim is bound to the quantity only.
pub fn quote(
    line: &OrderLine,
    taken: Taken,
    shipped_on: Option<Date>,
    quantity: Quantity,
    reason: ReturnReason,
    today: Date,
) -> Result<ReturnLine, Problem> {
    if quantity <= Quantity::ZERO {
        return Err(Problem::NotPositive);
    }
    let rule = line.return_rule();
    let left = |taken: Quantity| Quantity((line.shipped.0 - taken.0).max(Decimal::ZERO));
    let kind = reason.kind();
    let free = if kind == ReturnKind::Core { left(taken.cores) } else { left(taken.goods) };
    if kind == ReturnKind::Core && !rule.has_deposit() {
        return Err(Problem::NoDeposit);
    }
    if quantity > free {
        return Err(Problem::ReturnTooMuch { left: free });
    }
    let until = shipped_on.map(|day| match kind {
        ReturnKind::Core => ReturnRule::core_until(day),
        _ => rule.until(day),
    });
    match (kind, rule.excluded, until) {
        (ReturnKind::Voluntary, Some(why), _) => return Err(Problem::NotReturnable { why }),
        (ReturnKind::Voluntary | ReturnKind::Core, _, Some(until)) if until < today => {
            return Err(Problem::ReturnPeriodOver { until });
        }
        _ => {}
    }
    let value = if kind == ReturnKind::Core { Money::ZERO } else { worth(line, taken, quantity) };
    let cores = if rule.has_deposit() { quantity.min(left(taken.cores)) } else { Quantity::ZERO };
    let fee = if kind == ReturnKind::Voluntary { rule.fee(value) } else { Money::ZERO };
    Ok(ReturnLine {
        position: line.position,
        part: line.part.clone(),
        number: line.number.clone(),
        name: line.name.clone(),
        unit: line.unit,
        vat: line.vat,
        reason,
        asked: Amounts { quantity, value, fee, cores, deposit: rule.deposit().times(cores.0) },
        rule,
        received: None,
        decided: None,
    })
}

/// What was paid for `quantity` more of a line.
fn worth(line: &OrderLine, taken: Taken, quantity: Quantity) -> Money {
    let paid = line.amount + line.surcharge();
    let left = paid - taken.value;
    let together = taken.goods + quantity;
    let piece = share(paid, together, line.quantity) - share(paid, taken.goods, line.quantity);
    let least = if together >= line.quantity {
        left
    } else {
        Money { amount: piece.amount.min(left.amount), ..left }
    };
    Money { amount: least.amount.max(Decimal::ZERO), ..least }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WarehouseId;
    use crate::returns::Exclusion;
    use crate::stock::Allocation;
    use proptest::prelude::*;

    const SHIPPED: Date = Date::constant(2026, 11, 2);
    const TODAY: Date = Date::constant(2026, 11, 24);

    fn line(quantity: i64, amount: i64, rule: ReturnRule) -> OrderLine {
        OrderLine {
            position: 1,
            part: Some(PartKey::new("A")),
            number: "A".into(),
            name: Localized::default(),
            quantity: Quantity::of(quantity),
            unit: Unit::Piece,
            net: Money::cents(amount),
            amount: Money::cents(amount),
            vat: VatCategory::Standard,
            allocation: Allocation {
                warehouse: WarehouseId::new("ulm"),
                reserve: Quantity::ZERO,
                backorder: Quantity::ZERO,
            },
            promised: SHIPPED,
            shipped: Quantity::of(quantity),
            returns: rule,
            ..OrderLine::default()
        }
    }

    fn ask(line: &OrderLine, q: i64, reason: ReturnReason, today: Date) -> Result<ReturnLine, Problem> {
        quote(line, Taken::default(), Some(SHIPPED), Quantity::of(q), reason, today)
    }

    #[test]
    fn a_voluntary_return_pays_the_fee_within_its_period_only() {
        let line = line(2, 20_000, ReturnRule::default());
        let quoted = ask(&line, 1, ReturnReason::NotNeeded, TODAY).unwrap();
        assert_eq!(
            (quoted.asked.value, quoted.asked.fee, quoted.asked.credit()),
            (Money::cents(10_000), Money::cents(1_000), Money::cents(9_000))
        );
        let until = Date::constant(2026, 12, 2);
        assert!(ask(&line, 1, ReturnReason::NotNeeded, until).is_ok());
        let late = ask(&line, 1, ReturnReason::NotNeeded, until.tomorrow().unwrap());
        assert_eq!(late, Err(Problem::ReturnPeriodOver { until }));
    }

    #[test]
    fn a_claim_is_free_and_bound_neither_to_the_period_nor_to_exclusions() {
        let rule = ReturnRule { excluded: Some(Exclusion::Electrical), ..ReturnRule::default() };
        let line = line(1, 74_500, rule);
        let years_later = Date::constant(2028, 1, 1);
        for reason in [ReturnReason::Defect, ReturnReason::WrongDelivery, ReturnReason::TransportDamage] {
            let quoted = ask(&line, 1, reason, years_later).unwrap();
            assert_eq!((quoted.asked.fee, quoted.asked.credit()), (Money::ZERO, Money::cents(74_500)));
        }
        let why = Exclusion::Electrical;
        assert_eq!(ask(&line, 1, ReturnReason::OrderedWrong, TODAY), Err(Problem::NotReturnable { why }));
    }

    #[test]
    fn what_was_made_or_done_for_an_order_comes_back_as_a_claim_only_and_goes_on_no_shelf() {
        let made = OrderLine { part: None, ..line(1, 4_000_000, ReturnRule::default()) };
        let why = Exclusion::MadeToOrder;
        assert_eq!(ask(&made, 1, ReturnReason::NotNeeded, TODAY), Err(Problem::NotReturnable { why }));
        let mut claim = ask(&made, 1, ReturnReason::Defect, TODAY).unwrap();
        assert_eq!((claim.part.clone(), claim.asked.credit()), (None, Money::cents(4_000_000)));
        claim.received = Some(Received { quantity: Quantity::ONE, condition: Condition::Sellable });
        assert_eq!(claim.sellable(), Quantity::ZERO);
    }

    #[test]
    fn a_core_brings_its_deposit_and_nothing_else_and_each_deposit_goes_back_once() {
        let rule = ReturnRule { deposit: Some(Decimal::from(85)), ..ReturnRule::default() };
        let line = line(2, 40_000, rule);
        let core = ask(&line, 1, ReturnReason::Core, TODAY).unwrap();
        assert_eq!(
            (core.asked.value, core.asked.fee, core.asked.deposit),
            (Money::ZERO, Money::ZERO, Money::cents(8_500))
        );
        // With one core back already, two unused parts bring back one more deposit only.
        let taken = Taken { cores: Quantity::ONE, ..Taken::default() };
        let both =
            quote(&line, taken, Some(SHIPPED), Quantity::of(2), ReturnReason::NotNeeded, TODAY).unwrap();
        assert_eq!((both.asked.cores, both.asked.deposit), (Quantity::ONE, Money::cents(8_500)));
        let plain = self::line(1, 100, ReturnRule::default());
        assert_eq!(ask(&plain, 1, ReturnReason::Core, TODAY), Err(Problem::NoDeposit));
    }

    #[test]
    fn no_more_comes_back_than_was_delivered() {
        let mut line = line(5, 5_000, ReturnRule::default());
        line.shipped = Quantity::of(3);
        let left = Quantity::of(3);
        assert_eq!(ask(&line, 4, ReturnReason::Defect, TODAY), Err(Problem::ReturnTooMuch { left }));
        assert_eq!(ask(&line, 0, ReturnReason::Defect, TODAY), Err(Problem::NotPositive));
        let taken = Taken { goods: Quantity::of(3), value: Money::cents(3_000), ..Taken::default() };
        let again = quote(&line, taken, Some(SHIPPED), Quantity::ONE, ReturnReason::Defect, TODAY);
        assert_eq!(again, Err(Problem::ReturnTooMuch { left: Quantity::ZERO }));
    }

    proptest! {
        #[test]
        fn pieces_add_up_to_what_was_paid_and_no_credit_exceeds_it(
            pieces in proptest::collection::vec(1i64..20, 1..8), cents in 0i64..1_000_000, deposit in 0i64..10_000,
        ) {
            let total: i64 = pieces.iter().sum();
            let rule = ReturnRule { deposit: Some(Decimal::new(deposit, 2)), ..ReturnRule::default() };
            let line = line(total, cents, rule);
            let mut taken = Taken::default();
            let (mut value, mut back) = (Money::ZERO, Money::ZERO);
            for q in &pieces {
                let quoted = quote(&line, taken, Some(SHIPPED), Quantity::of(*q), ReturnReason::NotNeeded, TODAY)
                    .unwrap()
                    .asked;
                prop_assert!(quoted.fee.amount <= quoted.value.amount && quoted.value.amount >= Decimal::ZERO);
                prop_assert!(quoted.credit().amount >= Decimal::ZERO);
                taken.goods = taken.goods + quoted.quantity;
                taken.cores = taken.cores + quoted.cores;
                taken.value = taken.value + quoted.value;
                value = value + quoted.value;
                back = back + quoted.deposit;
            }
            prop_assert_eq!(value, line.amount);
            prop_assert_eq!(back, line.deposit());
            let more = quote(&line, taken, Some(SHIPPED), Quantity::ONE, ReturnReason::Defect, TODAY);
            prop_assert_eq!(more, Err(Problem::ReturnTooMuch { left: Quantity::ZERO }));
        }

        #[test]
        fn accepting_less_never_credits_more_and_accepting_all_changes_nothing(
            quantity in 1i64..50, accepted in 0i64..60, cents in 0i64..1_000_000,
        ) {
            let rule = ReturnRule { deposit: Some(Decimal::from(10)), ..ReturnRule::default() };
            let quoted =
                ask(&line(quantity, cents, rule.clone()), quantity, ReturnReason::NotNeeded, TODAY).unwrap().asked;
            let less = quoted.only(Quantity::of(accepted), &rule);
            prop_assert!(less.quantity <= quoted.quantity);
            prop_assert!(less.value.amount <= quoted.value.amount && less.fee.amount <= less.value.amount);
            prop_assert!(less.deposit.amount <= quoted.deposit.amount);
            prop_assert_eq!(quoted.only(quoted.quantity, &rule), quoted);
            prop_assert!(quoted.only(Quantity::ZERO, &rule).credit().is_zero());
        }

        #[test]
        fn whatever_was_refused_in_between_no_more_is_credited_than_was_paid(
            pieces in proptest::collection::vec((1i64..6, any::<bool>()), 1..30), cents in 0i64..100_000,
        ) {
            let line = line(12, cents, ReturnRule::default());
            let mut taken = Taken::default();
            for (q, kept) in pieces {
                let Ok(quoted) = quote(&line, taken, Some(SHIPPED), Quantity::of(q), ReturnReason::Defect, TODAY)
                else { continue };
                prop_assert!(quoted.asked.value.amount >= Decimal::ZERO);
                let before = taken;
                taken.goods = taken.goods + quoted.asked.quantity;
                taken.value = taken.value + quoted.asked.value;
                prop_assert!(taken.value.amount <= line.amount.amount);
                if !kept {
                    taken = before;
                }
            }
        }
    }
}
