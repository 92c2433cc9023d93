//! Configurations of customers: one that is complete, one that waits for a decision, one that was put away.

use kontor_domain::configurations::{BeginConfiguration, ChangeConfiguration, GroupPicks, Pick};
use kontor_domain::{ConfigurationId, Error, IdempotencyKey, ModelId};
use kontor_service::{Kontor, configurations};

use super::people::People;

/// Groups with what is chosen in them.
type Chosen<'a> = &'a [(&'a str, &'a [(&'a str, u32)])];

/// Begins and changes; what an interrupted load has done stays.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let canal: Chosen<'_> = &[
        ("fahrerstand", &[("kabine", 1)]),
        ("klima", &[("klimaanlage", 1)]),
        ("laufwerk", &[("stahl-300", 1)]),
        ("wechsler", &[("ms03-hydr", 1)]),
        ("werkzeuge", &[("hammer", 1), ("tief-450", 2)]),
    ];
    let id = begin(kontor, people, "sabine-bauer", "kb-27", "Kanalbau Sonthofen").await?;
    change(kontor, people, "sabine-bauer", &id, canal).await?;
    change(kontor, people, "tobias-rapp", &id, &[("licht", &[("led-ausleger", 2), ("rundum", 1)])]).await?;
    let yard = begin(kontor, people, "sabine-bauer", "rl-60", "Lader für den Hof").await?;
    change(kontor, people, "sabine-bauer", &yard, &[("hydraulik", &[("kreis3", 1)])]).await?;
    let old = begin(kontor, people, "sabine-bauer", "rl-60", "Winterdienst 2025").await?;
    let winter: Chosen<'_> =
        &[("wechsler", &[("sw24", 1)]), ("werkzeuge", &[("schild", 1)]), ("hydraulik", &[("kreis3", 1)])];
    if configurations::configuration(kontor, person(people, "sabine-bauer")?, &old).await?.editable {
        change(kontor, people, "sabine-bauer", &old, winter).await?;
        configurations::archive_configuration(kontor, person(people, "sabine-bauer")?, &old, true).await?;
    }
    Ok(())
}

fn person<'a>(people: &'a People, id: &str) -> Result<&'a kontor_domain::accounts::Actor, Error> {
    people.get(id).ok_or(Error::NotFound)
}

async fn begin(
    kontor: &Kontor,
    people: &People,
    who: &str,
    model: &str,
    name: &str,
) -> Result<ConfigurationId, Error> {
    let command = BeginConfiguration {
        key: IdempotencyKey::new(format!("demo {name}")),
        company: None,
        model: ModelId::new(model),
        name: name.into(),
        picks: Vec::new(),
        machines: 1,
    };
    configurations::begin_configuration(kontor, person(people, who)?, &command).await
}

async fn change(
    kontor: &Kontor,
    people: &People,
    who: &str,
    id: &ConfigurationId,
    chosen: Chosen<'_>,
) -> Result<(), Error> {
    let who = person(people, who)?;
    let version = configurations::configuration(kontor, who, id).await?.head.version;
    let pick = |(option, amount): &(&str, u32)| Pick { option: (*option).to_owned(), amount: *amount };
    let picks = chosen
        .iter()
        .map(|(group, options)| GroupPicks {
            group: (*group).to_owned(),
            picks: options.iter().map(pick).collect(),
        })
        .collect();
    let command = ChangeConfiguration { id: id.clone(), version, picks, machines: None };
    configurations::change_configuration(kontor, who, &command).await.map(|_| ())
}
