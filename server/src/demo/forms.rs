//! Forms that somebody is at: a service report half filled in, a machine that is rented out, a complaint, a report that both have signed,
//! and one that waits for the customer.

use std::collections::BTreeMap;

use kontor_demo::{KB_27, KB_220, KB_220_SECOND, RL_60};
use kontor_domain::accounts::Actor;
use kontor_domain::forms::{Answer, BeginForm, FormView, Mark, SaveAnswers};
use kontor_domain::signatures::{AskSignatures, CONSENT, NewSigner, ROUND_DAYS, Round, Sign, Written};
use kontor_domain::{Decimal, Error, IdempotencyKey, Language, TemplateId};
use kontor_service::{Kontor, forms, signatures};

use super::people::People;

/// Signature fields of a service report.
const HOUSE: &str = "house_signature";
const CUSTOMER: &str = "customer_signature";

/// With the house's templates; what an interrupted load has done stays.
pub(super) async fn make(kontor: &Kontor, people: &People, system: &Actor) -> Result<(), Error> {
    forms::put_first_templates(kontor, system).await?;
    let jana = people.get("jana-merk").ok_or(Error::NotFound)?;
    let sabine = people.get("sabine-bauer").ok_or(Error::NotFound)?;

    let visit = [
        ("reason", chosen("service")),
        ("hours", number(64_380)),
        ("engine_oil", check(Mark::InOrder)),
        ("coolant", check(Mark::InOrder)),
        ("air_filter", check(Mark::NotThere)),
    ];
    fill(kontor, jana, begin(kontor, jana, "report", "service-report", KB_220).await?, visit).await?;
    let out = [
        ("contact", text("Hauke Petersen")),
        ("identified", Answer::YesNo(true)),
        ("site", text("Trasse Jübek, km 14")),
        ("fuel", chosen("full")),
    ];
    fill(kontor, jana, begin(kontor, jana, "rental", "rental-out", RL_60).await?, out).await?;
    let story = "Der Ölfilter ist nach 40 Betriebsstunden undicht, am Gewinde tritt Öl aus.";
    let complaint = [("kind", chosen("defect")), ("story", text(story)), ("hours", number(19_340))];
    fill(kontor, sabine, begin(kontor, sabine, "complaint", "complaint", KB_27).await?, complaint).await?;
    signed(kontor, jana).await?;
    waiting(kontor, jana).await
}

/// A service that both have signed on the spot.
async fn signed(kontor: &Kontor, jana: &Actor) -> Result<(), Error> {
    let begun = begin(kontor, jana, "signed", "service-report", KB_27).await?;
    let answers = [
        ("reason", chosen("repair")),
        ("hours", number(19_340)),
        ("found", text("Ölfilter am Gewinde undicht.")),
        ("done", text("Ölfilter und Dichtung getauscht, Öl ergänzt, 30 Minuten Probelauf ohne Befund.")),
        ("times", Answer::Table(vec![spent("work", 10)])),
        ("safe", Answer::YesNo(true)),
    ];
    let round = ask(kontor, jana, "signed", fill(kontor, jana, begun, answers).await?, "").await?;
    sign(kontor, jana, &round, HOUSE, "Jana Merk").await?;
    sign(kontor, jana, &round, CUSTOMER, "Jonas Greiner").await
}

/// A repair that is done and signed by the house; the customer has a link.
async fn waiting(kontor: &Kontor, jana: &Actor) -> Result<(), Error> {
    let begun = begin(kontor, jana, "waiting", "service-report", KB_220_SECOND).await?;
    let answers = [
        ("reason", chosen("repair")),
        ("hours", number(40_870)),
        ("found", text("Schwenkwerk verliert Öl an der Wellendichtung.")),
        ("done", text("Wellendichtring getauscht, Ölstand ergänzt, Probelauf ohne Befund.")),
        ("times", Answer::Table(vec![spent("travel", 15), spent("work", 35)])),
        ("kilometres", number(840)),
        ("safe", Answer::YesNo(true)),
    ];
    let customer = "jonas.greiner@bauer-tiefbau.example";
    let round = ask(kontor, jana, "waiting", fill(kontor, jana, begun, answers).await?, customer).await?;
    sign(kontor, jana, &round, HOUSE, "Jana Merk").await
}

/// The house signs first and here; the customer behind a link, where there is an address.
async fn ask(
    kontor: &Kontor,
    jana: &Actor,
    key: &str,
    form: FormView,
    customer: &str,
) -> Result<Round, Error> {
    let signer = |element: &str, name: &str, email: &str| NewSigner {
        element: element.to_owned(),
        name: name.to_owned(),
        email: email.to_owned(),
    };
    let ask = AskSignatures {
        key: IdempotencyKey::new(format!("demo-round-{key}")),
        version: form.head.version,
        form: form.head.id,
        signers: vec![signer(HOUSE, "Jana Merk", ""), signer(CUSTOMER, "Jonas Greiner", customer)],
        days: ROUND_DAYS,
    };
    signatures::ask_signatures(kontor, jana, &ask).await
}

async fn sign(kontor: &Kontor, jana: &Actor, round: &Round, element: &str, name: &str) -> Result<(), Error> {
    let (seen, written) = (round.hash.clone(), Written::Typed { name: name.to_owned() });
    let sign = Sign { seen, consent: CONSENT, language: Language::De, written };
    match signatures::sign_here(kontor, jana, &round.form, element, &sign).await {
        // By a load that was interrupted.
        Ok(_) | Err(Error::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn begin(
    kontor: &Kontor,
    who: &Actor,
    key: &str,
    template: &str,
    machine: &str,
) -> Result<FormView, Error> {
    let command = BeginForm {
        key: IdempotencyKey::new(format!("demo-form-{key}")),
        template: TemplateId::new(template),
        company: None,
        machine: machine.to_owned(),
        case: None,
        order: None,
    };
    forms::begin_form(kontor, who, &command).await
}

async fn fill<const N: usize>(
    kontor: &Kontor,
    who: &Actor,
    form: FormView,
    answers: [(&str, Answer); N],
) -> Result<FormView, Error> {
    if !form.may_fill {
        return Ok(form);
    }
    let command = SaveAnswers {
        form: form.head.id.clone(),
        base: form.head.version,
        changes: answers.into_iter().map(|(code, answer)| (code.to_owned(), Some(answer))).collect(),
        settled: Vec::new(),
    };
    forms::save_answers(kontor, who, &command).await?;
    forms::form(kontor, who, &form.head.id).await
}

fn spent(what: &str, hours: i64) -> BTreeMap<String, Answer> {
    BTreeMap::from([("what".to_owned(), chosen(what)), ("hours".to_owned(), number(hours))])
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

fn chosen(code: &str) -> Answer {
    Answer::Choice(vec![code.to_owned()])
}

/// In tenths.
fn number(tenths: i64) -> Answer {
    Answer::Number(Decimal::new(tenths, 1).normalize())
}

const fn check(mark: Mark) -> Answer {
    Answer::Check { mark, comment: String::new(), photos: Vec::new() }
}
