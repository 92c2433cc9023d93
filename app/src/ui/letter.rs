//! The frame of everything that is printed: confirmation, delivery note.

use leptos::prelude::*;

use crate::accounts::Dealer;
use crate::text::use_text;

/// A letter of the dealer to `to` (lines of the address), with facts at its right.
#[component]
pub fn Letter(
    dealer: Dealer,
    to: Vec<String>,
    facts: Vec<(&'static str, String)>,
    children: Children,
) -> impl IntoView {
    let t = use_text();
    let lines = |lines: Vec<String>| {
        lines
            .into_iter()
            .enumerate()
            .map(|(i, line)| view! { {(i > 0).then(|| view! { <br /> })} {line} })
            .collect_view()
    };
    let mut sender = vec![dealer.name.clone()];
    sender.extend(dealer.address.clone());
    sender.push(dealer.phone.clone());
    view! {
        <article class="letter">
            <header class="letterhead">
                <div class="logo">{dealer.name.clone()}</div>
                <address>{lines(sender)}</address>
            </header>
            <div class="letter-to">
                <address>{lines(to)}</address>
                <dl class="facts">
                    {facts
                        .into_iter()
                        .filter(|(_, value)| !value.is_empty())
                        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                        .collect_view()}
                </dl>
            </div>
            {children()}
            <footer class="letterfoot">
                <p>{dealer.name} <br /> {dealer.address.join(", ")}</p>
                <p>{dealer.phone} <br /> {dealer.email}</p>
                <p>{t.house.vat_id} " " {dealer.vat_id}</p>
            </footer>
        </article>
    }
}
