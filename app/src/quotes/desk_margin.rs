//! What the draft comes to and what is left of it, beside the editor and at the lower edge of a phone; alive while somebody types.

use kontor_domain::quotes::{Left, Margin, worst};
use kontor_domain::{Decimal, Language, Money, format};
use leptos::prelude::*;

use super::desk_editing::Editing;
use super::desk_editor::Kept;
use crate::text::{fill, use_language, use_text};

/// What more discount on everything is looked at.
const STEPS: [i64; 4] = [1, 2, 3, 5];

/// `1.234,00 € (12,3 %)`.
pub(super) fn left_words(left: &Left, l: Language) -> String {
    let euro = format::money(left.contribution(), l);
    match left.percent() {
        Some(percent) => format!("{euro} ({})", format::percent(percent, l)),
        None => euro,
    }
}

/// How much more can be taken off before less than `floor` percent is left; below zero what is missing. `spent` percent of the goods goes
/// away with them (commission, early payment).
fn room(left: &Left, floor: Decimal, spent: Decimal) -> Money {
    let hundred = Decimal::ONE_HUNDRED;
    let over = left.contribution().amount * hundred - floor * left.revenue.amount;
    let each = hundred - spent - floor;
    if each <= Decimal::ZERO { Money::ZERO } else { Money::eur((over / each).floor()) }
}

/// Beside the editor.
#[component]
pub(super) fn Panel(editing: Editing) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let sums = move || {
        let sums = editing.reckoned.with(|r| r.sums.clone());
        let wrong = editing.draft.with(|draft| draft.wrong.len());
        let Some(sums) = sums else {
            return view! { <p class="state bad">{t.desk_quotes.no_sum}</p> }.into_any();
        };
        let row = |name: &'static str, money: Money| {
            (!money.is_zero()).then(|| view! { <div><dt>{name}</dt><dd>{format::money(money, l)}</dd></div> })
        };
        let off = row(t.desk_quotes.off, Money::ZERO - sums.off);
        let goods =
            (off.is_some() || sums.totals.net != sums.goods).then(|| row(t.desk_quotes.goods, sums.goods));
        let freight = row(t.desk_quotes.freight, sums.totals.freight.unwrap_or_default());
        let extra = row(t.desk_quotes.on_top, sums.totals.deposit + sums.totals.surcharge);
        view! {
            <dl class="sums">
                {goods} {off} {extra} {freight}
                <div class="total"><dt>{t.desk_quotes.sum_net}</dt><dd>{format::money(sums.totals.net, l)}</dd></div>
            </dl>
            {(wrong > 0).then(|| view! { <p class="small state bad">{t.desk_quotes.unreadable}</p> })}
        }
        .into_any()
    };
    let margins = editing.sees.then(|| view! { <Margins editing /> });
    view! {
        <section class="chapter offer-panel" id="reckoning">
            <h2>{t.desk_quotes.sum}</h2>
            {sums}
            {margins}
            <div class="actions no-print">
                <button class="act" form="draft" aria-busy=move || editing.form.busy.get().then_some("true")>
                    {t.desk_quotes.save}
                </button>
                <Kept editing />
            </div>
        </section>
    }
}

/// The percentage down to which the draft may go: the reader's own, or what was released.
fn floor(editing: Editing) -> (Decimal, Option<Decimal>) {
    editing
        .with_margin(|m| m.map(|m| (m.released.map_or(m.floor, |r| r.min(m.floor)), m.released)))
        .unwrap_or_default()
}

/// Tone and words of what is left against the floor.
fn against(editing: Editing, worst: &Margin) -> (&'static str, String) {
    let (l, t) = (use_language(), use_text());
    let (floor, released) = floor(editing);
    let percent = format::percent(floor, l);
    match (worst.total.keeps(floor), released) {
        (true, Some(released)) if released == floor => {
            ("good", fill(t.desk_quotes.keeps_released, &[&percent]))
        }
        (true, _) => ("good", fill(t.desk_quotes.keeps, &[&percent])),
        (false, _) => ("bad", fill(t.desk_quotes.below, &[&percent])),
    }
}

#[component]
fn Margins(editing: Editing) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let now = move || editing.reckoned.with(|r| left_words(&r.now.total, l));
    let least = move || editing.reckoned.with(|r| left_words(&r.worst.total, l));
    let differs = move || editing.reckoned.with(|r| r.now.total != r.worst.total);
    let state = move || editing.reckoned.with(|r| against(editing, &r.worst));
    // Nothing is above no floor.
    let something = move || editing.reckoned.with(|r| !r.worst.total.revenue.is_zero());
    let unknown = move || {
        let unknown = editing.reckoned.with(|r| r.worst.unknown.len().max(r.now.unknown.len()));
        (unknown > 0).then(|| {
            view! { <p class="small state soon">{fill(t.desk_quotes.unknown, &[&unknown.to_string()])}</p> }
        })
    };
    let left = move || {
        let spent = editing.draft.with(|d| d.costs.commission + d.offer.payable.early_percent);
        let room = editing.reckoned.with(|r| room(&r.worst.total, floor(editing).0, spent));
        let words = if room.amount.is_sign_negative() { t.desk_quotes.missing } else { t.desk_quotes.room };
        fill(words, &[&format::money(Money::eur(room.amount.abs()), l)])
    };
    let steps = move || {
        let row = |more: i64| {
            let least = editing.draft.with(|draft| {
                let mut offer = draft.offer.clone();
                offer.discount = (offer.discount + Decimal::from(more)).min(Decimal::ONE_HUNDRED);
                worst(&offer, &draft.costs).1
            });
            let tone = against(editing, &least).0;
            let tone = if tone == "bad" { "state bad" } else { "" };
            let name = fill(t.desk_quotes.more_off, &[&format::percent(Decimal::from(more), l)]);
            view! { <div><dt>{name}</dt><dd class=tone>{left_words(&least.total, l)}</dd></div> }
        };
        STEPS.map(row).into_iter().collect_view()
    };
    view! {
        <h3>{t.desk_quotes.margin}</h3>
        <dl class="sums">
            <div><dt>{t.desk_quotes.margin_now}</dt><dd><b>{now}</b></dd></div>
            {move || {
                differs().then(|| view! { <div><dt>{t.desk_quotes.margin_worst}</dt><dd><b>{least}</b></dd></div> })
            }}
        </dl>
        {move || {
            something()
                .then(|| {
                    let (tone, words) = state();
                    view! {
                        <p><span class=format!("state {tone}")>{words}</span></p>
                        <p class="small muted">{left()}</p>
                    }
                })
        }}
        {unknown}
        <details>
            <summary class="plain">{t.desk_quotes.what_if}</summary>
            <dl class="sums">{steps}</dl>
        </details>
    }
}

/// At the lower edge of a phone.
#[component]
pub(super) fn Bar(editing: Editing) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let net = move || editing.reckoned.with(|r| r.sums.as_ref().map(|s| format::money(s.totals.net, l)));
    let margin = editing.sees.then(|| {
        let words = move || editing.reckoned.with(|r| r.worst.total.percent().map(|p| format::percent(p, l)));
        let tone = move || editing.reckoned.with(|r| against(editing, &r.worst).0);
        view! { <span class=move || format!("small state {}", tone())>{t.desk_quotes.margin_short} " " {words}</span> }
    });
    view! {
        <div class="config-bar no-print">
            <span><b>{net}</b> {margin}</span>
            <button class="quiet" form="draft">{t.house.save}</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use kontor_domain::quotes::Left;
    use kontor_domain::{Decimal, Money};

    use super::room;

    fn left(revenue: i64, cost: i64) -> Left {
        Left { revenue: Money::cents(revenue * 100), cost: Money::cents(cost * 100) }
    }

    #[test]
    fn what_can_still_be_taken_off_leaves_the_floor_and_not_less() {
        let (left, floor) = (left(100_000, 80_000), Decimal::from(15));
        let room = room(&left, floor, Decimal::ZERO);
        assert_eq!(room, Money::cents(588_200));
        let after = Left { revenue: left.revenue - room, cost: left.cost };
        assert!(after.keeps(floor));
        let too_far = Left { revenue: after.revenue - Money::cents(100), cost: left.cost };
        assert!(!too_far.keeps(floor));
    }

    #[test]
    fn below_the_floor_it_says_what_is_missing() {
        let missing = room(&left(100_000, 90_000), Decimal::from(15), Decimal::ZERO);
        assert!(missing.amount.is_sign_negative());
    }

    #[test]
    fn commission_and_early_payment_shrink_with_the_price() {
        let all = room(&left(100_000, 80_000), Decimal::from(15), Decimal::ZERO);
        let shared = room(&left(100_000, 80_000), Decimal::from(15), Decimal::from(5));
        assert!(shared.amount > all.amount);
    }
}
