//! The form that a round is about, as the room forms keeps and prints it.

use kontor_documents::report::{Photo, ReportSignature};
use kontor_documents::{Printed, Report, report};
use kontor_domain::forms::FormState;
use kontor_domain::signatures::ShownSection;
use kontor_domain::{DocumentId, Error, FormId, Language};

use super::rows::Signer;
use crate::Kontor;
use crate::change::{Change, Subject};
use crate::fault::internal;
use crate::forms::{self, rows::FormRow};

/// # Errors
/// [`Error::NotFound`]; [`Error::Unavailable`].
pub(super) async fn row(kontor: &Kontor, id: &FormId) -> Result<FormRow, Error> {
    forms::rows::by_id(kontor, id).await?.ok_or(Error::NotFound)
}

/// Moves the form, unless somebody wrote it since it was read (guard `version`).
pub(super) fn step(change: &mut Change<'_>, row: &FormRow, to: FormState, document: Option<DocumentId>) {
    forms::step(change, row, to, document);
}

/// What events about its signatures are about.
pub(super) fn subject(row: &FormRow) -> Subject {
    row.subject()
}

/// A form on paper.
pub(super) struct Paper {
    pub report: Report,
    pub photos: Vec<Photo>,
}

/// # Errors
/// As the room's.
pub(super) async fn paper(kontor: &Kontor, row: &FormRow, language: Language) -> Result<Paper, Error> {
    let (report, photos) = forms::paper(kontor, row, language).await?;
    Ok(Paper { report, photos })
}

impl Paper {
    /// Who is to sign where, before anybody has.
    pub fn name_signers(&mut self, signers: &[Signer], l: Language) {
        let line = |signer: &Signer| ReportSignature {
            label: signer.label.get(l).to_owned(),
            name: signer.name.clone(),
            ..ReportSignature::default()
        };
        self.sign(signers.iter().map(line).collect(), l);
    }

    /// Puts the signatures below the last section, whose title may already say what they are.
    pub fn sign(&mut self, signatures: Vec<ReportSignature>, l: Language) {
        let title = l.pick("Unterschriften", "Signatures");
        let said = self.report.sections.last().is_some_and(|section| section.title == title);
        (if said { "" } else { title }).clone_into(&mut self.report.signatures_title);
        self.report.signatures = signatures;
    }

    /// What it says, as text.
    pub fn shown(&self) -> Vec<ShownSection> {
        let facts = self.report.facts.iter().map(|fact| (fact.name.clone(), fact.value.clone()));
        let head = ShownSection { title: String::new(), lines: facts.collect() };
        let sections = self.report.sections.iter().map(|section| ShownSection {
            title: section.title.clone(),
            lines: section.entries.iter().flat_map(|entry| lines(entry, &self.report.language)).collect(),
        });
        std::iter::once(head).chain(sections).filter(|section| !section.lines.is_empty()).collect()
    }

    /// Sets it, beside the threads that answer others.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub async fn print(self) -> Result<Printed, Error> {
        let printed = tokio::task::spawn_blocking(move || report(&self.report, &self.photos));
        printed.await.map_err(|e| internal(&e))?.map_err(|e| internal(&e))
    }
}

fn lines(entry: &report::Entry, language: &str) -> Vec<(String, String)> {
    use report::Entry;
    let l = Language::from_tag(language).unwrap_or_default();
    let count = |photos: &[usize]| match (photos.len(), l) {
        (1, Language::De) => "1 Foto".to_owned(),
        (1, Language::En) => "1 photo".to_owned(),
        (n, Language::De) => format!("{n} Fotos"),
        (n, Language::En) => format!("{n} photos"),
    };
    match entry {
        Entry::Note { text } => vec![(String::new(), text.clone())],
        Entry::Value { name, value } => vec![(name.clone(), value.clone())],
        Entry::Text { name, text } => vec![(name.clone(), text.clone())],
        Entry::Check { name, mark, comment, photos, .. } => {
            let mut value = mark.clone();
            for more in [comment.clone(), if photos.is_empty() { String::new() } else { count(photos) }] {
                if !more.is_empty() {
                    value.push_str(" – ");
                    value.push_str(&more);
                }
            }
            vec![(name.clone(), value)]
        }
        Entry::Table { name, columns, rows } => {
            let row = |row: &Vec<String>| {
                let cells = columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                let cells: Vec<String> =
                    cells.map(|(column, cell)| format!("{}: {cell}", column.name)).collect();
                (name.clone(), cells.join(" · "))
            };
            rows.iter().map(row).collect()
        }
        Entry::Photos { name, photos } => vec![(name.clone(), count(photos))],
    }
}
