//! An offer on paper, in the reader's language. PDF/A.

use kontor_documents::{Amount, Fact, Row, Style};
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::configurations::Kept;
use kontor_domain::pricing::Totals;
use kontor_domain::quotes::{Choice, Item, Offer, Picks, Position};
use kontor_domain::{Decimal, Error, Language, Money, Quantity, QuoteId, format};

use super::quote::treatment;
use super::rows::{self, QuoteRow};
use crate::{Kontor, accounts, configurations, letters};

/// A version that was sent (without a number the latest), or, for the desk with `number` 0, the draft.
///
/// # Errors
/// [`Error::NotFound`], also for another company's, for versions that there are not and for a draft that a customer asks for.
pub async fn offer_pdf(
    kontor: &Kontor,
    actor: &Actor,
    quote: &QuoteId,
    number: Option<u32>,
) -> Result<Vec<u8>, Error> {
    let (row, entered) = rows::entered(kontor, actor, quote).await?;
    let data = &row.data.0;
    let draft = entered.desk && actor.has(Right::ManageQuotes) && number == Some(0);
    let sent = match number {
        Some(0) if draft => None,
        Some(number) => Some(data.sent.iter().find(|s| s.number == number).ok_or(Error::NotFound)?),
        None => Some(data.latest().ok_or(Error::NotFound)?),
    };
    let offer = match sent {
        Some(sent) => rows::offer_of(kontor, quote, sent.edition).await?,
        None => data.draft.clone(),
    };
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let l = actor.language;
    let sums = offer.sums(&Picks::default(), treatment(&company)).map_err(Error::conflict)?;
    let mut letter = letters::from_us(kontor, &row.code()?, l)?;
    letter.title = match sent {
        Some(_) => format!("{} {}", l.pick("Angebot", "Offer"), row.id),
        None => format!("{} {}", l.pick("Entwurf zu Angebot", "Draft of offer"), row.id),
    };
    letter.parties.recipient = letters::recipient(&company);
    letter.facts = facts(kontor, &row, sent, l);
    letter.opening = paragraphs(&[offer.title.as_str(), &offer.opening]);
    letter.columns = letters::columns(l.pick("Preis", "Price"), l);
    letter.rows = positions(kontor, &offer, l).await?;
    letter.sums = amounts(&offer, &sums.totals, sums.goods, sums.off, l);
    letter.closing = closing(&offer, sent, &sums.totals, l);
    letters::print(letter).await
}

fn facts(kontor: &Kontor, row: &QuoteRow, sent: Option<&rows::Sent>, l: Language) -> Vec<Fact> {
    let today = kontor.clock.local().date();
    let mut facts = vec![
        Fact::new(l.pick("Angebot", "Offer"), &row.id),
        Fact::new(l.pick("Datum", "Date"), format::date(sent.map_or(today, |s| s.at.date()), l)),
    ];
    if let Some(sent) = sent {
        facts.push(Fact::new(l.pick("Fassung", "Version"), sent.number.to_string()));
        facts.push(Fact::new(l.pick("Gültig bis", "Valid until"), format::date(sent.valid_until, l)));
    }
    if !row.data.0.owner_name.is_empty() {
        facts.push(Fact::new(l.pick("Ihr Ansprechpartner", "Your contact"), &row.data.0.owner_name));
    }
    facts
}

fn paragraphs(texts: &[&str]) -> Vec<String> {
    texts.iter().flat_map(|t| t.lines()).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

async fn positions(kontor: &Kontor, offer: &Offer, l: Language) -> Result<Vec<Row>, Error> {
    let mut all = Vec::with_capacity(offer.positions.len());
    let mut number = 0;
    let numbers = numbered(offer);
    for position in &offer.positions {
        if position.item.is_heading() {
            all.push(Row {
                style: Style::Heading,
                name: position.name.get(l).to_owned(),
                details: paragraphs(&[&position.text]),
                ..Row::default()
            });
            continue;
        }
        number += 1;
        let mut details = paragraphs(&[&position.text]);
        if let Item::Machine { configuration, version } = &position.item {
            let kept = configurations::kept_of(kontor, configuration, *version).await?;
            details.extend(consists(&kept, l));
        }
        details.extend(terms(position, &numbers, l));
        let firm = position.choice == Choice::Firm;
        let amount = format::money(position.amount(), l);
        all.push(Row {
            style: Style::Position,
            position: number.to_string(),
            number: position.item.number().to_owned(),
            name: position.name.get(l).to_owned(),
            details,
            quantity: format!("{} {}", format::quantity(position.quantity, l), position.unit.word(l)),
            price: if position.quantity == Quantity::ONE && position.discount.is_zero() {
                String::new()
            } else {
                format::money(position.net, l)
            },
            amount: if firm { amount } else { format!("({amount})") },
        });
    }
    Ok(all)
}

/// The numbers on the paper by the ids of the positions.
fn numbered(offer: &Offer) -> Vec<(u32, u32)> {
    offer.positions.iter().filter(|p| !p.item.is_heading()).map(|p| p.id).zip(1u32..).collect()
}

fn consists(kept: &Kept, l: Language) -> Vec<String> {
    let options = kept.lines.iter().filter(|line| !line.option.is_empty());
    options
        .map(|line| {
            let many = match line.quantity == Quantity::ONE {
                true => String::new(),
                false => format!("{} × ", format::quantity(line.quantity, l)),
            };
            format!("{}: {many}{}", line.group_name.get(l), line.name.get(l))
        })
        .collect()
}

fn terms(position: &Position, numbers: &[(u32, u32)], l: Language) -> Vec<String> {
    let mut said = Vec::new();
    match position.choice {
        Choice::Firm => {}
        Choice::Optional => {
            said.push(l.pick("Option, nicht in der Summe", "Optional, not in the sum").to_owned());
        }
        Choice::Alternative { to } => {
            let of = numbers.iter().find(|(id, _)| *id == to).map_or(0, |(_, number)| *number);
            said.push(match l {
                Language::De => format!("Alternative zu Position {of}, nicht in der Summe"),
                Language::En => format!("Alternative to position {of}, not in the sum"),
            });
        }
    }
    if !position.discount.is_zero() {
        said.push(match l {
            Language::De => format!("abzüglich {} Rabatt", format::percent(position.discount, l)),
            Language::En => format!("less {} discount", format::percent(position.discount, l)),
        });
    }
    let deposit = if position.returns.has_deposit() { position.deposit() } else { Money::ZERO };
    said.extend(letters::on_top(position.metal.as_ref(), deposit, position.quantity, l));
    if position.lead_days > 0 {
        let days = position.lead_days;
        said.push(match l {
            Language::De => format!("Lieferzeit etwa {days} Arbeitstage ab Auftrag"),
            Language::En => format!("Delivery about {days} working days from the order"),
        });
    }
    said
}

fn amounts(offer: &Offer, totals: &Totals, goods: Money, off: Money, l: Language) -> Vec<Amount> {
    let name = match offer.reduction.is_zero() && offer.discount > Decimal::ZERO {
        true => format!("{} {}", l.pick("Nachlass", "Reduction"), format::percent(offer.discount, l)),
        false => l.pick("Nachlass", "Reduction").to_owned(),
    };
    letters::sums(totals, goods, Some((name, off)), offer.freight, l)
}

fn closing(offer: &Offer, sent: Option<&rows::Sent>, totals: &Totals, l: Language) -> Vec<String> {
    let mut said = paragraphs(&[&offer.closing]);
    if !offer.delivery.is_empty() {
        said.push(format!("{}: {}", l.pick("Lieferung", "Delivery"), offer.delivery.replace('\n', ", ")));
    }
    said.push(format!("{}: {}.", l.pick("Zahlung", "Payment"), offer.payable.text(l)));
    let note = totals.treatment.note(l);
    if !note.is_empty() {
        said.push(format!("{note}."));
    }
    if let Some(sent) = sent {
        let until = format::date(sent.valid_until, l);
        said.push(match l {
            Language::De => format!("An dieses Angebot halten wir uns bis zum {until} gebunden."),
            Language::En => format!("We are bound to this offer until {until}."),
        });
    }
    said
}
