//! What is read and sent of offers.

use kontor_domain::PartKey;
use kontor_domain::catalog::PartNumber;
use kontor_domain::quotes::{
    Choice, Item, NewItem, Offer, Position, QuoteSummary, QuoteView, SentVersion, Source, Turn, Wish,
};
use kontor_domain::{
    CartId, ConfigurationId, Date, Error, Language, ListId, Money, Problem as Wrong, Quantity, Unit,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::shapes::{ApiMoney, ApiText, Number};

/// Which offers to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfferSearch {
    /// Id of a customer; for keys of the dealer.
    pub(super) company: Option<String>,
    /// Whose turn it is: `desk`, `customer` or `nobody`; absent for all.
    #[param(value_type = Option<String>, example = "customer", pattern = "^(desk|customer|nobody)$")]
    pub(super) turn: Option<Turn>,
    /// Where the page starts; taken from `next`.
    pub(super) after: Option<String>,
}

/// Which version of an offer.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OfferVersionSearch {
    /// The latest that was sent when absent.
    pub(super) version: Option<u32>,
}

/// Offers, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferPage {
    pub(super) offers: Vec<ApiOfferSummary>,
    /// Address of the next page; absent on the last one.
    pub(super) next: Option<String>,
}

/// An offer in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOfferSummary {
    /// Its number: the code of its case, and which of the case's offers it is.
    #[schema(example = "K7F-4RTM-1")]
    pub(super) id: String,
    #[schema(example = "K7F-4RTM")]
    pub(super) case: String,
    pub(super) company: String,
    pub(super) title: String,
    /// `requested`, `draft`, `sent`, `countered`, `accepted`, `declined`, `expired` or `withdrawn`.
    #[schema(example = "sent")]
    pub(super) state: &'static str,
    /// The version that was sent last; 0 before the first one.
    pub(super) version: u32,
    /// Of that version without options.
    pub(super) net: Option<ApiMoney>,
    /// Its last day.
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) valid_until: Option<String>,
    /// Wall time of the dealer.
    pub(super) changed_at: String,
}

/// An offer with what it says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOfferView {
    #[serde(flatten)]
    pub(super) head: ApiOfferSummary,
    /// What the customer asked for, in their words.
    pub(super) request: Option<String>,
    /// The version that is shown; 0 before the first one.
    pub(super) shown: u32,
    /// As this version says; empty before the first one.
    pub(super) positions: Vec<ApiPosition>,
    /// What is taken off all goods, and what is added for bringing them.
    pub(super) discount_percent: Option<String>,
    pub(super) reduction: Option<ApiMoney>,
    pub(super) freight: Option<ApiMoney>,
    /// How it is delivered, in words.
    pub(super) delivery: String,
    /// When it is paid, in words; absent before the first version.
    pub(super) payment: Option<ApiText>,
    pub(super) versions: Vec<ApiOfferVersion>,
    pub(super) wishes: Vec<ApiWish>,
    /// Id of the order that came of it.
    pub(super) order: Option<String>,
    /// Why it was declined or taken back.
    pub(super) reason: String,
    /// Send it back when something is withdrawn, added or sent.
    pub(super) edition: i64,
}

/// One position.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiPosition {
    /// Stays the same in all versions.
    pub(super) id: u32,
    /// `heading`, `part`, `machine` or `free`.
    #[schema(example = "part")]
    pub(super) kind: &'static str,
    /// Part number as printed, or empty.
    pub(super) number: String,
    /// Id of the configuration.
    pub(super) configuration: Option<String>,
    pub(super) name: ApiText,
    pub(super) text: String,
    #[schema(value_type = Number, example = "1")]
    pub(super) quantity: Decimal,
    pub(super) unit: &'static str,
    /// Of one, before the discount.
    pub(super) net: ApiMoney,
    /// Percent.
    #[schema(value_type = Number, example = "0")]
    pub(super) discount: Decimal,
    /// Of the whole position.
    pub(super) amount: ApiMoney,
    /// `firm`, `optional` or `alternative`.
    #[schema(example = "firm")]
    pub(super) choice: &'static str,
    /// The position that an alternative replaces.
    pub(super) alternative_to: Option<u32>,
    /// Working days from the acceptance; zero: as stock allows.
    pub(super) lead_days: u32,
}

/// A version that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiOfferVersion {
    pub(super) version: u32,
    /// Wall time of the dealer.
    pub(super) sent_at: String,
    pub(super) sent_by: String,
    #[schema(format = Date)]
    pub(super) valid_until: String,
    pub(super) net: ApiMoney,
    /// What is other than in the one before it, in German and English.
    pub(super) changes: Vec<ApiText>,
}

/// What the customer wanted otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiWish {
    pub(super) version: u32,
    /// Of a counter-offer, everything included.
    pub(super) net: Option<ApiMoney>,
    pub(super) words: String,
    /// Wall time of the dealer.
    pub(super) at: String,
    pub(super) by: String,
}

/// What an offer is asked for. One of `part`, `cart`, `list` and `configuration`, or words alone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOffer {
    /// For whom; for keys of the dealer.
    #[serde(default)]
    pub(super) company: Option<String>,
    /// Code of the case that it belongs to; absent for a new one.
    #[serde(default)]
    pub(super) case: Option<String>,
    /// Part number, with `quantity`.
    #[serde(default)]
    pub(super) part: Option<String>,
    #[serde(default = "single")]
    #[schema(value_type = Number, example = "1")]
    pub(super) quantity: Decimal,
    /// Id of a cart.
    #[serde(default)]
    pub(super) cart: Option<String>,
    /// Id of an order list.
    #[serde(default)]
    pub(super) list: Option<String>,
    /// Id of a configuration.
    #[serde(default)]
    pub(super) configuration: Option<String>,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) words: String,
    /// When it is wanted.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) wish: Option<Date>,
}

const fn single() -> Decimal {
    Decimal::ONE
}

/// Accept an offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferAcceptance {
    /// Which version was read.
    pub(super) version: u32,
    /// Ids of the optional and alternative positions that are taken.
    #[serde(default)]
    pub(super) positions: Vec<u32>,
    /// The net sum that is agreed to.
    #[schema(value_type = Number, example = "23800.00")]
    pub(super) net: Decimal,
    /// Ids of two of the company's addresses.
    pub(super) delivery: String,
    pub(super) billing: String,
    #[serde(default)]
    pub(super) po_number: String,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) cost_centre: String,
    /// "We order as a business."
    pub(super) business: bool,
}

/// Ask for a change, or make a counter-offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferCounter {
    /// Which version was read.
    pub(super) version: u32,
    /// Ids of the optional and alternative positions that are wanted.
    #[serde(default)]
    pub(super) positions: Vec<u32>,
    /// What would be paid for it, everything included; absent to ask for a change.
    #[serde(default)]
    #[schema(value_type = Option<Number>, example = "23500.00")]
    pub(super) net: Option<Decimal>,
    #[serde(default)]
    pub(super) words: String,
    #[serde(default)]
    pub(super) lines: Vec<ApiLineWords>,
}

/// Words about one position.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiLineWords {
    pub(super) position: u32,
    pub(super) words: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferRefusal {
    /// Which version was read.
    pub(super) version: u32,
    pub(super) reason: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferWithdrawal {
    /// `edition` of the offer that was read.
    pub(super) edition: i64,
    #[serde(default)]
    pub(super) reason: String,
}

/// A position that is to come into the draft: a part (by number, at the customer's own price), a configuration, or a free one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPosition {
    /// `edition` of the offer that was read.
    pub(super) edition: i64,
    #[serde(default)]
    pub(super) part: Option<String>,
    #[serde(default)]
    pub(super) configuration: Option<String>,
    /// Of a free position.
    #[serde(default)]
    pub(super) name: String,
    #[serde(default = "single")]
    #[schema(value_type = Number, example = "1")]
    pub(super) quantity: Decimal,
    /// Of one, for a free position.
    #[serde(default)]
    #[schema(value_type = Number, example = "800.00")]
    pub(super) net: Decimal,
    /// The customer may choose it.
    #[serde(default)]
    pub(super) optional: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferSending {
    /// `edition` of the offer that was read.
    pub(super) edition: i64,
    #[schema(value_type = String, format = Date)]
    pub(super) valid_until: Date,
    #[serde(default)]
    pub(super) words: String,
}

impl NewOffer {
    pub(super) fn source(&self) -> Result<Source, Error> {
        let part = self.part.as_deref().map(part).transpose()?;
        let sources = [
            part.map(|part| Source::Part { part, quantity: Quantity(self.quantity) }),
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

impl NewPosition {
    pub(super) fn item(&self) -> Result<NewItem, Error> {
        match (&self.part, &self.configuration) {
            (Some(number), None) => {
                Ok(NewItem::Part { part: part(number)?, quantity: Quantity(self.quantity) })
            }
            (None, Some(configuration)) => {
                Ok(NewItem::Machine { configuration: ConfigurationId(configuration.clone()) })
            }
            (None, None) => Ok(NewItem::Free {
                name: self.name.clone(),
                quantity: Quantity(self.quantity),
                unit: Unit::Piece,
                net: Money::eur(self.net),
            }),
            (Some(_), Some(_)) => {
                Err(Error::invalid("configuration", Wrong::OnlyOne { other: "part".into() }))
            }
        }
    }
}

fn part(number: &str) -> Result<PartKey, Error> {
    Ok(PartNumber::parse(number).map_err(|problem| Error::invalid("part", problem))?.key())
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
        let payment = view.offer.as_ref().map(|offer| both(|language| offer.payable.text(language)));
        let offer = view.offer.unwrap_or_default();
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
            payment,
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
        Self {
            version: v.number,
            sent_at: v.at.to_string(),
            sent_by: v.who,
            valid_until: v.valid_until.to_string(),
            net: v.net.into(),
            changes: v.changes.iter().map(|change| both(|language| change.text(language))).collect(),
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

fn both(words: impl Fn(Language) -> String) -> ApiText {
    ApiText { de: words(Language::De), en: words(Language::En) }
}
