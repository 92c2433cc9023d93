//! Stock and promise: what is there, what comes, and on which day it reaches the customer.

use jiff::ToSpan as _;
use jiff::civil::{DateTime, Time};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::catalog::{Availability, AvailabilityState, PartCode};
use crate::{Date, PartKey, Quantity, WarehouseId, calendar};

/// A warehouse or branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warehouse {
    pub id: WarehouseId,
    pub name: String,
    /// Federal state, decides about holidays.
    pub state: String,
    /// Orders until this time leave the same working day.
    pub cut_off: Time,
    /// Working days on the road.
    pub transit_days: i64,
    /// Lower first; the first one is where replenishment arrives.
    pub position: i64,
    /// Absent where no customers come.
    #[serde(default)]
    pub branch: Option<Branch>,
}

/// A warehouse that customers come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// As one reads them on the door: `Mo–Fr 7:00–17:00, Sa 8:00–12:00`.
    #[serde(default)]
    pub hours: String,
    /// Orders can be collected here.
    pub pickup: bool,
    /// Hours until what lies here is ready.
    pub ready_hours: i8,
    /// Nobody is there after that on a working day.
    pub closes: Time,
    /// Working days until what lies elsewhere is here.
    pub transfer_days: i64,
}

impl Warehouse {
    /// The branch, where orders can be collected.
    #[must_use]
    pub fn pickup(&self) -> Option<&Branch> {
        self.branch.as_ref().filter(|branch| branch.pickup)
    }
}

/// The warehouses as they serve who collects at one of them: what lies there is ready the same day if there is time left for it, what
/// lies elsewhere is brought. Nothing where nobody can collect.
#[must_use]
pub fn for_collection(warehouses: &[Warehouse], at: &WarehouseId) -> Option<Vec<Warehouse>> {
    let here = warehouses.iter().find(|w| w.id == *at)?;
    let branch = here.pickup()?;
    let last = branch.closes.saturating_sub(i64::from(branch.ready_hours).hours());
    let own = Warehouse { transit_days: 0, cut_off: last, ..here.clone() };
    let others = warehouses.iter().filter(|w| w.id != *at);
    let others = others.map(|w| Warehouse { transit_days: branch.transfer_days, ..w.clone() });
    Some(std::iter::once(own).chain(others).collect())
}

/// A part at a branch: what lies there, and from when it can be collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchStock {
    pub branch: WarehouseId,
    pub name: String,
    pub free: Quantity,
    /// The quantity asked for lies there: nothing has to be brought.
    pub here: bool,
    /// Absent for what is not to be had.
    pub ready: Option<Date>,
}

/// What of a part can be collected where, for `quantity` of it.
#[must_use]
pub fn branches(
    code: PartCode,
    replenishment_days: i64,
    levels: &[StockLevel],
    warehouses: &[Warehouse],
    quantity: Quantity,
    now: DateTime,
) -> Vec<BranchStock> {
    let at = |w: &Warehouse| {
        let all = for_collection(warehouses, &w.id)?;
        let promise = promise(code, replenishment_days, levels, &all, quantity, now, &w.state);
        let level = levels.iter().find(|l| l.warehouse == w.id);
        let from = promise.allocation.filter(|_| promise.state == AvailabilityState::InStock);
        Some(BranchStock {
            branch: w.id.clone(),
            name: w.name.clone(),
            free: level.map_or(Quantity::ZERO, StockLevel::free),
            here: from.is_some_and(|a| a.warehouse == w.id),
            ready: promise.date,
        })
    };
    warehouses.iter().filter_map(at).collect()
}

/// Change what customers find at a warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveBranch {
    pub warehouse: WarehouseId,
    /// Absent: no customers come.
    pub branch: Option<Branch>,
}

/// A part's stock in one warehouse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    pub warehouse: WarehouseId,
    pub on_hand: Quantity,
    /// Promised to orders out of `on_hand`.
    pub reserved: Quantity,
    /// Promised to orders out of what is still to come.
    pub backordered: Quantity,
    /// On its way to this warehouse, by day of arrival.
    pub incoming: Vec<Incoming>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    pub date: Date,
    pub quantity: Quantity,
}

impl StockLevel {
    /// Free to sell now.
    #[must_use]
    pub fn free(&self) -> Quantity {
        Quantity((self.on_hand.0 - self.reserved.0).max(Decimal::ZERO))
    }

    /// The first day on which `quantity` more than what is already backordered has arrived.
    #[must_use]
    pub fn covered_on(&self, quantity: Quantity) -> Option<Date> {
        let mut left = self.backordered.0 + quantity.0;
        let mut arrivals = self.incoming.clone();
        arrivals.sort_by_key(|i| i.date);
        arrivals.into_iter().find_map(|i| {
            left -= i.quantity.0;
            (left <= Decimal::ZERO).then_some(i.date)
        })
    }
}

/// A part's stock in one warehouse, with the warehouse's name, for the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarehouseStock {
    pub name: String,
    pub level: StockLevel,
}

/// From where a line is served: `reserve` from the shelf, `backorder` from what comes. The default is of what is made or done for an
/// order and is in no stock: no warehouse, and nothing is held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Allocation {
    pub warehouse: WarehouseId,
    pub reserve: Quantity,
    pub backorder: Quantity,
}

/// The answer for one part and quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    pub state: AvailabilityState,
    /// Day of arrival at the customer.
    pub date: Option<Date>,
    pub allocation: Option<Allocation>,
}

/// Decides where `quantity` comes from and when it arrives. One warehouse serves a whole line: first the one that has
/// enough on the shelf, then the one where enough is on its way, then replenishment into the first warehouse. What is
/// only sold while stocks last is never promised from replenishment.
///
/// `now` is local wall time; `customer_state` the federal state of the delivery address (a holiday there is no delivery day).
#[must_use]
pub fn promise(
    code: PartCode,
    replenishment_days: i64,
    levels: &[StockLevel],
    warehouses: &[Warehouse],
    quantity: Quantity,
    now: DateTime,
    customer_state: &str,
) -> Promise {
    let none = Promise { state: AvailabilityState::Gone, date: None, allocation: None };
    if !matches!(code, PartCode::Normal | PartCode::Remaining | PartCode::CallUs) {
        return none;
    }
    let level = |w: &Warehouse| levels.iter().find(|l| l.warehouse == w.id);
    for w in warehouses {
        if level(w).is_some_and(|l| l.free() >= quantity) {
            let leaves = leaves_on(now, w);
            return Promise {
                state: AvailabilityState::InStock,
                date: Some(arrives(leaves, w, customer_state)),
                allocation: Some(Allocation {
                    warehouse: w.id.clone(),
                    reserve: quantity,
                    backorder: Quantity::ZERO,
                }),
            };
        }
    }
    if code == PartCode::Remaining {
        return none;
    }
    let coming = warehouses
        .iter()
        .filter_map(|w| {
            let l = level(w)?;
            let missing = Quantity(quantity.0 - l.free().0);
            Some((l.covered_on(missing)?, w, l.free(), missing))
        })
        .min_by_key(|(date, w, ..)| (*date, w.position));
    if let Some((date, w, free, missing)) = coming {
        // What arrives today is on the shelf tomorrow.
        let leaves = calendar::add_working_days(date.max(now.date()), 1, &w.state);
        return Promise {
            state: AvailabilityState::Incoming,
            date: Some(arrives(leaves, w, customer_state)),
            allocation: Some(Allocation { warehouse: w.id.clone(), reserve: free, backorder: missing }),
        };
    }
    let Some(home) = warehouses.iter().min_by_key(|w| w.position) else { return none };
    let free = level(home).map_or(Quantity::ZERO, StockLevel::free);
    let leaves = calendar::add_working_days(leaves_on(now, home), replenishment_days.max(1), &home.state);
    Promise {
        state: AvailabilityState::OnOrder,
        date: Some(arrives(leaves, home, customer_state)),
        allocation: Some(Allocation {
            warehouse: home.id.clone(),
            reserve: free,
            backorder: Quantity(quantity.0 - free.0),
        }),
    }
}

/// The day a parcel leaves: today before the cut-off on a working day, otherwise the next working day.
#[must_use]
pub fn leaves_on(now: DateTime, warehouse: &Warehouse) -> Date {
    let today = now.date();
    if calendar::is_working_day(today, &warehouse.state) && now.time() <= warehouse.cut_off {
        today
    } else {
        calendar::working_day_from(calendar::next(today), &warehouse.state)
    }
}

fn arrives(leaves: Date, warehouse: &Warehouse, customer_state: &str) -> Date {
    let there = calendar::add_working_days(leaves, warehouse.transit_days, &warehouse.state);
    calendar::working_day_from(there, customer_state)
}

/// What the pages show for one part: the promise for `quantity` and what stands where.
#[must_use]
pub fn availability(
    code: PartCode,
    replenishment_days: i64,
    levels: &[StockLevel],
    warehouses: &[Warehouse],
    quantity: Quantity,
    now: DateTime,
    customer_state: &str,
) -> Availability {
    let promise = promise(code, replenishment_days, levels, warehouses, quantity, now, customer_state);
    let places: Vec<(WarehouseId, String, Quantity)> = warehouses
        .iter()
        .filter_map(|w| {
            let free = levels.iter().find(|l| l.warehouse == w.id)?.free();
            (free > Quantity::ZERO).then(|| (w.id.clone(), w.name.clone(), free))
        })
        .collect();
    let place = places
        .iter()
        .find(|(id, ..)| {
            promise.allocation.as_ref().is_some_and(|a| a.warehouse == *id && a.reserve > Quantity::ZERO)
        })
        .or_else(|| places.first())
        .map(|(_, name, _)| name.clone())
        .unwrap_or_default();
    Availability {
        state: promise.state,
        free: places.iter().fold(Quantity::ZERO, |sum, (_, _, q)| sum + *q),
        place,
        date: promise.date,
        incoming: levels.iter().flat_map(|l| &l.incoming).fold(Quantity::ZERO, |sum, i| sum + i.quantity),
        warehouses: places,
    }
}

/// The stock of one part in one warehouse. Reservations are Kontor's own and stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetStock {
    pub part: PartKey,
    pub warehouse: WarehouseId,
    pub on_hand: Quantity,
    #[serde(default)]
    pub incoming: Vec<Incoming>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ulm() -> Warehouse {
        Warehouse {
            id: WarehouseId::new("ulm"),
            name: "Ulm".into(),
            state: "BW".into(),
            cut_off: Time::constant(16, 30, 0, 0),
            transit_days: 1,
            position: 1,
            branch: None,
        }
    }
    fn kempten() -> Warehouse {
        Warehouse {
            id: WarehouseId::new("kempten"),
            name: "Kempten".into(),
            state: "BY".into(),
            position: 2,
            ..ulm()
        }
    }
    fn level(warehouse: &str, on_hand: i64, reserved: i64) -> StockLevel {
        StockLevel {
            warehouse: WarehouseId::new(warehouse),
            on_hand: Quantity::of(on_hand),
            reserved: Quantity::of(reserved),
            backordered: Quantity::ZERO,
            incoming: vec![],
        }
    }
    /// Tuesday, 24 November 2026.
    fn at(hour: i8, minute: i8) -> DateTime {
        DateTime::constant(2026, 11, 24, hour, minute, 0, 0)
    }
    fn ask(levels: &[StockLevel], quantity: i64, now: DateTime) -> Promise {
        promise(PartCode::Normal, 10, levels, &[ulm(), kempten()], Quantity::of(quantity), now, "BY")
    }

    #[test]
    fn ordered_before_the_cut_off_it_comes_tomorrow_and_after_it_a_day_later() {
        assert_eq!(ask(&[level("ulm", 5, 0)], 5, at(16, 30)).date, Some(Date::constant(2026, 11, 25)));
        assert_eq!(ask(&[level("ulm", 5, 0)], 5, at(16, 31)).date, Some(Date::constant(2026, 11, 26)));
    }

    #[test]
    fn the_second_branch_serves_what_the_first_cannot() {
        let p = ask(&[level("ulm", 5, 3), level("kempten", 9, 0)], 4, at(9, 0));
        assert_eq!(p.allocation.unwrap().warehouse, WarehouseId::new("kempten"));
        assert_eq!(p.state, AvailabilityState::InStock);
    }

    #[test]
    fn what_is_on_its_way_is_promised_once() {
        let mut l = level("ulm", 0, 0);
        l.incoming = vec![Incoming { date: Date::constant(2026, 11, 26), quantity: Quantity::of(30) }];
        let p = ask(&[l.clone()], 10, at(9, 0));
        // Arrives at the dealer on Thursday, leaves on Friday, reaches the customer on Monday.
        assert_eq!((p.state, p.date), (AvailabilityState::Incoming, Some(Date::constant(2026, 11, 30))));
        l.backordered = Quantity::of(25);
        assert_eq!(ask(&[l], 10, at(9, 0)).state, AvailabilityState::OnOrder);
    }

    #[test]
    fn what_is_neither_there_nor_coming_has_a_date_all_the_same() {
        let p = ask(&[], 2, at(9, 0));
        assert_eq!((p.state, p.date), (AvailabilityState::OnOrder, Some(Date::constant(2026, 12, 9))));
    }

    #[test]
    fn remaining_stock_is_never_promised_from_the_future() {
        let p =
            promise(PartCode::Remaining, 5, &[level("ulm", 1, 0)], &[ulm()], Quantity::of(2), at(9, 0), "");
        assert_eq!((p.state, p.date), (AvailabilityState::Gone, None));
    }

    fn collecting(w: Warehouse) -> Warehouse {
        let branch = Branch {
            street: "Am Tor 1".into(),
            postcode: "87435".into(),
            city: w.name.clone(),
            hours: String::new(),
            pickup: true,
            ready_hours: 2,
            closes: Time::constant(17, 0, 0, 0),
            transfer_days: 2,
        };
        Warehouse { branch: Some(branch), ..w }
    }

    fn collect(at: &str, levels: &[StockLevel], quantity: i64, now: DateTime) -> Promise {
        let all = for_collection(&[collecting(ulm()), collecting(kempten())], &WarehouseId::new(at)).unwrap();
        promise(PartCode::Normal, 10, levels, &all, Quantity::of(quantity), now, "BY")
    }

    #[test]
    fn what_lies_at_the_branch_is_ready_the_same_day_and_what_lies_elsewhere_is_brought() {
        let levels = [level("ulm", 5, 0), level("kempten", 4, 0)];
        let here = collect("kempten", &levels, 4, at(15, 0));
        assert_eq!(here.date, Some(Date::constant(2026, 11, 24)));
        assert_eq!(here.allocation.unwrap().warehouse, WarehouseId::new("kempten"));
        // Two hours before it closes is the last moment.
        assert_eq!(collect("kempten", &levels, 4, at(15, 1)).date, Some(Date::constant(2026, 11, 25)));
        // Five lie in Ulm only: two working days on the road.
        let brought = collect("kempten", &levels, 5, at(9, 0));
        assert_eq!(brought.date, Some(Date::constant(2026, 11, 26)));
        assert_eq!(brought.allocation.unwrap().warehouse, WarehouseId::new("ulm"));
    }

    #[test]
    fn what_is_ordered_for_who_collects_arrives_where_everything_arrives() {
        let ordered = collect("kempten", &[], 3, at(9, 0));
        assert_eq!(ordered.state, AvailabilityState::OnOrder);
        assert_eq!(ordered.allocation.unwrap().warehouse, WarehouseId::new("ulm"));
        // Ten working days of replenishment, two more to the branch.
        assert_eq!(ordered.date, Some(Date::constant(2026, 12, 10)));
    }

    #[test]
    fn branches_say_what_lies_there_and_those_without_collection_nothing() {
        let all = [collecting(ulm()), kempten()];
        let found = branches(PartCode::Normal, 10, &[level("ulm", 4, 1)], &all, Quantity::of(4), at(9, 0));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].free, found[0].here), (Quantity::of(3), false));
        assert!(for_collection(&all, &WarehouseId::new("kempten")).is_none());
        let gone = branches(PartCode::Remaining, 10, &[], &all, Quantity::ONE, at(9, 0));
        assert_eq!(gone[0].ready, None);
    }

    #[test]
    fn the_customers_holiday_is_no_delivery_day() {
        // Epiphany 2027 is a Wednesday, a holiday in BW and BY but not in HE.
        let now = DateTime::constant(2027, 1, 4, 17, 0, 0, 0);
        let p = |state| {
            promise(
                PartCode::Normal,
                5,
                &[level("nord", 9, 0)],
                &[Warehouse { id: WarehouseId::new("nord"), state: "NI".into(), ..ulm() }],
                Quantity::ONE,
                now,
                state,
            )
            .date
        };
        assert_eq!(p("BY"), Some(Date::constant(2027, 1, 7)));
        assert_eq!(p("HE"), Some(Date::constant(2027, 1, 6)));
    }
}
