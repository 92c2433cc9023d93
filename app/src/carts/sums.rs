use kontor_domain::pricing::Totals;
use kontor_domain::{Money, format};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};

/// The core deposit of a line, under its sum; nothing for parts without.
#[component]
pub fn DepositLine(deposit: Money) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    (!deposit.is_zero()).then(|| {
        view! { <span class="sub-line">{fill(t.carts.deposit_line, &[&format::money(deposit, l)])}</span> }
    })
}

/// Core deposits and freight where there are some, net, VAT by rate, total; and the note the law wants when there is no VAT.
#[component]
pub fn Sums(totals: Totals) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let note = totals.treatment.note(l);
    let beside = !totals.deposit.is_zero() || totals.freight.is_some();
    let freight = |freight: Money| {
        if freight.is_zero() { t.delivery.free.to_owned() } else { format::money(freight, l) }
    };
    let rows = [
        beside.then(|| (t.carts.goods, format::money(totals.goods(), l))),
        (!totals.deposit.is_zero()).then(|| (t.carts.deposit, format::money(totals.deposit, l))),
        totals.freight.map(|net| (t.delivery.freight, freight(net))),
    ];
    let parts = rows
        .into_iter()
        .flatten()
        .map(|(name, sum)| view! { <div><dt>{name}</dt><dd>{sum}</dd></div> })
        .collect_view();
    view! {
        <dl class="sums">
            {parts}
            <div><dt>{t.carts.net}</dt><dd>{format::money(totals.net, l)}</dd></div>
            {totals
                .vat
                .into_iter()
                .map(|v| {
                    let name = fill(t.carts.vat, &[&format::percent(v.rate, l)]);
                    view! { <div><dt>{name}</dt><dd>{format::money(v.amount, l)}</dd></div> }
                })
                .collect_view()}
            <div class="total"><dt>{t.carts.gross}</dt><dd>{format::money(totals.gross, l)}</dd></div>
        </dl>
        {(!note.is_empty()).then(|| view! { <p class="small muted">{note}</p> })}
    }
}
