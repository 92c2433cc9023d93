//! The form that files a document: plain, with the file as its last field, so that the server knows everything else when it begins.

use kontor_domain::documents::{DocumentKind, MAX_DESK_UPLOAD, MAX_UPLOAD};
use leptos::html::Form;
use leptos::prelude::*;

use super::file_field::{FileField, Progress};
use super::send::send;
use super::upload_start::{AskUpload, UploadStart};
use crate::text::{use_language, use_text};
use crate::ui::{Alert, Field, FieldError, Sending, TryAgain, UnitField, kept};

const PATH: &str = "/documents/upload";

#[component]
pub(super) fn UploadForm(start: UploadStart, asked: AskUpload, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to(PATH);
    let typed = kept(form);
    let (element, progress) = (NodeRef::<Form>::new(), Progress::new());
    let or = |name: &str, otherwise: &str| typed.some(name).unwrap_or_else(|| otherwise.to_owned());
    let (machine, title) = (or("machine", &asked.machine), or("title", ""));
    let dated = or("dated", "");
    let most = if desk { MAX_DESK_UPLOAD } else { MAX_UPLOAD };
    let whose = desk.then(|| view! { <Whose company=start.company.clone() /> });
    let case = match &start.case {
        Some((code, title)) => view! { <Case code=code.to_string() title=title.clone() /> }.into_any(),
        None => view! {
            <Field
                form
                name="case"
                label=t.case
                hint=t.case_hint
                value=or("case", "")
                optional=true
                maxlength=20
            />
        }
        .into_any(),
    };
    let company = start.company.map_or_else(String::new, |(id, _)| id.to_string());
    view! {
        <form
            class="stack doc-upload"
            method="post"
            action=form.url
            enctype="multipart/form-data"
            node_ref=element
            on:submit=move |ev| send(&ev, form, PATH, progress, most)
        >
            <Alert form />
            <input type="hidden" name="key" value=start.key.to_string() />
            {desk.then(|| view! { <input type="hidden" name="company" value=company /> })}
            {whose}
            <div class="fields">
                <Field
                    form
                    name="title"
                    label=t.upload_title
                    hint=t.upload_title_hint
                    value=title
                    optional=true
                    maxlength=200
                    class="field full"
                />
                {desk.then(|| view! { <Kind form chosen=or("kind", "upload") /> })}
                <Field
                    form
                    name="machine"
                    label=t.machine_no
                    hint=t.machine_hint
                    value=machine
                    optional=true
                    maxlength=60
                />
                {case}
                <Field form name="dated" label=t.dated hint=t.dated_hint kind="date" value=dated optional=true />
                <UnitField form units=start.units chosen=or("unit", "") id="upload-unit" />
            </div>
            {desk
                .then(|| {
                    let checked = !typed.get("inside").is_empty();
                    view! {
                        <label class="check">
                            <input type="checkbox" name="inside" value="1" checked=checked />
                            " "
                            <span>{t.inside_check}</span>
                        </label>
                    }
                })}
            <FileField form id="upload-file" most progress />
            <div class="actions">
                <button class="act" aria-busy=move || form.busy.get().then_some("true")>{t.upload}</button>
                <TryAgain form element />
            </div>
        </form>
    }
}

/// For the desk: whose it will be.
#[component]
fn Whose(company: Option<(kontor_domain::CompanyId, String)>) -> impl IntoView {
    let t = &use_text().documents;
    let name = company.map_or_else(|| t.own.to_owned(), |(_, name)| name);
    view! {
        <p class="row">
            <b>{name}</b>
            <a href="/desk/documents/new">{use_text().desk.other_customer}</a>
        </p>
    }
}

/// In which case it will be, when the address says so.
#[component]
fn Case(code: String, title: String) -> impl IntoView {
    let t = &use_text().documents;
    view! {
        <div class="field">
            <span class="muted">{t.case}</span>
            <p><span class="code">{code.clone()}</span> " " {title}</p>
            <input type="hidden" name="case" value=code />
        </div>
    }
}

#[component]
fn Kind(form: Sending, chosen: String) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let kinds = DocumentKind::ALL.map(|kind| {
        view! { <option value=kind.code() selected=chosen == kind.code()>{kind.word(l)}</option> }
    });
    view! {
        <div class="field">
            <label for="upload-kind">{t.kind}</label>
            <select id="upload-kind" name="kind">{kinds}</select>
            <FieldError form name="kind" id="upload-kind-e".to_owned() />
        </div>
    }
}
