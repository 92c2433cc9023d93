//! A customer asks what a part costs.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::pricing::{AskPrice, MAX_NOTE, PriceRequest, RequestState};
use kontor_domain::{Error, PriceRequestId, Problem};
use kontor_store::SerdeWrapper;

use super::request_rows::{self as rows, RequestData, RequestRow};
use super::{Terms, price_request};
use crate::accounts::check::Fields;
use crate::catalog::hits;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::{Kontor, accounts, mail};

const OPERATION: &str = "ask_price";

/// The same key again answers the same request.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Order`]; [`Error::NotFound`] for an unknown part;
/// [`Error::Invalid`] with `quantity`, `wish`, `note` or `key`, on `part` for what is not sold at all or has a price already.
pub async fn ask_price(kontor: &Kontor, actor: &Actor, command: &AskPrice) -> Result<PriceRequest, Error> {
    let company = actor.require_company(Right::Order)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return price_request(kontor, actor, &PriceRequestId(before)).await;
    }
    let terms = Terms::of(kontor, actor).await?;
    let loaded = hits::load(kontor, std::slice::from_ref(&command.part), &terms).await?;
    let l = loaded.get(&command.part).ok_or(Error::NotFound)?;
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    if !l.part.code.priced() {
        fields.wrong("part", Problem::NotSold);
    } else if l.price(kontor, &terms, command.quantity).is_some() {
        fields.wrong("part", Problem::HasPrice);
    }
    if let Err(problem) = command.quantity.check(l.part.minimum, l.part.step) {
        fields.wrong("quantity", problem);
    }
    if command.wish.is_some_and(|day| day < kontor.clock.local().date()) {
        fields.wrong("wish", Problem::DateInPast);
    }
    let note = fields.text("note", &command.note, MAX_NOTE);
    fields.done()?;
    let (email, language) = match actor.requester() {
        Some(person) => accounts::rows::email(kontor, person).await?,
        None => None,
    }
    .unwrap_or((String::new(), actor.language));
    let id = kontor.new_id();
    let row = RequestRow {
        id: id.clone(),
        seq: id.clone(),
        company: company.to_string(),
        part: command.part.to_string(),
        state: RequestState::Open.code().to_owned(),
        asked_at: kontor.clock.stamp(),
        version: 1,
        data: SerdeWrapper(RequestData {
            company_name: terms.company.as_ref().map(|c| c.name.clone()).unwrap_or_default(),
            company_number: terms.company.as_ref().map(|c| c.number.clone()).unwrap_or_default(),
            number: l.part.number.to_string(),
            name: l.part.name.clone(),
            unit: l.part.unit,
            quantity: command.quantity,
            wish: command.wish,
            note,
            asked_by: actor.acting().map_or(actor.name(), |a| &a.caller.name).to_owned(),
            person: actor.requester().cloned(),
            email,
            language,
            answered_at: None,
            answered_by: String::new(),
            offer: None,
            words: String::new(),
        }),
    };
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, &id);
    rows::create(&mut change, &row);
    change.event(
        &row.subject(),
        Happened::PriceAsked { number: row.data.0.number.clone(), quantity: command.quantity },
    );
    change.mail(mail::dealer_price_request(kontor, &row.view(kontor)?));
    match change.commit().await.fault()? {
        Outcome::Done => price_request(kontor, actor, &PriceRequestId(id)).await,
        Outcome::Before(before) => price_request(kontor, actor, &PriceRequestId(before)).await,
    }
}
