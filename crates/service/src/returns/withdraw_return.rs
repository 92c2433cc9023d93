//! Takes an announced return back before it has arrived.

use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::returns::{Amounts, ReturnState, ReturnView, WithdrawReturn, order_of};
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

use super::taken::TakenLines;
use super::{ATTEMPTS, goods_return, rows};
use crate::Kontor;
use crate::change::Change;
use crate::fault::Fault as _;

/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Forbidden`] for a colleague's; [`Error::Conflict`] with
/// [`Problem::WrongState`] once it has arrived, with [`Problem::ChangedMeanwhile`].
pub async fn withdraw_return(
    kontor: &Kontor,
    actor: &Actor,
    command: &WithdrawReturn,
) -> Result<ReturnView, Error> {
    for _ in 0..ATTEMPTS {
        let seen = rows::visible(kontor, actor, &command.id).await?;
        if !rows::may_send(actor, seen.data.0.person.as_ref()) {
            return Err(Error::Forbidden);
        }
        let row = rows::in_state(kontor, actor, &command.id, ReturnState::Requested, command.version).await?;
        let (order, data) = (order_of(&command.id).0, &row.data.0);
        let mut taken = TakenLines::read(kontor, &order, data.lines.iter().map(|l| l.position)).await?;
        for line in &data.lines {
            taken.settle(line, &Amounts::default());
        }
        let mut change = Change::new(kontor, actor);
        rows::update(&mut change, &row, ReturnState::Withdrawn, data);
        taken.write(&mut change.tx);
        change.event(&row.subject(), Happened::ReturnWithdrawn { code: row.code() });
        match change.commit().await {
            Ok(_) => return goods_return(kontor, actor, &command.id).await,
            Err(StoreError::Guard(name)) if name == "return" => break,
            Err(StoreError::Guard(_)) => {}
            Err(other) => return Err(other).fault(),
        }
    }
    Err(Error::conflict(Problem::ChangedMeanwhile))
}
