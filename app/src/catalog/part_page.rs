//! `/parts/:key`: everything about one part.

use kontor_domain::catalog::{PartCode, PartView, PriceTag};
use kontor_domain::stock::BranchStock;
use kontor_domain::{Decimal, Money, PartKey, Quantity, Unit, format};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::hits::SignInToOrder;
use super::part::part;
use super::{AddForm, Adding};
use crate::accounts::Visitor;
use crate::pricing::AskPriceForm;
use crate::quotes::AskOffer;
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Availability, Crumbs, Page, PartNo, Query, Side, loaded_for, quantity_words, shown, use_query,
};

#[component]
pub fn PartPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let key = Memo::new(move |_| PartKey(params.with(|p| p.get("key").unwrap_or_default())));
    // Price and date are those of the quantity in the field.
    let wanted = RwSignal::new(query.with_untracked(asked_quantity));
    let data = Resource::new_blocking(move || (key.get(), wanted.get()), |(key, wanted)| part(key, wanted));
    let again = Callback::new(move |()| data.refetch());
    // Another part starts anew.
    Effect::new(move |before: Option<PartKey>| {
        let now = key.get();
        if before.is_some_and(|before| before != now) {
            wanted.set(query.with_untracked(asked_quantity));
        }
        now
    });
    loaded_for(data, Side::Shop, move || {
        let query = query.get();
        move |part, visitor| view! { <Whole part visitor query wanted again /> }
    })
}

#[component]
fn Whole(
    part: PartView,
    visitor: Visitor,
    query: Query,
    wanted: RwSignal<String>,
    again: Callback<()>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let name = part.name.get(l).to_owned();
    let mut above = vec![("/".to_owned(), t.house.catalogue.to_owned())];
    above.extend(part.categories.iter().map(|(id, n)| (format!("/category/{id}"), n.get(l).to_owned())));
    let text = part.text.get(l).to_owned();
    let (number, picture) = (part.number.clone(), part.pictures.first().cloned());
    let added = query.get("added") == part.key.as_str();
    view! {
        <Page title=format!("{name} {number}")>
            <Crumbs above here=number.clone() />
            {added
                .then(|| {
                    view! {
                        <div class="note good" role="status">
                            {fill(t.catalog.added_short, &[&number])}
                            " "
                            <a href="/cart">{t.catalog.to_cart}</a>
                        </div>
                    }
                })}
            <div class="head">
                <div>
                    <h1>{name.clone()}</h1>
                    <p><PartNo number=number.clone() label=t.catalog.copy_number /></p>
                </div>
            </div>
            <div class="part">
                <figure class="frame">
                    {match picture {
                        Some(path) => {
                            let alt = fill(t.catalog.picture_of, &[&name]);
                            view! { <img src=format!("/media/{path}") alt=alt width="400" height="300" fetchpriority="high" /> }
                                .into_any()
                        }
                        None => view! { <p class="empty muted">{t.catalog.no_picture}</p> }.into_any(),
                    }}
                </figure>
                <div class="stack">
                    <Offer part=part.clone() visitor wanted again />
                    {(!text.is_empty()).then(|| view! { <p class="prose">{text}</p> })}
                    <Facts part=part.clone() />
                </div>
            </div>
            <Stock part=part.clone() />
            <Collect branches=part.branches.clone() />
            <Numbers part />
        </Page>
    }
}

/// Availability, price and the way into the cart; or why it cannot be bought, and what to do.
#[component]
fn Offer(part: PartView, visitor: Visitor, wanted: RwSignal<String>, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let sold = part.code.orderable() && part.price.is_some();
    let start = part.minimum.max(part.step).max(Quantity::ONE);
    let quantity = Quantity::parse(&wanted.get_untracked()).unwrap_or(start).max(part.minimum);
    let verdict = match part.code {
        PartCode::Obsolete => Some(("bad", t.catalog.obsolete_text)),
        PartCode::ReferenceOnly => Some(("", t.catalog.reference_text)),
        PartCode::CallUs => Some(("", t.catalog.call_text)),
        PartCode::Remaining => Some(("soon", t.catalog.remaining_text)),
        PartCode::Normal => None,
    };
    let date = part.availability.date.filter(|_| part.code.orderable());
    let subject = Query::default().with("subject", &fill(t.catalog.mail_subject, &[&part.number]));
    let offer = (visitor.orders && part.code.priced()).then(|| {
        let asked = Query::default().with("part", part.key.as_str()).with("quantity", &shown(quantity, l));
        view! { <p class="no-print"><AskOffer path=asked.on("/offers/new") class="" /></p> }
    });
    // A mail program does not read `+` as a blank.
    let mail = subject.on(&format!("mailto:{}", visitor.dealer.email)).replace('+', "%20");
    view! {
        <div class="offer">
            <div class="row ends">
                <Availability code=part.code availability=kontor_domain::catalog::Availability { date: None, ..part.availability.clone() } />
                {date
                    .map(|date| {
                        view! {
                            <span><b class="when">{format::day(date, l)}</b> " " <span class="small muted">{t.catalog.when_for_one}</span></span>
                        }
                    })}
            </div>
            {match part.price.clone() {
                Some(price) => view! { <Price price unit=part.unit signed_in=visitor.signed_in /> }.into_any(),
                None if part.code.priced() => {
                    let why = part.unnoted.map(|metal| fill(t.pricing.unnoted, &[metal.word(l)]));
                    view! { <p class="price big"><b>{t.catalog.price_missing}</b></p> {why.map(|why| view! { <p class="small">{why}</p> })} }.into_any()
                }
                None => ().into_any(),
            }}
            {part
                .returns
                .has_deposit()
                .then(|| {
                    let sum = format::money(part.returns.deposit(), l);
                    view! { <p>{fill(t.catalog.deposit, &[&sum, part.unit.word(l)])}</p> }
                })}
            {part.code.orderable().then(|| view! { <p class="small muted">{part.returns.text(l)}</p> })}
            {verdict.map(|(tone, text)| view! { <p class=format!("evidence {tone}")>{text}</p> })}
            {part
                .successor
                .clone()
                .map(|(key, number)| {
                    let tone = if sold { "quiet wide" } else { "act wide" };
                    view! {
                        <div>
                            <a class=tone href=format!("/parts/{key}")>{fill(t.catalog.to_successor, &[&number])}</a>
                        </div>
                    }
                })}
            {if sold && visitor.orders {
                let adding = Adding::new(part.key.clone(), part.number.clone(), part.unit, part.minimum, part.step, visitor.into_cart());
                let changed = Callback::new(move |text: String| wanted.set(text));
                let list = Query::default()
                    .with("part", part.key.as_str())
                    .with("number", &part.number)
                    .with("quantity", &shown(quantity, l))
                    .on("/lists");
                view! {
                    <div><AddForm adding stepper=changed quantity /></div>
                    <p class="no-print"><a href=list>{t.lists.to_list}</a></p>
                }
                    .into_any()
            } else if sold && !visitor.signed_in {
                view! { <div><SignInToOrder part=part.key.clone() /></div> }.into_any()
            } else if part.code.priced() && part.price.is_none() && visitor.orders {
                view! {
                    <AskPriceForm
                        part=part.key.clone()
                        number=part.number.clone()
                        quantity
                        asked=part.asked.clone()
                        page_key=visitor.key.clone()
                        dealer=visitor.dealer.clone()
                        again
                    />
                }
                    .into_any()
            } else if part.code.priced() && part.price.is_none() {
                view! {
                    <div class="actions">
                        <a class="act" href=visitor.dealer.tel()>{fill(t.catalog.call_us, &[&visitor.dealer.phone])}</a>
                        <a class="quiet" href=mail>{t.catalog.mail_us}</a>
                        {(!visitor.signed_in).then(|| view! { <SignInToOrder part=part.key.clone() /> })}
                    </div>
                }
                    .into_any()
            } else {
                ().into_any()
            }}
            {offer}
        </div>
    }
}

/// The quantity in the address, one step on when minus or plus was pressed without WebAssembly.
fn asked_quantity(query: &Query) -> String {
    let text = query.get("quantity");
    match (Quantity::parse(text), query.get("by").parse::<Decimal>()) {
        (Ok(typed), Ok(by)) => (typed.0 + by).max(Decimal::ZERO).to_string(),
        _ => text.to_owned(),
    }
}

/// The own price big, the list price and the reason beside it, graduated prices below.
#[component]
fn Price(price: PriceTag, unit: Unit, signed_in: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let tiers = (!price.tiers.is_empty()).then(|| {
        let mut tiers = vec![(price.reason.from(), price.net)];
        tiers.extend(price.tiers.iter().map(|tier| (tier.from, tier.net)));
        tiers
    });
    view! {
        <div class="stack">
            <div class="row ends">
                <p class="price big">
                    <b>{format::money(price.net, l)}</b>
                    " "
                    <span>{fill(t.catalog.net_per, &[unit.word(l)])}</span>
                </p>
                {price
                    .list
                    .map(|list| {
                        view! { <p class="small muted">{t.catalog.list} " " <s>{format::money(list, l)}</s></p> }
                    })}
            </div>
            {price
                .surcharge
                .map(|s| {
                    let (each, rate) = (format::money(s.shown(), l), format::money(Money::eur(s.notation.rate), l));
                    let day = format::date(s.notation.day, l);
                    view! {
                        <p>
                            <b>{fill(t.pricing.surcharge, &[s.notation.metal.word(l), &each, unit.word(l)])}</b>
                            " "
                            <span class="small muted">{fill(t.pricing.notation_of, &[&day, &rate])}</span>
                        </p>
                    }
                })}
            {tiers
                .map(|tiers| {
                    view! {
                        <table class="tiers">
                            <caption class="vh">{fill(t.catalog.tiers, &[unit.word(l)])}</caption>
                            <thead>
                                <tr>
                                    {tiers
                                        .iter()
                                        .map(|(from, _)| {
                                            view! { <th>{fill(t.catalog.from, &[&format::quantity(*from, l)])}</th> }
                                        })
                                        .collect_view()}
                                </tr>
                            </thead>
                            <tbody>
                                <tr>
                                    {tiers
                                        .iter()
                                        .enumerate()
                                        .map(|(i, (_, net))| view! { <td class:on=i == 0>{format::money(*net, l)}</td> })
                                        .collect_view()}
                                </tr>
                            </tbody>
                        </table>
                    }
                })}
            {signed_in
                .then(|| {
                    view! {
                        <details class="why">
                            <summary>{t.catalog.why}</summary>
                            <p class="small">{price.reason.text(l)} ". " {t.catalog.why_text}</p>
                        </details>
                    }
                })}
        </div>
    }
}

#[component]
fn Facts(part: PartView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let mut facts: Vec<(String, String)> = part
        .attributes
        .iter()
        .map(|a| {
            let unit = if a.unit.is_empty() { String::new() } else { format!("\u{a0}{}", a.unit) };
            (a.name.get(l).to_owned(), format!("{}{unit}", a.value))
        })
        .collect();
    let mut add = |name: &str, value: String| facts.push((name.to_owned(), value));
    if let Some(weight) = part.weight_kg {
        add(t.catalog.weight, format!("{}\u{a0}kg", format::decimal(weight.normalize(), l)));
    }
    if part.packaging > Quantity::ONE {
        add(t.catalog.packaging, quantity_words(part.packaging, part.unit, l));
    }
    if part.minimum > Quantity::ONE {
        add(t.catalog.minimum, quantity_words(part.minimum, part.unit, l));
    }
    if part.step > Quantity::ONE {
        add(t.catalog.step, quantity_words(part.step, part.unit, l));
    }
    view! {
        <section>
            <h2 class="vh">{t.catalog.facts}</h2>
            <dl class="facts">
                {facts
                    .into_iter()
                    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                    .collect_view()}
            </dl>
        </section>
    }
}

/// What stands in which branch, and what is on its way.
#[component]
fn Stock(part: PartView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let a = part.availability;
    (!a.warehouses.is_empty() || a.incoming > Quantity::ZERO).then(|| {
        view! {
            <section class="chapter">
                <h2>{t.catalog.whereabouts}</h2>
                <table class="data">
                    <thead>
                        <tr><th>{t.catalog.warehouse}</th><th class="num">{t.catalog.free}</th></tr>
                    </thead>
                    <tbody>
                        {a
                            .warehouses
                            .into_iter()
                            .map(|(_, name, free)| {
                                view! {
                                    <tr>
                                        <td data-label=t.catalog.warehouse>{name}</td>
                                        <td class="num" data-label=t.catalog.free>{quantity_words(free, part.unit, l)}</td>
                                    </tr>
                                }
                            })
                            .collect_view()}
                        {(a.incoming > Quantity::ZERO)
                            .then(|| {
                                view! {
                                    <tr>
                                        <td data-label=t.catalog.warehouse class="muted">{t.catalog.underway}</td>
                                        <td class="num muted" data-label=t.catalog.free>
                                            {quantity_words(a.incoming, part.unit, l)}
                                        </td>
                                    </tr>
                                }
                            })}
                    </tbody>
                </table>
            </section>
        }
    })
}

/// Where it can be collected from when; for the quantity that the page asks about.
#[component]
fn Collect(branches: Vec<BranchStock>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let words = move |branch: &BranchStock| match branch.ready {
        None => t.delivery.not_here.to_owned(),
        Some(day) if branch.here => fill(t.delivery.ready_here, &[&format::day(day, l)]),
        Some(day) => fill(t.delivery.ready_brought, &[&format::day(day, l)]),
    };
    (!branches.is_empty()).then(|| {
        view! {
            <section class="chapter">
                <h2>{t.delivery.collect}</h2>
                <dl class="facts">
                    {branches
                        .iter()
                        .map(|branch| view! { <div><dt>{branch.name.clone()}</dt><dd>{words(branch)}</dd></div> })
                        .collect_view()}
                </dl>
            </section>
        }
    })
}

/// Cross references, and which parts this one replaces.
#[component]
fn Numbers(part: PartView) -> impl IntoView {
    let t = use_text();
    let (cross, replaces) = (part.cross_references, part.replaces);
    (!(cross.is_empty() && replaces.is_empty())).then(|| {
        view! {
            <section class="chapter">
                <h2>{t.catalog.cross}</h2>
                <dl class="facts">
                    {(!replaces.is_empty())
                        .then(|| {
                            view! {
                                <div>
                                    <dt>{t.catalog.replaces}</dt>
                                    <dd>
                                        {replaces
                                            .into_iter()
                                            .map(|(key, number)| {
                                                view! { <a class="no" href=format!("/parts/{key}")>{number}</a> " " }
                                            })
                                            .collect_view()}
                                    </dd>
                                </div>
                            }
                        })}
                    {cross
                        .into_iter()
                        .map(|c| {
                            let source = if c.source.is_empty() { t.catalog.number.to_owned() } else { c.source };
                            view! { <div><dt>{source}</dt><dd><span class="no">{c.number}</span></dd></div> }
                        })
                        .collect_view()}
                </dl>
            </section>
        }
    })
}
