//! Conditions and formulas of templates, written as text: `oil = 'not_acceptable' and hours >= 500`, `hours * rate + sum(parts.amount)`.
//!
//! `or and not`, `= != < <= > >=`, `+ - * /`, parentheses, numbers with a point, `'text'`, `true false today`, names of elements, and
//! `filled(x)`, `has(choice, 'code')`, `sum(table.column)`, `count(table)`, `iban(x)`. What was not answered is nothing; what is reckoned
//! with nothing, or compared with it, is nothing again, and nothing does not hold.

mod iban;
mod parse;
mod reckon;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Answer, Answers};
use crate::{Date, Decimal};

/// Longest expression, in characters.
pub const MAX_EXPRESSION: usize = 500;
/// Deepest nesting of parentheses, `not` and signs.
pub const MAX_DEPTH: usize = 20;
/// Words that no element can be called by.
pub const RESERVED: [&str; 6] = ["and", "or", "not", "true", "false", "today"];

/// An expression that was read; written back as it was typed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Expression(Arc<Read>);

#[derive(Debug)]
struct Read {
    text: String,
    root: Node,
}

/// Why a text is no expression: at which character, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("no expression: at {at}")]
pub struct ExpressionFault {
    pub at: usize,
}

/// What comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Nothing,
    Truth(bool),
    Number(Decimal),
    Text(String),
    Date(Date),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Number(Decimal),
    Text(String),
    Truth(bool),
    Today,
    Name(String),
    Filled(String),
    Has(String, String),
    Sum(String, String),
    Count(String),
    Iban(String),
    Not(Box<Node>),
    Negative(Box<Node>),
    Both(Box<Node>, Box<Node>),
    Either(Box<Node>, Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Reckon(Operator, Box<Node>, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Is,
    IsNot,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    By,
}

/// How an expression uses what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use<'a> {
    /// Its answer, whatever it is.
    Value,
    /// Its answer is reckoned with.
    Number,
    /// Its answer is compared with this text.
    Is(&'a str),
    Filled,
    Has(&'a str),
    /// A column of it is added up.
    Sum(&'a str),
    Count,
}

/// Where names find their answers.
pub(super) trait Known {
    fn answer(&self, name: &str) -> Option<&Answer>;
}

impl Known for Answers {
    fn answer(&self, name: &str) -> Option<&Answer> {
        self.get(name)
    }
}

impl Expression {
    /// # Errors
    /// [`ExpressionFault`].
    pub fn parse(text: &str) -> Result<Self, ExpressionFault> {
        let root = parse::parse(text)?;
        Ok(Self(Arc::new(Read { text: text.to_owned(), root })))
    }

    /// As it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// What comes out with these answers; what was not answered is nothing, and so is `today`.
    #[must_use]
    pub fn value(&self, answers: &Answers) -> Value {
        self.value_in(answers, None)
    }

    /// What comes out with these answers on this day.
    #[must_use]
    pub fn value_on(&self, answers: &Answers, today: Date) -> Value {
        self.value_in(answers, Some(today))
    }

    /// Does it hold? Nothing and zero do not.
    #[must_use]
    pub fn holds(&self, answers: &Answers) -> bool {
        self.value(answers).holds()
    }

    pub(super) fn value_in(&self, known: &impl Known, today: Option<Date>) -> Value {
        reckon::value(&self.0.root, known, today)
    }

    /// The elements it names, and columns as `table.column`.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        self.uses()
            .into_iter()
            .map(|(name, how)| match how {
                Use::Sum(column) => format!("{name}.{column}"),
                _ => name.to_owned(),
            })
            .collect()
    }

    pub(super) fn uses(&self) -> Vec<(&str, Use<'_>)> {
        let mut out = Vec::new();
        self.0.root.uses(false, &mut out);
        out
    }
}

impl Node {
    fn uses<'a>(&'a self, reckoned: bool, out: &mut Vec<(&'a str, Use<'a>)>) {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Truth(_) | Self::Today => {}
            Self::Name(name) => out.push((name, if reckoned { Use::Number } else { Use::Value })),
            Self::Iban(name) => out.push((name, Use::Value)),
            Self::Filled(name) => out.push((name, Use::Filled)),
            Self::Has(name, code) => out.push((name, Use::Has(code))),
            Self::Sum(table, column) => out.push((table, Use::Sum(column))),
            Self::Count(name) => out.push((name, Use::Count)),
            Self::Not(inner) => inner.uses(false, out),
            Self::Negative(inner) => inner.uses(true, out),
            Self::Both(a, b) | Self::Either(a, b) => {
                a.uses(false, out);
                b.uses(false, out);
            }
            Self::Compare(_, a, b) => match (&**a, &**b) {
                (Self::Name(name), Self::Text(text)) | (Self::Text(text), Self::Name(name)) => {
                    out.push((name, Use::Is(text)));
                }
                (a, b) => {
                    a.uses(false, out);
                    b.uses(false, out);
                }
            },
            Self::Reckon(_, a, b) => {
                a.uses(true, out);
                b.uses(true, out);
            }
        }
    }
}

impl Value {
    /// Nothing, zero and empty text do not hold.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Truth(truth) => *truth,
            Self::Number(number) => !number.is_zero(),
            Self::Text(text) => !text.is_empty(),
            Self::Date(_) => true,
        }
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Expression {}

impl TryFrom<String> for Expression {
    type Error = ExpressionFault;

    fn try_from(text: String) -> Result<Self, ExpressionFault> {
        Self::parse(&text)
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.text().to_owned()
    }
}
