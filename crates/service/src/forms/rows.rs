//! The table `form`, and who sees what is in it.

use jiff::civil::DateTime;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::forms::{Filled, FormState, FormSummary, FormTemplate};
use kontor_domain::photos::Photo;
use kontor_domain::{CompanyId, DocumentId, Error, FormId, Localized, OrderId, Problem, TemplateId};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use super::template_rows;
use crate::change::{Change, Subject};
use crate::documents::{Reader, reader};
use crate::fault::{Fault as _, internal};
use crate::{Kontor, cases};

/// `data` of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FormData {
    /// Name of the template.
    pub name: Localized,
    pub template_version: u32,
    /// Customers may fill it in, not only the dealer's people.
    pub for_customers: bool,
    pub company: CompanyId,
    pub company_name: String,
    /// Unit of the company it belongs to, or empty.
    pub unit: String,
    /// Serial number, or empty.
    pub machine: String,
    pub machine_model: String,
    pub case: Option<CaseCode>,
    pub order: Option<OrderId>,
    pub begun_by: String,
    pub begun: DateTime,
    pub changed: DateTime,
    #[serde(default)]
    pub document: Option<DocumentId>,
    pub filled: Filled,
    /// What was added, named in an answer or not.
    #[serde(default)]
    pub photos: Vec<Photo>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct FormRow {
    pub seq: String,
    /// A ULID of the last change.
    pub moved: String,
    pub company: String,
    pub reader: String,
    pub case: String,
    pub machine: String,
    pub template: String,
    pub state: String,
    pub version: i64,
    pub data: SerdeWrapper<FormData>,
}

/// The columns of [`FormRow`].
pub(super) const COLUMNS: &str = "seq, moved, company, reader, case, machine, template, state, version, data";

pub(super) fn record(id: &FormId) -> RecordId {
    rid("form", id.to_string())
}

/// Whose people read it: the customer's, once it is theirs to fill in or to sign.
fn reader_of(data: &FormData, state: FormState) -> String {
    if data.for_customers || state != FormState::Draft { data.company.to_string() } else { String::new() }
}

impl FormRow {
    /// A draft.
    pub fn new(seq: String, template: &TemplateId, data: FormData) -> Self {
        Self {
            moved: seq.clone(),
            seq,
            company: data.company.to_string(),
            reader: reader_of(&data, FormState::Draft),
            case: data.case.as_ref().map(ToString::to_string).unwrap_or_default(),
            machine: data.machine.clone(),
            template: template.to_string(),
            state: FormState::Draft.code().to_owned(),
            version: 1,
            data: SerdeWrapper(data),
        }
    }

    pub fn id(&self) -> FormId {
        FormId(self.seq.clone())
    }

    pub fn state(&self) -> Result<FormState, Error> {
        FormState::parse(&self.state).ok_or_else(|| internal(&"a form without a state"))
    }

    /// Stands with the form, in its case, and for the desk alone while only the desk sees it.
    pub fn subject(&self) -> Subject {
        let mut subject = Subject::new("form", &self.seq).of(&self.data.0.company).in_case(&self.case);
        subject.desk = self.reader.is_empty();
        subject
    }

    pub fn summary(&self) -> Result<FormSummary, Error> {
        let data = &self.data.0;
        Ok(FormSummary {
            id: self.id(),
            template: TemplateId(self.template.clone()),
            template_version: data.template_version,
            name: data.name.clone(),
            state: self.state()?,
            company: data.company.clone(),
            company_name: data.company_name.clone(),
            machine: data.machine.clone(),
            machine_model: data.machine_model.clone(),
            case: data.case.clone(),
            order: data.order.clone(),
            begun_by: data.begun_by.clone(),
            begun: data.begun,
            changed: data.changed,
            document: data.document.clone(),
            version: self.version,
        })
    }
}

/// For the program itself.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn by_id(kontor: &Kontor, id: &FormId) -> Result<Option<FormRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", record(id));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// The version of its template that a form stays with.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn template_of(kontor: &Kontor, row: &FormRow) -> Result<FormTemplate, Error> {
    let id = TemplateId(row.template.clone());
    let found = template_rows::release(kontor, &id, row.data.0.template_version).await?;
    found.ok_or_else(|| internal(&"a form without its template"))
}

/// A form that somebody sees, and whether they fill it in.
pub(crate) struct Seen {
    pub row: FormRow,
    pub may_fill: bool,
}

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's, for one of another unit, of a
/// confidential case of others, and for what the dealer's people have not asked anybody to sign yet.
pub(crate) async fn seen(kontor: &Kontor, actor: &Actor, id: &FormId) -> Result<Seen, Error> {
    let reader = reader(kontor, actor).await?;
    let row = by_id(kontor, id).await?.filter(|row| sees(&reader, row)).ok_or(Error::NotFound)?;
    let customer = reader.company.is_some();
    let mut may_fill = actor.has(if customer { Right::Order } else { Right::ManageCustomers });
    if customer {
        may_fill &= row.data.0.for_customers;
        if let Some(case) = &row.data.0.case {
            may_fill &= cases::enter(kontor, actor, case).await?.may_edit;
        }
    }
    may_fill &= row.state()? == FormState::Draft;
    Ok(Seen { row, may_fill })
}

/// Of their company and unit; confidential cases are looked at beside.
pub(super) fn sees(reader: &Reader, row: &FormRow) -> bool {
    let Some(company) = &reader.company else { return true };
    let unit = &row.data.0.unit;
    row.reader == company.as_str() && reader.unit.as_ref().is_none_or(|own| unit.is_empty() || own == unit)
}

/// A draft that somebody fills in.
///
/// # Errors
/// As [`seen`]; [`Error::Conflict`] with [`Problem::FormNotOpen`]; [`Error::Forbidden`] for who only reads.
pub(super) async fn fillable(kontor: &Kontor, actor: &Actor, id: &FormId) -> Result<FormRow, Error> {
    let Seen { row, may_fill } = seen(kontor, actor, id).await?;
    match () {
        () if row.state()? != FormState::Draft => Err(Error::conflict(Problem::FormNotOpen)),
        () if may_fill => Ok(row),
        () => Err(Error::Forbidden),
    }
}

/// Writes what was filled in or added, unless somebody wrote the form since it was read (guard `version`).
pub(super) fn write(change: &mut Change<'_>, row: &FormRow, data: FormData) {
    let moved = change.new_id();
    let tx = &mut change.tx;
    let (data, version) = (tx.bind(SerdeWrapper(data).into_value()), tx.bind(row.version));
    let moved = tx.bind(moved);
    let set = format!("data = {data}, moved = {moved}, version += 1");
    tx.guarded(record(&row.id()), &set, &format!("version = {version} AND state = 'draft'"), "version");
}

/// Moves a form on in its life, or back to a draft, unless somebody wrote it since it was read (guard `version`). Its document is named
/// once there is one.
pub(crate) fn step(change: &mut Change<'_>, row: &FormRow, to: FormState, document: Option<DocumentId>) {
    let mut data = row.data.0.clone();
    if document.is_some() {
        data.document = document;
    }
    let moved = change.new_id();
    let tx = &mut change.tx;
    let (reader, moved) = (tx.bind(reader_of(&data, to)), tx.bind(moved));
    let (state, version) = (tx.bind(to.code().to_owned()), tx.bind(row.version));
    let data = tx.bind(SerdeWrapper(data).into_value());
    let set = format!("state = {state}, reader = {reader}, data = {data}, moved = {moved}, version += 1");
    tx.guarded(record(&row.id()), &set, &format!("version = {version}"), "version");
}
