//! What is asked of forms and templates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Element, FormState, Seals, Section, SigningOrder};
use crate::case::CaseCode;
use crate::{CompanyId, FormId, IdempotencyKey, Localized, OrderId, TemplateId};

/// Somebody begins a form with the newest release of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginForm {
    pub key: IdempotencyKey,
    pub template: TemplateId,
    /// The desk: whose it is. Taken from machine, order or case where one is named.
    #[serde(default)]
    pub company: Option<CompanyId>,
    /// Serial number, or empty.
    #[serde(default)]
    pub machine: String,
    #[serde(default)]
    pub case: Option<CaseCode>,
    #[serde(default)]
    pub order: Option<OrderId>,
}

/// What somebody filled in since they last saw the form. Two devices meet element by element: what only one of them changed is kept;
/// where both did, the later one to arrive stands and the other is set aside beside it ([`super::Aside`]), so that nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveAnswers {
    pub form: FormId,
    /// The version that the device knew when these were filled in.
    pub base: i64,
    /// By code of the element; nothing takes an answer away.
    pub changes: BTreeMap<String, Option<Answer>>,
    /// What was set aside and has been looked at, by code of the element.
    #[serde(default)]
    pub settled: Vec<String>,
}

/// A draft that nobody wants goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscardForm {
    pub form: FormId,
    pub version: i64,
}

/// Which forms to list, what was changed last first. What is asked for counts together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FormFilter {
    /// The desk: of one customer.
    pub company: Option<CompanyId>,
    pub case: Option<CaseCode>,
    /// Serial number, or empty.
    pub machine: String,
    pub state: Option<FormState>,
    /// Where the page before this one ends.
    pub after: Option<String>,
}

/// A template begins: empty, or as a copy of the newest version of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTemplate {
    pub key: IdempotencyKey,
    pub id: TemplateId,
    pub name: Localized,
    #[serde(default)]
    pub copy_of: Option<TemplateId>,
}

/// One change of the draft of a template, under the version of its record that was seen. Editing a released one begins a new draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditTemplate {
    pub template: TemplateId,
    pub seen: i64,
    pub edit: TemplateEdit,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum TemplateEdit {
    Head {
        name: Localized,
        about: Localized,
        for_customers: bool,
        needs_machine: bool,
        order: SigningOrder,
        seals: Seals,
    },
    /// Puts a section in the place of the one with the code `was`, or at the end; its elements stay as they are.
    Section {
        was: Option<String>,
        section: Section,
    },
    /// Puts an element in the place of the one with the code `was`, or at the end of the section.
    Element {
        section: String,
        was: Option<String>,
        element: Box<Element>,
    },
    /// One place up or down: a section among sections, an element within its section.
    Move {
        code: String,
        up: bool,
    },
    Remove {
        code: String,
    },
    /// All of it, as a file.
    Whole {
        template: Box<super::FormTemplate>,
    },
}

/// A template goes on in its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTemplate {
    pub template: TemplateId,
    pub seen: i64,
    pub step: TemplateStep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateStep {
    Release,
    Retire,
    /// Takes a retired one up again.
    Revive,
    /// Throws the draft away; what was released before stays.
    DropDraft,
}
