//! Entries of the chain in words, with their fingerprints.

use kontor_domain::documents::{ChainEntry, ChainStep};
use leptos::prelude::*;

use super::{path_of, short};
use crate::text::{Documents, use_text};
use crate::ui::Copy;

const fn step(what: ChainStep, t: &'static Documents) -> &'static str {
    match what {
        ChainStep::Archived => t.step_archived,
        ChainStep::VersionAdded => t.step_version,
        ChainStep::Held => t.step_held,
        ChainStep::Released => t.step_released,
        ChainStep::Shared => t.step_shared,
        ChainStep::ShareEnded => t.step_ended,
        ChainStep::Deleted => t.step_deleted,
        ChainStep::DayClosed => t.step_day,
    }
}

/// As the chain keeps it, to the second and in UTC: that is what is hashed, on every machine and in ten years.
fn moment(entry: &ChainEntry) -> String {
    let text = entry.at.to_string();
    let text = text.split('.').next().unwrap_or_default().trim_end_matches('Z');
    format!("{} UTC", text.replace('T', " "))
}

#[component]
pub(super) fn Entries(
    entries: Vec<ChainEntry>,
    /// Each leads to its document.
    #[prop(optional)]
    linked: bool,
) -> impl IntoView {
    let t = &use_text().documents;
    let rows = entries.into_iter().map(|entry| view! { <Entry entry linked /> });
    view! {
        <table class="data">
            <caption class="vh">{t.chain}</caption>
            <thead>
                <tr><th class="num">{t.number}</th><th>{t.what}</th><th>{t.when}</th><th>{t.fingerprint}</th></tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Entry(entry: ChainEntry, linked: bool) -> impl IntoView {
    let t = &use_text().documents;
    let gone = entry.what == ChainStep::Deleted || entry.document.as_str().is_empty();
    let word = step(entry.what, t);
    let what = if linked && !gone {
        view! { <a href=path_of(&entry.document, true)>{word}</a> }.into_any()
    } else {
        word.into_any()
    };
    let (at, hash) = (moment(&entry), entry.hash);
    view! {
        <tr>
            <td class="num" data-label=t.number>{entry.seq}</td>
            <td data-label=t.what>
                <span>{what} <span class="sub-line doc-facts">{entry.facts.replace(';', "; ")}</span></span>
            </td>
            <td class="no" data-label=t.when>{at}</td>
            <td data-label=t.fingerprint>
                <span><span class="no" title=hash.clone()>{short(&hash)}</span> " " <Copy text=hash.clone() /></span>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use kontor_domain::DocumentId;
    use kontor_domain::documents::NewEntry;

    use super::*;

    #[test]
    fn the_moment_of_an_entry_is_read_without_its_fractions() {
        let new = NewEntry {
            what: ChainStep::Archived,
            document: DocumentId::new("01X"),
            content: String::new(),
            facts: String::new(),
        };
        let at = "2026-11-24T09:05:07.123Z".parse().expect("a moment");
        assert_eq!(moment(&ChainEntry::after(None, at, new)), "2026-11-24 09:05:07 UTC");
    }
}
