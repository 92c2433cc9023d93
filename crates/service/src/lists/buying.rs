//! The table `bought`: written with every order, and put right when one is cancelled.

use kontor_domain::catalog::PartNumber;
use kontor_domain::orders::OrderLine;
use kontor_domain::{CompanyId, Decimal, OrderId, PartKey, Unit};
use kontor_store::{Datetime, RecordId, SurrealValue, Tx, rid};

/// So many of the latest orders are remembered per part. Should all of them be cancelled, the part counts as never bought.
const REMEMBERED: usize = 10;

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct Purchase {
    pub seq: String,
    pub order: String,
    pub at: Datetime,
    pub quantity: Decimal,
    /// Net for one unit, EUR.
    pub net: Decimal,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewRow {
    id: RecordId,
    company: String,
    part: String,
    number: String,
    unit: String,
    words: String,
    seq: String,
    times: i64,
    purchases: Vec<Purchase>,
}

fn id(company: &CompanyId, part: &PartKey) -> RecordId {
    rid("bought", format!("{company}|{part}"))
}

/// Remembers the parts an order's company bought, in the transaction of the order.
pub(crate) fn remember(tx: &mut Tx, company: &CompanyId, order: &OrderId, at: Datetime, lines: &[OrderLine]) {
    let rows: Vec<NewRow> = lines
        .iter()
        .filter_map(|line| {
            let part = line.part.as_ref()?;
            let seq = format!("{order}|{:04}", line.position);
            Some(NewRow {
                id: id(company, part),
                company: company.to_string(),
                part: part.to_string(),
                number: line.number.clone(),
                unit: unit_word(line.unit),
                words: words(line),
                seq: seq.clone(),
                times: 1,
                purchases: vec![Purchase {
                    seq,
                    order: order.to_string(),
                    at,
                    quantity: line.quantity.0,
                    net: line.net.amount,
                }],
            })
        })
        .collect();
    tx.insert_or_update(
        "bought",
        rows,
        &format!(
            "times += 1, seq = $input.seq, number = $input.number, unit = $input.unit, words = $input.words, \
             purchases = array::slice(array::concat($input.purchases, purchases ?? []), 0, {REMEMBERED})"
        ),
    );
}

/// Forgets an order that is cancelled: the purchase before it is the last one again, and a part without one is gone from the
/// list. To be called in the transaction that cancels.
pub(crate) fn forget(tx: &mut Tx, company: &CompanyId, order: &OrderId, lines: &[OrderLine]) {
    let ids: Vec<RecordId> = lines.iter().filter_map(|line| Some(id(company, line.part.as_ref()?))).collect();
    let (ids, order) = (tx.bind(ids), tx.bind(order.to_string()));
    tx.push(format!(
        "FOR $b IN {ids} {{ \
           UPDATE $b SET times -= 1, purchases = array::filter(purchases, |$p| $p.order != {order}) \
             WHERE array::any(purchases, |$p| $p.order = {order}) RETURN NONE; \
           DELETE $b WHERE array::len(purchases) = 0 RETURN NONE; \
           UPDATE $b SET seq = purchases[0].seq RETURN NONE; \
         }}"
    ));
}

/// The unit as orders keep it, which is where the migration has it from; read with [`Unit::parse`].
fn unit_word(unit: Unit) -> String {
    format!("{unit:?}").to_lowercase()
}

/// As the migration writes it for older orders.
fn words(line: &OrderLine) -> String {
    let plain: String = line.number.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{} {} {} {plain}", line.number, line.name.de, line.name.en).to_lowercase()
}

/// What is looked for: every word of the question, or all of it as a fragment of a number. Both empty for an empty question.
pub(super) fn needles(question: &str) -> (Vec<String>, String) {
    let text: String = question.chars().take(200).collect::<String>().to_lowercase();
    let words: Vec<String> = text.split_whitespace().take(8).map(ToOwned::to_owned).collect();
    let plain = PartNumber::normalized(&text).to_lowercase();
    (words, plain)
}

#[cfg(test)]
mod tests {
    use kontor_domain::Unit;

    use super::{needles, unit_word};

    #[test]
    fn every_unit_is_read_back_as_it_is_written() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(&unit_word(unit)), Some(unit));
        }
    }

    #[test]
    fn a_number_is_found_as_it_is_typed_and_by_its_letters_and_digits() {
        assert_eq!(needles(" HY-4711 20 "), (vec!["hy-4711".into(), "20".into()], "hy471120".into()));
        assert_eq!(needles("  "), (vec![], String::new()));
    }
}
