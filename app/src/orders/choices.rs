//! What is to happen to a line that comes later: the customer chooses; the desk may for somebody who telephones.

use kontor_domain::orders::{
    ChoiceKind, LineOffers, Offer, OrderLine, OrderView, chosen_text, customer_may_change,
};
use kontor_domain::{Language, OrderId, Problem, Quantity, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::choose_for_line::choose_for_line;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, FieldError, Fields, Sending, kept, quantity_words};

/// Tone and words of what the customer said about a late line; nothing for one that is punctual.
#[must_use]
pub fn choice_words(line: &OrderLine, l: Language) -> Option<(&'static str, String)> {
    let t = &use_text().promise;
    let slip = line.slip.as_ref()?;
    let Some(chosen) = &slip.chosen else {
        return line.asks().then(|| ("soon", t.customer_asked.to_owned()));
    };
    let what = chosen_text(chosen.kind, line.called(l), chosen.quantity, &chosen.number, &chosen.note, l);
    let by = fill(t.chosen_by, &[&chosen.by, &format::moment(chosen.at, l)]);
    let tone = if chosen.kind == ChoiceKind::Expedite { "soon" } else { "good" };
    Some((tone, format!("{what} ({by})")))
}

/// The section of the customer's page to which the mails lead.
#[component]
pub fn Choices(order: OrderView, key: String, done: Callback<()>) -> impl IntoView {
    let t = use_text();
    let asks = order.lines.iter().any(OrderLine::asks);
    (!order.offers.is_empty()).then(|| {
        view! {
            <section class="chapter no-print" id="choices">
                <h2>{if asks { t.promise.choices_title } else { t.promise.chosen_title }}</h2>
                <div class="stack">
                    {asks.then(|| view! { <p>{t.promise.choices_text}</p> })} <ChoiceCards order key done />
                </div>
            </section>
        }
    })
}

/// A card for each line that comes later. `key` makes the sendings of this drawing of the page.
#[component]
pub fn ChoiceCards(
    order: OrderView,
    key: String,
    done: Callback<()>,
    /// Chosen by the desk, for somebody who telephones.
    #[prop(optional)]
    desk: bool,
) -> impl IntoView {
    let cards = order
        .offers
        .iter()
        .filter_map(|offers| {
            let bound = !desk && customer_may_change(order.agreed.as_ref()).is_err();
            let line = order.lines.iter().find(|l| l.position == offers.position)?.clone();
            let asked = Asked {
                order: order.id.clone(),
                version: order.version,
                paid: order.payment.is_some(),
                bound,
                line,
                offers: offers.clone(),
                key: format!("{key}-{}", offers.position),
            };
            Some(view! { <Card asked done /> })
        })
        .collect_view();
    view! { <div class="stack">{cards}</div> }
}

/// What one card is about.
#[derive(Clone)]
struct Asked {
    order: OrderId,
    version: i64,
    /// Something of it may have to be paid back.
    paid: bool,
    /// Agreed by an offer: neither cancelled nor replaced here.
    bound: bool,
    line: OrderLine,
    offers: LineOffers,
    key: String,
}

#[component]
fn Card(asked: Asked, done: Callback<()>) -> impl IntoView {
    let line = asked.line.clone();
    let (l, t) = (use_language(), use_text());
    let slip = line.slip.clone();
    let moved = slip
        .as_ref()
        .map(|s| fill(t.promise.slipped, &[&format::day(line.date(), l), &format::day(s.from, l)]));
    let reason = (!line.reason.is_empty()).then(|| fill(t.orders.reason, &[&line.reason]));
    let declined =
        slip.as_ref().and_then(|s| s.declined.as_ref()).map(|text| fill(t.promise.declined, &[text]));
    let said = slip.as_ref().is_some_and(|s| s.chosen.is_some()).then(|| choice_words(&line, l)).flatten();
    let wish = line.wish().is_some();
    let asks = line.asks();
    let title = line.name.get(l).to_owned();
    let number = line.number.clone();
    view! {
        <div class="card stack" class:on=asks>
            <h3>{title} " " <span class="no">{number}</span></h3>
            <p>{moved} {reason.map(|text| format!(" {text}"))}</p>
            {declined.map(|text| view! { <div class="note soon">{text}</div> })}
            {said
                .map(|(tone, text)| {
                    view! {
                        <p role="status">
                            <span class=format!("state {tone}")>{text}</span>
                            {wish.then(|| view! { " " {t.promise.wish_open} })}
                        </p>
                    }
                })}
            {if asks {
                view! { <Form asked done /> }.into_any()
            } else {
                view! {
                    <details>
                        <summary class="plain">{t.promise.again}</summary>
                        <Form asked done />
                    </details>
                }
                    .into_any()
            }}
        </div>
    }
}

/// What one can choose: value, words, what it means.
fn ways(asked: &Asked, l: Language) -> Vec<(String, String, String)> {
    let (line, offers) = (&asked.line, &asked.offers);
    let t = &use_text().promise;
    let words = |q: Quantity| quantity_words(q, line.unit, l);
    let day = format::day(line.date(), l);
    let mut ways =
        vec![("wait".to_owned(), t.wait.to_owned(), fill(t.wait_hint, &[&words(line.open()), &day]))];
    if offers.now > Quantity::ZERO {
        let rest = line.open() - offers.now;
        let hint = fill(t.split_hint, &[&words(offers.now), &words(rest), &day]);
        ways.push(("split".into(), t.split.into(), hint));
    }
    for offer in offers.substitutes.iter().filter(|o| o.blocked.is_none() && !asked.bound) {
        let value = format!("substitute:{}:{}", offer.net.amount, offer.part);
        ways.push((value, fill(t.substitute, &[&offer.number]), offer_words(offer, l)));
    }
    ways.push(("expedite".into(), t.expedite.into(), t.expedite_hint.into()));
    if asked.bound {
        return ways;
    }
    let mut hint = fill(t.cancel_hint, &[&words(line.open())]);
    if asked.paid {
        hint = format!("{hint} {}", t.cancel_paid);
    }
    ways.push(("cancel".into(), t.cancel.into(), hint));
    ways
}

fn offer_words(offer: &Offer, l: Language) -> String {
    let t = &use_text().promise;
    let name = offer.name.get(l);
    let name = if offer.successor { format!("{}, {name}", t.successor) } else { name.to_owned() };
    let price = [format::money(offer.net, l), format::money(offer.amount, l)];
    let quantity = quantity_words(offer.quantity, offer.unit, l);
    fill(t.substitute_hint, &[&name, &quantity, &price[0], &price[1], &format::day(offer.date, l)])
}

/// Radios, none of them chosen beforehand: nobody decides by not looking.
#[component]
fn Form(asked: Asked, done: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let ways = ways(&asked, l);
    let Asked { order: id, version, line, offers, key, bound, .. } = asked;
    let bound = bound.then(|| Problem::AgreedByOffer.text(l));
    let position = line.position;
    let form = Sending::about("/fn/orders/choose_for_line", &position.to_string());
    let typed = kept(form);
    let blocked = offers
        .substitutes
        .iter()
        .filter(|_| bound.is_none())
        .filter_map(|o| {
            Some((o.part.clone(), o.number.clone(), offer_words(o, l), o.blocked.clone()?.text(l)))
        })
        .map(|(part, number, words, why)| {
            view! {
                <p class="small">
                    <a class="no" href=format!("/parts/{part}")>{number}</a>
                    " "
                    {words}
                    " "
                    {why}
                </p>
            }
        })
        .collect_view();
    let submit = {
        let (id, key) = (id.clone(), key.clone());
        move |ev: SubmitEvent| {
            ev.prevent_default();
            let Some(fields) = Fields::of(&ev) else { return };
            let key = kontor_domain::IdempotencyKey::new(key.as_str());
            let work =
                choose_for_line(key, id.clone(), version, position, fields.get("choice"), fields.get("note"));
            form.start(work, move |()| done.run(()));
        }
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit>
            <Alert form />
            <input type="hidden" name="key" value=key.clone() />
            <input type="hidden" name="order" value=id.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <input type="hidden" name="position" value=position.to_string() />
            <fieldset class="choices">
                <legend>{fill(t.promise.question, &[line.called(l)])}</legend>
                {ways
                    .into_iter()
                    .map(|(value, words, hint)| {
                        let checked = typed.get("choice") == value;
                        view! {
                            <label class="choice">
                                <input type="radio" name="choice" value=value checked=checked required />
                                <span><b>{words}</b> <br /> {hint}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <FieldError form name="choice" id=format!("choice-{position}-e") />
            {blocked}
            {bound.map(|text| view! { <p class="small">{text}</p> })}
            <Field
                form
                name="note"
                id=format!("note-{position}")
                label=t.promise.note
                hint=t.promise.note_hint
                value=typed.get("note")
                optional=true
                maxlength=300
            />
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.promise.send}</button>
            </div>
        </form>
    }
}
