//! The customers' machines, as the dealer's service system knows them.

use kontor_demo::{KB_27, KB_220, KB_220_SECOND, RL_60};
use kontor_domain::accounts::Actor;
use kontor_domain::machines::Machine;
use kontor_domain::{CompanyId, Date, Decimal, Error};
use kontor_service::{Kontor, machines};

struct Plan {
    serial: &'static str,
    model: &'static str,
    company: &'static str,
    site: &'static str,
    year: i16,
    /// Operating hours, and the day they were read on; nothing for one that was never read.
    read: Option<(i64, Date)>,
}

const BAUER: &str = "bauer-tiefbau";
const ALPSTEIN: &str = "alpstein-kies";
const ISNY: &str = "gemeinde-isny";
const NORTH: &str = "rohrbau-nord";
const STEINER: &str = "steiner-erdbau";

const fn plan(
    serial: &'static str,
    model: &'static str,
    company: &'static str,
    site: &'static str,
    year: i16,
    read: Option<(i64, Date)>,
) -> Plan {
    Plan { serial, model, company, site, year, read }
}

const fn at(hours: i64, year: i16, month: i8, day: i8) -> Option<(i64, Date)> {
    Some((hours, Date::constant(year, month, day)))
}

/// Oldest first.
const PLANS: [Plan; 12] = [
    plan(KB_220, "KB 220 LC", BAUER, "Kiesgrube Aitrach", 2018, at(8_412, 2026, 4, 21)),
    plan(KB_220_SECOND, "KB 220 LC", BAUER, "Baustelle B 312 Ochsenhausen", 2024, at(2_037, 2026, 3, 17)),
    plan(KB_27, "KB 27", BAUER, "Bauhof Memmingen", 2023, at(1_264, 2026, 5, 4)),
    plan("RL45-18820", "RL 45", BAUER, "Bauhof Memmingen", 2016, at(9_880, 2025, 11, 12)),
    plan("RL60-17341", "RL 60", ALPSTEIN, "Kieswerk Appenzell", 2019, at(7_155, 2026, 2, 26)),
    plan("RL60-18002", "RL 60", ALPSTEIN, "Kieswerk Appenzell", 2021, at(5_020, 2026, 2, 26)),
    plan("KB220-10950", "KB 220 LC", ALPSTEIN, "Abbau Nord", 2017, at(9_301, 2025, 10, 8)),
    plan("KB27-39115", "KB 27", ISNY, "Städtischer Bauhof", 2022, at(918, 2026, 4, 9)),
    plan(RL_60, "RL 60", NORTH, "Lager Oldenburg", 2023, at(3_476, 2026, 5, 12)),
    plan("KB27-40988", "KB 27", NORTH, "Trasse Wardenburg", 2024, None),
    plan("KB220-12077", "KB 220 LC", STEINER, "Hof Dornbirn", 2022, at(4_188, 2026, 1, 30)),
    plan("RL45-20467", "RL 45", STEINER, "Hof Dornbirn", 2020, at(6_042, 2026, 1, 30)),
];

/// Puts them in; those that are there already stay as they are.
pub(super) async fn make(kontor: &Kontor, system: &Actor) -> Result<(), Error> {
    let companies = kontor_demo::companies();
    let mut new = Vec::new();
    for plan in PLANS {
        match machines::machine(kontor, system, plan.serial).await {
            Ok(_) => continue,
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
        let company = companies.iter().find(|one| one.id == plan.company).ok_or(Error::NotFound)?;
        new.push(Machine {
            serial: plan.serial.into(),
            model: plan.model.into(),
            maker: String::new(),
            company: CompanyId::new(plan.company),
            company_name: company.name.clone(),
            unit: String::new(),
            site: plan.site.into(),
            year: Some(plan.year),
            hours: plan.read.map(|(hours, _)| Decimal::from(hours)),
            hours_at: plan.read.map(|(_, day)| day),
            version: 1,
        });
    }
    machines::put_machines(kontor, system, new).await
}
