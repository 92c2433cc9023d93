//! The tables `cart` and `cart_line`, and which cart is meant.

use std::collections::HashMap;

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Right, Who};
use kontor_domain::carts::{CartHead, CartRight, Sharing};
use kontor_domain::events::Happened;
use kontor_domain::{CartId, CompanyId, Decimal, Error, PartKey, Problem, Quantity};
use kontor_store::{Datetime, RecordId, SerdeWrapper, StoreError, SurrealValue, Tx, Value, Variables, rid};

use crate::Kontor;
use crate::change::{Change, Outcome, Subject};
use crate::fault::{Fault as _, internal};

pub(super) const OPEN: &str = "open";
pub(super) const DELETED: &str = "deleted";

/// The columns of [`CartRow`].
pub(super) const COLUMNS: &str = "seq, company, owner, made_by, name, sharing, state, changed, version";

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct CartRow {
    pub seq: String,
    pub company: String,
    pub owner: String,
    pub made_by: String,
    pub name: String,
    pub sharing: Value,
    pub state: String,
    pub changed: Datetime,
    pub version: i64,
}

impl CartRow {
    pub fn sharing(&self) -> Result<Sharing, Error> {
        SerdeWrapper::<Sharing>::from_value(self.sharing.clone()).map(|w| w.0).map_err(|e| internal(&e))
    }

    /// What the actor may do with it; nothing when it does not exist for them.
    pub fn right(&self, actor: &Actor) -> Result<Option<CartRight>, Error> {
        if actor.company().is_none_or(|company| company.as_str() != self.company) {
            return Ok(None);
        }
        if self.owner == owner(actor) {
            return Ok(Some(CartRight::Order));
        }
        Ok(self.sharing()?.of(actor.person()))
    }

    /// Its owner manages it; where it is shared, also the company's administration, since people leave.
    pub fn is_managed_by(&self, actor: &Actor) -> bool {
        self.owner == owner(actor) || actor.has(Right::ManageCompany)
    }
}

#[derive(SurrealValue, Clone)]
#[surreal(crate = "kontor_store::types")]
pub(crate) struct CartLineRow {
    pub cart: String,
    pub company: String,
    pub part: String,
    pub quantity: Decimal,
    pub reference: String,
    pub note: String,
    pub added_by: String,
    pub added_at: Datetime,
}

/// A line as it is created; its key is [`key`].
#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
pub(super) struct NewLine {
    id: RecordId,
    #[surreal(flatten)]
    line: CartLineRow,
}

impl NewLine {
    /// `place`: a millisecond apart, so that the cart shows lines that came together in their order.
    pub fn of(kontor: &Kontor, cart: &Opened, place: i64, line: CartLineRow) -> Self {
        let line = CartLineRow {
            cart: cart.id.to_string(),
            company: cart.company.to_string(),
            added_at: kontor.clock.stamp_in(SignedDuration::from_millis(place)),
            ..line
        };
        Self { id: rid("cart_line", format!("{}|{}", line.cart, line.part)), line }
    }
}

pub(crate) fn key(cart: &CartId, part: &PartKey) -> String {
    format!("{cart}|{part}")
}

pub(crate) fn id(cart: &CartId, part: &PartKey) -> RecordId {
    rid("cart_line", key(cart, part))
}

pub(super) fn cart_id(cart: &CartId) -> RecordId {
    rid("cart", cart.to_string())
}

/// In which cart this person works in this company.
pub(super) fn choice_id(company: &CompanyId, actor: &Actor) -> RecordId {
    rid("cart_choice", format!("{company}~{}", owner(actor)))
}

/// Who makes a cart owns it: a person, or the program behind a key.
pub(super) fn owner(actor: &Actor) -> String {
    match &actor.who {
        Who::Key { id, .. } => format!("key:{id}"),
        _ => actor.person().map(ToString::to_string).unwrap_or_default(),
    }
}

/// A cart that was found and may be used as asked.
pub(crate) struct Opened {
    pub id: CartId,
    pub company: CompanyId,
    pub right: CartRight,
    /// Absent for the shared one, which needs no record.
    pub(super) row: Option<CartRow>,
    pub(super) current: bool,
}

impl Opened {
    /// The one that everybody in the company shares.
    pub(super) fn shared(company: &CompanyId, current: bool) -> Self {
        let id = CartId(company.to_string());
        Self { id, company: company.clone(), right: CartRight::Order, row: None, current }
    }

    pub(super) fn named(row: CartRow, right: CartRight, current: bool) -> Self {
        let (id, company) = (CartId(row.seq.clone()), CompanyId(row.company.clone()));
        Self { id, company, right, row: Some(row), current }
    }

    /// No line goes into or out of a cart that is being deleted (guard `closed`).
    pub(crate) fn hold(&self, kontor: &Kontor, tx: &mut Tx) {
        if self.row.is_some() {
            let at = tx.bind(kontor.clock.stamp());
            tx.guarded(cart_id(&self.id), &format!("changed = {at}"), "state = 'open'", "closed");
        }
    }

    /// What events about it are about: a private cart is not on the timeline that the dealer reads about the company.
    pub(super) fn subject(&self) -> Result<Subject, Error> {
        let subject = Subject::new("cart", self.id.as_str());
        let private = match &self.row {
            Some(row) => row.sharing()?.is_private(),
            None => false,
        };
        Ok(if private { subject } else { subject.of(&self.company) })
    }

    /// What the dealer's people do with a line of a customer's cart stands in the log; what the customer's own people put in and
    /// take out on their way to an order does not.
    pub(super) fn trace(
        &self,
        change: &mut Change<'_>,
        actor: &Actor,
        part: &PartKey,
        quantity: Quantity,
    ) -> Result<(), Error> {
        if actor.acting().is_some() {
            change.event(&self.subject()?, Happened::CartLineChanged { number: part.to_string(), quantity });
        }
        Ok(())
    }

    pub(crate) fn head(&self, actor: &Actor, lines: usize) -> Result<CartHead, Error> {
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        let head = CartHead {
            id: self.id.clone(),
            right: self.right,
            lines,
            current: self.current,
            ..CartHead::default()
        };
        Ok(match &self.row {
            Some(row) => CartHead {
                name: row.name.clone(),
                owner: row.made_by.clone(),
                mine: row.owner == owner(actor),
                private: row.sharing()?.is_private(),
                manages: row.is_managed_by(actor),
                version: row.version,
                ..head
            },
            None => CartHead { standard: true, ..head },
        })
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Chosen {
    cart: Option<CartRow>,
}

/// The cart that is named, or the one in which the actor works: with the right to do what is `needed`.
///
/// # Errors
/// [`Error::Unauthenticated`], [`Error::Forbidden`] without [`Right::Order`] and when the cart may only be used otherwise;
/// [`Error::NotFound`] for what belongs to another company or is somebody's own; [`Error::Conflict`] with
/// [`Problem::CartGone`] when it was deleted.
pub(crate) async fn open(
    kontor: &Kontor,
    actor: &Actor,
    cart: Option<&CartId>,
    needed: CartRight,
) -> Result<Opened, Error> {
    let company = actor.require_company(Right::Order)?;
    let opened = match cart {
        None => current(kontor, actor, company).await?,
        Some(cart) if cart.as_str() == company.as_str() => Opened::shared(company, false),
        Some(cart) => {
            let row = row(kontor, cart).await?.ok_or(Error::NotFound)?;
            let right = row.right(actor)?.ok_or(Error::NotFound)?;
            if row.state != OPEN {
                return Err(Error::conflict(Problem::CartGone));
            }
            Opened::named(row, right, false)
        }
    };
    if opened.right < needed { Err(Error::Forbidden) } else { Ok(opened) }
}

/// The chosen cart as long as it can be used; then the shared one.
async fn current(kontor: &Kontor, actor: &Actor, company: &CompanyId) -> Result<Opened, Error> {
    let mut vars = Variables::new();
    vars.insert("choice", choice_id(company, actor));
    let sql = "RETURN { cart: type::record('cart', $choice.cart || '-').* }";
    let chosen: Vec<Chosen> = kontor.store.rows(sql, vars).await.fault()?;
    if let Some(row) = chosen.into_iter().next().and_then(|c| c.cart).filter(|row| row.state == OPEN)
        && let Some(right) = row.right(actor)?
    {
        return Ok(Opened::named(row, right, true));
    }
    Ok(Opened::shared(company, true))
}

pub(super) async fn row(kontor: &Kontor, cart: &CartId) -> Result<Option<CartRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("id", cart_id(cart));
    let rows = kontor.store.rows(&format!("SELECT {COLUMNS} FROM $id"), vars).await.fault()?;
    Ok(rows.into_iter().next())
}

/// A cart that the actor manages, open or deleted.
pub(super) async fn managed(kontor: &Kontor, actor: &Actor, cart: &CartId) -> Result<CartRow, Error> {
    let company = actor.require_company(Right::Order)?;
    // It is everybody's: there is nothing to manage about it.
    if cart.as_str() == company.as_str() {
        return Err(Error::Forbidden);
    }
    let row = row(kontor, cart).await?.ok_or(Error::NotFound)?;
    row.right(actor)?.ok_or(Error::NotFound)?;
    if row.is_managed_by(actor) { Ok(row) } else { Err(Error::Forbidden) }
}

/// All lines of a cart in the order they were added (index `cart_line_by_cart`).
pub(crate) async fn lines(kontor: &Kontor, cart: &CartId) -> Result<Vec<CartLineRow>, Error> {
    let mut vars = Variables::new();
    vars.insert("cart", cart.to_string());
    let mut rows: Vec<CartLineRow> = kontor
        .store
        .rows(
            "SELECT cart, company, part, quantity, reference, note, added_by, added_at FROM cart_line
             WHERE cart = $cart ORDER BY added_at",
            vars,
        )
        .await
        .fault()?;
    // SurrealDB 3.3.5 keys a datetime by its text: a whole second (`:00Z`) comes after its own milliseconds (`:00.001Z`).
    rows.sort_by_key(|row| row.added_at);
    Ok(rows)
}

/// A line that lies in no cart: of a list, an order, or a program's command.
pub(crate) fn loose(
    kontor: &Kontor,
    company: &str,
    part: &PartKey,
    quantity: Quantity,
    by: &str,
) -> CartLineRow {
    CartLineRow {
        cart: String::new(),
        company: company.to_owned(),
        part: part.to_string(),
        quantity: quantity.0,
        reference: String::new(),
        note: String::new(),
        added_by: by.to_owned(),
        added_at: kontor.clock.stamp(),
    }
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct Count {
    count: i64,
}

/// How many lines are in a cart.
pub(super) async fn count(kontor: &Kontor, cart: &CartId) -> Result<usize, Error> {
    let mut vars = Variables::new();
    vars.insert("cart", cart.to_string());
    let rows: Vec<Count> = kontor
        .store
        .rows("SELECT count() FROM cart_line WHERE cart = $cart GROUP ALL", vars)
        .await
        .fault()?;
    Ok(rows.first().map_or(0, |c| usize::try_from(c.count).unwrap_or_default()))
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CountOf {
    cart: String,
    count: i64,
}

/// How many lines are in each of these carts; a cart without lines is not named.
pub(super) async fn counts(
    kontor: &Kontor,
    carts: impl Iterator<Item = &CartId>,
) -> Result<HashMap<String, usize>, Error> {
    let mut vars = Variables::new();
    vars.insert("carts", carts.map(ToString::to_string).collect::<Vec<_>>());
    let sql = "SELECT cart, count() AS count FROM cart_line WHERE cart IN $carts GROUP BY cart";
    let rows: Vec<CountOf> = kontor.store.rows(sql, vars).await.fault()?;
    Ok(rows.into_iter().map(|c| (c.cart, usize::try_from(c.count).unwrap_or_default())).collect())
}

/// Commits and says in the house's words which guard threw.
pub(crate) async fn commit(change: Change<'_>) -> Result<Outcome, Error> {
    match change.commit().await {
        Err(StoreError::Guard(name)) => Err(match name.as_str() {
            "closed" => Error::conflict(Problem::CartGone),
            "version" => Error::conflict(Problem::ChangedMeanwhile),
            "gone" => Error::NotFound,
            "shelf" => Error::conflict(Problem::TooManyCarts { max: kontor_domain::carts::MAX_CARTS }),
            other => internal(&other),
        }),
        other => other.fault(),
    }
}
