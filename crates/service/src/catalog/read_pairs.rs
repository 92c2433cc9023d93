//! Reads a list of own numbers as it was pasted or uploaded.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::quick::SkippedLine;
use kontor_domain::catalog::own::{SetOwnNumber, WrongPair};
use kontor_exchange::list;

use crate::carts::{ListSource, blocking};

/// What the list says, with the line of each entry; and what cannot be read of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PairList {
    pub numbers: Vec<SetOwnNumber>,
    /// The line of each of `numbers`.
    pub lines: Vec<u32>,
    pub wrong: Vec<WrongPair>,
    pub skipped: Vec<SkippedLine>,
}

/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCompany`]; [`Error::Invalid`] on field `list`: too large, too long, or no list
/// at all.
pub async fn read_pairs(actor: &Actor, source: ListSource) -> Result<PairList, Error> {
    actor.require_company(Right::ManageCompany)?;
    let pairs = blocking(move || match source {
        ListSource::Text(text) => list::pairs_from_text(&text),
        ListSource::File(bytes) => list::pairs_from_file(&bytes),
    })
    .await?;
    let mut read = PairList { skipped: pairs.skipped, ..PairList::default() };
    for row in pairs.rows {
        match row.problem {
            Some(problem) => {
                read.wrong.push(WrongPair { line: row.line, number: row.own, part: row.part, problem });
            }
            None => {
                read.numbers.push(SetOwnNumber { number: row.own, part: row.part });
                read.lines.push(row.line);
            }
        }
    }
    Ok(read)
}
