//! At the checkout: by which service it comes, and whether all of it together.

use kontor_domain::delivery::{Completeness, DeliveryOffers, ServiceOffer, named};
use kontor_domain::{Date, Language, format};
use leptos::prelude::*;

use crate::text::{Text, fill, use_language, use_text};
use crate::ui::{FieldError, Fields, Query, Sending};

/// The fields that decide about price and dates.
const DECIDING: [&str; 3] = ["form[delivery]", "form[service]", "form[completeness]"];

/// More numbers than these are counted instead.
const NAMED: usize = 4;

/// What stands in the fields that decide about price and dates; empty for as usual.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    pub address: String,
    pub service: String,
    pub completeness: String,
}

impl Choice {
    /// As it was typed before the form was refused, or looked at with other sums.
    #[must_use]
    pub fn typed(typed: &Query) -> Self {
        Self::from(|name| typed.get(name).to_owned())
    }

    /// As it stands in the form after this change; nothing when another field was changed.
    #[must_use]
    pub fn changed(ev: &leptos::web_sys::Event) -> Option<Self> {
        let (name, fields) = Fields::changed(ev)?;
        DECIDING.contains(&name.as_str()).then(|| Self::from(|name| fields.get(&format!("form[{name}]"))))
    }

    /// What a page shows as chosen.
    #[must_use]
    pub fn shown(delivery: &DeliveryOffers) -> Self {
        Self {
            address: delivery.address.clone(),
            service: delivery.chosen.clone(),
            completeness: delivery.completeness.code().to_owned(),
        }
    }

    fn from(get: impl Fn(&str) -> String) -> Self {
        // The price that was seen stands behind the service.
        let service = get("service").split('|').next().unwrap_or_default().to_owned();
        Self { address: get("delivery"), service, completeness: get("completeness") }
    }
}

/// The services with price and day, and the choice between everything together and what is there first.
#[component]
pub fn DeliveryChoices(
    form: Sending,
    delivery: DeliveryOffers,
    /// The lines' part numbers, in their order.
    numbers: Vec<String>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let chooses = delivery.chooses();
    let several = numbers.len() > 1;
    if delivery.offers.is_empty() {
        return view! {
            <section class="chapter">
                <h2>{t.delivery.title}</h2>
                <div class="note bad">{t.delivery.none}</div>
                <FieldError form name="form[service]" id="service-e".to_owned() />
            </section>
        }
        .into_any();
    }
    if !chooses && !several {
        return ().into_any();
    }
    let (chosen, completeness) = (delivery.chosen.clone(), delivery.completeness);
    let offer = delivery.offer().cloned();
    let services = chooses.then(|| {
        let all = delivery.offers.clone().into_iter();
        all.map(|offer| view! { <Service checked=offer.id == chosen offer completeness /> }).collect_view()
    });
    let weight = chooses.then(|| weight_words(&delivery, l, t));
    let shipments = offer.as_ref().map(|offer| shipments(offer, completeness, &numbers, l, t));
    let shipments = shipments.filter(|all| all.len() > 1);
    let days = offer.as_ref().map(|offer| (offer.first(), offer.last()));
    // For who cannot see the sums change.
    let look = format!(
        r#"<button class="quiet" formmethod="get" formaction="/checkout" formnovalidate>{}</button>"#,
        t.delivery.look
    );
    view! {
        <section class="chapter" id="delivery-way">
            <h2>{t.delivery.title}</h2>
            <div class="stack">
                {services
                    .map(|services| {
                        view! {
                            <fieldset class="choices">
                                <legend>{t.delivery.how}</legend>
                                {services}
                            </fieldset>
                            <FieldError form name="form[service]" id="service-e".to_owned() />
                            <p class="hint">{weight}</p>
                        }
                    })}
                {several
                    .then(|| {
                        let (first, last) = days.unwrap_or_default();
                        view! { <Together name="form[completeness]" chosen=Some(completeness) first last /> }
                    })}
                {shipments
                    .map(|all| {
                        view! {
                            <div>
                                <h3>{t.delivery.shipments}</h3>
                                <dl class="facts">
                                    {all
                                        .into_iter()
                                        .map(|(day, what)| view! { <div><dt>{day}</dt><dd>{what}</dd></div> })
                                        .collect_view()}
                                </dl>
                                {chooses.then(|| view! { <p class="hint">{t.delivery.once}</p> })}
                            </div>
                        }
                    })}
                <noscript inner_html=look />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Service(offer: ServiceOffer, checked: bool, completeness: Completeness) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let name = match offer.id.as_str() {
        "" => t.delivery.brought.to_owned(),
        _ => named(&offer.name, offer.until, l),
    };
    let place = offer.place.join(", ");
    let price = if offer.net.is_zero() { t.delivery.free.to_owned() } else { format::money(offer.net, l) };
    let days = arrival((offer.first(), offer.last()), completeness, !offer.place.is_empty(), l, t);
    let total = fill(t.delivery.total_with, &[&format::money(offer.gross, l)]);
    let about = [days, offer.free.then(|| t.delivery.free_now.to_owned()), Some(total)];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! {
        <label class="choice">
            <input
                type="radio"
                name="form[service]"
                value=format!("{}|{}", offer.id, offer.net.amount)
                checked=checked
                prop:checked=checked
            />
            <span>
                <span class="row ends"><b>{name}</b> <b>{price}</b></span>
                <span class="small muted">{about} {(!place.is_empty()).then(|| view! { <br /> {place} })}</span>
            </span>
        </label>
    }
}

/// Everything together, or what is there first; with the days, where they are known.
#[component]
pub fn Together(
    name: &'static str,
    /// Absent for what holds for the company, which is then to choose too.
    chosen: Option<Completeness>,
    #[prop(optional_no_strip)] first: Option<Date>,
    #[prop(optional_no_strip)] last: Option<Date>,
    /// Offers what holds for the company.
    #[prop(optional)]
    as_company: bool,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let days = move |completeness| arrival((first, last), completeness, false, l, t);
    let choice = move |value: &'static str, word: &'static str, days: Option<String>, checked: bool| {
        view! {
            <label class="choice">
                <input type="radio" name=name value=value checked=checked prop:checked=checked />
                <span><b>{word}</b> {days.map(|days| view! { <br /> <span class="small muted">{days}</span> })}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{t.delivery.together}</legend>
            {as_company.then(|| choice("", t.delivery.as_company, None, chosen.is_none()))}
            {[Completeness::Complete, Completeness::Partial]
                .into_iter()
                .map(|c| choice(c.code(), c.word(l), days(c), chosen == Some(c)))
                .collect_view()}
        </fieldset>
    }
}

/// `bei Ihnen Do 26.11.` or `ab Do 26.11., alles bis Mi 09.12.`; nothing where no day is known.
fn arrival(
    (first, last): (Option<Date>, Option<Date>),
    completeness: Completeness,
    collected: bool,
    l: Language,
    t: &Text,
) -> Option<String> {
    let day = |day| format::day(day, l);
    match (completeness, first, last?) {
        (Completeness::Partial, Some(first), last) if first < last => {
            Some(fill(t.delivery.from_to, &[&day(first), &day(last)]))
        }
        (.., last) if collected => Some(fill(t.delivery.ready_on, &[&day(last)])),
        (.., last) => Some(fill(t.delivery.on_day, &[&day(last)])),
    }
}

/// Each shipment: its day and what comes.
fn shipments(
    offer: &ServiceOffer,
    completeness: Completeness,
    numbers: &[String],
    l: Language,
    t: &Text,
) -> Vec<(String, String)> {
    let what = |lines: &[usize]| {
        if lines.len() > NAMED {
            return fill(t.orders.lines, &[&lines.len().to_string()]);
        }
        lines.iter().filter_map(|i| numbers.get(*i)).cloned().collect::<Vec<_>>().join(", ")
    };
    let all = offer.shipments(completeness).into_iter();
    all.map(|(day, lines)| (format::day(day, l), what(&lines))).collect()
}

fn weight_words(delivery: &DeliveryOffers, l: Language, t: &Text) -> String {
    let weight = fill(t.delivery.weight, &[&format::decimal(delivery.kg, l)]);
    let missing = format::decimal(delivery.missing_kg, l);
    match delivery.estimated {
        0 => format!("{weight}."),
        1 => format!("{weight}. {}", fill(t.delivery.estimated_one, &[&missing])),
        n => format!("{weight}. {}", fill(t.delivery.estimated, &[&n.to_string(), &missing])),
    }
}
