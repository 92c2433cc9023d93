//! `/forms/:id` and `/desk/forms/:id`: one form, filled in or read.

use kontor_domain::forms::FormView;
use kontor_domain::{FormId, format};
use leptos::prelude::*;
use leptos::serde_json;
use leptos::web_sys::SubmitEvent;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::answered::Answered;
use super::discard_form::discard_form;
use super::filling::{Filling, LAST};
use super::form::{FormShown, form};
use super::sheet::{Sheet, go};
use super::worker::keep_page;
use super::{PLAIN, Pill, base, path_of};
use crate::signatures::{RoundFound, RoundPanel};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Crumbs, Page, Query, Sending, Side, acting_mark, loaded, use_query};

/// The customer's.
#[component]
pub fn FormPage() -> impl IntoView {
    view! { <AnyForm desk=false /> }
}

/// The desk's.
#[component]
pub fn DeskFormPage() -> impl IntoView {
    view! { <AnyForm desk=true /> }
}

#[component]
fn AnyForm(desk: bool) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query());
    let id = Memo::new(move |_| FormId(params.with(|p| p.get("id").unwrap_or_default())));
    let data = Resource::new_blocking(move || id.get(), form);
    let again = Callback::new(move |()| data.refetch());
    keep_page(desk);
    loaded(data, Side::of(desk), move || {
        let done = query.with(|q| q.get("done").to_owned());
        move |shown| view! { <Whole shown done desk again /> }
    })
}

#[component]
fn Whole(shown: FormShown, done: String, desk: bool, again: Callback<()>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let FormShown { view, round, typed } = shown;
    let title = view.head.name.get(l).to_owned();
    let said = match done.as_str() {
        "saved" => Some(t.forms.said_saved),
        _ => None,
    };
    let form = Sending::to(PLAIN);
    let filling = view.may_fill.then(|| Filling::provide(&view, typed.into_iter().collect(), again));
    let body = match filling {
        Some(filling) => view! { <Fill view=view.clone() filling form desk /> }.into_any(),
        None => view! { <Answered view=view.clone() /> }.into_any(),
    };
    view! {
        <Page title=title.clone() class=if desk { "work form-page" } else { "page form-page" }>
            <Crumbs above=vec![(base(desk).into(), t.forms.title.into())] here=title.clone() />
            {said.map(|words| view! { <div class="note good" role="status">{words}</div> })}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="row"><Pill state=view.head.state /> <About view=view.clone() desk /></p>
                </div>
            </div>
            {body}
            {match filling {
                Some(filling) => view! { <Signing view=view.clone() filling round /> }.into_any(),
                None => view! { <RoundPanel form=view.clone() round /> }.into_any(),
            }}
            {filling.map(|filling| view! { <Discard view=view.clone() filling desk /> })}
        </Page>
    }
}

/// What it is about, each with the way there.
#[component]
fn About(view: FormView, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().forms);
    let head = view.head;
    let side = if desk { "/desk" } else { "" };
    let customer = desk.then(|| {
        view! { <a href=format!("/desk/customers/{}", head.company)>{head.company_name.clone()}</a> }
    });
    let machine = (!head.machine.is_empty()).then(|| {
        let href = crate::machines::path_of(&head.machine, desk);
        view! { <a href=href><span class="no">{head.machine.clone()}</span> " " {head.machine_model.clone()}</a> }
    });
    let case = head.case.map(|code| {
        view! { <a class="code" href=format!("{side}/cases/{code}")>{code.to_string()}</a> }
    });
    let begun = fill(t.begun_by, &[&format::date(head.begun.date(), l), &head.begun_by]);
    view! {
        {customer} {machine} {case}
        <span class="muted">{begun}</span>
    }
}

/// Asking people to sign, once everything is filled in and with the server; with a script as the last step.
#[component]
fn Signing(view: FormView, filling: Filling, round: RoundFound) -> impl IntoView {
    let ready = Memo::new(move |_| {
        let complete = filling.standing.with(|standing| standing.complete);
        let here = !filling.awake.get() || filling.step.with(|step| step == LAST);
        (complete && here && filling.rests()).then(|| filling.version.get())
    });
    move || {
        ready.get().map(|version| {
            // What people sign is what is saved by now.
            let mut form = view.clone();
            form.head.version = version;
            form.answers = filling.answers.get_untracked();
            view! { <RoundPanel form round=round.clone() /> }
        })
    }
}

/// The plain form, and what it becomes with a script.
#[component]
fn Fill(view: FormView, filling: Filling, form: Sending, desk: bool) -> impl IntoView {
    let t = use_text();
    let action = Query::default().with("acting", &acting_mark().unwrap_or_default());
    let action = action.on(&format!("{}/save", path_of(&view.head.id, false)));
    let was = serde_json::to_string(&view.answers).unwrap_or_default();
    let submit = move |ev: SubmitEvent| {
        // Enter in a field: with a script it is saved anyway.
        ev.prevent_default();
        filling.send();
    };
    let last = move || view! { <End /> };
    view! {
        <form
            class="form-sheet"
            method="post"
            action=action
            enctype="multipart/form-data"
            on:submit=submit
            novalidate
        >
            <Alert form title=t.forms.not_all />
            <input type="hidden" name="version" value=view.head.version.to_string() />
            <input type="hidden" name="was" value=was />
            <input type="hidden" name="side" value=if desk { "desk" } else { "" } />
            <Sheet last />
        </form>
    }
}

/// Behind the last section: what is still open, with the way there.
#[component]
fn End() -> impl IntoView {
    let t = &use_text().forms;
    let filling = Filling::of();
    // Whoever comes here wants to know.
    filling.asked.set(true);
    let open = move || open(filling);
    view! {
        <section class="chapter" id="form-end" tabindex="-1">
            <h2>{t.last_step}</h2>
            {move || {
                let open = open();
                if open.is_empty() && filling.rests() {
                    return view! { <p class="state good" role="status">{t.complete}</p> }.into_any();
                }
                if open.is_empty() {
                    return view! { <p class="state soon" role="status">{t.complete_unsaved}</p> }.into_any();
                }
                let rows = open
                    .into_iter()
                    .map(|(section, code, label)| {
                        let target = format!("e-{code}");
                        view! {
                            <li>
                                <a
                                    href=format!("#{target}")
                                    on:click=move |ev| {
                                        ev.prevent_default();
                                        go(filling, &section);
                                        let target = target.clone();
                                        request_animation_frame(move || {
                                            if let Some(element) = document().get_element_by_id(&target) {
                                                element.scroll_into_view();
                                            }
                                        });
                                    }
                                >
                                    {label}
                                </a>
                            </li>
                        }
                    })
                    .collect_view();
                view! {
                    <p>{t.open_text}</p>
                    <ul class="links">{rows}</ul>
                }
                    .into_any()
            }}
        </section>
    }
}

/// What is missing or wrong: section, element, and its label.
fn open(filling: Filling) -> Vec<(String, String, String)> {
    let l = filling.language;
    let raw = filling.raw.get();
    let unread = |code: &str| raw.keys().any(|part| super::filling::code_of(part) == code);
    filling.standing.with(|standing| {
        let mut open = Vec::new();
        for section in &standing.sections {
            for element in &section.elements {
                let wrong =
                    !element.problems.is_empty() || element.refused.is_some() || unread(&element.code);
                if let Some(of) = filling.definition(&element.code).filter(|_| wrong) {
                    open.push((section.code.clone(), element.code.clone(), of.label.get(l).to_owned()));
                }
            }
        }
        open
    })
}

/// A draft that nobody wants.
#[component]
fn Discard(view: FormView, filling: Filling, desk: bool) -> impl IntoView {
    let t = &use_text().forms;
    let form = Sending::to("/fn/forms/discard_form");
    let navigate = use_navigate();
    let (id, version) = (view.head.id.clone(), view.head.version);
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let (id, navigate) = (id.clone(), navigate.clone());
        form.start(discard_form(id.clone(), filling.version.get_untracked()), move |()| {
            super::kept::forget(&id);
            navigate(&format!("{}?done=discarded", base(desk)), NavigateOptions::default());
        });
    };
    view! {
        <details class="more-about no-print" open=form.error.with_untracked(Option::is_some)>
            <summary>{t.discard}</summary>
            <form class="stack" method="post" action=form.url on:submit=submit>
                <Alert form />
                <p>{t.discard_text}</p>
                <input type="hidden" name="form" value=view.head.id.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <div class="actions">
                    <button class="danger" aria-busy=move || form.busy.get().then_some("true")>{t.discard_do}</button>
                </div>
            </form>
        </details>
    }
}
