//! A configuration on paper: what it consists of, with list prices. PDF/A.

use kontor_documents::{Amount, Fact, Row, Style};
use kontor_domain::accounts::Actor;
use kontor_domain::configurations::{Compiled, Kept, KeptLine};
use kontor_domain::{ConfigurationId, Error, Language, Quantity, format};

use super::rows::{self, ConfigurationRow};
use crate::{Kontor, accounts, letters, models};

/// The latest version, in the reader's language; also of one that is not complete, which then says what is missing.
///
/// # Errors
/// [`Error::NotFound`], also for another company's.
pub async fn datasheet(kontor: &Kontor, actor: &Actor, id: &ConfigurationId) -> Result<Vec<u8>, Error> {
    let (row, _) = rows::entered(kontor, actor, id).await?;
    let kept = &row.data.0.kept;
    let model = models::release(kontor, &row.model(), kept.model_version).await?;
    let company = accounts::rows::company(kontor, &row.company()).await?;
    let l = actor.language;
    let mut letter = letters::from_us(kontor, &row.code()?, l)?;
    letter.title = format!("{} {}", l.pick("Datenblatt", "Data sheet"), row.name);
    letter.parties.recipient = letters::recipient(&company);
    letter.facts = facts(kontor, &row, l);
    letter.opening = opening(kept, l);
    letter.columns = letters::columns(l.pick("Listenpreis", "List price"), l);
    letter.rows = lines(kept, &model, l);
    letter.sums = sums(kept, l);
    letter.closing = closing(kept, l);
    letters::print(letter).await
}

fn facts(kontor: &Kontor, row: &ConfigurationRow, l: Language) -> Vec<Fact> {
    let kept = &row.data.0.kept;
    vec![
        Fact::new(l.pick("Vorgang", "Case"), &row.case),
        Fact::new(l.pick("Datum", "Date"), format::date(kontor.clock.local().date(), l)),
        Fact::new(
            l.pick("Konfiguration", "Configuration"),
            format!("{}, {} {}", row.name, l.pick("Stand", "version"), row.number()),
        ),
        Fact::new(
            l.pick("Modell", "Model"),
            format!("{}, {} {}", kept.model_name.get(l), l.pick("Stand", "version"), kept.model_version),
        ),
    ]
}

fn opening(kept: &Kept, l: Language) -> Vec<String> {
    if kept.complete {
        return Vec::new();
    }
    let missing: Vec<&str> = kept.missing.iter().map(|group| group.get(l)).collect();
    let not_yet = l.pick(
        "Diese Konfiguration ist noch nicht vollständig und kann so nicht angeboten werden.",
        "This configuration is not complete yet and cannot be offered as it is.",
    );
    if missing.is_empty() {
        vec![not_yet.to_owned()]
    } else {
        vec![format!("{not_yet} {}: {}.", l.pick("Noch zu wählen", "Still to choose"), missing.join(", "))]
    }
}

/// The machine, then its choices under the names of their groups.
fn lines(kept: &Kept, model: &Compiled, l: Language) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut group, mut position) = ("", 0);
    for line in &kept.lines {
        if line.group != group {
            group = &line.group;
            rows.push(Row { style: Style::Heading, name: line.group_name.get(l).into(), ..Row::default() });
        }
        position += 1;
        rows.push(one(line, position, model, l));
    }
    rows
}

fn one(line: &KeptLine, position: u32, model: &Compiled, l: Language) -> Row {
    let (number, text) = if line.option.is_empty() {
        let machine = model.model();
        (machine.number.as_str(), machine.text.get(l))
    } else {
        let choice = model.model().choice(&line.option);
        choice.map_or(("", ""), |(_, choice)| (choice.number.as_str(), choice.text.get(l)))
    };
    Row {
        style: Style::Position,
        position: position.to_string(),
        number: number.to_owned(),
        name: line.name.get(l).to_owned(),
        details: if text.is_empty() { Vec::new() } else { vec![text.to_owned()] },
        quantity: format::quantity(line.quantity, l),
        price: if line.quantity == Quantity::ONE { String::new() } else { format::money(line.net, l) },
        amount: format::money(line.amount(), l),
    }
}

fn sums(kept: &Kept, l: Language) -> Vec<Amount> {
    let list = |name: String, value, strong| Amount { name, value, strong };
    let each = list(
        l.pick("Listenpreis netto", "List price net").to_owned(),
        format::money(kept.net, l),
        kept.machines == 1,
    );
    if kept.machines == 1 {
        return vec![each];
    }
    let all = format!("{} {}", kept.machines, l.pick("Maschinen netto", "machines net"));
    vec![each, list(all, format::money(kept.total(), l), true)]
}

fn closing(kept: &Kept, l: Language) -> Vec<String> {
    let days = kept.lead_days;
    vec![match l {
        Language::De => format!(
            "Lieferzeit etwa {days} Arbeitstage ab Bestellung. Listenpreise ohne Umsatzsteuer am Tag dieses Blattes; das Blatt ist kein Angebot."
        ),
        Language::En => format!(
            "Delivery about {days} working days from the order. List prices without VAT on the day of this sheet; the sheet is no offer."
        ),
    }]
}
