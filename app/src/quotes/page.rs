//! `/offers/:id`: what was asked, what is offered, and the answer. With `?version=2` as it was, with `?take=3,4` with these options.

use kontor_domain::quotes::QuoteView;
use kontor_domain::{Error, QuoteId, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::accept::Accept;
use super::answer::{Counter, Decline, Seen};
use super::history::{Versions, Wishes};
use super::picks::{self, Picking};
use super::positions::{FORM, Positions};
use super::quote::{QuoteShown, quote};
use super::request::{Request, RequestPhotos};
use super::standing::{Said, Standing, newest, now};
use super::sums::{NetSum, OfferSums};
use super::{BASE, QuotePill, last_day, path_of};
use crate::accounts::{Dealer, Visitor};
use crate::cases::live::touched;
use crate::text::{fill, use_language, use_text};
use crate::ui::{CaseNo, Crumbs, Page, Sending, Side, loaded_for, use_query};

/// The forms of this page: what went wrong with one outlives the drawings that others cause by what they do in the case.
#[derive(Clone, Copy)]
struct Answers {
    accept: Sending,
    counter: Sending,
    decline: Sending,
    withdraw: Sending,
    done: Callback<&'static str>,
}

impl Answers {
    fn of(id: Memo<QuoteId>, again: Callback<()>) -> Self {
        let navigate = use_navigate();
        let done = Callback::new(move |what: &'static str| {
            let page = format!("{}?done={what}", path_of(&id.get_untracked()));
            navigate(&page, NavigateOptions { replace: true, ..NavigateOptions::default() });
            again.run(());
        });
        Self {
            accept: Sending::to("/fn/quotes/accept_quote"),
            counter: Sending::to("/fn/quotes/counter_quote"),
            decline: Sending::to("/fn/quotes/decline_quote"),
            withdraw: Sending::to("/fn/quotes/withdraw_request"),
            done,
        }
    }
}

#[component]
pub fn OfferPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| QuoteId(params.with(|p| p.get("id").unwrap_or_default())));
    let version = Memo::new(move |_| query.with(|q| q.get("version").parse::<u32>().ok()));
    let wanted = RwSignal::new(query.with_untracked(picks::read));
    // The case is known once the offer is there.
    let code = RwSignal::new(String::new());
    let touched = touched(code.into());
    let data = Resource::new_blocking(
        move || (id.get(), version.get(), wanted.with(picks::written), touched.get()),
        |(id, version, take, _)| quote(id, version, take),
    );
    let answers = Answers::of(id, Callback::new(move |()| data.refetch()));
    // Another address asks for other options.
    Effect::new(move |before: Option<_>| {
        let now = (id.get(), version.get(), query.with(picks::read));
        if before.is_some_and(|before| before != now) {
            wanted.set(now.2.clone());
        }
        now
    });
    Effect::new(move |_| {
        if let Some(Ok(shown)) = data.get() {
            let case = shown.view.head.case.to_string();
            if code.get_untracked() != case {
                code.set(case);
            }
        }
    });
    // Replaced, expired or other than it was seen: what is accepted next must be what stands here.
    Effect::new(move |_| {
        if answers.accept.error.with(|e| matches!(e, Some(Error::Conflict { .. }))) {
            data.refetch();
        }
    });
    loaded_for(data, Side::Shop, move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |shown, visitor| view! { <Whole shown visitor wanted answers done /> }
    })
}

#[component]
fn Whole(
    shown: QuoteShown,
    visitor: Visitor,
    wanted: RwSignal<std::collections::BTreeSet<u32>>,
    answers: Answers,
    done: String,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let view = shown.view.clone();
    let head = view.head.clone();
    let Some(offer) = view.offer.clone() else {
        let withdraws = visitor.orders;
        return view! {
            <Page title=head.title.clone() class="page quoting">
                <Head view=view.clone() done />
                <Standing view=view.clone() />
                <Request view=view.clone() withdraws withdraw=answers.withdraw />
                <RequestPhotos view=view.clone() may_add=visitor.orders />
                <Contact owner=head.owner_name dealer=visitor.dealer />
                <Case view />
            </Page>
        }
        .into_any();
    };
    let settled = view.accepted.clone().filter(|_| newest(&view));
    let picking = Picking::new(offer.clone(), view.treatment, wanted, settled);
    let seen = Seen { quote: head.id.clone(), number: view.shown };
    let (opening, closing) = (offer.opening.clone(), offer.closing.clone());
    let (answering, decides) = (shown.ahead.is_some(), view.may_decide);
    let hint = Signal::derive(move || {
        let net = picking.sums.with(|s| s.as_ref().map(|s| format::money(s.totals.net, l)));
        fill(t.quotes.counter_net_hint, &[&net.unwrap_or_default()])
    });
    let answer = shown.ahead.map(|ahead| {
        view! {
            {decides
                .then(|| {
                    view! { <Accept seen=seen.clone() picking ahead key=shown.key form=answers.accept /> }
                })}
            <section class="chapter no-print" id="answer">
                <h2>{t.quotes.answer}</h2>
                <Counter seen=seen.clone() picking form=answers.counter hint done=answers.done />
                {decides.then(|| view! { <Decline seen form=answers.decline done=answers.done /> })}
            </section>
        }
    });
    view! {
        <Page title=head.title.clone() class="page quoting">
            <Head view=view.clone() done />
            <Standing view=view.clone() />
            <div class="split">
                <div>
                    <section class="chapter" id="positions">
                        <h2>{t.quotes.positions}</h2>
                        {letter_words(opening)}
                        <Positions picking />
                        {letter_words(closing)}
                    </section>
                    <Terms view=view.clone() />
                    {answer}
                    <Wishes view=view.clone() />
                    <Versions view=view.clone() />
                    <Request view=view.clone() withdraws=false withdraw=answers.withdraw />
                    <RequestPhotos view=view.clone() may_add=visitor.orders />
                </div>
                <aside class="stack">
                    <section class="chapter" id="sums">
                        <h2>{t.carts.sums}</h2>
                        <OfferSums picking />
                        <Choices view=view.clone() picking />
                    </section>
                    {answering.then(|| view! { <Ways decides /> })}
                    <Contact owner=head.owner_name dealer=visitor.dealer />
                    <Case view />
                </aside>
            </div>
            {(answering && decides).then(|| view! { <Bar picking /> })}
        </Page>
    }
    .into_any()
}

/// Words around the positions, in their own lines.
fn letter_words(text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <p class="offer-words">{text}</p> })
}

#[component]
fn Head(view: QuoteView, done: String) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let head = view.head.clone();
    let state = now(&view);
    let sent = view.versions.iter().find(|v| v.number == view.shown);
    let version = sent.map(|v| fill(t.version_of, &[&v.number.to_string(), &format::date(v.at.date(), l)]));
    let last = sent.filter(|_| newest(&view)).map(|v| last_day(state, v.valid_until, view.today));
    let pdf = view.offer.is_some().then(|| {
        let href = format!("{}/offer.pdf?version={}", path_of(&head.id), view.shown);
        view! { <a class="quiet no-print" href=href rel="external">{t.pdf}</a> }
    });
    view! {
        <Crumbs above=vec![(BASE.into(), t.title.into())] here=head.id.to_string() />
        <Said done />
        <div class="head">
            <div>
                <h1>{head.title}</h1>
                <p class="row">
                    <QuotePill state />
                    {last.map(|last| view! { <span class="when">{last}</span> })}
                    {version.map(|version| view! { <span class="muted">{version}</span> })}
                </p>
            </div>
            {pdf}
            <p class="case-plate">
                <span class="small muted">{t.number}</span>
                <span><CaseNo code=head.id.to_string() /></span>
                <span class="small muted no-print">{t.number_hint}</span>
            </p>
        </div>
    }
}

/// The plain form of the choices: awake, the page reckons by itself.
#[component]
fn Choices(view: QuoteView, picking: Picking) -> impl IntoView {
    let t = use_text();
    let button = format!(r#"<button class="quiet">{}</button>"#, t.quotes.again);
    let old = (!newest(&view)).then(|| view.shown.to_string());
    (picking.chooses() && !picking.settled).then(|| {
        view! {
            <form id=FORM action=path_of(&view.head.id) on:submit=|ev: SubmitEvent| ev.prevent_default()>
                {old.map(|number| view! { <input type="hidden" name="version" value=number /> })}
                <noscript inner_html=button />
            </form>
        }
    })
}

#[component]
fn Terms(view: QuoteView) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let until = view.versions.iter().find(|v| v.number == view.shown).map(|v| format::day(v.valid_until, l));
    let offer = view.offer.unwrap_or_default();
    let rows = [
        (t.delivery, Some(offer.delivery).filter(|words| !words.is_empty())),
        (t.payment, Some(offer.payable.text(l))),
        (t.until, until),
    ];
    view! {
        <section class="chapter" id="terms">
            <h2>{t.terms}</h2>
            <dl class="facts">
                {rows
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?)))
                    .map(|(name, value)| {
                        view! { <div><dt>{name}</dt><dd class="offer-words">{value}</dd></div> }
                    })
                    .collect_view()}
            </dl>
        </section>
    }
}

/// The three answers, beside the sum.
#[component]
fn Ways(decides: bool) -> impl IntoView {
    let t = &use_text().quotes;
    view! {
        <nav class="stack no-print" aria-label=t.answer>
            {decides.then(|| view! { <a class="act wide" href="#accept" rel="external">{t.accept}</a> })}
            <a class="quiet wide" href="#counter" rel="external">{t.counter_title}</a>
            {decides.then(|| view! { <a href="#decline" rel="external">{t.decline_title}</a> })}
        </nav>
    }
}

/// Who looks after it, and what they see.
#[component]
fn Contact(owner: String, dealer: Dealer) -> impl IntoView {
    let t = &use_text().quotes;
    let name = if owner.is_empty() { t.contact_none.to_owned() } else { owner };
    view! {
        <section class="chapter" id="contact">
            <h2>{t.contact}</h2>
            <p><b>{name}</b> <br /> <a href=dealer.tel()>{dealer.phone.clone()}</a></p>
            <p class="small muted no-print">{t.seen}</p>
        </section>
    }
}

#[component]
fn Case(view: QuoteView) -> impl IntoView {
    let href = format!("/cases/{}", view.head.case);
    view! { <p class="no-print"><a href=href>{use_text().quotes.to_case}</a></p> }
}

/// At the lower edge of a phone: what it costs, and the way to accepting it.
#[component]
fn Bar(picking: Picking) -> impl IntoView {
    let t = &use_text().quotes;
    view! {
        <div class="config-bar no-print">
            <b><NetSum picking /></b>
            <a class="act" href="#accept" rel="external">{t.accept}</a>
        </div>
    }
}
