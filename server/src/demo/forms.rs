//! Forms in different states: two that are half filled in, one that waits for the customer's signature.

use std::collections::BTreeMap;

use kontor_demo::{KB_27, KB_220, KB_220_SECOND};
use kontor_domain::accounts::Actor;
use kontor_domain::forms::{Answer, BeginForm, FormState, SaveAnswers};
use kontor_domain::signatures::{AskSignatures, NewSigner, ROUND_DAYS};
use kontor_domain::{Decimal, Error, IdempotencyKey, TemplateId};
use kontor_service::{Kontor, forms, signatures};

use super::people::People;

/// By code of the element.
type Filled = Vec<(&'static str, Answer)>;

/// Begins them and fills them in; what an interrupted load has done stays.
pub(super) async fn make(kontor: &Kontor, system: &Actor, people: &People) -> Result<(), Error> {
    forms::put_first_templates(kontor, system).await?;
    let desk = people.get("jana-merk").ok_or(Error::NotFound)?;
    fill(kontor, desk, "service", "service-report", KB_220, service()).await?;
    fill(kontor, desk, "rental", "rental-out", KB_27, rental()).await?;
    let begin = fill(kontor, desk, "repair", "service-report", KB_220_SECOND, repair()).await?;
    let view = forms::begin_form(kontor, desk, &begin).await?;
    if view.head.state != FormState::Draft {
        return Ok(());
    }
    let signer = |element: &str, name: &str, email: &str| NewSigner {
        element: element.into(),
        name: name.into(),
        email: email.into(),
    };
    let ask = AskSignatures {
        key: IdempotencyKey::new("demo-form-repair-signatures"),
        form: view.head.id,
        version: view.head.version,
        signers: vec![
            signer("house_signature", "Jana Merk", ""),
            signer("customer_signature", "Jonas Greiner", "jonas.greiner@bauer-tiefbau.example"),
        ],
        days: ROUND_DAYS,
    };
    signatures::ask_signatures(kontor, desk, &ask).await.map(|_| ())
}

async fn fill(
    kontor: &Kontor,
    desk: &Actor,
    key: &str,
    template: &str,
    machine: &str,
    answers: Filled,
) -> Result<BeginForm, Error> {
    let begin = BeginForm {
        key: IdempotencyKey::new(format!("demo-form-{key}")),
        template: TemplateId::new(template),
        company: None,
        machine: machine.into(),
        case: None,
        order: None,
    };
    let view = forms::begin_form(kontor, desk, &begin).await?;
    if view.head.state == FormState::Draft {
        let save = SaveAnswers {
            form: view.head.id,
            base: view.head.version,
            changes: answers.into_iter().map(|(code, answer)| (code.to_owned(), Some(answer))).collect(),
            settled: Vec::new(),
        };
        forms::save_answers(kontor, desk, &save).await?;
    }
    Ok(begin)
}

fn text(text: &str) -> Answer {
    Answer::Text(text.into())
}

fn choice(code: &str) -> Answer {
    Answer::Choice(vec![code.into()])
}

fn times(rows: &[(&str, i64)]) -> Answer {
    // In quarters of an hour.
    let row = |(what, quarters): &(&str, i64)| {
        let hours = Decimal::new(quarters * 25, 2);
        BTreeMap::from([("what".to_owned(), choice(what)), ("hours".to_owned(), Answer::Number(hours))])
    };
    Answer::Table(rows.iter().map(row).collect())
}

fn service() -> Filled {
    vec![
        ("reason", choice("service")),
        ("done", text("Motoröl und Ölfilter gewechselt, alle Schmierstellen abgeschmiert.")),
        ("times", times(&[("travel", 3), ("work", 9)])),
        ("kilometres", Answer::Number(Decimal::from(46))),
    ]
}

fn rental() -> Filled {
    vec![("contact", text("Jonas Greiner")), ("site", text("Kanalbau Buxheim")), ("fuel", choice("full"))]
}

fn repair() -> Filled {
    vec![
        ("reason", choice("repair")),
        ("found", text("Hydraulikschlauch am Löffelzylinder undicht, Ölverlust unter Last.")),
        ("done", text("Schlauch ersetzt, Öl nachgefüllt, Druck geprüft, Probelauf 20 Minuten ohne Befund.")),
        ("times", times(&[("travel", 4), ("work", 6)])),
        ("kilometres", Answer::Number(Decimal::from(58))),
        ("safe", Answer::YesNo(true)),
        ("recommended", text("Die übrigen Schläuche am Ausleger im Frühjahr tauschen.")),
    ]
}
