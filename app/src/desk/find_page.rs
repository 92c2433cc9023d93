//! `/desk/find`: the search of the bar, for everything the palette finds too.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::failed::DeskFailed;
use super::find::{DeskFound, desk_find};
use super::rail::places;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, OrderPill, Page, Query, use_query};
use crate::wire::Refusal;

#[component]
pub fn FindPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(|q| q.get("q").trim().to_owned()));
    let found = Resource::new_blocking(move || asked.get(), desk_find);
    view! {
        <Transition>
            {move || {
                let asked = asked.get();
                Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Answer found asked /> }.into_any(),
                        Err(Refusal(error)) => view! { <DeskFailed error /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

#[component]
fn Answer(found: DeskFound, asked: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    // A code is exact: there is nothing to choose.
    if let Some(order) = found.orders.first() {
        let path = format!("/desk/orders/{}", order.id);
        #[cfg(feature = "ssr")]
        crate::request::redirect_page(&path);
        let navigate = use_navigate();
        Effect::new(move |_| {
            navigate(&path, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    }
    let title =
        if asked.is_empty() { t.desk.find_title.to_owned() } else { fill(t.desk.find_for, &[&asked]) };
    let link = |href: String, name: String, more: String| {
        view! { <li><a href=href><span><b>{name}</b><span class="sub-line">{more}</span></span></a></li> }
    };
    let more_parts = Query::default().with("q", &asked).on("/desk/parts");
    let empty = found.is_empty();
    view! {
        <Page title=title.clone() class="work">
            <div class="head"><div><h1>{title}</h1></div></div>
            {found
                .orders
                .into_iter()
                .map(|order| {
                    view! {
                        <p class="row">
                            <a class="code" href=format!("/desk/orders/{}", order.id)>{order.case.to_string()}</a>
                            {order.company_name}
                            <OrderPill state=order.state late=order.late />
                        </p>
                    }
                })
                .collect_view()}
            {(!found.companies.is_empty())
                .then(|| {
                    let links = found
                        .companies
                        .into_iter()
                        .map(|c| link(format!("/desk/customers/{}", c.id), c.name, format!("{} {}", c.number, c.city)))
                        .collect_view();
                    view! { <section class="chapter"><h2>{t.desk.customers}</h2><ul class="links">{links}</ul></section> }
                })}
            {(!found.parts.is_empty())
                .then(|| {
                    let links = found
                        .parts
                        .into_iter()
                        .map(|p| {
                            let href = Query::default().with("q", &p.number).with("open", p.key.as_str()).on("/desk/parts");
                            link(href, p.name.get(l).to_owned(), p.number)
                        })
                        .collect_view();
                    view! {
                        <section class="chapter">
                            <h2>{t.desk.parts}</h2>
                            <ul class="links">{links}</ul>
                            <p class="more"><a href=more_parts>{t.desk.all_parts}</a></p>
                        </section>
                    }
                })}
            {empty
                .then(|| {
                    let (title, text) = if asked.is_empty() {
                        (t.desk.find_what, t.desk.find_text)
                    } else {
                        (t.desk.find_none, t.desk.find_text)
                    };
                    let ways = places()
                        .into_iter()
                        .map(|(href, name, _)| view! { <a class="quiet" href=href>{name}</a> })
                        .collect_view();
                    view! { <Empty title text>{ways}</Empty> }
                })}
        </Page>
    }
}
