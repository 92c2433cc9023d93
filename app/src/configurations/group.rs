//! One group of options: what can be chosen, what it costs and when it comes, why something cannot be chosen now.

use kontor_domain::configurations::{GroupKind, GroupPicks, GroupStanding, OptionStanding, Pick};
use kontor_domain::{Quantity, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::choosing::Choosing;
use super::repair::Proposal;
use super::versions_page::signed;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Query, Sending, quantity_words, shown, use_query};

/// An option as the page stands: the group's and its own place in the model.
type At = (usize, usize);

/// How an option stands now.
fn now<T>(choosing: Choosing, (group, option): At, read: impl Fn(&OptionStanding) -> T) -> Option<T> {
    choosing.standing.with(|s| s.groups.get(group).and_then(|g| g.options.get(option)).map(read))
}

#[component]
pub fn Group(at: usize, group: GroupStanding, numbered: String) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let choosing = Choosing::of();
    let form = Sending::about("/fn/configurations/change_configuration", &group.code);
    let missing = move || choosing.standing.with(|s| s.groups.get(at).is_some_and(|g| g.missing));
    let rule = match group.kind {
        GroupKind::One => t.configurations.choose_one.to_owned(),
        GroupKind::Any if group.max.is_some() => {
            fill(t.configurations.choose_upto, &[&group.max.unwrap_or_default().to_string()])
        }
        GroupKind::Any => t.configurations.choose_any.to_owned(),
        GroupKind::Amounts => t.configurations.amounts.to_owned(),
    };
    let code = StoredValue::new(group.code.clone());
    let kind = group.kind;
    let nothing = (kind == GroupKind::One && !group.needed).then(|| view! { <Nothing at code /> });
    let options = group
        .options
        .into_iter()
        .enumerate()
        .map(|(i, option)| view! { <Choice at=(at, i) code kind option /> })
        .collect_view();
    let text = group.text.get(l).to_owned();
    let take = format!(r#"<button class="quiet">{}</button>"#, t.configurations.take);
    let fields = choosing.editable;
    view! {
        <section class="chapter group" id=format!("g-{}", group.code)>
            <form method="post" action=form.url on:submit=|ev: SubmitEvent| ev.prevent_default()>
                <Hidden choosing />
                <input type="hidden" name="group" value=group.code.clone() />
                <fieldset class="choices" disabled=!fields>
                    <legend>
                        <span class="group-number">{numbered}</span>
                        <b>{group.name.get(l).to_owned()}</b>
                        " "
                        <span class="small muted">{rule}</span>
                        " "
                        <span class="state soon" class:vh=move || !missing() aria-hidden=move || (!missing()).then_some("true")>
                            {t.configurations.obligatory}
                        </span>
                    </legend>
                    {(!text.is_empty()).then(|| view! { <p class="hint">{text}</p> })}
                    {options}
                    {nothing}
                </fieldset>
                {fields.then(|| view! { <noscript inner_html=take /> })}
            </form>
            <Alert form />
        </section>
    }
}

/// What every form of the page says.
#[component]
pub fn Hidden(choosing: Choosing) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=choosing.id.get_value().to_string() />
        <input type="hidden" name="version" value=move || choosing.version.get().to_string() />
        <input type="hidden" name="desk" value=if choosing.desk { "1" } else { "" } />
    }
}

/// Of a group in which one may be chosen and need not.
#[component]
fn Nothing(at: usize, code: StoredValue<String>) -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let none = move || {
        let chosen = |g: &GroupStanding| g.options.iter().any(|o| o.quantity > Quantity::ZERO);
        !choosing.standing.with(|s| s.groups.get(at).is_some_and(chosen))
    };
    view! {
        <label class="choice">
            <input
                type="radio"
                name="options[]"
                value=""
                checked=none()
                prop:checked=none
                on:change=move |_| {
                    choosing.choose(vec![GroupPicks { group: code.get_value(), picks: Vec::new() }]);
                }
            />
            <span>{t.configurations.nothing}</span>
        </label>
    }
}

#[component]
fn Choice(at: At, code: StoredValue<String>, kind: GroupKind, option: OptionStanding) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let choosing = Choosing::of();
    let name = option.name.get(l).to_owned();
    let text = option.text.get(l).to_owned();
    let barred = move || now(choosing, at, |o| o.barred.as_ref().map(|why| why.get(l).to_owned())).flatten();
    let chosen = move || now(choosing, at, |o| o.quantity > Quantity::ZERO && !o.automatic).unwrap_or_default();
    let automatic = move || now(choosing, at, |o| o.automatic).unwrap_or_default();
    // What is chosen although it does not go together can be taken off again.
    let off = move || automatic() || (barred().is_some() && !chosen());
    let price = move || {
        let (difference, chosen) = now(choosing, at, |o| (o.difference, o.quantity > Quantity::ZERO))?;
        Some(match (difference.is_zero(), chosen) {
            (true, true) => t.configurations.included.to_owned(),
            (true, false) => String::new(),
            (false, _) => signed(difference, l),
        })
    };
    let days = move || {
        let days = now(choosing, at, |o| o.days).unwrap_or_default();
        match days {
            0 => None,
            d if d < 0 => Some(fill(t.configurations.sooner, &[&(-d).to_string()])),
            d => Some(fill(t.configurations.later, &[&d.to_string()])),
        }
    };
    let id = format!("o-{}-{}", code.get_value(), option.code);
    let why = format!("{id}-why");
    let described = {
        let why = why.clone();
        move || (automatic() || barred().is_some()).then(|| why.clone())
    };
    let own = StoredValue::new(option.code.clone());
    let input = match kind {
        GroupKind::Amounts => view! { <Amount at code option=option.clone() off /> }.into_any(),
        one => {
            let radio = one == GroupKind::One;
            view! {
                <input
                    type=if radio { "radio" } else { "checkbox" }
                    name="options[]"
                    value=option.code.clone()
                    checked=chosen() || automatic()
                    prop:checked=move || chosen() || automatic()
                    disabled=off
                    aria-describedby=described
                    on:change=move |ev| {
                        let on = event_target_checked(&ev);
                        choosing.choose(vec![choosing.with(at.0, &own.get_value(), radio, on)]);
                    }
                />
            }
                .into_any()
        }
    };
    let picture = option.picture.clone().map(|path| {
        view! { <img class="choice-picture" src=format!("/media/{path}") alt="" loading="lazy" width="72" height="72" /> }
    });
    view! {
        <div class="option" id=id>
            <label class="choice" class:off=off>
                {input} {picture}
                <span>
                    <span class="row ends">
                        <b>{name}</b>
                        <span class="nowrap">
                            {price} {move || days().map(|d| view! { <span class="small muted">" " {d}</span> })}
                        </span>
                    </span>
                    {(!text.is_empty()).then(|| view! { <span class="small muted">{text}</span> })}
                </span>
            </label>
            <Why at code own id=why barred=Signal::derive(barred) automatic=Signal::derive(automatic) />
        </div>
    }
}

/// In words why it cannot be chosen, with the way to it: asked for by a link, since it costs some reckoning.
#[component]
fn Why(
    at: At,
    code: StoredValue<String>,
    own: StoredValue<String>,
    id: String,
    barred: Signal<Option<String>>,
    automatic: Signal<bool>,
) -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let query = use_query();
    let mine = format!("{}.{}", code.get_value(), own.get_value());
    let anchor = format!("o-{}-{}", code.get_value(), own.get_value());
    let wanted = {
        let mine = mine.clone();
        Memo::new(move |_| query.with(|q| q.get("want") == mine))
    };
    let link = {
        let page = super::path_of(choosing.desk, &choosing.id.get_value());
        format!("{}#{anchor}", Query::default().with("want", &mine).on(&page))
    };
    let _ = at;
    move || {
        let (id, link) = (id.clone(), link.clone());
        if automatic.get() {
            return view! { <p class="why small muted" id=id>{t.configurations.automatic}</p> }.into_any();
        }
        let Some(why) = barred.get() else { return ().into_any() };
        let (group, option) = (code.get_value(), own.get_value());
        let way = choosing.editable.then(|| {
            if wanted.get() {
                let repair = choosing.repair(&group, &option);
                view! { <div class="evidence soon"><Proposal repair group option /></div> }.into_any()
            } else {
                view! { <a class="small no-print" href=link>{t.configurations.why}</a> }.into_any()
            }
        });
        view! { <div class="why"><p class="small" id=id>{why}</p> {way}</div> }.into_any()
    }
}

/// How many of an option.
#[component]
fn Amount(
    at: At,
    code: StoredValue<String>,
    option: OptionStanding,
    off: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let l = use_language();
    let choosing = Choosing::of();
    let own = StoredValue::new(option.code.clone());
    let value = move || {
        let quantity = now(choosing, at, |o| o.quantity).unwrap_or_default();
        if quantity == Quantity::ZERO { String::new() } else { shown(quantity, l) }
    };
    let hint = option.maximum.map(|max| format!("0–{}", quantity_words(max, option.unit, l)));
    let _ = code;
    view! {
        <input type="hidden" name="options[]" value=option.code.clone() />
        <input
            class="amount"
            name="amounts[]"
            value=value()
            prop:value=value
            inputmode="decimal"
            autocomplete="off"
            placeholder="0"
            title=hint
            readonly=off
            on:change=move |ev| {
                let text = event_target_value(&ev);
                let quantity = match text.trim() {
                    "" | "0" => Ok(Quantity::ZERO),
                    text => Quantity::parse(text),
                };
                if let Ok(quantity) = quantity {
                    choosing.choose(vec![choosing.amount(at.0, &own.get_value(), quantity)]);
                }
            }
        />
    }
}

impl Choosing {
    /// The group with this option on or off.
    fn with(self, group: usize, option: &str, radio: bool, on: bool) -> GroupPicks {
        self.group_with(group, option, if on { Quantity::ONE } else { Quantity::ZERO }, radio)
    }

    fn amount(self, group: usize, option: &str, quantity: Quantity) -> GroupPicks {
        self.group_with(group, option, quantity, false)
    }

    fn group_with(self, group: usize, option: &str, quantity: Quantity, alone: bool) -> GroupPicks {
        self.standing.with_untracked(|standing| {
            let Some(group) = standing.groups.get(group) else {
                return GroupPicks { group: String::new(), picks: Vec::new() };
            };
            let others = group.options.iter().filter(|o| !alone && o.code != option && !o.automatic);
            let mut picks: Vec<Pick> = others
                .filter(|o| o.quantity > Quantity::ZERO)
                .map(|o| Pick { option: o.code.clone(), quantity: o.quantity })
                .collect();
            if quantity > Quantity::ZERO {
                picks.push(Pick { option: option.to_owned(), quantity });
            }
            GroupPicks { group: group.code.clone(), picks }
        })
    }
}

/// What stands in the fields of a plain form.
#[must_use]
pub fn amount_words(option: &OptionStanding, l: kontor_domain::Language) -> String {
    format::quantity(option.quantity, l)
}
