//! For who keeps the archive: how long a document stays, holds, and that it goes.

use kontor_domain::Date;
use kontor_domain::documents::{Document, DocumentState, deletable};
use kontor_domain::format;
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Field, Sending, kept};

#[component]
pub fn Keeping(view: Document, today: Date) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let head = view.head;
    let until = format::date(head.until, l);
    let (id, version) = (head.id.to_string(), head.version.to_string());
    let hold = match view.hold {
        Some(hold) => {
            let form = Sending::to("/fn/documents/release_hold");
            let words = fill(t.held_by, &[&hold.by, &format::moment(hold.at, l)]);
            view! {
                <p>{hold.reason} <span class="sub-line small muted">{words}</span></p>
                <form method="post" action=form.url>
                    <Alert form />
                    <input type="hidden" name="document" value=id.clone() />
                    <input type="hidden" name="version" value=version.clone() />
                    <div class="actions"><button class="quiet">{t.release}</button></div>
                </form>
            }
            .into_any()
        }
        None => {
            let about =
                Reason { url: "/fn/documents/hold_document", word: t.hold, text: t.hold_text, danger: false };
            view! { <ReasonForm about id=id.clone() version=version.clone() /> }.into_any()
        }
    };
    let delete = match deletable(head.until, head.held, today) {
        _ if head.state == DocumentState::Going => view! { <p class="muted">{t.going_text}</p> }.into_any(),
        Err(problem) => view! { <p class="muted">{problem.text(l)}</p> }.into_any(),
        Ok(()) => {
            let about = Reason {
                url: "/fn/documents/delete_document",
                word: t.delete,
                text: t.delete_text,
                danger: true,
            };
            view! { <ReasonForm about id version /> }.into_any()
        }
    };
    view! {
        <section class="chapter no-print" id="keeping">
            <h2>{t.keeping}</h2>
            <p>{fill(t.until_text, &[&until])}</p>
            {hold} {delete}
        </section>
    }
}

/// A form that asks for a reason.
#[derive(Clone, Copy)]
struct Reason {
    url: &'static str,
    word: &'static str,
    text: &'static str,
    danger: bool,
}

#[component]
fn ReasonForm(about: Reason, id: String, version: String) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to(about.url);
    let (typed, open) = (kept(form), form.error.with_untracked(Option::is_some));
    let class = if about.danger { "danger" } else { "quiet" };
    // Both forms may stand on the page.
    let field = if about.danger { "delete-reason" } else { "hold-reason" };
    view! {
        <details class="more-about" open=open>
            <summary>{about.word}</summary>
            <form class="stack" method="post" action=form.url>
                <Alert form />
                <p class="small muted">{about.text}</p>
                <input type="hidden" name="document" value=id />
                <input type="hidden" name="version" value=version />
                <Field form name="reason" id=field label=t.reason value=typed.get("reason") maxlength=500 />
                <div class="actions"><button class=class>{about.word}</button></div>
            </form>
        </details>
    }
}
