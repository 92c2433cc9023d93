//! What customers asked the price of, so that the desk's queue is not empty: one question waits, one was answered.

use jiff::ToSpan as _;
use kontor_domain::catalog::PartNumber;
use kontor_domain::pricing::{AnswerPrice, AskPrice};
use kontor_domain::{Error, IdempotencyKey, Quantity};
use kontor_service::{Kontor, pricing};
use rust_decimal::Decimal;

use super::people::People;

/// The part whose price depends on what one sends in.
const PART: &str = "MO-9000.75-M";

/// Asks and answers; what an interrupted load has done stays.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let part = PartNumber::parse(PART).map_err(|p| Error::invalid("part", p))?.key();
    let ask = |once: &str, note: &str, days: i64| AskPrice {
        key: IdempotencyKey::new(once),
        part: part.clone(),
        quantity: Quantity::ONE,
        wish: Some(kontor.clock.local().date().saturating_add(days.days())),
        note: note.into(),
    };
    let person = |id: &str| people.get(id).ok_or(Error::NotFound);
    let waits = ask("demo-price-1", "Altmotor läuft noch, 9.400 Stunden.", 20);
    pricing::ask_price(kontor, person("sabine-bauer")?, &waits).await?;
    let answered = ask("demo-price-2", "Altmotor mit Pleuelschaden.", 12);
    let request = pricing::ask_price(kontor, person("hauke-petersen")?, &answered).await?;
    if request.answered_at.is_some() {
        return Ok(());
    }
    let answer = AnswerPrice {
        id: request.id,
        version: request.version,
        net: Decimal::from(13_650),
        from: Quantity::ONE,
        until: Some(kontor.clock.local().date().saturating_add(45.days())),
        words: "Mit Pleuelschaden; der Altmotor kommt an uns zurück.".into(),
    };
    pricing::answer_price(kontor, person("tobias-rapp")?, &answer).await.map(|_| ())
}
