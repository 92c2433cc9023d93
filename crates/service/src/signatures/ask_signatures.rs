//! A complete form is closed, and people are asked to sign it.

use jiff::ToSpan as _;
use kontor_documents::Printed;
use kontor_domain::accounts::Actor;
use kontor_domain::events::Happened;
use kontor_domain::forms::{Element, FormState, standing};
use kontor_domain::signatures::{AskSignatures, MAX_ROUND_DAYS, MAX_SIGNER, Round, SigningStep, reminders};
use kontor_domain::{Error, Problem};
use kontor_store::StoreError;

use super::invite::{Why, invite};
use super::rows::{self, NewRound, RoundData, Signer};
use super::{form, round};
use crate::accounts::check::Fields;
use crate::change::{Change, Outcome, answered_before};
use crate::fault::Fault as _;
use crate::outbox::Job;
use crate::{Kontor, documents, forms, seals};

/// Prints the form once: these very bytes are what everybody is shown and signs.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who may not fill it in; [`Error::Invalid`] with every wrong field; [`Error::Conflict`]
/// with [`Problem::ChangedMeanwhile`], [`Problem::WrongState`], [`Problem::FormIncomplete`], and as [`seals::usable`].
pub async fn ask_signatures(kontor: &Kontor, actor: &Actor, command: &AskSignatures) -> Result<Round, Error> {
    let view = forms::form(kontor, actor, &command.form).await?;
    if answered_before(kontor, actor, "ask_signatures", &command.key).await?.is_some() {
        return round(kontor, actor, &command.form).await?.ok_or(Error::NotFound);
    }
    if view.head.state != FormState::Draft {
        return Err(Error::conflict(Problem::WrongState));
    }
    if !view.may_fill {
        return Err(Error::Forbidden);
    }
    let row = form::row(kontor, &command.form).await?;
    // The row is printed, the view was looked at: both are what whoever asks has seen, or somebody wrote between the two.
    if [view.head.version, row.version] != [command.version; 2] {
        return Err(Error::conflict(Problem::ChangedMeanwhile));
    }
    let signers = checked(command, &view.signature_fields())?;
    if !standing(&view.template, &view.answers, view.today).complete || !view.asides.is_empty() {
        return Err(Error::conflict(Problem::FormIncomplete));
    }
    seals::usable(kontor).await?;
    let language = actor.language;
    let mut paper = form::paper(kontor, &row, language).await?;
    paper.name_signers(&signers, language);
    let shown = paper.shown();
    let Printed { bytes, pages } = paper.print().await?;
    let kept = documents::keep_beside(kontor, bytes).await?;
    let now = kontor.clock.local();
    let head = &view.head;
    let new = NewRound {
        seq: kontor.new_id(),
        form: command.form.clone(),
        hash: kept.hash().to_owned(),
        order: view.template.order,
    };
    let count = signers.len();
    let mut row_of_round = new.row(
        |progress| RoundData {
            title: head.name.clone(),
            machine: [head.machine_model.as_str(), &head.machine].join(" ").trim().to_owned(),
            company: head.company.clone(),
            company_name: head.company_name.clone(),
            language,
            progress,
            signers,
            asked_by: actor.name().to_owned(),
            asker: actor.person().cloned(),
            asker_company: actor.company().cloned(),
            asked: now,
            until: now.date().saturating_add(i64::from(command.days).days()),
            declined: String::new(),
            shown,
            pages,
            log: Vec::new(),
            document: None,
        },
        count,
    );
    let data = &row_of_round.data.0;
    let (names, until): (Vec<String>, _) =
        (data.signers.iter().map(|s| s.name.clone()).collect(), data.until);
    let mut change = Change::new(kontor, actor);
    change.once("ask_signatures", &command.key, &row_of_round.seq);
    let facts = [("document", kept.hash().to_owned()), ("until", until.to_string())];
    let facts = facts.each_ref().map(|(name, value)| (*name, value.as_str()));
    row_of_round.log(kontor, actor.name(), SigningStep::Asked, &facts);
    for n in row_of_round.asked() {
        invite(kontor, &mut change, &mut row_of_round, n, Why::Invited)?;
    }
    rows::create(&mut change, &row_of_round);
    form::step(&mut change, &row, FormState::Waiting, None);
    change.event(&form::subject(&row), Happened::SignaturesAsked { title: head.name.clone(), people: names });
    let first = reminders(now, until).into_iter().next().unwrap_or(now);
    change.job_at(Job::Signing { round: row_of_round.seq.clone() }, kontor.clock.stamp_of(first));
    match change.commit().await {
        Ok(Outcome::Done | Outcome::Before(_)) => {}
        Err(StoreError::Guard(_)) => return Err(Error::conflict(Problem::ChangedMeanwhile)),
        Err(other) => return Err(other).fault(),
    }
    drop(kept);
    round(kontor, actor, &command.form).await?.ok_or(Error::NotFound)
}

/// One signer for each field, in the order of the fields.
fn checked(command: &AskSignatures, wanted: &[&Element]) -> Result<Vec<Signer>, Error> {
    let mut fields = Fields::default();
    fields.key(&command.key);
    if command.days == 0 {
        fields.wrong("days", Problem::NotPositive);
    } else if command.days > MAX_ROUND_DAYS {
        fields.wrong("days", Problem::AtMost { max: MAX_ROUND_DAYS });
    }
    let mut found: Vec<Option<Signer>> = vec![None; wanted.len()];
    for (n, signer) in command.signers.iter().enumerate() {
        let field = |name: &str| format!("signers[{n}].{name}");
        let name = fields.line(&field("name"), &signer.name, MAX_SIGNER);
        let email = match signer.email.trim() {
            "" => String::new(),
            email => fields.email(&field("email"), email),
        };
        let Some(at) = wanted.iter().position(|element| element.code == signer.element) else {
            fields.wrong(&field("element"), Problem::NotACode);
            continue;
        };
        if found[at].is_some() {
            fields.wrong(&field("element"), Problem::Duplicate);
        }
        found[at] = Some(Signer {
            element: wanted[at].code.clone(),
            label: wanted[at].label.clone(),
            name,
            email,
            asked: None,
            seen: false,
            code: None,
            known_until: None,
            signed: None,
        });
    }
    if wanted.is_empty() || found.iter().any(Option::is_none) {
        fields.wrong("signers", Problem::Required);
    }
    fields.done()?;
    Ok(found.into_iter().flatten().collect())
}
