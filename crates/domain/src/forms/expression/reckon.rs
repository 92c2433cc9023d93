//! What an expression comes to.

use std::cmp::Ordering;

use jiff::Span;

use super::{Comparison, Known, Node, Operator, Value, iban};
use crate::forms::Answer;
use crate::{Date, Decimal, format};

pub(super) fn value(node: &Node, known: &impl Known, today: Option<Date>) -> Value {
    let of = |node: &Node| value(node, known, today);
    match node {
        Node::Number(number) => Value::Number(*number),
        Node::Text(text) => Value::Text(text.clone()),
        Node::Truth(truth) => Value::Truth(*truth),
        Node::Today => today.map_or(Value::Nothing, Value::Date),
        Node::Name(name) => known.answer(name).map_or(Value::Nothing, Answer::value),
        Node::Filled(name) => Value::Truth(known.answer(name).is_some_and(Answer::is_filled)),
        Node::Has(name, code) => match known.answer(name) {
            Some(Answer::Choice(codes)) => Value::Truth(codes.contains(code)),
            _ => Value::Truth(false),
        },
        Node::Sum(table, column) => sum(known, table, column),
        Node::Count(name) => Value::Number(Decimal::from(match known.answer(name) {
            Some(Answer::Table(rows)) => {
                rows.iter().filter(|row| row.values().any(Answer::is_filled)).count()
            }
            Some(Answer::Photos(photos)) => photos.len(),
            _ => 0,
        })),
        Node::Iban(name) => match known.answer(name).map(Answer::value) {
            Some(Value::Text(text)) => Value::Truth(iban::holds(&text)),
            _ => Value::Nothing,
        },
        Node::Not(inner) => Value::Truth(!of(inner).holds()),
        Node::Negative(inner) => match of(inner) {
            Value::Number(number) => Value::Number(-number),
            _ => Value::Nothing,
        },
        Node::Both(a, b) => Value::Truth(of(a).holds() && of(b).holds()),
        Node::Either(a, b) => Value::Truth(of(a).holds() || of(b).holds()),
        Node::Compare(how, a, b) => compare(*how, of(a), of(b)),
        Node::Reckon(how, a, b) => reckon(*how, &of(a), &of(b)).unwrap_or(Value::Nothing),
    }
}

/// What has no number in the column does not count; a sum too large to be written is nothing.
fn sum(known: &impl Known, table: &str, column: &str) -> Value {
    let Some(Answer::Table(rows)) = known.answer(table) else {
        return Value::Number(Decimal::ZERO);
    };
    let numbers = rows.iter().filter_map(|row| match row.get(column) {
        Some(Answer::Number(number)) => Some(*number),
        _ => None,
    });
    let sum = numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add);
    sum.map_or(Value::Nothing, Value::Number)
}

fn compare(how: Comparison, a: Value, b: Value) -> Value {
    let order = match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.cmp(&b),
        (Value::Date(a), Value::Date(b)) => a.cmp(&b),
        (Value::Text(a), Value::Text(b)) => a.cmp(&b),
        (Value::Date(a), Value::Text(b)) => match format::parse_date(&b) {
            Some(b) => a.cmp(&b),
            None => return Value::Nothing,
        },
        (Value::Text(a), Value::Date(b)) => match format::parse_date(&a) {
            Some(a) => a.cmp(&b),
            None => return Value::Nothing,
        },
        (Value::Truth(a), Value::Truth(b)) if matches!(how, Comparison::Is | Comparison::IsNot) => a.cmp(&b),
        _ => return Value::Nothing,
    };
    Value::Truth(match how {
        Comparison::Is => order == Ordering::Equal,
        Comparison::IsNot => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::More => order == Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    })
}

/// Days are added to dates, and dates are so many days apart.
fn reckon(how: Operator, a: &Value, b: &Value) -> Option<Value> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => match how {
            Operator::Plus => a.checked_add(*b),
            Operator::Minus => a.checked_sub(*b),
            Operator::Times => a.checked_mul(*b),
            Operator::By => a.checked_div(*b),
        }
        .map(Value::Number),
        (Value::Date(a), Value::Number(days)) => {
            let days = i32::try_from(days.round()).ok().filter(|_| days.fract().is_zero())?;
            let span = Span::new().try_days(days).ok()?;
            match how {
                Operator::Plus => a.checked_add(span).ok(),
                Operator::Minus => a.checked_sub(span).ok(),
                Operator::Times | Operator::By => None,
            }
            .map(Value::Date)
        }
        (Value::Date(a), Value::Date(b)) if how == Operator::Minus => {
            Some(Value::Number(Decimal::from(b.until(*a).ok()?.get_days())))
        }
        _ => None,
    }
}
