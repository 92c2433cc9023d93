//! The form of a new return, with the preview of what was chosen.

use kontor_domain::OrderId;
use kontor_domain::returns::ReturnStart;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::ui::Query;
use crate::wire::Refusal;

/// How much of a line comes back, as typed; empty is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskedFields {
    pub position: u32,
    pub quantity: String,
    pub reason: String,
}

/// The chosen lines as they stand in the address: `q.3=2&r.3=defect`.
#[must_use]
pub fn asked(query: &Query) -> Vec<AskedFields> {
    let line = |(name, value): (&str, &str)| {
        let position: u32 = name.strip_prefix("q.")?.parse().ok()?;
        let reason = query.get(&format!("r.{position}")).to_owned();
        Some(AskedFields { position, quantity: value.to_owned(), reason })
    };
    query.pairs().filter_map(line).take(500).collect()
}

/// What was typed as the operation reads it, and what cannot be read: `quantity.POSITION`.
#[cfg(feature = "ssr")]
pub(super) fn read(
    lines: &[AskedFields],
) -> (Vec<kontor_domain::returns::AskedLine>, Vec<kontor_domain::FieldError>) {
    use kontor_domain::returns::{AskedLine, ReturnReason};
    use kontor_domain::{FieldError, Quantity};
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| !matches!(line.quantity.trim(), "" | "0")) {
        let reason = ReturnReason::parse(&line.reason).unwrap_or_default();
        match Quantity::parse(&line.quantity) {
            Ok(quantity) => read.push(AskedLine { position: line.position, quantity, reason }),
            Err(problem) => wrong.push(FieldError { field: format!("quantity.{}", line.position), problem }),
        }
    }
    (read, wrong)
}

#[server(prefix = "/fn", endpoint = "returns/start_return", input = Json)]
pub async fn start_return(order: OrderId, lines: Vec<AskedFields>) -> Result<ReturnStart, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let (lines, unread) = read(&lines);
    let mut start = kontor_service::returns::start_return(&kontor, &actor, &order, &lines).await.answer()?;
    if !unread.is_empty() {
        start.wrong.extend(unread);
        start.totals = None;
    }
    Ok(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_lines_are_read_from_the_address() {
        let lines = asked(&Query::parse("?q.3=2&r.3=core&q.x=1&about=4"));
        let line = AskedFields { position: 3, quantity: "2".into(), reason: "core".into() };
        assert_eq!(lines, [line]);
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn what_cannot_be_read_is_told_by_its_line() {
        let line = |position, quantity: &str| AskedFields {
            position,
            quantity: quantity.into(),
            ..AskedFields::default()
        };
        let (read, wrong) = read(&[line(1, "2"), line(2, ""), line(3, "zwei"), line(4, "0")]);
        assert_eq!((read.len(), read[0].position), (1, 1));
        assert_eq!((wrong.len(), wrong[0].field.as_str()), (1, "quantity.3"));
    }
}
