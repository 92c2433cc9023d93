//! The tables `order_list` and `list_line`.

use kontor_domain::accounts::{Actor, Right, Who};
use kontor_domain::lists::{Customer, ListKind, ListSummary, MAX_LINES, NewLine};
use kontor_domain::{CompanyId, Decimal, Error, ListId, PartKey, Problem};
use kontor_store::{Datetime, RecordId, StoreError, SurrealValue, Tx, Variables, rid};

use crate::Kontor;
use crate::accounts;
use crate::change::{Change, Outcome, Subject};
use crate::fault::{Fault as _, internal};

pub(crate) const OPEN: &str = "open";
pub(crate) const ARCHIVED: &str = "archived";

/// The columns of [`ListRow`].
pub(super) const COLUMNS: &str =
    "seq, kind, company, owner, made_by, shelf, state, name, note, lines, changed, version";

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct ListRow {
    pub seq: String,
    pub kind: String,
    pub company: String,
    pub owner: String,
    pub made_by: String,
    pub shelf: String,
    pub state: String,
    pub name: String,
    pub note: String,
    pub lines: i64,
    pub changed: Datetime,
    pub version: i64,
}

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct LineRow {
    pub part: String,
    pub quantity: Decimal,
    pub note: String,
    pub added_by: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewLineRow {
    id: RecordId,
    list: String,
    part: String,
    quantity: Decimal,
    note: String,
    added_by: String,
    seq: String,
}

pub(super) fn id(list: &ListId) -> RecordId {
    rid("order_list", list.to_string())
}

pub(super) fn line_id(list: &ListId, part: &PartKey) -> RecordId {
    rid("list_line", format!("{list}|{part}"))
}

/// On which side of the counter somebody stands.
pub(super) enum Side<'a> {
    Customer(&'a CompanyId),
    Desk,
}

impl Side<'_> {
    /// Lists are for who may order, and for who keeps the customers.
    pub fn of(actor: &Actor) -> Result<Side<'_>, Error> {
        match actor.company() {
            Some(company) => actor.require(Right::Order).map(|()| Side::Customer(company)),
            None => actor.require(Right::ManageCustomers).map(|()| Side::Desk),
        }
    }
}

/// Who makes a list owns it: a person, or the program behind a key.
pub(super) fn owner(actor: &Actor) -> String {
    match &actor.who {
        Who::Key { id, .. } => format!("key:{id}"),
        _ => actor.person().map(ToString::to_string).unwrap_or_default(),
    }
}

pub(super) fn shelf(kind: ListKind, company: &str, owner: &str) -> String {
    match kind {
        ListKind::Personal => format!("personal|{owner}"),
        ListKind::Company => format!("company|{company}"),
        ListKind::Dealer => format!("dealer|{company}"),
    }
}

impl ListRow {
    pub fn kind(&self) -> ListKind {
        ListKind::parse(&self.kind).unwrap_or_default()
    }

    pub fn archived(&self) -> bool {
        self.state == ARCHIVED
    }

    pub fn list(&self) -> ListId {
        ListId(self.seq.clone())
    }

    fn is_seen_by(&self, actor: &Actor, side: &Side<'_>) -> bool {
        match (side, self.kind()) {
            (Side::Desk, kind) => kind == ListKind::Dealer,
            (Side::Customer(company), ListKind::Personal) => {
                self.company == company.as_str() && self.owner == owner(actor)
            }
            (Side::Customer(company), ListKind::Company) => self.company == company.as_str(),
            (Side::Customer(company), ListKind::Dealer) => {
                !self.archived() && (self.company.is_empty() || self.company == company.as_str())
            }
        }
    }

    /// Of a list that is seen.
    pub fn is_changed_by(&self, actor: &Actor) -> bool {
        match self.kind() {
            ListKind::Personal => true,
            ListKind::Company => self.owner == owner(actor) || actor.has(Right::ManageCompany),
            ListKind::Dealer => actor.company().is_none(),
        }
    }

    pub async fn summary(&self, kontor: &Kontor, actor: &Actor) -> Result<ListSummary, Error> {
        // Customers know themselves; only the desk needs to be told whom a list is for.
        let customer = if actor.company().is_none() && !self.company.is_empty() {
            let id = CompanyId(self.company.clone());
            let name = accounts::rows::company(kontor, &id).await.map(|c| c.name).unwrap_or_default();
            Some(Customer { id, name })
        } else {
            None
        };
        Ok(ListSummary {
            id: self.list(),
            name: self.name.clone(),
            kind: self.kind(),
            note: self.note.clone(),
            made_by: self.made_by.clone(),
            customer,
            lines: u32::try_from(self.lines).unwrap_or_default(),
            changed: kontor.clock.local_of(&self.changed),
            editable: self.is_changed_by(actor) && actor.acting().is_none(),
            archived: self.archived(),
            version: self.version,
        })
    }
}

/// A list the actor may see.
pub(crate) async fn seen(kontor: &Kontor, actor: &Actor, list: &ListId) -> Result<ListRow, Error> {
    let side = Side::of(actor)?;
    let mut vars = Variables::new();
    vars.insert("id", id(list));
    let rows: Vec<ListRow> = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    rows.into_iter().next().filter(|row| row.is_seen_by(actor, &side)).ok_or(Error::NotFound)
}

/// A list the actor may change.
pub(super) async fn changeable(kontor: &Kontor, actor: &Actor, list: &ListId) -> Result<ListRow, Error> {
    let row = seen(kontor, actor, list).await?;
    actor.require_own()?;
    if row.is_changed_by(actor) { Ok(row) } else { Err(Error::Forbidden) }
}

/// The lines in the order they were added (index `list_line_by_list`).
pub(super) async fn lines(kontor: &Kontor, list: &ListId) -> Result<Vec<LineRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("list", list.to_string());
    kontor
        .store
        .rows(
            "SELECT part, quantity, note, added_by, seq FROM list_line WHERE list = $list ORDER BY seq",
            vars,
        )
        .await
        .fault()
}

/// Creates lines that are not there yet; where one is, `update` is done to it (`$input` is the new row).
pub(super) fn write_lines(
    kontor: &Kontor,
    actor: &Actor,
    tx: &mut Tx,
    list: &ListId,
    new: &[NewLine],
    update: &str,
) {
    let at = kontor.new_id();
    let rows: Vec<NewLineRow> = new
        .iter()
        .enumerate()
        .map(|(i, line)| NewLineRow {
            id: line_id(list, &line.part),
            list: list.to_string(),
            part: line.part.to_string(),
            quantity: line.quantity.0,
            note: line.note.trim().to_owned(),
            added_by: actor.name().to_owned(),
            seq: format!("{at}|{i:04}"),
        })
        .collect();
    tx.insert_or_update("list_line", rows, update);
}

/// Must follow every change of lines: counts them anew under the limit, and refuses when the list was put away meanwhile.
pub(super) fn count_lines(kontor: &Kontor, tx: &mut Tx, list: &ListId) {
    let key = tx.bind(list.to_string());
    let at = tx.bind(kontor.clock.stamp());
    tx.guarded(
        id(list),
        &format!("lines = array::len((SELECT VALUE id FROM list_line WHERE list = {key})), changed = {at}"),
        "state = 'open'",
        "archived",
    );
    tx.guarded(id(list), "lines = lines", &format!("lines <= {MAX_LINES}"), "full");
}

/// What events about a list are about. Without the company: its timeline at the desk is not for its lists.
pub(super) fn subject(list: &ListId) -> Subject {
    Subject::new("list", list.as_str())
}

/// Commits and says in the house's words which guard threw.
pub(super) async fn commit(change: Change<'_>) -> Result<Outcome, Error> {
    match change.commit().await {
        Err(StoreError::Guard(name)) => Err(match name.as_str() {
            "full" => full(MAX_LINES),
            "version" => Error::conflict(Problem::ChangedMeanwhile),
            "archived" => Error::conflict(Problem::WrongState),
            "gone" => Error::NotFound,
            other => internal(&other),
        }),
        other => other.fault(),
    }
}

pub(super) fn full(max: usize) -> Error {
    Error::conflict(Problem::ListFull { max: u32::try_from(max).unwrap_or(u32::MAX) })
}
