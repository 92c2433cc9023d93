//! What is read and sent of documents.

use kontor_domain::Date;
use kontor_domain::case::CaseCode;
use kontor_domain::documents::{
    Document, DocumentKind, DocumentSummary, DocumentVersion, Hold, Receipt, Share,
};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{SchemaFormat, Type};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::api::encoded;

/// The bytes of a file.
pub enum FileBytes {}

impl PartialSchema for FileBytes {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::Custom("binary".into());
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for FileBytes {}

/// Which documents to list. What is asked for counts together.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DocumentSearch {
    /// Id of a customer; for keys of the dealer.
    pub(super) company: Option<String>,
    /// Code of a case.
    pub(super) case: Option<String>,
    /// Serial number of a machine.
    #[serde(default)]
    pub(super) machine: String,
    #[param(value_type = Option<String>, example = "invoice", pattern = "^(order_confirmation|delivery_note|invoice|credit_note|offer|datasheet|signed_form|manual|book|upload)$")]
    pub(super) kind: Option<DocumentKind>,
    /// Words of title, file name, case, machine, customer or of the text in it; each must occur, in any form.
    #[serde(default)]
    pub(super) text: String,
    /// Of this day at the earliest.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) from: Option<Date>,
    /// Of this day at the latest.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) to: Option<Date>,
    /// Where the page starts; taken from `next`.
    pub(super) after: Option<String>,
}

impl DocumentSearch {
    /// The address of the page that starts behind `after`.
    pub(super) fn next(&self, after: &str) -> String {
        let from = self.from.map(|day| day.to_string());
        let to = self.to.map(|day| day.to_string());
        let asked = [
            ("company", self.company.as_deref()),
            ("case", self.case.as_deref()),
            ("machine", Some(self.machine.as_str())),
            ("kind", self.kind.map(DocumentKind::code)),
            ("text", Some(self.text.as_str())),
            ("from", from.as_deref()),
            ("to", to.as_deref()),
        ];
        let asked =
            asked.into_iter().filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?)));
        let first = format!("{}/documents?after={}", crate::api::ROOT, encoded(after));
        asked.fold(first, |address, (name, value)| format!("{address}&{name}={}", encoded(value)))
    }
}

/// Documents, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentPage {
    pub(super) documents: Vec<ApiDocumentSummary>,
    /// Address of the next page; absent on the last one. A page may be shorter than others, or empty, before the last one.
    pub(super) next: Option<String>,
}

/// A document in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiDocumentSummary {
    id: String,
    title: String,
    /// `order_confirmation`, `delivery_note`, `invoice`, `credit_note`, `offer`, `datasheet`, `signed_form`, `manual`, `book` or `upload`.
    #[schema(example = "upload")]
    kind: &'static str,
    /// `kept`, or `going`: its deletion is decided.
    #[schema(example = "kept")]
    state: &'static str,
    /// Absent for the dealer's own.
    company_id: Option<String>,
    company: String,
    case: Option<String>,
    /// Serial number of the machine it is about, or empty.
    machine: String,
    /// Unit of the company it belongs to, or empty.
    unit: String,
    /// Only the dealer sees it.
    inside: bool,
    /// The last day on which it has to be there.
    #[schema(format = Date)]
    kept_until: String,
    /// It has to stay beyond that day.
    held: bool,
    latest: ApiDocumentVersion,
    /// Send it back when something is changed.
    edition: i64,
}

/// A version: it never changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiDocumentVersion {
    /// Counts from 1.
    number: u32,
    file: String,
    #[schema(example = "application/pdf")]
    media_type: &'static str,
    bytes: u64,
    sha256: String,
    /// The day it is of.
    #[schema(format = Date)]
    dated: String,
    /// Wall time of the dealer.
    filed_at: String,
    filed_by: String,
}

/// A document with everything that the key may know of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiDocument {
    #[serde(flatten)]
    head: ApiDocumentSummary,
    /// Oldest first.
    versions: Vec<ApiDocumentVersion>,
    /// Links for people outside that are still good.
    shares: Vec<ApiShare>,
    /// Who has opened which version, and when first; for keys of the dealer.
    receipts: Vec<ApiReceipt>,
    /// Why it has to stay; for keys of the dealer.
    hold: Option<ApiHold>,
}

/// A link for people outside. Its address is told once.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiShare {
    id: String,
    /// The version it leads to.
    number: u32,
    /// Wall time of the dealer.
    until: String,
    /// So often it may still be opened.
    left: u32,
    by: String,
}

/// Somebody has a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiReceipt {
    number: u32,
    who: String,
    /// Wall time of the dealer.
    at: String,
}

/// It has to stay.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiHold {
    reason: String,
    by: String,
    /// Wall time of the dealer.
    at: String,
}

/// What a file is brought in as.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DocumentUpload {
    /// Its name; of a path the last part counts.
    #[param(example = "Wartung 2026.pdf")]
    pub(super) file: String,
    /// What it is. Keys of customers send `upload`.
    #[serde(default = "upload")]
    #[param(value_type = Option<String>, example = "upload", pattern = "^(order_confirmation|delivery_note|invoice|credit_note|offer|datasheet|signed_form|manual|book|upload)$")]
    pub(super) kind: DocumentKind,
    /// The name of the file when it is empty.
    #[serde(default)]
    pub(super) title: String,
    /// Id of the customer whose it is; with a key of the dealer, whose own it is when absent.
    pub(super) company: Option<String>,
    /// Code of the case it belongs to.
    pub(super) case: Option<String>,
    /// Serial number of the machine it is about.
    #[serde(default)]
    pub(super) machine: String,
    /// Unit of the company it belongs to.
    #[serde(default)]
    pub(super) unit: String,
    /// The day it is of, which its retention is counted from; today when absent.
    #[param(value_type = Option<String>, format = Date)]
    pub(super) dated: Option<Date>,
    /// Only the dealer sees it; for keys of the dealer.
    #[serde(default)]
    pub(super) inside: bool,
}

const fn upload() -> DocumentKind {
    DocumentKind::Upload
}

/// What a file is another version of.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DocumentVersionUpload {
    /// Its name; of a path the last part counts.
    #[param(example = "Wartung 2026.pdf")]
    pub(super) file: String,
    /// The edition that was read.
    pub(super) edition: i64,
}

/// Which documents.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentChoice {
    /// Their ids.
    pub(super) id: Vec<String>,
}

/// For how long, and how often.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentSharing {
    /// 1 to 90.
    #[schema(example = 7)]
    pub(super) days: u32,
    /// 1 to 100.
    #[schema(example = 1)]
    pub(super) opens: u32,
}

/// The address of a link.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharedAddress {
    pub(super) address: String,
}

impl From<DocumentSummary> for ApiDocumentSummary {
    fn from(head: DocumentSummary) -> Self {
        Self {
            id: head.id.0,
            title: head.title,
            kind: head.kind.code(),
            state: head.state.code(),
            company_id: head.company.map(|company| company.0),
            company: head.company_name,
            case: head.case.as_ref().map(CaseCode::to_string),
            machine: head.machine,
            unit: head.unit,
            inside: head.inside,
            kept_until: head.until.to_string(),
            held: head.held,
            latest: head.latest.into(),
            edition: head.version,
        }
    }
}

impl From<DocumentVersion> for ApiDocumentVersion {
    fn from(version: DocumentVersion) -> Self {
        Self {
            number: version.number,
            file: version.file,
            media_type: version.media.media_type(),
            bytes: version.bytes,
            sha256: version.hash,
            dated: version.dated.to_string(),
            filed_at: version.at.to_string(),
            filed_by: version.who,
        }
    }
}

impl From<Document> for ApiDocument {
    fn from(document: Document) -> Self {
        Self {
            head: document.head.into(),
            versions: document.versions.into_iter().map(Into::into).collect(),
            shares: document.shares.into_iter().map(Into::into).collect(),
            receipts: document.receipts.into_iter().map(Into::into).collect(),
            hold: document.hold.map(Into::into),
        }
    }
}

impl From<Share> for ApiShare {
    fn from(share: Share) -> Self {
        let until = share.until.to_string();
        Self { id: share.id, number: share.number, until, left: share.left, by: share.by }
    }
}

impl From<Receipt> for ApiReceipt {
    fn from(receipt: Receipt) -> Self {
        Self { number: receipt.number, who: receipt.who, at: receipt.at.to_string() }
    }
}

impl From<Hold> for ApiHold {
    fn from(hold: Hold) -> Self {
        Self { reason: hold.reason, by: hold.by, at: hold.at.to_string() }
    }
}
