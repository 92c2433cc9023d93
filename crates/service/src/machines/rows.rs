//! The table `machine`, and who sees what is in it.

use kontor_domain::accounts::Actor;
use kontor_domain::machines::Machine;
use kontor_domain::{Error, machines};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use crate::Kontor;
use crate::change::{Change, Subject};
use crate::documents::{Reader, reader};
use crate::fault::Fault as _;

/// `data` of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MachineData {
    pub machine: Machine,
    /// What it is found by, in small letters.
    pub words: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct MachineRow {
    pub seq: String,
    pub serial: String,
    pub company: String,
    pub version: i64,
    pub data: SerdeWrapper<MachineData>,
}

/// The columns of [`MachineRow`].
pub(super) const COLUMNS: &str = "seq, serial, company, version, data";

pub(super) fn record(serial: &str) -> RecordId {
    rid("machine", serial)
}

impl MachineRow {
    pub fn new(seq: String, machine: Machine) -> Self {
        let all = [&machine.serial, &machine.model, &machine.maker, &machine.site, &machine.company_name];
        let words = all.map(String::as_str).join(" ").to_lowercase();
        Self {
            seq,
            serial: machine.serial.clone(),
            company: machine.company.to_string(),
            version: machine.version,
            data: SerdeWrapper(MachineData { machine, words }),
        }
    }

    pub fn machine(self) -> Machine {
        Machine { version: self.version, ..self.data.0.machine }
    }
}

/// Writes what is known of a machine now, unless somebody wrote it since it was read (guard `version`).
pub(super) fn write(change: &mut Change<'_>, before: MachineRow, machine: Machine) {
    let (id, seen) = (record(&before.serial), before.version);
    let row = MachineRow::new(before.seq, machine);
    let tx = &mut change.tx;
    let (company, data) = (tx.bind(row.company), tx.bind(row.data.into_value()));
    let seen = tx.bind(seen);
    let set = format!("company = {company}, data = {data}, version += 1");
    tx.guarded(id, &set, &format!("version = {seen}"), "version");
}

/// What events about a machine are about.
pub(super) fn subject(machine: &Machine) -> Subject {
    Subject::new("machine", &machine.serial).of(&machine.company)
}

/// For the program itself.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn by_serial(kontor: &Kontor, serial: &str) -> Result<Option<MachineRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", record(serial));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// A machine that the actor may see: of their company, and of their unit or none where they are bound to one.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`]; [`Error::NotFound`], also for another company's.
pub(crate) async fn seen(kontor: &Kontor, actor: &Actor, serial: &str) -> Result<Machine, Error> {
    let reader = reader(kontor, actor).await?;
    let serial = machines::serial(serial).map_err(|_| Error::NotFound)?;
    let row = by_serial(kontor, &serial).await?.ok_or(Error::NotFound)?;
    let machine = row.machine();
    if sees(&reader, &machine) { Ok(machine) } else { Err(Error::NotFound) }
}

fn sees(reader: &Reader, machine: &Machine) -> bool {
    reader.company.as_ref().is_none_or(|company| *company == machine.company)
        && reader.unit.as_ref().is_none_or(|own| machine.unit.is_empty() || *own == machine.unit)
}
