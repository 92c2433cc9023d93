//! The customers' machines, as the dealer's own system knows them.

use kontor_domain::Date;

use crate::{KB_27, KB_220, KB_220_SECOND, RL_60};

/// A machine of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoMachine {
    pub serial: &'static str,
    pub model: &'static str,
    /// Id of the company whose it is.
    pub company: &'static str,
    pub site: &'static str,
    pub year: i16,
    /// Operating hours as last read, and on which day.
    pub hours: i64,
    pub hours_at: Date,
}

const fn machine(
    serial: &'static str,
    model: &'static str,
    company: &'static str,
    site: &'static str,
    year: i16,
    hours: i64,
    month: i8,
) -> DemoMachine {
    DemoMachine { serial, model, company, site, year, hours, hours_at: Date::constant(2026, month, 14) }
}

/// All of them, of the maker *Kestrel*.
#[must_use]
pub const fn machines() -> [DemoMachine; 12] {
    [
        machine(KB_220, "KB 220", "bauer-tiefbau", "Kieswerk Aichstetten", 2019, 6_412, 10),
        machine(KB_220_SECOND, "KB 220", "bauer-tiefbau", "Kanalbaustelle Wiggensbach", 2021, 4_087, 9),
        machine(KB_27, "KB 27", "bauer-tiefbau", "Bauhof Kempten", 2022, 1_934, 10),
        machine("KB85-30127", "KB 85", "bauer-tiefbau", "Bauhof Kempten", 2018, 7_250, 8),
        machine("RL40-18802", "RL 40", "bauer-tiefbau", "", 2020, 3_318, 10),
        machine(RL_60, "RL 60", "rohrbau-nord", "Lagerplatz Rendsburg", 2020, 5_106, 9),
        machine("KB220-13055", "KB 220", "rohrbau-nord", "Trasse Jübek", 2023, 2_241, 10),
        machine("KB350-00419", "KB 350", "alpstein-kies", "Grube Gossau", 2017, 11_870, 10),
        machine("RL80-00733", "RL 80", "alpstein-kies", "Grube Gossau", 2021, 6_655, 9),
        machine("RL40-19114", "RL 40", "gemeinde-isny", "Bauhof Isny", 2016, 4_402, 7),
        machine("KB27-41366", "KB 27", "gemeinde-isny", "Bauhof Isny", 2024, 518, 10),
        machine("KB85-31540", "KB 85", "steiner-erdbau", "Bludenz", 2022, 2_876, 9),
    ]
}
