//! Confirms an order as promised, or with other dates.

use kontor_domain::OrderId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// A line of the form. Only those whose date is another one than `before` are moved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfirmLine {
    pub position: u32,
    pub before: String,
    pub date: String,
    pub reason: String,
}

/// Errors name the line by its position: `date.3`, `reason.3`.
#[server(prefix = "/fn", endpoint = "orders/confirm_order")]
pub async fn confirm_order(
    order: OrderId,
    version: i64,
    #[server(default)] lines: Vec<ConfirmLine>,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::orders::ConfirmOrder;
    let (kontor, actor) = request::begin()?;
    let typed: Vec<(String, String)> = lines
        .iter()
        .flat_map(|l| {
            [(format!("date.{}", l.position), &l.date), (format!("reason.{}", l.position), &l.reason)]
        })
        .map(|(name, value)| (name, value.clone()))
        .collect();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (&**name, &**value)).collect();
    let moved = moved(&lines).answer_keeping(&typed)?;
    let command = ConfirmOrder { order, version, moved };
    kontor_service::orders::confirm_order(&kontor, &actor, &command)
        .await
        .map_err(|error| by_position(error, &command))
        .answer_keeping(&typed)?;
    request::go_back(&[("done", "confirm")]);
    Ok(())
}

#[cfg(feature = "ssr")]
fn moved(lines: &[ConfirmLine]) -> Result<Vec<kontor_domain::orders::MovedLine>, kontor_domain::Error> {
    use kontor_domain::{Error, FieldError, Problem, format};
    let (mut moved, mut fields) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|l| l.date.trim() != l.before) {
        match format::parse_date(&line.date) {
            Some(date) => moved.push(kontor_domain::orders::MovedLine {
                position: line.position,
                date,
                reason: line.reason.clone(),
            }),
            None => {
                let problem = if line.date.trim().is_empty() { Problem::Required } else { Problem::NotADate };
                fields.push(FieldError { field: format!("date.{}", line.position), problem });
            }
        }
    }
    if fields.is_empty() { Ok(moved) } else { Err(Error::Invalid { fields }) }
}

/// `moved[0].reason` of the operation becomes `reason.3` of the form.
#[cfg(feature = "ssr")]
fn by_position(
    error: kontor_domain::Error,
    command: &kontor_domain::orders::ConfirmOrder,
) -> kontor_domain::Error {
    use kontor_domain::Error;
    let Error::Invalid { mut fields } = error else { return error };
    for field in &mut fields {
        let place = field.field.strip_prefix("moved[").and_then(|rest| rest.split_once("]."));
        let Some((index, name)) = place else { continue };
        if let Some(line) = index.parse::<usize>().ok().and_then(|i| command.moved.get(i)) {
            field.field = format!("{name}.{}", line.position);
        }
    }
    Error::Invalid { fields }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::orders::{ConfirmOrder, MovedLine};
    use kontor_domain::{Date, Error, OrderId, Problem};

    use super::{ConfirmLine, by_position, moved};

    fn line(position: u32, before: &str, date: &str) -> ConfirmLine {
        ConfirmLine { position, before: before.into(), date: date.into(), reason: "Zulauf".into() }
    }

    #[test]
    fn only_lines_with_another_date_are_moved() {
        let lines = [line(1, "2026-11-24", "2026-11-24"), line(3, "2026-11-24", "2026-11-30")];
        let moved = moved(&lines).unwrap();
        assert_eq!(moved.len(), 1);
        assert_eq!((moved[0].position, moved[0].date), (3, Date::constant(2026, 11, 30)));
    }

    #[test]
    fn an_empty_date_is_asked_for_at_its_line() {
        let error = moved(&[line(2, "2026-11-24", "")]).unwrap_err();
        assert_eq!(error.field("date.2"), Some(&Problem::Required));
    }

    #[test]
    fn errors_of_the_operation_stand_at_the_line_on_the_page() {
        let moved = vec![MovedLine { position: 7, date: Date::ZERO, reason: String::new() }];
        let command = ConfirmOrder { order: OrderId::new("a"), version: 1, moved };
        let error = by_position(Error::invalid("moved[0].reason", Problem::ReasonRequired), &command);
        assert_eq!(error.field("reason.7"), Some(&Problem::ReasonRequired));
    }
}
