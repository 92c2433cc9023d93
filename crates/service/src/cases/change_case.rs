//! Changes a case itself: its title, who takes part, who looks after it, whether it is confidential.

use kontor_domain::accounts::Actor;
use kontor_domain::cases::{CaseRight, CaseStep, ChangeCase, MAX_PEOPLE, MAX_TITLE, Participant};
use kontor_domain::events::Happened;
use kontor_domain::{Error, PersonId, Problem};
use kontor_store::SerdeWrapper;

use super::enter;
use super::enter::Entered;
use super::rows::{ARCHIVED, OPEN, may_take_part, record};
use crate::accounts::check::Fields;
use crate::change::Change;
use crate::{Kontor, accounts, mail, orders};

/// # Errors
/// As [`enter`]; [`Error::Forbidden`] for who may not; [`Error::Invalid`] with `title` or `person`; [`Error::Conflict`] with
/// [`Problem::ChangedMeanwhile`], with [`Problem::LastInCase`] when nobody of a confidential case's side could decide any more.
pub async fn change_case(kontor: &Kontor, actor: &Actor, command: &ChangeCase) -> Result<(), Error> {
    let mut entered = enter(kontor, actor, &command.case).await?;
    if entered.row.version != command.version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let leaves = matches!(&command.step, CaseStep::Remove { person } if actor.person() == Some(person));
    if !entered.may_edit && !leaves {
        return Err(Error::Forbidden);
    }
    let (what, told) = step(kontor, actor, &mut entered, &command.step).await?;
    let row = &entered.row;
    let mut change = Change::new(kontor, actor);
    let tx = &mut change.tx;
    let (title, shelf, owner) =
        (tx.bind(row.title.clone()), tx.bind(row.shelf.clone()), tx.bind(row.owner.clone()));
    let (confidential, data) = (tx.bind(row.confidential), tx.bind(SerdeWrapper(row.data.0.clone())));
    let version = tx.bind(row.version);
    tx.guarded(
        record(&entered.code),
        &format!(
            "title = {title}, shelf = {shelf}, owner = {owner}, confidential = {confidential}, data = {data}, \
             version += 1"
        ),
        &format!("version = {version}"),
        "version",
    );
    change.event(&row.subject(), what);
    if let Some(person) = told.filter(|person| actor.person() != Some(person))
        && let Some((to, language)) = accounts::rows::email(kontor, &person).await?
    {
        let words = mail::Words {
            code: &entered.code,
            title: &row.title,
            who: actor.name(),
            text: "",
            desk: entered.desk,
        };
        change.mail(mail::case_joined(kontor, &words, &to, language));
    }
    orders::rows::or_changed(change.commit().await).map(|_| ())
}

/// Changes the row that was read; answers what happened and who is told that they take part now.
async fn step(
    kontor: &Kontor,
    actor: &Actor,
    entered: &mut Entered,
    step: &CaseStep,
) -> Result<(Happened, Option<PersonId>), Error> {
    let manages = entered.may_manage();
    let may_hide = super::case::may_hide(actor, entered);
    let (desk, row) = (entered.desk, &mut entered.row);
    let people = &mut row.data.0.people;
    Ok(match step {
        CaseStep::Title { title } => {
            let mut fields = Fields::default();
            row.title = fields.line("title", title, MAX_TITLE);
            fields.done()?;
            (Happened::CaseTitled { title: row.title.clone() }, None)
        }
        CaseStep::Archive { on } => {
            if *on { ARCHIVED } else { OPEN }.clone_into(&mut row.shelf);
            (if *on { Happened::CaseArchived } else { Happened::CaseRestored }, None)
        }
        CaseStep::Confidential { on } => {
            let Some(me) = actor.person().filter(|_| may_hide) else { return Err(Error::Forbidden) };
            row.confidential = *on;
            // Whoever hides it is never outside.
            if *on {
                people.retain(|p| p.person != *me);
                let right = CaseRight::Decide;
                people.push(Participant { person: me.clone(), name: actor.name().into(), right, desk });
            }
            (if *on { Happened::CaseHidden } else { Happened::CaseOpened }, None)
        }
        CaseStep::Put { person, right } => {
            if !manages {
                return Err(Error::Forbidden);
            }
            let name = colleague(kontor, actor, person).await?;
            let new = people.iter().all(|p| p.person != *person);
            if new && people.len() >= MAX_PEOPLE {
                return Err(Error::invalid("person", Problem::TooMuch));
            }
            people.retain(|p| p.person != *person);
            people.push(Participant { person: person.clone(), name: name.clone(), right: *right, desk });
            somebody_decides(row)?;
            (Happened::CaseJoined { name, right: *right }, new.then(|| person.clone()))
        }
        CaseStep::Remove { person } => {
            let who = people.iter().find(|p| p.person == *person && p.desk == desk);
            let name = who.ok_or(Error::NotFound)?.name.clone();
            if !manages && actor.person() != Some(person) {
                return Err(Error::Forbidden);
            }
            people.retain(|p| p.person != *person);
            somebody_decides(row)?;
            (Happened::CaseLeft { name }, None)
        }
        CaseStep::Owner { person } => {
            if !desk {
                return Err(Error::Forbidden);
            }
            let name = colleague(kontor, actor, person).await?;
            row.owner = person.to_string();
            row.data.0.owner_name.clone_from(&name);
            (Happened::CaseOwned { name }, Some(person.clone()))
        }
    })
}

/// Nobody is left to let others in when the last one who decides goes from a confidential case.
fn somebody_decides(row: &super::rows::CaseRow) -> Result<(), Error> {
    let decides = row.data.0.people.iter().any(|p| !p.desk && p.right == CaseRight::Decide);
    if row.confidential && !decides { Err(Error::conflict(Problem::LastInCase)) } else { Ok(()) }
}

/// Somebody of the actor's own house who may take part: nobody lets in people of the other side.
async fn colleague(kontor: &Kontor, actor: &Actor, person: &PersonId) -> Result<String, Error> {
    let house = accounts::rows::people(kontor, actor.company()).await?;
    let found = house.into_iter().find(|p| p.id == *person && may_take_part(p));
    found.map(|p| p.name).ok_or_else(|| Error::invalid("person", Problem::Required))
}
