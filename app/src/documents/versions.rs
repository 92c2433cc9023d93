//! The versions of a document, and the form that adds one.

use kontor_domain::documents::{Document, DocumentVersion, MAX_DESK_UPLOAD, MAX_UPLOAD};
use kontor_domain::{DocumentId, IdempotencyKey, format};
use leptos::html::Form;
use leptos::prelude::*;

use super::facts::Ways;
use super::file_field::{FileField, Progress};
use super::send::send;
use super::{path_of, short, type_word};
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, Query, Sending, TryAgain, acting_mark};

/// Newest first.
#[component]
pub(super) fn Versions(document: Document, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    let (id, last) = (document.head.id, document.head.latest.number);
    let rows = document.versions.into_iter().rev().map(|version| {
        let latest = version.number == last && last > 1;
        view! { <One id=id.clone() version latest desk /> }
    });
    view! {
        <section class="chapter" id="versions">
            <h2>{t.versions}</h2>
            <ol class="doc-versions">{rows.collect_view()}</ol>
        </section>
    }
}

#[component]
fn One(id: DocumentId, version: DocumentVersion, latest: bool, desk: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let who = match version.behalf.as_str() {
        "" => version.who.clone(),
        behalf => fill(t.behalf, &[&version.who, behalf]),
    };
    let about =
        [who, format::moment(version.at, l), type_word(version.media), format::file_size(version.bytes, l)];
    let hash = (desk && !version.hash.is_empty()).then(|| {
        let hash = version.hash.clone();
        view! {
            <span class="sub-line">
                {t.hash} " " <span class="no" title=hash.clone()>{short(&hash)}</span> " " <Copy text=hash />
            </span>
        }
    });
    view! {
        <li class="row ends" aria-current=latest.then_some("true")>
            <span class="grow">
                <b>{fill(t.version, &[&version.number.to_string()])}</b>
                {latest.then(|| view! { " " <span class="muted">{t.latest}</span> })}
                <span class="sub-line">{about.join(", ")}</span>
                {hash}
            </span>
            <span class="row no-print"><Ways id version desk /></span>
        </li>
    }
}

/// What pages know the form of a new version by, whatever document it is for.
const FORM: &str = "/documents/version";

#[component]
pub(super) fn NewVersion(document: Document, key_: IdempotencyKey, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to(FORM);
    let (element, progress) = (NodeRef::<Form>::new(), Progress::new());
    let head = document.head;
    // The shop's address on both sides: the server leads back to where the form stood.
    let action = Query::default().with("acting", &acting_mark().unwrap_or_default());
    let action = action.on(&format!("{}/version", path_of(&head.id, false)));
    let most = if desk { MAX_DESK_UPLOAD } else { MAX_UPLOAD };
    view! {
        <section class="chapter no-print" id="new-version">
            <h2>{t.new_version}</h2>
            <p class="muted">{t.new_version_text}</p>
            <form
                class="stack"
                method="post"
                action=action
                enctype="multipart/form-data"
                node_ref=element
                on:submit=move |ev| send(&ev, form, FORM, progress, most)
            >
                <Alert form />
                <input type="hidden" name="key" value=key_.to_string() />
                <input type="hidden" name="version" value=head.version.to_string() />
                <FileField form id="version-file" most progress />
                <div class="actions">
                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.new_version_do}</button>
                    <TryAgain form element />
                </div>
            </form>
        </section>
    }
}
