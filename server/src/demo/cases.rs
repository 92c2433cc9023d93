//! What is said about an order, and when the desk comes back to it.

use jiff::ToSpan as _;
use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::case::CaseCode;
use kontor_domain::cases::{CaseStep, ChangeCase, WriteWords};
use kontor_domain::follow_ups::MakeFollowUp;
use kontor_domain::orders::OrderFilter;
use kontor_domain::{CompanyId, Error, IdempotencyKey};
use kontor_service::{Kontor, cases, follow_ups, orders};

use super::people::People;

/// Talks about the latest orders of two customers; what an interrupted load has done stays.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let person = |id: &str| people.get(id).ok_or(Error::NotFound);
    let (desk, sales) = (person("jana-merk")?, person("tobias-rapp")?);
    let today = kontor.clock.local().date();
    for (customer, company, title) in [
        ("sabine-bauer", "bauer-tiefbau", "Filter und Öl für den Winterdienst"),
        ("silke-thomsen", "rohrbau-nord", "Ersatz für den Verdichter"),
    ] {
        let (customer, company) = (person(customer)?, CompanyId::new(company));
        let filter = OrderFilter { company: Some(company.clone()), ..OrderFilter::default() };
        let system = Actor::system(Channel::Cli);
        let Some(order) = orders::orders(kontor, &system, &filter).await?.items.into_iter().next() else {
            continue;
        };
        let case = order.case;
        let say = |once: &str, text: &str| WriteWords {
            key: IdempotencyKey::new(format!("demo-{once}-{company}")),
            case: case.clone(),
            text: text.into(),
        };
        name(kontor, desk, &case, title).await?;
        let asked = say("asked", "Können Sie bitte an Tor 3 liefern? Vorne wird gebaut.");
        cases::write_message(kontor, customer, &asked).await?;
        let answer = say("answer", "Machen wir, der Fahrer ruft eine halbe Stunde vorher an.");
        cases::write_message(kontor, desk, &answer).await?;
        let note = say("note", "Fahrer anrufen lassen: 0171 5550 33. Skonto noch nicht angesprochen.");
        cases::write_note(kontor, desk, &note).await?;
        for (owner, days, note) in
            [(desk, 0, "Ist die Lieferung an Tor 3 angekommen?"), (sales, 12, "Wartungsvertrag anbieten")]
        {
            let command = MakeFollowUp {
                key: IdempotencyKey::new(format!("demo-follow-{days}-{company}")),
                case: Some(case.clone()),
                company: None,
                due: today.saturating_add(days.days()),
                note: note.into(),
                owner: owner.person().cloned(),
            };
            follow_ups::make_follow_up(kontor, owner, &command).await?;
        }
    }
    Ok(())
}

async fn name(kontor: &Kontor, desk: &Actor, case: &CaseCode, title: &str) -> Result<(), Error> {
    let seen = cases::case(kontor, desk, case, None).await?;
    if seen.title == title {
        return Ok(());
    }
    let step = CaseStep::Title { title: title.into() };
    cases::change_case(kontor, desk, &ChangeCase { case: case.clone(), version: seen.version, step }).await?;
    let Some(person) = desk.person().cloned() else { return Ok(()) };
    let step = CaseStep::Owner { person };
    let change = ChangeCase { case: case.clone(), version: seen.version + 1, step };
    cases::change_case(kontor, desk, &change).await
}
