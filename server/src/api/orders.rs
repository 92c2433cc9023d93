//! Orders: the list, one order, and placing one.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::accounts::{Actor, Channel, Right};
use kontor_domain::orders::{
    Approval, ApprovalStep, ChoiceState, OrderFilter, OrderLine, OrderState, OrderSummary, OrderView,
    PlaceOrder,
};
use kontor_domain::shipments::ShipmentView;
use kontor_domain::{CartId, Date, Error, Language, Money, OrderId, Problem as FieldProblem};
use kontor_service::{Kontor, accounts, orders};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::delivery::{ApiFreight, completeness};
use super::input::{Body, Once, Params, lines};
use super::problem::{ApiError, Problem};
use super::promises::{ApiDate, ApiOffers, ApiSlip};
use super::shapes::{ApiMoney, ApiSurcharge, ApiText, Number, created};
use crate::router::AppState;

/// Which orders to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrderSearch {
    /// `awaiting_approval`, `awaiting_payment`, `on_hold`, `placed`, `confirmed`, `picked`, `partly_shipped`, `shipped` or `cancelled`.
    #[param(
        pattern = "^(awaiting_approval|awaiting_payment|on_hold|placed|confirmed|picked|partly_shipped|shipped|cancelled)$"
    )]
    state: Option<String>,
    /// How it was ordered: `portal`, `telephone`, `mail`, `counter`, `visit` or `api`.
    #[param(pattern = "^(portal|telephone|mail|counter|visit|api)$")]
    channel: Option<String>,
    /// Only orders with a line that comes later: `asked` (the customer has to choose), `expedite` (has asked for an earlier
    /// date) or `chosen`. Then `state` is not looked at.
    #[param(pattern = "^(asked|expedite|chosen)$")]
    choice: Option<String>,
    /// Case code, for example `K7F-4RTM`.
    case: Option<String>,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Orders, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderPage {
    orders: Vec<ApiOrderSummary>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// An order in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOrderSummary {
    id: String,
    #[schema(example = "K7F-4RTM")]
    case: String,
    company: String,
    state: &'static str,
    /// Wall time of the dealer.
    #[schema(example = "2026-11-24T09:30:00")]
    placed_at: String,
    /// How it was ordered: `portal`, `telephone`, `mail`, `counter`, `visit` or `api`.
    #[schema(example = "portal")]
    channel: &'static str,
    po_number: String,
    lines: u32,
    net: ApiMoney,
    /// The latest date of its open lines.
    date: Option<String>,
    /// A line comes later than first promised.
    late: bool,
    /// A line has slipped: `asked`, `expedite` or `chosen`.
    choice: Option<&'static str>,
}

/// An order with lines, promises and parcels.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOrder {
    id: String,
    case: String,
    company: String,
    company_id: String,
    company_number: String,
    state: &'static str,
    placed_at: String,
    placed_by: String,
    /// Who of the dealer entered it for them; empty when they did so themselves.
    entered_by: String,
    /// How it was ordered: `portal`, `telephone`, `mail`, `counter`, `visit` or `api`.
    #[schema(example = "portal")]
    channel: &'static str,
    po_number: String,
    note: String,
    lines: Vec<ApiOrderLine>,
    /// With core deposits and freight.
    net: ApiMoney,
    gross: ApiMoney,
    /// What brings it, and what of `net` that costs; absent where no freight is reckoned.
    freight: Option<ApiFreight>,
    /// `complete`: everything in one shipment; `partial`: what is there first.
    #[schema(example = "partial")]
    completeness: &'static str,
    /// Id of the unit of the company that pays; empty when it has none.
    unit: String,
    cost_centre: String,
    /// Why people of the company were asked, and what they said; absent when nobody had to be.
    approval: Option<ApiApproval>,
    shipments: Vec<ApiShipment>,
    /// Absent for an order on account.
    payment: Option<ApiPayment>,
    /// What it counts for in the company's credit, gross; absent when it is settled or not on account.
    owed: Option<ApiMoney>,
    /// Id of the recurring order it came of.
    recurring_order: Option<String>,
    /// The offer it came of. Such an order is binding: its customer can neither change nor cancel it.
    agreed: Option<ApiAgreed>,
    /// Every date that was ever named, oldest first.
    dates: Vec<ApiDate>,
    /// What there is to choose from, for lines that come later.
    offers: Vec<ApiOffers>,
    /// Until when the customer may change it, wall time of the dealer; absent when that is over.
    change_until: Option<String>,
    /// Counts up with every change.
    version: i64,
}

/// The offer that an order came of.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiAgreed {
    /// Id of the offer.
    quote: String,
    /// As it stands on the offer.
    number: String,
}

/// Which configuration a line is, in which of its versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiConfigured {
    id: String,
    version: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOrderLine {
    position: u32,
    /// Part number as printed; absent for what is made or done for this order: a configured machine, a service, a special part.
    part: Option<String>,
    /// What such a line is called by number; empty for a part, and where it has none.
    number: String,
    /// The configuration it is; absent for everything else.
    configuration: Option<ApiConfigured>,
    name: ApiText,
    #[schema(value_type = Number)]
    quantity: Decimal,
    unit: &'static str,
    net: ApiMoney,
    amount: ApiMoney,
    /// Core deposit of the line, net; comes on top of `amount`.
    deposit: ApiMoney,
    /// Metal surcharge of the line, net; comes on top of `amount`.
    surcharge: ApiMoney,
    /// How it was reckoned when it was ordered; absent for parts without metal.
    metal_surcharge: Option<ApiSurcharge>,
    reference: String,
    /// The day promised when the order was placed.
    promised: String,
    /// The day that counts now; absent until confirmed.
    confirmed: Option<String>,
    /// Why it differs.
    reason: String,
    #[schema(value_type = Number)]
    shipped: Decimal,
    /// Taken off since it was ordered; `quantity` is what is left.
    #[schema(value_type = Number)]
    cancelled: Decimal,
    /// The position that came in its place.
    replaced_by: Option<u32>,
    /// It comes later than was said.
    slip: Option<ApiSlip>,
}

/// The approval of an order. It is given by people on the order's page; no key can give it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiApproval {
    /// In words.
    reasons: Vec<String>,
    /// One after the other; of each, one person suffices.
    steps: Vec<ApiApprovalStep>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiApprovalStep {
    people: Vec<String>,
    /// `waiting`, `approved` or `rejected`.
    #[schema(example = "waiting")]
    state: &'static str,
    /// Who decided.
    by: Option<String>,
    in_place_of: Option<String>,
    at: Option<String>,
    comment: String,
}

impl From<Approval> for ApiApproval {
    fn from(approval: Approval) -> Self {
        Self {
            reasons: approval.reasons.iter().map(|r| r.text(Language::En)).collect(),
            steps: approval.steps.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ApprovalStep> for ApiApprovalStep {
    fn from(step: ApprovalStep) -> Self {
        let people = step.people.into_iter().map(|p| p.name).collect();
        match step.decided {
            None => Self {
                people,
                state: "waiting",
                by: None,
                in_place_of: None,
                at: None,
                comment: String::new(),
            },
            Some(d) => Self {
                people,
                state: if d.approved { "approved" } else { "rejected" },
                by: Some(d.by),
                in_place_of: d.in_place_of,
                at: Some(d.at.to_string()),
                comment: d.comment,
            },
        }
    }
}

/// How far the payment of an order is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiPayment {
    /// `open`, `authentication_required`, `processing`, `paid`, `failed` or `disputed`.
    state: &'static str,
    /// What is to be paid.
    amount: ApiMoney,
    refunded: ApiMoney,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiShipment {
    id: String,
    carrier: String,
    /// Of the first parcel.
    tracking: String,
    /// Of every parcel.
    tracking_numbers: Vec<String>,
    shipped_at: String,
    lines: Vec<ApiShipmentLine>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiShipmentLine {
    position: u32,
    #[schema(value_type = Number)]
    quantity: Decimal,
}

/// An order to place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// Id of one of the company's addresses; empty takes the first one.
    #[serde(default)]
    delivery: String,
    #[serde(default)]
    billing: String,
    #[serde(default)]
    po_number: String,
    #[serde(default)]
    note: String,
    /// Not before this day.
    #[schema(value_type = Option<String>, format = Date)]
    requested: Option<Date>,
    /// Id of the unit of the company that pays; empty where the company has no units, or has given its keys one.
    #[serde(default)]
    unit: String,
    /// Code of the company's cost centre; some companies ask for it.
    #[serde(default)]
    cost_centre: String,
    /// Code of the service that brings it, from `POST /api/v1/delivery-options`; empty for the company's usual one, otherwise the
    /// cheapest.
    #[serde(default)]
    service: String,
    /// `complete` or `partial`; empty for what is agreed with the company.
    #[serde(default)]
    completeness: String,
    /// Id of the cart to order, instead of `lines`; it is empty afterwards.
    #[serde(default)]
    cart: Option<String>,
    /// The net sum, EUR, that was seen; when it no longer holds nothing is ordered. Absent: at whatever price holds.
    #[serde(default)]
    #[schema(value_type = Option<Number>, example = "97.20")]
    net: Option<Decimal>,
    #[serde(default)]
    lines: Vec<NewLine>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    /// Part number as printed.
    pub part: String,
    #[schema(value_type = Number, example = "2")]
    pub quantity: Decimal,
}

/// Lists orders
///
/// With a key of a company its own, with a key of the dealer all.
#[utoipa::path(get, path = "/api/v1/orders", tag = "orders", params(OrderSearch), responses(
    (status = 200, body = OrderPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 422, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<OrderSearch>,
) -> Result<Json<OrderPage>, ApiError> {
    let filter = OrderFilter {
        choice: parse_choice(search.choice.as_deref())?,
        state: parse_state(search.state.as_deref())?,
        channel: parse_channel(search.channel.as_deref())?,
        case: search.case,
        company: None,
        after: search.after,
    };
    let page = orders::orders(&state.kontor, &actor, &filter).await?;
    let next = page.next.as_ref().map(|after| {
        let state = filter.state.map(|s| format!("&state={}", s.code())).unwrap_or_default();
        let channel = filter.channel.map(|c| format!("&channel={}", c.code())).unwrap_or_default();
        let choice = filter.choice.map(|c| format!("&choice={}", c.code())).unwrap_or_default();
        format!("{}/orders?after={}{state}{channel}{choice}", super::ROOT, encoded(after))
    });
    Ok(Json(OrderPage { orders: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one order
#[utoipa::path(get, path = "/api/v1/orders/{id}", tag = "orders", params(("id" = String, Path, description = "Id of the order")),
    responses((status = 200, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiOrder>, ApiError> {
    Ok(Json(orders::order(&state.kontor, &actor, &OrderId(id)).await?.into()))
}

/// Places an order
///
/// The `lines` that are sent, or what is in a `cart`. Needs a key of a company with the right `order`. The same
/// `Idempotency-Key` again answers the same order. Sending it declares that the company orders as a business.
///
/// The rules of the company hold here as on its pages: what needs approval is answered with `awaiting_approval` and waits for
/// a person; `GET /api/v1/orders?state=awaiting_approval` lists it.
#[utoipa::path(post, path = "/api/v1/orders", tag = "orders", request_body = NewOrder,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each order")),
    responses((status = 201, body = ApiOrder), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn place(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewOrder>,
) -> Result<Response, ApiError> {
    let lines = lines(&new.lines)?;
    match (&new.cart, lines.is_empty()) {
        (None, true) => return Err(Error::invalid("lines", FieldProblem::CartEmpty).into()),
        (Some(_), false) => {
            return Err(Error::invalid("lines", FieldProblem::OnlyOne { other: "cart".into() }).into());
        }
        (None, false) | (Some(_), true) => {}
    }
    let completeness = completeness(&new.completeness)?;
    let home = home(&state.kontor, &actor).await?;
    let or_home = |id: String| if id.is_empty() { home.clone() } else { id };
    let command = PlaceOrder {
        key,
        cart: new.cart.map(CartId),
        seen_net: new.net.map(Money::eur),
        delivery: or_home(new.delivery),
        billing: or_home(new.billing),
        po_number: new.po_number,
        note: new.note,
        requested: new.requested,
        unit: new.unit,
        cost_centre: new.cost_centre,
        service: new.service,
        completeness,
        business: true,
        // What programs order is paid by invoice: nobody is there to see a bank's page.
        ..PlaceOrder::default()
    };
    let order = match command.cart {
        Some(_) => orders::place_order(&state.kontor, &actor, &command).await?,
        None => orders::place_lines(&state.kontor, &actor, &lines, &command).await?,
    };
    Ok(created(&format!("/orders/{}", order.id), ApiOrder::from(order)))
}

/// Id of the first address of the caller's company.
async fn home(kontor: &Kontor, actor: &Actor) -> Result<String, Error> {
    let id = actor.require_company(Right::Order)?;
    let company = accounts::rows::company(kontor, id).await?;
    Ok(company.addresses.into_iter().next().map(|a| a.id).unwrap_or_default())
}

fn parse_channel(text: Option<&str>) -> Result<Option<Channel>, Error> {
    let channel = |t| Channel::parse(t).filter(|c| Channel::OF_ORDERS.contains(c));
    text.map(|t| channel(t).ok_or_else(|| Error::invalid("channel", FieldProblem::NotACode))).transpose()
}

fn parse_state(text: Option<&str>) -> Result<Option<OrderState>, Error> {
    text.map(|t| OrderState::parse(t).ok_or_else(|| Error::invalid("state", FieldProblem::NotACode)))
        .transpose()
}

fn parse_choice(text: Option<&str>) -> Result<Option<ChoiceState>, Error> {
    text.map(|t| ChoiceState::parse(t).ok_or_else(|| Error::invalid("choice", FieldProblem::NotACode)))
        .transpose()
}

/// Percent-encodes a value for a query (RFC 3986, 2.3: only unreserved characters stay).
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

impl From<OrderSummary> for ApiOrderSummary {
    fn from(o: OrderSummary) -> Self {
        Self {
            id: o.id.0,
            case: o.case.to_string(),
            company: o.company_name,
            state: o.state.code(),
            placed_at: o.placed_at.to_string(),
            channel: o.channel.code(),
            po_number: o.po_number,
            lines: o.lines,
            net: o.net.into(),
            date: o.date.map(|d| d.to_string()),
            late: o.late,
            choice: o.choice.map(ChoiceState::code),
        }
    }
}

impl From<OrderView> for ApiOrder {
    fn from(o: OrderView) -> Self {
        Self {
            id: o.id.0,
            case: o.case.to_string(),
            company: o.company_name,
            company_id: o.company.to_string(),
            company_number: o.company_number,
            state: o.state.code(),
            placed_at: o.placed_at.to_string(),
            channel: o.channel.code(),
            placed_by: o.placed_by,
            entered_by: o.entered_by,
            po_number: o.po_number,
            note: o.note,
            lines: o.lines.into_iter().map(Into::into).collect(),
            net: o.totals.net.into(),
            gross: o.totals.gross.into(),
            freight: o.freight.map(Into::into),
            completeness: o.completeness.code(),
            unit: o.assignment.unit,
            cost_centre: o.assignment.cost_centre,
            approval: o.approval.map(Into::into),
            shipments: o.shipments.into_iter().map(Into::into).collect(),
            owed: o.owed.map(Into::into),
            payment: o.payment.map(|p| ApiPayment {
                state: p.state.code(),
                amount: p.amount.into(),
                refunded: p.refunded.into(),
            }),
            recurring_order: o.recurring.map(|origin| origin.id.0),
            agreed: o.agreed.map(|a| ApiAgreed { quote: a.quote.0, number: a.number }),
            dates: o.ledger.into_iter().map(Into::into).collect(),
            offers: o.offers.into_iter().map(Into::into).collect(),
            change_until: o.change_until.map(|at| at.to_string()),
            version: o.version,
        }
    }
}

impl From<OrderLine> for ApiOrderLine {
    fn from(l: OrderLine) -> Self {
        let (part, number) = match l.part {
            Some(_) => (Some(l.number.clone()), String::new()),
            None => (None, l.number.clone()),
        };
        Self {
            deposit: l.deposit().into(),
            surcharge: l.surcharge().into(),
            metal_surcharge: l.metal.map(Into::into),
            position: l.position,
            part,
            number,
            configuration: l.configuration.map(|c| ApiConfigured { id: c.id.0, version: c.version }),
            name: l.name.into(),
            quantity: l.quantity.0,
            unit: l.unit.code(),
            net: l.net.into(),
            amount: l.amount.into(),
            reference: l.reference,
            promised: l.promised.to_string(),
            confirmed: l.confirmed.map(|d| d.to_string()),
            reason: l.reason,
            shipped: l.shipped.0,
            cancelled: l.cancelled.0,
            replaced_by: l.replaced_by,
            slip: l.slip.map(Into::into),
        }
    }
}

impl From<ShipmentView> for ApiShipment {
    fn from(s: ShipmentView) -> Self {
        Self {
            tracking_numbers: s.parcels().map(ToOwned::to_owned).collect(),
            id: s.id.0,
            carrier: s.carrier,
            tracking: s.tracking,
            shipped_at: s.shipped_at.to_string(),
            lines: s
                .lines
                .into_iter()
                .map(|(position, q)| ApiShipmentLine { position, quantity: q.0 })
                .collect(),
        }
    }
}
