//! `/documents/new` and `/desk/documents/new`: a file comes in. A plain form: the browser sends the file, the server leads to its page.

use kontor_domain::documents::DocumentKind;
use kontor_domain::{CompanyId, format};
use leptos::prelude::*;

use super::start::{AskStart, DocumentStart, document_start};
use super::{KindOptions, base};
use crate::text::{fill, use_language, use_text};
use crate::ui::{
    Alert, Crumbs, Field, FieldError, FindForm, Page, Query, Sending, Side, kept, loaded, use_query,
};

/// The customer's side.
#[component]
pub fn NewDocumentPage() -> impl IntoView {
    view! { <AnyNew desk=false /> }
}

/// The desk's.
#[component]
pub fn DeskNewDocumentPage() -> impl IntoView {
    view! { <AnyNew desk=true /> }
}

const DESK_NEW: &str = "/desk/documents/new";

#[component]
fn AnyNew(desk: bool) -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| {
        query.with(|q| AskStart { company: q.get("company").to_owned(), q: q.get("q").to_owned() })
    });
    let data = Resource::new_blocking(move || asked.get(), document_start);
    loaded(data, Side::of(desk), move || {
        let query = query.get();
        move |start| view! { <Whole start query desk /> }
    })
}

#[component]
fn Whole(start: DocumentStart, query: Query, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    // The desk says first whose it is; a document of the house is a choice too, and a case names its customer.
    let whose =
        !desk || start.company.is_some() || !query.get("own").is_empty() || !query.get("case").is_empty();
    let body = if whose {
        view! { <Form start query desk /> }.into_any()
    } else {
        view! { <Choose found=start.found q=query.get("q").to_owned() machine=query.get("machine").to_owned() /> }.into_any()
    };
    view! {
        <Page title=t.bring_in class=if desk { "work" } else { "page form" }>
            <Crumbs above=vec![(base(desk).to_owned(), t.title.to_owned())] here=t.bring_in />
            <div class="head"><div><h1>{t.bring_in}</h1></div></div>
            {body}
        </Page>
    }
}

/// Whose it will be.
#[component]
fn Choose(found: Vec<(CompanyId, String, String)>, q: String, machine: String) -> impl IntoView {
    let (t, desk) = (&use_text().documents, &use_text().desk);
    let none = found.is_empty() && !q.trim().is_empty();
    let to = move |name: &str, value: &str| {
        Query::default().with("machine", &machine).with(name, value).on(DESK_NEW)
    };
    let own = to("own", "1");
    let rows = found.into_iter().map(|(id, name, number)| {
        view! { <li><a href=to("company", id.as_str())><b>{name}</b> <small class="no">{number}</small></a></li> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="stack">
            <p>{t.whose}</p>
            <FindForm
                path=DESK_NEW
                name="q"
                value=q
                label=use_text().desk_quotes.find_customer
                hint=use_text().desk_quotes.find_hint
                button=desk.search
                size=28
            />
            {none.then(|| view! { <p class="muted" role="status">{desk.no_name_text}</p> })}
            <ul class="links">{rows}</ul>
            <p><a class="quiet" href=own>{t.whose_own}</a></p>
        </div>
    }
}

#[component]
fn Form(start: DocumentStart, query: Query, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let form = Sending::to("/documents/upload");
    let typed = kept(form);
    let first = |name: &str| typed.some(name).unwrap_or_else(|| query.get(name).to_owned());
    let dated = typed.some("dated").unwrap_or_else(|| start.today.to_string());
    let whose = match &start.company {
        Some((_, name)) => Some(name.clone()),
        None if desk => {
            Some(query.some("case").map_or_else(|| t.own.to_owned(), |code| fill(t.of_case, &[&code])))
        }
        None => None,
    };
    let company = start.company.map(|(id, _)| id.to_string()).unwrap_or_default();
    let chosen = DocumentKind::parse(typed.get("kind")).unwrap_or(DocumentKind::Upload);
    let unit = typed.get("unit").to_owned();
    let units = (!start.units.is_empty()).then(|| {
        let options = start.units.into_iter().map(|(id, name)| {
            let selected = id == unit;
            view! { <option value=id selected=selected>{name}</option> }
        });
        view! {
            <div class="field">
                <label for="unit">{t.unit}</label>
                <select id="unit" name="unit"><option value="">{t.any_unit}</option> {options.collect_view()}</select>
                <FieldError form name="unit" id="unit-e".to_owned() />
            </div>
        }
    });
    let kinds = desk.then(|| {
        view! {
            <div class="field">
                <label for="kind">{t.kind}</label>
                <select id="kind" name="kind"><KindOptions chosen=Some(chosen) /></select>
                <FieldError form name="kind" id="kind-e".to_owned() />
            </div>
        }
    });
    let inside = (!typed.get("inside").is_empty()).then_some("");
    let inside = desk.then(|| {
        view! {
            <label class="check">
                <input type="checkbox" name="inside" value="1" checked=inside.is_some() />
                <span>{t.inside_do}</span>
            </label>
        }
    });
    let busy = form.busy;
    view! {
        <form class="stack" method="post" action=form.url enctype="multipart/form-data" on:submit=move |_| busy.set(true)>
            <Alert form />
            {whose.map(|name| view! { <p><b>{name}</b></p> })}
            <input type="hidden" name="key" value=start.key.to_string() />
            <input type="hidden" name="company" value=company />
            <div class="fields">
                <div class="field full">
                    <label for="title">{t.name} <span>" " {use_text().house.optional}</span></label>
                    <p class="hint" id="title-h">{t.name_hint}</p>
                    <input id="title" name="title" value=first("title") maxlength="200" autocomplete="off" aria-describedby="title-h" />
                    <FieldError form name="title" id="title-e".to_owned() />
                </div>
                {kinds}
                <Field form name="dated" label=t.dated kind="date" value=dated hint=t.dated_hint />
                <Field form name="machine" label=t.machine value=first("machine") optional=true maxlength=60 hint=t.machine_hint />
                <Field form name="case" label=t.case value=first("case") optional=true maxlength=16 />
                {units} {inside}
            </div>
            // Last, so that everything else is known when the file begins.
            <label class="drop" id="drop">
                <b>{t.choose_file}</b>
                <input type="file" name="file" required />
                <span>{fill(t.file_text, &[&format::file_size(limit(desk), l)])}</span>
            </label>
            <FieldError form name="file" id="file-e".to_owned() />
            <div class="actions">
                <button class="act" aria-busy=move || busy.get().then_some("true")>{t.bring_in_do}</button>
                <span class="small muted" role="status">{move || busy.get().then_some(t.sending)}</span>
            </div>
        </form>
    }
}

const fn limit(desk: bool) -> u64 {
    use kontor_domain::documents::{MAX_DESK_UPLOAD, MAX_UPLOAD};
    if desk { MAX_DESK_UPLOAD } else { MAX_UPLOAD }
}
