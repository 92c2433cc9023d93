//! One part with everything its page shows.

use kontor_domain::accounts::Actor;
use kontor_domain::catalog::PartView;
use kontor_domain::{CategoryId, Error, PartKey, Quantity, stock};
use kontor_store::{SerdeWrapper, Variables};

use super::hits;
use super::rows::DataRow;
use crate::Kontor;
use crate::fault::Fault as _;
use crate::pricing::{self, Terms};

/// Everybody may look; prices are the actor's own, for `quantity` (the minimum when nothing is asked).
///
/// # Errors
/// [`Error::NotFound`], [`Error::Unavailable`].
pub async fn part(
    kontor: &Kontor,
    actor: &Actor,
    key: &PartKey,
    quantity: Option<Quantity>,
) -> Result<PartView, Error> {
    let terms = Terms::of(kontor, actor).await?;
    let mut loaded = hits::load(kontor, std::slice::from_ref(key), &terms).await?;
    let l = loaded.remove(key).ok_or(Error::NotFound)?;
    let quantity = quantity.unwrap_or_else(|| l.part.minimum.max(l.part.step).max(Quantity::ONE));
    let price = l.price(kontor, &terms, quantity);
    let availability = l.availability(kontor, terms.state(), quantity).await?;
    let (code, days) = (l.part.code, l.part.replenishment_days);
    let warehouses = kontor.warehouses().await?;
    let branches = stock::branches(code, days, &l.levels, &warehouses, quantity, kontor.clock.local());
    let unnoted = l.unnoted;
    let asked = match (&price, actor.company()) {
        (None, Some(company)) => pricing::latest_request(kontor, company, key).await?,
        _ => None,
    };
    let names = hits::numbers(kontor, l.part.replaced_by.iter().cloned().collect()).await?;
    let replaces = predecessors(kontor, key).await?;
    let part = l.part;
    let tree = kontor.categories().await?;
    let mut path = String::new();
    let categories = part
        .category
        .as_str()
        .split('/')
        .filter(|s| !s.is_empty())
        .map(|segment| {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(segment);
            let id = CategoryId::new(path.as_str());
            let name = tree.iter().find(|c| c.id == id).map(|c| c.name.clone()).unwrap_or_default();
            (id, name)
        })
        .collect();
    Ok(PartView {
        key: key.clone(),
        number: part.number.to_string(),
        name: part.name,
        text: part.text,
        categories,
        attributes: part.attributes,
        pictures: part.pictures,
        weight_kg: part.weight_kg,
        unit: part.unit,
        packaging: part.packaging,
        minimum: part.minimum,
        step: part.step,
        code: part.code,
        successor: part.replaced_by.map(|k| {
            let number = names.get(&k).cloned().unwrap_or_else(|| k.to_string());
            (k, number)
        }),
        replaces,
        cross_references: part.cross_references,
        price,
        availability,
        returns: part.returns,
        branches,
        unnoted,
        asked,
    })
}

/// The parts that `key` replaces (index `part_by_successor`).
async fn predecessors(kontor: &Kontor, key: &PartKey) -> Result<Vec<(PartKey, String)>, Error> {
    let mut vars = Variables::new();
    vars.insert("key", key.to_string());
    let rows: Vec<DataRow> =
        kontor.store.rows("SELECT data FROM part WHERE replaced_by = $key LIMIT 20", vars).await.fault()?;
    Ok(rows.into_iter().map(|DataRow { data: SerdeWrapper(p) }| (p.key(), p.number.to_string())).collect())
}
