//! `/desk/archive`: the chain behind everything that happened to the archive, and the whole of it to take along.

use kontor_domain::documents::{ChainEntry, ChainStep};
use kontor_domain::page::Page as Rows;
use leptos::prelude::*;

use super::base;
use super::chain::chain;
use crate::text::{Documents, use_text};
use crate::ui::{Alert, Crumbs, Page, Pager, Query, Sending, Side, loaded, use_query};

const PATH: &str = "/desk/archive";

#[component]
pub fn DeskArchivePage() -> impl IntoView {
    let query = use_query();
    let after = Memo::new(move |_| query.with(|q| q.get("after").parse().unwrap_or(0_u64)));
    let data = Resource::new_blocking(move || after.get(), chain);
    loaded(data, Side::Desk, move || {
        let after = after.get();
        move |rows| view! { <Whole rows after /> }
    })
}

#[component]
fn Whole(rows: Rows<ChainEntry>, after: u64) -> impl IntoView {
    let t = &use_text().documents;
    let export = Sending::to("/desk/documents/export");
    let next = rows.next.map(|next| Query::default().with("after", &next).on(PATH));
    let previous = (after > 0).then(|| PATH.to_owned());
    let items = rows.items.into_iter().map(|entry| view! { <Entry entry /> }).collect_view();
    view! {
        <Page title=t.archive class="work">
            <Crumbs above=vec![(base(true).to_owned(), t.title.to_owned())] here=t.archive />
            <div class="head">
                <div>
                    <h1>{t.archive}</h1>
                    <p class="muted">{t.chain_text}</p>
                </div>
                <form method="post" action=export.url class="no-print">
                    <Alert form=export />
                    <button class="quiet">{t.export}</button>
                </form>
            </div>
            <table class="data chain">
                <caption class="vh">{t.chain}</caption>
                <thead>
                    <tr>
                        <th class="num">{t.entry}</th>
                        <th>{t.what}</th>
                        <th>{t.document}</th>
                        <th>{t.facts}</th>
                        <th>{t.hash}</th>
                    </tr>
                </thead>
                <tbody>{items}</tbody>
            </table>
            {(next.is_some() || previous.is_some()).then(|| view! { <Pager previous next /> })}
        </Page>
    }
}

const fn step_word(step: ChainStep, t: &'static Documents) -> &'static str {
    match step {
        ChainStep::Archived => t.step_archived,
        ChainStep::VersionAdded => t.step_version,
        ChainStep::Held => t.step_held,
        ChainStep::Released => t.step_released,
        ChainStep::Shared => t.step_shared,
        ChainStep::ShareEnded => t.step_share_ended,
        ChainStep::Deleted => t.step_deleted,
        ChainStep::DayClosed => t.step_day_closed,
    }
}

/// The beginning of a hash, by which people compare two of them.
const SHORT: usize = 16;

/// In the world's time, as it is hashed.
#[component]
fn Entry(entry: ChainEntry) -> impl IntoView {
    let t = &use_text().documents;
    let at = entry.at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    // The one that closes a day is about none; one that was deleted leads nowhere any more.
    let about = (!entry.document.as_str().is_empty()).then(|| {
        let id = entry.document.to_string();
        match entry.what {
            ChainStep::Deleted => view! { <span class="no">{id}</span> }.into_any(),
            _ => view! { <a class="no" href=super::path_of(true, &entry.document)>{id}</a> }.into_any(),
        }
    });
    let short = entry.hash.get(..SHORT).unwrap_or(&entry.hash).to_owned();
    view! {
        <tr>
            <td class="num" data-label=t.entry>{entry.seq.to_string()}</td>
            <td data-label=t.what><b>{step_word(entry.what, t)}</b> <span class="sub-line nowrap">{at}</span></td>
            <td data-label=t.document>{about}</td>
            <td class="small facts-of" data-label=t.facts>{entry.facts.replace(';', " ")}</td>
            <td class="no" data-label=t.hash title=entry.hash>{short} "…"</td>
        </tr>
    }
}
