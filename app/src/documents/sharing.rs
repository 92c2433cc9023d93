//! Links for people outside. Plain forms: the address comes with the next page, once.

use kontor_domain::documents::{Document, MAX_SHARE_DAYS, MAX_SHARE_OPENS, Share};
use kontor_domain::{DocumentId, IdempotencyKey, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, Field, Sending, kept};

/// Which form of the page an answer is for.
pub const ABOUT: &str = "share";
/// What the form begins with.
const DAYS: &str = "14";
const OPENS: &str = "3";

#[component]
pub fn Sharing(
    view: Document,
    /// Of this drawing: sent twice it makes one.
    page_key: IdempotencyKey,
    link: Option<String>,
) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::about("/fn/documents/share_document", ABOUT);
    // The answer to a second click would be a page without the address.
    let once = move |ev: SubmitEvent| {
        if form.busy.get_untracked() {
            ev.prevent_default();
        }
        form.busy.set(true);
    };
    let typed = kept(form);
    let open = form.error.with_untracked(Option::is_some);
    let told = link.map(|link| {
        view! {
            <div class="note good" role="status">
                <p>{t.link_made}</p>
                <p><code class="no">{link.clone()}</code> " " <Copy text=link /></p>
            </div>
        }
    });
    let id = view.head.id.clone();
    let links = view.shares.into_iter().map(|share| view! { <Link id=id.clone() share /> }).collect_view();
    view! {
        <section class="chapter no-print" id="links">
            <h2>{t.links}</h2>
            {told}
            <ul class="sentences">{links}</ul>
            <details class="more-about" open=open>
                <summary>{t.share}</summary>
                <form class="stack" method="post" action=form.url on:submit=once>
                    <Alert form />
                    <p class="small muted">{t.share_text}</p>
                    <input type="hidden" name="key" value=page_key.to_string() />
                    <input type="hidden" name="document" value=view.head.id.to_string() />
                    <div class="fields">
                        <Field
                            form
                            name="days"
                            label=t.days
                            kind="number"
                            min="1"
                            value=typed.some("days").unwrap_or_else(|| DAYS.to_owned())
                            hint=t.days_hint
                        />
                        <Field
                            form
                            name="opens"
                            label=t.opens
                            kind="number"
                            min="1"
                            value=typed.some("opens").unwrap_or_else(|| OPENS.to_owned())
                            hint=t.opens_hint
                        />
                    </div>
                    <div class="actions">
                        <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.share_do}</button>
                    </div>
                </form>
            </details>
        </section>
    }
}

// What the hints of both fields say.
const _: () = assert!(MAX_SHARE_DAYS == 90 && MAX_SHARE_OPENS == 100);

#[component]
fn Link(id: DocumentId, share: Share) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let form = Sending::about("/fn/documents/end_share", &share.id);
    let left = fill(t.left, &[&share.left.to_string(), &share.opens.to_string()]);
    let words = fill(t.link_until, &[&share.number.to_string(), &format::moment(share.until, l)]);
    view! {
        <li>
            {words}
            <span class="sub-line">{left} ", " {share.by}</span>
            <form method="post" action=form.url>
                <Alert form />
                <input type="hidden" name="document" value=id.to_string() />
                <input type="hidden" name="share" value=share.id />
                <button class="plain">{t.end_link}</button>
            </form>
        </li>
    }
}
