//! How the signatures of a form stand, on its page: who is asked, who has signed, and what whoever asked can do.

use kontor_domain::forms::{FormState, FormView};
use kontor_domain::signatures::{LogStep, Round, SignerState, SignerView};
use kontor_domain::{DocumentId, FormId, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::ask::Ask;
use super::form_page;
use super::pad::{Pad, PadField, Shown};
use super::round::RoundFound;
use super::sign_here::sign_here;
use super::steps::{Consent, SignerPill};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Fields, Sending, go_to_page, use_query};

/// `round` comes with the page's own data ([`super::round`]): asked for here it would be asked for at every drawing.
#[component]
pub fn RoundPanel(form: FormView, round: RoundFound) -> impl IntoView {
    let t = &use_text().signatures;
    let done = match use_query().with_untracked(|q| q.get("done").to_owned()).as_str() {
        "asked" => Some(t.asked),
        "reminded" => Some(t.reminded),
        "withdrawn" => Some(t.withdrawn),
        "signed" => Some(t.signed_here),
        _ => None,
    };
    let desk = form.desk;
    let body = match round.round.clone() {
        Some(found) => view! { <Standing round=found form=form.clone() /> }.into_any(),
        None if form.may_fill && form.head.state == FormState::Draft => {
            view! { <Ask form=form.clone() found=round /> }.into_any()
        }
        None => ().into_any(),
    };
    let filed = form.head.document.clone().map(|document| view! { <Filed document desk /> });
    view! {
        <section class="chapter" id="signatures">
            <h2>{t.title}</h2>
            {done.map(|words| view! { <div class="note good" role="status">{words}</div> })}
            {filed} {body}
        </section>
    }
}

#[component]
fn Filed(document: DocumentId, desk: bool) -> impl IntoView {
    let t = &use_text().signatures;
    let path = format!("{}/{document}", crate::documents::base(desk));
    view! { <p><a class="act" href=path>{t.filed}</a></p> }
}

#[component]
fn Standing(round: Round, form: FormView) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().signatures);
    let desk = form.desk;
    let about =
        fill(t.asked_by, &[&round.asked_by, &format::moment(round.asked, l), &format::date(round.until, l)]);
    let declined = (!round.declined.is_empty())
        .then(|| view! { <div class="note bad">{fill(t.declined_because, &[&round.declined])}</div> });
    let all = round.signers.iter().all(|signer| signer.state == SignerState::Signed);
    let sealing = (all && form.head.document.is_none())
        .then(|| view! { <div class="note soon" role="status">{t.sealing}</div> });
    let pdf = format!("{}/round.pdf", form_page(&round.form, desk));
    let (manage, seen) = (round.may_manage, round.hash.clone());
    let id = round.form.clone();
    let signers = round.signers.clone().into_iter().map(|signer| {
        let (form, seen) = (id.clone(), seen.clone());
        view! { <Signer signer form seen manage desk /> }
    });
    let signers = signers.collect_view();
    let withdraw = manage.then(|| {
        let (form, version) = (form.head.id.clone(), form.head.version);
        view! { <Withdraw form version /> }
    });
    view! {
        <div class="stack">
            <p class="muted">{about}</p>
            {declined} {sealing} <ul class="sign-round">{signers}</ul>
            <p><a class="quiet" href=pdf target="_blank" rel="external noopener">{t.shown_pdf}</a></p>
            {withdraw} <Log log=round.log />
        </div>
    }
}

#[component]
fn Signer(signer: SignerView, form: FormId, seen: String, manage: bool, desk: bool) -> impl IntoView {
    let l = use_language();
    let asked = matches!(signer.state, SignerState::Asked | SignerState::Seen);
    let remind = (manage && asked && !signer.email.is_empty()).then(|| {
        let (form, signer) = (form.clone(), signer.clone());
        view! { <Remind form signer /> }
    });
    let here = signer.sign_here.then(|| {
        let (form, signer) = (form.clone(), signer.clone());
        view! { <Here form signer seen desk /> }
    });
    let address =
        (!signer.email.is_empty()).then(|| view! { <p class="small muted">{signer.email.clone()}</p> });
    let written = signer.written.clone().map(|written| view! { <Shown written /> });
    view! {
        <li class="stack">
            <div class="row ends top">
                <div>
                    <p><b>{signer.name.clone()}</b> " · " {signer.label.get(l).to_owned()}</p>
                    {address}
                </div>
                <div><SignerPill signer /></div>
            </div>
            {written} {here} {remind}
        </li>
    }
}

#[component]
fn Remind(form: FormId, signer: SignerView) -> impl IntoView {
    let t = &use_text().signatures;
    let sending = Sending::about("/fn/signatures/remind", &signer.element);
    let hint = fill(t.remind_hint, &[&signer.name]);
    view! {
        <form class="no-print" method="post" action=sending.url>
            <Alert form=sending />
            <input type="hidden" name="form" value=form.to_string() />
            <input type="hidden" name="element" value=signer.element />
            <button class="quiet" aria-label=hint>{t.remind}</button>
        </form>
    }
}

/// Somebody signs on this device.
#[component]
fn Here(form: FormId, signer: SignerView, seen: String, desk: bool) -> impl IntoView {
    let t = &use_text().signatures;
    let sending = Sending::about("/fn/signatures/sign_here", &signer.element);
    let pad = Pad::new();
    let open = sending.error.with_untracked(Option::is_some);
    let page = format!("{}?done=signed", form_page(&form, desk));
    let (id, element) = (form.clone(), signer.element.clone());
    let on_sign = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let (form, element) = (id.clone(), element.clone());
        let (seen, drawing) = (fields.get("seen"), pad.sent());
        let work = sign_here(form, element, seen, fields.get("consent"), drawing, fields.get("name"));
        let page = page.clone();
        sending.start(work, move |()| go_to_page(&page));
    };
    let (pad_id, consent_id) = (format!("here-{}", signer.element), format!("consent-{}", signer.element));
    view! {
        <details class="no-print" open=open>
            <summary class="plain">{fill(t.sign_here, &[&signer.name])}</summary>
            <form class="stack" method="post" action=sending.url on:submit=on_sign>
                <Alert form=sending />
                <p class="small">{fill(t.sign_here_text, &[&signer.name])}</p>
                <input type="hidden" name="form" value=form.to_string() />
                <input type="hidden" name="element" value=signer.element />
                <input type="hidden" name="seen" value=seen />
                <PadField pad form=sending name=String::new() id=pad_id />
                <Consent form=sending id=consent_id />
                <div class="actions">
                    <button class="act" aria-busy=move || sending.busy.get().then_some("true")>{t.sign_do}</button>
                </div>
            </form>
        </details>
    }
}

#[component]
fn Withdraw(form: FormId, version: i64) -> impl IntoView {
    let t = &use_text().signatures;
    let sending = Sending::about("/fn/signatures/withdraw_round", "withdraw");
    let open = sending.error.with_untracked(Option::is_some);
    view! {
        <details class="no-print" open=open>
            <summary class="plain">{t.withdraw}</summary>
            <form class="stack" method="post" action=sending.url>
                <Alert form=sending />
                <p class="small">{t.withdraw_text}</p>
                <input type="hidden" name="form" value=form.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <div class="actions"><button class="danger">{t.withdraw_do}</button></div>
            </form>
        </details>
    }
}

#[component]
fn Log(log: Vec<LogStep>) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().signatures);
    let steps = log.into_iter().map(|step| {
        let hash: String = step.hash.chars().take(12).collect();
        view! {
            <li>
                {step.sentence(l)}
                <p class="small muted">{format::moment(step.at, l)} " · " <code>{hash}</code></p>
            </li>
        }
    });
    view! {
        <details>
            <summary class="plain">{t.log}</summary>
            <p class="small muted">{t.log_text}</p>
            <ol class="sign-log">{steps.collect_view()}</ol>
        </details>
    }
}
