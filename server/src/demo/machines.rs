//! The machines of the demo's customers.

use kontor_domain::accounts::Actor;
use kontor_domain::machines::Machine;
use kontor_domain::{CompanyId, Decimal, Error};
use kontor_service::{Kontor, machines};

/// As they come out of the dealer's own system: once more is the same.
pub(super) async fn make(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    let companies = kontor_demo::companies();
    let all = kontor_demo::machines().into_iter().map(|one| Machine {
        serial: one.serial.to_owned(),
        model: one.model.to_owned(),
        maker: "Kestrel".into(),
        company: CompanyId::new(one.company),
        company_name: companies
            .iter()
            .find(|c| c.id == one.company)
            .map_or(String::new(), |c| c.name.clone()),
        unit: String::new(),
        site: one.site.to_owned(),
        year: Some(one.year),
        hours: Some(Decimal::from(one.hours)),
        hours_at: Some(one.hours_at),
        version: 1,
    });
    machines::put_machines(kontor, system, all.collect()).await
}
