//! `/configurations/:id`: the configurator. `/desk/configurations/:id`: the same for the dealer's people.

use kontor_domain::ConfigurationId;
use kontor_domain::configurations::{ConfigurationState, ConfigurationView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

use super::choosing::Choosing;
use super::configuration::{ConfigurationShown, configuration};
use super::group::Group;
use super::newer::Newer;
use super::repair::{NotTaken, RepairForm, Way};
use super::steps::Steps;
use super::summary::{Bar, Summary};
use super::{Pill, base, path_of};
use crate::cases::live::touched;
use crate::quotes::BeginOffer;
use crate::text::{fill, use_language, use_text};
use crate::ui::{CaseNo, Crumbs, Failed, Page, Side, loaded, use_query};

#[component]
pub fn ConfigurationPage() -> impl IntoView {
    view! { <Shown desk=false /> }
}

#[component]
pub fn DeskConfigurationPage() -> impl IntoView {
    view! { <Shown desk=true /> }
}

#[component]
fn Shown(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| ConfigurationId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), configuration);
    let done = Memo::new(move |_| query.with(|q| q.get("done").to_owned()));
    loaded(data, Side::of(desk), move || move |shown| view! { <Whole shown done desk /> })
}

#[component]
fn Whole(shown: ConfigurationShown, done: Memo<String>, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let ConfigurationShown { view, key } = shown;
    let Some(choosing) = Choosing::provide(&view, desk) else {
        let error = kontor_domain::Error::Internal { request_id: "-".into() };
        return view! { <Failed error /> }.into_any();
    };
    listen(choosing, &view);
    let said = move || {
        let words = match done.get().as_str() {
            "begun" => t.configurations.said_begun,
            "saved" => t.configurations.said_saved,
            "merged" => t.configurations.said_merged,
            "renamed" => t.configurations.said_renamed,
            "copied" => t.configurations.said_copied,
            "archived" => t.configurations.said_archived,
            "restored" => t.configurations.said_restored,
            "back" => t.configurations.said_back,
            "moved" => t.configurations.said_moved,
            _ => return None,
        };
        Some(view! { <div class="note good" role="status">{words}</div> })
    };
    let head = view.head.clone();
    let archived = head.state == ConfigurationState::Archived;
    let state = move || {
        choosing.standing.with(|s| match (archived, s.kept.complete) {
            (true, _) => (ConfigurationState::Archived, 0),
            (false, true) => (ConfigurationState::Complete, 0),
            (false, false) => {
                (ConfigurationState::Draft, u32::try_from(s.kept.missing.len()).unwrap_or(u32::MAX))
            }
        })
    };
    let groups = choosing.standing.with_untracked(|s| s.groups.clone());
    let groups =
        groups.into_iter().enumerate().map(|(at, group)| view! { <Group at group /> }).collect_view();
    let page = path_of(desk, &head.id);
    let customer = desk.then(|| {
        let href = format!("/desk/customers/{}", head.company);
        view! { <a href=href>{head.company_name.clone()}</a> }
    });
    let case = if desk { "/desk/cases" } else { "/cases" };
    let (steps, may) = (view.clone(), view.may_edit);
    view! {
        <Page title=head.name.clone() class=if desk { "work configuring" } else { "page configuring" }>
            <Crumbs above=vec![(base(desk).into(), t.configurations.title.into())] here=head.name.clone() />
            {said}
            <div class="head">
                <div>
                    <h1>{head.name.clone()}</h1>
                    <p class="row">
                        {move || {
                            let (state, missing) = state();
                            view! { <Pill state missing /> }
                        }}
                        <span class="muted">{head.model_name.get(l).to_owned()}</span>
                        {customer}
                    </p>
                </div>
                <p class="case-plate">
                    <span class="small muted">{t.configurations.code}</span>
                    <span><CaseNo code=head.case.to_string() /></span>
                    <span class="small muted no-print">{t.configurations.code_hint}</span>
                </p>
            </div>
            {archived.then(|| view! { <div class="note">{t.configurations.archived}</div> })}
            {view.newer.clone().map(|newer| view! { <Newer newer id=head.id.clone() version=head.version desk /> })}
            <Refused />
            <NotTaken />
            <Clash />
            <div class="split">
                <div class="groups no-print">{groups}</div>
                <aside>
                    <Summary />
                    <section class="chapter no-print">
                        <h2>{t.configurations.what_next}</h2>
                        <ul class="links">
                            <li><a href=format!("{page}/versions")>{t.configurations.versions}</a></li>
                            <li>
                                <a href=format!("/configurations/{}/datasheet.pdf", head.id) rel="external">
                                    {t.configurations.datasheet}
                                </a>
                            </li>
                            <li><a href=format!("{case}/{}", head.case)>{t.configurations.to_case}</a></li>
                            {desk
                                .then(|| {
                                    view! { <li><BeginOffer name="configuration" value=head.id.to_string() class="" /></li> }
                                })}
                        </ul>
                    </section>
                    {may.then(|| view! { <Steps view=steps key desk /> })}
                </aside>
            </div>
            <Bar />
        </Page>
    }
    .into_any()
}

/// What others change in the case appears here, too.
fn listen(choosing: Choosing, view: &ConfigurationView) {
    let code = view.head.case.to_string();
    let touched = touched(Signal::stored(code));
    Effect::new(move |before: Option<u32>| {
        let now = touched.get();
        if before.is_some_and(|before| before != now) {
            spawn_local(async move {
                if let Ok(shown) = configuration(choosing.id.get_value()).await {
                    choosing.refresh(&shown.view);
                }
            });
        }
        now
    });
}

/// Why the last choice is not saved; it is kept until somebody says what becomes of it.
#[component]
fn Refused() -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let choosing = Choosing::of();
    move || {
        choosing.refusal.get().map(|error| {
            view! {
                <div class="note bad" role="alert">
                    <b>{t.house.not_done}</b>
                    " "
                    {error.text(l)}
                    <div class="row">
                        <button type="button" class="quiet" on:click=move |_| choosing.insist()>
                            {t.configurations.collided_mine}
                        </button>
                        <button type="button" class="plain" on:click=move |_| choosing.give_in()>
                            {t.configurations.collided_theirs}
                        </button>
                    </div>
                </div>
            }
        })
    }
}

/// What does not go together as it is, with the way out.
#[component]
fn Clash() -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    let clashes = Memo::new(move |_| choosing.standing.with(|s| s.clashes.clone()));
    move || {
        let clashes = clashes.get();
        (!clashes.is_empty()).then(|| {
            let all = clashes.into_iter().map(|why| view! { <li>{why}</li> }).collect_view();
            let way = choosing.editable.then(|| {
                let proposal = choosing.proposal(None);
                view! {
                    <RepairForm id="repair".to_owned() />
                    <Way proposal label=t.configurations.repair_this form="repair".to_owned() />
                }
            });
            view! {
                <div class="note bad" id="clash">
                    <b>{t.configurations.clash}</b>
                    <ul>{all}</ul>
                    {way}
                </div>
            }
        })
    }
}

/// Who changed something else meanwhile, for screen readers too.
#[component]
pub fn Merged() -> impl IntoView {
    let t = use_text();
    let choosing = Choosing::of();
    move || {
        let who = choosing.merged_with.get();
        who.map(|who| view! { <p class="small" role="status">{fill(t.configurations.merged, &[&who])}</p> })
    }
}
