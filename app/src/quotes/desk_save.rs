//! Saves the draft of an offer as typed, and adds to it.

use leptos::prelude::*;

use super::desk_form::DraftForm;
use crate::wire::Refusal;

/// What was to be added comes at the end.
#[server(name = SaveOffer, prefix = "/fn", endpoint = "quotes/save_draft")]
pub async fn save_offer(form: DraftForm) -> Result<(), Refusal> {
    use super::desk_form::by_id;
    use crate::request::{self, Answer as _};
    use kontor_domain::IdempotencyKey;
    use kontor_domain::quotes::AddPosition;
    use kontor_service::quotes;
    let (kontor, actor) = request::begin()?;
    let quote = form.quote();
    let (base, costs) =
        quotes::draft_at(&kontor, &actor, &quote, form.version()).await.answer_about("draft")?;
    let shown = DraftForm::of(&quote, form.version(), &base, costs.as_ref(), actor.language);
    let kept = form.kept(&shown);
    let typed: Vec<(&str, &str)> = kept.pairs().collect();
    let command = form.command(&base, &costs.unwrap_or_default()).answer_form("draft", &typed)?;
    let added = added(&kontor, &actor, &form).await.answer_form("draft", &typed)?;
    let saved = quotes::save_draft(&kontor, &actor, &command).await;
    let sent: Vec<u32> = command.positions.iter().map(|p| p.id).collect();
    saved.map_err(|error| by_id(error, &sent)).answer_form("draft", &typed)?;
    for (n, (item, choice)) in added.into_iter().enumerate() {
        let version = quotes::desk_quote(&kontor, &actor, &quote).await.answer_about("draft")?.quote.version;
        let key = IdempotencyKey::new(format!("{}-{n}", form.get("key")));
        let add = AddPosition { key, quote: quote.clone(), version, item, choice };
        quotes::add_position(&kontor, &actor, &add).await.answer_form("draft", &typed)?;
    }
    request::go(&format!("{}?done=saved#draft", super::desk_path(&quote)));
    Ok(())
}

/// What is typed into the fields for more positions.
#[cfg(feature = "ssr")]
async fn added(
    kontor: &kontor_service::Kontor,
    actor: &kontor_domain::accounts::Actor,
    form: &DraftForm,
) -> Result<Vec<(kontor_domain::quotes::NewItem, kontor_domain::quotes::Choice)>, kontor_domain::Error> {
    use crate::ui::typed_money;
    use kontor_domain::quotes::{Choice, NewItem};
    use kontor_domain::{ConfigurationId, Error, FieldError, Quantity, Unit};
    let mut fields = Vec::new();
    let mut wrong = |field: &str, problem| fields.push(FieldError { field: field.to_owned(), problem });
    let mut quantity = |field: &str| match form.get(field).trim() {
        "" => Quantity::ONE,
        text => Quantity::parse(text).unwrap_or_else(|problem| {
            wrong(field, problem);
            Quantity::ONE
        }),
    };
    let (of_part, of_free) = (quantity("part_quantity"), quantity("free_quantity"));
    let typed = |field: &str| Some(form.get(field).trim().to_owned()).filter(|text| !text.is_empty());
    let mut items = Vec::new();
    items.extend(typed("heading").map(|name| NewItem::Heading { name }));
    if let Some(number) = typed("part") {
        let view = kontor_service::quotes::desk_quote(kontor, actor, &form.quote()).await?;
        match kontor_service::catalog::meant(kontor, actor, &view.quote.head.company, &number).await {
            Ok(part) => items.push(NewItem::Part { part, quantity: of_part }),
            Err(Error::Invalid { fields }) => {
                for field in fields {
                    wrong("part", field.problem);
                }
            }
            Err(error) => return Err(error),
        }
    }
    items.extend(typed("machine").map(|id| NewItem::Machine { configuration: ConfigurationId(id) }));
    if let Some(name) = typed("free") {
        let unit = Unit::parse(form.get("free_unit")).unwrap_or(Unit::Piece);
        match typed_money(form.get("free_net")) {
            Ok(net) => items.push(NewItem::Free { name, quantity: of_free, unit, net }),
            Err(problem) => wrong("free_net", problem),
        }
    }
    if fields.is_empty() {
        Ok(items.into_iter().map(|item| (item, Choice::Firm)).collect())
    } else {
        Err(Error::Invalid { fields })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use kontor_domain::{Error, Problem};

    use crate::quotes::desk_form::by_id;

    #[test]
    fn what_the_operation_counts_stands_beside_its_position() {
        let error = by_id(Error::invalid("positions[1].net", Problem::NotANumber), &[7, 3]);
        assert_eq!(error.field("net.3"), Some(&Problem::NotANumber));
        let error = by_id(Error::invalid("positions[0].cost", Problem::NotANumber), &[7, 3]);
        assert_eq!(error.field("purchase.7"), Some(&Problem::NotANumber));
        assert_eq!(by_id(Error::NotFound, &[]), Error::NotFound);
    }
}
