//! The due list.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::cases::Colleague;
use kontor_domain::follow_ups::{FollowUpFilter, FollowUpList};
use kontor_domain::{Date, Error};

use super::rows::open;
use crate::{Kontor, accounts};

const MOST: usize = 200;
/// Counted as far as a page of any list reaches.
const COUNTED: usize = 26;

/// Open follow-ups by day: the reader's own, everybody's, a customer's, a case's or somebody's. Who is nobody (a program) has none of
/// their own and reads everybody's.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::ManageQuotes`].
pub async fn follow_ups(
    kontor: &Kontor,
    actor: &Actor,
    filter: &FollowUpFilter,
) -> Result<FollowUpList, Error> {
    actor.require(Right::ManageQuotes)?;
    let own = actor.person().filter(|_| filter.is_own());
    let only: Vec<_> = [
        ("case", filter.case.as_ref().map(ToString::to_string)),
        ("company", filter.company.as_ref().map(ToString::to_string)),
        ("owner", filter.owner.as_ref().or(own).map(ToString::to_string)),
    ]
    .into_iter()
    .filter_map(|(column, value)| Some((column, value?)))
    .collect();
    let house = accounts::rows::people(kontor, None).await?;
    Ok(FollowUpList {
        items: open(kontor, &only, filter.until.unwrap_or(Date::MAX), MOST).await?,
        today: kontor.clock.local().date(),
        colleagues: house
            .into_iter()
            .filter(|person| !person.blocked && person.may(Right::ManageQuotes))
            .map(|person| Colleague { person: person.id, name: person.name })
            .collect(),
        me: actor.person().cloned(),
    })
}

/// How many of the reader's own are due today or overdue; counted to 26.
///
/// # Errors
/// As [`follow_ups`].
pub async fn due_count(kontor: &Kontor, actor: &Actor) -> Result<usize, Error> {
    actor.require(Right::ManageQuotes)?;
    let Some(me) = actor.person() else { return Ok(0) };
    let today = kontor.clock.local().date();
    Ok(open(kontor, &[("owner", me.to_string())], today, COUNTED).await?.len())
}
