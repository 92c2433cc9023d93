//! How much of an order's lines is on its way back or was credited: the table `return_line`, and of `core` what came back.
//!
//! Read, changed here, and written only if nobody wrote the same lines meanwhile (guards `taken` and `core`): never more comes
//! back than left, whoever asks at the same moment.

use std::collections::BTreeMap;

use kontor_domain::returns::{Amounts, ReturnKind, ReturnLine, Taken};
use kontor_domain::{Decimal, Error, Money, OrderId, Quantity};
use kontor_store::types::Object;
use kontor_store::{RecordId, SurrealValue, Tx, Variables, rid};

use super::cores;
use crate::Kontor;
use crate::catalog::rows::records;
use crate::fault::Fault as _;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct LineRow {
    key: String,
    goods: Decimal,
    value: Decimal,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewLineRow {
    id: RecordId,
    goods: Decimal,
    value: Decimal,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CoreRow {
    key: String,
    charged: Decimal,
    returned: Decimal,
    credited: Decimal,
}

/// One line, as it was read or as it is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Count {
    goods: Decimal,
    value: Decimal,
    charged: Decimal,
    returned: Decimal,
    credited: Decimal,
}

/// The lines of an order.
pub(super) struct TakenLines {
    order: OrderId,
    lines: BTreeMap<u32, (Count, Count)>,
}

/// The key of an order's line.
pub(super) fn key(order: &OrderId, position: u32) -> String {
    format!("{order}|{position}")
}

impl TakenLines {
    pub async fn read(
        kontor: &Kontor,
        order: &OrderId,
        positions: impl Iterator<Item = u32>,
    ) -> Result<Self, Error> {
        let positions: Vec<u32> = positions.collect();
        let ids = |table: &str| records(positions.iter().map(|p| rid(table, key(order, *p))));
        let mut vars = Variables::new();
        vars.insert("lines", ids("return_line"));
        vars.insert("cores", ids("core"));
        let sql = "SELECT record::id(id) AS key, goods, value FROM $lines;
                   SELECT record::id(id) AS key, charged, returned, credited FROM $cores;";
        let mut rows = kontor.store.query(sql, vars).await.fault()?;
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        for row in rows.take::<LineRow>(0).fault()? {
            let count = counts.entry(row.key).or_default();
            (count.goods, count.value) = (row.goods, row.value);
        }
        for row in rows.take::<CoreRow>(1).fault()? {
            let count = counts.entry(row.key).or_default();
            (count.charged, count.returned, count.credited) = (row.charged, row.returned, row.credited);
        }
        let of = |p: &u32| {
            let count = counts.get(&key(order, *p)).copied().unwrap_or_default();
            (*p, (count, count))
        };
        Ok(Self { order: order.clone(), lines: positions.iter().map(of).collect() })
    }

    pub fn of(&self, position: u32) -> Taken {
        let (_, now) = self.lines.get(&position).copied().unwrap_or_default();
        Taken {
            goods: Quantity(now.goods.normalize()),
            value: Money::eur(now.value.normalize()),
            cores: Quantity((now.returned + now.credited).normalize()),
        }
    }

    /// A line is on its way back.
    pub fn take(&mut self, line: &ReturnLine) {
        self.change(line, |count, goods| {
            if goods {
                count.goods += line.asked.quantity.0;
                count.value += line.asked.value.amount;
            }
            count.returned += line.asked.cores.0;
        });
    }

    /// A line is decided: only `kept` of it stays taken.
    pub fn settle(&mut self, line: &ReturnLine, kept: &Amounts) {
        self.change(line, |count, goods| {
            if goods {
                count.goods -= line.asked.quantity.0 - kept.quantity.0;
                count.value -= line.asked.value.amount - kept.value.amount;
            }
            count.returned -= line.asked.cores.0;
            count.credited += kept.cores.0;
        });
    }

    fn change(&mut self, line: &ReturnLine, how: impl FnOnce(&mut Count, bool)) {
        if let Some((_, now)) = self.lines.get_mut(&line.position) {
            how(now, line.reason.kind() != ReturnKind::Core);
        }
    }

    pub fn write(self, tx: &mut Tx) {
        let (mut new, mut goods, mut back) = (Vec::new(), Vec::new(), Vec::new());
        for (position, (was, now)) in self.lines {
            let key = key(&self.order, position);
            if (was.goods, was.value) != (now.goods, now.value) {
                let id = rid("return_line", key.clone());
                new.push(NewLineRow { id, goods: Decimal::ZERO, value: Decimal::ZERO });
                goods.push((key.clone(), of(&was, &now)));
            }
            if (was.returned, was.credited) != (now.returned, now.credited) {
                let mut object = of(&was, &now);
                object.insert("state", cores::state(now.charged, now.credited).to_owned());
                back.push((key, object));
            }
        }
        // The first return of a line finds no record; the guard needs one to read.
        tx.insert_or_update("return_line", new, "goods += 0dec");
        tx.guarded_all(
            "return_line",
            goods,
            "goods = {of}.goods, value = {of}.value",
            "goods = {of}.goods_was AND value = {of}.value_was",
            "taken",
        );
        tx.guarded_all(
            "core",
            back,
            "returned = {of}.returned, credited = {of}.credited, state = {of}.state",
            "returned = {of}.returned_was AND credited = {of}.credited_was AND charged = {of}.charged_was",
            "core",
        );
    }
}

fn of(was: &Count, now: &Count) -> Object {
    let mut object = Object::new();
    for (name, value) in [
        ("goods", now.goods),
        ("goods_was", was.goods),
        ("value", now.value),
        ("value_was", was.value),
        ("returned", now.returned),
        ("returned_was", was.returned),
        ("credited", now.credited),
        ("credited_was", was.credited),
        ("charged_was", was.charged),
    ] {
        object.insert(name, value.into_value());
    }
    object
}
