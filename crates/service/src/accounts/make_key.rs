//! Keys for programs.

use kontor_domain::accounts::{Actor, CompanyState, MadeKey, MakeKey, Right, Who};
use kontor_domain::events::Happened;
use kontor_domain::{CompanyId, Error, Problem};
use kontor_store::{Datetime, SurrealValue, rid};

use super::check::Fields;
use super::rows::{self, fingerprint};
use crate::Kontor;
use crate::change::{Change, Outcome, Subject};
use crate::fault::Fault as _;

/// What every key begins with, so that people and secret scanners recognise it.
pub(super) const PREFIX: &str = "kontor_";

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct KeyRow {
    name: String,
    company: String,
    rights: Vec<String>,
    created: Datetime,
}

/// Makes a key: of the own company by its admins, of a customer or of the dealer's own systems by the dealer's
/// administration. It may do at most what its maker may; the dealer may give a customer's key the customer's rights.
/// Keys cannot make keys, and none can approve orders: that is for a person to answer for.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`] for a company that is not there or not the own one; [`Error::Invalid`] with
/// `name` or `rights`; [`Error::Conflict`] with [`Problem::AlreadyDone`] when the same command comes again: the secret is
/// not kept, so it cannot be told twice.
pub async fn make_key(kontor: &Kontor, actor: &Actor, command: &MakeKey) -> Result<MadeKey, Error> {
    authorise(actor, command.company.as_ref())?;
    let mut fields = Fields::default();
    let name = fields.line("name", &command.name, 60);
    let mut rights: Vec<Right> = Vec::new();
    for right in &command.rights {
        if !rights.contains(right) {
            rights.push(*right);
        }
    }
    // The dealer's people have no customer's rights of their own, yet they set up customers.
    let giver = actor.company().is_none() && command.company.is_some();
    if rights.is_empty() {
        fields.wrong("rights", Problem::Required);
    } else if rights.iter().any(|r| {
        *r == Right::Approve || r.of_customer() != command.company.is_some() || !(giver || actor.has(*r))
    }) {
        fields.wrong("rights", Problem::NotACode);
    }
    fields.done()?;
    if let Some(company) = &command.company
        && rows::company(kontor, company).await?.state != CompanyState::Active
    {
        return Err(Error::invalid("company", Problem::WrongState));
    }
    let secret = format!("{PREFIX}{}", kontor.ids.secret());
    let id = fingerprint(&secret);
    let mut change = Change::new(kontor, actor);
    change.once("make_key", &command.key, &id);
    change.tx.create(
        rid("api_key", id.clone()),
        KeyRow {
            name: name.clone(),
            company: command.company.as_ref().map(ToString::to_string).unwrap_or_default(),
            rights: rights.iter().map(|r| r.code().to_owned()).collect(),
            created: kontor.clock.stamp(),
        },
    );
    change.event(&subject(&id, command.company.as_ref()), Happened::KeyMade { name });
    match change.commit().await.fault()? {
        Outcome::Done => Ok(MadeKey { id, secret }),
        Outcome::Before(_) => Err(Error::conflict(Problem::AlreadyDone)),
    }
}

/// Who may deal with the keys of this company (or of the dealer).
pub(super) fn authorise(actor: &Actor, company: Option<&CompanyId>) -> Result<(), Error> {
    if matches!(actor.who, Who::Key { .. }) {
        return Err(Error::Forbidden);
    }
    match (actor.company(), company) {
        (Some(own), Some(company)) => {
            actor.require(Right::ManageCompany)?;
            if own == company { Ok(()) } else { Err(Error::NotFound) }
        }
        (Some(_), None) => Err(Error::Forbidden),
        (None, _) => actor.require(Right::Administer),
    }
}

pub(super) fn subject(key: &str, company: Option<&CompanyId>) -> Subject {
    let subject = Subject::new("api_key", key);
    match company {
        Some(company) => subject.of(company),
        None => subject,
    }
}
