//! What a form asks.

use serde::{Deserialize, Serialize};

use super::Expression;
use crate::{Decimal, Localized, TemplateId};

/// A form that can be filled in. A version that was released never changes: what was begun with it stays with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormTemplate {
    /// Short and readable: `service-report`.
    pub id: TemplateId,
    /// Counts from 1; a draft has the number it will be released with.
    pub version: u32,
    pub name: Localized,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub about: Localized,
    /// Customers may begin it too, not only the dealer's people.
    #[serde(default)]
    pub for_customers: bool,
    /// It is about a machine: begun without one, it asks for it first.
    #[serde(default)]
    pub needs_machine: bool,
    pub sections: Vec<Section>,
    #[serde(default)]
    pub order: SigningOrder,
    #[serde(default)]
    pub seals: Seals,
}

/// Do signers come one after the other, as their fields stand in the form, or all at once?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigningOrder {
    #[default]
    InOrder,
    Parallel,
}

/// One seal when all have signed, or one revision of the file for each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seals {
    #[default]
    One,
    Each,
}

/// A heading with what stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Lower-case letters, digits and `_`, beginning with a letter; one of its kind among sections and elements.
    pub code: String,
    pub title: Localized,
    /// Shown only when this holds; always without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<Expression>,
    pub elements: Vec<Element>,
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// As [`Section::code`]. Expressions name it so.
    pub code: String,
    pub label: Localized,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub hint: Localized,
    #[serde(default)]
    pub need: Need,
    /// Shown only when this holds; always without. What is not shown counts as not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<Expression>,
    /// What has to hold of what was filled in, and what is said when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<(Expression, Localized)>,
    /// Where its first answer comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<Prefill>,
    #[serde(flatten)]
    pub kind: ElementKind,
}

/// Has it to be answered?
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    #[default]
    No,
    Always,
    When(Expression),
}

/// What kind of thing is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ElementKind {
    /// Words to read: nothing is asked.
    Note,
    Text {
        /// Several lines.
        #[serde(default)]
        long: bool,
    },
    Number {
        /// "h", "bar", "mm", or empty.
        #[serde(default)]
        unit: String,
        #[serde(default)]
        decimals: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<Decimal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<Decimal>,
    },
    Date,
    Choice {
        options: Vec<Option_>,
        /// More than one may be chosen.
        #[serde(default)]
        many: bool,
    },
    YesNo,
    /// A point of a checklist: in order, not acceptable, or not there. Not acceptable asks for a comment and a photo.
    Check,
    Photos {
        /// At most so many.
        most: u32,
    },
    Table {
        columns: Vec<Column>,
    },
    /// A part of the catalogue.
    Part,
    /// A machine of the customer.
    Machine,
    /// Reckoned from other answers, with so many decimals.
    Calculated {
        formula: Expression,
        #[serde(default)]
        unit: String,
        #[serde(default)]
        decimals: u32,
    },
    /// Somebody signs here.
    Signature {
        side: Side,
    },
}

impl ElementKind {
    /// Something is filled in here.
    #[must_use]
    pub const fn asks(&self) -> bool {
        !matches!(self, Self::Note | Self::Calculated { .. } | Self::Signature { .. })
    }

    /// As files name it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Text { .. } => "text",
            Self::Number { .. } => "number",
            Self::Date => "date",
            Self::Choice { .. } => "choice",
            Self::YesNo => "yes_no",
            Self::Check => "check",
            Self::Photos { .. } => "photos",
            Self::Table { .. } => "table",
            Self::Part => "part",
            Self::Machine => "machine",
            Self::Calculated { .. } => "calculated",
            Self::Signature { .. } => "signature",
        }
    }
}

/// Whose people sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    House,
    Customer,
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Option_ {
    pub code: String,
    pub label: Localized,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub code: String,
    pub label: Localized,
    /// Text, number, date, choice of one, yes or no, part, or calculated from the other columns of its row.
    #[serde(flatten)]
    pub kind: ElementKind,
}

/// What is known before anybody fills in anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    Today,
    /// Whoever begins it.
    Person,
    CustomerName,
    /// In one line.
    CustomerAddress,
    Machine,
    MachineModel,
    MachineSite,
    OperatingHours,
    OrderNumber,
    CaseCode,
    /// The dealer's name and address, in one line.
    House,
    /// The dealer's SEPA creditor identifier.
    Creditor,
    /// What the form is known by: there is no second one.
    FormNumber,
}

/// Where a template is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateState {
    Draft,
    Released,
    /// Nothing new is begun with it.
    Retired,
}

/// What stands in the way of a release: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFault {
    /// Code of the section or element, or empty for the whole.
    pub at: String,
    pub problem: crate::Problem,
}
