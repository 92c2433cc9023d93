//! `/forms/new` and `/desk/forms/new?template=&machine=&case=&order=&company=`: what is filled in, about what, and for the desk whose it is.

use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::begin_form::begin_form;
use super::begin_start::{AskBegin, BeginStart, begin_start};
use super::template_links::TemplateLinks;
use super::{base, new_path, path_of};
use crate::accounts::ChooseCustomer;
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Crumbs, Empty, FindForm, Page, Query, Sending, Side, TryAgain, loaded, use_query};

/// The customer's.
#[component]
pub fn NewFormPage() -> impl IntoView {
    view! { <AnyNew desk=false /> }
}

/// The desk's.
#[component]
pub fn DeskNewFormPage() -> impl IntoView {
    view! { <AnyNew desk=true /> }
}

#[component]
fn AnyNew(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| {
            let get = |name: &str| q.get(name).to_owned();
            AskBegin {
                template: get("template"),
                machine: get("machine"),
                case: get("case"),
                order: get("order"),
                company: get("company"),
                q: get("q"),
                find: get("find"),
            }
        })
    });
    let form = Sending::to("/fn/forms/begin_form");
    let data = Resource::new_blocking(move || asked.get(), begin_start);
    loaded(data, Side::of(desk), move || {
        let asked = asked.get();
        move |start| view! { <Whole start asked form desk /> }
    })
}

/// What the address says, without what looks for something.
fn said(asked: &AskBegin) -> Query {
    let all = [
        ("template", &asked.template),
        ("machine", &asked.machine),
        ("case", &asked.case),
        ("order", &asked.order),
        ("company", &asked.company),
    ];
    all.into_iter().fold(Query::default(), |said, (name, value)| said.with(name, value))
}

#[component]
fn Whole(start: BeginStart, asked: AskBegin, form: Sending, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let path = new_path(desk);
    let said = said(&asked);
    let title =
        start.template.as_ref().map_or_else(|| t.forms.fill_in.to_owned(), |of| of.name.get(l).to_owned());
    let wants_machine = start.template.as_ref().is_some_and(|of| of.needs_machine) && start.machine.is_none();
    let body = if start.templates.is_empty() {
        view! {
            <Empty title=t.forms.no_templates text=t.forms.no_templates_text>
                <a class="quiet" href=base(desk)>{t.forms.title}</a>
            </Empty>
        }
        .into_any()
    } else if desk && start.company.is_none() {
        let (found, q) = (start.found.clone(), asked.q.clone());
        view! { <ChooseCustomer path asked=said.clone() found q text=t.forms.for_whom /> }.into_any()
    } else if start.template.is_none() {
        view! {
            <section class="chapter">
                <h2>{t.forms.which_template}</h2>
                <TemplateLinks templates=start.templates.clone() asked=said.clone() path />
            </section>
        }
        .into_any()
    } else if wants_machine {
        view! { <ChooseMachine start=start.clone() said=said.clone() find=asked.find path desk /> }.into_any()
    } else {
        view! { <Begin start=start.clone() form desk /> }.into_any()
    };
    view! {
        <Page title=title.clone() class=if desk { "work" } else { "page narrow" }>
            <Crumbs above=vec![(base(desk).into(), t.forms.title.into())] here=title.clone() />
            <div class="head"><div><h1>{title}</h1></div></div>
            <About start said path desk />
            {body}
        </Page>
    }
}

/// What is decided already, each with the way to something else.
#[component]
fn About(start: BeginStart, said: Query, path: &'static str, desk: bool) -> impl IntoView {
    let t = use_text();
    let fact = move |name: &'static str, words: String, without: &'static str| {
        let href = said.with(without, "").on(path);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{words} " " <a class="plain" href=href>{t.forms.other} <span class="vh">" " {name}</span></a></dd>
            </div>
        }
    };
    let mut facts = Vec::new();
    if let Some((_, name)) = start.company.filter(|_| desk) {
        facts.push(fact(t.documents.customer, name, "company"));
    }
    if let Some(machine) = start.machine {
        facts.push(fact(t.documents.machine, format!("{} {}", machine.serial, machine.model), "machine"));
    }
    if let Some((code, title)) = start.case {
        facts.push(fact(t.documents.case, format!("{code} {title}").trim().to_owned(), "case"));
    }
    if let Some((_, code)) = start.order {
        facts.push(fact(t.forms.order, code, "order"));
    }
    (!facts.is_empty()).then(|| view! { <dl class="facts">{facts}</dl> })
}

#[component]
fn ChooseMachine(
    start: BeginStart,
    said: Query,
    find: String,
    path: &'static str,
    desk: bool,
) -> impl IntoView {
    let t = use_text();
    let (none, sought) = (start.machines.is_empty(), !find.is_empty());
    let rows = start.machines.into_iter().map(|machine| {
        let href = said.with("machine", &machine.serial).on(path);
        view! {
            <li>
                <a href=href>
                    <span>
                        <b>{machine.model}</b> " " <span class="no">{machine.serial}</span>
                        <span class="sub-line">{machine.site}</span>
                    </span>
                </a>
            </li>
        }
    });
    let words = if sought { t.machines.none_found } else { t.forms.no_machine };
    let new = desk.then(|| {
        let company = start.company.map(|(id, _)| id.to_string()).unwrap_or_default();
        let href = Query::default().with("company", &company).on("/desk/machines/new");
        view! { <p class="row"><a class="plain" href=href>{t.machines.new}</a></p> }
    });
    view! {
        <section class="chapter">
            <h2>{t.forms.which_machine}</h2>
            <FindForm
                path=path
                name="find"
                value=find
                label=t.machines.words
                hint=t.machines.words_hint
                button=t.documents.find
                size=28
                asked=said.clone()
            />
            {none.then(|| view! { <p class="muted" role="status">{words}</p> })}
            <ul class="links">{rows.collect_view()}</ul>
            {new}
        </section>
    }
}

#[component]
fn Begin(start: BeginStart, form: Sending, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().forms);
    let element = NodeRef::new();
    let navigate = use_navigate();
    let about =
        start.template.as_ref().map(|template| template.about.get(l).to_owned()).filter(|a| !a.is_empty());
    let template = start.template.map(|template| template.id).unwrap_or_default();
    let (key, machine) = (start.key, start.machine.map(|machine| machine.serial).unwrap_or_default());
    let case = start.case.map(|(code, _)| code).unwrap_or_default();
    let order = start.order.map(|(id, _)| id).unwrap_or_default();
    let company = start.company.filter(|_| desk).map(|(id, _)| id.to_string()).unwrap_or_default();
    let fields = [
        ("key", key.to_string()),
        ("template", template.to_string()),
        ("machine", machine.clone()),
        ("case", case.clone()),
        ("order", order.clone()),
        ("company", company.clone()),
    ];
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let navigate = navigate.clone();
        let work = begin_form(
            key.clone(),
            template.clone(),
            machine.clone(),
            case.clone(),
            order.clone(),
            company.clone(),
        );
        form.start(work, move |id| {
            let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&path_of(&id, desk), replace);
        });
    };
    view! {
        <form class="stack" method="post" action=form.url on:submit=submit node_ref=element>
            <Alert form />
            {about.map(|about| view! { <p>{about}</p> })}
            {fields.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })}
            <p class="small muted">{t.begin_text}</p>
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.begin}</button>
                <TryAgain form element />
            </div>
        </form>
    }
}
