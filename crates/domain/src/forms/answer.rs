//! What was filled in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::photos::Photo;
use crate::{Date, Decimal, PartKey};

/// By code of the element.
pub type Answers = BTreeMap<String, Answer>;

/// One answer, as its element's kind wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Answer {
    Text(String),
    Number(Decimal),
    Date(Date),
    /// Codes of what was chosen, in the order of the template.
    Choice(Vec<String>),
    YesNo(bool),
    Check {
        mark: Mark,
        #[serde(default)]
        comment: String,
        #[serde(default)]
        photos: Vec<Photo>,
    },
    Photos(Vec<Photo>),
    /// By code of the column, row by row.
    Table(Vec<BTreeMap<String, Answer>>),
    Part {
        part: PartKey,
        number: String,
        name: String,
    },
    /// Serial number.
    Machine(String),
}

/// How a point of a checklist was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    InOrder,
    NotAcceptable,
    NotThere,
}
