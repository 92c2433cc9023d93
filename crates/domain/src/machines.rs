//! Machines (Maschinen): who owns which one, known by its serial number. Forms, documents and service are about them.

use serde::{Deserialize, Serialize};

use crate::{CompanyId, Date, Decimal, IdempotencyKey, Problem};

/// Longest serial number, in characters.
pub const MAX_SERIAL: u32 = 40;
/// Longest name of a model, maker or site, in characters.
pub const MAX_NAME: u32 = 120;

/// A machine of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// As on its plate, in the one way to write it: see [`serial`]. Its key in the store.
    pub serial: String,
    /// What it is: "KB 220".
    pub model: String,
    /// Who made it, or empty.
    #[serde(default)]
    pub maker: String,
    pub company: CompanyId,
    pub company_name: String,
    /// Unit of the company it belongs to, or empty.
    #[serde(default)]
    pub unit: String,
    /// Where it stands, in words, or empty.
    #[serde(default)]
    pub site: String,
    #[serde(default)]
    pub year: Option<i16>,
    /// Operating hours as last read, and on which day.
    #[serde(default)]
    pub hours: Option<Decimal>,
    #[serde(default)]
    pub hours_at: Option<Date>,
    /// Counts up with every change.
    pub version: i64,
}

impl Machine {
    /// With the operating hours that somebody read on a day; nothing when more is known, or something newer: a meter does not run backwards,
    /// and what was filled in beforehand and left alone is no reading.
    #[must_use]
    pub fn with_hours(&self, hours: Decimal, day: Date) -> Option<Self> {
        let more = self.hours.is_none_or(|known| hours > known);
        let newer = self.hours_at.is_none_or(|known| day >= known);
        (more && newer).then(|| Self { hours: Some(hours), hours_at: Some(day), ..self.clone() })
    }
}

/// The desk writes a machine down, or changes what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveMachine {
    pub key: IdempotencyKey,
    pub serial: String,
    pub model: String,
    #[serde(default)]
    pub maker: String,
    pub company: CompanyId,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub site: String,
    #[serde(default)]
    pub year: Option<i16>,
    /// What was seen; absent for a new one.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Which machines to list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MachineFilter {
    /// The desk: of one customer.
    pub company: Option<CompanyId>,
    /// Part of the serial number, model, maker, site or the customer's name.
    pub text: String,
    pub after: Option<String>,
}

/// A machine with what the reader may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineView {
    pub machine: Machine,
    /// The reader keeps machines: changes what is known of it.
    pub may_change: bool,
}

/// A serial number in the one way to write it: capital letters, digits, `-`, `/` and `.`, no spaces.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`], [`Problem::NotACode`].
pub fn serial(text: &str) -> Result<String, Problem> {
    let serial: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    if serial.is_empty() {
        return Err(Problem::Required);
    }
    if serial.chars().count() > MAX_SERIAL as usize {
        return Err(Problem::TooLong { max: MAX_SERIAL });
    }
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-/.".contains(c);
    if serial.chars().all(plain) && serial.chars().any(|c| c.is_ascii_alphanumeric()) {
        Ok(serial)
    } else {
        Err(Problem::NotACode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operating_hours_go_up_with_the_days() {
        let new = Machine {
            serial: "KB-1".into(),
            model: "KB 220".into(),
            maker: String::new(),
            company: CompanyId::new("bauer"),
            company_name: String::new(),
            unit: String::new(),
            site: String::new(),
            year: None,
            hours: None,
            hours_at: None,
            version: 1,
        };
        let day = |day| Date::constant(2026, 11, day);
        let read = new.with_hours(4210.into(), day(20)).unwrap();
        assert_eq!((read.hours, read.hours_at), (Some(4210.into()), Some(day(20))));
        assert!(read.with_hours(4211.into(), day(20)).is_some());
        // Left as it was, a slip of the finger, and a report that was signed late.
        for (hours, on) in [(4210, 27), (421, 27), (4300, 19)] {
            assert_eq!(read.with_hours(hours.into(), day(on)), None);
        }
    }

    #[test]
    fn a_serial_number_is_written_in_one_way() {
        assert_eq!(serial(" kb220 - 11874 "), Ok("KB220-11874".into()));
        assert_eq!(serial("   "), Err(Problem::Required));
        assert_eq!(serial("KB|220"), Err(Problem::NotACode));
        assert_eq!(serial("--"), Err(Problem::NotACode));
        assert_eq!(serial(&"9".repeat(41)), Err(Problem::TooLong { max: 40 }));
    }
}
