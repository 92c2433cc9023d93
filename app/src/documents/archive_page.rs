//! `/desk/archive`: the chain behind the documents, for who keeps it.

use leptos::prelude::*;

use super::archive::{ArchiveFound, archive};
use super::base;
use super::entries::Entries;
use crate::text::use_text;
use crate::ui::{Alert, Page, Pager, Query, Sending, Side, loaded, use_query};

const PATH: &str = "/desk/archive";

#[component]
pub fn DeskArchivePage() -> impl IntoView {
    let query = use_query();
    let after = Memo::new(move |_| query.with(|q| q.some("after")));
    let data = Resource::new_blocking(move || after.get(), archive);
    loaded(data, Side::Desk, move || {
        let first = after.get().is_none();
        move |found| view! { <Whole found first /> }
    })
}

#[component]
fn Whole(found: ArchiveFound, first: bool) -> impl IntoView {
    let t = &use_text().documents;
    let ArchiveFound { entries, closed } = found;
    let next = entries.next.map(|after| Query::default().with("after", &after).on(PATH));
    let previous = (!first).then(|| PATH.to_owned());
    let latest = if entries.items.is_empty() {
        view! { <p class="muted">{t.no_entries}</p> }.into_any()
    } else {
        view! { <Entries entries=entries.items linked=true /> }.into_any()
    };
    let days = if closed.is_empty() {
        view! { <p class="muted">{t.no_heads}</p> }.into_any()
    } else {
        let days: Vec<_> = closed.into_iter().take(7).collect();
        view! { <Entries entries=days /> }.into_any()
    };
    view! {
        <Page title=t.archive class="work">
            <div class="head">
                <div>
                    <h1>{t.archive}</h1>
                    <p class="muted">{t.chain_text}</p>
                </div>
                <a class="quiet" href=base(true)>{t.title}</a>
            </div>
            <div class="split">
                <div>
                    <section class="chapter" id="entries">
                        <h2>{t.entries}</h2>
                        {latest}
                        {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
                    </section>
                    <section class="chapter" id="heads">
                        <h2>{t.heads}</h2>
                        <p class="muted">{t.heads_text}</p>
                        {days}
                    </section>
                </div>
                <aside>
                    <Export />
                    <Verified />
                </aside>
            </div>
        </Page>
    }
}

#[component]
fn Export() -> impl IntoView {
    let t = &use_text().documents;
    let form = Sending::to("/desk/documents/export");
    view! {
        <section class="chapter no-print" id="export">
            <h2>{t.export}</h2>
            <p class="muted">{t.export_text}</p>
            <form method="post" action=form.url>
                <Alert form />
                <div class="actions"><button class="quiet">{t.export}</button></div>
            </form>
        </section>
    }
}

#[component]
fn Verified() -> impl IntoView {
    let t = &use_text().documents;
    view! {
        <section class="chapter" id="verified">
            <h2>{t.verified}</h2>
            <ul class="sentences">
                <li>{t.verified_bytes}</li>
                <li>{t.verified_chain}</li>
                <li>{t.verified_facts}</li>
            </ul>
            <p class="small muted">{t.verified_not}</p>
            <p>{t.doctor} " " <code class="no">"kontor doctor"</code></p>
        </section>
    }
}
