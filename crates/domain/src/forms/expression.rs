//! Conditions and formulas of templates, written as text: `oil = 'not_acceptable' and hours >= 500`, `hours * rate + sum(parts.amount)`.

use serde::{Deserialize, Serialize};

use super::Answers;
use crate::{Date, Decimal};

/// An expression that was read; written back as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Expression {
    text: String,
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

impl Expression {
    /// # Errors
    /// [`ExpressionFault`].
    pub fn parse(text: &str) -> Result<Self, ExpressionFault> {
        Ok(Self { text: text.to_owned() })
    }

    /// As it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What comes out with these answers; what was not answered is nothing.
    #[must_use]
    pub fn value(&self, answers: &Answers) -> Value {
        let _ = answers;
        Value::Nothing
    }

    /// Does it hold? Nothing and zero do not.
    #[must_use]
    pub fn holds(&self, answers: &Answers) -> bool {
        matches!(self.value(answers), Value::Truth(true))
    }
}

impl TryFrom<String> for Expression {
    type Error = ExpressionFault;

    fn try_from(text: String) -> Result<Self, ExpressionFault> {
        Self::parse(&text)
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.text
    }
}
