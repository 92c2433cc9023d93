//! An explained price: which rules applied or lost, and what they come to.

use kontor_domain::accounts::CompanySummary;
use kontor_domain::catalog::{PartCode, PriceTag};
use kontor_domain::pricing::{Candidate, Explained, Explanation, Fate, ListKind, Totals};
use kontor_domain::{Language, Money, format};
use leptos::prelude::*;

use crate::carts::Sums;
use crate::text::{fill, use_language, use_text};
use crate::ui::quantity_words;

#[component]
pub(super) fn Answer(answer: Explained, customer: Option<CompanySummary>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let part = answer.part.clone();
    let shop = format!("/parts/{}?desk=1", part.key);
    let whom = match customer {
        Some(c) => view! { <a href=format!("/desk/customers/{}", c.id)>{c.name}</a> }.into_any(),
        None => view! { {t.pricing.everybody} }.into_any(),
    };
    let about = fill(
        t.pricing.for_on,
        &[&quantity_words(answer.quantity, part.unit, l), &format::date(answer.day, l), &answer.country],
    );
    let difference = answer.difference();
    let tried = answer.tried.clone().map(|tried| {
        view! {
            <section class="chapter">
                <h2>{t.pricing.tried}</h2>
                <p class="muted">{tried_words(&answer, l)}</p>
                <Weighed explanation=tried totals=answer.tried_totals.clone() difference />
            </section>
        }
    });
    view! {
        <section class="chapter">
            <h2>{part.name.get(l).to_owned()} " " <span class="no">{part.number.clone()}</span></h2>
            <p>{whom} " " {about} " " <a href=shop rel="external">{t.desk.in_shop}</a></p>
            {answer.past.then(|| view! { <div class="note soon">{t.pricing.past}</div> })}
            {(!part.code.orderable()).then(|| view! { <div class="note">{code_words(part.code)}</div> })}
            <p class="small muted">{terms_words(&answer, l)}</p>
            {answer.unnoted.map(|metal| view! { <div class="note soon">{fill(t.pricing.unnoted, &[metal.word(l)])}</div> })}
            {answer.surcharge.map(|s| view! { <p>{s.text(answer.quantity, l)}</p> })}
            <Weighed explanation=answer.now totals=answer.totals />
        </section>
        {tried}
    }
}

fn code_words(code: PartCode) -> &'static str {
    let t = use_text();
    match code {
        PartCode::Obsolete => t.catalog.obsolete_text,
        PartCode::ReferenceOnly => t.catalog.reference_text,
        _ => t.pricing.call_us,
    }
}

/// Group and discount of the part for this customer.
fn terms_words(answer: &Explained, l: Language) -> String {
    let t = &use_text().pricing;
    match (answer.part.discount_group.as_str(), answer.percent) {
        ("", _) => t.no_group.to_owned(),
        (group, None) => fill(t.group_without, &[group]),
        (group, Some(percent)) => fill(t.group_with, &[group, &format::percent(percent, l)]),
    }
}

fn tried_words(answer: &Explained, l: Language) -> String {
    let t = &use_text().pricing;
    let percent = answer.what_if.percent.map(|p| fill(t.with_percent, &[&format::percent(p, l)]));
    let net = answer.what_if.net.map(|net| fill(t.with_net, &[&format::money(Money::eur(net), l)]));
    [percent, net].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The price, why it won, what the next tier is, and every price that was weighed.
#[component]
fn Weighed(
    explanation: Explanation,
    totals: Option<Totals>,
    /// What trying changes for the line, net.
    #[prop(optional_no_strip)]
    difference: Option<Money>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let headline = match explanation.tag {
        Some(tag) => view! { <Won tag difference /> }.into_any(),
        None => view! { <p class="evidence soon">{t.pricing.no_price}</p> }.into_any(),
    };
    let none = explanation.candidates.is_empty();
    let rows = explanation.candidates.into_iter().map(|candidate| row(candidate, l)).collect_view();
    view! {
        <div class="stack">
            {headline}
            {if none {
            view! { <p class="muted">{t.pricing.no_entries}</p> }.into_any()
        } else {
            view! {
                <table class="data">
                    <caption class="vh">{t.pricing.weighed}</caption>
                    <thead>
                        <tr>
                            <th>{t.pricing.rule}</th>
                            <th class="num">{t.pricing.in_list}</th>
                            <th class="num">{t.pricing.comes_to}</th>
                            <th>{t.pricing.what_became}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
                .into_any()
            }}
            {totals.map(|totals| view! { <Sums totals /> })}
        </div>
    }
}

#[component]
fn Won(tag: PriceTag, difference: Option<Money>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let next = match tag.tiers.first() {
        Some(tier) => {
            fill(t.pricing.next_tier, &[&format::quantity(tier.from, l), &format::money(tier.net, l)])
        }
        None => t.pricing.last_tier.to_owned(),
    };
    let difference = difference.map(|by| {
        let (words, by) = match by.amount {
            n if n.is_zero() => (t.pricing.no_difference, by),
            n if n.is_sign_negative() => (t.pricing.cheaper, Money::ZERO - by),
            _ => (t.pricing.dearer, by),
        };
        view! { <p><b>{fill(words, &[&format::money(by, l)])}</b></p> }
    });
    view! {
        <p class="price big"><b>{format::money(tag.net, l)}</b> " " <span>{tag.reason.text(l)}</span></p>
        {difference}
        <p class="small">{t.pricing.lowest_wins} " " {next}</p>
    }
}

fn row(candidate: Candidate, l: Language) -> impl IntoView + use<> {
    let t = use_text();
    let (entry, won) = (candidate.entry, candidate.fate == Fate::Wins);
    let list = match entry.kind {
        ListKind::List => t.pricing.list,
        ListKind::Group => t.pricing.group_list,
        ListKind::Customer => t.pricing.customer_list,
    };
    let period = match (entry.valid_from, entry.valid_until) {
        (None, None) => t.pricing.always.to_owned(),
        (Some(from), None) => fill(t.pricing.since, &[&format::date(from, l)]),
        (None, Some(until)) => fill(t.pricing.until, &[&format::date(until, l)]),
        (Some(from), Some(until)) => {
            fill(t.pricing.between, &[&format::date(from, l), &format::date(until, l)])
        }
    };
    let tone = match candidate.fate {
        Fate::Wins => "good",
        Fate::Over { .. } | Fate::NotYet { .. } => "bad",
        _ => "",
    };
    view! {
        <tr class:on=won>
            <td data-label=t.pricing.rule>
                <span>
                    {candidate.reason.text(l)}
                    <span class="sub-line">{list} ", " {period}</span>
                </span>
            </td>
            <td class="num" data-label=t.pricing.in_list>{format::money(Money::eur(entry.net), l)}</td>
            <td class="num" data-label=t.pricing.comes_to><b>{format::money(candidate.net, l)}</b></td>
            <td data-label=t.pricing.what_became><span class=format!("state {tone}")>{candidate.fate.text(l)}</span></td>
        </tr>
    }
}
