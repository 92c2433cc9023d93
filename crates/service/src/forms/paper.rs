//! A form on paper: what is shown of it, as it was answered. Who signs, and how it came about, is the room signatures'.

use kontor_documents::report::{self, Entry, ReportSection, TableColumn};
use kontor_documents::{Fact, Report};
use kontor_domain::forms::{
    Answer, Column, Element, ElementKind, ElementStanding, FormTemplate, Mark, Option_, standing,
};
use kontor_domain::photos::Photo;
use kontor_domain::{Decimal, Error, Language, format};

use super::rows::{FormData, FormRow, template_of};
use crate::fault::internal;
use crate::{Kontor, photos};

/// What stands where nothing was answered.
const NOTHING: &str = "–";

/// All sections and answers that are shown, with the photos they name.
///
/// # Errors
/// [`Error::Unavailable`]; [`Error::Internal`] when a photo cannot be read.
pub(crate) async fn paper(
    kontor: &Kontor,
    row: &FormRow,
    l: Language,
) -> Result<(Report, Vec<report::Photo>), Error> {
    let (template, data) = (template_of(kontor, row).await?, &row.data.0);
    let mut sheet = Sheet { l, photos: Vec::new() };
    // What is reckoned by the day stays as it was when somebody last filled in something.
    let sections = sheet.sections(&template, data);
    let mut shown = Vec::with_capacity(sheet.photos.len());
    for (photo, alt) in sheet.photos {
        let bytes = tokio::fs::read(photos::path(kontor, &row.seq, &photo)).await;
        let bytes = bytes.map_err(|e| internal(&e))?;
        shown.push(report::Photo { bytes, extension: photo.kind.extension(), alt });
    }
    let s = &kontor.settings;
    let machine = [data.machine_model.as_str(), &data.machine];
    let machine = machine.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    let contact = [s.dealer_phone.as_str(), &s.dealer_email].join(" · ");
    let subtitle = [machine.as_str(), &data.company_name];
    let report = Report {
        language: l.tag().to_owned(),
        title: data.name.get(l).to_owned(),
        subtitle: subtitle.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
        made: kontor.clock.now().to_zoned(jiff::tz::TimeZone::UTC).datetime(),
        sender: s.dealer.clone(),
        facts: facts(data, &machine, l),
        sections,
        foot: vec![format!("{} · {}", s.dealer, s.dealer_address.join(", ")), contact],
        page: l.pick("Seite", "Page").to_owned(),
        ..Report::default()
    };
    Ok((report, shown))
}

fn facts(data: &FormData, machine: &str, l: Language) -> Vec<Fact> {
    let case = data.case.as_ref().map(ToString::to_string).unwrap_or_default();
    let begun = format!("{}, {}", format::date(data.begun.date(), l), data.begun_by);
    let facts = [
        (l.pick("Kunde", "Customer"), data.company_name.clone()),
        (l.pick("Maschine", "Machine"), machine.to_owned()),
        (l.pick("Vorgang", "Case"), case),
        (l.pick("Begonnen", "Begun"), begun),
        (l.pick("Zuletzt ausgefüllt", "Last filled in"), format::moment(data.changed, l)),
    ];
    facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Fact::new(name, value))
        .collect()
}

struct Sheet {
    l: Language,
    /// In the order in which they stand, each with what it shows.
    photos: Vec<(Photo, String)>,
}

impl Sheet {
    fn sections(&mut self, template: &FormTemplate, data: &FormData) -> Vec<ReportSection> {
        let answers = data.filled.answers();
        let standing = standing(template, &answers, data.changed.date());
        let mut out = Vec::with_capacity(standing.sections.len());
        for section in &standing.sections {
            let Some(asked) = template.sections.iter().find(|s| s.code == section.code) else { continue };
            let mut entries = Vec::with_capacity(section.elements.len());
            for found in &section.elements {
                let element = asked.elements.iter().find(|element| element.code == found.code);
                entries.extend(element.and_then(|element| self.entry(element, found)));
            }
            if !entries.is_empty() {
                out.push(ReportSection { title: asked.title.get(self.l).to_owned(), entries });
            }
        }
        out
    }

    fn entry(&mut self, element: &Element, found: &ElementStanding) -> Option<Entry> {
        let l = self.l;
        let name = element.label.get(l).to_owned();
        let value = |value: String| Some(Entry::Value { name: name.clone(), value });
        let answer = found.answer.as_ref().filter(|answer| answer.is_filled());
        match (&element.kind, answer) {
            (ElementKind::Signature { .. }, _) => None,
            (ElementKind::Note, _) => Some(Entry::Note { text: name }),
            (ElementKind::Calculated { unit, decimals, .. }, _) => value(
                found
                    .reckoned
                    .map_or_else(|| NOTHING.to_owned(), |number| self.number(number, *decimals, unit)),
            ),
            (_, None) => value(NOTHING.to_owned()),
            (ElementKind::Text { long: true }, Some(Answer::Text(text))) => {
                Some(Entry::Text { name, text: text.trim().to_owned() })
            }
            (ElementKind::Check, Some(Answer::Check { mark, comment, photos })) => {
                let photos = self.named(photos, &name);
                Some(Entry::Check {
                    name,
                    mark: mark.word(l).to_owned(),
                    bad: *mark == Mark::NotAcceptable,
                    comment: comment.trim().to_owned(),
                    photos,
                })
            }
            (ElementKind::Photos { .. }, Some(Answer::Photos(photos))) => {
                let photos = self.named(photos, &name);
                Some(Entry::Photos { name, photos })
            }
            (ElementKind::Table { columns }, Some(Answer::Table(rows))) => {
                let filled = rows.iter().filter(|row| row.values().any(Answer::is_filled));
                let rows = filled.map(|row| columns.iter().map(|c| self.cell(c, row.get(&c.code))).collect());
                let rows = rows.collect();
                Some(Entry::Table { name, columns: columns.iter().map(|c| self.column(c)).collect(), rows })
            }
            (kind, Some(answer)) => value(self.short(kind, answer)),
        }
    }

    /// The places of photos in the list of all of them; each stands there once.
    fn named(&mut self, photos: &[Photo], name: &str) -> Vec<usize> {
        let mut out = Vec::with_capacity(photos.len());
        for photo in photos {
            let known = self.photos.iter().position(|(other, _)| other == photo);
            out.push(known.unwrap_or_else(|| {
                let alt = format!("{} {name}", self.l.pick("Foto:", "Photo:"));
                self.photos.push((photo.clone(), alt));
                self.photos.len() - 1
            }));
        }
        out
    }

    fn column(&self, column: &Column) -> TableColumn {
        let label = column.label.get(self.l);
        let (right, unit) = match &column.kind {
            ElementKind::Number { unit, .. } | ElementKind::Calculated { unit, .. } => (true, unit.as_str()),
            _ => (false, ""),
        };
        let name = if unit.is_empty() { label.to_owned() } else { format!("{label} ({unit})") };
        TableColumn { name, right }
    }

    /// Without units: they stand in the heading.
    fn cell(&self, column: &Column, answer: Option<&Answer>) -> String {
        match (&column.kind, answer.filter(|answer| answer.is_filled())) {
            (_, None) => String::new(),
            (
                ElementKind::Number { decimals, .. } | ElementKind::Calculated { decimals, .. },
                Some(Answer::Number(number)),
            ) => self.number(*number, *decimals, ""),
            (kind, Some(answer)) => self.short(kind, answer),
        }
    }

    fn short(&self, kind: &ElementKind, answer: &Answer) -> String {
        let l = self.l;
        match (kind, answer) {
            (ElementKind::Number { unit, decimals, .. }, Answer::Number(number)) => {
                self.number(*number, *decimals, unit)
            }
            (ElementKind::Choice { options, .. }, Answer::Choice(codes)) => {
                let chosen = options.iter().filter(|option: &&Option_| codes.contains(&option.code));
                chosen.map(|option| option.label.get(l)).collect::<Vec<_>>().join(", ")
            }
            (_, Answer::Text(text) | Answer::Machine(text)) => text.trim().to_owned(),
            (_, Answer::Number(number)) => format::decimal(number.normalize(), l),
            (_, Answer::Date(date)) => format::date(*date, l),
            (_, Answer::YesNo(true)) => l.pick("Ja", "Yes").to_owned(),
            (_, Answer::YesNo(false)) => l.pick("Nein", "No").to_owned(),
            (_, Answer::Part { number, name, .. }) => format!("{number} {name}").trim().to_owned(),
            (_, Answer::Check { mark, .. }) => mark.word(l).to_owned(),
            (_, Answer::Choice(codes)) => codes.join(", "),
            (_, Answer::Photos(_) | Answer::Table(_)) => String::new(),
        }
    }

    /// With the digits that the template wants, and never fewer than were filled in.
    fn number(&self, number: Decimal, decimals: u32, unit: &str) -> String {
        let mut number = number.normalize();
        if number.scale() < decimals {
            number.rescale(decimals);
        }
        let text = format::decimal(number, self.l);
        if unit.is_empty() { text } else { format!("{text}\u{a0}{unit}") }
    }
}
