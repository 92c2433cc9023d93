//! One change: data, event and outbox in one transaction. The only way rooms write.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::hooks::kind_of;
use kontor_domain::{CompanyId, Error, IdempotencyKey};
use kontor_store::{Datetime, SerdeWrapper, StoreError, SurrealValue, Tx, rid};

use crate::Kontor;
use crate::fault::Fault as _;
use crate::hooks::{self, Told};
use crate::live::Happening;
use crate::mail::Mail;
use crate::outbox::Job;

/// What an event is about.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// `order:01J...`, `company:...`, `part:...`.
    pub thing: String,
    pub company: Option<CompanyId>,
    /// The case code, when it belongs to one.
    pub case: String,
    /// The company's own order number.
    pub po_number: String,
    /// The return, for what stands in the history of its order.
    pub goods_return: String,
    /// For the dealer's people alone: it does not stand in the history of the case that customers read.
    pub desk: bool,
}

/// Under which name the events of a case stand that only the desk reads. Customers read by the code itself: no door of theirs can
/// forget to leave them out.
pub(crate) fn desk_case(case: &str) -> String {
    format!("{case}/desk")
}

impl Subject {
    #[must_use]
    pub fn new(table: &str, key: &str) -> Self {
        Self { thing: format!("{table}:{key}"), ..Self::default() }
    }

    #[must_use]
    pub fn of(mut self, company: &CompanyId) -> Self {
        self.company = Some(company.clone());
        self
    }

    #[must_use]
    pub fn in_case(mut self, case: &str) -> Self {
        case.clone_into(&mut self.case);
        self
    }

    /// Internal: customers read nothing of it.
    #[must_use]
    pub fn for_desk(mut self) -> Self {
        self.desk = true;
        self
    }

    #[must_use]
    pub fn ordered_as(mut self, po_number: &str) -> Self {
        po_number.clone_into(&mut self.po_number);
        self
    }

    #[must_use]
    pub fn with_return(mut self, goods_return: &str) -> Self {
        goods_return.clone_into(&mut self.goods_return);
        self
    }
}

/// A transaction being put together.
pub struct Change<'a> {
    kontor: &'a Kontor,
    actor: &'a Actor,
    /// For the room's own statements.
    pub tx: Tx,
    once: Option<String>,
    jobs: bool,
    companies: Vec<CompanyId>,
    hooks: bool,
    /// For other systems.
    told: Vec<Told>,
    /// For who looks at the case now.
    hints: Vec<(String, Happening)>,
}

/// What came of a change with an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// The same key was used before; this is what was answered then.
    Before(String),
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct OpRow {
    result: String,
    at: Datetime,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct EventRow {
    seq: String,
    at: Datetime,
    case: String,
    subject: String,
    company: String,
    person: String,
    name: String,
    /// On whose wish; absent for who acts for themselves.
    behalf: Option<String>,
    channel: String,
    what: String,
    data: SerdeWrapper<Happened>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct OutboxRow {
    seq: String,
    kind: String,
    state: String,
    due: Datetime,
    attempts: i64,
    error: String,
    data: SerdeWrapper<Job>,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct MailRow {
    seq: String,
    to: String,
    subject: String,
    text: String,
    secrets: Option<Vec<String>>,
    created: Datetime,
    sent: bool,
}

impl<'a> Change<'a> {
    #[must_use]
    pub fn new(kontor: &'a Kontor, actor: &'a Actor) -> Self {
        Self {
            kontor,
            actor,
            tx: Tx::new(),
            once: None,
            jobs: false,
            companies: Vec::new(),
            hooks: false,
            told: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Who does it.
    #[must_use]
    pub(crate) const fn actor(&self) -> &'a Actor {
        self.actor
    }

    /// Makes this change happen once per key: `result` is what a repetition is answered with. Must come first.
    pub fn once(&mut self, operation: &str, key: &IdempotencyKey, result: &str) {
        self.once_for(self.actor, operation, key, result);
    }

    /// As [`Change::once`], for a key that was sent under another hat than the one in which this is done.
    pub fn once_for(&mut self, sender: &Actor, operation: &str, key: &IdempotencyKey, result: &str) {
        let op = op_key(sender, operation, key);
        self.tx.create(
            rid("op", op.clone()),
            OpRow { result: result.to_owned(), at: self.kontor.clock.stamp() },
        );
        self.once = Some(op);
    }

    /// Something by which customers are found is written: the search reads this one again once it is committed.
    pub fn touches_company(&mut self, company: &CompanyId) {
        self.companies.push(company.clone());
    }

    /// Endpoints of webhooks are written: which there are is read again once it is committed.
    pub fn touches_hooks(&mut self) {
        self.hooks = true;
    }

    /// A key that sorts behind all of them so far.
    pub(crate) fn new_id(&self) -> String {
        self.kontor.new_id()
    }

    /// The time this change happens, as the store keeps it.
    #[must_use]
    pub fn stamp(&self) -> Datetime {
        self.kontor.clock.stamp()
    }

    /// Writes what happened.
    pub fn event(&mut self, subject: &Subject, what: Happened) {
        let seq = self.kontor.new_id();
        if let Some(kind) = kind_of(&what).filter(|_| !subject.desk) {
            self.told.push(Told::new(kind, &seq, subject, &what));
        }
        if !subject.case.is_empty() {
            let happening = Happening {
                id: seq.clone(),
                kind: what.code().to_owned(),
                who: self.actor.name().to_owned(),
                channel: self.actor.channel,
                desk: subject.desk,
            };
            self.hints.push((subject.case.clone(), happening));
        }
        self.tx.create(
            rid("event", seq.clone()),
            EventRow {
                seq,
                at: self.kontor.clock.stamp(),
                case: if subject.desk { desk_case(&subject.case) } else { subject.case.clone() },
                subject: subject.thing.clone(),
                company: subject.company.as_ref().map(ToString::to_string).unwrap_or_default(),
                person: self.actor.person().map(ToString::to_string).unwrap_or_default(),
                name: self.actor.name().to_owned(),
                behalf: self.actor.acting().map(|acting| acting.caller.name.clone()),
                channel: self.actor.channel.code().to_owned(),
                what: what.code().to_owned(),
                data: SerdeWrapper(what),
            },
        );
    }

    /// Leaves work in the outbox.
    pub fn job(&mut self, job: Job) {
        self.job_at(job, self.kontor.clock.stamp());
    }

    /// Leaves work for later in the outbox.
    pub fn job_at(&mut self, job: Job, due: Datetime) {
        self.job_as(self.kontor.new_id(), job, due);
    }

    /// As [`Change::job_at`], for a job that is found again by its key.
    pub(crate) fn job_as(&mut self, seq: String, job: Job, due: Datetime) {
        self.jobs = true;
        self.tx.create(
            rid("outbox", seq.clone()),
            OutboxRow {
                seq,
                kind: job.kind().to_owned(),
                state: "pending".into(),
                due,
                attempts: 0,
                error: String::new(),
                data: SerdeWrapper(job),
            },
        );
    }

    /// Writes a mail and leaves its sending in the outbox.
    pub fn mail(&mut self, mail: Mail) {
        let seq = self.kontor.new_id();
        self.tx.create(
            rid("mail", seq.clone()),
            MailRow {
                seq: seq.clone(),
                to: mail.to,
                subject: mail.subject,
                text: mail.text,
                secrets: (!mail.secrets.is_empty()).then_some(mail.secrets),
                created: self.kontor.clock.stamp(),
                sent: false,
            },
        );
        self.job(Job::Mail { mail: seq });
    }

    /// Commits; on return it is on disk.
    ///
    /// # Errors
    /// [`StoreError::Guard`] and [`StoreError::Exists`] are for the room to understand; nothing was written then.
    pub async fn commit(mut self) -> Result<Outcome, StoreError> {
        let told = std::mem::take(&mut self.told);
        if !told.is_empty() {
            Box::pin(hooks::tell(self.kontor, &mut self, told)).await?;
        }
        let written = self.kontor.store.transact(&self.tx).await;
        if self.jobs && written.is_ok() {
            self.kontor.outbox_bell.notify_one();
        }
        // Also when it is not known whether it was written.
        self.kontor.customers.touch(self.companies);
        if self.hooks {
            self.kontor.hooks.forget();
        }
        if written.is_ok() {
            for (case, happening) in self.hints {
                self.kontor.live.tell(&case, happening);
            }
        }
        match (written, self.once) {
            (Ok(_), _) => Ok(Outcome::Done),
            // Somebody with the same key was quicker, or the connection broke and we must know: the record tells.
            (Err(error @ (StoreError::Exists(_) | StoreError::UnknownOutcome(_))), Some(op)) => {
                match before(self.kontor, &op).await? {
                    Some(result) => Ok(Outcome::Before(result)),
                    None => Err(error),
                }
            }
            (Err(error), _) => Err(error),
        }
    }
}

/// What was answered to this key before, if it was used: read at the start of a creating operation, so that a repetition
/// costs one read.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn answered_before(
    kontor: &Kontor,
    actor: &Actor,
    operation: &str,
    key: &IdempotencyKey,
) -> Result<Option<String>, Error> {
    before(kontor, &op_key(actor, operation, key)).await.fault()
}

async fn before(kontor: &Kontor, op: &str) -> Result<Option<String>, StoreError> {
    let mut vars = kontor_store::Variables::new();
    vars.insert("id", rid("op", op));
    Ok(kontor.store.rows::<String>("SELECT VALUE result FROM $id", vars).await?.into_iter().next())
}

/// Keys are private to who sends them: two companies may use the same one.
fn op_key(actor: &Actor, operation: &str, key: &IdempotencyKey) -> String {
    let scope = actor.company().map_or_else(|| actor.person().map_or("-", |p| p.as_str()), |c| c.as_str());
    format!("{operation}|{scope}|{key}")
}
