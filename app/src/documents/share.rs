//! Links for people outside. Plain forms: the address comes with the next page, once.

use kontor_domain::documents::{Document, MAX_SHARE_DAYS, MAX_SHARE_OPENS, Share};
use kontor_domain::{DocumentId, IdempotencyKey, format};
use leptos::prelude::*;
use leptos::web_sys::SubmitEvent;

use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Copy, FieldError, Sending, field_error, kept};

/// What the form starts with: long enough for somebody to read it, and no longer.
const DAYS: &str = "14";
const OPENS: &str = "3";

#[component]
pub(super) fn Shares(document: Document, key_: IdempotencyKey, link: Option<String>) -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to("/fn/documents/share_document");
    let end = Sending::to("/fn/documents/end_share");
    let id = document.head.id;
    let told = link.map(|link| {
        view! {
            <div class="note good" role="status">
                <p>{t.shared}</p>
                <p><code class="no doc-link">{link.clone()}</code> " " <Copy text=link /></p>
            </div>
        }
    });
    let live = (!document.shares.is_empty()).then(|| {
        let rows = document.shares.into_iter().map(|share| view! { <One id=id.clone() share form=end /> });
        view! {
            <h3>{t.links}</h3>
            <Alert form=end />
            <ul class="doc-shares">{rows.collect_view()}</ul>
        }
    });
    // The answer to a second click would be a page without the address.
    let once = move |ev: SubmitEvent| {
        if form.busy.get_untracked() {
            ev.prevent_default();
        }
        form.busy.set(true);
    };
    let typed = kept(form);
    let (days, opens) =
        (typed.some("days").unwrap_or(DAYS.into()), typed.some("opens").unwrap_or(OPENS.into()));
    view! {
        <section class="chapter no-print" id="share">
            <h2>{t.share}</h2>
            {told}
            <p class="muted">{t.share_text}</p>
            <form class="stack" method="post" action=form.url on:submit=once>
                <Alert form />
                <input type="hidden" name="key" value=key_.to_string() />
                <input type="hidden" name="document" value=id.to_string() />
                <div class="fields">
                    <Number form name="days" label=t.share_days max=MAX_SHARE_DAYS value=days />
                    <Number form name="opens" label=t.share_opens max=MAX_SHARE_OPENS value=opens />
                </div>
                <div class="actions">
                    <button class="quiet" aria-busy=move || form.busy.get().then_some("true")>{t.share_do}</button>
                </div>
            </form>
            {live}
        </section>
    }
}

#[component]
fn Number(form: Sending, name: &'static str, label: &'static str, max: u32, value: String) -> impl IntoView {
    let wrong = field_error(form, name);
    let (id, error_id) = (format!("share-{name}"), format!("share-{name}-e"));
    view! {
        <div class="field short">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type="number"
                inputmode="numeric"
                min="1"
                max=max.to_string()
                value=value
                required
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=error_id.clone()
            />
            <FieldError form name id=error_id />
        </div>
    }
}

#[component]
fn One(id: DocumentId, share: Share, form: Sending) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let counts = [share.left.to_string(), share.opens.to_string()];
    let until = fill(t.link_until, &[&format::moment(share.until, l), &counts[0], &counts[1]]);
    let by = fill(t.link_by, &[&share.by, &format::date(share.made.date(), l)]);
    let hint = fill(t.link_end_hint, &[&share.by]);
    view! {
        <li class="row ends">
            <span class="grow">
                {fill(t.version, &[&share.number.to_string()])} ", " {until}
                <span class="sub-line">{by}</span>
            </span>
            <form method="post" action=form.url>
                <input type="hidden" name="document" value=id.to_string() />
                <input type="hidden" name="share" value=share.id />
                <button class="plain" title=hint>{t.link_end}</button>
            </form>
        </li>
    }
}
