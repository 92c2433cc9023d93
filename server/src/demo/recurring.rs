//! A recurring order of a customer, so that its pages are not empty.

use jiff::ToSpan as _;
use kontor_domain::catalog::PartNumber;
use kontor_domain::recurring::{Draft, DraftLine, Every, MakeRecurring, Plan};
use kontor_domain::{Error, IdempotencyKey, Quantity};
use kontor_service::{Kontor, accounts, recurring};
use rust_decimal::Decimal;

use super::people::People;

/// Number and quantity of what is needed every month.
const LINES: [(&str, i64); 2] = [("HY-4711.20-F", 2), ("OE-0046.20-H", 3)];

/// Makes it; one that an interrupted load has made stays.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let buyer = people.get("sabine-bauer").ok_or(Error::NotFound)?;
    let company = accounts::my_account(kontor, buyer).await?.company.ok_or(Error::NotFound)?;
    let address = company.addresses.first().map(|a| a.id.clone()).unwrap_or_default();
    let mut lines = Vec::with_capacity(LINES.len());
    for (number, quantity) in LINES {
        let part = PartNumber::parse(number).map_err(|p| Error::invalid("part", p))?.key();
        lines.push(DraftLine { part, quantity: Quantity::of(quantity), seen: None });
    }
    let from = kontor.clock.local().date().saturating_add(14.days());
    let plan = Plan { every: Every::Months { n: 1, day: 31 }, from, until: None, count: None };
    let draft = Draft {
        name: "Verschleißteile Bagger".into(),
        lines,
        plan,
        tolerance: Decimal::from(3),
        remind_days: 2,
        delivery: address.clone(),
        billing: address,
        po_number: "Rahmen 2026".into(),
        note: String::new(),
        unit: String::new(),
        cost_centre: String::new(),
        business: true,
        service: String::new(),
        completeness: None,
    };
    let command = MakeRecurring { key: IdempotencyKey::new("demo-recurring"), draft };
    recurring::make_recurring(kontor, buyer, &command).await.map(|_| ())
}
