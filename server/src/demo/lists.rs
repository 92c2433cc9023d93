//! Order lists: two services of the dealer for all customers, and one list of a customer.

use kontor_domain::catalog::PartNumber;
use kontor_domain::lists::{ListKind, ListSource, MakeList, NewLine};
use kontor_domain::{Error, IdempotencyKey, Quantity};
use kontor_service::{Kontor, lists};
use rust_decimal::Decimal;

use super::people::People;

struct Plan {
    maker: &'static str,
    kind: ListKind,
    name: &'static str,
    note: &'static str,
    /// Number, quantity in tenths, note.
    lines: &'static [(&'static str, i64, &'static str)],
}

const PLANS: [Plan; 3] = [
    Plan {
        maker: "jana-merk",
        kind: ListKind::Dealer,
        name: "Service 500 h KB 220 LC",
        note: "Alles für den Service bei 500 Betriebsstunden, ohne Schmierstoffe der Achsen.",
        lines: &[
            ("HY-4711.20-F", 10, "Rücklauf, immer wechseln"),
            ("HY-4711.90-D", 10, "mit dem Filter erneuern"),
            ("OE-0046.20-H", 20, "zum Nachfüllen"),
            ("DI-2403.70-R", 100, ""),
        ],
    },
    Plan {
        maker: "jana-merk",
        kind: ListKind::Dealer,
        name: "Service 2000 h KB 220 LC",
        note: "Großer Service: Öl, alle Hydraulikfilter, Schläuche prüfen.",
        lines: &[
            ("HY-4711.20-F", 10, ""),
            ("HY-5100.10", 10, "auswaschen oder wechseln"),
            ("HY-4711.90-D", 10, ""),
            ("OE-0046.20-H", 110, "ganze Füllung"),
            ("HY-6020.16-L", 40, "nach Sichtprüfung"),
        ],
    },
    Plan {
        maker: "sabine-bauer",
        kind: ListKind::Company,
        name: "Wintercheck Bagger",
        note: "Vor dem ersten Frost, je Bagger einmal.",
        lines: &[
            ("HY-4711.20-F", 20, ""),
            // Still the old number: the list shows its successor.
            ("HY-4711.10-S", 10, "Saugseite"),
            ("OE-0046.20-H", 30, ""),
            // Under the minimum, as people write it down.
            ("DI-2403.70-R", 50, "Reserve"),
        ],
    },
];

/// Makes them; those that an interrupted load has made stay.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    for (i, plan) in PLANS.iter().enumerate() {
        let maker = people.get(plan.maker).ok_or(Error::NotFound)?;
        let mut lines = Vec::with_capacity(plan.lines.len());
        for (number, tenths, note) in plan.lines {
            let part = PartNumber::parse(number).map_err(|p| Error::invalid("part", p))?.key();
            let quantity = Quantity(Decimal::new(*tenths, 1).normalize());
            lines.push(NewLine { part, quantity, note: (*note).to_owned() });
        }
        let command = MakeList {
            key: IdempotencyKey(format!("demo-list-{i}")),
            name: plan.name.into(),
            kind: plan.kind,
            note: plan.note.into(),
            customer: None,
            source: ListSource::Lines { lines },
        };
        lists::make_list(kontor, maker, &command).await?;
    }
    Ok(())
}
