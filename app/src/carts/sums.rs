use kontor_domain::pricing::{Surcharge, Totals};
use kontor_domain::{Money, Quantity, format};
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

/// The metal surcharge of a line, under its sum, with the notation that counts; nothing for parts without.
#[component]
pub fn SurchargeLine(surcharge: Option<Surcharge>, quantity: Quantity) -> impl IntoView {
    let l = use_language();
    surcharge.map(|surcharge| view! { <span class="sub-line surcharge">{surcharge.text(quantity, l)}</span> })
}

/// Core deposits, metal surcharges and freight where there are some, net, VAT by rate, total; and the note the law wants when there is no VAT.
#[component]
pub fn Sums(totals: Totals) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let note = totals.treatment.note(l);
    let freight = |net: Money| {
        if net.is_zero() { t.delivery.free.to_owned() } else { format::money(net, l) }
    };
    let on_top = [(t.carts.deposit, totals.deposit), (t.carts.surcharge, totals.surcharge)];
    let on_top = on_top.into_iter().filter(|(_, sum)| !sum.is_zero());
    let on_top: Vec<(&str, String)> = on_top
        .map(|(name, sum)| (name, format::money(sum, l)))
        .chain(totals.freight.map(|net| (t.delivery.freight, freight(net))))
        .collect();
    let parts = (!on_top.is_empty()).then(|| {
        std::iter::once((t.carts.goods, format::money(totals.goods(), l)))
            .chain(on_top)
            .map(|(name, sum)| view! { <div><dt>{name}</dt><dd>{sum}</dd></div> })
            .collect_view()
    });
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
