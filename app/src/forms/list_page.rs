//! `/forms` and `/desk/forms`: what is being filled in, what waits for signatures, what is done; and what can be begun.

use kontor_domain::CompanyId;
use kontor_domain::case::CaseCode;
use kontor_domain::format;
use kontor_domain::forms::{FormFilter, FormState, FormSummary};
use leptos::prelude::*;

use super::forms::{FormsShown, forms};
use super::template_links::TemplateLinks;
use super::{Pill, base, new_path, path_of};
use crate::desk::{row_id, row_keys};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Crumbs, Empty, Page, Pager, Query, Side, loaded, use_query};

/// Reads the address. What cannot be read is not asked for.
fn filter(query: &Query) -> FormFilter {
    FormFilter {
        company: query.some("company").map(CompanyId),
        case: CaseCode::parse(query.get("case")),
        machine: query.get("machine").trim().to_owned(),
        state: FormState::parse(query.get("state")),
        after: query.some("after"),
    }
}

/// What the address asks for, without the place in the list.
fn asked(query: &Query) -> Query {
    let names = ["company", "case", "machine", "state"].into_iter();
    names.fold(Query::default(), |asked, name| asked.with(name, query.get(name)))
}

/// The company's own.
#[component]
pub fn FormsPage() -> impl IntoView {
    view! { <Any desk=false /> }
}

/// Everybody's, or one customer's.
#[component]
pub fn DeskFormsPage() -> impl IntoView {
    row_keys(|_| {});
    view! { <Any desk=true /> }
}

#[component]
fn Any(desk: bool) -> impl IntoView {
    let query = use_query();
    let wanted = Memo::new(move |_| query.with(filter));
    let data = Resource::new_blocking(move || wanted.get(), forms);
    loaded(data, Side::of(desk), move || {
        let query = query.get();
        move |shown| view! { <Whole shown query desk /> }
    })
}

#[component]
fn Whole(shown: FormsShown, query: Query, desk: bool) -> impl IntoView {
    let t = use_text();
    let FormsShown { page, templates, customer } = shown;
    let here = asked(&query);
    let done = (query.get("done") == "discarded").then(|| {
        view! { <div class="note good" role="status">{t.forms.discarded}</div> }
    });
    let next = page.next.map(|after| here.with("after", &after).on(base(desk)));
    let previous = query.some("after").map(|_| here.on(base(desk)));
    let everybodys = desk && here.get("company").is_empty();
    let title = match &customer {
        Some((_, name)) if desk => fill(t.forms.of, &[name]),
        _ => t.forms.title.to_owned(),
    };
    let crumbs = customer.filter(|_| desk).map(|(id, name)| {
        let above = vec![
            ("/desk/customers".to_owned(), t.desk.customers.to_owned()),
            (format!("/desk/customers/{id}"), name),
        ];
        view! { <Crumbs above here=t.forms.title /> }
    });
    let narrowed = here.pairs().next().is_some() || query.some("after").is_some();
    let body = if !page.items.is_empty() {
        view! { <Table rows=page.items desk everybodys /> }.into_any()
    } else if narrowed {
        view! {
            <Empty title=t.forms.none_found text=t.forms.none_found_text>
                <a class="quiet" href=base(desk)>{t.forms.all}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title=t.forms.none_title text=t.forms.none_text>
                <a class="quiet" href=if desk { "/desk/machines" } else { "/machines" }>{t.machines.title}</a>
            </Empty>
        }
        .into_any()
    };
    let begins = !templates.is_empty();
    view! {
        <Page title=title.clone() class=if desk { "work" } else { "page" }>
            {crumbs} {done}
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="muted">{t.forms.text}</p>
                </div>
                {begins.then(|| view! { <a class="act no-print" href=here.with("state", "").on(new_path(desk))>{t.forms.fill_in}</a> })}
            </div>
            <States here=here.clone() desk />
            {body}
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
            {begins
                .then(|| {
                    view! {
                        <section class="chapter no-print" id="begin">
                            <h2>{t.forms.begin_title}</h2>
                            <TemplateLinks templates asked=here.with("state", "") path=new_path(desk) />
                        </section>
                    }
                })}
        </Page>
    }
}

/// All of them, or those in one state.
#[component]
fn States(here: Query, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().forms);
    let now = here.get("state").to_owned();
    let tab = |code: &str, word: &str| {
        let current = (now == code).then_some("page");
        view! { <a href=here.with("state", code).on(base(desk)) aria-current=current>{word.to_owned()}</a> }
    };
    let states = FormState::ALL.map(|state| tab(state.code(), state.word(l)));
    view! {
        <nav class="tabs no-print" aria-label=t.by_state>
            {tab("", t.any_state)} {states}
        </nav>
    }
}

#[component]
fn Table(rows: Vec<FormSummary>, desk: bool, everybodys: bool) -> impl IntoView {
    let t = use_text();
    let rows = rows.into_iter().enumerate().map(|(i, form)| view! { <Row i form desk everybodys /> });
    view! {
        <table class="data">
            <caption class="vh">{t.forms.title}</caption>
            <thead>
                <tr>
                    <th>{t.forms.form}</th>
                    {everybodys.then(|| view! { <th>{t.documents.customer}</th> })}
                    <th>{t.documents.machine}</th>
                    <th>{t.forms.state}</th>
                    <th>{t.forms.begun}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(i: usize, form: FormSummary, desk: bool, everybodys: bool) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let machine = (!form.machine.is_empty()).then(|| {
        view! { <span><span class="no">{form.machine.clone()}</span> " " {form.machine_model.clone()}</span> }
    });
    let begun = fill(t.forms.begun_by, &[&format::date(form.begun.date(), l), &form.begun_by]);
    view! {
        <tr>
            <td>
                <a class="name cover" id=row_id(i) href=path_of(&form.id, desk)>{form.name.get(l).to_owned()}</a>
            </td>
            {everybodys.then(|| view! { <td data-label=t.documents.customer>{form.company_name.clone()}</td> })}
            <td data-label=t.documents.machine>{machine}</td>
            <td data-label=t.forms.state><Pill state=form.state /></td>
            <td data-label=t.forms.begun>{begun}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_which_forms_are_asked_for() {
        let query = Query::parse("state=waiting&machine=KB-1&case=nein&after=01X&done=discarded");
        let found = filter(&query);
        assert_eq!(found.state, Some(FormState::Waiting));
        assert_eq!((found.machine.as_str(), found.after.as_deref()), ("KB-1", Some("01X")));
        assert!(found.case.is_none());
        assert_eq!(asked(&query).on("/forms"), "/forms?case=nein&machine=KB-1&state=waiting");
    }
}
