//! `/desk/offers/:id`: an offer as the desk prepares, sends and negotiates it.

use kontor_domain::quotes::{NextStep, QuoteState};
use kontor_domain::{QuoteId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::desk_counter::{Asked, Counter};
use super::desk_editing::{Editing, Working};
use super::desk_editor::{Editor, Fixed};
use super::desk_history::History;
use super::desk_margin::{Bar, Panel};
use super::desk_offer::{DeskOffer, desk_offer};
use super::desk_release::ReleaseNote;
use super::desk_send_form::{SendOrAsk, Withdraw};
use super::{DESK, DeskPill, desk_pdf, next_words};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Copy, Crumbs, Page, Side, loaded, use_query};

#[component]
pub fn DeskOfferPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| QuoteId(params.with(|p| p.get("id").unwrap_or_default())));
    let working = Working::new();
    working.listen(id);
    let data = Resource::new_blocking(move || id.get(), desk_offer);
    let again = Callback::new(move |()| data.refetch());
    loaded(data, Side::Desk, move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |found| view! { <Whole found done working again /> }
    })
}

#[component]
fn Whole(found: DeskOffer, done: String, working: Working, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let editing = Editing::new(&found, working);
    let said = match done.as_str() {
        "begun" => Some(t.desk_quotes.said_begun),
        "saved" => Some(t.desk_quotes.said_saved),
        "sent" => Some(t.desk_quotes.said_sent),
        "asked" => Some(t.desk_quotes.said_asked),
        "released" => Some(t.desk_quotes.said_released),
        "refused" => Some(t.desk_quotes.said_refused),
        "withdrawn" => Some(t.desk_quotes.said_withdrawn),
        _ => None,
    };
    let desk = found.desk.clone();
    let (view, head) = (desk.quote.clone(), desk.quote.head.clone());
    let state = head.state;
    let number = head.id.to_string();
    let editable = state.editable();
    let body = if editable {
        view! { <Editor editing found=found.clone() again /> }.into_any()
    } else {
        view! { <Fixed offer=view.offer.clone().unwrap_or_else(|| desk.draft.clone()) /> }.into_any()
    };
    let beside = editable.then(|| {
        view! {
            <Panel editing />
            <SendOrAsk desk=desk.clone() editing />
        }
    });
    let owner = (!head.owner_name.is_empty())
        .then(|| view! { <span class="muted">{fill(t.desk_quotes.looks_after, &[&head.owner_name])}</span> });
    let last = head.valid_until.filter(|_| state == QuoteState::Sent).map(|day| {
        view! { <span class="muted">{fill(t.desk_quotes.holds_until, &[&format::date(day, l)])}</span> }
    });
    let over = over(&found);
    view! {
        <Page title=format!("{number} {}", head.title) class="work offer-desk">
            <Crumbs above=vec![(DESK.into(), t.desk_quotes.title.into())] here=number.clone() />
            {said.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            <News working editing again />
            <div class="head">
                <div>
                    <h1>{head.title.clone()}</h1>
                    <p class="row">
                        <DeskPill state />
                        <span class="code">{number.clone()}</span>
                        <Copy text=number label=None />
                        <a href=format!("/desk/customers/{}", head.company)>{head.company_name.clone()}</a>
                        <a href=format!("/desk/cases/{}", head.case)>{t.orders.open_case}</a>
                        {owner}
                        {last}
                    </p>
                </div>
                <a class="quiet no-print" href=desk_pdf(&head.id, 0) rel="external">{t.desk_quotes.pdf_draft}</a>
            </div>
            {over}
            <Next found=found.clone() />
            <Counter desk=desk.clone() />
            <Asked request=view.request open=state == QuoteState::Requested />
            <ReleaseNote desk=desk.clone() />
            <div class="split">
                <div>
                    {body}
                    <History desk=desk.clone() />
                    {(editable && state != QuoteState::Declined)
                        .then(|| view! { <section class="chapter no-print"><Withdraw desk=desk.clone() /></section> })}
                </div>
                <aside>{beside}</aside>
            </div>
            {editable.then(|| view! { <Bar editing /> })}
        </Page>
    }
}

/// How it ended.
fn over(found: &DeskOffer) -> Option<AnyView> {
    let t = use_text();
    let view = &found.desk.quote;
    let (tone, words) = match view.head.state {
        QuoteState::Accepted => ("good", t.desk_quotes.is_accepted),
        QuoteState::Declined => ("bad", t.desk_quotes.is_declined),
        QuoteState::Withdrawn => ("", t.desk_quotes.is_withdrawn),
        QuoteState::Expired => ("soon", t.desk_quotes.is_expired),
        _ => return None,
    };
    let order = view.order.as_ref().map(|order| {
        view! { " " <a href=format!("/desk/orders/{order}")>{t.desk_quotes.to_order}</a> }
    });
    let reason = (!view.reason.is_empty()).then(|| view! { <p class="said">{view.reason.clone()}</p> });
    Some(view! { <div class=format!("note {tone}")><b>{words}</b> {order} {reason}</div> }.into_any())
}

/// What is to be done next, with the follow-ups of the case.
#[component]
fn Next(found: DeskOffer) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let today = found.desk.quote.today;
    let case = format!("/desk/cases/{}#follow-ups", found.desk.quote.head.case);
    found.desk.next.map(|next| {
        let (tone, words) = next_words(&next, today);
        // The first one is the next step itself.
        let said = usize::from(matches!(next, NextStep::FollowUp { .. }));
        let others = found.follow_ups.into_iter().skip(said).map(|one| {
            let day = format::day(one.due, l);
            let words = fill(t.desk_quotes.next_follow_up, &[&day, &one.note, &one.owner_name]);
            view! { <li>{words}</li> }
        });
        let others = others.collect_view();
        view! {
            <div class="offer-next">
                <p class="row">
                    <span class="small muted">{t.desk_quotes.next}</span>
                    <span class=format!("state {tone}")>{words}</span>
                    <a class="small" href=case rel="external">{t.cases.follow_ups}</a>
                </p>
                <ul class="small muted changes">{others}</ul>
            </div>
        }
    })
}

/// Somebody else did something meanwhile. What is typed stays until the page is read again, and then, too.
#[component]
fn News(working: Working, editing: Editing, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    view! {
        <div role="status">
            {move || {
                working
                    .news
                    .get()
                    .map(|entry| {
                        let words = fill(t.desk_quotes.news, &[&entry.who, &entry.what.text(l)]);
                        let read = move |_| {
                            editing.keep();
                            again.run(());
                        };
                        view! {
                            <div class="note soon row ends">
                                <span>{words}</span>
                                <button type="button" class="quiet" on:click=read>{t.desk_quotes.read_again}</button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
