//! Documents in a table, several of them to take along: one form, which works without a script.

use kontor_domain::documents::{DocumentState, DocumentSummary, SnippetPart};
use kontor_domain::format;
use leptos::html::Form;
use leptos::prelude::*;

use super::{path_of, type_word};
use crate::desk::row_id;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending};

#[component]
pub(super) fn Table(
    rows: Vec<DocumentSummary>,
    desk: bool,
    /// Everybody's: whose each is stands with it.
    everybodys: bool,
) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to("/documents/zip");
    let element = NodeRef::<Form>::new();
    let picked = RwSignal::new(0_u32);
    let count = move |_| {
        if let Some(all) = element.get_untracked().and_then(|f| f.query_selector_all("input:checked").ok()) {
            picked.set(all.length());
        }
    };
    // The server does not know, and says what there is to do.
    let words = move || match picked.get() {
        0 => t.none_picked.to_owned(),
        n => fill(t.picked, &[&n.to_string()]),
    };
    view! {
        <form class="doc-form" method="post" action=form.url node_ref=element on:change=count>
            <Alert form />
            <table class="data docs" class:desk-docs=desk>
                <caption class="vh">{t.title}</caption>
                <thead>
                    <tr>
                        <th class="c-pick"><span class="vh">{t.pick}</span></th>
                        <th class="c-type"><span class="vh">{t.file}</span></th>
                        <th>{t.document}</th>
                        {everybodys.then(|| view! { <th>{t.customer}</th> })}
                        <th>{t.machine}</th>
                        <th>{t.case}</th>
                        <th>{t.date}</th>
                        <th class="num">{t.size}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .enumerate()
                        .map(|(i, head)| view! { <Row i head desk everybodys /> })
                        .collect_view()}
                </tbody>
            </table>
            <div class="row ends doc-bar no-print">
                <span class="small muted" role="status">{words}</span>
                <button class="quiet">{t.zip}</button>
            </div>
        </form>
    }
}

#[component]
fn Row(i: usize, head: DocumentSummary, desk: bool, everybodys: bool) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let customer = if head.company.is_some() { head.company_name.clone() } else { t.own.to_owned() };
    let case = head.case.as_ref().map(|code| view! { <span class="code">{code.to_string()}</span> });
    let machine =
        (!head.machine.is_empty()).then(|| view! { <span class="no">{head.machine.clone()}</span> });
    view! {
        <tr>
            <td class="c-pick">
                <label class="doc-pick">
                    <input type="checkbox" name="id" value=head.id.to_string() />
                    <span class="vh">{t.pick} " " {head.title.clone()}</span>
                </label>
            </td>
            <td class="c-type"><span class="doc-type">{type_word(head.latest.media)}</span></td>
            <td class="c-what">
                <a class="name cover" id=row_id(i) href=path_of(&head.id, desk)>{head.title.clone()}</a>
                <span class="sub-line">{head.kind.word(l)} <Marks head=head.clone() desk /></span>
                <Snippet parts=head.snippet.clone() />
            </td>
            {everybodys.then(|| view! { <td class="c-who">{customer}</td> })}
            <td class="c-machine">{machine}</td>
            <td class="c-case">{case}</td>
            <td class="c-date nowrap">{format::date(head.dated, l)}</td>
            <td class="c-size num nowrap">{format::file_size(head.latest.bytes, l)}</td>
        </tr>
    }
}

/// What is special about it, as far as the reader's side knows.
#[component]
pub(super) fn Marks(head: DocumentSummary, desk: bool) -> impl IntoView {
    let t = &use_text().documents;
    view! {
        {(desk && head.inside).then(|| view! { " " <span class="state">{t.inside}</span> })}
        {(desk && head.held).then(|| view! { " " <span class="state soon">{t.held}</span> })}
        {(desk && head.state == DocumentState::Going).then(|| view! { " " <span class="state bad">{t.going}</span> })}
    }
}

/// Where in its text the words stand that were looked for.
#[component]
fn Snippet(parts: Vec<SnippetPart>) -> impl IntoView {
    (!parts.is_empty()).then(|| {
        let parts = parts.into_iter().map(|part| match part.hit {
            true => view! { <mark>{part.text}</mark> }.into_any(),
            false => part.text.into_any(),
        });
        view! { <span class="doc-snippet">{parts.collect_view()}</span> }
    })
}
