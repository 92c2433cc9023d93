//! The form of a change of an order, with the preview of what was typed.

use kontor_domain::OrderId;
use kontor_domain::orders::ChangeStart;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::ui::Query;
use crate::wire::Refusal;

/// How much of a line is wanted, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LineFields {
    pub position: u32,
    pub quantity: String,
}

/// A part that was forgotten, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddFields {
    pub number: String,
    pub quantity: String,
}

/// The whole form; the texts are absent before anything was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeFields {
    pub lines: Vec<LineFields>,
    pub add: Vec<AddFields>,
    pub po_number: Option<String>,
    pub note: Option<String>,
}

impl ChangeFields {
    /// As it stands in the address: `q.3=2`, `n.0=HY-4711.20-F&m.0=1`, `po`, `note`. Empty rows are left out.
    #[must_use]
    pub fn of(query: &Query) -> Self {
        let line = |(name, value): (&str, &str)| {
            Some(LineFields { position: name.strip_prefix("q.")?.parse().ok()?, quantity: value.to_owned() })
        };
        let row = |(name, value): (&str, &str)| {
            let quantity = query.get(&format!("m.{}", name.strip_prefix("n.")?)).to_owned();
            let number = value.trim().to_owned();
            (!number.is_empty()).then_some(AddFields { number, quantity })
        };
        let text = |name: &str| query.pairs().find(|(n, _)| *n == name).map(|(_, value)| value.to_owned());
        Self {
            lines: query.pairs().filter_map(line).take(500).collect(),
            add: query.pairs().filter_map(row).take(500).collect(),
            po_number: text("po"),
            note: text("note"),
        }
    }
}

/// What was typed as the operation reads it, and what cannot be read: `quantity.POSITION`.
#[cfg(feature = "ssr")]
pub(super) fn read(
    typed: ChangeFields,
) -> (kontor_domain::orders::ChangeDraft, Vec<kontor_domain::FieldError>) {
    use kontor_domain::carts::quick::QuickRow;
    use kontor_domain::orders::{ChangeDraft, ChangedLine};
    use kontor_domain::{FieldError, Quantity};
    let mut wrong = Vec::new();
    let mut lines = Vec::new();
    for LineFields { position, quantity } in typed.lines {
        let read = if quantity.trim().is_empty() { Ok(Quantity::ZERO) } else { Quantity::parse(&quantity) };
        match read {
            Ok(quantity) => lines.push(ChangedLine { position, quantity }),
            Err(problem) => wrong.push(FieldError { field: format!("quantity.{position}"), problem }),
        }
    }
    let row = |add: AddFields| QuickRow { number: add.number, quantity: add.quantity, ..QuickRow::default() };
    let add = typed.add.into_iter().map(row).collect();
    (ChangeDraft { po_number: typed.po_number, note: typed.note, lines, add }, wrong)
}

#[server(prefix = "/fn", endpoint = "orders/start_change", input = Json)]
pub async fn start_change(order: OrderId, typed: ChangeFields) -> Result<ChangeStart, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (draft, unread) = read(typed);
    let mut start =
        Box::pin(kontor_service::orders::start_change(&kontor, &actor, &order, &draft)).await.answer()?;
    if !unread.is_empty() {
        start.wrong.extend(unread);
        start.after = None;
    }
    Ok(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_read_from_the_address() {
        let typed = ChangeFields::of(&Query::parse("?q.3=2&q.x=1&n.0=hy+4711&m.0=5&n.1=&m.1=&po=B-7"));
        let add = AddFields { number: "hy 4711".into(), quantity: "5".into() };
        assert_eq!(typed.lines, [LineFields { position: 3, quantity: "2".into() }]);
        assert_eq!((typed.add, typed.po_number.as_deref(), typed.note), (vec![add], Some("B-7"), None));
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn an_empty_quantity_takes_the_line_off_and_a_word_is_told_by_its_line() {
        let line = |position, quantity: &str| LineFields { position, quantity: quantity.into() };
        let typed = ChangeFields { lines: vec![line(1, " "), line(2, "zwei")], ..ChangeFields::default() };
        let (draft, wrong) = read(typed);
        assert_eq!((draft.lines.len(), draft.lines[0].quantity), (1, kontor_domain::Quantity::ZERO));
        assert_eq!((wrong.len(), wrong[0].field.as_str()), (1, "quantity.2"));
    }
}
