//! Offers: asked for, read, answered; and, for the dealer's systems, begun and sent. What they cost the dealer is told to no program.

mod shapes;

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use kontor_domain::case::CaseCode;
use kontor_domain::quotes::{
    AcceptQuote, AddPosition, BeginQuote, Choice, CounterQuote, DeclineQuote, LineWords, ListedQuote, Picks,
    QuoteFilter, SendQuote, WithdrawQuote,
};
use kontor_domain::{CompanyId, Error, Money, QuoteId};
use kontor_service::quotes;

pub use self::shapes::{
    ApiOfferView, NewOffer, NewPosition, OfferAcceptance, OfferCounter, OfferPage, OfferRefusal, OfferSearch,
    OfferSending, OfferVersionSearch, OfferWithdrawal,
};
use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::orders::encoded;
use super::problem::{ApiError, Problem};
use super::shapes::created;
use crate::router::AppState;

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
/// For keys of the dealer with `manage_quotes`. The same `Idempotency-Key` again adds nothing.
#[utoipa::path(post, path = "/api/v1/offers/{id}/positions", tag = "offers", request_body = NewPosition,
    params(("id" = String, Path, description = "Number of the offer"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each position")),
    responses((status = 200, body = ApiOfferView), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(new): Body<NewPosition>,
) -> Result<Json<ApiOfferView>, ApiError> {
    let item = new.item()?;
    let choice = if new.optional { Choice::Optional } else { Choice::Firm };
    let command = AddPosition { key, quote: QuoteId(id), version: new.edition, item, choice };
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
