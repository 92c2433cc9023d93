//! The desk answers with a price, which is the customer's own from then on.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::pricing::{
    AnswerPrice, Answers, ListKind, MAX_NOTE, PriceEntry, PriceOffer, PriceRequest, RequestState,
};
use kontor_domain::{Decimal, Error, Money, PartKey, PriceListId, PriceRequestId, Problem, Quantity};
use kontor_store::SerdeWrapper;

use super::price_request;
use super::request_rows::{self as rows, RequestData, RequestRow};
use super::rows::{PriceData, id};
use crate::accounts::check::Fields;
use crate::accounts::rows as companies;
use crate::change::Change;
use crate::{Kontor, mail};

/// The price is added to the customer's own list, beside what stands there: what was promised before holds to its last day,
/// and the lowest wins. A customer without an own list gets one.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::ManageCustomers`]; [`Error::NotFound`]; [`Error::Invalid`]
/// with `net`, `from`, `until` or `words`; [`Error::Conflict`] with [`Problem::AlreadyDone`] when it was answered, with
/// [`Problem::ChangedMeanwhile`].
pub async fn answer_price(
    kontor: &Kontor,
    actor: &Actor,
    command: &AnswerPrice,
) -> Result<PriceRequest, Error> {
    let row = rows::open(kontor, actor, Right::ManageCustomers, &command.id, command.version).await?;
    let mut fields = Fields::default();
    if command.net <= Decimal::ZERO {
        fields.wrong("net", Problem::NotPositive);
    } else if command.net > Quantity::MAX.0 {
        fields.wrong("net", Problem::TooMuch);
    } else if command.net.normalize().scale() > 4 {
        fields.wrong("net", Problem::NotANumber);
    }
    if command.from <= Quantity::ZERO {
        fields.wrong("from", Problem::NotPositive);
    }
    if command.until.is_some_and(|day| day < kontor.clock.local().date()) {
        fields.wrong("until", Problem::DateInPast);
    }
    let words = fields.text("words", &command.words, MAX_NOTE);
    fields.done()?;
    let mut company = companies::company_row(kontor, &row.company()).await?;
    let mut change = Change::new(kontor, actor);
    let list = match company.data.0.company.price_list.clone() {
        Some(list) => list,
        None => {
            let list = PriceListId::new(format!("own-{}", row.company));
            company.data.0.company.price_list = Some(list.clone());
            companies::update_company(&mut change, company.data.0, company.version);
            list
        }
    };
    let net = Money::eur(command.net.normalize());
    let offer = PriceOffer { net, from: command.from, until: command.until };
    add(kontor, &mut change, &list, &row, offer);
    let data = RequestData {
        offer: Some(offer),
        answered_at: Some(kontor.clock.local()),
        answered_by: actor.name().to_owned(),
        words,
        ..row.data.0.clone()
    };
    rows::answer(&mut change, &row, RequestState::Answered, &data);
    let number = data.number.clone();
    change.event(&row.subject(), Happened::PriceAnswered { number, net, until: command.until });
    tell(kontor, &mut change, row, RequestState::Answered, data)?;
    companies::or_changed(change.commit().await)?;
    price_request(kontor, actor, &command.id).await
}

fn add(kontor: &Kontor, change: &mut Change<'_>, list: &PriceListId, row: &RequestRow, offer: PriceOffer) {
    let asked = kontor.clock.local_of(&row.asked_at).date();
    let entry = PriceEntry {
        valid_until: offer.until,
        answers: Some(Answers { request: PriceRequestId::new(&row.id), asked }),
        ..PriceEntry::of(ListKind::Customer, offer.from, offer.net.amount)
    };
    let part = PartKey(row.part.clone());
    let tx = &mut change.tx;
    let (record, list) = (tx.bind(id(list.as_str(), &part)), tx.bind(list.to_string()));
    let (part, new) = (tx.bind(part.to_string()), tx.bind(SerdeWrapper(PriceData { entries: vec![entry] })));
    tx.push(format!(
        "UPSERT {record} SET list = {list}, part = {part}, \
         data = {{ entries: array::concat(data.entries ?? [], {new}.entries) }} RETURN NONE"
    ));
}

/// The answer by mail, to the person who asked.
pub(super) fn tell(
    kontor: &Kontor,
    change: &mut Change<'_>,
    row: RequestRow,
    state: RequestState,
    data: RequestData,
) -> Result<(), Error> {
    let (to, language) = (data.email.clone(), data.language);
    if !to.is_empty() {
        let answered = RequestRow { state: state.code().to_owned(), data: SerdeWrapper(data), ..row };
        change.mail(mail::price_answered(kontor, &answered.view(kontor)?, &to, language));
    }
    Ok(())
}
