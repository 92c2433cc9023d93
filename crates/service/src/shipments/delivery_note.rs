//! The delivery note of a shipment on paper, kept in the archive. PDF/A, and without prices.

use kontor_documents::{Columns, Fact, Letter, Row, Style};
use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::documents::{DocumentKind, Media};
use kontor_domain::orders::OrderView;
use kontor_domain::shipments::ShipmentView;
use kontor_domain::{Error, Language, OrderId, ShipmentId, format};

use crate::documents::{Made, archive};
use crate::{Kontor, letters, orders};

/// Once per shipment, whenever the job comes: what left never changes, nor what its lines are called.
///
/// # Errors
/// [`Error::NotFound`] for an unknown order or shipment; [`Error::Internal`] when it cannot be set; as [`archive`].
pub(crate) async fn keep_delivery_note(
    kontor: &Kontor,
    order: &OrderId,
    shipment: &ShipmentId,
    language: Language,
) -> Result<(), Error> {
    let system = Actor::system(Channel::System);
    let order = orders::order(kontor, &system, order).await?;
    let mut all: Vec<&ShipmentView> = order.shipments.iter().collect();
    all.sort_by(|a, b| (a.shipped_at, &a.id).cmp(&(b.shipped_at, &b.id)));
    let at = all.iter().position(|one| one.id == *shipment).ok_or(Error::NotFound)?;
    let number = format!("{}-{}", order.case, at + 1);
    let bytes = letters::print(letter(kontor, &order, all[at], &number, language)?).await?;
    let made = Made {
        id: None,
        source: format!("delivery_note:{shipment}"),
        title: format!("{} {number}", language.pick("Lieferschein", "Delivery note")),
        file: format!("{}-{number}.pdf", language.pick("Lieferschein", "Delivery-note")),
        media: Media::Pdf,
        kind: DocumentKind::DeliveryNote,
        company: order.company.clone(),
        case: Some(order.case.clone()),
        machine: String::new(),
        unit: order.assignment.unit.clone(),
        dated: all[at].shipped_at.date(),
        bytes,
    };
    archive(kontor, made).await.map(|_| ())
}

fn letter(
    kontor: &Kontor,
    order: &OrderView,
    shipment: &ShipmentView,
    number: &str,
    l: Language,
) -> Result<Letter, Error> {
    let mut letter = letters::from_us(kontor, &order.case, l)?;
    letter.title = format!("{} {number}", l.pick("Lieferschein", "Delivery note"));
    letter.parties.recipient = order.delivery.lines();
    letter.facts = facts(order, shipment, l);
    letter.columns = Columns { price: String::new(), amount: String::new(), ..letters::columns("", l) };
    letter.rows = rows(order, shipment, l);
    letter.closing = closing(order, shipment, l);
    Ok(letter)
}

fn facts(order: &OrderView, shipment: &ShipmentView, l: Language) -> Vec<Fact> {
    let collected = !shipment.collected_by.is_empty();
    let all = [
        (l.pick("Auftrag", "Order"), order.case.to_string()),
        (l.pick("Datum", "Date"), format::date(shipment.shipped_at.date(), l)),
        (l.pick("Kundennummer", "Customer number"), order.company_number.clone()),
        (l.pick("Ihre Bestellnummer", "Your order number"), order.po_number.clone()),
        (
            if collected {
                l.pick("Abgeholt in", "Collected at")
            } else {
                l.pick("Versand mit", "Sent with")
            },
            shipment.carrier.clone(),
        ),
        (l.pick("Abgeholt von", "Collected by"), shipment.collected_by.clone()),
        (
            l.pick("Sendungsnummer", "Tracking number"),
            shipment.parcels().filter(|number| !number.is_empty()).collect::<Vec<_>>().join(", "),
        ),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Fact::new(name, value))
        .collect()
}

fn rows(order: &OrderView, shipment: &ShipmentView, l: Language) -> Vec<Row> {
    let mut all: Vec<Row> = Vec::with_capacity(shipment.lines.len());
    for (position, quantity) in &shipment.lines {
        let Some(line) = order.lines.iter().find(|line| line.position == *position) else { continue };
        let mut details = Vec::new();
        if !line.reference.is_empty() {
            details.push(format!("{}: {}", l.pick("Ihre Nummer", "Your number"), line.reference));
        }
        all.push(Row {
            style: Style::Position,
            position: position.to_string(),
            number: line.number.clone(),
            name: line.name.get(l).to_owned(),
            details,
            quantity: format!("{} {}", format::quantity(*quantity, l), line.unit.word(l)),
            ..Row::default()
        });
    }
    all
}

fn closing(order: &OrderView, shipment: &ShipmentView, l: Language) -> Vec<String> {
    let mut said = Vec::new();
    if !shipment.reason.is_empty() {
        said.push(format!("{}: {}", l.pick("Vorab geliefert", "Delivered ahead"), shipment.reason));
    }
    if !order.note.is_empty() {
        said.push(format!("{}: {}", l.pick("Ihr Hinweis", "Your note"), order.note));
    }
    said.push(
        l.pick("Bitte prüfen Sie die Ware bei Erhalt.", "Please check the goods on receipt.").to_owned(),
    );
    said
}
