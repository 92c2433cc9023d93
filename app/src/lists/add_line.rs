//! Puts a part on a list.

use kontor_domain::{ListId, PartKey};
use leptos::prelude::*;

use crate::wire::Refusal;

/// The part is named by its key, or by its number as typed.
#[server(name = AddListLine, prefix = "/fn", endpoint = "lists/add_line")]
pub async fn add_line(
    list: ListId,
    #[server(default)] part: PartKey,
    #[server(default)] number: String,
    #[server(default)] quantity: String,
) -> Result<(), Refusal> {
    use crate::request::{self, Answer as _};
    use crate::ui::Query;
    use kontor_domain::catalog::PartNumber;
    use kontor_domain::lists::NewLine;
    use kontor_domain::{Error, Quantity};
    let (kontor, actor) = request::begin()?;
    let about = list.to_string();
    let typed = [("number", &*number), ("quantity", &*quantity)];
    let key = if part.as_str().is_empty() {
        PartNumber::parse(&number).map(|n| n.key()).map_err(|p| Error::invalid("number", p))
    } else {
        Ok(part)
    };
    let part = key.answer_form(&about, &typed)?;
    let wanted = Quantity::parse(&quantity).map_err(|p| Error::invalid("quantity", p));
    let line = NewLine { part, quantity: wanted.answer_form(&about, &typed)?, note: String::new() };
    let done = kontor_service::lists::add_line(&kontor, &actor, &list, &line).await;
    done.map_err(as_typed).answer_form(&about, &typed)?;
    let shown = if number.is_empty() { line.part.as_str() } else { number.as_str() };
    let path = super::path_of(actor.company().is_none(), &list);
    request::go(&Query::default().with("on", shown).on(&path));
    Ok(())
}

/// The form has a field for the number.
#[cfg(feature = "ssr")]
fn as_typed(error: kontor_domain::Error) -> kontor_domain::Error {
    use kontor_domain::Error;
    let Error::Invalid { mut fields } = error else { return error };
    for field in fields.iter_mut().filter(|f| f.field == "part") {
        field.field = "number".into();
    }
    Error::Invalid { fields }
}
