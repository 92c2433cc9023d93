//! The tables `document` and `document_version`, and who sees what is in them.

use std::collections::BTreeSet;

use kontor_domain::accounts::rules::Requester;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::{DocumentState, DocumentSummary, DocumentVersion, Hold, retained_until};
use kontor_domain::{CompanyId, DocumentId, Error, Language, Problem};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::change::{Change, Subject};
use crate::fault::Fault as _;
use crate::{Kontor, accounts, cases};

/// `data` of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DocumentData {
    pub head: DocumentSummary,
    /// What it is found by, in small letters.
    pub words: String,
    #[serde(default)]
    pub hold: Option<Hold>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct DocumentRow {
    pub seq: String,
    pub company: String,
    pub reader: String,
    pub case: String,
    pub machine: String,
    pub kind: String,
    pub state: String,
    pub version: i64,
    pub data: SerdeWrapper<DocumentData>,
}

/// The columns of [`DocumentRow`].
pub(super) const COLUMNS: &str = "seq, company, reader, case, machine, kind, state, version, data";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct VersionRow {
    pub seq: String,
    pub document: String,
    pub number: i64,
    pub hash: String,
    pub data: SerdeWrapper<DocumentVersion>,
}

pub(super) fn record(id: &DocumentId) -> RecordId {
    rid("document", id.to_string())
}

impl DocumentRow {
    pub fn id(&self) -> DocumentId {
        DocumentId(self.seq.clone())
    }

    /// What is known of it. When it may go is reckoned and not read: nobody shortens it in the store.
    pub fn summary(&self) -> DocumentSummary {
        let mut head = self.data.0.head.clone();
        head.dated = head.latest.dated;
        head.until = retained_until(head.kind, head.dated);
        head.state = DocumentState::parse(&self.state).unwrap_or(head.state);
        head.version = self.version;
        head
    }

    /// Stands with the document, and for the desk alone where only the desk sees it.
    pub fn subject(&self) -> Subject {
        let mut subject = Subject::new("document", &self.seq);
        subject.company = (!self.company.is_empty()).then(|| CompanyId(self.company.clone()));
        subject.desk = self.reader.is_empty();
        subject
    }

    /// What both sides read on the page of its case.
    pub fn subject_in_case(&self) -> Subject {
        self.subject().in_case(&self.case)
    }
}

/// By which words a document is found.
pub(super) fn words(head: &DocumentSummary) -> String {
    let case = head.case.as_ref().map(ToString::to_string).unwrap_or_default();
    let kinds = [head.kind.word(Language::De), head.kind.word(Language::En)].join(" ");
    let all = [&head.title, &head.latest.file, &head.machine, &head.company_name, &case, &kinds];
    all.map(String::as_str).join(" ").to_lowercase()
}

/// Writes a new document with its first version.
pub(super) fn create(kontor: &Kontor, change: &mut Change<'_>, head: DocumentSummary) -> DocumentRow {
    let company = head.company.as_ref().map(ToString::to_string).unwrap_or_default();
    let row = || DocumentRow {
        seq: head.id.to_string(),
        reader: if head.inside { String::new() } else { company.clone() },
        company: company.clone(),
        case: head.case.as_ref().map(ToString::to_string).unwrap_or_default(),
        machine: head.machine.clone(),
        kind: head.kind.code().to_owned(),
        state: head.state.code().to_owned(),
        version: 1,
        data: SerdeWrapper(DocumentData { words: words(&head), head: head.clone(), hold: None }),
    };
    keep_version(kontor, change, &head.id, &head.latest);
    change.tx.create(record(&head.id), row());
    row()
}

/// Writes a version, which nothing changes any more.
pub(super) fn keep_version(
    kontor: &Kontor,
    change: &mut Change<'_>,
    document: &DocumentId,
    version: &DocumentVersion,
) {
    change.tx.create(
        rid("document_version", format!("{document}|{}", version.number)),
        VersionRow {
            seq: kontor.new_id(),
            document: document.to_string(),
            number: i64::from(version.number),
            hash: version.hash.clone(),
            data: SerdeWrapper(version.clone()),
        },
    );
}

/// Writes what a document has become, unless somebody wrote it since it was read (guard `version`).
pub(super) fn write(change: &mut Change<'_>, row: &DocumentRow) {
    let tx = &mut change.tx;
    let (state, version) = (tx.bind(row.state.clone()), tx.bind(row.version));
    let data = tx.bind(SerdeWrapper(row.data.0.clone()));
    tx.guarded(
        record(&row.id()),
        &format!("state = {state}, data = {data}, version += 1"),
        &format!("version = {version}"),
        "version",
    );
}

/// Who reads, as far as lists ask it of every row.
pub(crate) struct Reader {
    /// Absent for the dealer.
    pub company: Option<CompanyId>,
    /// Only of this unit, and what belongs to none.
    pub unit: Option<String>,
}

/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`].
pub(crate) async fn reader(kontor: &Kontor, actor: &Actor) -> Result<Reader, Error> {
    let Some(company) = actor.company() else {
        actor.require(Right::SeeOrders)?;
        return Ok(Reader { company: None, unit: None });
    };
    actor.require(Right::SeeOwnOrders)?;
    // Who administers the company sees all of it; so does who acts for somebody whom the store does not know.
    let free = actor.has(Right::ManageCompany) || (actor.acting().is_some() && actor.requester().is_none());
    let unit = match free {
        true => None,
        false => own_unit(kontor, actor, company).await?,
    };
    Ok(Reader { company: Some(company.clone()), unit })
}

/// The unit of the company that somebody is of, if the company's rules say so.
pub(super) async fn own_unit(
    kontor: &Kontor,
    actor: &Actor,
    company: &CompanyId,
) -> Result<Option<String>, Error> {
    let rules = accounts::rules_of(kontor, company).await?;
    Ok(rules.own_unit(Requester::of(actor.requester())).map(|unit| unit.id.clone()))
}

impl Reader {
    /// Of their company and unit; confidential cases are looked at beside.
    pub(super) fn sees(&self, row: &DocumentRow) -> bool {
        let Some(company) = &self.company else { return true };
        let unit = &row.data.0.head.unit;
        row.reader == company.as_str() && self.unit.as_ref().is_none_or(|own| unit.is_empty() || own == unit)
    }
}

/// A document that somebody sees, and what they may do with it.
pub(super) struct Seen {
    pub row: DocumentRow,
    pub may_change: bool,
}

/// A document that the actor may see: of their company and unit, and of no confidential case of others.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's.
pub(super) async fn seen(kontor: &Kontor, actor: &Actor, id: &DocumentId) -> Result<Seen, Error> {
    let reader = reader(kontor, actor).await?;
    let row = by_id(kontor, id).await?.filter(|row| reader.sees(row)).ok_or(Error::NotFound)?;
    let customer = reader.company.is_some();
    let mut may_change = actor.has(if customer { Right::Order } else { Right::ManageCustomers });
    if let (true, Some(case)) = (customer, &row.data.0.head.case) {
        may_change &= cases::enter(kontor, actor, case).await?.may_edit;
    }
    may_change &= row.state == DocumentState::Kept.code();
    Ok(Seen { row, may_change })
}

/// A document that somebody changes, as it was seen.
///
/// # Errors
/// As [`seen`]; [`Error::Forbidden`] for who only reads; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`].
pub(super) async fn changeable(
    kontor: &Kontor,
    actor: &Actor,
    id: &DocumentId,
    version: i64,
) -> Result<DocumentRow, Error> {
    let seen = seen(kontor, actor, id).await?;
    if !seen.may_change {
        return Err(Error::Forbidden);
    }
    if seen.row.version == version { Ok(seen.row) } else { Err(Error::conflict(Problem::ChangedMeanwhile)) }
}

/// A document that somebody who keeps the archive looks after, as it was seen.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::KeepArchive`]; as [`seen`]; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`].
pub(super) async fn kept(
    kontor: &Kontor,
    actor: &Actor,
    id: &DocumentId,
    version: i64,
) -> Result<DocumentRow, Error> {
    actor.require(Right::KeepArchive)?;
    let row = seen(kontor, actor, id).await?.row;
    if row.version == version { Ok(row) } else { Err(Error::conflict(Problem::ChangedMeanwhile)) }
}

/// For the program itself.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn by_id(kontor: &Kontor, id: &DocumentId) -> Result<Option<DocumentRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", record(id));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// For the program itself: those of them that there are.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn by_ids(kontor: &Kontor, ids: &BTreeSet<DocumentId>) -> Result<Vec<DocumentRow>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut vars = Variables::new();
    vars.insert("ids", ids.iter().map(record).collect::<Vec<_>>());
    kontor.store.rows(&format!("SELECT {COLUMNS} FROM $ids"), vars).await.fault()
}

/// The versions of a document, oldest first.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn versions(kontor: &Kontor, id: &DocumentId) -> Result<Vec<DocumentVersion>, Error> {
    let mut vars = Variables::new();
    vars.insert("document", id.to_string());
    let sql =
        "SELECT VALUE data FROM document_version WHERE document = $document AND number > 0 ORDER BY number";
    let rows: Vec<SerdeWrapper<DocumentVersion>> = kontor.store.rows(sql, vars).await.fault()?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The version of a document with this number, or the latest.
///
/// # Errors
/// [`Error::NotFound`] for a number that there is not.
pub(super) async fn version(
    kontor: &Kontor,
    row: &DocumentRow,
    number: Option<u32>,
) -> Result<DocumentVersion, Error> {
    let latest = &row.data.0.head.latest;
    match number {
        Some(number) if number != latest.number => {
            let all = versions(kontor, &row.id()).await?;
            all.into_iter().find(|version| version.number == number).ok_or(Error::NotFound)
        }
        _ => Ok(latest.clone()),
    }
}

/// Is there (still) such a version?
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn is_version(kontor: &Kontor, document: &str, number: i64) -> Result<bool, Error> {
    let mut vars = Variables::new();
    vars.insert("id", rid("document_version", format!("{document}|{number}")));
    Ok(!kontor.store.rows::<String>("SELECT VALUE hash FROM $id", vars).await.fault()?.is_empty())
}

/// Does nobody name these bytes: no version, and nothing that is kept beside ([`super::beside`])?
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn unused(kontor: &Kontor, hash: &str) -> Result<bool, Error> {
    let mut vars = Variables::new();
    vars.insert("hash", hash.to_owned());
    let sql = "SELECT VALUE hash FROM document_version WHERE hash = $hash LIMIT 1;\
               SELECT VALUE hash FROM signing_round WHERE hash = $hash LIMIT 1";
    let mut rows = kontor.store.query(sql, vars).await.fault()?;
    for statement in 0..2 {
        if !rows.take::<String>(statement).fault()?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Did Kontor make it itself?
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn is_made(kontor: &Kontor, id: &DocumentId) -> Result<bool, Error> {
    let mut vars = Variables::new();
    vars.insert("document", id.to_string());
    let sql = "SELECT VALUE document FROM document_source WHERE document = $document LIMIT 1";
    Ok(!kontor.store.rows::<String>(sql, vars).await.fault()?.is_empty())
}
