//! Asks for an offer (customers) or begins one (the desk), in a case.

use kontor_domain::accounts::Actor;
use kontor_domain::case::CaseCode;
use kontor_domain::events::Happened;
use kontor_domain::quotes::{BeginQuote, MAX_NAME, MAX_WORDS, Payable, QuoteState, Request, Source};
use kontor_domain::{CompanyId, Error, Problem, QuoteId};
use kontor_store::{SerdeWrapper, StoreError};

use super::items::{self, may_begin};
use super::rows::{self, ATTEMPTS, QuoteData, QuoteRow};
use super::{costs, tell};
use crate::accounts::check::Fields;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, accounts, cases, configurations, mail};

const OPERATION: &str = "begin_quote";

/// The same key again answers the same offer.
///
/// # Errors
/// [`Error::Forbidden`] for customers without `Right::Order`, the dealer's people without `Right::ManageQuotes` and who only reads the
/// case; [`Error::Invalid`] with `company`, `source`, `title`, `words`, `wish` or `key`; [`Error::NotFound`] for what the actor does
/// not see.
pub async fn begin_quote(kontor: &Kontor, actor: &Actor, command: &BeginQuote) -> Result<QuoteId, Error> {
    may_begin(actor)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return Ok(QuoteId(before));
    }
    let (company, case) = place(kontor, actor, command).await?;
    let company = accounts::rows::company(kontor, &company).await.map_err(|e| {
        if e == Error::NotFound { Error::invalid("company", Problem::UnknownCustomer) } else { e }
    })?;
    let content = items::of_source(kontor, actor, &company, &command.source).await?;
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    let words = fields.text("words", &command.words, MAX_WORDS);
    let customer = actor.company().is_some();
    if customer && words.is_empty() && command.source == Source::Words {
        fields.wrong("words", Problem::Required);
    }
    let first: String = words.lines().next().unwrap_or_default().chars().take(60).collect();
    let title = [command.title.trim(), &content.title, &first].into_iter().find(|t| !t.is_empty());
    let title = fields.line("title", title.unwrap_or_default(), MAX_NAME);
    if command.wish.is_some_and(|day| day < kontor.clock.local().date()) {
        fields.wrong("wish", Problem::DateInPast);
    }
    fields.done()?;

    let (mut offer, known) = items::offer(&title, content.made);
    offer.payable = Payable::default();
    let now = kontor.clock.local();
    let request = customer.then(|| Request {
        words: words.clone(),
        wish: command.wish,
        at: now,
        who: actor.acting().map_or(actor.name(), |a| &a.caller.name).to_owned(),
        behalf: actor.acting().map(|_| actor.name().to_owned()).unwrap_or_default(),
        channel: actor.channel,
    });
    for _ in 0..ATTEMPTS {
        let (code, new_case) = match &case {
            Some(code) => (code.clone(), false),
            None => (cases::rows::draw(kontor), true),
        };
        let (owner, owner_name) = owner(kontor, actor, (!new_case).then_some(&code)).await?;
        let nth = if new_case { 1 } else { rows::rows_of_case(kontor, &code).await?.len() + 1 };
        let state = if customer { QuoteState::Requested } else { QuoteState::Draft };
        let row = QuoteRow {
            id: format!("{code}-{nth}"),
            seq: kontor.new_id(),
            company: company.id.to_string(),
            reader: if customer { company.id.to_string() } else { String::new() },
            case: code.to_string(),
            owner,
            state: state.code().to_owned(),
            edition: 1,
            version: 1,
            changed: kontor.clock.stamp(),
            data: SerdeWrapper(QuoteData {
                company_name: company.name.clone(),
                owner_name,
                asked: customer.then(|| offer.clone()),
                request: request.clone(),
                photos: Vec::new(),
                next_id: u32::try_from(offer.positions.len()).unwrap_or(u32::MAX) + 1,
                draft: offer.clone(),
                sent: Vec::new(),
                opened: Vec::new(),
                wishes: Vec::new(),
                order: None,
                accepted: None,
                reason: String::new(),
                changed_by: actor.name().to_owned(),
            }),
        };
        let mut change = Change::new(kontor, actor);
        change.once(OPERATION, &command.key, &row.id);
        if new_case {
            cases::rows::begin(kontor, &mut change, &code, &company.id, &title, "");
        }
        rows::create(&mut change, &row);
        costs::keep(&mut change, &row.quote(), 1, &known);
        let number = row.id.clone();
        if customer {
            change.event(&row.subject(), Happened::QuoteRequested { number, title: title.clone() });
            let (to, language) = tell::desk(kontor, &row).await?;
            let head = row.summary(kontor)?;
            let letter =
                mail::QuoteMail { head: &head, who: actor.name(), what: "", words: &words, desk: true };
            change.mail(mail::quote_requested(kontor, &letter, &to, language));
        } else {
            change.event(&row.subject().for_desk(), Happened::QuoteBegun { number, title: title.clone() });
        }
        match change.commit().await {
            Ok(Outcome::Done) => return Ok(row.quote()),
            Ok(Outcome::Before(before)) => return Ok(QuoteId(before)),
            // Another one of the case was begun at this moment, or the drawn code was taken.
            Err(StoreError::Exists(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}

/// For whom, and in which case if there is one already.
async fn place(
    kontor: &Kontor,
    actor: &Actor,
    command: &BeginQuote,
) -> Result<(CompanyId, Option<CaseCode>), Error> {
    let case = match (&command.case, &command.source) {
        (Some(code), _) => Some(code.clone()),
        (None, Source::Configuration { configuration }) => {
            Some(configurations::configuration(kontor, actor, configuration).await?.head.case)
        }
        (None, _) => None,
    };
    if let Some(code) = case {
        let entered = cases::enter(kontor, actor, &code).await?.for_editing()?;
        return Ok((entered.company, Some(code)));
    }
    match actor.company() {
        Some(company) => Ok((company.clone(), None)),
        None => {
            let company = command.company.clone();
            company.map(|c| (c, None)).ok_or_else(|| Error::invalid("company", Problem::Required))
        }
    }
}

/// Who looks after it: whoever of the dealer begins it, or who looks after the case.
async fn owner(kontor: &Kontor, actor: &Actor, case: Option<&CaseCode>) -> Result<(String, String), Error> {
    if actor.company().is_none()
        && let Some(person) = actor.person()
    {
        return Ok((person.to_string(), actor.name().to_owned()));
    }
    let Some(code) = case else { return Ok(Default::default()) };
    let row = cases::enter(kontor, actor, code).await?.row;
    let owner = row.owner().map(|owner| (owner.person.to_string(), owner.name));
    Ok(owner.unwrap_or_default())
}
