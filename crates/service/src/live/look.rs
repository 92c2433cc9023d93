//! What other processes on the same store wrote: one cheap look per second at the newest event of each case that somebody
//! looks at here. The database's own listening is local to one of its nodes (rule 12 of docs/ARCHITECTURE.md).

use std::time::Duration;

use kontor_domain::Error;
use kontor_domain::accounts::Channel;
use kontor_store::{SurrealValue, Variables};
use tokio::time::{MissedTickBehavior, interval};

use super::Happening;
use crate::Kontor;
use crate::change::desk_case;
use crate::fault::Fault as _;

const EVERY: Duration = Duration::from_secs(1);

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct NewestRow {
    seq: String,
    what: String,
    name: String,
    channel: String,
}

/// Looks for ever; only a store that other processes write to needs it.
pub async fn follow(kontor: &Kontor) {
    let mut due = interval(EVERY);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        due.tick().await;
        if let Err(e) = look(kontor).await {
            tracing::debug!("looking for what others wrote: {e}");
        }
    }
}

/// One look at every case that somebody looks at.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn look(kontor: &Kontor) -> Result<(), Error> {
    for case in kontor.live.watched() {
        // The newest of both, so that one of them never hides the other.
        let seen = [newest(kontor, &case, false).await?, newest(kontor, &case, true).await?];
        if let Some(newest) = seen.into_iter().flatten().max_by(|a, b| a.id.cmp(&b.id)) {
            kontor.live.found(&case, newest);
        }
    }
    Ok(())
}

/// The newest event of a case (index `event_by_case`): what everybody in it reads, or what the desk alone does.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn newest(kontor: &Kontor, case: &str, desk: bool) -> Result<Option<Happening>, Error> {
    let mut vars = Variables::new();
    vars.insert("case", if desk { desk_case(case) } else { case.to_owned() });
    let sql = "SELECT seq, what, name, channel FROM event WHERE case = $case ORDER BY seq DESC LIMIT 1";
    let row = kontor.store.rows::<NewestRow>(sql, vars).await.fault()?.into_iter().next();
    Ok(row.map(|row| Happening {
        id: row.seq,
        kind: row.what,
        who: row.name,
        channel: Channel::parse(&row.channel).unwrap_or_default(),
        desk,
    }))
}
