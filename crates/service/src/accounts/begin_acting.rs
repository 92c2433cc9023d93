//! Begins to act for a customer.

use kontor_domain::accounts::{
    Acting, Actor, BeginActing, Caller, Channel, CompanyState, Hats, MAX_CALLER, Right,
};
use kontor_domain::events::Happened;
use kontor_domain::{Error, Problem};

use super::acting::{self, ActingRow, LONGEST};
use super::check::Fields;
use super::rows::{self, fingerprint};
use crate::Kontor;
use crate::carts;
use crate::change::{Change, Outcome, Subject, answered_before};

/// From now on this session's pages of the shop are the customer's, as `actor` sees them; the desk stays what it was. Whoever
/// acted for somebody else in this session stops doing so: pages of before do nothing any more. Answers the mark of it.
///
/// There is a cart for it, which the customer's people can look at: what lies in theirs is never ordered along.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ActForCustomers`] and for who is nobody's session; [`Error::NotFound`];
/// [`Error::Conflict`] with [`Problem::CustomerInactive`] or [`Problem::TooManyCarts`]; [`Error::Invalid`] with `caller`, `name`
/// or `channel`.
pub async fn begin_acting(
    kontor: &Kontor,
    actor: &Actor,
    secret: &str,
    command: &BeginActing,
) -> Result<String, Error> {
    const OPERATION: &str = "begin_acting";
    actor.require(Right::ActForCustomers)?;
    let person = actor.person().ok_or(Error::Forbidden)?.clone();
    // What is written belongs to this session: it must be the actor's.
    let session = super::resume_hats(kontor, secret, actor.language).await?;
    if session.is_none_or(|Hats { own, .. }| own.person() != Some(&person)) {
        return Err(Error::Forbidden);
    }
    if let Some(mark) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return Ok(mark);
    }
    let company = rows::company(kontor, &command.company).await?;
    if company.state != CompanyState::Active {
        return Err(Error::conflict(Problem::CustomerInactive));
    }
    let caller = check(kontor, command).await?;
    let acting = Acting {
        mark: kontor.new_id(),
        company: company.id.clone(),
        company_name: company.name,
        caller,
        channel: command.channel,
    };
    let mark = acting.mark.clone();
    let hat = acting::as_actor(kontor, actor, acting.clone()).ok_or(Error::Forbidden)?;
    let mut change = Change::new(kontor, &hat);
    change.once_for(actor, OPERATION, &command.key, &mark);
    let cart = carts::desk_cart(kontor, &hat, &mut change, &acting).await?;
    change.tx.upsert(
        acting::id(&fingerprint(secret)),
        ActingRow {
            person: person.to_string(),
            company: acting.company.to_string(),
            mark: mark.clone(),
            caller: acting.caller.person.as_ref().map(ToString::to_string).unwrap_or_default(),
            caller_name: acting.caller.name.clone(),
            channel: acting.channel.code().to_owned(),
            cart: cart.to_string(),
            until: kontor.clock.stamp_in(LONGEST),
        },
    );
    let subject = Subject::new("company", company.id.as_str()).of(&company.id);
    change.event(&subject, Happened::ActingBegun { caller: acting.caller.name });
    match carts::commit(change).await? {
        Outcome::Done => Ok(mark),
        Outcome::Before(before) => Ok(before),
    }
}

async fn check(kontor: &Kontor, command: &BeginActing) -> Result<Caller, Error> {
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    if !Channel::OF_ACTING.contains(&command.channel) {
        fields.wrong("channel", Problem::NotACode);
    }
    let caller = match &command.caller.person {
        Some(_) => command.caller.clone(),
        None => Caller { person: None, name: fields.line("name", &command.caller.name, MAX_CALLER) },
    };
    fields.done()?;
    let field = if caller.person.is_some() { "caller" } else { "name" };
    acting::known_caller(kontor, &command.company, &caller)
        .await?
        .map_err(|problem| Error::invalid(field, problem))
}
