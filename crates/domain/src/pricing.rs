//! The one price engine, for every channel: which price a customer pays for a part, and why; and the VAT on it.
//!
//! Rule: of all prices that hold for this customer, quantity and day, the lowest wins. A customer list price (a
//! contract) is compared like the others, so that nobody pays more for having a contract
//! (`docs/decisions/0006-lowest-price-wins.md`).

mod explain;
mod metal;
mod request;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::accounts::Company;
use crate::catalog::{PriceTag, TierPrice, VatCategory};
use crate::{Date, Language, Money, PartKey, PriceRequestId, Quantity, format};

pub use explain::{AskWhy, Candidate, Explained, Explanation, Fate, PricedPart, WhatIf, WhyPrice, explain};
pub use metal::{MAX_AGE, Metal, MetalContent, Notation, Surcharge, counting, surcharge};
pub use request::{
    AnswerPrice, AskPrice, DeclinePrice, MAX_NOTE, PriceOffer, PriceRequest, RequestFilter, RequestState,
    WithdrawPrice,
};

/// Whose list an entry stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// The dealer's list price for everybody; discount groups apply to it.
    List,
    /// The list of the customer's group.
    Group,
    /// The customer's own contract prices.
    Customer,
}

/// One price in a list: from this quantity on, in this period (both days included).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceEntry {
    pub kind: ListKind,
    pub from: Quantity,
    /// Net, per unit of sale.
    pub net: Decimal,
    #[serde(default)]
    pub valid_from: Option<Date>,
    #[serde(default)]
    pub valid_until: Option<Date>,
    /// The request that it answers; left out everywhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// Which request a price answers, and the day it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub request: PriceRequestId,
    pub asked: Date,
}

impl PriceEntry {
    /// A price without an end.
    #[must_use]
    pub const fn of(kind: ListKind, from: Quantity, net: Decimal) -> Self {
        Self { kind, from, net, valid_from: None, valid_until: None, answers: None }
    }

    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Is `quantity` as much as it wants?
    #[must_use]
    pub fn reached_by(&self, quantity: Quantity) -> bool {
        self.from <= quantity.max(Quantity::ONE)
    }
}

/// Why this price: shown behind "Warum dieser Preis?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum PriceReason {
    List {
        from: Quantity,
    },
    Discount {
        percent: Decimal,
        group: String,
        from: Quantity,
    },
    Group {
        from: Quantity,
    },
    Customer {
        from: Quantity,
        until: Option<Date>,
        /// The request that it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<Answers>,
    },
}

impl PriceReason {
    /// The quantity from which on this price holds.
    #[must_use]
    pub const fn from(&self) -> Quantity {
        match self {
            Self::List { from }
            | Self::Discount { from, .. }
            | Self::Group { from }
            | Self::Customer { from, .. } => *from,
        }
    }

    #[must_use]
    pub fn text(&self, l: Language) -> String {
        let (words, from) = match self {
            Self::List { from } => (l.pick("Listenpreis", "List price").to_owned(), from),
            Self::Discount { percent, from, .. } => (
                match l {
                    Language::De => {
                        format!("Listenpreis abzüglich Ihres Rabatts von {}", format::percent(*percent, l))
                    }
                    Language::En => {
                        format!("List price less your discount of {}", format::percent(*percent, l))
                    }
                },
                from,
            ),
            Self::Group { from } => {
                (l.pick("Preis Ihrer Kundengruppe", "Price of your customer group").to_owned(), from)
            }
            Self::Customer { from, until, answers } => {
                let mut words = match answers {
                    Some(Answers { asked, .. }) => format!(
                        "{} {}",
                        l.pick("Unsere Antwort auf Ihre Anfrage vom", "Our answer to your request of"),
                        format::date(*asked, l)
                    ),
                    None => l.pick("Ihr Vertragspreis", "Your contract price").to_owned(),
                };
                if let Some(day) = until {
                    words =
                        format!("{words}, {} {}", l.pick("gültig bis", "valid until"), format::date(*day, l));
                }
                (words, from)
            }
        };
        if *from > Quantity::ONE {
            format!("{words}, {} {}", l.pick("ab", "from"), format::quantity(*from, l))
        } else {
            words
        }
    }
}

/// Prices `quantity` of a part on `day`.
///
/// `entries` holds the part's entries from the lists that apply to the customer, `discount` the percent off the list
/// price for the part's discount group. Nothing when no price holds (then it is "price on request").
#[must_use]
pub fn price(
    entries: &[PriceEntry],
    discount: Option<(&str, Decimal)>,
    quantity: Quantity,
    day: Date,
) -> Option<PriceTag> {
    let (net, reason) = best(entries, discount, quantity, day)?;
    let list = best(
        &entries.iter().filter(|e| e.kind == ListKind::List).cloned().collect::<Vec<_>>(),
        None,
        quantity,
        day,
    )
    .map(|(net, _)| net)
    .filter(|list| *list > net);
    let mut thresholds: Vec<Quantity> =
        entries.iter().filter(|e| e.holds_on(day) && e.from > quantity).map(|e| e.from).collect();
    thresholds.sort_unstable();
    thresholds.dedup();
    let mut tiers = Vec::new();
    let mut last = net;
    for from in thresholds {
        if let Some((tier, _)) = best(entries, discount, from, day)
            && tier < last
        {
            last = tier;
            tiers.push(TierPrice { from, net: Money::eur(tier) });
        }
    }
    Some(PriceTag { net: Money::eur(net), list: list.map(Money::eur), tiers, reason, surcharge: None })
}

fn best(
    entries: &[PriceEntry],
    discount: Option<(&str, Decimal)>,
    quantity: Quantity,
    day: Date,
) -> Option<(Decimal, PriceReason)> {
    entries
        .iter()
        .filter(|e| e.holds_on(day) && e.reached_by(quantity))
        .map(|e| offer(e, discount))
        // On a tie the more personal reason reads better.
        .min_by(|(a, ra), (b, rb)| a.cmp(b).then(rank(ra).cmp(&rank(rb))))
}

/// What an entry comes to for this customer, and by which rule.
fn offer(e: &PriceEntry, discount: Option<(&str, Decimal)>) -> (Decimal, PriceReason) {
    match (e.kind, discount) {
        (ListKind::List, Some((group, percent))) if percent > Decimal::ZERO => {
            let off = Money::eur(e.net) - Money::eur(e.net).percent(percent);
            (off.rounded().amount, PriceReason::Discount { percent, group: group.to_owned(), from: e.from })
        }
        (ListKind::List, _) => (e.net, PriceReason::List { from: e.from }),
        (ListKind::Group, _) => (e.net, PriceReason::Group { from: e.from }),
        (ListKind::Customer, _) => {
            let (from, until, answers) = (e.from, e.valid_until, e.answers.clone());
            (e.net, PriceReason::Customer { from, until, answers })
        }
    }
}

const fn rank(reason: &PriceReason) -> u8 {
    match reason {
        PriceReason::Customer { .. } => 0,
        PriceReason::Group { .. } => 1,
        PriceReason::Discount { .. } => 2,
        PriceReason::List { .. } => 3,
    }
}

/// How VAT is treated between the dealer (in Germany) and a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VatTreatment {
    /// German VAT by category.
    #[default]
    Domestic,
    /// Delivery to a business in another member state: tax-free intra-community supply, the customer accounts for it
    /// (UStG section 4 no. 1 b, section 6a). EN 16931 category K.
    ReverseCharge,
    /// Delivery outside the EU: tax-free export (UStG section 4 no. 1 a). EN 16931 category G.
    Export,
}

/// Member states of the EU, ISO 3166-1 (Greece is GR here and EL in VAT IDs), and Northern Ireland for goods (XI).
const EU: [&str; 28] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
];

impl VatTreatment {
    /// Decided by where the goods go and whether the customer has a VAT ID of another member state.
    #[must_use]
    pub fn of(company: &Company, delivery_country: &str) -> Self {
        if delivery_country == "DE" {
            Self::Domestic
        } else if EU.contains(&delivery_country) {
            let foreign_id = !company.vat_id.is_empty() && !company.vat_id.starts_with("DE");
            if foreign_id { Self::ReverseCharge } else { Self::Domestic }
        } else {
            Self::Export
        }
    }

    /// Percent for a category.
    #[must_use]
    pub fn rate(self, category: VatCategory) -> Decimal {
        match (self, category) {
            (Self::Domestic, VatCategory::Standard) => Decimal::from(19),
            (Self::Domestic, VatCategory::Reduced) => Decimal::from(7),
            _ => Decimal::ZERO,
        }
    }

    /// The note the law wants on the document; empty for domestic deliveries.
    #[must_use]
    pub const fn note(self, l: Language) -> &'static str {
        match self {
            Self::Domestic => "",
            Self::ReverseCharge => {
                l.pick("Steuerfreie innergemeinschaftliche Lieferung", "VAT-exempt intra-community supply")
            }
            Self::Export => l.pick("Steuerfreie Ausfuhrlieferung", "VAT-exempt export delivery"),
        }
    }
}

/// VAT of one rate on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatLine {
    /// Percent.
    pub rate: Decimal,
    pub base: Money,
    pub amount: Money,
}

/// What a line comes to, net, by what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSums {
    pub goods: Money,
    pub deposit: Money,
    /// For its metal.
    pub surcharge: Money,
    pub vat: VatCategory,
}

/// The sums under a cart or order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Everything, core deposits and metal surcharges included.
    pub net: Money,
    /// What of `net` is core deposit.
    #[serde(default)]
    pub deposit: Money,
    /// What of `net` is freight; absent where none was reckoned.
    #[serde(default)]
    pub freight: Option<Money>,
    /// What of `net` is metal surcharge.
    #[serde(default)]
    pub surcharge: Money,
    pub vat: Vec<VatLine>,
    pub gross: Money,
    pub treatment: VatTreatment,
}

/// Sums rounded line amounts; VAT is computed per rate on the sum and rounded once (EN 16931 BR-S-09).
#[must_use]
pub fn totals(lines: impl IntoIterator<Item = (Money, VatCategory)>, treatment: VatTreatment) -> Totals {
    let mut bases: std::collections::BTreeMap<Decimal, Money> = std::collections::BTreeMap::new();
    for (amount, category) in lines {
        let base = bases.entry(treatment.rate(category)).or_insert(Money::ZERO);
        *base = *base + amount;
    }
    let vat: Vec<VatLine> = bases
        .into_iter()
        .rev()
        .map(|(rate, base)| VatLine { rate, base, amount: base.percent(rate).rounded() })
        .collect();
    let net: Money = vat.iter().map(|v| v.base).sum();
    let gross = net + vat.iter().map(|v| v.amount).sum();
    Totals { net, deposit: Money::ZERO, surcharge: Money::ZERO, freight: None, vat, gross, treatment }
}

impl Totals {
    /// The sums of goods with what comes on top of them. Deposit and surcharge are part of what the buyer pays for the part
    /// (UStG section 10 (1)), so they carry the VAT of their part.
    #[must_use]
    pub fn of_lines(lines: impl IntoIterator<Item = LineSums>, treatment: VatTreatment) -> Self {
        let (mut deposit, mut surcharge) = (Money::ZERO, Money::ZERO);
        let mut sums = Vec::new();
        for line in lines {
            deposit = deposit + line.deposit;
            surcharge = surcharge + line.surcharge;
            sums.extend([line.goods, line.deposit, line.surcharge].map(|sum| (sum, line.vat)));
        }
        Self { deposit, surcharge, ..totals(sums, treatment) }
    }

    /// The same with the freight. It shares the VAT of the goods it brings (an ancillary supply, `UStAE` section 3.10 (5)); where
    /// they have several rates it is divided by their net amounts, in whole cents, the highest rate taking what is left over.
    #[must_use]
    pub fn with_freight(self, freight: Option<Money>) -> Self {
        let Some(freight) = freight else { return self };
        let goods: Money = self.vat.iter().map(|v| v.base).sum();
        let mut vat = self.vat;
        if vat.is_empty() || goods.is_zero() {
            // Nothing to follow: as everything is taxed here unless the law says otherwise.
            let rate = self.treatment.rate(VatCategory::Standard);
            vat = vec![VatLine { rate, base: Money::ZERO, amount: Money::ZERO }];
        }
        let share = |v: &VatLine| match goods.amount {
            all if all.is_zero() => Money::ZERO,
            all => Money::eur(freight.amount * v.base.amount / all).rounded(),
        };
        let shares: Vec<Money> = vat.iter().map(share).collect();
        let rest = freight - shares.iter().skip(1).copied().sum();
        for (i, v) in vat.iter_mut().enumerate() {
            v.base = v.base + if i == 0 { rest } else { shares[i] };
            v.amount = v.base.percent(v.rate).rounded();
        }
        let net: Money = vat.iter().map(|v| v.base).sum();
        let gross = net + vat.iter().map(|v| v.amount).sum();
        Self { net, gross, vat, freight: Some(freight), ..self }
    }

    /// Net without core deposits, metal surcharges and freight.
    #[must_use]
    pub fn goods(&self) -> Money {
        self.net - self.deposit - self.surcharge - self.freight.unwrap_or(Money::ZERO)
    }
}

/// All prices of one part in one list; replaces what was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPrice {
    /// `list` for the list price of everybody, otherwise the id of a group's or customer's list.
    pub list: String,
    pub part: PartKey,
    pub entries: Vec<PriceEntry>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(kind: ListKind, from: i64, cents: i64) -> PriceEntry {
        PriceEntry::of(kind, Quantity::of(from), Decimal::new(cents, 2))
    }
    const DAY: Date = Date::constant(2026, 11, 24);

    #[test]
    fn the_contract_price_wins_and_the_list_price_stands_beside_it() {
        let entries = [
            entry(ListKind::List, 1, 6200),
            entry(ListKind::Customer, 1, 4860),
            entry(ListKind::Customer, 5, 4420),
        ];
        let tag = price(&entries, Some(("F", Decimal::from(10))), Quantity::ONE, DAY).unwrap();
        assert_eq!((tag.net, tag.list), (Money::cents(4860), Some(Money::cents(6200))));
        assert_eq!(tag.tiers, vec![TierPrice { from: Quantity::of(5), net: Money::cents(4420) }]);
        assert_eq!(tag.reason.text(Language::De), "Ihr Vertragspreis");
    }

    #[test]
    fn a_discount_better_than_the_contract_wins_and_says_so() {
        let entries = [entry(ListKind::List, 1, 6200), entry(ListKind::Customer, 1, 6000)];
        let tag = price(&entries, Some(("F", Decimal::from(25))), Quantity::ONE, DAY).unwrap();
        assert_eq!(tag.net, Money::cents(4650));
        assert!(matches!(tag.reason, PriceReason::Discount { .. }));
    }

    #[test]
    fn a_price_holds_on_its_first_and_last_day_only() {
        let mut e = entry(ListKind::Group, 1, 100);
        e.valid_from = Some(DAY);
        e.valid_until = Some(DAY);
        assert!(price(std::slice::from_ref(&e), None, Quantity::ONE, DAY).is_some());
        assert!(price(std::slice::from_ref(&e), None, Quantity::ONE, DAY.tomorrow().unwrap()).is_none());
        assert!(price(&[e], None, Quantity::ONE, DAY.yesterday().unwrap()).is_none());
    }

    #[test]
    fn vat_depends_on_category_and_destination() {
        let lines =
            [(Money::cents(10_000), VatCategory::Standard), (Money::cents(1_000), VatCategory::Reduced)];
        let home = totals(lines, VatTreatment::Domestic);
        assert_eq!(home.gross, Money::cents(10_000 + 1_900 + 1_000 + 70));
        assert_eq!(home.vat.len(), 2);
        let mut austrian =
            Company { vat_id: "ATU12345678".into(), country: "AT".into(), ..Company::default() };
        assert_eq!(VatTreatment::of(&austrian, "AT"), VatTreatment::ReverseCharge);
        assert_eq!(VatTreatment::of(&austrian, "DE"), VatTreatment::Domestic);
        assert_eq!(VatTreatment::of(&austrian, "CH"), VatTreatment::Export);
        austrian.vat_id.clear();
        assert_eq!(VatTreatment::of(&austrian, "AT"), VatTreatment::Domestic);
        assert_eq!(totals(lines, VatTreatment::Export).gross, Money::cents(11_000));
    }

    #[test]
    fn freight_follows_the_vat_of_the_goods() {
        let lines =
            [(Money::cents(10_000), VatCategory::Standard), (Money::cents(5_000), VatCategory::Reduced)];
        let sums = totals(lines, VatTreatment::Domestic).with_freight(Some(Money::cents(1_000)));
        // Two thirds at 19 %, one third at 7 %: 6.67 and 3.33.
        let bases: Vec<_> = sums.vat.iter().map(|v| v.base).collect();
        assert_eq!(bases, [Money::cents(10_667), Money::cents(5_333)]);
        assert_eq!((sums.net, sums.goods()), (Money::cents(16_000), Money::cents(15_000)));
        assert_eq!(sums.gross, Money::cents(16_000 + 2_027 + 373));
        // Abroad there is none, and without freight nothing changes.
        let abroad = totals(lines, VatTreatment::Export);
        assert_eq!(abroad.clone().with_freight(None), abroad);
        assert_eq!(abroad.with_freight(Some(Money::cents(1_000))).gross, Money::cents(16_000));
        // Goods that cost nothing have no rate to follow.
        let free = totals([(Money::ZERO, VatCategory::Reduced)], VatTreatment::Domestic);
        assert_eq!(free.with_freight(Some(Money::cents(100))).gross, Money::cents(119));
    }

    proptest! {
        #[test]
        fn freight_is_charged_to_the_cent_whatever_the_goods_are(
            lines in proptest::collection::vec((0i64..1_000_000, proptest::bool::ANY), 0..8), cents in 0i64..100_000,
        ) {
            let lines = lines.into_iter().map(|(cents, reduced)| {
                (Money::cents(cents), if reduced { VatCategory::Reduced } else { VatCategory::Standard })
            });
            let goods = totals(lines, VatTreatment::Domestic);
            let freight = Money::cents(cents);
            let sums = goods.clone().with_freight(Some(freight));
            prop_assert_eq!(sums.net, goods.net + freight);
            prop_assert_eq!(sums.goods(), goods.net);
            prop_assert_eq!(sums.vat.iter().map(|v| v.base).sum::<Money>(), sums.net);
            prop_assert!(sums.vat.iter().all(|v| !v.base.amount.is_sign_negative()));
            prop_assert!(sums.gross.amount >= goods.gross.amount);
        }

        #[test]
        fn more_never_costs_more_per_unit_and_nobody_pays_over_list(
            prices in proptest::collection::vec((0u8..3, 1i64..50, 1i64..100_000), 1..8),
            percent in 0i64..60, quantity in 1i64..100,
        ) {
            let entries: Vec<_> = prices.iter().map(|(k, from, cents)| {
                entry([ListKind::List, ListKind::Group, ListKind::Customer][usize::from(*k)], *from, *cents)
            }).collect();
            let discount = Some(("G", Decimal::from(percent)));
            let at = |q| price(&entries, discount, Quantity::of(q), DAY).map(|t| t.net.amount);
            if let Some(one) = at(quantity) {
                prop_assert!(at(quantity + 1).unwrap() <= one);
                if let Some(list) = price(&entries, None, Quantity::of(quantity), DAY) {
                    prop_assert!(one <= list.net.amount);
                }
            }
        }
    }
}
