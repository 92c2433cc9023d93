//! The versions of a document, and how another one comes in.

use kontor_domain::documents::{Document, DocumentVersion};
use kontor_domain::{DocumentId, IdempotencyKey, format};
use leptos::prelude::*;

use super::file_path;
use super::page::ending;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, FieldError, Query, Sending, acting_mark};

#[component]
pub fn Versions(
    view: Document,
    /// Of this drawing: sent twice it brings in one.
    page_key: IdempotencyKey,
) -> impl IntoView {
    let t = &use_text().documents;
    let id = view.head.id.clone();
    let row = {
        let id = id.clone();
        move |version: DocumentVersion| view! { <Version id=id.clone() version /> }
    };
    let rows = view.versions.into_iter().rev().map(row).collect_view();
    let form = view.may_change.then(|| view! { <Another id version=view.head.version page_key /> });
    view! {
        <section class="chapter" id="versions">
            <h2>{t.versions}</h2>
            <ol class="sentences">{rows}</ol>
            {form}
        </section>
    }
}

#[component]
fn Version(id: DocumentId, version: DocumentVersion) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let by = kontor_domain::events::by(version.channel, &version.who, &version.behalf, l);
    let (kind, size) = (ending(version.media), format::file_size(version.bytes, l));
    let about = format!("{}, {by}, {kind}, {size}", format::moment(version.at, l));
    view! {
        <li>
            <a href=file_path(&id, version.number) target="_blank" rel="noopener external">
                {fill(t.version, &[&version.number.to_string()])}
            </a>
            <span class="sub-line">{about}</span>
            <span class="sub-line no">{version.file}</span>
        </li>
    }
}

/// A plain form: the browser sends the file, the server leads back here.
#[component]
fn Another(id: DocumentId, version: i64, page_key: IdempotencyKey) -> impl IntoView {
    let t = &use_text().documents;
    // The address under which the server tells what was wrong, whatever document it was for.
    let form = Sending::to("/documents/version");
    let open = form.error.with_untracked(Option::is_some);
    let action = format!("/documents/{id}/version");
    let action = Query::default().with("acting", &acting_mark().unwrap_or_default()).on(&action);
    view! {
        <details class="more-about no-print" open=open>
            <summary>{t.new_version}</summary>
            <form class="stack" method="post" action=action enctype="multipart/form-data" on:submit=move |_| form.busy.set(true)>
                <Alert form />
                <input type="hidden" name="key" value=page_key.to_string() />
                <input type="hidden" name="version" value=version.to_string() />
                <label class="drop">
                    <b>{t.choose_file}</b>
                    <input type="file" name="file" required />
                    <span>{t.new_version_text}</span>
                </label>
                <FieldError form name="file" id="file-e".to_owned() />
                <div class="actions">
                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.new_version_do}</button>
                </div>
            </form>
        </details>
    }
}
