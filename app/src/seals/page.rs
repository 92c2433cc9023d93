//! `/verify` and `/verify/:id`: a document is sent in, and what is known of it is told.

use kontor_domain::seals::ChainPlace;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::outcome::{Outcome, Place};
use super::verified::{AskVerified, Verified, verified};
use crate::text::use_text;
use crate::ui::{Page, Side, loaded, use_query};

/// Where the form is sent, and the page that answers it.
const PATH: &str = "/verify";

#[component]
pub fn VerifyPage() -> impl IntoView {
    let (query, params) = (use_query(), use_params_map());
    let asked = Memo::new(move |_| AskVerified {
        answer: query.with(|q| q.some("answer").unwrap_or_default()),
        document: params.with(|p| p.get("id").unwrap_or_default()),
    });
    let refused = Memo::new(move |_| query.with(|q| q.some("refused")));
    let data = Resource::new_blocking(move || asked.get(), verified);
    loaded(data, Side::Shop, move || {
        let refused = refused.get();
        move |shown| view! { <Whole shown refused /> }
    })
}

#[component]
fn Whole(shown: Verified, refused: Option<String>) -> impl IntoView {
    let t = &use_text().seals;
    let wrong = match refused.as_deref() {
        Some("large") => Some(t.too_large),
        Some("empty") => Some(t.no_file),
        Some("busy") => Some(t.busy),
        Some(_) => Some(t.broken),
        None => shown.gone.then_some(t.gone).or(shown.unknown.then_some(t.unknown)),
    };
    let asked_for = shown.place.map(|place| view! { <OnPaper place /> });
    view! {
        <Page title=t.title class="page narrow">
            <div class="stack">
                <h1>{t.title}</h1>
                {wrong.map(|words| view! { <div class="note bad" role="alert"><p>{words}</p></div> })}
                {shown.checked.map(|checked| view! { <Outcome checked /> })}
                {asked_for}
                <Form />
                <section class="chapter">
                    <h2>{t.proves}</h2>
                    <ul class="sentences">
                        <li>{t.proves_unchanged}</li>
                        <li>{t.proves_who}</li>
                        <li>{t.proves_when}</li>
                        <li>{t.proves_chain}</li>
                    </ul>
                    <h3>{t.proves_not}</h3>
                    <ul class="sentences">
                        <li>{t.not_content}</li>
                        <li>{t.not_signers}</li>
                        <li>{t.not_revoked}</li>
                    </ul>
                    <p class="small muted">{t.other_readers}</p>
                </section>
            </div>
        </Page>
    }
}

/// What a code on paper leads to: the entry alone says nothing of the paper in somebody's hand.
#[component]
fn OnPaper(place: ChainPlace) -> impl IntoView {
    let t = &use_text().seals;
    view! {
        <div class="note" role="status">
            <p><b>{t.paper}</b></p>
            <p>{t.paper_text}</p>
        </div>
        <Place place />
    }
}

#[component]
fn Form() -> impl IntoView {
    let t = &use_text().seals;
    let busy = RwSignal::new(false);
    view! {
        <form
            class="stack"
            method="post"
            action=PATH
            enctype="multipart/form-data"
            // The browser sends it: a file may be large, and the answer is a page.
            on:submit=move |_| busy.set(true)
        >
            <p>{t.text}</p>
            <label class="drop">
                <b>{t.choose}</b>
                <input
                    id="verify-file"
                    type="file"
                    name="file"
                    accept=".pdf,application/pdf"
                    required
                    aria-describedby="verify-hint"
                />
                <span id="verify-hint">{t.hint}</span>
            </label>
            <div class="actions">
                <button class="act" aria-busy=move || busy.get().then_some("true")>{t.check}</button>
            </div>
        </form>
    }
}
