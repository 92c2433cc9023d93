//! `/desk/prices`: why a customer pays what they pay, and what would be under other terms. The question is the address.

use kontor_domain::Error;
use kontor_domain::pricing::{AskWhy, WhyPrice};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::explanation::Answer;
use super::why_price::why_price;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Empty, Field, Fields, Page, Query, Sending, Side, loaded, use_query};

const PATH: &str = "/desk/prices";

fn asked(query: &Query) -> AskWhy {
    let get = |name: &str| query.get(name).trim().to_owned();
    AskWhy {
        customer: get("customer"),
        part: get("part"),
        quantity: get("quantity"),
        day: get("day"),
        country: get("country"),
        percent: get("percent"),
        net: get("net"),
    }
}

/// The address of a question.
fn address(asked: &AskWhy) -> Query {
    [
        ("customer", &asked.customer),
        ("part", &asked.part),
        ("quantity", &asked.quantity),
        ("day", &asked.day),
        ("country", &asked.country),
        ("percent", &asked.percent),
        ("net", &asked.net),
    ]
    .into_iter()
    .fold(Query::default(), |query, (name, value)| query.with(name, value))
}

#[component]
pub fn DeskPricesPage() -> impl IntoView {
    let query = use_query();
    let asking = Memo::new(move |_| query.with(asked));
    let data = Resource::new_blocking(move || asking.get(), why_price);
    loaded(data, Side::Desk, move || move |why| view! { <Whole why /> })
}

#[component]
fn Whole(why: WhyPrice) -> impl IntoView {
    let t = use_text();
    let form = Sending::to(PATH);
    if !why.wrong.is_empty() {
        form.error.set(Some(Error::Invalid { fields: why.wrong.clone() }));
    }
    let choices =
        (!why.customers.is_empty() || !why.parts.is_empty()).then(|| view! { <Choices why=why.clone() /> });
    let nothing = why.answer.is_none() && choices.is_none() && why.wrong.is_empty();
    view! {
        <Page title=t.pricing.why_title class="work">
            <div class="head">
                <div><h1>{t.pricing.why_title}</h1> <p class="muted">{t.pricing.why_text}</p></div>
            </div>
            <div class="cols">
                <aside><Question why=why.clone() form /></aside>
                <div>
                    {choices}
                    {why.answer.clone().map(|answer| view! { <Answer answer=*answer customer=why.customer.clone() /> })}
                    {nothing
                        .then(|| {
                            view! {
                                <Empty title=t.pricing.why_none text=t.pricing.why_none_text>
                                    <a class="quiet" href="/desk/parts">{t.desk.parts}</a>
                                    <a class="quiet" href="/desk/customers">{t.desk.customers}</a>
                                </Empty>
                            }
                        })}
                </div>
            </div>
        </Page>
    }
}

/// The question as a plain form; what was typed stands in it, right or wrong.
#[component]
fn Question(why: WhyPrice, form: Sending) -> impl IntoView {
    let t = use_text();
    let navigate = use_navigate();
    let ask = move |ev: SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(&fields.query().on(PATH), NavigateOptions::default());
        }
    };
    // What is clear is shown as it is called, not as it was typed.
    let customer =
        why.customer.map_or(why.asked.customer, |c| if c.number.is_empty() { c.id.0 } else { c.number });
    let part = why.answer.map_or(why.asked.part, |answer| answer.part.number);
    view! {
        <form class="stack" action=PATH on:submit=ask novalidate>
            <Field form name="customer" label=t.desk.customer hint=t.pricing.customer_hint value=customer optional=true maxlength=200 />
            <Field form name="part" label=t.orders.part hint=t.pricing.part_hint value=part maxlength=200 />
            <div class="fields">
                <Field form name="quantity" label=t.carts.quantity value=why.asked.quantity inputmode="decimal" optional=true maxlength=12 />
                <Field form name="day" label=t.pricing.day kind="date" value=why.asked.day optional=true />
                <Field form name="country" label=t.pricing.country hint=t.pricing.country_hint value=why.asked.country optional=true maxlength=2 />
            </div>
            <fieldset class="card stack">
                <legend><b>{t.pricing.what_if}</b></legend>
                <p class="small muted">{t.pricing.what_if_text}</p>
                <div class="fields">
                    <Field form name="percent" label=t.pricing.try_percent value=why.asked.percent inputmode="decimal" optional=true maxlength=12 />
                    <Field form name="net" label=t.pricing.try_net value=why.asked.net inputmode="decimal" optional=true maxlength=14 />
                </div>
            </fieldset>
            <div class="actions">
                <button class="act">{t.pricing.explain}</button>
                <a class="quiet" href=PATH rel="external">{t.pricing.clear}</a>
            </div>
        </form>
    }
}

/// Whom or which part the words may mean. The links load the page anew (`external`): a field in which somebody typed would keep
/// showing that when the page is only drawn anew.
#[component]
fn Choices(why: WhyPrice) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let address = address(&why.asked);
    let link = |href: String, name: String, more: String| {
        view! { <li><a href=href rel="external"><span><b>{name}</b><span class="sub-line">{more}</span></span></a></li> }
    };
    let customers = why
        .customers
        .into_iter()
        .map(|c| {
            link(address.with("customer", c.id.as_str()).on(PATH), c.name, format!("{} {}", c.number, c.city))
        })
        .collect::<Vec<_>>();
    let parts = why
        .parts
        .into_iter()
        .map(|(key, number, name)| {
            link(address.with("part", key.as_str()).on(PATH), name.get(l).to_owned(), number)
        })
        .collect::<Vec<_>>();
    let chapter = |title: String, links: Vec<_>| {
        (!links.is_empty())
            .then(|| view! { <section class="chapter"><h2>{title}</h2><ul class="links">{links.into_iter().collect_view()}</ul></section> })
    };
    view! {
        {chapter(fill(t.pricing.which_customer, &[&why.asked.customer]), customers)}
        {chapter(fill(t.pricing.which_part, &[&why.asked.part]), parts)}
    }
}
