//! Metal notations: reporting them, and what was reported last.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::pricing::{Metal, Notation};
use kontor_domain::{Date, Decimal, Error, FieldError, Problem};
use kontor_store::{SurrealValue, Variables, rid};

use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::{Fault as _, internal};

/// Most that are reported at once: a year of every metal.
const MAX: usize = 1_000;
/// So many of each metal are kept in memory and shown: enough for a desk to see the way they went.
const RECENT: usize = 40;

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NotationRow {
    metal: String,
    day: String,
    rate: Decimal,
}

/// Writes notations, all or nothing. Another one for the same metal and day takes the place of the first: a typing error is
/// put right so. Orders keep the one they were placed with.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`]; [`Error::Invalid`] on `notations` when there are too many, and on
/// `notations[N].rate` or `notations[N].day`.
pub async fn set_notations(kontor: &Kontor, actor: &Actor, notations: &[Notation]) -> Result<(), Error> {
    actor.require(Right::ManageCatalog)?;
    if notations.len() > MAX {
        return Err(Error::invalid("notations", Problem::TooMuch));
    }
    let today = kontor.clock.local().date();
    let mut fields = Vec::new();
    for (i, n) in notations.iter().enumerate() {
        let mut wrong = |field: &str, problem| {
            fields.push(FieldError { field: format!("notations[{i}].{field}"), problem });
        };
        if n.rate <= Decimal::ZERO {
            wrong("rate", Problem::NotPositive);
        } else if n.rate > Decimal::from(1_000_000) {
            wrong("rate", Problem::TooMuch);
        } else if n.rate.normalize().scale() > 4 {
            wrong("rate", Problem::NotANumber);
        }
        // Nobody knows what the exchange will note.
        if n.day > today {
            wrong("day", Problem::NotADate);
        }
    }
    if !fields.is_empty() {
        return Err(Error::Invalid { fields });
    }
    let mut change = Change::new(kontor, actor);
    for n in notations {
        let key = format!("{}|{}", n.metal.code(), n.day);
        let row = NotationRow { metal: n.metal.code().into(), day: n.day.to_string(), rate: n.rate };
        change.tx.upsert(rid("notation", key), row);
        change.event(
            &Subject::new("notation", n.metal.code()),
            Happened::NotationSet { metal: n.metal, day: n.day, rate: n.rate },
        );
    }
    let written = change.commit().await;
    // Also when it is not known whether it was written.
    kontor.notations.forget();
    written.fault()?;
    Ok(())
}

/// The latest notations of every metal, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCatalog`].
pub async fn notations(kontor: &Kontor, actor: &Actor) -> Result<Vec<Notation>, Error> {
    actor.require(Right::ManageCatalog)?;
    Ok(kontor.notations().await?.to_vec())
}

/// Reads the latest ones (index `notation_by_metal`); `Kontor::notations` keeps them in memory.
pub(crate) async fn read(kontor: &Kontor) -> Result<Vec<Notation>, Error> {
    let mut found = Vec::new();
    for metal in Metal::ALL {
        let mut vars = Variables::new();
        vars.insert("metal", metal.code().to_owned());
        let sql = format!(
            "SELECT metal, day, rate FROM notation WHERE metal = $metal ORDER BY day DESC LIMIT {RECENT}"
        );
        let rows: Vec<NotationRow> = kontor.store.rows(&sql, vars).await.fault()?;
        for row in rows {
            let day: Date = row.day.parse().map_err(|e: jiff::Error| internal(&e))?;
            found.push(Notation { metal, day, rate: row.rate });
        }
    }
    Ok(found)
}
