//! What was sent: the versions with what changed, who opened them, and what the customer said to them.

use kontor_domain::format;
use kontor_domain::quotes::{DeskQuote, SentVersion};
use leptos::prelude::*;

use super::desk_counter::Said;
use super::desk_pdf;
use crate::text::{fill, use_language, use_text};

#[component]
pub(super) fn History(desk: DeskQuote) -> impl IntoView {
    let t = use_text();
    let mut versions = desk.quote.versions.clone();
    versions.reverse();
    if versions.is_empty() {
        return ().into_any();
    }
    let rows = versions.into_iter().map(|sent| view! { <Version desk=desk.clone() sent /> }).collect_view();
    view! {
        <section class="chapter" id="versions">
            <h2>{t.desk_quotes.versions}</h2>
            <ol class="offer-versions">{rows}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Version(desk: DeskQuote, sent: SentVersion) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let number = sent.number.to_string();
    let sent_by = fill(t.desk_quotes.sent_by, &[&sent.who, &format::moment(sent.at, l)]);
    let until = fill(t.desk_quotes.holds_until, &[&format::date(sent.valid_until, l)]);
    let changes = sent.changes.iter().map(|change| view! { <li>{change.text(l)}</li> }).collect_view();
    let opened: Vec<String> = desk
        .opened
        .iter()
        .filter(|o| o.number == sent.number)
        .map(|o| fill(t.desk_quotes.opened_by, &[&o.who, &format::moment(o.at, l)]))
        .collect();
    let opened = if opened.is_empty() { vec![t.desk_quotes.not_opened.to_owned()] } else { opened };
    let opened = opened.into_iter().map(|words| view! { <p class="small muted">{words}</p> }).collect_view();
    let wishes = desk.quote.wishes.iter().filter(|w| w.number == sent.number).cloned();
    let wishes = wishes
        .map(|wish| {
            let by = format!("{}, {}", wish.who, format::moment(wish.at, l));
            let net = wish.net.map(|net| fill(t.desk_quotes.would_pay, &[&format::money(net, l)]));
            view! { <div class="offer-wish"><p class="small muted">{by}</p> {net} <Said desk=desk.clone() wish /></div> }
        })
        .collect_view();
    view! {
        <li>
            <p class="row ends">
                <b>{fill(t.desk_quotes.version, &[&number])}</b>
                <span>{format::money(sent.net, l)}</span>
            </p>
            <p class="small muted">{sent_by} ", " {until}</p>
            {opened}
            <ul class="changes">{changes}</ul>
            {wishes}
            <p class="no-print"><a href=desk_pdf(&desk.quote.head.id, sent.number) rel="external">{t.desk_quotes.pdf}</a></p>
        </li>
    }
}
