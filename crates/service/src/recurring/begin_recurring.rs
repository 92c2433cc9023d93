//! What a recurring order would be made of: an order, an order list or a cart.

use jiff::ToSpan as _;
use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::lists::{LeftOut, ListSource};
use kontor_domain::orders::worth_repeating;
use kontor_domain::recurring::{Every, Plan, RecurringStart};

use super::recurring_order::line;
use crate::carts::priced;
use crate::carts::rows::loose;
use crate::delivery::Way;
use crate::pricing::Terms;
use crate::{Kontor, accounts, lists, orders};

/// Reads only: the lines of the source with today's prices, and what an order had beside them. What is no longer sold comes with
/// what replaces it.
///
/// # Errors
/// [`Error::NotFound`] when the source is not the actor's to see; [`Error::Unauthenticated`], [`Error::Forbidden`] without
/// [`Right::Order`] and for keys, which have nobody behind them.
pub async fn begin_recurring(
    kontor: &Kontor,
    actor: &Actor,
    source: &ListSource,
) -> Result<RecurringStart, Error> {
    let company = actor.require_company(Right::Order)?;
    actor.person().ok_or(Error::Forbidden)?;
    let wanted = lists::lines_of(kontor, actor, source).await?;
    let terms = Terms::of_company(accounts::rows::company(kontor, company).await?);
    let rows = wanted
        .iter()
        .map(|line| loose(kontor, company.as_str(), &line.part, line.quantity, actor.name()))
        .collect();
    let cart = priced(kontor, rows, &terms, None).await?;
    // As it would go out to the first address; what is saved is reckoned with what is chosen.
    let to = terms.company.as_ref().and_then(|c| c.addresses.first()).cloned().unwrap_or_default();
    let way = Way::of(kontor, &terms, &cart, &to, "").await.unwrap_or(Way { freight: None });
    let view = cart.view;
    let instead = lists::replacements(kontor, actor, company, &terms, &view.lines).await?;
    let lines =
        view.lines.into_iter().zip(instead).map(|(now, instead)| line(None, now, Vec::new(), instead));
    let today = kontor.clock.local().date();
    let every = Every::Months { n: 1, day: today.day().unsigned_abs() };
    let plan = Plan { every, from: today.saturating_add(1.month()), until: None, count: None };
    let empty = RecurringStart {
        name: String::new(),
        plan,
        lines: lines.collect(),
        left_out: Vec::new(),
        totals: way.onto(view.totals),
        delivery: String::new(),
        billing: String::new(),
        po_number: String::new(),
        unit: String::new(),
        cost_centre: String::new(),
        service: String::new(),
        completeness: None,
    };
    Ok(match source {
        ListSource::Order { order } => {
            let order = orders::order(kontor, actor, order).await?;
            RecurringStart {
                name: order.case.to_string(),
                left_out: LeftOut::of(&worth_repeating(order.lines)),
                delivery: order.delivery.id,
                billing: order.billing.id,
                po_number: order.po_number,
                unit: order.assignment.unit,
                cost_centre: order.assignment.cost_centre,
                service: order.freight.map(|freight| freight.service).unwrap_or_default(),
                completeness: Some(order.completeness),
                ..empty
            }
        }
        ListSource::List { list } => {
            RecurringStart { name: lists::rows::seen(kontor, actor, list).await?.name, ..empty }
        }
        _ => empty,
    })
}
