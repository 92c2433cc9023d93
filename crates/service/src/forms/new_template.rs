//! A template begins: empty, or as a copy of another.

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::events::Happened;
use kontor_domain::forms::{FormTemplate, MAX_LINE, NewTemplate, Seals, SigningOrder, TemplateView};
use kontor_domain::{Error, Localized, Problem, TemplateId};
use kontor_store::StoreError;

use super::template;
use super::template_rows::{create, find, newest, subject};
use crate::Kontor;
use crate::accounts::check::Fields;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;

const OPERATION: &str = "new_template";
/// Longest id of a template.
const MAX_ID: usize = 40;

/// The same key again answers the same template.
///
/// # Errors
/// [`Error::Forbidden`] without [`Right::Administer`]; [`Error::Invalid`] with `id` (also for one that is taken), `name`, `copy_of` or
/// `key`.
pub async fn new_template(
    kontor: &Kontor,
    actor: &Actor,
    command: &NewTemplate,
) -> Result<TemplateView, Error> {
    actor.require(Right::Administer)?;
    if let Some(before) = answered_before(kontor, actor, OPERATION, &command.key).await? {
        return template(kontor, actor, &TemplateId(before)).await;
    }
    let mut fields = Fields::default();
    if let Err(problem) = command.key.check() {
        fields.wrong("key", problem);
    }
    let id = command.id.as_str();
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if id.is_empty() || id.len() > MAX_ID || !id.bytes().all(plain) {
        fields.wrong("id", Problem::NotACode);
    }
    let de = fields.line("name", &command.name.de, MAX_LINE);
    let en = match command.name.en.trim() {
        "" => String::new(),
        en => fields.line("name", en, MAX_LINE),
    };
    let copied = match &command.copy_of {
        None => None,
        Some(other) => match find(kontor, other).await? {
            Some(row) => Some(newest(kontor, &row).await?),
            None => {
                fields.wrong("copy_of", Problem::NotACode);
                None
            }
        },
    };
    fields.done()?;
    let (id, name) = (command.id.clone(), Localized { de, en });
    let made = match copied {
        Some(other) => FormTemplate { id: id.clone(), version: 1, name: name.clone(), ..other },
        None => FormTemplate {
            id: id.clone(),
            version: 1,
            name: name.clone(),
            about: Localized::default(),
            for_customers: false,
            needs_machine: false,
            sections: Vec::new(),
            order: SigningOrder::default(),
            seals: Seals::default(),
        },
    };
    let mut change = Change::new(kontor, actor);
    change.once(OPERATION, &command.key, id.as_str());
    create(kontor, &mut change, made, false);
    change.event(&subject(&id), Happened::TemplateEdited { name });
    match change.commit().await {
        Ok(Outcome::Done) => template(kontor, actor, &id).await,
        Ok(Outcome::Before(before)) => template(kontor, actor, &TemplateId(before)).await,
        Err(StoreError::Exists(_)) => Err(Error::invalid("id", Problem::Duplicate)),
        Err(other) => Err(other).fault(),
    }
}
