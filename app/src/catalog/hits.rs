//! The table of hits; a list on a phone.

use kontor_domain::catalog::{PartCode, PartHit};
use kontor_domain::{Language, PartKey, format};
use leptos::prelude::*;

use super::{AddForm, Adding, Marked};
use crate::accounts::Visitor;
use crate::pricing::AskLink;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Availability, Picture, Query};

/// `visitor` decides what stands beside each hit: the own price and the order form, or list price and the sign-in.
#[component]
pub fn Hits(hits: Vec<PartHit>, query: String, visitor: Visitor) -> impl IntoView {
    let t = use_text();
    let price = if visitor.signed_in { t.catalog.your_price } else { t.catalog.list_price };
    view! {
        <table class="data hits">
            <caption class="vh">{t.catalog.found_parts}</caption>
            <thead>
                <tr>
                    <th><span class="vh">{t.house.picture}</span></th>
                    <th>{t.catalog.part}</th>
                    <th>{t.catalog.available}</th>
                    <th class="num">{price}</th>
                    <th><span class="vh">{t.catalog.order}</span></th>
                </tr>
            </thead>
            <tbody>
                {hits
                    .into_iter()
                    .map(|hit| view! { <HitRow hit query=query.clone() visitor=visitor.clone() /> })
                    .collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn HitRow(hit: PartHit, query: String, visitor: Visitor) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let href = format!("/parts/{}", hit.key);
    let sold = hit.code.orderable() && hit.price.is_some();
    let on_request = hit.code.priced() && hit.price.is_none();
    let matched =
        hit.matched.as_ref().map(|m| fill(t.catalog.matched, &[&format!("{} {}", m.source, m.number)]));
    let (price, below) = price_words(&hit, l);
    view! {
        <tr class:off=matches!(hit.code, PartCode::Obsolete | PartCode::ReferenceOnly)>
            <td class="c-pic">
                <Picture path=hit.picture.clone() />
            </td>
            <td class="c-what">
                <a class="name" href=href><Marked text=hit.name.get(l) query=query.clone() /></a>
                <span class="sub-line">
                    <span class="no"><Marked text=hit.number.clone() query=query.clone() /></span>
                    " \u{a0}"
                    {hit.facts.clone()}
                    {matched.map(|m| view! { <br /> <Marked text=m query=query /> })}
                    {hit.successor.clone().map(|(key, number)| view! { <Successor key number /> })}
                    {(hit.code == PartCode::Remaining).then(|| view! { <br /> {t.catalog.remaining} })}
                </span>
            </td>
            <td class="c-avail">
                <Availability code=hit.code availability=hit.availability.clone() />
            </td>
            <td class="c-price">
                <span class="price"><b>{price}</b></span>
                <span class="sub-line">{below}</span>
            </td>
            <td class="c-buy">
                {if sold && visitor.orders {
                    let adding = Adding::new(hit.key, hit.number, hit.unit, hit.minimum, hit.step, visitor.into_cart());
                    view! { <AddForm adding /> }.into_any()
                } else if sold && !visitor.signed_in {
                    view! { <SignInToOrder part=hit.key /> }.into_any()
                } else if on_request && visitor.orders {
                    view! { <AskLink part=hit.key /> }.into_any()
                } else if on_request {
                    view! { <a class="quiet" href=visitor.dealer.tel()>{t.catalog.ask}</a> }.into_any()
                } else {
                    ().into_any()
                }}
            </td>
        </tr>
    }
}

#[component]
fn Successor(key: PartKey, number: String) -> impl IntoView {
    let t = use_text();
    view! {
        <br />
        {t.catalog.replaced_by}
        " "
        <a class="no" href=format!("/parts/{key}")>{number}</a>
    }
}

/// The way in, and back to the part.
#[component]
pub fn SignInToOrder(part: PartKey) -> impl IntoView {
    let t = use_text();
    let href = Query::default().with("next", &format!("/parts/{part}")).on("/sign-in");
    view! { <a class="quiet" href=href rel="nofollow">{t.catalog.sign_in_to_order}</a> }
}

/// The price, and under it the next graduated price or the unit.
fn price_words(hit: &PartHit, l: Language) -> (String, String) {
    let t = &use_text().catalog;
    match &hit.price {
        Some(tag) => {
            let below = match tag.tiers.first() {
                Some(tier) => {
                    fill(t.from_price, &[&format::quantity(tier.from, l), &format::money(tier.net, l)])
                }
                None => fill(t.per, &[hit.unit.word(l)]),
            };
            let below = match tag.surcharge {
                Some(s) => {
                    let each = format::money(s.shown(), l);
                    let words = fill(use_text().pricing.plus, &[s.notation.metal.word(l), &each]);
                    format!("{below}, {words}")
                }
                None => below,
            };
            (format::money(tag.net, l), below)
        }
        None if hit.code.priced() => (t.on_request.into(), String::new()),
        None => (String::new(), String::new()),
    }
}
