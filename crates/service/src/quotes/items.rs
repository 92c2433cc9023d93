//! What positions are made of: parts at the customer's price, configurations at list price.

use kontor_domain::accounts::{Actor, Company, Right};
use kontor_domain::carts::{CartLineView, CartRight};
use kontor_domain::configurations::ConfigurationState;
use kontor_domain::quotes::{Costs, Item, Offer, Position, Source, UnitCost};
use kontor_domain::returns::{Exclusion, ReturnRule};
use kontor_domain::{
    ConfigurationId, Decimal, Error, Language, Localized, Money, PartKey, Problem, Quantity,
};

use super::costs;
use crate::Kontor;
use crate::carts::priced;
use crate::carts::rows::{self as cart_rows, CartLineRow, loose};
use crate::pricing::Terms;
use crate::{configurations, lists};

/// A position that has no id yet, with what one of it costs.
pub(super) struct Made {
    pub position: Position,
    pub cost: Option<UnitCost>,
}

/// What a source makes: a title, and positions.
#[derive(Default)]
pub(super) struct Content {
    pub title: String,
    pub made: Vec<Made>,
}

/// Positions as an offer, with what they cost.
pub(super) fn offer(title: &str, made: Vec<Made>) -> (Offer, Costs) {
    let mut offer = Offer { title: title.to_owned(), ..Offer::default() };
    let mut costs = Costs::default();
    for (id, Made { position, cost }) in (1u32..).zip(made) {
        if let Some(cost) = cost {
            costs.positions.insert(id, cost);
        }
        offer.positions.push(Position { id, ..position });
    }
    (offer, costs)
}

/// # Errors
/// [`Error::Invalid`] with `source`; [`Error::NotFound`] for what the actor does not see.
pub(super) async fn of_source(
    kontor: &Kontor,
    actor: &Actor,
    company: &Company,
    source: &Source,
) -> Result<Content, Error> {
    let (title, rows) = match source {
        Source::Words => return Ok(Content::default()),
        Source::Configuration { configuration } => {
            let made = machine(kontor, actor, configuration).await?;
            return Ok(Content {
                title: made.position.name.get(actor.language).to_owned(),
                made: vec![made],
            });
        }
        Source::Part { part, quantity } => {
            let row = loose(kontor, company.id.as_str(), part, *quantity, actor.name());
            (String::new(), vec![row])
        }
        Source::Cart { cart } => {
            let opened = cart_rows::open(kontor, actor, Some(cart), CartRight::View).await?;
            let rows = cart_rows::lines(kontor, &opened.id).await?;
            (opened.head(actor, rows.len())?.name, rows)
        }
        Source::List { list } => {
            let list = lists::list(kontor, actor, list).await?;
            let row = |line: CartLineView| CartLineRow {
                note: line.note,
                ..loose(kontor, company.id.as_str(), &line.part, line.quantity, &line.added_by)
            };
            (list.head.name, list.lines.into_iter().map(row).collect())
        }
    };
    let made = parts(kontor, company, rows).await.map_err(|e| match e {
        Error::Invalid { .. } => Error::invalid("source", Problem::UnknownPart),
        other => other,
    })?;
    if made.is_empty() {
        return Err(Error::invalid("source", Problem::NoLines));
    }
    let first = &made[0].position;
    let title = match title.is_empty() {
        true => format!("{} {}", first.item.number(), first.name.get(actor.language)),
        false => title,
    };
    Ok(Content { title, made })
}

/// Parts at the customer's own prices; one without a price comes in at nothing, for the desk to say.
///
/// # Errors
/// [`Error::Invalid`] with `part` for what is not in the catalogue or not sold.
pub(super) async fn parts(
    kontor: &Kontor,
    company: &Company,
    rows: Vec<CartLineRow>,
) -> Result<Vec<Made>, Error> {
    let terms = Terms::of_company(company.clone());
    let lines = priced(kontor, rows, &terms, None).await?.view.lines;
    let known = costs::of_parts(kontor, lines.iter().map(|line| line.part.clone())).await?;
    let made = |line: CartLineView| {
        if !line.code.priced() {
            return Err(Error::invalid("part", line.problem.unwrap_or(Problem::NotSold)));
        }
        let price = line.price.as_ref();
        let net = price.map_or(Money::ZERO, |price| price.net);
        Ok(Made {
            cost: known.get(&line.part).copied(),
            position: Position {
                item: Item::Part { part: line.part, number: line.number },
                name: line.name,
                text: [line.reference, line.note]
                    .iter()
                    .filter(|t| !t.is_empty())
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("\n"),
                quantity: line.quantity,
                unit: line.unit,
                list: price.and_then(|price| price.list).unwrap_or(net),
                net,
                vat: line.vat,
                returns: line.returns,
                metal: price.and_then(|price| price.surcharge),
                ..Position::default()
            },
        })
    };
    lines.into_iter().map(made).collect()
}

/// One part.
///
/// # Errors
/// As [`parts`].
pub(super) async fn part(
    kontor: &Kontor,
    actor: &Actor,
    company: &Company,
    part: &PartKey,
    quantity: Quantity,
) -> Result<Made, Error> {
    let row = loose(kontor, company.id.as_str(), part, quantity, actor.name());
    let made = parts(kontor, company, vec![row]).await?;
    made.into_iter().next().ok_or_else(|| Error::invalid("part", Problem::UnknownPart))
}

/// A configuration as it is now, at list price. What was made for somebody does not come back.
///
/// # Errors
/// [`Error::Invalid`] with `source` and [`Problem::ConfigurationIncomplete`]; [`Error::NotFound`].
pub(super) async fn machine(
    kontor: &Kontor,
    actor: &Actor,
    configuration: &ConfigurationId,
) -> Result<Made, Error> {
    let view = configurations::configuration(kontor, actor, configuration).await?;
    let (head, kept) = (view.head, view.kept);
    if head.state != ConfigurationState::Complete {
        return Err(Error::invalid("source", Problem::ConfigurationIncomplete));
    }
    let name = |l| match head.name.as_str() == kept.model_name.get(l) {
        true => head.name.clone(),
        false => format!("{}: {}", kept.model_name.get(l), head.name),
    };
    Ok(Made {
        cost: costs::of_machine(kontor, &head.model, &kept).await?,
        position: Position {
            item: Item::Machine { configuration: configuration.clone(), version: head.version },
            name: Localized::new(name(Language::De), name(Language::En)),
            quantity: Quantity(Decimal::from(kept.machines)),
            list: kept.net,
            net: kept.net,
            lead_days: kept.lead_days,
            returns: made_to_order(),
            ..Position::default()
        },
    })
}

/// What was made or done for one customer does not come back.
pub(super) fn made_to_order() -> ReturnRule {
    ReturnRule { excluded: Some(Exclusion::MadeToOrder), ..ReturnRule::default() }
}

/// May the actor ask for offers, or make them? The company that it is for.
///
/// # Errors
/// [`Error::Forbidden`].
pub(super) fn may_begin(actor: &Actor) -> Result<(), Error> {
    actor.require(if actor.company().is_some() { Right::Order } else { Right::ManageQuotes })
}
