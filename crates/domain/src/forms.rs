//! Smart forms (Formulare): templates with conditions, what is filled in, and where a form stands until it is signed.

mod answer;
mod commands;
mod expression;
mod standing;
mod template;
mod views;

pub use answer::{Answer, Answers, Mark};
pub use commands::{
    BeginForm, DiscardForm, EditTemplate, FormFilter, NewTemplate, SaveAnswers, StepTemplate, TemplateEdit,
    TemplateStep,
};
pub use expression::{Expression, ExpressionFault, Value};
pub use standing::{ElementStanding, SectionStanding, Standing, standing};
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
