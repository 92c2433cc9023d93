//! The price below somebody's floor: who asks why, what is left, and yes or no.

use kontor_domain::format;
use kontor_domain::quotes::{DeskQuote, Release};
use leptos::prelude::*;

use super::desk_margin::left_words;
use super::desk_send_form::Ids;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Alert, Sending, TextArea, kept};

/// Nothing as long as nobody asked. A request about another draft than the one that stands there is over.
#[component]
pub(super) fn ReleaseNote(desk: DeskQuote) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let Some(release) = desk.release.clone() else { return ().into_any() };
    let Release { reason, asked_by, asked_at, rung, version, decided } = release;
    let (by, at) = (asked_by, format::moment(asked_at, l));
    if let Some(decided) = decided {
        let (tone, words) =
            if decided.granted { ("good", t.desk_quotes.granted) } else { ("bad", t.desk_quotes.refused) };
        let words = fill(words, &[&decided.by, &format::moment(decided.at, l)]);
        let said = (!decided.words.is_empty()).then(|| view! { <p>{decided.words.clone()}</p> });
        return view! { <div class=format!("note {tone}")><b>{words}</b> {said}</div> }.into_any();
    }
    if version != desk.quote.version {
        return ().into_any();
    }
    let who = rung.map_or_else(
        || t.desk_quotes.nobody_may.to_owned(),
        |role| fill(t.desk_quotes.decided_by, &[role.word(l)]),
    );
    let margin = desk.margin.as_ref().map(|m| {
        view! {
            <dl class="sums">
                <div><dt>{t.desk_quotes.margin_now}</dt><dd>{left_words(&m.now.total, l)}</dd></div>
                <div><dt>{t.desk_quotes.margin_worst}</dt><dd>{left_words(&m.worst.total, l)}</dd></div>
            </dl>
        }
    });
    let answer = desk.may_release.then(|| view! { <Answer desk=desk.clone() /> });
    view! {
        <section class="note soon" id="release">
            <b>{fill(t.desk_quotes.asked, &[&by, &at])}</b>
            <p>{reason}</p>
            <p class="small">{who}</p>
            {margin}
            {answer}
        </section>
    }
    .into_any()
}

#[component]
fn Answer(desk: DeskQuote) -> impl IntoView {
    let t = use_text();
    let form = Sending::about("/fn/quotes/answer_release", "answer");
    let typed = kept(form);
    view! {
        <form class="stack no-print" method="post" action=form.url novalidate>
            <Alert form />
            <Ids quote=desk.quote.head.id.to_string() version=desk.quote.version />
            <TextArea form name="words" id="release-words" label=t.desk_quotes.answer_words value=typed.get("words") />
            <div class="actions">
                <button class="act" name="answer" value="grant">{t.desk_quotes.grant}</button>
                <button class="quiet" name="answer" value="refuse">{t.desk_quotes.refuse}</button>
            </div>
        </form>
    }
}
