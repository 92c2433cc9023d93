//! What the chosen positions come to.

use kontor_domain::quotes::Offer;
use kontor_domain::{Language, Money, format};
use leptos::prelude::*;

use super::picks::Picking;
use crate::text::{fill, use_language, use_text};

/// How what is taken off is called: in percent, where nothing else is taken off.
fn off_words(offer: &Offer, l: Language) -> String {
    let t = &use_text().quotes;
    if offer.reduction.is_zero() && !offer.discount.is_zero() {
        fill(t.off_percent, &[&format::percent(offer.discount, l)])
    } else {
        t.off.to_owned()
    }
}

/// Positions, reduction, deposits, surcharges, freight, VAT: what is nothing is left out.
#[component]
pub fn OfferSums(picking: Picking) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let off = picking.offer.with_value(|offer| off_words(offer, l));
    let rows = move || {
        let sums = picking.sums.get()?;
        let totals = sums.totals;
        let mut rows: Vec<(String, String)> = Vec::new();
        let mut row = |name: &str, sum: Money| rows.push((name.to_owned(), format::money(sum, l)));
        row(t.quotes.goods, sums.goods);
        if !sums.off.is_zero() {
            row(&off, Money::ZERO - sums.off);
        }
        let on_top = [
            (t.carts.deposit, totals.deposit),
            (t.carts.surcharge, totals.surcharge),
            (t.quotes.freight, totals.freight.unwrap_or(Money::ZERO)),
        ];
        for (name, sum) in on_top.into_iter().filter(|(_, sum)| !sum.is_zero()) {
            row(name, sum);
        }
        row(t.carts.net, totals.net);
        for vat in &totals.vat {
            row(&fill(t.carts.vat, &[&format::percent(vat.rate, l)]), vat.amount);
        }
        let note = totals.treatment.note(l);
        Some(view! {
            <dl class="sums">
                {rows
                    .into_iter()
                    .map(|(name, sum)| view! { <div><dt>{name}</dt><dd>{sum}</dd></div> })
                    .collect_view()}
                <div class="total"><dt>{t.carts.gross}</dt><dd>{format::money(totals.gross, l)}</dd></div>
            </dl>
            {(!note.is_empty()).then(|| view! { <p class="small muted">{note}</p> })}
        })
    };
    view! { <div aria-live="polite">{rows}</div> }
}

/// `12.300,00 € netto`, of what is chosen now.
#[component]
pub fn NetSum(picking: Picking) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().quotes);
    move || {
        picking.sums.with(|sums| {
            sums.as_ref()
                .map(|sums| fill(t.net_of, &[&format::money(sums.totals.net, l)]))
                .unwrap_or_default()
        })
    }
}
