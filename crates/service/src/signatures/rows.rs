//! The table `signing_round`.

use jiff::Timestamp;
use jiff::civil::DateTime;
use kontor_domain::forms::SigningOrder;
use kontor_domain::signatures::{
    Known, LogStep, Progress, RoundState, ShownSection, SignerState, SignerView, SigningStep, Written,
    log_facts,
};
use kontor_domain::{CompanyId, Date, DocumentId, Error, FormId, Language, Localized, PersonId};
use kontor_store::{RecordId, SerdeWrapper, StoreError, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::change::{Change, Outcome};
use crate::fault::Fault as _;

/// So often something is decided anew when somebody else was quicker.
pub(super) const TRIES: u32 = 8;

/// `data` of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RoundData {
    /// Name of the template.
    pub title: Localized,
    /// Serial number and model, or empty.
    pub machine: String,
    pub company: CompanyId,
    pub company_name: String,
    /// In which the document is written and mails are.
    pub language: Language,
    pub progress: Progress,
    pub signers: Vec<Signer>,
    pub asked_by: String,
    /// Who asked, if it was a person.
    pub asker: Option<PersonId>,
    /// Of which company they are; nothing for the dealer's people.
    pub asker_company: Option<CompanyId>,
    pub asked: DateTime,
    pub until: Date,
    #[serde(default)]
    pub declined: String,
    /// What the document says, for reading it on a small screen.
    pub shown: Vec<ShownSection>,
    pub pages: u32,
    pub log: Vec<LogStep>,
    /// Which document it becomes: known once all have signed, since it stands in the document itself.
    #[serde(default)]
    pub document: Option<DocumentId>,
}

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Signer {
    /// Code of the field.
    pub element: String,
    pub label: Localized,
    pub name: String,
    /// Empty for who signs on the device of whoever asks.
    pub email: String,
    /// When their newest link was mailed.
    #[serde(default)]
    pub asked: Option<DateTime>,
    #[serde(default)]
    pub seen: bool,
    #[serde(default)]
    pub code: Option<Code>,
    /// Until when the code that was entered stands for them.
    #[serde(default)]
    pub known_until: Option<Timestamp>,
    #[serde(default)]
    pub signed: Option<Signed>,
}

impl Signer {
    /// Does a code that was entered still stand for them?
    pub fn is_known(&self, now: Timestamp) -> bool {
        self.known_until.is_some_and(|until| until > now)
    }
}

/// A code on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Code {
    /// Over the code, the link and the document: see [`super::code`].
    pub hash: String,
    pub until: Timestamp,
    pub left: u32,
}

/// What somebody signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Signed {
    pub at: DateTime,
    pub known: Known,
    pub consent: u32,
    /// In which the consent was read.
    #[serde(default)]
    pub language: Language,
    pub written: Written,
    /// [`Written::hash`].
    pub hash: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct RoundRow {
    pub seq: String,
    pub form: String,
    pub hash: String,
    pub state: String,
    pub version: i64,
    pub data: SerdeWrapper<RoundData>,
}

const COLUMNS: &str = "seq, form, hash, state, version, data";

pub(super) fn record(seq: &str) -> RecordId {
    rid("signing_round", seq)
}

impl RoundRow {
    pub fn form(&self) -> FormId {
        FormId(self.form.clone())
    }

    pub fn state(&self) -> RoundState {
        self.data.0.progress.state
    }

    pub fn signer(&mut self, n: usize) -> Result<&mut Signer, Error> {
        self.data.0.signers.get_mut(n).ok_or(Error::NotFound)
    }

    /// The number of the field with this code.
    pub fn position(&self, element: &str) -> Option<usize> {
        self.data.0.signers.iter().position(|signer| signer.element == element)
    }

    /// After its last day.
    pub fn over(&self, kontor: &Kontor) -> bool {
        kontor.clock.local().date() > self.data.0.until
    }

    /// Writes a step into the log.
    pub fn log(&mut self, kontor: &Kontor, who: &str, what: SigningStep, facts: &[(&str, &str)]) {
        let at = kontor.clock.local();
        let log = &mut self.data.0.log;
        let step = LogStep::after(log.last(), &self.hash, at, who, what, log_facts(facts));
        log.push(step);
    }

    /// A signer as somebody reads it; their address is for who manages the round.
    pub fn view(&self, n: usize, address: bool, here: bool) -> Option<SignerView> {
        let data = &self.data.0;
        let (signer, state) = (data.signers.get(n)?, *data.progress.signers.get(n)?);
        let may = here && signer.email.is_empty() && data.progress.may(n).is_ok();
        Some(SignerView {
            element: signer.element.clone(),
            label: signer.label.clone(),
            name: signer.name.clone(),
            email: if address { signer.email.clone() } else { String::new() },
            state,
            at: signer.signed.as_ref().map(|signed| signed.at),
            written: signer.signed.as_ref().map(|signed| signed.written.clone()),
            sign_here: may,
        })
    }

    /// Whose turn it is, among those who get mail.
    pub fn asked(&self) -> Vec<usize> {
        let data = &self.data.0;
        let turn = |n: &usize| {
            matches!(data.progress.signers.get(*n), Some(SignerState::Asked | SignerState::Seen))
                && !data.signers[*n].email.is_empty()
        };
        (0..data.signers.len()).filter(turn).collect()
    }
}

/// What a new round begins with.
pub(super) struct NewRound {
    pub seq: String,
    pub form: FormId,
    pub hash: String,
    pub order: SigningOrder,
}

impl NewRound {
    pub fn row(self, data: impl FnOnce(Progress) -> RoundData, signers: usize) -> RoundRow {
        let progress = Progress::begin(self.order, signers);
        RoundRow {
            seq: self.seq,
            form: self.form.0,
            hash: self.hash,
            state: RoundState::Open.code().to_owned(),
            version: 1,
            data: SerdeWrapper(data(progress)),
        }
    }
}

pub(super) fn create(change: &mut Change<'_>, row: &RoundRow) {
    let row = RoundRow {
        seq: row.seq.clone(),
        form: row.form.clone(),
        hash: row.hash.clone(),
        state: row.state.clone(),
        version: row.version,
        data: SerdeWrapper(row.data.0.clone()),
    };
    change.tx.create(record(&row.seq), row);
}

/// Writes what a round has become, unless somebody wrote it since it was read (guard `round`).
pub(super) fn write(change: &mut Change<'_>, row: &RoundRow) {
    let tx = &mut change.tx;
    let (state, version) = (tx.bind(row.state().code().to_owned()), tx.bind(row.version));
    let data = tx.bind(SerdeWrapper(row.data.0.clone()));
    tx.guarded(
        record(&row.seq),
        &format!("state = {state}, data = {data}, version += 1"),
        &format!("version = {version}"),
        "round",
    );
}

/// Was it written? Not when somebody changed the round or its form meanwhile: then it is decided anew. `gone` is told when another guard
/// stood in the way.
///
/// # Errors
/// `gone`; [`Error::Unavailable`].
pub(super) fn settled(committed: Result<Outcome, StoreError>, gone: Error) -> Result<bool, Error> {
    match committed {
        Ok(_) => Ok(true),
        Err(StoreError::Conflict(_)) => Ok(false),
        Err(StoreError::Guard(guard)) if guard == "round" || guard == "version" => Ok(false),
        Err(StoreError::Guard(_)) => Err(gone),
        Err(other) => Err(other).fault(),
    }
}

/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn by_id(kontor: &Kontor, seq: &str) -> Result<Option<RoundRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", record(seq));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// The newest round of a form, whatever became of it.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn newest(kontor: &Kontor, form: &FormId) -> Result<Option<RoundRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("form", form.to_string());
    // `~` sorts behind every ULID.
    vars.insert("end", "~".to_owned());
    let sql = format!(
        "SELECT {COLUMNS} FROM signing_round WHERE form = $form AND seq < $end ORDER BY seq DESC LIMIT 1"
    );
    Ok(kontor.store.rows(&sql, vars).await.fault()?.into_iter().next())
}
