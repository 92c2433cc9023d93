//! Metal notations, and another one.

use kontor_domain::Date;
use kontor_domain::pricing::Notation;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::wire::Refusal;

/// What the page of the notations shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    pub notations: Vec<Notation>,
    /// The dealer's day.
    pub today: Date,
}

#[server(name = Notations, prefix = "/fn", endpoint = "pricing/notations")]
pub async fn notations() -> Result<Noted, Refusal> {
    use crate::request::{self, Answer as _};
    let (kontor, actor) = request::begin()?;
    let notations = kontor_service::pricing::notations(&kontor, &actor).await.answer()?;
    Ok(Noted { notations, today: kontor.clock.local().date() })
}

#[server(prefix = "/fn", endpoint = "pricing/set_notation")]
pub async fn set_notation(
    #[server(default)] metal: String,
    #[server(default)] day: String,
    #[server(default)] rate: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::typed_money;
    use kontor_domain::pricing::Metal;
    use kontor_domain::{Error, FieldError, Problem, format};
    let (kontor, actor) = request::begin()?;
    let typed = [("metal", &*metal), ("day", &*day), ("rate", &*rate)];
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    let metal = Metal::parse(&metal).ok_or_else(|| wrong("metal", Problem::NotACode));
    let date = format::parse_date(&day).ok_or_else(|| wrong("day", Problem::NotADate));
    let amount = typed_money(&rate).map_err(|problem| wrong("rate", problem));
    let (Ok(metal), Ok(day), Ok(rate)) = (metal, date, amount) else {
        return Err(Error::Invalid { fields }).answer_keeping(&typed);
    };
    let one = Notation { metal, day, rate: rate.amount };
    // The form has one; its fields are named without the place in a list.
    let named = |error| match error {
        Error::Invalid { fields } => {
            let plain = |f: FieldError| FieldError { field: f.field.replace("notations[0].", ""), ..f };
            Error::Invalid { fields: fields.into_iter().map(plain).collect() }
        }
        other => other,
    };
    let written = kontor_service::pricing::set_notations(&kontor, &actor, &[one]).await;
    written.map_err(named).answer_keeping(&typed)?;
    request::go("/desk/metals?done=1");
    Ok(())
}
