//! What holds for every offer.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::pricing::VatTreatment;
use crate::{Localized, Money, Problem, Quantity};

fn position(id: u32, quantity: i64, cents: i64, discount: i64, choice: Choice) -> Position {
    Position {
        id,
        item: Item::Free { number: String::new() },
        name: Localized::new(format!("Position {id}"), ""),
        quantity: Quantity::of(quantity),
        net: Money::cents(cents),
        discount: Decimal::from(discount),
        choice,
        ..Position::default()
    }
}

fn any_offer() -> impl Strategy<Value = (Offer, Costs)> {
    let one = (1i64..20, 1i64..500_000, 0i64..60, 0u8..4, 0usize..6, proptest::option::of(0i64..500_000));
    (proptest::collection::vec(one, 1..7), 0i64..40, 0i64..10_000, 0i64..20_000, 0i64..8).prop_map(
        |(lines, discount, reduction, freight, commission)| {
            let mut offer = Offer {
                discount: Decimal::from(discount),
                reduction: Money::cents(reduction),
                freight: Money::cents(freight),
                ..Offer::default()
            };
            let mut costs = Costs { commission: Decimal::from(commission), ..Costs::default() };
            for (id, (quantity, cents, off, role, to, cost)) in (1u32..).zip(lines) {
                let firm: Vec<u32> =
                    offer.positions.iter().filter(|p| p.choice == Choice::Firm).map(|p| p.id).collect();
                let choice = match role {
                    0 => Choice::Optional,
                    1 if !firm.is_empty() => Choice::Alternative { to: firm[to % firm.len()] },
                    _ => Choice::Firm,
                };
                offer.positions.push(position(id, quantity, cents, off, choice));
                if let Some(cost) = cost {
                    let purchase = Decimal::new(cost, 2);
                    costs.positions.insert(id, UnitCost { purchase, ..UnitCost::default() });
                }
            }
            (offer, costs)
        },
    )
}

/// All picks that there are.
fn all_picks(offer: &Offer) -> Vec<Picks> {
    let ids: Vec<u32> = offer.choosable().map(|p| p.id).collect();
    (0..1u32 << ids.len())
        .map(|bits| {
            Picks(ids.iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0).map(|(_, id)| *id).collect())
        })
        .filter(|picks| offer.taken(picks).is_ok())
        .collect()
}

proptest! {
    #[test]
    fn what_is_agreed_adds_up_to_the_sum_to_the_cent_and_no_position_is_below_zero((offer, _) in any_offer()) {
        prop_assert_eq!(offer.wrong(), vec![]);
        for picks in all_picks(&offer) {
            let agreed = offer.agreed(&picks).unwrap();
            let sums = offer.sums(&picks, VatTreatment::Domestic).unwrap();
            let lines: Money = agreed.iter().map(|a| a.amount).sum();
            prop_assert_eq!(lines, sums.goods - sums.off);
            prop_assert_eq!(sums.totals.net, lines + offer.freight);
            for line in &agreed {
                prop_assert!(line.amount.amount >= Decimal::ZERO && line.amount.amount <= line.position.amount().amount);
                prop_assert_eq!(line.amount, line.amount.rounded());
            }
        }
    }

    #[test]
    fn no_picks_leave_less_than_the_worst((offer, costs) in any_offer()) {
        let (picks, worst) = worst(&offer, &costs);
        prop_assert!(offer.taken(&picks).is_ok());
        for other in all_picks(&offer) {
            let margin = margin(&offer, &costs, &other).unwrap();
            let (Some(other), Some(least)) = (margin.total.percent(), worst.total.percent()) else { continue };
            // Whole cents and one place of a percent are all that rounding may do.
            let cents = Decimal::new(5, 2) * Decimal::ONE_HUNDRED
                / worst.total.revenue.amount.min(margin.total.revenue.amount).max(Decimal::ONE);
            prop_assert!(least <= other + cents + Decimal::new(1, 1), "{} is less than {}", other, least);
        }
    }

    #[test]
    fn a_version_differs_from_itself_in_nothing((offer, _) in any_offer()) {
        prop_assert_eq!(changes(&offer, &offer), vec![]);
    }

    #[test]
    fn what_two_people_change_in_different_places_is_both_kept((base, _) in any_offer(), a in 0usize..7, b in 0usize..7) {
        let (a, b) = (a % base.positions.len(), b % base.positions.len());
        let mut mine = base.clone();
        mine.positions[a].discount = Decimal::from(77);
        let mut theirs = base.clone();
        theirs.positions[b].text = "dazu gesagt".into();
        let merged = merge(&base, &mine, &theirs);
        if a == b {
            prop_assert_eq!(merged, Err(vec![base.positions[a].name.clone()]));
        } else {
            let merged = merged.unwrap();
            prop_assert_eq!(&merged.positions[a], &mine.positions[a]);
            prop_assert_eq!(&merged.positions[b], &theirs.positions[b]);
        }
    }
}

/// An excavator with a bucket that may be another one, and a quick coupler on top.
fn excavator() -> Offer {
    Offer {
        title: "Bagger".into(),
        positions: vec![
            position(1, 1, 10_000_000, 0, Choice::Firm),
            position(2, 1, 200_000, 0, Choice::Firm),
            position(3, 1, 260_000, 0, Choice::Alternative { to: 2 }),
            position(4, 1, 450_000, 10, Choice::Optional),
        ],
        discount: Decimal::from(3),
        ..Offer::default()
    }
}

fn picks(ids: &[u32]) -> Picks {
    Picks(ids.iter().copied().collect())
}

#[test]
fn an_alternative_stands_in_place_and_an_option_comes_on_top() {
    let offer = excavator();
    let net = |ids: &[u32]| offer.sums(&picks(ids), VatTreatment::Domestic).map(|s| s.totals.net);
    assert_eq!(net(&[]), Ok(Money::cents(9_894_000)));
    assert_eq!(net(&[3]), Ok(Money::cents(9_952_200)));
    assert_eq!(net(&[3, 4]), Ok(Money::cents(10_345_050)));
    assert_eq!(net(&[1]), Err(Problem::NotPickable));
    assert_eq!(net(&[9]), Err(Problem::NotPickable));
}

#[test]
fn only_one_alternative_to_the_same_position_can_be_taken() {
    let mut offer = excavator();
    offer.positions.push(position(5, 1, 240_000, 0, Choice::Alternative { to: 2 }));
    assert_eq!(offer.taken(&picks(&[3, 5])), Err(Problem::NotPickable));
}

#[test]
fn an_alternative_to_what_is_not_there_is_refused() {
    let mut offer = excavator();
    offer.positions.retain(|p| p.id != 2);
    assert_eq!(offer.wrong().len(), 1);
    assert_eq!(offer.wrong()[0].field, "positions[1].choice");
}

#[test]
fn what_is_left_counts_purchase_bonus_freight_terms_and_commission() {
    let offer = Offer {
        positions: vec![position(1, 2, 100_000, 10, Choice::Firm)],
        freight: Money::cents(10_000),
        payable: Payable { days: 30, early_percent: Decimal::from(2), early_days: 10 },
        ..Offer::default()
    };
    let unit = UnitCost { purchase: 600.into(), freight: 20.into(), bonus: 5.into() };
    let costs = Costs { positions: [(1, unit)].into(), delivery: 150.into(), commission: 3.into() };
    let margin = margin(&offer, &costs, &Picks::default()).unwrap();
    // Sold for 1,800 and 100 of freight; bought for 2 x (600 - 30 + 20), 5 % of 1,800 and 150 for bringing it.
    assert_eq!(margin.total.revenue, Money::cents(190_000));
    assert_eq!(margin.total.cost, Money::cents(118_000 + 9_000 + 15_000));
    assert_eq!(margin.total.percent(), Some(Decimal::new(253, 1)));
    assert!(margin.unknown.is_empty());
}

#[test]
fn what_nobody_knows_the_cost_of_counts_as_if_nothing_were_left_of_it() {
    let offer = Offer { positions: vec![position(1, 1, 100_000, 0, Choice::Firm)], ..Offer::default() };
    let margin = margin(&offer, &Costs::default(), &Picks::default()).unwrap();
    assert_eq!((margin.unknown, margin.total.contribution()), (vec![1], Money::ZERO));
}

#[test]
fn the_ladder_sends_a_price_to_the_first_who_may() {
    use crate::accounts::Role;
    let ladder = Ladder::default();
    let left = |cost| Left { revenue: Money::cents(10_000), cost: Money::cents(cost) };
    assert_eq!(ladder.rung(&left(7_000)), Some(Role::Support));
    assert_eq!(ladder.rung(&left(8_500)), Some(Role::Sales));
    assert_eq!(ladder.rung(&left(8_501)), Some(Role::Manager));
    assert_eq!(ladder.rung(&left(10_000)), Some(Role::Admin));
    assert_eq!(ladder.rung(&left(10_001)), None);
    assert_eq!(ladder.floor(&[Role::Warehouse]), None);
    assert_eq!(ladder.floor(&[Role::Support, Role::Sales]), Some(Decimal::from(15)));
}

#[test]
fn differences_are_told_in_sentences() {
    use crate::Language;
    let before = excavator();
    let mut after = excavator();
    after.positions[0].discount = Decimal::from(2);
    after.positions[1].lead_days = 20;
    after.positions.remove(3);
    after.positions.push(position(5, 1, 99_000, 0, Choice::Firm));
    after.discount = Decimal::ZERO;
    after.closing = "Gerne zeigen wir Ihnen die Maschine.".into();
    let texts: Vec<String> = changes(&before, &after).iter().map(|c| c.text(Language::De)).collect();
    assert_eq!(
        texts,
        [
            "Position 1: 98.000,00\u{a0}€ statt 100.000,00\u{a0}€",
            "Position 2, Lieferzeit in Arbeitstagen: 20 statt 0",
            "Position 5 neu (990,00\u{a0}€)",
            "Position 4 entfällt (4.050,00\u{a0}€)",
            "Nachlass: 0,00\u{a0}€ statt 3.060,00\u{a0}€",
            "Bedingungen oder Begleittext geändert",
        ]
    );
}

#[test]
fn what_two_people_add_is_both_there() {
    let base = excavator();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.positions.push(position(6, 1, 2_000, 0, Choice::Firm));
    theirs.positions.push(position(5, 1, 1_000, 0, Choice::Firm));
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!(merged.positions.iter().map(|p| p.id).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn an_order_that_was_changed_counts_and_what_came_meanwhile_stands_at_its_end() {
    let base = excavator();
    let mut mine = base.clone();
    mine.positions.swap(0, 1);
    let mut theirs = base.clone();
    theirs.positions.push(position(5, 1, 1_000, 0, Choice::Firm));
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!(merged.positions.iter().map(|p| p.id).collect::<Vec<_>>(), [2, 1, 3, 4, 5]);
}

#[test]
fn what_is_added_stands_at_the_end_and_leaves_the_order_of_others_alone() {
    let base = excavator();
    let mut mine = base.clone();
    mine.positions.push(position(5, 1, 1_000, 0, Choice::Firm));
    let mut theirs = base.clone();
    theirs.positions.swap(0, 1);
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!(merged.positions.iter().map(|p| p.id).collect::<Vec<_>>(), [2, 1, 3, 4, 5]);
}

proptest! {
    #[test]
    fn whatever_somebody_types_can_be_reckoned_with_and_what_makes_no_sense_is_refused(
        numbers in proptest::collection::vec((any::<i128>(), 0u32..28), 8),
    ) {
        let number = |n: usize| {
            let (value, scale) = numbers[n];
            Decimal::from_i128_with_scale(value >> 32, scale)
        };
        let typed = Position { net: Money::eur(number(0)), quantity: Quantity(number(1)), discount: number(2), ..position(1, 1, 1, 0, Choice::Firm) };
        let offer = Offer {
            positions: vec![typed, position(2, 1, 5_000, 0, Choice::Firm)],
            discount: number(3),
            reduction: Money::eur(number(4)),
            freight: Money::eur(number(5)),
            ..Offer::default()
        };
        let cost = UnitCost { purchase: number(6), freight: number(7), bonus: number(0) };
        let costs = Costs { positions: [(1, cost)].into(), delivery: number(1), commission: number(2) };
        let sums = offer.sums(&Picks::default(), VatTreatment::Domestic).unwrap();
        let (_, least) = worst(&offer, &costs);
        prop_assert!(sums.totals.net.amount.abs() < Decimal::from(MAX_AMOUNT) * Decimal::from(4));
        let _ = (least.total.percent(), offer.wrong());
    }
}
