//! `/desk/price-requests/:id`: one question, and the two ways to answer it.

use kontor_domain::pricing::{PriceRequest, RequestState};
use kontor_domain::{PriceRequestId, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::hooks::use_params_map;

use super::answer_price::{answer_price, decline_price};
use super::price_requests::price_request;
use super::request_lines::{RequestPill, answer_words, asked_words};
use super::why_path;
use crate::desk::use_desk;
use crate::text::{use_language, use_text};
use crate::ui::{
    Alert, Crumbs, Field, Fields, Page, Sending, Side, TextArea, TryAgain, kept, loaded, shown, use_query,
};

#[component]
pub fn DeskPriceRequestPage() -> impl IntoView {
    let (params, query, desk) = (use_params_map(), use_query(), use_desk());
    let id = Memo::new(move |_| PriceRequestId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), price_request);
    let again = Callback::new(move |()| {
        data.refetch();
        desk.count_again();
    });
    loaded(data, Side::Desk, move || {
        let done = query.with(|q| q.get("done") == "1");
        move |request| view! { <Whole request done again /> }
    })
}

#[component]
fn Whole(request: PriceRequest, done: bool, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let (number, open) = (request.number.clone(), request.state == RequestState::Open);
    let why = why_path(
        Some(&request.company),
        Some(&request.part),
        Some((request.quantity, request.asked_at.date())),
    );
    let (tone, words) = answer_words(&request, l);
    let answered = (!open).then(|| {
        let by = request.answered_at.map(|at| format!("{}, {}", request.answered_by, format::moment(at, l)));
        let said = (!request.words.is_empty()).then(|| view! { <p>{request.words.clone()}</p> });
        view! {
            <section class="chapter">
                <h2>{t.pricing.answer}</h2>
                <div class=format!("evidence {tone}")><p><b>{words}</b></p> {said} <p class="small muted">{by}</p></div>
            </section>
        }
    });
    let forms = open.then(|| {
        view! {
            <section class="chapter"><h2>{t.pricing.answer_title}</h2><AnswerForm request=request.clone() again /></section>
            <section class="chapter"><h2>{t.pricing.decline_title}</h2><DeclineForm request=request.clone() again /></section>
        }
    });
    view! {
        <Page title=number.clone() class="work">
            <Crumbs above=vec![("/desk/price-requests".into(), t.pricing.requests.into())] here=number.clone() />
            {(done && !open).then(|| view! { <div class="note good" role="status">{t.pricing.answered_done}</div> })}
            <div class="head">
                <div>
                    <h1>{request.name.get(l).to_owned()}</h1>
                    <p class="row"><RequestPill state=request.state /> <span class="no">{number}</span></p>
                </div>
                <a class="quiet" href=why>{t.pricing.why_link}</a>
            </div>
            <dl class="facts">
                <div>
                    <dt>{t.desk.customer}</dt>
                    <dd>
                        <a href=format!("/desk/customers/{}", request.company)>{request.company_name.clone()}</a>
                        " "
                        <span class="no">{request.company_number.clone()}</span>
                    </dd>
                </div>
                <div><dt>{t.pricing.request}</dt><dd>{asked_words(&request, l)}</dd></div>
                {(!request.note.is_empty())
                    .then(|| view! { <div><dt>{t.desk.message}</dt><dd>{request.note.clone()}</dd></div> })}
            </dl>
            {answered}
            {forms}
        </Page>
    }
}

#[component]
fn AnswerForm(request: PriceRequest, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about("/fn/pricing/answer_price", "answer");
    let typed = kept(form);
    let (id, version, element) = (request.id.clone(), request.version, NodeRef::new());
    let from = typed.some("from").unwrap_or_else(|| shown(request.quantity, l));
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(f) = Fields::of(&ev) {
            let work = answer_price(
                id.clone(),
                version,
                f.get("net"),
                f.get("from"),
                f.get("until"),
                f.get("words"),
            );
            form.start(work, move |()| again.run(()));
        }
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
            <Alert form />
            <p class="muted">{t.pricing.answer_text}</p>
            <input type="hidden" name="id" value=request.id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <div class="fields">
                <Field form name="net" label=t.pricing.net value=typed.get("net") inputmode="decimal" maxlength=14 />
                <Field form name="from" label=t.pricing.from hint=t.pricing.from_hint value=from inputmode="decimal" maxlength=12 />
                <Field form name="until" label=t.pricing.until_field kind="date" value=typed.get("until") optional=true />
            </div>
            <TextArea form name="words" label=t.pricing.words value=typed.get("words") />
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.pricing.answer_do}</button>
                <TryAgain form element />
            </div>
        </form>
    }
}

#[component]
fn DeclineForm(request: PriceRequest, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/pricing/decline_price", "decline");
    let typed = kept(form);
    let (id, version, element) = (request.id.clone(), request.version, NodeRef::new());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(f) = Fields::of(&ev) {
            form.start(decline_price(id.clone(), version, f.get("reason")), move |()| again.run(()));
        }
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit node_ref=element novalidate>
            <Alert form />
            <input type="hidden" name="id" value=request.id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <Field form name="reason" label=t.pricing.reason value=typed.get("reason") maxlength=1000 />
            <div class="actions">
                <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.pricing.decline_do}</button>
                <TryAgain form element />
            </div>
        </form>
    }
}
