//! `/desk/follow-ups`: what is due.

use kontor_domain::CompanyId;
use kontor_domain::follow_ups::{Due, FollowUpFilter, FollowUpList};
use leptos::prelude::*;

use super::calendar::Calendar;
use super::due::{DueFound, due};
use super::follow_ups::FollowUpsFound;
use super::item::Item;
use super::make_form::MakeForm;
use crate::text::use_text;
use crate::ui::{Empty, Page, Query, Side, loaded, use_query};

const PATH: &str = "/desk/follow-ups";

#[component]
pub fn DeskFollowUpsPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| FollowUpFilter {
            all: q.get("show") == "all",
            company: q.some("company").map(CompanyId),
            ..FollowUpFilter::default()
        })
    });
    let data = Resource::new_blocking(move || asked.get(), due);
    loaded(data, Side::Desk, move || {
        let (asked, done) = (asked.get(), query.with(|q| q.get("done").to_owned()));
        move |found| view! { <List found asked done /> }
    })
}

#[component]
fn List(found: DueFound, asked: FollowUpFilter, done: String) -> impl IntoView {
    let t = use_text();
    let DueFound { found: FollowUpsFound { list, key }, calendar, address } = found;
    let done = match done.as_str() {
        "follow_up" => Some(t.cases.saved),
        "revoked" => Some(t.cases.calendar_revoked),
        _ => None,
    };
    // A customer's list is not what the calendar shows.
    let calendar = asked.company.is_none().then(|| {
        view! { <Calendar view=calendar address page_key=key.clone() /> }
    });
    let (today, me) = (list.today, list.me.as_ref().map(ToString::to_string).unwrap_or_default());
    let tab = |all: bool, word: &'static str| {
        let href = Query::default().with("show", if all { "all" } else { "" }).on(PATH);
        let here = (asked.company.is_none() && asked.all == all).then_some("page");
        view! { <a href=href aria-current=here>{word}</a> }
    };
    let tabs = (tab(false, t.cases.mine), tab(true, t.cases.everybodys));
    let make = asked.company.as_ref().map(|company| {
        let colleagues = list.colleagues.clone();
        view! { <MakeForm code=String::new() company=company.to_string() page_key=key today colleagues me /> }
    });
    let body = if list.items.is_empty() {
        view! {
            <Empty title=t.cases.follow_ups_none text=t.cases.follow_ups_none_text>
                <a class="quiet" href="/desk/cases">{t.cases.cases}</a>
            </Empty>
        }
        .into_any()
    } else {
        [
            (Due::Overdue, t.cases.overdue),
            (Due::Today, t.cases.today),
            (Due::ThisWeek, t.cases.this_week),
            (Due::Later, t.cases.later),
        ]
        .into_iter()
        .map(|(due, word)| view! { <Days list=list.clone() due word /> })
        .collect_view()
        .into_any()
    };
    view! {
        <Page title=t.cases.follow_ups class="work">
            {done.map(|text| view! { <div class="note good" role="status">{text}</div> })}
            <div class="head"><div><h1>{t.cases.follow_ups}</h1></div></div>
            <nav class="tabs" aria-label=t.cases.follow_ups>
                {tabs}
            </nav>
            {make} {body} {calendar}
        </Page>
    }
}

/// Those of one stretch of days.
#[component]
fn Days(list: FollowUpList, due: Due, word: &'static str) -> impl IntoView {
    let today = list.today;
    let items: Vec<_> = list.items.into_iter().filter(|one| Due::of(one.due, today) == due).collect();
    (!items.is_empty()).then(|| {
        let items = items.into_iter().map(|one| {
            view! { <Item one today colleagues=list.colleagues.clone() /> }
        });
        view! {
            <section class="chapter"><h2>{word}</h2><ul class="follow-ups">{items.collect_view()}</ul></section>
        }
    })
}
