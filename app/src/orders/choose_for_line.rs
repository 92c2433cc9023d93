//! Says what is to happen to a line that comes later.

use kontor_domain::{IdempotencyKey, OrderId};
use leptos::prelude::*;

use crate::wire::Refusal;

/// `choice` is the value of a radio: `wait`, `split`, `expedite`, `cancel`, or `substitute:PRICE:PART` with the net price that
/// was shown. Several such forms stand on one page: errors name the line by its position.
#[server(prefix = "/fn", endpoint = "orders/choose_for_line")]
pub async fn choose_for_line(
    key: IdempotencyKey,
    order: OrderId,
    version: i64,
    position: u32,
    #[server(default)] choice: String,
    #[server(default)] note: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use kontor_domain::orders::ChooseForLine;
    let (kontor, actor) = request::begin()?;
    let (about, typed) = (position.to_string(), [("choice", &*choice), ("note", &*note)]);
    let wish = read(&choice, &note).answer_form(&about, &typed)?;
    let command = ChooseForLine { key, order, version, position, choice: wish };
    kontor_service::orders::choose(&kontor, &actor, &command).await.answer_form(&about, &typed)?;
    request::go_back(&[("done", "choice")]);
    Ok(())
}

/// Nothing chosen is asked for again; what no radio says is refused.
#[cfg(feature = "ssr")]
fn read(choice: &str, note: &str) -> Result<kontor_domain::orders::LineChoice, kontor_domain::Error> {
    use kontor_domain::orders::LineChoice;
    use kontor_domain::{Decimal, Error, Money, PartKey, Problem};
    let substitute = || {
        let (price, part) = choice.strip_prefix("substitute:")?.split_once(':')?;
        let seen = price.parse::<Decimal>().ok().map(Money::eur)?;
        Some(LineChoice::Substitute { part: PartKey::new(part), seen: Some(seen) })
    };
    match choice {
        "" => Err(Error::invalid("choice", Problem::Required)),
        "wait" => Ok(LineChoice::Wait),
        "split" => Ok(LineChoice::Split),
        "cancel" => Ok(LineChoice::Cancel { quantity: None }),
        "expedite" => Ok(LineChoice::Expedite { note: note.to_owned() }),
        _ => substitute().ok_or_else(|| Error::invalid("choice", Problem::NotACode)),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::orders::LineChoice;
    use kontor_domain::{Error, Money, PartKey, Problem};

    use super::read;

    #[test]
    fn a_substitute_carries_the_price_that_was_shown() {
        let wanted = LineChoice::Substitute { part: PartKey::new("A:B"), seen: Some(Money::cents(8_100)) };
        assert_eq!(read("substitute:81.00:A:B", ""), Ok(wanted));
    }

    #[test]
    fn nothing_chosen_and_nonsense_are_told_apart() {
        assert_eq!(read("", ""), Err(Error::invalid("choice", Problem::Required)));
        for nonsense in ["burn", "substitute:", "substitute:x:A"] {
            assert_eq!(read(nonsense, ""), Err(Error::invalid("choice", Problem::NotACode)), "{nonsense}");
        }
    }
}
