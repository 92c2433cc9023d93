//! One recurring order, with what it would order today.

use kontor_domain::accounts::Actor;
use kontor_domain::carts::CartLineView;
use kontor_domain::events::TimelineEntry;
use kontor_domain::lists::{Changed, changes};
use kontor_domain::recurring::{RecurringLine, RecurringState, RecurringView};
use kontor_domain::{Error, Money, RecurringId};
use kontor_store::Variables;

use super::rows;
use super::today::Today;
use crate::fault::Fault as _;
use crate::pricing::Terms;
use crate::timeline::{COLUMNS, entries};
use crate::{Kontor, accounts, lists};

/// So many of the next days are shown.
const UPCOMING: u32 = 4;

/// # Errors
/// [`Error::NotFound`] also for another company's; [`Error::Unauthenticated`], [`Error::Forbidden`].
pub async fn recurring_order(
    kontor: &Kontor,
    actor: &Actor,
    recurring: &RecurringId,
) -> Result<RecurringView, Error> {
    let row = rows::visible(kontor, actor, recurring).await?;
    let data = row.read()?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let today = Today::of(kontor, &company, &data).await?;
    let terms = Terms::of_company(company.clone());
    let instead = lists::replacements(kontor, actor, &company.id, &terms, &today.lines).await?;
    let lines = data.lines.iter().zip(today.lines).zip(instead).map(|((accepted, now), instead)| {
        let changes = changes((&accepted.part, accepted.net), &now);
        line(Some(accepted.net), now, changes, instead)
    });
    let lines = lines.collect();
    let timeline = timeline(kontor, recurring).await?;
    let head = row.summary(actor, &data);
    let upcoming = match (head.state, head.next) {
        (RecurringState::Ended, _) | (_, None) => Vec::new(),
        (_, Some(next)) => data.plan.days(next, data.done, UPCOMING),
    };
    Ok(RecurringView {
        head,
        plan: data.plan,
        tolerance: data.tolerance,
        remind_days: data.remind_days,
        delivery_address: company.addresses.into_iter().find(|a| a.id == data.delivery),
        delivery: data.delivery,
        billing: data.billing,
        po_number: data.po_number,
        note: data.note,
        unit: data.unit,
        cost_centre: data.cost_centre,
        service: data.service,
        completeness: data.completeness,
        freight: data.freight,
        lines,
        totals: today.totals,
        review: data.review,
        upcoming,
        came: data.came,
        done: data.done,
        timeline,
    })
}

pub(super) fn line(
    accepted: Option<Money>,
    now: CartLineView,
    changes: Vec<Changed>,
    instead: Option<CartLineView>,
) -> RecurringLine {
    RecurringLine {
        part: now.part.clone(),
        number: now.number.clone(),
        quantity: now.quantity,
        accepted,
        now,
        changes,
        instead,
    }
}

async fn timeline(kontor: &Kontor, recurring: &RecurringId) -> Result<Vec<TimelineEntry>, Error> {
    let mut vars = Variables::new();
    vars.insert("subject", format!("recurring:{recurring}"));
    let sql = format!("SELECT {COLUMNS} FROM event WHERE subject = $subject ORDER BY seq");
    Ok(entries(kontor, kontor.store.rows(&sql, vars).await.fault()?))
}
