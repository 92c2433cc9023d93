//! The answer about a file: one clear sentence, then each seal, then its place in the archive.

use kontor_domain::format;
use kontor_domain::seals::{ChainPlace, CheckOutcome, CheckedFile, CheckedSeal, SealFault, SealLevel};
use leptos::prelude::*;

use crate::text::{Seals, fill, use_language, use_text};

#[component]
pub(super) fn Outcome(checked: CheckedFile) -> impl IntoView {
    let t = &use_text().seals;
    let (class, title, text) = match checked.outcome {
        CheckOutcome::Unchanged => ("note good", t.unchanged, t.unchanged_text),
        CheckOutcome::Unknown => ("note soon", t.unknown_seal, t.unknown_seal_text),
        CheckOutcome::Changed => ("note bad", t.changed, t.changed_text),
        CheckOutcome::Unsealed => ("note soon", t.unsealed, t.unsealed_text),
        CheckOutcome::Unreadable => ("note bad", t.unreadable, t.unreadable_text),
    };
    let many = checked.seals.len() > 1;
    let seals = checked.seals.into_iter().enumerate().map(|(n, seal)| {
        let title = if many { fill(t.seal_no, &[&(n + 1).to_string()]) } else { t.seal.to_owned() };
        view! { <Seal seal title /> }
    });
    let place = match checked.place {
        Some(place) => view! { <Place place /> }.into_any(),
        None => view! { <p class="muted">{t.not_archived}</p> }.into_any(),
    };
    view! {
        <div class=class role="status" id="outcome">
            <h2>{title}</h2>
            <p>{text}</p>
        </div>
        {seals.collect_view()}
        {place}
        <p class="small muted">{t.hash} " " <code class="no doc-link">{checked.hash}</code></p>
    }
}

#[component]
fn Seal(seal: CheckedSeal, title: String) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().seals);
    let (state, word) = if seal.valid { ("state good", t.valid) } else { ("state bad", t.invalid) };
    let level = match seal.level {
        SealLevel::Timestamped => t.timestamped,
        SealLevel::Basic => t.basic,
    };
    let signer = if seal.signer.is_empty() { t.no_name.to_owned() } else { seal.signer };
    let whose = if seal.ours { t.ours } else { t.not_ours };
    let at = seal.at.map_or_else(|| t.no_time.to_owned(), |at| format::moment(at, l));
    let faults =
        seal.problems.into_iter().map(|fault| view! { <li>{sentence(fault, t)}</li> }).collect_view();
    view! {
        <section class="chapter">
            <h2>{title}</h2>
            <p><span class=state>{word}</span></p>
            {(!seal.valid).then(|| view! { <ul class="sentences">{faults}</ul> })}
            <dl class="facts">
                <div><dt>{t.signer}</dt><dd>{signer} <span class="sub-line">{whose}</span></dd></div>
                <div><dt>{t.at}</dt><dd>{at}</dd></div>
                <div><dt>{t.level}</dt><dd>{level}</dd></div>
            </dl>
        </section>
    }
}

const fn sentence(fault: SealFault, t: &Seals) -> &'static str {
    match fault {
        SealFault::Changed => t.fault_changed,
        SealFault::AddedLater => t.fault_added,
        SealFault::WrongSignature => t.fault_signature,
        SealFault::CertificateExpired => t.fault_expired,
        SealFault::WrongTimestamp => t.fault_timestamp,
        SealFault::Malformed => t.fault_malformed,
    }
}

#[component]
pub(super) fn Place(place: ChainPlace) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().seals);
    let (state, word) = if place.holds { ("state good", t.holds) } else { ("state bad", t.holds_not) };
    let day = if place.sealed_day { t.day_sealed } else { t.day_open };
    view! {
        <section class="chapter" id="place">
            <h2>{t.place}</h2>
            <p><span class=state>{word}</span></p>
            <dl class="facts">
                <div><dt>{t.entry}</dt><dd>{place.seq.to_string()}</dd></div>
                <div><dt>{t.archived}</dt><dd>{format::moment(place.at, l)}</dd></div>
                <div><dt>{t.day}</dt><dd>{day}</dd></div>
                <div><dt>{t.entry_hash}</dt><dd><code class="no doc-link">{place.hash}</code></dd></div>
            </dl>
        </section>
    }
}
