//! Down to which margin who may go: one record, `ladder:house`.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::quotes::{Ladder, RUNGS};
use kontor_domain::{Decimal, Error, Problem};
use kontor_store::{RecordId, SerdeWrapper, SurrealValue, Variables, rid};

use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::{Change, Subject};
use crate::fault::Fault as _;
use crate::orders::rows::or_changed;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct LadderRow {
    version: i64,
    data: SerdeWrapper<Ladder>,
}

fn record() -> RecordId {
    rid("ladder", "house")
}

/// # Errors
/// [`Error::Forbidden`] without [`Right::SeeMargins`].
pub async fn ladder(kontor: &Kontor, actor: &Actor) -> Result<Ladder, Error> {
    actor.require(Right::SeeMargins)?;
    known(kontor).await
}

/// For the program itself, which decides by it.
pub(super) async fn known(kontor: &Kontor) -> Result<Ladder, Error> {
    let mut vars = Variables::new();
    vars.insert("id", record());
    let rows: Vec<LadderRow> = kontor.store.rows("SELECT version, data FROM $id", vars).await.fault()?;
    Ok(rows.into_iter().next().map(|row| Ladder { version: row.version, ..row.data.0 }).unwrap_or_default())
}

/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::Invalid`] with `floors.ROLE`, also for a rung below that may go further
/// than the one above it; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`].
pub async fn save_ladder(kontor: &Kontor, actor: &Actor, ladder: &Ladder) -> Result<(), Error> {
    actor.require(Right::Administer)?;
    actor.require(Right::SeeMargins)?;
    let mut fields = Fields::default();
    let mut above = Decimal::ONE_HUNDRED;
    for role in RUNGS {
        let field = format!("floors.{}", role.code());
        match ladder.floors.get(&role) {
            None => fields.wrong(&field, Problem::Required),
            Some(floor) if *floor < -Decimal::ONE_HUNDRED || *floor > above => {
                fields.wrong(&field, Problem::NotAPercentage);
            }
            Some(floor) => above = *floor,
        }
    }
    fields.done()?;
    let floors = RUNGS.iter().filter_map(|role| ladder.floors.get(role).map(|floor| (*role, *floor)));
    let kept = Ladder { floors: floors.collect(), version: 0 };
    let mut change = Change::new(kontor, actor);
    if ladder.version == 0 {
        change.tx.create(record(), LadderRow { version: 1, data: SerdeWrapper(kept) });
    } else {
        let (data, seen) = (change.tx.bind(SerdeWrapper(kept)), change.tx.bind(ladder.version));
        change.tx.guarded(
            record(),
            &format!("data = {data}, version += 1"),
            &format!("version = {seen}"),
            "version",
        );
    }
    change.event(&Subject::new("ladder", "house"), Happened::LadderChanged);
    match change.commit().await {
        Err(kontor_store::StoreError::Exists(_)) => Err(Error::conflict(Problem::ChangedMeanwhile)),
        other => or_changed(other).map(|_| ()),
    }
}
