//! What the customer asked for, and what they want otherwise.

use kontor_domain::quotes::{DeskQuote, Picks, QuoteState, Request, Wish, known};
use kontor_domain::{Money, format};
use leptos::prelude::*;

use super::desk_margin::left_words;
use super::desk_send_form::Ids;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending};

/// The request an offer began with.
#[component]
pub(super) fn Asked(request: Option<Request>, open: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    request.map(|request| {
        let behalf = Some(request.behalf.clone()).filter(|b| !b.is_empty());
        let by = match behalf {
            Some(behalf) => fill(t.desk_quotes.asked_behalf, &[&request.who, &behalf]),
            None => request.who.clone(),
        };
        let head =
            fill(t.desk_quotes.request, &[&by, &format::moment(request.at, l), request.channel.word(l)]);
        let wish = request.wish.map(|day| fill(t.desk_quotes.wanted, &[&format::day(day, l)]));
        view! {
            <details class="note" open=open>
                <summary>{head}</summary>
                {(!request.words.is_empty()).then(|| view! { <p class="said">{request.words.clone()}</p> })}
                {wish.map(|wish| view! { <p>{wish}</p> })}
            </details>
        }
    })
}

/// The wish that waits for an answer: on top of everything.
#[component]
pub(super) fn Counter(desk: DeskQuote) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let wish = desk.quote.wishes.last().filter(|_| desk.quote.head.state == QuoteState::Countered).cloned();
    let Some(wish) = wish else { return ().into_any() };
    let title = if wish.net.is_some() { t.desk_quotes.counter } else { t.desk_quotes.change_wish };
    let by = format!("{}, {}", wish.who, format::moment(wish.at, l));
    let sums = wish.net.map(|net| {
        let ours = ours(&desk, &wish.picks);
        let less = ours.map(|ours| {
            view! {
                <div><dt>{t.desk_quotes.ours}</dt><dd>{format::money(ours, l)}</dd></div>
                <div><dt>{t.desk_quotes.difference}</dt><dd>{format::money(net - ours, l)}</dd></div>
            }
        });
        let margin = desk.margin.as_ref().and_then(|m| m.countered.as_ref()).map(|m| {
            view! { <div><dt>{t.desk_quotes.would_leave}</dt><dd><b>{left_words(&m.total, l)}</b></dd></div> }
        });
        view! {
            <dl class="sums">
                {less}
                <div class="total"><dt>{t.desk_quotes.theirs}</dt><dd>{format::money(net, l)}</dd></div>
                {margin}
            </dl>
        }
    });
    let accept = desk.may_accept_counter.then(|| view! { <Accept desk=desk.clone() /> });
    let cannot = (wish.net.is_some() && !desk.may_accept_counter)
        .then(|| view! { <p class="small muted">{t.desk_quotes.counter_below}</p> });
    view! {
        <section class="note soon offer-counter" id="counter">
            <b>{title}</b>
            " "
            {by}
            <Said desk=desk.clone() wish />
            {sums}
            {accept}
            {cannot}
        </section>
    }
    .into_any()
}

/// The words of a wish, with those about single positions.
#[component]
pub(super) fn Said(desk: DeskQuote, wish: Wish) -> impl IntoView {
    let l = use_language();
    let lines = wish.lines.into_iter().map(|line| {
        let offer = desk.quote.offer.as_ref().unwrap_or(&desk.draft);
        let name = offer.position(line.position).map(|p| p.name.get(l).to_owned()).unwrap_or_default();
        view! { <li><b>{name}</b> " " {line.words}</li> }
    });
    let lines = lines.collect_view();
    view! {
        {(!wish.words.is_empty()).then(|| view! { <p class="said">{wish.words.clone()}</p> })}
        <ul>{lines}</ul>
    }
}

/// What we ask for the same picks.
fn ours(desk: &DeskQuote, picks: &Picks) -> Option<Money> {
    let offer = desk.quote.offer.as_ref()?;
    Some(offer.sums(&known(offer, picks), desk.quote.treatment).ok()?.totals.net)
}

#[component]
fn Accept(desk: DeskQuote) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/quotes/accept_counter", "counter");
    view! {
        <form class="no-print" method="post" action=form.url>
            <Alert form />
            <Ids quote=desk.quote.head.id.to_string() version=desk.quote.version />
            <div class="actions"><button class="act">{t.desk_quotes.accept_counter}</button></div>
        </form>
    }
}
