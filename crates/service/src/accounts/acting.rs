//! The table `acting`: for whom somebody acts in a session.

use jiff::SignedDuration;
use kontor_domain::accounts::{Acting, Actor, Caller, Channel, CompanyState, Right, Who};
use kontor_domain::{CompanyId, Error, PersonId, Problem};
use kontor_store::{Datetime, RecordId, SurrealValue, Variables, rid};

use super::resume::HouseRow;
use super::{rows, rules};
use crate::Kontor;
use crate::fault::Fault as _;

/// Nobody acts for a customer for longer than a working day without saying so again.
pub(super) const LONGEST: SignedDuration = SignedDuration::from_hours(12);

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct ActingRow {
    pub person: String,
    pub company: String,
    pub mark: String,
    /// Empty for somebody without an account.
    pub caller: String,
    pub caller_name: String,
    pub channel: String,
    /// The one that was made or found for it.
    pub cart: String,
    pub until: Datetime,
}

/// The key is the one of the session.
pub(super) fn id(session: &str) -> RecordId {
    rid("acting", session)
}

pub(super) async fn row(kontor: &Kontor, session: &str) -> Result<Option<ActingRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", id(session));
    Ok(kontor.store.rows("SELECT * FROM $id", vars).await.fault()?.into_iter().next())
}

/// Who acts, if it still holds: the right, the time, and a customer who is active.
pub(super) fn actor(kontor: &Kontor, own: &Actor, row: ActingRow, customer: HouseRow) -> Option<Actor> {
    let holds = own.has(Right::ActForCustomers)
        && own.person().is_some_and(|person| person.as_str() == row.person)
        && row.until > kontor.clock.stamp()
        && customer.state == CompanyState::Active.code();
    let channel = Channel::parse(&row.channel)?;
    let caller =
        Caller { person: (!row.caller.is_empty()).then_some(PersonId(row.caller)), name: row.caller_name };
    let acting = Acting {
        mark: row.mark,
        company: CompanyId(row.company),
        company_name: customer.name,
        caller,
        channel,
    };
    holds.then(|| as_actor(kontor, own, acting)).flatten()
}

/// One of the dealer's people as acting. Their name says to the customer's people from which house they are.
pub(super) fn as_actor(kontor: &Kontor, own: &Actor, acting: Acting) -> Option<Actor> {
    let person = own.person()?.clone();
    let name = format!("{} ({})", own.name(), kontor.settings.dealer);
    let channel = acting.channel;
    Some(Actor { who: Who::Acting { person, name, acting }, channel, language: own.language })
}

/// May this caller order in this company now? Answers them with the name they have there. Somebody without an account can only
/// ask where the company keeps no rules: limits and approvals are a person's.
///
/// # Errors
/// [`Problem::UnknownCaller`] and [`Problem::CallerNeeded`].
pub(crate) async fn known_caller(
    kontor: &Kontor,
    company: &CompanyId,
    caller: &Caller,
) -> Result<Result<Caller, Problem>, Error> {
    let Some(id) = &caller.person else {
        let free = rules::rules_of(kontor, company).await?.version == 0;
        return Ok(if free { Ok(caller.clone()) } else { Err(Problem::CallerNeeded) });
    };
    let person = rows::by_id(kontor, id).await?.map(|known| known.person());
    Ok(person
        .filter(|p| p.company.as_ref() == Some(company) && p.may(Right::Order) && !p.blocked)
        .map(|p| Caller { person: Some(p.id), name: p.name })
        .ok_or(Problem::UnknownCaller))
}
