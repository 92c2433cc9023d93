//! One group of options: what can be chosen, what it costs and when it comes, why something cannot be chosen now.

use kontor_domain::configurations::{GroupPicks, GroupStanding, OptionStanding, Pick};
use kontor_domain::{Error, Problem};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use super::choosing::Choosing;
use super::repair::{RepairForm, Way};
use super::versions_page::signed;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Query, Sending, kept, use_query};

/// The group's place in the model, and the option's in the group.
type At = (usize, usize);

/// How an option stands now.
fn now<T: Default>(choosing: Choosing, (group, option): At, read: impl Fn(&OptionStanding) -> T) -> T {
    let found = |g: &GroupStanding| g.options.get(option).map(&read);
    choosing.standing.with(|s| s.groups.get(group).and_then(found)).unwrap_or_default()
}

#[component]
pub fn Group(at: usize, group: GroupStanding) -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let form = Sending::about("/fn/configurations/change_configuration", &group.code);
    let missing = move || choosing.standing.with(|s| s.groups.get(at).is_some_and(|g| g.missing));
    let many = u32::try_from(group.options.len()).unwrap_or(u32::MAX);
    let rule = match group.max {
        1 => t.configurations.choose_one.to_owned(),
        max if max < many => fill(t.configurations.choose_upto, &[&max.to_string()]),
        _ => t.configurations.choose_any.to_owned(),
    };
    let code = StoredValue::new(group.code.clone());
    let single = group.single;
    let nothing = (single && group.min == 0).then(|| view! { <Nothing at code /> });
    let codes: Vec<String> = group.options.iter().map(|option| option.code.clone()).collect();
    let options = group
        .options
        .into_iter()
        .enumerate()
        .map(|(i, option)| view! { <Choice at=(at, i) code single option /> })
        .collect_view();
    let take = format!(r#"<button class="quiet">{}</button>"#, t.configurations.take);
    // Beside the group's own form, since forms do not stand within each other.
    let wanted = wanted();
    let repair = move || {
        let option = wanted.get();
        codes.contains(&option).then(|| {
            view! { <RepairForm id=repair_id(&code.get_value()) group=code.get_value() option /> }
        })
    };
    let refused = form.error.with_untracked(|e| e.as_ref().is_some_and(collided)).then(|| {
        // The browser's half does not know what was typed, and leaves the attribute alone.
        let typed = kept(form).get("typed").to_owned();
        view! { <Insist group=group.code.clone() typed /> }
    });
    view! {
        <section class="chapter group" id=format!("g-{}", group.code)>
            <form method="post" action=form.url on:submit=|ev: SubmitEvent| ev.prevent_default()>
                <Hidden choosing />
                <input type="hidden" name="group" value=group.code.clone() />
                <fieldset class="choices" disabled=!choosing.editable>
                    <legend>
                        <b>{group.name}</b>
                        " "
                        <span class="small muted">{rule}</span>
                        {move || {
                            missing().then(|| view! { " " <span class="state soon small">{t.configurations.obligatory}</span> })
                        }}
                    </legend>
                    {(!group.text.is_empty()).then(|| view! { <p class="hint">{group.text.clone()}</p> })}
                    {options}
                    {nothing}
                </fieldset>
                {choosing.editable.then(|| view! { <noscript inner_html=take /> })}
            </form>
            {repair}
            <Alert form />
            {refused}
        </section>
    }
}

/// The option of which somebody asks how it could be chosen; stands in the address.
fn wanted() -> Memo<String> {
    let query = use_query();
    Memo::new(move |_| query.with(|q| q.get("want").to_owned()))
}

/// Of the form that takes the proposal for an option of this group.
fn repair_id(group: &str) -> String {
    format!("repair-{group}")
}

/// Did somebody else choose otherwise?
const fn collided(error: &Error) -> bool {
    matches!(error, Error::Conflict { problem: Problem::ConfigurationCollision { .. } })
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

/// What was refused without WebAssembly, once more on top of what is there now.
#[component]
fn Insist(group: String, typed: String) -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let form = Sending::about("/fn/configurations/change_configuration", "insist");
    view! {
        <form method="post" action=form.url>
            <Hidden choosing />
            <input type="hidden" name="group" value=group />
            <input type="hidden" name="typed" value=typed />
            <button class="quiet">{t.configurations.collided_mine}</button>
        </form>
    }
}

/// Of a group in which one may be chosen and need not.
#[component]
fn Nothing(at: usize, code: StoredValue<String>) -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let chosen = |g: &GroupStanding| g.options.iter().any(|o| o.amount > 0);
    let none = move || !choosing.standing.with(|s| s.groups.get(at).is_some_and(chosen));
    view! {
        <label class="choice">
            <input
                type="radio"
                name="options[]"
                value=""
                checked=leptos::reactive::graph::untrack(none)
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
fn Choice(at: At, code: StoredValue<String>, single: bool, option: OptionStanding) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let choosing = Choosing::of();
    let barred = move || now(choosing, at, |o| o.barred.clone());
    let automatic = move || now(choosing, at, |o| o.automatic.clone());
    let chosen = move || now(choosing, at, |o| o.amount > 0);
    let off = move || automatic().is_some() || barred().is_some();
    let price = move || {
        let (difference, chosen) = now(choosing, at, |o| (o.difference, o.amount > 0));
        match (difference.is_zero(), chosen) {
            (true, true) if single => t.configurations.chosen.to_owned(),
            (true, _) => t.configurations.no_extra.to_owned(),
            (false, _) => signed(difference, l),
        }
    };
    let days = move || match now(choosing, at, |o| o.days) {
        0 => None,
        days if days < 0 => Some(fill(t.configurations.sooner, &[&(-days).to_string()])),
        days => Some(fill(t.configurations.later, &[&days.to_string()])),
    };
    let id = format!("o-{}-{}", code.get_value(), option.code);
    let why = format!("{id}-why");
    let described = {
        let why = why.clone();
        move || off().then(|| why.clone())
    };
    let own = StoredValue::new(option.code.clone());
    let input = if option.most > 1 {
        view! { <Amount at option=option.clone() /> }.into_any()
    } else {
        view! {
            <input
                type=if single { "radio" } else { "checkbox" }
                name="options[]"
                value=option.code.clone()
                checked=leptos::reactive::graph::untrack(chosen)
                prop:checked=chosen
                disabled=off
                aria-describedby=described
                on:change=move |ev| {
                    let amount = u32::from(event_target_checked(&ev));
                    choosing.choose(vec![with(choosing, at.0, &own.get_value(), amount, single)]);
                }
            />
        }
        .into_any()
    };
    let picture = (!option.picture.is_empty()).then(|| {
        let path = format!("/media/{}", option.picture);
        view! { <img class="choice-picture" src=path alt="" loading="lazy" width="72" height="72" /> }
    });
    let text = option.text.clone();
    view! {
        <div class="option" id=id>
            <label class="choice" class:off=off>
                {input} {picture}
                <span>
                    <span class="row ends">
                        <b>{option.name.clone()}</b>
                        <span class="nowrap">
                            {price} {move || days().map(|d| view! { <span class="small muted">" " {d}</span> })}
                        </span>
                    </span>
                    {(!text.is_empty()).then(|| view! { <span class="small muted">{text}</span> })}
                </span>
            </label>
            <Why code own id=why barred=Signal::derive(barred) automatic=Signal::derive(automatic) />
        </div>
    }
}

/// In words why it cannot be chosen, or why it is there; the way to it is asked for by a link, since it costs some reckoning.
#[component]
fn Why(
    code: StoredValue<String>,
    own: StoredValue<String>,
    id: String,
    barred: Signal<Option<String>>,
    automatic: Signal<Option<String>>,
) -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let wanted = wanted();
    let page = super::path_of(choosing.desk, &choosing.id.get_value());
    let link = Query::default().with("want", &own.get_value()).on(&page);
    let link = format!("{link}#o-{}-{}", code.get_value(), own.get_value());
    move || {
        let (id, link) = (id.clone(), link.clone());
        if let Some(why) = automatic.get() {
            return view! {
                <p class="why small muted" id=id>{t.configurations.automatic} ": " {why}</p>
            }
            .into_any();
        }
        let Some(why) = barred.get() else { return ().into_any() };
        let way = choosing.editable.then(|| {
            if own.with_value(|own| wanted.with(|wanted| wanted == own)) {
                let proposal = own.with_value(|own| choosing.proposal(Some(own)));
                let (label, form) = (t.configurations.repair, repair_id(&code.get_value()));
                view! { <div class="evidence soon"><Way proposal label form /></div> }.into_any()
            } else {
                view! { <a class="small no-print" href=link>{t.configurations.why}</a> }.into_any()
            }
        });
        view! { <div class="why"><p class="small" id=id>{why}</p> {way}</div> }.into_any()
    }
}

/// How many of an option.
#[component]
fn Amount(at: At, option: OptionStanding) -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let own = StoredValue::new(option.code.clone());
    let value = move || match now(choosing, at, |o| o.amount) {
        0 => String::new(),
        amount => amount.to_string(),
    };
    let off = move || now(choosing, at, |o| o.automatic.is_some() || (o.barred.is_some() && o.amount == 0));
    view! {
        <input
            class="amount"
            type="number"
            min="0"
            max=option.most.to_string()
            name=format!("amounts[{}]", option.code)
            value=leptos::reactive::graph::untrack(value)
            prop:value=value
            inputmode="numeric"
            autocomplete="off"
            placeholder="0"
            readonly=off
            aria-label=fill(t.configurations.amount_of, &[&option.name, &option.most.to_string()])
            on:change=move |ev| {
                let text = event_target_value(&ev);
                let amount = if text.trim().is_empty() { Ok(0) } else { text.trim().parse::<u32>() };
                if let Ok(amount) = amount.map(|n| n.min(option.most)) {
                    choosing.choose(vec![with(choosing, at.0, &own.get_value(), amount, false)]);
                }
            }
        />
    }
}

/// The group with so many of this option; alone, or beside what is chosen there.
fn with(choosing: Choosing, group: usize, option: &str, amount: u32, alone: bool) -> GroupPicks {
    choosing.standing.with_untracked(|standing| {
        let Some(group) = standing.groups.get(group) else {
            return GroupPicks { group: String::new(), picks: Vec::new() };
        };
        let beside = group.options.iter().filter(|o| !alone && o.code != option && o.automatic.is_none());
        let beside =
            beside.filter(|o| o.amount > 0).map(|o| Pick { option: o.code.clone(), amount: o.amount });
        let this = (amount > 0).then(|| Pick { option: option.to_owned(), amount });
        GroupPicks { group: group.code.clone(), picks: beside.chain(this).collect() }
    })
}
