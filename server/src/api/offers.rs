//! Offers: asked for, read, answered; and, for the dealer's systems, begun and sent. What they cost the dealer is told to no program.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::case::CaseCode;
use kontor_domain::catalog::PartNumber;
use kontor_domain::quotes::{
    AcceptQuote, AddPosition, BeginQuote, Choice, CounterQuote, DeclineQuote, Item, LineWords, ListedQuote,
    NewItem, Offer, Picks, Position, QuoteFilter, QuoteSummary, QuoteView, SendQuote, SentVersion, Source,
    Turn, Wish, WithdrawQuote,
};
use kontor_domain::{
    CartId, CompanyId, ConfigurationId, Date, Error, ListId, Money, Problem as Wrong, Quantity, QuoteId, Unit,
};
use kontor_service::quotes;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::{ApiMoney, ApiText, Number, created};
use crate::router::AppState;

/// Which offers to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfferSearch {
    /// Id of a customer; for keys of the dealer.
    company: Option<String>,
    /// Whose turn it is: `desk`, `customer` or `nobody`; absent for all.
    #[param(value_type = Option<String>, example = "customer", pattern = "^(desk|customer|nobody)$")]
    turn: Option<Turn>,
    /// Where the page starts; taken from `next`.
    after: Option<String>,
}

/// Which version of an offer.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfferVersionSearch {
    /// The latest that was sent when absent.
    version: Option<u32>,
}

/// Offers, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferPage {
    offers: Vec<ApiOfferSummary>,
    /// Address of the next page; absent on the last one.
    next: Option<String>,
}

/// An offer in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOfferSummary {
    /// Its number: the code of its case, and which of the case's offers it is.
    #[schema(example = "K7F-4RTM-1")]
    id: String,
    #[schema(example = "K7F-4RTM")]
    case: String,
    company: String,
    title: String,
    /// `requested`, `draft`, `sent`, `countered`, `accepted`, `declined`, `expired` or `withdrawn`.
    #[schema(example = "sent")]
    state: &'static str,
    /// The version that was sent last; 0 before the first one.
    version: u32,
    /// Of that version without options.
    net: Option<ApiMoney>,
    /// Its last day.
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<String>,
    /// Wall time of the dealer.
    changed_at: String,
}

/// An offer with what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOfferView {
    #[serde(flatten)]
    head: ApiOfferSummary,
    /// What the customer asked for, in their words.
    request: Option<String>,
    /// The version that is shown; 0 before the first one.
    shown: u32,
    /// As this version says; empty before the first one.
    positions: Vec<ApiPosition>,
    /// What is taken off all goods, and what is added for bringing them.
    discount_percent: Option<String>,
    reduction: Option<ApiMoney>,
    freight: Option<ApiMoney>,
    /// Delivery and payment in words.
    delivery: String,
    payment: String,
    versions: Vec<ApiOfferVersion>,
    wishes: Vec<ApiWish>,
    /// Id of the order that came of it.
    order: Option<String>,
    /// Why it was declined or taken back.
    reason: String,
    /// Send it back when something is withdrawn, added or sent.
    edition: i64,
}

/// One position.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiPosition {
    /// Stays the same in all versions.
    id: u32,
    /// `heading`, `part`, `machine` or `free`.
    #[schema(example = "part")]
    kind: &'static str,
    /// Part number as printed, or empty.
    number: String,
    /// Id of the configuration.
    configuration: Option<String>,
    name: ApiText,
    text: String,
    #[schema(value_type = Number, example = "1")]
    quantity: Decimal,
    unit: &'static str,
    /// Of one, before the discount.
    net: ApiMoney,
    /// Percent.
    #[schema(value_type = Number, example = "0")]
    discount: Decimal,
    /// Of the whole position.
    amount: ApiMoney,
    /// `firm`, `optional` or `alternative`.
    #[schema(example = "firm")]
    choice: &'static str,
    /// The position that an alternative replaces.
    alternative_to: Option<u32>,
    /// Working days from the acceptance; zero: as stock allows.
    lead_days: u32,
}

/// A version that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOfferVersion {
    version: u32,
    /// Wall time of the dealer.
    sent_at: String,
    sent_by: String,
    #[schema(format = Date)]
    valid_until: String,
    net: ApiMoney,
    /// What is other than in the one before it, in German and English.
    changes: Vec<ApiText>,
}

/// What the customer wanted otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiWish {
    version: u32,
    /// Of a counter-offer, everything included.
    net: Option<ApiMoney>,
    words: String,
    /// Wall time of the dealer.
    at: String,
    by: String,
}

/// What an offer is asked for. One of `part`, `cart`, `list` and `configuration`, or words alone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOffer {
    /// For whom; for keys of the dealer.
    #[serde(default)]
    company: Option<String>,
    /// Code of the case that it belongs to; absent for a new one.
    #[serde(default)]
    case: Option<String>,
    /// Part number, with `quantity`.
    #[serde(default)]
    part: Option<String>,
    #[serde(default = "single")]
    #[schema(value_type = Number, example = "1")]
    quantity: Decimal,
    /// Id of a cart.
    #[serde(default)]
    cart: Option<String>,
    /// Id of an order list.
    #[serde(default)]
    list: Option<String>,
    /// Id of a configuration.
    #[serde(default)]
    configuration: Option<String>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    words: String,
    /// When it is wanted.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    wish: Option<Date>,
}

const fn single() -> Decimal {
    Decimal::ONE
}

/// Accept an offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferAcceptance {
    /// Which version was read.
    version: u32,
    /// Ids of the optional and alternative positions that are taken.
    #[serde(default)]
    positions: Vec<u32>,
    /// The net sum that is agreed to.
    #[schema(value_type = Number, example = "23800.00")]
    net: Decimal,
    /// Ids of two of the company's addresses.
    delivery: String,
    billing: String,
    #[serde(default)]
    po_number: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    cost_centre: String,
    /// "We order as a business."
    business: bool,
}

/// Ask for a change, or make a counter-offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferCounter {
    /// Which version was read.
    version: u32,
    /// Ids of the optional and alternative positions that are wanted.
    #[serde(default)]
    positions: Vec<u32>,
    /// What would be paid for it, everything included; absent to ask for a change.
    #[serde(default)]
    #[schema(value_type = Option<Number>, example = "23500.00")]
    net: Option<Decimal>,
    #[serde(default)]
    words: String,
    #[serde(default)]
    lines: Vec<ApiLineWords>,
}

/// Words about one position.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiLineWords {
    position: u32,
    words: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferRefusal {
    /// Which version was read.
    version: u32,
    reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferWithdrawal {
    /// `edition` of the offer that was read.
    edition: i64,
    #[serde(default)]
    reason: String,
}

/// A position that is to come into the draft: a part (by number, at the customer's own price), a configuration, or a free one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPosition {
    /// `edition` of the offer that was read.
    edition: i64,
    #[serde(default)]
    part: Option<String>,
    #[serde(default)]
    configuration: Option<String>,
    /// Of a free position.
    #[serde(default)]
    name: String,
    #[serde(default = "single")]
    #[schema(value_type = Number, example = "1")]
    quantity: Decimal,
    /// Of one, for a free position.
    #[serde(default)]
    #[schema(value_type = Number, example = "800.00")]
    net: Decimal,
    /// The customer may choose it.
    #[serde(default)]
    optional: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferSending {
    /// `edition` of the offer that was read.
    edition: i64,
    #[schema(value_type = String, format = Date)]
    valid_until: Date,
    #[serde(default)]
    words: String,
}

/// Lists offers
///
/// Those of the company; with a key of the dealer, which needs `see_orders`, all.
#[utoipa::path(get, path = "/api/v1/offers", tag = "offers", params(OfferSearch), responses(
    (status = 200, body = OfferPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<OfferSearch>,
) -> Result<Json<OfferPage>, ApiError> {
    let company = search.company.map(CompanyId);
    let filter = QuoteFilter { company, turn: search.turn, mine: false, after: search.after };
    let page = quotes::quotes(&state.kontor, &actor, &filter).await?;
    let next = page.next.as_ref().map(|after| {
        let company = filter.company.as_ref().map(|c| format!("&company={}", encoded(c.as_str())));
        let turn = filter.turn.map(|turn| format!("&turn={}", turn.code()));
        let (company, turn) = (company.unwrap_or_default(), turn.unwrap_or_default());
        format!("{}/offers?after={}{turn}{company}", super::ROOT, encoded(after))
    });
    let offers = page.items.into_iter().map(|listed: ListedQuote| listed.head.into()).collect();
    Ok(Json(OfferPage { offers, next }))
}

/// Shows one offer
#[utoipa::path(get, path = "/api/v1/offers/{id}", tag = "offers",
    params(("id" = String, Path, description = "Number of the offer"), OfferVersionSearch),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Params(search): Params<OfferVersionSearch>,
) -> Result<Json<ApiOfferView>, ApiError> {
    Ok(Json(quotes::quote(&state.kontor, &actor, &QuoteId(id), search.version).await?.into()))
}

/// Asks for an offer
///
/// Needs the right `order`; with a key of the dealer, which begins one, `manage_quotes`. The same `Idempotency-Key` again answers the same
/// offer.
#[utoipa::path(post, path = "/api/v1/offers", tag = "offers", request_body = NewOffer,
    params(("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each offer")),
    responses((status = 201, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Body(new): Body<NewOffer>,
) -> Result<Response, ApiError> {
    let case = new.case.as_deref().map(|code| CaseCode::parse(code).ok_or(Error::NotFound)).transpose()?;
    let command = BeginQuote {
        key,
        company: new.company.clone().map(CompanyId),
        case,
        title: new.title.clone(),
        words: new.words.clone(),
        wish: new.wish,
        source: new.source()?,
    };
    let id = quotes::begin_quote(&state.kontor, &actor, &command).await?;
    let made: ApiOfferView = quotes::quote(&state.kontor, &actor, &id, None).await?.into();
    Ok(created(&format!("/offers/{id}"), made))
}

/// Accepts an offer
///
/// It becomes an order, at the sum that is named. For keys of the company with the right `order`. The same `Idempotency-Key` again answers
/// the same order.
#[utoipa::path(post, path = "/api/v1/offers/{id}/accept", tag = "offers", request_body = OfferAcceptance,
    params(("id" = String, Path, description = "Number of the offer"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each acceptance")),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn accept(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(yes): Body<OfferAcceptance>,
) -> Result<Json<ApiOfferView>, ApiError> {
    let command = AcceptQuote {
        key,
        quote: QuoteId(id),
        number: yes.version,
        picks: picks(yes.positions),
        seen_net: Money::eur(yes.net),
        delivery: yes.delivery,
        billing: yes.billing,
        po_number: yes.po_number,
        note: yes.note,
        unit: yes.unit,
        cost_centre: yes.cost_centre,
        business: yes.business,
    };
    quotes::accept_quote(&state.kontor, &actor, &command).await?;
    shown(&state, &actor, &command.quote).await
}

/// Asks for a change, or makes a counter-offer
#[utoipa::path(post, path = "/api/v1/offers/{id}/counter", tag = "offers", request_body = OfferCounter,
    params(("id" = String, Path, description = "Number of the offer")),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn counter(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(wish): Body<OfferCounter>,
) -> Result<Json<ApiOfferView>, ApiError> {
    let command = CounterQuote {
        quote: QuoteId(id),
        number: wish.version,
        picks: picks(wish.positions),
        net: wish.net.map(Money::eur),
        words: wish.words,
        lines: wish
            .lines
            .into_iter()
            .map(|line| LineWords { position: line.position, words: line.words })
            .collect(),
    };
    quotes::counter_quote(&state.kontor, &actor, &command).await?;
    shown(&state, &actor, &command.quote).await
}

/// Declines an offer
#[utoipa::path(post, path = "/api/v1/offers/{id}/decline", tag = "offers", request_body = OfferRefusal,
    params(("id" = String, Path, description = "Number of the offer")),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn decline(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(no): Body<OfferRefusal>,
) -> Result<Json<ApiOfferView>, ApiError> {
    let command = DeclineQuote { quote: QuoteId(id), number: no.version, reason: no.reason };
    quotes::decline_quote(&state.kontor, &actor, &command).await?;
    shown(&state, &actor, &command.quote).await
}

/// Takes an offer or a request back
///
/// The dealer's systems an offer that is not accepted, a company's own systems a request that was not answered yet.
#[utoipa::path(post, path = "/api/v1/offers/{id}/withdraw", tag = "offers", request_body = OfferWithdrawal,
    params(("id" = String, Path, description = "Number of the offer")),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn withdraw(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(back): Body<OfferWithdrawal>,
) -> Result<Json<ApiOfferView>, ApiError> {
    let command = WithdrawQuote { quote: QuoteId(id), version: back.edition, reason: back.reason };
    quotes::withdraw_quote(&state.kontor, &actor, &command).await?;
    shown(&state, &actor, &command.quote).await
}

/// Adds a position to a draft
///
/// For keys of the dealer with `manage_quotes`.
#[utoipa::path(post, path = "/api/v1/offers/{id}/positions", tag = "offers", request_body = NewPosition,
    params(("id" = String, Path, description = "Number of the offer")),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(new): Body<NewPosition>,
) -> Result<Json<ApiOfferView>, ApiError> {
    let item = match (&new.part, &new.configuration) {
        (Some(part), None) => {
            let part = PartNumber::parse(part).map_err(|problem| Error::invalid("part", problem))?.key();
            NewItem::Part { part, quantity: Quantity(new.quantity) }
        }
        (None, Some(configuration)) => {
            NewItem::Machine { configuration: ConfigurationId(configuration.clone()) }
        }
        (None, None) => NewItem::Free {
            name: new.name.clone(),
            quantity: Quantity(new.quantity),
            unit: Unit::Piece,
            net: Money::eur(new.net),
        },
        (Some(_), Some(_)) => {
            let problem = Wrong::OnlyOne { other: "part".into() };
            return Err(Error::invalid("configuration", problem).into());
        }
    };
    let choice = if new.optional { Choice::Optional } else { Choice::Firm };
    let command = AddPosition { quote: QuoteId(id), version: new.edition, item, choice };
    quotes::add_position(&state.kontor, &actor, &command).await?;
    shown(&state, &actor, &command.quote).await
}

/// Sends the draft as the next version
///
/// For keys of the dealer with `manage_quotes`; a program gives no more away than who does not see margins.
#[utoipa::path(post, path = "/api/v1/offers/{id}/send", tag = "offers", request_body = OfferSending,
    params(("id" = String, Path, description = "Number of the offer")),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn send(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Body(sending): Body<OfferSending>,
) -> Result<Json<ApiOfferView>, ApiError> {
    let command = SendQuote {
        quote: QuoteId(id),
        version: sending.edition,
        valid_until: sending.valid_until,
        words: sending.words,
        follow_up: None,
    };
    quotes::send_quote(&state.kontor, &actor, &command).await?;
    shown(&state, &actor, &command.quote).await
}

async fn shown(
    state: &AppState,
    actor: &kontor_domain::accounts::Actor,
    id: &QuoteId,
) -> Result<Json<ApiOfferView>, ApiError> {
    Ok(Json(quotes::quote(&state.kontor, actor, id, None).await?.into()))
}

fn picks(positions: Vec<u32>) -> Picks {
    Picks(positions.into_iter().collect::<BTreeSet<u32>>())
}

impl NewOffer {
    fn source(&self) -> Result<Source, Error> {
        let part = match &self.part {
            Some(part) => {
                let part = PartNumber::parse(part).map_err(|problem| Error::invalid("part", problem))?.key();
                Some(Source::Part { part, quantity: Quantity(self.quantity) })
            }
            None => None,
        };
        let sources = [
            part,
            self.cart.clone().map(|cart| Source::Cart { cart: CartId(cart) }),
            self.list.clone().map(|list| Source::List { list: ListId(list) }),
            self.configuration
                .clone()
                .map(|configuration| Source::Configuration { configuration: ConfigurationId(configuration) }),
        ];
        let mut named = sources.into_iter().flatten();
        match (named.next(), named.next()) {
            (None, _) => Ok(Source::Words),
            (Some(source), None) => Ok(source),
            _ => Err(Error::invalid("source", Wrong::OnlyOne { other: "part".into() })),
        }
    }
}

impl From<QuoteSummary> for ApiOfferSummary {
    fn from(q: QuoteSummary) -> Self {
        Self {
            id: q.id.0,
            case: q.case.to_string(),
            company: q.company.0,
            title: q.title,
            state: q.state.code(),
            version: q.number,
            net: q.net.map(Into::into),
            valid_until: q.valid_until.map(|day| day.to_string()),
            changed_at: q.changed_at.to_string(),
        }
    }
}

impl From<QuoteView> for ApiOfferView {
    fn from(view: QuoteView) -> Self {
        let offer = view.offer.unwrap_or_default();
        let (payment, empty) = (offer.payable.text(kontor_domain::Language::De), offer.positions.is_empty());
        let Offer { positions, discount, reduction, freight, delivery, .. } = offer;
        Self {
            head: view.head.into(),
            request: view.request.map(|request| request.words),
            shown: view.shown,
            positions: positions.into_iter().map(Into::into).collect(),
            discount_percent: (!discount.is_zero()).then(|| discount.to_string()),
            reduction: (!reduction.is_zero()).then(|| reduction.into()),
            freight: (!freight.is_zero()).then(|| freight.into()),
            delivery,
            payment: if empty { String::new() } else { payment },
            versions: view.versions.into_iter().map(Into::into).collect(),
            wishes: view.wishes.into_iter().map(Into::into).collect(),
            order: view.order.map(|order| order.0),
            reason: view.reason,
            edition: view.version,
        }
    }
}

impl From<Position> for ApiPosition {
    fn from(p: Position) -> Self {
        let amount = p.amount().into();
        let (kind, configuration) = match &p.item {
            Item::Heading => ("heading", None),
            Item::Part { .. } => ("part", None),
            Item::Machine { configuration, .. } => ("machine", Some(configuration.to_string())),
            Item::Free { .. } => ("free", None),
        };
        let (choice, alternative_to) = match p.choice {
            Choice::Firm => ("firm", None),
            Choice::Optional => ("optional", None),
            Choice::Alternative { to } => ("alternative", Some(to)),
        };
        Self {
            id: p.id,
            kind,
            number: p.item.number().to_owned(),
            configuration,
            name: p.name.into(),
            text: p.text,
            quantity: p.quantity.0,
            unit: p.unit.code(),
            net: p.net.into(),
            discount: p.discount,
            amount,
            choice,
            alternative_to,
            lead_days: p.lead_days,
        }
    }
}

impl From<SentVersion> for ApiOfferVersion {
    fn from(v: SentVersion) -> Self {
        use kontor_domain::Language::{De, En};
        Self {
            version: v.number,
            sent_at: v.at.to_string(),
            sent_by: v.who,
            valid_until: v.valid_until.to_string(),
            net: v.net.into(),
            changes: v.changes.iter().map(|c| ApiText { de: c.text(De), en: c.text(En) }).collect(),
        }
    }
}

impl From<Wish> for ApiWish {
    fn from(wish: Wish) -> Self {
        Self {
            version: wish.number,
            net: wish.net.map(Into::into),
            words: wish.words,
            at: wish.at.to_string(),
            by: wish.who,
        }
    }
}
