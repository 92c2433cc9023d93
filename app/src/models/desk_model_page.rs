//! `/desk/models/:id`: a model with its choices, rules and examples; release, what can be changed of it, and its file.

use kontor_domain::accounts::Right;
use kontor_domain::configurations::{Choice, DeskModel, Expected, Group, Model, ModelState, Tested};
use kontor_domain::{Decimal, Language, ModelId, Money, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::desk_model::desk_model;
use super::edit_frame::{Sheet, path};
use super::edit_page::{EditLink, edit_page};
use super::sheet::{FileForm, StateMark};
use super::step_model::step_model;
use crate::desk::use_desk;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Crumbs, Page, Sending, Side, Toasts, loaded, use_query};

#[component]
pub fn DeskModelPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| ModelId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), desk_model);
    let again = Callback::new(move |()| data.refetch());
    let navigate = StoredValue::new(use_navigate());
    let toasts = Toasts::of();
    let t = use_text();
    let saved = Callback::new(move |()| {
        toasts.say(t.models.saved.to_owned());
        again.run(());
        navigate.with_value(|go| go(&path(&id.get_untracked()), NavigateOptions::default()));
    });
    loaded(data, Side::Desk, move || {
        let (done, edit) = query.with(|q| (q.get("done").to_owned(), q.get("edit").to_owned()));
        move |found| {
            changing(&found, &edit, saved).unwrap_or_else(|| view! { <Whole found done again /> }.into_any())
        }
    })
}

/// The form that the address asks for, in the place of the rest.
fn changing(found: &DeskModel, edit: &str, saved: Callback<()>) -> Option<AnyView> {
    if edit.is_empty() {
        return None;
    }
    let sheet = Sheet {
        id: found.summary.id.clone(),
        version: found.version,
        model: found.model.clone(),
        examples: found.examples.clone(),
        costs: found.costs.clone(),
        margins: use_desk().may(Right::SeeMargins),
        saved,
    };
    edit_page(&sheet, edit)
}

#[component]
fn Whole(found: DeskModel, done: String, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let said = match done.as_str() {
        "saved" => Some(t.models.saved),
        "release" => Some(t.models.released),
        "withdraw" => Some(t.models.is_withdrawn),
        "offer" => Some(t.models.is_offered),
        _ => None,
    };
    let DeskModel { summary, model, tested, never_possible, changes, costs, file, version, .. } = found;
    let id = summary.id.clone();
    let name = model.name.get(l).to_owned();
    let red = tested.iter().any(|test| !test.passed());
    let days = fill(t.models.days, &[&model.lead_days.to_string()]);
    let cost = costs.as_ref().map(|costs| costs.net);
    let never = (!never_possible.is_empty()).then(|| {
        let names: Vec<&str> = never_possible
            .iter()
            .map(|code| model.choice(code).map_or(code.as_str(), |(_, choice)| choice.name.get(l)))
            .collect();
        view! { <div class="note soon"><b>{t.models.never}</b> " " {names.join(", ")}</div> }
    });
    let groups = model
        .groups
        .iter()
        .map(|group| {
            let costs = costs.as_ref().map(|costs| costs.choices.clone());
            view! { <GroupTable id=id.clone() group=group.clone() costs /> }
        })
        .collect_view();
    view! {
        <Page title=name.clone() class="work">
            <Crumbs above=vec![("/desk/models".to_owned(), t.models.title.to_owned())] here=model.number.clone() />
            <div class="head">
                <div>
                    <h1>{name}</h1>
                    <p class="muted">{model.text.get(l).to_owned()}</p>
                    <p><StateMark model=summary.clone() /></p>
                </div>
            </div>
            {said.map(|said| view! { <div class="note good" role="status">{said}</div> })}
            <Steps id=summary.id.clone() version state=summary.state unreleased=summary.unreleased red again />
            {never}
            {(!changes.is_empty())
                .then(|| {
                    view! {
                        <section class="chapter">
                            <h2>{t.models.changes}</h2>
                            <ul class="sentences">{changes.into_iter().map(|c| view! { <li>{c}</li> }).collect_view()}</ul>
                        </section>
                    }
                })}
            <section class="chapter">
                <h2>{t.models.tests}</h2>
                <Tests id=id.clone() tested />
                <p class="row"><EditLink id=id.clone() kind="new-example" word=t.model_forms.new_example /></p>
            </section>
            <section class="chapter">
                <h2>{t.models.machine}</h2>
                <dl class="facts">
                    <div><dt>{t.models.price}</dt><dd>{format::money(model.net, l)}</dd></div>
                    {cost.map(|cost| view! { <div><dt>{t.models.cost}</dt><dd>{format::money(Money::eur(cost), l)}</dd></div> })}
                    <div><dt>{t.models.lead}</dt><dd>{days}</dd></div>
                </dl>
                <p class="row"><EditLink id=id.clone() kind="machine" word=t.model_forms.machine /></p>
            </section>
            <section class="chapter">
                <h2>{t.models.groups}</h2>
                {groups}
                <p class="row"><EditLink id=id.clone() kind="new-group" word=t.model_forms.new_group /></p>
            </section>
            <section class="chapter">
                <h2>{t.models.rules}</h2>
                <Rules id=id.clone() model=model.clone() />
                <p class="row"><EditLink id=id.clone() kind="new-rule" word=t.model_forms.new_rule /></p>
            </section>
            <section class="chapter">
                <details>
                    <summary class="plain">{t.models.change}</summary>
                    <p class="small muted">{t.models.change_text}</p>
                    <FileForm file version=Some(version) again />
                </details>
            </section>
        </Page>
    }
}

/// What can be done with the model as it stands.
#[component]
fn Steps(
    id: ModelId,
    version: i64,
    state: ModelState,
    unreleased: bool,
    /// An example fails.
    red: bool,
    again: Callback<()>,
) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/models/step_model", "step");
    let toasts = Toasts::of();
    let button = move |step: &'static str, word: &'static str, class: &'static str, said: &'static str| {
        let (sent, shown) = (id.clone(), id.to_string());
        let submit = move |ev: SubmitEvent| {
            ev.prevent_default();
            form.start(step_model(sent.clone(), version, step.to_owned()), move |()| {
                toasts.say(said.to_owned());
                again.run(());
            });
        };
        view! {
            <form method="post" action=form.url on:submit=submit>
                <input type="hidden" name="id" value=shown />
                <input type="hidden" name="version" value=version.to_string() />
                <input type="hidden" name="step" value=step />
                <button class=class disabled=step == "release" && red>{word}</button>
            </form>
        }
    };
    let release = unreleased.then(|| button("release", t.models.release, "act", t.models.released));
    let sale = match state {
        ModelState::Draft => None,
        ModelState::Offered => Some(button("withdraw", t.models.withdraw, "quiet", t.models.is_withdrawn)),
        ModelState::Withdrawn => Some(button("offer", t.models.offer, "quiet", t.models.is_offered)),
    };
    view! {
        <Alert form />
        {(unreleased && red).then(|| view! { <p class="small">{t.models.red}</p> })}
        <div class="actions">{release} {sale}</div>
    }
}

fn expected_word(expected: Expected) -> &'static str {
    let t = &use_text().models;
    match expected {
        Expected::Complete => t.complete,
        Expected::Incomplete => t.incomplete,
        Expected::Refused => t.refused,
    }
}

#[component]
fn Tests(id: ModelId, tested: Vec<Tested>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if tested.is_empty() {
        return view! { <p class="muted">{t.models.no_tests}</p> }.into_any();
    }
    let row = move |(at, test): (usize, Tested)| {
        let edit = view! {
            <EditLink id=id.clone() kind="example" about=at.to_string() word=t.model_forms.edit name=test.name.clone() />
        };
        let (tone, word) = if test.passed() { ("good", t.models.passed) } else { ("bad", t.models.failed) };
        let mut came = expected_word(test.came).to_owned();
        if test.came != test.expected {
            came = fill(t.models.instead, &[&came, expected_word(test.expected)]);
        }
        let price = match test.expected_net {
            Some(wanted) if wanted != test.net => {
                fill(t.models.instead, &[&format::money(test.net, l), &format::money(wanted, l)])
            }
            _ => format::money(test.net, l),
        };
        let unknown = (!test.unknown.is_empty()).then(|| fill(t.models.unknown, &[&test.unknown.join(", ")]));
        view! {
            <tr>
                <td data-label=t.models.example>{test.name} {unknown.map(|u| view! { <span class="sub-line">{u}</span> })}</td>
                <td data-label=t.models.outcome>{came}</td>
                <td class="num" data-label=t.models.price>{price}</td>
                <td><span class=format!("state {tone}")>{word}</span></td>
                <td class="num">{edit}</td>
            </tr>
        }
    };
    view! {
        <table class="data">
            <caption class="vh">{t.models.tests}</caption>
            <thead>
                <tr>
                    <th>{t.models.example}</th>
                    <th>{t.models.outcome}</th>
                    <th class="num">{t.models.price}</th>
                    <th>{t.orders.state}</th>
                    <th><span class="vh">{t.model_forms.edit}</span></th>
                </tr>
            </thead>
            <tbody>{tested.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// How many of a group are chosen: `eines`, `bis zu 5`.
fn how_many(group: &Group, l: Language) -> String {
    match (group.min, group.max, l) {
        (0, 1, Language::De) => "höchstens eines".into(),
        (0, 1, Language::En) => "one at most".into(),
        (_, 1, Language::De) => "eines".into(),
        (_, 1, Language::En) => "one of them".into(),
        (0, max, Language::De) => format!("bis zu {max}"),
        (0, max, Language::En) => format!("up to {max}"),
        (min, max, Language::De) => format!("{min} bis {max}"),
        (min, max, Language::En) => format!("{min} to {max}"),
    }
}

#[component]
fn GroupTable(
    id: ModelId,
    group: Group,
    /// Absent for who may not see them.
    costs: Option<std::collections::BTreeMap<String, Decimal>>,
) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let title = format!("{} ({})", group.name.get(l), how_many(&group, l));
    let sees = costs.is_some();
    let costs = costs.unwrap_or_default();
    let code = group.code.clone();
    let new = view! {
        <EditLink
            id=id.clone()
            kind="new-choice"
            about=code.clone()
            word=t.model_forms.new_choice
            name=group.name.get(l).to_owned()
        />
    };
    let change = view! {
        <EditLink
            id=id.clone()
            kind="group"
            about=code
            word=t.model_forms.edit_group
            name=group.name.get(l).to_owned()
        />
    };
    let row = move |choice: Choice| {
        let name = choice.name.get(l).to_owned();
        let edit = view! {
            <EditLink id=id.clone() kind="choice" about=choice.code.clone() word=t.model_forms.edit name=name.clone() />
        };
        let cost =
            costs.get(&choice.code).map(|cost| format::money(Money::eur(*cost), l)).unwrap_or_default();
        let lead = (choice.lead_days > 0).then(|| fill(t.models.days_more, &[&choice.lead_days.to_string()]));
        let most = (choice.most > 1).then(|| fill(t.models.most, &[&choice.most.to_string()]));
        view! {
            <tr>
                <td class="c-code"><span class="no">{choice.number}</span> <span class="sub-line">{choice.code}</span></td>
                <td>
                    {name}
                    {[lead, most].into_iter().flatten().map(|more| view! { <span class="sub-line">{more}</span> }).collect_view()}
                </td>
                <td class="num" data-label=t.models.price>{format::money(choice.net, l)}</td>
                {sees.then(|| view! { <td class="num" data-label=t.models.cost>{cost}</td> })}
                <td class="num">{edit}</td>
            </tr>
        }
    };
    view! {
        <h3 class="model-group">{title}</h3>
        <table class="data">
            <caption class="vh">{group.name.get(l).to_owned()}</caption>
            <thead>
                <tr>
                    <th>{t.catalog.number}</th>
                    <th>{t.models.choice}</th>
                    <th class="num">{t.models.price}</th>
                    {sees.then(|| view! { <th class="num">{t.models.cost}</th> })}
                    <th><span class="vh">{t.model_forms.edit}</span></th>
                </tr>
            </thead>
            <tbody>{group.choices.into_iter().map(row).collect_view()}</tbody>
        </table>
        <p class="row">{new} {change}</p>
    }
}

/// Every rule as a sentence; the dealer's own words first, what it demands below.
#[component]
fn Rules(id: ModelId, model: Model) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    if model.rules.is_empty() {
        return view! { <p class="muted">{t.models.no_rules}</p> }.into_any();
    }
    let rows = model
        .rules
        .iter()
        .map(|rule| {
            let (said, demands) = (model.rule_text(rule, l), model.generated(rule, l));
            let below = (said != demands).then(|| view! { <span class="sub-line">{demands}</span> });
            let edit = view! {
                <EditLink
                    id=id.clone()
                    kind="rule"
                    about=rule.code.clone()
                    word=t.model_forms.edit
                    name=rule.code.clone()
                />
            };
            view! {
                <li>{said} {below} <span class="sub-line"><code>{rule.code.clone()}</code> " " {edit}</span></li>
            }
        })
        .collect_view();
    view! { <ul class="sentences">{rows}</ul> }.into_any()
}
