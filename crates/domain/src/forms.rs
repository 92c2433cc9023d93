//! Smart forms (Formulare): templates with conditions, what is filled in, and where a form stands until it is signed.

mod answer;
mod commands;
mod edit;
mod expression;
mod faults;
mod merge;
mod standing;
mod template;
#[cfg(test)]
mod test;
mod views;

pub use answer::{Answer, Answers, Mark};
pub use commands::{
    BeginForm, DiscardForm, EditTemplate, FormFilter, NewTemplate, SaveAnswers, StepTemplate, TemplateEdit,
    TemplateStep,
};
pub use edit::edited;
pub use expression::{Expression, ExpressionFault, MAX_EXPRESSION, Value};
pub use faults::{
    MAX_COLUMNS, MAX_DECIMALS, MAX_ELEMENTS, MAX_OPTIONS, MAX_SECTIONS, MAX_SIGNATURES, is_code,
};
pub use merge::{Field, Filled, Held, merged};
pub use standing::{ElementStanding, SectionStanding, Standing, operating_hours, standing};
pub use template::{
    Column, Element, ElementKind, FormTemplate, Need, Option_, Prefill, Seals, Section, Side, SigningOrder,
    TemplateFault, TemplateState,
};
pub use views::{Aside, FormState, FormSummary, FormView, SavedAnswers, TemplateSummary, TemplateView};

/// Largest answers of a form, as JSON, in bytes.
pub const MAX_ANSWERS: usize = 200_000;
/// Photos of a form.
pub const MAX_FORM_PHOTOS: usize = 40;
/// Longest text of a short and of a long text field, in characters.
pub const MAX_LINE: u32 = 200;
pub const MAX_TEXT: u32 = 4_000;
/// Rows of a table.
pub const MAX_ROWS: usize = 100;
