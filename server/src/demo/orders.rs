//! A few orders in different states, so that no list is empty and the desk has something to do.

use kontor_domain::accounts::{Acting, Actor, Caller, Channel, SaveCredit, Who};
use kontor_domain::carts::AddLine;
use kontor_domain::catalog::PartNumber;
use kontor_domain::orders::{CancelOrder, ConfirmOrder, MovedLine, OrderFilter, OrderView, PlaceOrder};
use kontor_domain::shipments::ShipOrder;
use kontor_domain::{Error, IdempotencyKey, Money, Quantity};
use kontor_service::{Kontor, accounts, carts, orders, shipments};
use rust_decimal::Decimal;

use super::goods::later;
use super::people::People;

/// How far an order goes.
enum Fate {
    /// Above the limit of who ordered it: a colleague has to approve it.
    Awaiting,
    /// The desk has not looked at it yet.
    Placed,
    Confirmed,
    /// Its first line comes so many days later, for this reason.
    Moved(i64, &'static str),
    Picked,
    /// Its first line leaves, the rest stays.
    PartlyShipped,
    Shipped,
    Cancelled,
    /// Its company may owe no more than it does: the desk looks at it first.
    Held,
}

struct Plan {
    buyer: &'static str,
    po_number: &'static str,
    note: &'static str,
    /// Number and quantity in tenths.
    lines: &'static [(&'static str, i64)],
    fate: Fate,
    /// How it reached the desk, which entered it; the buyer did so themselves otherwise.
    entered: Option<Channel>,
}

/// Oldest first.
const PLANS: [Plan; 15] = [
    Plan {
        buyer: "karin-vogt",
        po_number: "BH-2026-031",
        note: "",
        lines: &[("OE-0046.20-H", 20), ("HY-4711.20-F", 10)],
        fate: Fate::Shipped,
        entered: None,
    },
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-098",
        note: "",
        lines: &[("HY-4711.20-F", 40), ("EL-7001.24-A", 10)],
        fate: Fate::Shipped,
        entered: None,
    },
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-104",
        note: "",
        lines: &[("HY-5100.10", 20), ("EL-7001.24-A", 10)],
        fate: Fate::Shipped,
        entered: None,
    },
    Plan {
        buyer: "lukas-steiner",
        po_number: "4500-118",
        note: "Bitte mit Lieferschein im Paket.",
        lines: &[("HY-6020.16-L", 100), ("OE-0046.20-H", 50)],
        fate: Fate::PartlyShipped,
        entered: None,
    },
    Plan {
        buyer: "rachel-brooks",
        po_number: "AK-7731",
        note: "Delivery to the forwarder, please.",
        lines: &[("FW-2210.10-L", 80)],
        fate: Fate::Moved(6, "Der Hersteller liefert eine Woche später."),
        entered: None,
    },
    Plan {
        buyer: "silke-thomsen",
        po_number: "RN-0815",
        note: "",
        lines: &[("HY-5100.10", 30), ("DI-2403.70-R", 500)],
        fate: Fate::Picked,
        entered: None,
    },
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-112",
        note: "",
        lines: &[("EL-7001.24-A", 10)],
        fate: Fate::Cancelled,
        entered: None,
    },
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-113",
        note: "",
        lines: &[("OE-0046.20-H", 20), ("DI-2403.70-R", 200)],
        fate: Fate::PartlyShipped,
        entered: None,
    },
    Plan {
        buyer: "jonas-greiner",
        po_number: "B-2026-114",
        note: "KB 220 LC steht in Wiggensbach.",
        lines: &[("FW-2210.10-L", 20), ("HY-4711.20-F", 20)],
        fate: Fate::Confirmed,
        entered: None,
    },
    Plan {
        buyer: "hauke-petersen",
        po_number: "RN-0821",
        note: "",
        lines: &[("OE-0046.20-H", 30)],
        fate: Fate::Placed,
        entered: None,
    },
    Plan {
        buyer: "jonas-greiner",
        po_number: "B-2026-117",
        note: "",
        lines: &[("HY-4711.20-F", 20), ("HY-4711.90-D", 20), ("HY-6020.16-L", 55)],
        fate: Fate::Placed,
        entered: None,
    },
    Plan {
        buyer: "karin-vogt",
        po_number: "BH-2026-034",
        note: "",
        lines: &[("OE-0220.10-X", 10)],
        fate: Fate::Placed,
        entered: Some(Channel::Telephone),
    },
    // More than lies there: some of it could leave at once.
    Plan {
        buyer: "sabine-bauer",
        po_number: "B-2026-115",
        note: "Eines für jeden Maschinenführer.",
        lines: &[("OE-0220.10-X", 200), ("HY-4711.20-F", 10)],
        fate: Fate::Moved(5, "Die Druckerei liefert eine Woche später."),
        entered: None,
    },
    Plan {
        buyer: "jonas-greiner",
        po_number: "B-2026-119",
        note: "Für den zweiten KB 220 LC.",
        lines: &[("FW-2210.10-L", 40)],
        fate: Fate::Awaiting,
        entered: None,
    },
    Plan {
        buyer: "hauke-petersen",
        po_number: "RN-0823",
        note: "",
        lines: &[("HY-5100.10", 20)],
        fate: Fate::Held,
        entered: None,
    },
];

/// Were they placed already?
pub(super) async fn are_there(kontor: &Kontor, system: &Actor) -> Result<bool, Error> {
    Ok(!orders::orders(kontor, system, &OrderFilter::default()).await?.items.is_empty())
}

/// Places them and leads each to its fate, as the people of the demo would.
pub(super) async fn place(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let person = |id: &str| people.get(id).ok_or(Error::NotFound);
    let (desk, store) = (person("jana-merk")?, person("emre-yildiz")?);
    for (i, plan) in PLANS.iter().enumerate() {
        let buyer = &match plan.entered {
            Some(channel) => acting(kontor, desk, person(plan.buyer)?, channel)?,
            None => person(plan.buyer)?.clone(),
        };
        if matches!(plan.fate, Fate::Held) {
            exhaust(kontor, buyer).await?;
        }
        for (number, tenths) in plan.lines {
            let part = PartNumber::parse(number).map_err(|p| Error::invalid("part", p))?.key();
            let quantity = Quantity(Decimal::new(*tenths, 1).normalize());
            carts::add_line(kontor, buyer, None, &AddLine { part, quantity }).await?;
        }
        let command = PlaceOrder {
            key: key(i),
            delivery: first_address(buyer),
            billing: first_address(buyer),
            po_number: plan.po_number.into(),
            note: plan.note.into(),
            requested: None,
            business: true,
            ..PlaceOrder::default()
        };
        let order = orders::place_order(kontor, buyer, &command).await?;
        lead(kontor, (buyer, desk, store), order, &plan.fate, &key(i)).await?;
    }
    Ok(())
}

/// Lets the buyer's company owe what it owes by now, and a little more.
async fn exhaust(kontor: &Kontor, buyer: &Actor) -> Result<(), Error> {
    let company = buyer.company().ok_or(Error::Forbidden)?;
    let system = Actor::system(Channel::Cli);
    let now = accounts::company_credit(kontor, &system, company).await?;
    let command = SaveCredit {
        company: company.clone(),
        version: now.version,
        limit: Some(now.exposure() + Money::cents(2_500)),
        elsewhere: now.elsewhere,
        as_of: now.as_of,
        blocked: String::new(),
    };
    accounts::save_credit(kontor, &system, &command).await.map(|_| ())
}

/// The desk as it enters what a buyer asked for.
fn acting(kontor: &Kontor, desk: &Actor, buyer: &Actor, channel: Channel) -> Result<Actor, Error> {
    let Who::Customer { person, name, company, company_name, .. } = &buyer.who else {
        return Err(Error::Forbidden);
    };
    let acting = Acting {
        mark: String::new(),
        company: company.clone(),
        company_name: company_name.clone(),
        caller: Caller { person: Some(person.clone()), name: name.clone() },
        channel,
    };
    let person = desk.person().ok_or(Error::Forbidden)?.clone();
    let name = format!("{} ({})", desk.name(), kontor.settings.dealer);
    Ok(Actor { who: Who::Acting { person, name, acting }, channel, language: desk.language })
}

/// The seat of the buyer's company.
fn first_address(buyer: &Actor) -> String {
    let company =
        kontor_demo::companies().into_iter().find(|c| buyer.company().is_some_and(|id| id.0 == c.id));
    company.and_then(|c| c.addresses.into_iter().next()).map(|a| a.id).unwrap_or_default()
}

fn key(i: usize) -> IdempotencyKey {
    IdempotencyKey(format!("demo-order-{i}"))
}

async fn lead(
    kontor: &Kontor,
    (buyer, desk, store): (&Actor, &Actor, &Actor),
    order: OrderView,
    fate: &Fate,
    key: &IdempotencyKey,
) -> Result<(), Error> {
    match fate {
        Fate::Awaiting | Fate::Placed | Fate::Held => {}
        Fate::Cancelled => {
            let reason = "Doppelt bestellt.".to_owned();
            let command = CancelOrder { order: order.id, version: order.version, reason };
            orders::cancel_order(kontor, buyer, &command).await?;
        }
        Fate::Confirmed => {
            confirm(kontor, desk, &order, vec![]).await?;
        }
        Fate::Moved(days, reason) => {
            let date =
                order.lines.first().map_or_else(|| kontor.clock.local().date(), |l| later(l.promised, *days));
            let moved = MovedLine { position: 1, date, reason: (*reason).to_owned() };
            confirm(kontor, desk, &order, vec![moved]).await?;
        }
        Fate::Picked => {
            let order = confirm(kontor, desk, &order, vec![]).await?;
            orders::pick_order(kontor, store, &order.id, order.version).await?;
        }
        Fate::Shipped => {
            let order = confirm(kontor, desk, &order, vec![]).await?;
            ship(kontor, store, &order, key, "00340434161094021501", vec![]).await?;
        }
        Fate::PartlyShipped => {
            let order = confirm(kontor, desk, &order, vec![]).await?;
            let first = order.lines.first().map(|l| (l.position, l.quantity)).into_iter().collect();
            ship(kontor, store, &order, key, "00340434161094021518", first).await?;
        }
    }
    Ok(())
}

async fn confirm(
    kontor: &Kontor,
    desk: &Actor,
    order: &OrderView,
    moved: Vec<MovedLine>,
) -> Result<OrderView, Error> {
    let command = ConfirmOrder { order: order.id.clone(), version: order.version, moved };
    orders::confirm_order(kontor, desk, &command).await
}

async fn ship(
    kontor: &Kontor,
    store: &Actor,
    order: &OrderView,
    key: &IdempotencyKey,
    tracking: &str,
    lines: Vec<(u32, Quantity)>,
) -> Result<(), Error> {
    let command = ShipOrder {
        key: IdempotencyKey(format!("{key}-parcel")),
        order: order.id.clone(),
        version: order.version,
        carrier: "DHL".into(),
        tracking: tracking.into(),
        lines,
        ..ShipOrder::default()
    };
    shipments::ship_order(kontor, store, &command).await?;
    Ok(())
}
