//! What is read and sent of forms.

use std::collections::BTreeMap;

use kontor_domain::Decimal;
use kontor_domain::forms::{
    Answer, Answers, Aside, Element, ElementKind, FormState, FormSummary, FormView, SavedAnswers,
    TemplateSummary, standing,
};
use kontor_domain::signatures::{Round, SignerState, SignerView};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{SchemaType, Type};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::api::encoded;
use crate::api::shapes::{ApiText, Number};

/// How an answer is described: what it is, and its value. `text` and `machine` are strings, `number` a decimal as a string, `date` a day,
/// `choice` a list of codes, `yes_no` a truth, `check` an object with `mark` (`in_order`, `not_acceptable`, `not_there`), `comment` and
/// `photos`, `photos` a list of photos, `table` a list of rows with an answer for each code of a column, `part` an object with `part`,
/// `number` and `name`.
pub enum ApiAnswer {}

impl PartialSchema for ApiAnswer {
    fn schema() -> RefOr<Schema> {
        described(SchemaType::Type(Type::Object))
    }
}

impl ToSchema for ApiAnswer {}

/// An answer, or null for one that is taken away.
pub enum ApiChange {}

impl PartialSchema for ApiChange {
    fn schema() -> RefOr<Schema> {
        described(SchemaType::Array(vec![Type::Object, Type::Null]))
    }
}

impl ToSchema for ApiChange {}

fn described(is: SchemaType) -> RefOr<Schema> {
    let kinds = ["text", "number", "date", "choice", "yes_no", "check", "photos", "table", "part", "machine"];
    ObjectBuilder::new()
        .schema_type(is)
        .property("is", ObjectBuilder::new().schema_type(Type::String).enum_values(Some(kinds)))
        .property("value", ObjectBuilder::new().schema_type(SchemaType::AnyValue))
        .required("is")
        .required("value")
        .into()
}

/// Templates that forms are begun with.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiTemplates {
    pub(super) templates: Vec<ApiTemplate>,
}

/// A template.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiTemplate {
    #[schema(example = "service-report")]
    id: String,
    name: ApiText,
    about: ApiText,
    /// Number of the newest release.
    release: Option<u32>,
    /// Customers fill it in too.
    for_customers: bool,
    /// A form of it is about a machine.
    needs_machine: bool,
}

impl From<TemplateSummary> for ApiTemplate {
    fn from(template: TemplateSummary) -> Self {
        Self {
            id: template.id.0,
            name: template.name.into(),
            about: template.about.into(),
            release: template.released,
            for_customers: template.for_customers,
            needs_machine: template.needs_machine,
        }
    }
}

/// Which forms to list. What is asked for counts together.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FormSearch {
    /// Id of a customer; for keys of the dealer.
    pub(super) company: Option<String>,
    /// Code of a case.
    pub(super) case: Option<String>,
    /// Serial number of a machine.
    #[serde(default)]
    pub(super) machine: String,
    #[param(value_type = Option<String>, example = "draft", pattern = "^(draft|waiting|signed|declined|expired)$")]
    pub(super) state: Option<FormState>,
    /// Where the page starts; taken from `next`.
    pub(super) after: Option<String>,
}

impl FormSearch {
    /// The address of the page that starts behind `after`.
    pub(super) fn next(&self, after: &str) -> String {
        let asked = [
            ("company", self.company.as_deref()),
            ("case", self.case.as_deref()),
            ("machine", Some(self.machine.as_str())),
            ("state", self.state.map(FormState::code)),
        ];
        let asked =
            asked.into_iter().filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?)));
        let first = format!("{}/forms?after={}", crate::api::ROOT, encoded(after));
        asked.fold(first, |address, (name, value)| format!("{address}&{name}={}", encoded(value)))
    }
}

/// Forms, what was changed last first.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormPage {
    pub(super) forms: Vec<ApiFormSummary>,
    /// Address of the next page; absent on the last one. A page may be shorter than others, or empty, before the last one.
    pub(super) next: Option<String>,
}

/// A form in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiFormSummary {
    id: String,
    /// Id of its template.
    template: String,
    /// The release of the template it stays with.
    release: u32,
    /// Name of the template.
    name: ApiText,
    /// `draft`, `waiting` (for signatures), `signed`, `declined` or `expired`.
    #[schema(example = "draft")]
    state: &'static str,
    company_id: String,
    company: String,
    /// Serial number of the machine it is about, or empty.
    machine: String,
    machine_model: String,
    case: Option<String>,
    /// Id of the order it is about.
    order: Option<String>,
    begun_by: String,
    /// Wall time of the dealer.
    begun_at: String,
    /// Wall time of the dealer.
    changed_at: String,
    /// Id of the document in the archive, once it is sealed.
    document: Option<String>,
    /// Counts up with every change.
    version: i64,
}

impl From<FormSummary> for ApiFormSummary {
    fn from(form: FormSummary) -> Self {
        Self {
            id: form.id.0,
            template: form.template.0,
            release: form.template_version,
            name: form.name.into(),
            state: form.state.code(),
            company_id: form.company.0,
            company: form.company_name,
            machine: form.machine,
            machine_model: form.machine_model,
            case: form.case.map(|code| code.to_string()),
            order: form.order.map(|order| order.to_string()),
            begun_by: form.begun_by,
            begun_at: form.begun.to_string(),
            changed_at: form.changed.to_string(),
            document: form.document.map(|document| document.0),
            version: form.version,
        }
    }
}

/// A form with what was filled in, and how it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiForm {
    #[serde(flatten)]
    head: ApiFormSummary,
    /// By code of the element.
    #[schema(value_type = BTreeMap<String, ApiAnswer>)]
    answers: Answers,
    /// What another caller filled in at the same time, oldest first.
    asides: Vec<ApiAside>,
    /// What is shown, in the order of the template. What is not shown counts as not answered.
    elements: Vec<ApiElement>,
    /// Nothing is missing and nothing is wrong: people can be asked to sign.
    complete: bool,
    /// The key may fill it in.
    may_fill: bool,
}

/// What is asked in a form.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiElement {
    /// Code of the section it is in.
    section: String,
    code: String,
    label: ApiText,
    /// `note`, `text`, `number`, `date`, `choice`, `yes_no`, `check`, `photos`, `table`, `part`, `machine`, `calculated` or `signature`.
    #[schema(example = "number")]
    kind: &'static str,
    /// Codes of what can be chosen; empty for other kinds.
    options: Vec<String>,
    /// Codes of the columns; empty for other kinds.
    columns: Vec<String>,
    /// It has to be answered.
    needed: bool,
    /// Nothing is missing here, and nothing is wrong.
    right: bool,
    /// What is reckoned here from other answers.
    #[schema(value_type = Option<Number>)]
    reckoned: Option<Decimal>,
}

/// What another caller filled in: nobody has decided between the two yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiAside {
    /// Code of the element.
    code: String,
    /// Absent when the answer was taken away.
    #[schema(value_type = Option<ApiAnswer>)]
    answer: Option<Answer>,
    who: String,
    /// Wall time of the dealer.
    at: String,
}

impl From<Aside> for ApiAside {
    fn from(aside: Aside) -> Self {
        Self { code: aside.code, answer: aside.answer, who: aside.who, at: aside.at.to_string() }
    }
}

impl From<FormView> for ApiForm {
    fn from(view: FormView) -> Self {
        let standing = standing(&view.template, &view.answers, view.today);
        let mut elements = Vec::new();
        for section in standing.sections {
            for stands in section.elements {
                let Some(element) = view.template.element(&stands.code) else { continue };
                elements.push(ApiElement {
                    section: section.code.clone(),
                    code: stands.code,
                    label: element.label.clone().into(),
                    kind: element.kind.code(),
                    options: options(element),
                    columns: columns(element),
                    needed: stands.needed,
                    right: stands.problems.is_empty() && stands.refused.is_none(),
                    reckoned: stands.reckoned,
                });
            }
        }
        Self {
            head: view.head.into(),
            answers: view.answers,
            asides: view.asides.into_iter().map(Into::into).collect(),
            elements,
            complete: standing.complete,
            may_fill: view.may_fill,
        }
    }
}

fn options(element: &Element) -> Vec<String> {
    match &element.kind {
        ElementKind::Choice { options, .. } => options.iter().map(|option| option.code.clone()).collect(),
        _ => Vec::new(),
    }
}

fn columns(element: &Element) -> Vec<String> {
    match &element.kind {
        ElementKind::Table { columns } => columns.iter().map(|column| column.code.clone()).collect(),
        _ => Vec::new(),
    }
}

/// A form that begins.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewForm {
    /// Id of the template.
    #[schema(example = "complaint")]
    pub(super) template: String,
    /// With a key of the dealer: id of the customer whose it is; taken from machine, order or case where one is named.
    pub(super) company: Option<String>,
    /// Serial number of the machine it is about.
    #[serde(default)]
    pub(super) machine: String,
    /// Code of the case it belongs to.
    pub(super) case: Option<String>,
    /// Id of the order it is about.
    pub(super) order: Option<String>,
}

/// What was filled in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilledIn {
    /// The version of the form that was read.
    pub(super) base: i64,
    /// By code of the element; null takes an answer away.
    #[schema(value_type = BTreeMap<String, ApiChange>)]
    pub(super) changes: BTreeMap<String, Option<Answer>>,
    /// Codes of elements whose set aside answers have been looked at.
    #[serde(default)]
    pub(super) settled: Vec<String>,
}

/// A form after something was filled in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedForm {
    version: i64,
    /// As they stand now, with what others filled in meanwhile.
    #[schema(value_type = BTreeMap<String, ApiAnswer>)]
    answers: Answers,
    /// What another caller filled in at the same time, oldest first.
    asides: Vec<ApiAside>,
}

impl From<SavedAnswers> for SavedForm {
    fn from(saved: SavedAnswers) -> Self {
        Self {
            version: saved.version,
            answers: saved.answers,
            asides: saved.asides.into_iter().map(Into::into).collect(),
        }
    }
}

/// Which draft is thrown away.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FormDiscard {
    /// The version that was read.
    pub(super) version: i64,
}

/// The round of signatures of a form.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRound {
    /// SHA-256 of the document that is shown to everybody who signs.
    sha256: String,
    /// The last day on which somebody may sign.
    #[schema(format = Date)]
    until: String,
    asked_by: String,
    /// Wall time of the dealer.
    asked_at: String,
    signers: Vec<ApiSigner>,
    /// Why it was declined, or empty.
    declined: String,
}

/// Somebody who is asked to sign.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiSigner {
    /// Code of the signature's element.
    element: String,
    label: ApiText,
    name: String,
    /// `later` (others sign first), `asked`, `seen`, `signed` or `declined`.
    #[schema(example = "asked")]
    state: &'static str,
    /// When they came to that, in wall time of the dealer.
    at: Option<String>,
}

impl From<Round> for ApiRound {
    fn from(round: Round) -> Self {
        Self {
            sha256: round.hash,
            until: round.until.to_string(),
            asked_by: round.asked_by,
            asked_at: round.asked.to_string(),
            signers: round.signers.into_iter().map(Into::into).collect(),
            declined: round.declined,
        }
    }
}

impl From<SignerView> for ApiSigner {
    fn from(signer: SignerView) -> Self {
        Self {
            element: signer.element,
            label: signer.label.into(),
            name: signer.name,
            state: match signer.state {
                SignerState::Later => "later",
                SignerState::Asked => "asked",
                SignerState::Seen => "seen",
                SignerState::Signed => "signed",
                SignerState::Declined => "declined",
            },
            at: signer.at.map(|at| at.to_string()),
        }
    }
}
