//! `/recurring/:id`: what is ordered when, what changed since it was accepted, and what came of it. At the desk to look at.

use kontor_domain::delivery::Completeness;
use kontor_domain::recurring::{Came, RecurringState, RecurringView};
use kontor_domain::{RecurringId, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::form::{Filled, RecurringForm, saving, typed_number};
use super::lines::Lines;
use super::recurring_order::{Asked, RecurringShown, recurring_order};
use super::steps::Steps;
use super::{Pill, base};
use crate::carts::Sums;
use crate::orders::OrderTimeline;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Page, Side, loaded, use_query};

#[component]
pub fn RecurringOrderPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

#[component]
pub fn DeskRecurringOrderPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| RecurringId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), recurring_order);
    loaded(data, Side::of(desk), move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |shown| view! { <Whole shown done desk /> }
    })
}

#[component]
fn Whole(shown: RecurringShown, done: String, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let RecurringShown { view, asked } = shown;
    let head = view.head.clone();
    let first = head.next.map(|day| format::day(day, l)).unwrap_or_default();
    let said = match done.as_str() {
        "made" => Some(fill(t.recurring.made, &[&first])),
        "saved" => Some(t.recurring.saved.to_owned()),
        "skip" => Some(t.recurring.said_skip.to_owned()),
        "pause" => Some(t.recurring.said_pause.to_owned()),
        "resume" => Some(t.recurring.said_resume.to_owned()),
        "end" => Some(t.recurring.said_end.to_owned()),
        "take_over" => Some(t.recurring.said_take_over.to_owned()),
        _ => None,
    };
    let by = fill(t.recurring.by, &[&head.person_name]);
    let about = if desk { format!("{}, {by}", head.company_name) } else { by };
    let stopped = view.review.clone().filter(|_| head.state == RecurringState::Review);
    let edits = head.editable && !desk;
    let (timeline, totals, upcoming) = (view.timeline.clone(), view.totals.clone(), view.upcoming.clone());
    let (came, in_all) = (view.came.clone(), view.done);
    view! {
        <Page title=head.name.clone() class=if desk { "work" } else { "page" }>
            <Crumbs above=vec![(base(desk).into(), t.recurring.title.into())] here=head.name.clone() />
            {said.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            <div class="head">
                <div>
                    <h1>{head.name.clone()}</h1>
                    <p class="row">
                        <Pill state=head.state />
                        <span>{head.every.text(l)}</span>
                        <span class="muted">{about}</span>
                    </p>
                </div>
            </div>
            {stopped
                .map(|review| {
                    let since = fill(t.recurring.stopped, &[&format::moment(review.since, l)]);
                    let why = review.why.iter().map(|why| view! { <li>{why.text(l)}</li> }).collect_view();
                    view! {
                        <div class="note bad" id="review">
                            <b>{since}</b>
                            <ul>{why}</ul>
                            {edits.then_some(t.recurring.stopped_what)}
                        </div>
                    }
                })}
            <div class="split">
                <div>
                    {if edits {
                        view! { <Edit view asked /> }.into_any()
                    } else {
                        view! { <Facts view /> }.into_any()
                    }}
                </div>
                <aside>
                    <section class="chapter">
                        <h2>{t.recurring.upcoming}</h2>
                        {if upcoming.is_empty() {
                            view! { <p class="muted">{t.recurring.upcoming_none}</p> }.into_any()
                        } else {
                            upcoming.into_iter().map(|day| view! { <p class="when">{format::day(day, l)}</p> }).collect_view().into_any()
                        }}
                    </section>
                    <section class="chapter"><h2>{t.recurring.expected}</h2><Sums totals /></section>
                    {edits.then(|| view! { <Steps head=head.clone() /> })}
                    <Orders came in_all desk />
                    <section class="chapter"><h2>{t.recurring.history}</h2><OrderTimeline timeline /></section>
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Edit(view: RecurringView, asked: Asked) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let review = view.head.state == RecurringState::Review;
    let day = |day: Option<kontor_domain::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let filled = Filled::default()
        .with("name", &view.head.name)
        .every(view.plan.every)
        .with("from", day(view.head.next))
        .with("until", day(view.plan.until))
        .with("count", view.plan.count.map(|n| n.to_string()).unwrap_or_default())
        .with("tolerance", typed_number(view.tolerance, l))
        .with("remind_days", view.remind_days.to_string())
        .with("delivery", &view.delivery)
        .with("billing", &view.billing)
        .with("po_number", &view.po_number)
        .with("note", &view.note)
        .with("unit", &view.unit)
        .with("cost_centre", &view.cost_centre)
        .with("service", &view.service)
        .with("completeness", view.completeness.map(Completeness::code).unwrap_or_default());
    let hidden = vec![("recurring", view.head.id.to_string()), ("version", view.head.version.to_string())];
    let (button, meaning) = if review {
        (t.recurring.accept, t.recurring.review_text)
    } else {
        (t.recurring.save, t.recurring.accept_text)
    };
    view! { <RecurringForm form=saving() lines=view.lines asked filled hidden button meaning /> }
}

/// For who may only look.
#[component]
fn Facts(view: RecurringView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let address = view.delivery_address.map(|a| a.lines().join(", "));
    let rows = [
        (t.recurring.until, view.plan.until.map(|day| format::date(day, l))),
        (t.recurring.count, view.plan.count.map(|n| n.to_string())),
        (t.recurring.tolerance, Some(format::percent(view.tolerance, l))),
        (t.recurring.remind, Some(view.remind_days.to_string())),
        (t.recurring.deliver_to, address),
        (t.recurring.po_number, Some(view.po_number).filter(|po| !po.is_empty())),
        (t.rules.unit_label, Some(view.unit).filter(|unit| !unit.is_empty())),
        (t.rules.cost_centre, Some(view.cost_centre).filter(|centre| !centre.is_empty())),
    ];
    view! {
        <section class="chapter"><h2>{t.recurring.contents}</h2><Lines lines=view.lines /></section>
        <section class="chapter">
            <h2>{t.recurring.details}</h2>
            <dl class="facts">
                {rows
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?)))
                    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                    .collect_view()}
            </dl>
        </section>
    }
}

/// What came of it so far.
#[component]
fn Orders(came: Vec<Came>, in_all: u32, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let path = if desk { "/desk/orders" } else { "/orders" };
    let more = (in_all > u32::try_from(came.len()).unwrap_or(u32::MAX))
        .then(|| fill(t.recurring.came_all, &[&in_all.to_string()]));
    let row = move |came: Came| {
        view! {
            <li>
                <a href=format!("{path}/{}", came.order)>
                    <span><b class="code">{came.case.to_string()}</b> <span class="sub-line">{format::date(came.due, l)}</span></span>
                    <small>{format::money(came.net, l)}</small>
                </a>
            </li>
        }
    };
    view! {
        <section class="chapter">
            <h2>{t.recurring.came}</h2>
            {if came.is_empty() {
                view! { <p class="muted">{t.recurring.came_none}</p> }.into_any()
            } else {
                view! { <ul class="links">{came.into_iter().map(row).collect_view()}</ul> }.into_any()
            }}
            {more.map(|text| view! { <p class="small muted">{text}</p> })}
        </section>
    }
}
