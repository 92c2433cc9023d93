//! Webhooks of a customer and of the dealer, so that their pages are not empty. Both rest: a demo sends nothing anywhere.

use kontor_domain::hooks::{HookKind, MakeHook};
use kontor_domain::{Error, IdempotencyKey};
use kontor_service::{Kontor, hooks};

use super::people::People;

/// Makes and pauses them, with a test that waits; those that an interrupted load has made stay.
pub(super) async fn make(kontor: &Kontor, people: &People) -> Result<(), Error> {
    let shipments = vec![HookKind::OrderConfirmed, HookKind::OrderLinePromised, HookKind::ShipmentSent];
    for (person, url, description, kinds) in [
        ("sabine-bauer", "https://erp.bauer-tiefbau.example/kontor", "ERP, Wareneingang", Some(shipments)),
        ("martin-kolb", "https://wawi.hallmann.example/kontor", "Warenwirtschaft", None),
    ] {
        let owner = people.get(person).ok_or(Error::NotFound)?;
        if !hooks::hooks(kontor, owner).await?.hooks.is_empty() {
            continue;
        }
        let key = IdempotencyKey::new("demo-hook");
        let command = MakeHook { key, url: url.into(), description: description.into(), kinds };
        let hook = hooks::make_hook(kontor, owner, &command).await?.id;
        hooks::test_hook(kontor, owner, &hook).await?;
        hooks::pause_hook(kontor, owner, &hook).await?;
    }
    Ok(())
}
