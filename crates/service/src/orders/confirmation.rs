//! The confirmation of an order on paper, kept in the archive as it was sent. PDF/A.

use kontor_documents::{Fact, Letter, Row, Style};
use kontor_domain::documents::{DocumentKind, Media};
use kontor_domain::orders::{OrderLine, OrderView};
use kontor_domain::{Error, Language, Money, format};

use crate::documents::{Made, archive};
use crate::{Kontor, letters};

/// Once per confirmation, whenever the job comes: it carries what was confirmed, so a later change of the order is not in it.
///
/// # Errors
/// [`Error::Internal`] when it cannot be set; as [`archive`].
pub(crate) async fn keep_confirmation(
    kontor: &Kontor,
    order: &OrderView,
    language: Language,
) -> Result<(), Error> {
    let today = kontor.clock.local().date();
    let bytes = letters::print(letter(kontor, order, language)?).await?;
    let made = Made {
        id: None,
        source: format!("confirmation:{}/{}", order.id, order.version),
        title: format!("{} {}", language.pick("Auftragsbestätigung", "Order confirmation"), order.case),
        file: format!("{}-{}.pdf", language.pick("Auftragsbestaetigung", "Confirmation"), order.case),
        media: Media::Pdf,
        kind: DocumentKind::OrderConfirmation,
        company: order.company.clone(),
        case: Some(order.case.clone()),
        machine: String::new(),
        unit: order.assignment.unit.clone(),
        dated: today,
        bytes,
    };
    archive(kontor, made).await.map(|_| ())
}

fn letter(kontor: &Kontor, order: &OrderView, l: Language) -> Result<Letter, Error> {
    let lines: Vec<&OrderLine> = order.lines.iter().filter(|line| !line.gone()).collect();
    let goods: Money = lines.iter().map(|line| line.amount).sum();
    let mut letter = letters::from_us(kontor, &order.case, l)?;
    letter.title = format!("{} {}", l.pick("Auftragsbestätigung", "Order confirmation"), order.case);
    letter.parties.recipient = order.billing.lines();
    letter.facts = facts(kontor, order, l);
    letter.opening = vec![
        l.pick(
            "vielen Dank für Ihren Auftrag. Wir bestätigen ihn wie folgt:",
            "thank you for your order. We confirm it as follows:",
        )
        .to_owned(),
    ];
    letter.columns = letters::columns(l.pick("Preis", "Price"), l);
    letter.rows = lines.into_iter().map(|line| row(line, l)).collect();
    let freight = order.totals.freight.unwrap_or(Money::ZERO);
    letter.sums = letters::sums(&order.totals, goods, None, freight, l);
    letter.closing = closing(order, l);
    Ok(letter)
}

fn facts(kontor: &Kontor, order: &OrderView, l: Language) -> Vec<Fact> {
    let today = kontor.clock.local().date();
    let all = [
        (l.pick("Auftrag", "Order"), order.case.to_string()),
        (l.pick("Auftrag vom", "Ordered on"), format::date(order.placed_at.date(), l)),
        (l.pick("Datum", "Date"), format::date(today, l)),
        (l.pick("Kundennummer", "Customer number"), order.company_number.clone()),
        (l.pick("Ihre Bestellnummer", "Your order number"), order.po_number.clone()),
        (l.pick("Besteller", "Ordered by"), order.placed_by.clone()),
        (l.pick("Kostenstelle", "Cost centre"), order.assignment.cost_centre.clone()),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Fact::new(name, value))
        .collect()
}

fn row(line: &OrderLine, l: Language) -> Row {
    let mut details = Vec::new();
    if !line.reference.is_empty() {
        details.push(format!("{}: {}", l.pick("Ihre Nummer", "Your number"), line.reference));
    }
    if !line.note.is_empty() {
        details.push(line.note.clone());
    }
    details.extend(letters::on_top(line.metal.as_ref(), line.deposit(), line.quantity, l));
    let date = format::date(line.confirmed.unwrap_or(line.promised), l);
    details.push(match line.reason.is_empty() {
        true => format!("{} {date}", l.pick("Lieferung am", "Delivery on")),
        false => format!("{} {date}: {}", l.pick("Lieferung am", "Delivery on"), line.reason),
    });
    Row {
        style: Style::Position,
        position: line.position.to_string(),
        number: line.number.clone(),
        name: line.name.get(l).to_owned(),
        details,
        quantity: format!("{} {}", format::quantity(line.quantity, l), line.unit.word(l)),
        price: format::money(line.net, l),
        amount: format::money(line.amount, l),
    }
}

fn closing(order: &OrderView, l: Language) -> Vec<String> {
    let mut said = vec![format!(
        "{}: {}",
        l.pick("Lieferanschrift", "Delivery address"),
        order.delivery.lines().join(", ")
    )];
    if let Some(freight) = &order.freight {
        said.push(format!("{}: {}", l.pick("Versand", "Delivery"), freight.name.get(l)));
    }
    let note = order.totals.treatment.note(l);
    if !note.is_empty() {
        said.push(format!("{note}."));
    }
    said
}
