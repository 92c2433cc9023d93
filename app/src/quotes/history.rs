//! How it came to this offer: its versions with what is other in each, and what was wished.

use kontor_domain::format;
use kontor_domain::quotes::{QuoteView, SentVersion, Wish};
use leptos::prelude::*;

use super::path_of;
use super::request::on_behalf;
use crate::text::{fill, use_language, use_text};

/// Newest first.
#[component]
pub fn Versions(view: QuoteView) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let (page, shown, newest) = (path_of(&view.head.id), view.shown, view.head.number);
    let row = move |version: SentVersion| {
        let number = version.number;
        let by = format!("{}, {}", format::moment(version.at, l), version.who);
        let about = [
            fill(t.net_of, &[&format::money(version.net, l)]),
            fill(t.holds, &[&format::date(version.valid_until, l)]),
        ];
        let changes = match (number, version.changes.is_empty()) {
            (1, _) => view! { <p class="small">{t.first}</p> }.into_any(),
            (_, true) => view! { <p class="small">{t.only_date}</p> }.into_any(),
            _ => {
                let sentences = version.changes.iter().map(|c| view! { <li>{c.text(l)}</li> }).collect_view();
                view! { <ul class="changes">{sentences}</ul> }.into_any()
            }
        };
        let way = if number == newest { page.clone() } else { format!("{page}?version={number}") };
        let look = if number == shown {
            view! { <span class="small muted">{t.shown}</span> }.into_any()
        } else {
            let label = format!("{}: {}", t.look, fill(t.version, &[&number.to_string()]));
            view! { <a class="no-print" href=way aria-label=label>{t.look}</a> }.into_any()
        };
        view! {
            <li aria-current=(number == shown).then_some("true")>
                <p class="row ends"><b>{fill(t.version, &[&number.to_string()])}</b> {look}</p>
                <p class="small muted">{by}</p>
                <p>{about.join(", ")}</p>
                {changes}
            </li>
        }
    };
    (!view.versions.is_empty()).then(|| {
        view! {
            <section class="chapter" id="versions">
                <h2>{t.versions}</h2>
                <ol class="offer-versions">{view.versions.into_iter().rev().map(row).collect_view()}</ol>
            </section>
        }
    })
}

/// Oldest first, as it was said.
#[component]
pub fn Wishes(view: QuoteView) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    let offer = view.offer.unwrap_or_default();
    let row = move |wish: Wish| {
        let by = on_behalf(&wish.who, &wish.behalf);
        let about =
            format!("{}, {}", format::moment(wish.at, l), fill(t.wish_about, &[&wish.number.to_string()]));
        let net = wish.net.map(|net| fill(t.wish_net, &[&format::money(net, l)]));
        let lines = (!wish.lines.is_empty()).then(|| {
            let lines = wish.lines.into_iter().map(|line| {
                // Positions keep their ids through all versions; what is gone has no name any more.
                let name = offer.position(line.position).map(|p| p.name.get(l).to_owned());
                let name = name.map(|name| view! { <b>{name} ": "</b> });
                view! { <li>{name} {line.words}</li> }
            });
            view! { <ul class="changes">{lines.collect_view()}</ul> }
        });
        view! {
            <li>
                <p class="by"><b>{by}</b> " " <time>{about}</time></p>
                {net.map(|net| view! { <p><b>{net}</b></p> })}
                {(!wish.words.is_empty()).then(|| view! { <p class="said">{wish.words}</p> })}
                {lines}
            </li>
        }
    };
    (!view.wishes.is_empty()).then(|| {
        view! {
            <section class="chapter" id="wishes">
                <h2>{t.wishes}</h2>
                <ol class="talk">{view.wishes.into_iter().map(row).collect_view()}</ol>
            </section>
        }
    })
}
