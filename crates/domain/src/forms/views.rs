//! What pages and programs read of forms and templates.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Element, ElementKind, FormTemplate, TemplateFault, TemplateState, standing};
use crate::case::CaseCode;
use crate::{CompanyId, Date, DocumentId, FormId, Language, Localized, OrderId, TemplateId};

/// Where a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    Draft,
    /// Nothing can be filled in any more: people are asked to sign what was shown.
    Waiting,
    /// All have signed; sealed and in the archive, or on its way there within moments.
    Signed,
    /// One of them did not want to, and said why.
    Declined,
    /// Not all had signed by the last day.
    Expired,
}

impl FormState {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Waiting, Self::Signed, Self::Declined, Self::Expired];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Signed => "signed",
            Self::Declined => "declined",
            Self::Expired => "expired",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    #[must_use]
    pub const fn word(self, l: Language) -> &'static str {
        match self {
            Self::Draft => l.pick("Entwurf", "Draft"),
            Self::Waiting => l.pick("Wartet auf Unterschrift", "Waiting for signature"),
            Self::Signed => l.pick("Unterschrieben", "Signed"),
            Self::Declined => l.pick("Abgelehnt", "Declined"),
            Self::Expired => l.pick("Abgelaufen", "Expired"),
        }
    }
}

/// A form in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormSummary {
    pub id: FormId,
    pub template: TemplateId,
    /// Version of the template it stays with.
    pub template_version: u32,
    /// Name of the template.
    pub name: Localized,
    pub state: FormState,
    pub company: CompanyId,
    pub company_name: String,
    /// Serial number, or empty.
    pub machine: String,
    pub machine_model: String,
    pub case: Option<CaseCode>,
    pub order: Option<OrderId>,
    pub begun_by: String,
    pub begun: DateTime,
    pub changed: DateTime,
    /// In the archive, once it is sealed.
    pub document: Option<DocumentId>,
    /// Counts up with every change.
    pub version: i64,
}

/// What another device filled in where this one did too: nobody has decided between them yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aside {
    /// Code of the element.
    pub code: String,
    /// Nothing when the other one took the answer away.
    pub answer: Option<Answer>,
    pub who: String,
    pub at: DateTime,
}

/// A form with everything that the reader may know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormView {
    pub head: FormSummary,
    pub template: FormTemplate,
    pub answers: Answers,
    /// Oldest first.
    pub asides: Vec<Aside>,
    /// The reader may fill it in: it is a draft of theirs to fill.
    pub may_fill: bool,
    /// The reader is one of the dealer's people.
    pub desk: bool,
    /// The day on which it is filled in, for what is reckoned by it.
    pub today: Date,
}

impl FormView {
    /// The signature fields that are shown, in the order of the form.
    #[must_use]
    pub fn signature_fields(&self) -> Vec<&Element> {
        let standing = standing(&self.template, &self.answers, self.today);
        let shown = standing.sections.iter().flat_map(|section| &section.elements);
        let elements = shown.filter_map(|found| self.template.element(&found.code));
        elements.filter(|element| matches!(element.kind, ElementKind::Signature { .. })).collect()
    }
}

/// What became of what a device sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAnswers {
    pub version: i64,
    /// As they stand now, with what others filled in meanwhile.
    pub answers: Answers,
    pub asides: Vec<Aside>,
}

/// A template in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSummary {
    pub id: TemplateId,
    pub name: Localized,
    pub about: Localized,
    pub state: TemplateState,
    /// Of the newest release; nothing while there is none.
    pub released: Option<u32>,
    /// There is a draft of the next one.
    pub draft: bool,
    pub for_customers: bool,
    pub needs_machine: bool,
}

/// A template for who keeps it: the draft where there is one, or the newest release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    pub template: FormTemplate,
    pub state: TemplateState,
    /// Number of the newest release.
    pub released: Option<u32>,
    /// What stands in the way of a release.
    pub faults: Vec<TemplateFault>,
    /// Version of the record.
    pub seen: i64,
    pub may_change: bool,
}
