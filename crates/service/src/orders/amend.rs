//! Changing the lines of a placed order: sums, budget, stock, ledger and money follow in the same transaction.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::orders::{OrderLine, OrderState, OrderView, state_after};
use kontor_domain::pricing::Totals;
use kontor_domain::stock::Allocation;
use kontor_domain::{CompanyId, Error, IdempotencyKey, OrderId, PartKey, Problem, Quantity};

use super::credit::{self, Cover};
use super::rows::{self, OrderData, OrderRow, advance, subject};
use super::ruling::Ruling;
use super::{budget, promise};
use crate::catalog::hits;
use crate::change::{Change, answered_before};
use crate::outbox::Job;
use crate::pricing::Terms;
use crate::{Kontor, accounts, lists, mail, payments, stock};

/// An order read for changing its lines; `data` is what it becomes.
pub(super) struct Amendment {
    pub row: OrderRow,
    pub before: OrderData,
    pub data: OrderData,
    /// What is let go of.
    pub freed: Vec<(PartKey, Allocation)>,
    /// What is taken.
    pub taken: Vec<(PartKey, Allocation)>,
    /// What the company's rules say when it becomes dearer; nothing when it does not.
    pub ruling: Option<Ruling>,
    /// What the company's credit is measured by when it becomes dearer.
    pub cover: Cover,
}

/// Reads an order that somebody wants to change: the customer with [`Right::Order`], or the desk with
/// [`Right::ConfirmOrders`] for them.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`]; [`Error::Conflict`] with [`Problem::ChangedMeanwhile`] for an old version.
pub(super) async fn read(
    kontor: &Kontor,
    actor: &Actor,
    order: &OrderId,
    version: i64,
) -> Result<Amendment, Error> {
    let row = rows::visible(kontor, actor, order).await?;
    actor.require(if actor.company().is_some() { Right::Order } else { Right::ConfirmOrders })?;
    if row.version != version {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let before = row.read()?;
    Ok(Amendment {
        row,
        data: before.clone(),
        before,
        freed: Vec::new(),
        taken: Vec::new(),
        ruling: None,
        // What takes the place of a late part was offered by the desk: it may pass the limit.
        cover: Cover::Debt,
    })
}

/// What a change came to; when it could not be made because this very change had been made before (a repetition, the other
/// half of a double click), the order as it is now.
///
/// # Errors
/// Those of `result`.
pub(super) async fn or_before(
    kontor: &Kontor,
    actor: &Actor,
    (operation, key): (&str, &IdempotencyKey),
    order: &OrderId,
    result: Result<OrderView, Error>,
) -> Result<OrderView, Error> {
    match result {
        Err(Error::Conflict { problem }) => match answered_before(kontor, actor, operation, key).await? {
            Some(_) => super::order(kontor, actor, order).await,
            None => Err(Error::conflict(problem)),
        },
        other => other,
    }
}

impl Amendment {
    /// The line at a position, of which something is still open.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; [`Error::Conflict`] with [`Problem::NothingToChoose`].
    pub(super) fn open_line(&mut self, position: u32) -> Result<&mut OrderLine, Error> {
        let line = self.data.lines.iter_mut().find(|l| l.position == position).ok_or(Error::NotFound)?;
        if line.open() == Quantity::ZERO { Err(Error::conflict(Problem::NothingToChoose)) } else { Ok(line) }
    }

    /// Takes some of a line off; all that is open when no quantity is given. Answers how much that was.
    ///
    /// # Errors
    /// As [`Amendment::open_line`]; [`Error::Invalid`] on `quantity`.
    pub(super) fn take_off(&mut self, position: u32, quantity: Option<Quantity>) -> Result<Quantity, Error> {
        let line = self.open_line(position)?;
        let quantity = quantity.unwrap_or_else(|| line.open());
        if quantity <= Quantity::ZERO {
            return Err(Error::invalid("quantity", Problem::NotPositive));
        }
        if quantity > line.open() {
            return Err(Error::invalid("quantity", Problem::TooMuch));
        }
        let freed = line.take_off(quantity);
        let part = line.part.clone();
        self.freed.extend(part.map(|part| (part, freed)));
        Ok(quantity)
    }

    /// What the order's company buys at today.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub(super) async fn terms(&self, kontor: &Kontor) -> Result<Terms, Error> {
        let company = CompanyId(self.row.company.clone());
        Ok(Terms::of_company(accounts::rows::company(kontor, &company).await?))
    }

    /// Refuses a rest in which the part is not sold: no half packs are left of a line of which nothing has left yet. What is no
    /// part is sold in any quantity.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `quantity`.
    pub(super) async fn sold_so(&self, kontor: &Kontor, position: u32) -> Result<(), Error> {
        let Some(line) = self.data.lines.iter().find(|l| l.position == position && !l.gone()) else {
            return Ok(());
        };
        let Some(key) = line.part.as_ref().filter(|_| line.shipped == Quantity::ZERO) else {
            return Ok(());
        };
        let terms = self.terms(kontor).await?;
        let loaded = hits::load(kontor, std::slice::from_ref(key), &terms).await?;
        let Some(part) = loaded.get(key).map(|l| &l.part) else { return Ok(()) };
        let rest = line.quantity.check(part.minimum, part.step);
        rest.map(|_| ()).map_err(|problem| Error::invalid("quantity", problem))
    }

    /// The sums of the lines as they are now. The freight stays as it was agreed, since what is left is still brought, until
    /// nothing is left at all.
    pub(super) fn recount(&mut self) {
        let left = self.data.lines.iter().filter(|l| !l.gone());
        let freight = self.data.totals.freight.filter(|_| left.clone().next().is_some());
        self.data.totals =
            Totals::of_lines(left.map(OrderLine::sums), self.data.totals.treatment).with_freight(freight);
    }

    /// More is to be paid than before.
    pub(super) fn raised(&self) -> bool {
        self.data.totals.net.amount > self.before.totals.net.amount
    }

    /// Lets it become dearer, if it does, as far as the company's rules say. Nobody is charged again for what is paid, and an order
    /// that is on its way does not wait for somebody in the customer's company again.
    ///
    /// # Errors
    /// [`Error::Conflict`] with [`Problem::DearerThanPaid`] or [`Problem::RaiseNeedsApproval`], and as
    /// [`super::ruling::raised`].
    pub(super) async fn allow_raise(&mut self, kontor: &Kontor) -> Result<(), Error> {
        self.recount();
        if !self.raised() {
            return Ok(());
        }
        if self.before.needs_payment() {
            return Err(Error::conflict(Problem::DearerThanPaid));
        }
        let ruling = super::ruling::raised(kontor, self).await?;
        if ruling.verdict.needs_approval() {
            return Err(Error::conflict(Problem::RaiseNeedsApproval));
        }
        self.ruling = Some(ruling);
        Ok(())
    }

    /// Puts everything that follows from the changed lines into the transaction: stock, budget, what was bought, the order
    /// itself with its ledger, the events, and the money that is no longer owed. Answers the order as the mails tell it.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub(super) async fn put(
        &mut self,
        kontor: &Kontor,
        actor: &Actor,
        change: &mut Change<'_>,
        state: OrderState,
        happened: &[Happened],
    ) -> Result<OrderView, Error> {
        self.recount();
        let company = CompanyId(self.row.company.clone());
        let order = OrderId(self.row.seq.clone());
        self.data.close_lines(&self.before.lines, kontor.clock.local().date());
        let state = state_after(state, &self.data.lines);
        stock::release(&mut change.tx, self.freed.iter().map(|(part, a)| (part, a)));
        stock::reserve(&mut change.tx, self.taken.iter().map(|(part, a)| (part, a)));
        self.rebudget(change, &company, state);
        self.recredit(change, state);
        let gone: Vec<OrderLine> =
            self.data.lines.iter().filter(|l| l.gone() && self.wants(l, false)).cloned().collect();
        lists::buying::forget(&mut change.tx, &company, &order, &gone);
        let new: Vec<OrderLine> = self
            .data
            .lines
            .iter()
            .filter(|l| !self.knew(l.position) && self.wants(l, true))
            .cloned()
            .collect();
        lists::buying::remember(&mut change.tx, &company, &order, self.row.placed_at, &new);
        advance(change, &self.row, state, &self.data);
        promise::record(kontor, actor, change, &self.row, &self.before.lines, (state, &self.data));
        let parts = self.freed.iter().chain(&self.taken).map(|(part, _)| part.clone()).collect();
        change.job(Job::Index { parts });
        for what in happened {
            change.event(&subject(&self.row), what.clone());
        }
        if state == OrderState::Cancelled {
            change.event(&subject(&self.row), Happened::OrderCancelled { reason: String::new() });
        }
        let view = OrderView { state, ..mail::order_view(kontor, &self.row, &self.data) };
        let owed = self.data.owed(state);
        if self.before.needs_payment() && owed != self.before.totals.gross {
            payments::give_back(kontor, actor, change, &order, &subject(&self.row), owed, "").await?;
        }
        Ok(view)
    }

    fn knew(&self, position: u32) -> bool {
        self.before.lines.iter().any(|l| l.position == position)
    }

    /// Has the part of a line come onto the order (or, for `false`, left it) as a whole? What was bought is remembered by part,
    /// and a substitute may be on another line already.
    fn wants(&self, line: &OrderLine, now: bool) -> bool {
        let on = |lines: &[OrderLine]| lines.iter().any(|l| l.part == line.part && !l.gone());
        (on(&self.before.lines), on(&self.data.lines)) == (!now, now)
    }

    /// What the order counts for in the company's credit becomes what it is worth now; on hold it counts for nothing.
    fn recredit(&mut self, change: &mut Change<'_>, state: OrderState) {
        let Some(before) = self.before.on_credit else { return };
        let counts = !matches!(state, OrderState::Cancelled | OrderState::OnHold);
        let now = counts.then_some(self.data.on_account());
        if now != Some(before) {
            credit::give_back(&mut change.tx, &self.row.company, before);
            if let Some(now) = now {
                credit::charge(&mut change.tx, &self.row.company, now, self.cover);
            }
        }
        self.data.on_credit = now;
    }

    /// What the order takes from a budget becomes what it is worth now.
    fn rebudget(&mut self, change: &mut Change<'_>, company: &CompanyId, state: OrderState) {
        let now = match (&self.ruling, &self.before.charge) {
            _ if state == OrderState::Cancelled => None,
            (Some(ruling), _) => ruling.verdict.charge.clone(),
            (None, Some(charge)) => {
                let mut charge = charge.clone();
                charge.amount = self.data.totals.net;
                Some(charge)
            }
            (None, None) => None,
        };
        if now == self.before.charge {
            return;
        }
        if let Some(charge) = &self.before.charge {
            budget::give_back(&mut change.tx, company.as_str(), charge);
        }
        if let Some(charge) = &now {
            // Without a ruling it has become less: that fits, whoever else orders.
            let ceiling = charge.ceiling.filter(|_| self.ruling.is_some());
            let written = kontor_domain::accounts::rules::Charge { ceiling, ..charge.clone() };
            budget::charge(&mut change.tx, company, &written);
        }
        self.data.charge = now;
    }
}
