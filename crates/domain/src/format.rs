//! Numbers, dates and money as people read them; the same on the server and in the browser.

use rust_decimal::Decimal;

use crate::{Date, Language, Money, Quantity};

/// `1.234,56` or `1,234.56`, with the digits the number has.
#[must_use]
pub fn decimal(value: Decimal, language: Language) -> String {
    let (group, point) = match language {
        Language::De => ('.', ','),
        Language::En => (',', '.'),
    };
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + 4);
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// `48,60 €` or `€48.60`; more than two places only where the amount has them (price per screw).
#[must_use]
pub fn money(money: Money, language: Language) -> String {
    let mut amount = money.amount.normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    match language {
        Language::De => format!("{}\u{a0}€", decimal(amount, language)),
        Language::En if amount.is_sign_negative() && !amount.is_zero() => {
            format!("-€{}", decimal(-amount, language))
        }
        Language::En => format!("€{}", decimal(amount, language)),
    }
}

/// Without trailing zeros: `2,5`.
#[must_use]
pub fn quantity(quantity: Quantity, language: Language) -> String {
    decimal(quantity.0.normalize(), language)
}

/// `19 %` or `19%`.
#[must_use]
pub fn percent(value: Decimal, language: Language) -> String {
    match language {
        Language::De => format!("{}\u{a0}%", decimal(value.normalize(), language)),
        Language::En => format!("{}%", decimal(value.normalize(), language)),
    }
}

/// `24.11.2026` or `24 Nov 2026`.
#[must_use]
pub fn date(date: Date, language: Language) -> String {
    match language {
        Language::De => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        Language::En => format!("{} {} {}", date.day(), MONTHS_EN[month(date)], date.year()),
    }
}

/// `Di 24.11.` or `Tue 24 Nov`: short, for beside a price.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    let weekday = date.weekday().to_monday_zero_offset().unsigned_abs() as usize;
    match language {
        Language::De => format!(
            "{} {:02}.{:02}.",
            ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"][weekday],
            date.day(),
            date.month()
        ),
        Language::En => format!(
            "{} {} {}",
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday],
            date.day(),
            MONTHS_EN[month(date)]
        ),
    }
}

/// A moment as `24.11.2026, 14:05`; the store keeps local wall time of the dealer beside every moment it shows.
#[must_use]
pub fn moment(at: jiff::civil::DateTime, language: Language) -> String {
    format!("{}, {:02}:{:02}", date(at.date(), language), at.hour(), at.minute())
}

const MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(date: Date) -> usize {
    date.month().unsigned_abs() as usize - 1
}

/// Reads `2026-11-24` (what `<input type=date>` sends) and `24.11.2026`.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let numbers = |sep: char| -> Option<[i16; 3]> {
        let mut parts = text.split(sep).map(|p| p.parse::<i16>().ok());
        let three = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then_some(three)
    };
    let (y, m, d) = if let Some([y, m, d]) = numbers('-') {
        (y, m, d)
    } else {
        let [d, m, y] = numbers('.')?;
        (y, m, d)
    };
    Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()
}

/// The size of a file: `312 kB`, `2,4 MB` (10^6 bytes), never more digits than anybody reads.
#[must_use]
pub fn file_size(bytes: u64, language: Language) -> String {
    let (unit, name) = match bytes {
        0..100_000 => return format!("{}\u{a0}kB", bytes.div_ceil(1_000)),
        100_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = i64::try_from(bytes.div_ceil(unit / 10)).unwrap_or(i64::MAX);
    format!("{}\u{a0}{name}", decimal(Decimal::new(tenths, 1), language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_for_the_reader() {
        assert_eq!(money(Money::cents(123_456_789), Language::De), "1.234.567,89\u{a0}€");
        assert_eq!(money(Money::cents(-5), Language::En), "-€0.05");
        assert_eq!(money(Money::eur(Decimal::new(333, 4)), Language::De), "0,0333\u{a0}€");
        assert_eq!(money(Money::eur(Decimal::from(7)), Language::De), "7,00\u{a0}€");
    }

    #[test]
    fn dates_are_written_and_read() {
        let d = Date::constant(2026, 11, 24);
        assert_eq!(day(d, Language::De), "Di 24.11.");
        assert_eq!(day(d, Language::En), "Tue 24 Nov");
        assert_eq!(parse_date("2026-11-24"), Some(d));
        assert_eq!(parse_date("24.11.2026"), Some(d));
        assert_eq!(parse_date("31.02.2026"), None);
        assert_eq!(parse_date("heute"), None);
    }

    #[test]
    fn sizes_are_written_as_people_read_them() {
        assert_eq!(file_size(1, Language::De), "1\u{a0}kB");
        assert_eq!(file_size(46_100, Language::De), "47\u{a0}kB");
        assert_eq!(file_size(2_345_678, Language::De), "2,4\u{a0}MB");
        assert_eq!(file_size(1_250_000_000, Language::En), "1.3\u{a0}GB");
    }
}
