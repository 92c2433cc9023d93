//! The desk answers without a price.

use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::pricing::{DeclinePrice, MAX_NOTE, PriceRequest, RequestState};

use super::answer_price::tell;
use super::price_request;
use super::request_rows::{self as rows, RequestData};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::accounts::rows::or_changed;
use crate::change::Change;

/// # Errors
/// As [`super::answer_price()`]; [`Error::Invalid`] with `reason`, which the customer reads.
pub async fn decline_price(
    kontor: &Kontor,
    actor: &Actor,
    command: &DeclinePrice,
) -> Result<PriceRequest, Error> {
    let row = rows::open(kontor, actor, Right::ManageCustomers, &command.id, command.version).await?;
    let mut fields = Fields::default();
    let reason = fields.line("reason", &command.reason, MAX_NOTE);
    fields.done()?;
    let data = RequestData {
        answered_at: Some(kontor.clock.local()),
        answered_by: actor.name().to_owned(),
        words: reason.clone(),
        ..row.data.0.clone()
    };
    let mut change = Change::new(kontor, actor);
    rows::answer(&mut change, &row, RequestState::Declined, &data);
    change.event(&row.subject(), Happened::PriceDeclined { number: data.number.clone(), reason });
    tell(kontor, &mut change, row, RequestState::Declined, data)?;
    or_changed(change.commit().await)?;
    price_request(kontor, actor, &command.id).await
}
