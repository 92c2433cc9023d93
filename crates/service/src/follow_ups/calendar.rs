//! Follow-ups as a calendar (iCalendar, RFC 5545), for whoever knows the address.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component as _, Event, Property, ValueType};
use kontor_domain::accounts::{Channel, Right};
use kontor_domain::follow_ups::FollowUp;
use kontor_domain::{Date, Error, Language, PersonId};
use kontor_store::Variables;

use super::feed::record;
use super::rows::open;
use crate::Kontor;
use crate::accounts::person_actor;
use crate::accounts::rows::is_secret;
use crate::fault::Fault as _;

/// No calendar shows more in a way that helps anybody.
const MOST: usize = 1_000;
/// Octets of a line, the blank that continues it included (RFC 5545, 3.1).
const LINE: usize = 75;

/// The open follow-ups of the person to whom the address was given.
///
/// # Errors
/// [`Error::NotFound`] for an address that is not known (any more), and when its person could not sign in now or has no follow-ups as
/// [`Right::ManageQuotes`] goes: all of it looks the same from outside.
pub async fn calendar(kontor: &Kontor, secret: &str) -> Result<String, Error> {
    if !is_secret(secret) {
        return Err(Error::NotFound);
    }
    let mut vars = Variables::new();
    vars.insert("id", record(secret));
    let rows: Vec<String> = kontor.store.rows("SELECT VALUE person FROM $id", vars).await.fault()?;
    let person = PersonId(rows.into_iter().next().ok_or(Error::NotFound)?);
    let reader = person_actor(kontor, &person, Channel::Desk).await?;
    let reader = reader.filter(|reader| reader.has(Right::ManageQuotes)).ok_or(Error::NotFound)?;
    let items = open(kontor, &[("owner", person.to_string())], Date::MAX, MOST).await?;
    Ok(written(&kontor.settings.base_url, kontor.clock.stamp().into(), &items, reader.language))
}

fn written(base_url: &str, now: DateTime<Utc>, items: &[FollowUp], l: Language) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Kontor//Follow-ups//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property((name, value));
    }
    calendar.name(l.pick("Wiedervorlagen", "Follow-ups")).ttl(&chrono::Duration::hours(1));
    calendar.extend(items.iter().map(|one| event(base_url, now, one)));
    folded(&calendar.to_string())
}

/// All day, and nobody is busy because of it. What changes it counts `SEQUENCE` up; `UID` stays.
fn event(base_url: &str, now: DateTime<Utc>, one: &FollowUp) -> Event {
    let (url, about) = match &one.case {
        Some(code) => (format!("{base_url}/desk/cases/{code}"), format!("{}, {code}", one.company_name)),
        None => (format!("{base_url}/desk/customers/{}", one.company), one.company_name.clone()),
    };
    let day = one.due.strftime("%Y%m%d").to_string();
    let day = Property::new("DTSTART", day).append_parameter(ValueType::Date).done();
    Event::new()
        .uid(&format!("{}@kontor", one.id))
        .timestamp(now)
        .sequence(u32::try_from(one.version).unwrap_or_default())
        .append_property(day)
        .summary(&text(&format!("{} ({about})", one.note)))
        .url(&url)
        .add_property("TRANSP", "TRANSPARENT")
        .done()
}

/// Line breaks as the format knows them; what else controls a terminal stands in no text (RFC 5545, 3.3.11).
fn text(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    words.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Folds anew: what the crate leaves for the last line may be an octet too long with the blank before it.
fn folded(calendar: &str) -> String {
    let mut folded = String::with_capacity(calendar.len());
    for line in calendar.replace("\r\n ", "").split_terminator("\r\n") {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                folded.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= c.len_utf8();
            folded.push(c);
        }
        folded.push_str("\r\n");
    }
    folded
}

#[cfg(test)]
mod tests {
    use kontor_domain::case::CaseCode;
    use kontor_domain::{CompanyId, FollowUpId};

    use super::*;

    #[test]
    fn no_line_is_longer_than_it_may_be_and_none_is_cut_within_a_character() {
        for length in 60..400 {
            let mut calendar = Calendar::empty();
            let name: String = "aüb€c".chars().cycle().take(length).collect();
            calendar.append_property(("NAME", name.as_str()));
            let folded = folded(&calendar.to_string());
            assert!(folded.ends_with("END:VCALENDAR\r\n") && !folded.contains("\r\n\r\n"), "{folded}");
            assert!(folded.split("\r\n").all(|line| line.len() <= LINE), "{length}: {folded}");
            assert!(folded.replace("\r\n ", "").contains(&name), "{length}: {folded}");
        }
    }

    #[test]
    fn what_is_written_comes_back_to_the_letter() {
        let code = CaseCode::from_random(7);
        let note = "Größe; Länge, Öl \\n \"ok\": 5 €\nZweite Zeile, die länger ist als alles, was in eine Zeile passt";
        let one = FollowUp {
            id: FollowUpId::new("01ONE"),
            case: Some(code.clone()),
            company: CompanyId::new("bauer"),
            company_name: "Bauer, Söhne & Co; KG".into(),
            due: Date::constant(2026, 11, 25),
            note: note.into(),
            owner: PersonId::new("jana"),
            owner_name: "Jana".into(),
            made_by: "Jana".into(),
            done_at: None,
            done_by: String::new(),
            version: 3,
        };
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap_or_default();
        let written = written("https://teile.example", now, &[one], Language::De);
        let read: Calendar = written.parse().expect("a calendar");
        assert_eq!(read.get_name(), Some("Wiedervorlagen"));
        let event = read.events().next().expect("an event");
        assert_eq!(event.get_summary(), Some(&*format!("{note} (Bauer, Söhne & Co; KG, {code})")));
        assert_eq!(event.get_url(), Some(&*format!("https://teile.example/desk/cases/{code}")));
        assert_eq!(event.get_uid(), Some("01ONE@kontor"));
        assert_eq!((event.get_sequence(), event.get_timestamp()), (Some(3), Some(now)));
        assert!(written.contains("\r\nDTSTART;VALUE=DATE:20261125\r\n"), "{written}");
    }

    #[test]
    fn what_controls_a_terminal_reaches_no_calendar() {
        assert_eq!(text("a\r\nb\rc\u{7}\td\u{1b}"), "a\nb\nc\td");
    }
}
