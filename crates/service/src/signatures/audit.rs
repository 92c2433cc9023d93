//! The last page of a signed form: who, how known, what was shown and when; and what goes with it inside of the file.

use kontor_documents::Fact;
use kontor_documents::report::{Attached, Audit, AuditStep, Relation, ReportSignature};
use kontor_domain::forms::{Answers, FormView, standing};
use kontor_domain::signatures::{Sealing, Written, audit_words, consent};
use kontor_domain::{DocumentId, Error, Language, Localized, format};
use serde::Serialize;

use super::form::Paper;
use super::rows::{RoundRow, Signed, Signer};
use crate::fault::internal;
use crate::{Kontor, cases};

/// So much of a hash is printed where it stands for reading.
const SHORT: usize = 16;

/// What the data of a signed form is, for programs.
#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    form: &'a str,
    document: &'a DocumentId,
    template: String,
    template_version: u32,
    company: &'a str,
    machine: &'a str,
    /// Of what was shown, as on the paper: what was typed and hidden again is nobody's business.
    answers: Answers,
    /// SHA-256 of the document that was shown.
    shown: &'a str,
    signers: &'a [SignedBy<'a>],
    /// Of all times.
    zone: &'a str,
    log: &'a [kontor_domain::signatures::LogStep],
}

/// Somebody who has signed. Everybody who has the document reads this: without addresses.
#[derive(Serialize)]
struct SignedBy<'a> {
    element: &'a str,
    label: &'a Localized,
    name: &'a str,
    signed: &'a Signed,
}

/// Puts signatures, audit page and attachments onto the paper.
///
/// # Errors
/// [`Error::Internal`].
pub(super) fn complete(
    kontor: &Kontor,
    paper: &mut Paper,
    row: &RoundRow,
    form: &FormView,
    document: &DocumentId,
    shown: Vec<u8>,
    sealing: Sealing,
) -> Result<(), Error> {
    let data = &row.data.0;
    let l = data.language;
    let signers: Vec<SignedBy<'_>> = data.signers.iter().map(signed_by).collect::<Result<_, _>>()?;
    paper.sign(signers.iter().map(|signer| signature(signer, l)).collect(), l);
    paper.report.audit = Some(audit(kontor, row, document, sealing)?);
    let all = Data {
        format: "kontor-signed-form-1",
        form: &row.form,
        document,
        template: form.head.template.to_string(),
        template_version: form.head.template_version,
        company: form.head.company.as_str(),
        machine: &form.head.machine,
        answers: shown_answers(form),
        shown: &row.hash,
        signers: &signers,
        zone: kontor.clock.zone_name(),
        log: &data.log,
    };
    let about = |de, en| l.pick(de, en).to_owned();
    paper.report.attached = vec![
        Attached {
            name: "form.json".into(),
            media_type: "application/json",
            about: about(
                "Daten des Formulars und Protokoll der Unterschriften",
                "Data of the form and log of its signatures",
            ),
            relation: Relation::Data,
            bytes: serde_json::to_vec_pretty(&all).map_err(|e| internal(&e))?,
        },
        Attached {
            name: "shown.pdf".into(),
            media_type: "application/pdf",
            about: about(
                "Das Dokument, wie es gezeigt und unterschrieben wurde",
                "The document as it was shown and signed",
            ),
            relation: Relation::Source,
            bytes: shown,
        },
    ];
    Ok(())
}

fn signed_by(signer: &Signer) -> Result<SignedBy<'_>, Error> {
    let signed = signer.signed.as_ref().ok_or_else(|| internal(&"a signature is missing"))?;
    Ok(SignedBy { element: &signer.element, label: &signer.label, name: &signer.name, signed })
}

/// By the day of the paper: see `forms::paper`.
fn shown_answers(form: &FormView) -> Answers {
    let standing = standing(&form.template, &form.answers, form.head.changed.date());
    let elements = standing.sections.into_iter().flat_map(|section| section.elements);
    elements.filter_map(|element| Some((element.code, element.answer?))).collect()
}

fn signature(signer: &SignedBy<'_>, l: Language) -> ReportSignature {
    let signed = signer.signed;
    let (drawing, typed) = match &signed.written {
        Written::Drawn { drawing } => (Some(drawing.to_svg()), String::new()),
        Written::Typed { name } => (None, name.clone()),
    };
    ReportSignature {
        label: signer.label.get(l).to_owned(),
        name: signer.name.to_owned(),
        lines: vec![moment(signed.at, l), signed.known.words(l)],
        drawing,
        typed,
    }
}

fn audit(kontor: &Kontor, row: &RoundRow, document: &DocumentId, sealing: Sealing) -> Result<Audit, Error> {
    let data = &row.data.0;
    let l = data.language;
    let address = format!("{}/verify/{document}", kontor.settings.base_url);
    let mut words = audit_words(sealing, l);
    // Each wording as it was read, whatever the language of the document.
    let mut agreed: Vec<&str> = Vec::new();
    for signed in data.signers.iter().filter_map(|signer| signer.signed.as_ref()) {
        let Some(text) = consent(signed.consent, signed.language).filter(|text| !agreed.contains(text))
        else {
            continue;
        };
        agreed.push(text);
        words.push(match l {
            Language::De => format!("Zugestimmt wurde mit: „{text}“"),
            Language::En => format!("What was agreed to: “{text}”"),
        });
    }
    let mut facts = vec![
        Fact::new(l.pick("Dokument", "Document"), document.as_str()),
        Fact::new(l.pick("Formular", "Form"), row.form.as_str()),
        Fact::new(l.pick("Angefragt von", "Asked for by"), &data.asked_by),
        Fact::new(l.pick("Angefragt am", "Asked for on"), moment(data.asked, l)),
        Fact::new(l.pick("Zeitzone", "Time zone"), kontor.clock.zone_name()),
        Fact::new(l.pick("Gezeigtes Dokument (SHA-256)", "Document shown (SHA-256)"), &row.hash),
    ];
    for signer in &data.signers {
        let Some(signed) = &signer.signed else { continue };
        let about = [signer.name.clone(), signed.known.words(l), moment(signed.at, l)].join(", ");
        facts.push(Fact::new(signer.label.get(l), about));
    }
    let step = |step: &kontor_domain::signatures::LogStep| AuditStep {
        at: moment(step.at, l),
        what: step.sentence(l),
        hash: step.hash.get(..SHORT).unwrap_or(&step.hash).to_owned(),
    };
    let alt = l.pick("Code zum Prüfen dieses Dokuments", "Code for checking this document");
    Ok(Audit {
        title: l.pick("Wie dieses Dokument entstand", "How this document came about").to_owned(),
        words,
        facts,
        steps_title: l.pick("Protokoll", "Log").to_owned(),
        steps: data.log.iter().map(step).collect(),
        code: Some((cases::drawn(&address)?.svg(), alt.to_owned())),
        address,
    })
}

/// With seconds, by the house's clock.
fn moment(at: jiff::civil::DateTime, l: Language) -> String {
    let (day, h, m, s) = (format::date(at.date(), l), at.hour(), at.minute(), at.second());
    match l {
        Language::De => format!("{day}, {h:02}:{m:02}:{s:02} Uhr"),
        Language::En => format!("{day}, {h:02}:{m:02}:{s:02}"),
    }
}
