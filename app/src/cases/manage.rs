//! Who takes part in a case, and the case itself: plain forms, each one step.

use kontor_domain::cases::{CaseRight, CaseView, Colleague, Participant};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Sending};

const CHANGE: &str = "/fn/cases/change_case";

/// A choice of people.
#[component]
pub(crate) fn PersonSelect(
    people: Vec<Colleague>,
    label: &'static str,
    #[prop(into)] id: String,
    #[prop(default = "person")] name: &'static str,
    /// Who is chosen at first.
    #[prop(optional, into)]
    chosen: String,
) -> impl IntoView {
    let options = people.into_iter().map(|person| {
        let selected = person.person.as_str() == chosen;
        view! { <option value=person.person.to_string() selected=selected>{person.name}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options.collect_view()}</select>
        </div>
    }
}

/// The hidden fields of every step.
#[component]
fn Step(case: String, version: i64, step: &'static str) -> impl IntoView {
    view! {
        <input type="hidden" name="case" value=case />
        <input type="hidden" name="version" value=version.to_string() />
        <input type="hidden" name="step" value=step />
    }
}

/// A step that is one button.
#[component]
fn OneButton(
    view: CaseView,
    step: &'static str,
    #[prop(optional, into)] person: String,
    children: Children,
) -> impl IntoView {
    let form = Sending::about(CHANGE, "case");
    let person = (!person.is_empty()).then(|| view! { <input type="hidden" name="person" value=person /> });
    view! {
        <form method="post" action=form.url>
            <Step case=view.code.to_string() version=view.version step />
            {person}
            <button class="quiet">{children()}</button>
        </form>
    }
}

/// Who takes part, and who looks after it.
#[component]
pub(super) fn People(view: CaseView) -> impl IntoView {
    let t = use_text();
    let form = Sending::about(CHANGE, "case");
    let everybody = (!view.confidential && !view.people.iter().any(|p| !p.desk))
        .then(|| view! { <p class="muted">{fill(t.cases.everybody, &[&view.company_name])}</p> });
    let hidden = view.confidential.then(|| view! { <p class="muted">{t.cases.confidential_text}</p> });
    let owner = view.owner.as_ref().map_or_else(|| t.cases.no_owner.to_owned(), |o| o.name.clone());
    let rows =
        view.people.clone().into_iter().map(|one| view! { <One one view=view.clone() /> }).collect_view();
    let new: Vec<Colleague> = view
        .colleagues
        .iter()
        .filter(|c| view.people.iter().all(|p| p.person != c.person))
        .cloned()
        .collect();
    let add = (view.may_manage && !new.is_empty()).then(|| view! { <Add view=view.clone() new /> });
    let over = (view.desk && view.may_edit).then(|| view! { <HandOver view=view.clone() /> });
    let hide = view.may_hide.then(|| {
        let (step, word) = if view.confidential { ("open", t.cases.open_up) } else { ("hide", t.cases.hide) };
        view! { <OneButton view=view.clone() step>{word}</OneButton> }
    });
    view! {
        <section class="chapter" id="people">
            <h2>{t.cases.people}</h2>
            <Alert form />
            <dl class="facts"><div><dt>{t.cases.owner}</dt><dd>{owner}</dd></div></dl>
            {everybody} {hidden}
            <ul class="people">{rows}</ul>
            <div class="stack no-print">{add} {over} {hide}</div>
        </section>
    }
}

#[component]
fn One(one: Participant, view: CaseView) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let mine = one.desk == view.desk && view.may_manage;
    let side = if one.desk { t.cases.of_dealer } else { t.cases.of_customer };
    view! {
        <li class="row">
            <span>{one.name.clone()} <span class="sub-line">{side} ", " {one.right.word(l)}</span></span>
            {mine
                .then(|| {
                    view! {
                        <OneButton view step="remove" person=one.person.to_string()>
                            {t.cases.remove} <span class="vh">" " {one.name.clone()}</span>
                        </OneButton>
                    }
                })}
        </li>
    }
}

#[component]
fn Add(view: CaseView, new: Vec<Colleague>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let form = Sending::about(CHANGE, "case");
    let rights = CaseRight::ALL.map(|right| {
        view! { <option value=right.code() selected=right == CaseRight::Write>{right.word(l)}</option> }
    });
    view! {
        <details>
            <summary class="plain">{t.cases.add}</summary>
            <form class="stack" method="post" action=form.url>
                <Step case=view.code.to_string() version=view.version step="put" />
                <PersonSelect people=new label=t.cases.colleague id="add-person" />
                <div class="field">
                    <label for="add-right">{t.cases.right}</label>
                    <select id="add-right" name="right">{rights}</select>
                </div>
                <div class="actions"><button class="quiet">{t.cases.add_do}</button></div>
            </form>
        </details>
    }
}

/// To a colleague of the desk.
#[component]
fn HandOver(view: CaseView) -> impl IntoView {
    let t = use_text();
    let form = Sending::about(CHANGE, "case");
    let owner = view.owner.as_ref().map(|o| o.person.to_string()).unwrap_or_default();
    view! {
        <details>
            <summary class="plain">{t.cases.hand_over}</summary>
            <form class="stack" method="post" action=form.url>
                <Step case=view.code.to_string() version=view.version step="owner" />
                <PersonSelect people=view.colleagues label=t.cases.owner id="owner-person" chosen=owner />
                <div class="actions"><button class="quiet">{t.cases.hand_over_do}</button></div>
            </form>
        </details>
    }
}

/// Title and archive.
#[component]
pub(super) fn Title(view: CaseView) -> impl IntoView {
    let t = use_text();
    let form = Sending::about(CHANGE, "case");
    let (step, word) =
        if view.archived { ("restore", t.cases.restore) } else { ("archive", t.cases.archive) };
    view.may_edit.then(|| {
        view! {
            <details class="keep-case no-print">
                <summary class="plain">{t.cases.change}</summary>
                <form class="stack" method="post" action=form.url>
                    <Step case=view.code.to_string() version=view.version step="title" />
                    <Field form name="title" label=t.cases.title value=view.title.clone() maxlength=120 />
                    <div class="actions"><button class="quiet">{t.house.save}</button></div>
                </form>
                <OneButton view=view.clone() step>{word}</OneButton>
            </details>
        }
    })
}
