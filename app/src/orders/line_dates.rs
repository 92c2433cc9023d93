//! Every date that was ever named for a line.

use kontor_domain::orders::{OrderLine, PromiseEntry, PromiseStep};
use kontor_domain::{Language, format};
use leptos::prelude::*;

use crate::text::{fill, use_language, use_text};
use crate::ui::quantity_words;

/// A row under the line: wanted, promised, confirmed and current date in one view; unfolded, every change with its reason and
/// who made it.
#[component]
pub fn LineDates(line: OrderLine, ledger: Vec<PromiseEntry>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let entries: Vec<PromiseEntry> = ledger.into_iter().filter(|e| e.position == line.position).collect();
    if entries.is_empty() {
        return ().into_any();
    }
    let last = entries.len() - 1;
    let rows = entries
        .iter()
        .enumerate()
        .rev()
        .map(|(i, entry)| {
            let by = [entry.channel.word(l), entry.by.as_str()];
            let by = by.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            view! {
                <li class:now=i == last>
                    <time>{format::moment(entry.at, l)}</time>
                    <div>{entry_words(entry, &line, l)} " " <span class="by">{by}</span></div>
                </li>
            }
        })
        .collect_view();
    view! {
        <tr class="sub no-print">
            <td colspan="5">
                <details>
                    <summary class="plain">{t.promise.dates} ": " {summary(&line, &entries, l)}</summary>
                    <ol class="timeline">{rows}</ol>
                </details>
            </td>
        </tr>
    }
    .into_any()
}

fn summary(line: &OrderLine, entries: &[PromiseEntry], l: Language) -> String {
    let t = &use_text().promise;
    let day = |date| format::day(date, l);
    let first = |step| entries.iter().find(|e| e.step == step).map(|e| e.date);
    let wanted = entries.iter().find_map(|e| e.requested);
    let confirmed = first(PromiseStep::Confirmed);
    let named = confirmed.unwrap_or(line.promised);
    [
        wanted.map(|date| fill(t.date_wanted, &[&day(date)])),
        Some(fill(t.date_promised, &[&day(line.promised)])),
        confirmed.map(|date| fill(t.date_confirmed, &[&day(date)])),
        (line.date() != named && !line.gone()).then(|| fill(t.date_now, &[&day(line.date())])),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

/// `bestätigt: Mi 09.12. (statt Mi 02.12.). Grund: …`
fn entry_words(entry: &PromiseEntry, line: &OrderLine, l: Language) -> String {
    let t = use_text();
    let mut text = match entry.step {
        PromiseStep::Cut => {
            let open = quantity_words(entry.open, line.unit, l);
            format!("{}: {}", entry.step.word(l), fill(t.promise.still_open, &[&open]))
        }
        PromiseStep::Replaced => entry.step.word(l).to_owned(),
        _ => format!("{}: {}", entry.step.word(l), format::day(entry.date, l)),
    };
    let dated = matches!(entry.step, PromiseStep::Confirmed | PromiseStep::Moved);
    if let Some(before) = entry.before.filter(|before| dated && *before != entry.date) {
        text = format!("{text} ({})", fill(t.promise.instead, &[&format::day(before, l)]));
    }
    if entry.reason.is_empty() {
        text
    } else {
        format!("{text}. {}", fill(t.orders.reason, &[&entry.reason]))
    }
}
