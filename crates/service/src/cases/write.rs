//! What is said in a case: messages that both sides read, and notes that only the desk does.

use kontor_domain::accounts::Actor;
use kontor_domain::cases::{CaseWords, MAX_WORDS, WriteWords};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Language, PersonId};
use kontor_store::{Datetime, SerdeWrapper, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};

use super::enter;
use super::enter::Entered;
use crate::accounts::check::Fields;
use crate::change::{Change, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, accounts, mail, orders};

/// So many are shown.
const SHOWN: usize = 100;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct WordsData {
    who: String,
    desk: bool,
    text: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct WordsRow {
    seq: String,
    case: String,
    at: Datetime,
    data: SerdeWrapper<WordsData>,
}

const MESSAGE: &str = "case_message";
const NOTE: &str = "case_note";

/// A message; the other side is told by mail.
///
/// # Errors
/// As [`enter`]; [`Error::Forbidden`] for who only reads; [`Error::Invalid`] with `text` or `key`.
pub async fn write_message(kontor: &Kontor, actor: &Actor, command: &WriteWords) -> Result<(), Error> {
    let entered = enter(kontor, actor, &command.case).await?.for_editing()?;
    if answered_before(kontor, actor, MESSAGE, &command.key).await?.is_some() {
        return Ok(());
    }
    let text = text(command)?;
    let mut change = begin(kontor, actor, &entered, command, MESSAGE, &text);
    change.event(&entered.row.subject(), Happened::CaseMessage);
    for (to, language) in others(kontor, &entered).await? {
        let letter = mail::Words {
            code: &entered.code,
            title: &entered.row.title,
            who: actor.name(),
            text: &text,
            // The link leads to the reader's side.
            desk: !entered.desk,
        };
        change.mail(mail::case_message(kontor, &letter, &to, language));
    }
    change.commit().await.fault().map(|_| ())
}

/// A note of the desk. Its event stands where only the desk reads, and says nothing of its words.
///
/// # Errors
/// As [`write_message`]; [`Error::Forbidden`] for customers.
pub async fn write_note(kontor: &Kontor, actor: &Actor, command: &WriteWords) -> Result<(), Error> {
    let entered = enter(kontor, actor, &command.case).await?.for_editing()?;
    if !entered.desk {
        return Err(Error::Forbidden);
    }
    if answered_before(kontor, actor, NOTE, &command.key).await?.is_some() {
        return Ok(());
    }
    let text = text(command)?;
    let mut change = begin(kontor, actor, &entered, command, NOTE, &text);
    change.event(&entered.row.subject().for_desk(), Happened::CaseNote);
    change.commit().await.fault().map(|_| ())
}

fn text(command: &WriteWords) -> Result<String, Error> {
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    let text = fields.text("text", &command.text, MAX_WORDS);
    if text.is_empty() {
        fields.wrong("text", kontor_domain::Problem::Required);
    }
    fields.done()?;
    Ok(text)
}

fn begin<'a>(
    kontor: &'a Kontor,
    actor: &'a Actor,
    entered: &Entered,
    command: &WriteWords,
    table: &str,
    text: &str,
) -> Change<'a> {
    let seq = kontor.new_id();
    let mut change = Change::new(kontor, actor);
    change.once(table, &command.key, &seq);
    let data = WordsData { who: actor.name().to_owned(), desk: entered.desk, text: text.to_owned() };
    let row = WordsRow {
        seq: seq.clone(),
        case: entered.code.to_string(),
        at: change.stamp(),
        data: SerdeWrapper(data),
    };
    change.tx.create(rid(table, seq), row);
    change
}

/// Who of the other side is told: those who take part, else who began it, else the dealer's address.
pub(crate) async fn others(kontor: &Kontor, entered: &Entered) -> Result<Vec<(String, Language)>, Error> {
    let row = &entered.row;
    let mut told: Vec<PersonId> =
        row.data.0.people.iter().filter(|p| p.desk != entered.desk).map(|p| p.person.clone()).collect();
    let company = row.company();
    if entered.desk {
        if told.is_empty() {
            told.extend(row.data.0.maker.clone());
        }
        if told.is_empty() && !row.order.is_empty() {
            let orders = orders::rows::by_ids(kontor, vec![rid("order", row.order.clone())]).await?;
            for order in orders {
                told.extend(order.read()?.person);
            }
        }
    } else if !row.owner.is_empty() {
        told.push(PersonId(row.owner.clone()));
    }
    // Whoever has left meanwhile hears nothing more.
    let house = entered.desk.then_some(&company);
    let people = accounts::rows::people(kontor, house).await?;
    let mails: Vec<_> = people
        .into_iter()
        .filter(|person| person.active && !person.blocked && told.contains(&person.id))
        .map(|person| (person.email, person.language))
        .collect();
    if mails.is_empty() && !entered.desk {
        return Ok(vec![(kontor.settings.dealer_email.clone(), Language::De)]);
    }
    Ok(mails)
}

/// The latest messages, oldest first.
pub(super) async fn messages(kontor: &Kontor, entered: &Entered) -> Result<Vec<CaseWords>, Error> {
    latest(kontor, entered, MESSAGE).await
}

/// The latest notes; nobody but the desk has any.
pub(super) async fn notes(kontor: &Kontor, entered: &Entered) -> Result<Vec<CaseWords>, Error> {
    if entered.desk { latest(kontor, entered, NOTE).await } else { Ok(Vec::new()) }
}

async fn latest(kontor: &Kontor, entered: &Entered, table: &str) -> Result<Vec<CaseWords>, Error> {
    let mut vars = Variables::new();
    vars.insert("case", entered.code.to_string());
    let sql =
        format!("SELECT seq, case, at, data FROM {table} WHERE case = $case ORDER BY seq DESC LIMIT {SHOWN}");
    let rows: Vec<WordsRow> = kontor.store.rows(&sql, vars).await.fault()?;
    let words = |row: WordsRow| CaseWords {
        id: row.seq,
        at: kontor.clock.local_of(&row.at),
        who: row.data.0.who,
        desk: row.data.0.desk,
        text: row.data.0.text,
    };
    Ok(rows.into_iter().rev().map(words).collect())
}
