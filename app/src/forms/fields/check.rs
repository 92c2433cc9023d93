//! A point of a checklist: three large buttons. What is not in order asks for words and a photo.

use kontor_domain::Problem;
use kontor_domain::forms::{Answer, MAX_TEXT, Mark};
use leptos::prelude::*;

use super::line::Wrong;
use super::photos::Pictures;
use crate::forms::slot::Slot;
use crate::text::{use_language, use_text};

#[component]
pub(in crate::forms) fn CheckField(at: Slot) -> impl IntoView {
    let slot = at;
    let (l, t) = (use_language(), &use_text().forms);
    let filling = slot.filling;
    let problem = slot.problem();
    let code = slot.code();
    let mark = move || match slot.answer() {
        Some(Answer::Check { mark, .. }) => Some(mark),
        _ => None,
    };
    let comment = move || match slot.answer() {
        Some(Answer::Check { comment, .. }) => comment,
        _ => String::new(),
    };
    // What is longer than a draft holds comes back as it was typed.
    let part = StoredValue::new(format!("{code}.comment"));
    let unread = move || part.with_value(|part| filling.raw.with(|raw| raw.get(part).cloned()));
    let shown = move || unread().unwrap_or_else(comment);
    let choose = move |mark: Mark| {
        let (comment, photos) = match untrack(|| slot.answer()) {
            Some(Answer::Check { comment, photos, .. }) => (comment, photos),
            _ => (String::new(), Vec::new()),
        };
        slot.set(Some(Answer::Check { mark, comment, photos }));
    };
    let write = move |words: String| {
        part.with_value(|part| filling.cannot_read(part, ""));
        let (mark, photos) = match untrack(|| slot.answer()) {
            Some(Answer::Check { mark, photos, .. }) => (mark, photos),
            _ => (Mark::NotAcceptable, Vec::new()),
        };
        slot.set(Some(Answer::Check { mark, comment: words, photos }));
    };
    let button = |of: Mark, tone: &'static str| {
        let on = move || mark() == Some(of);
        view! {
            <label class=format!("big {tone}")>
                <input
                    type="radio"
                    name=slot.name()
                    value=of.code()
                    checked=untrack(on)
                    prop:checked=on
                    on:change=move |_| choose(of)
                />
                <span>{of.word(l)}</span>
            </label>
        }
    };
    // What is wrong with the words or the photos stands with them.
    let about = move |part: &'static str| {
        let code = code.clone();
        Memo::new(move |_| {
            let standing = filling.element(&code).filter(|_| filling.tells(&code))?;
            standing.problems.into_iter().find(|(at, _)| at == part).map(|(_, problem): (_, Problem)| problem)
        })
    };
    let (wordless, photoless) = (about("comment"), about("photos"));
    let (id, text) = (slot.id(), RwSignal::new(untrack(shown)));
    Effect::new(move |_| {
        filling.fresh.track();
        let now = untrack(shown);
        if text.with_untracked(|text| *text != now) {
            text.set(now);
        }
    });
    view! {
        <div class="bigs">
            {button(Mark::InOrder, "good")} {button(Mark::NotAcceptable, "bad")} {button(Mark::NotThere, "")}
        </div>
        <Wrong problem id=format!("{id}-e") />
        // Shown by the style sheet once it is not in order, or anything stands there: without a script, too.
        <div class="check-more" class:filled=move || !shown().is_empty()>
            <div class="field">
                <label for=format!("{id}-c")>{t.what_is_wrong}</label>
                <textarea
                    id=format!("{id}-c")
                    name=format!("{}.comment", slot.name())
                    rows="2"
                    maxlength=MAX_TEXT.to_string()
                    prop:value=text
                    aria-invalid=move || wordless.with(Option::is_some).then_some("true")
                    aria-describedby=format!("{id}-ce")
                    on:input=move |ev| {
                        let words = event_target_value(&ev);
                        text.set(words.clone());
                        write(words);
                    }
                    on:blur=move |_| slot.touch()
                >
                    {text.get_untracked()}
                </textarea>
                <Wrong problem=wordless id=format!("{id}-ce") />
            </div>
            <Pictures at=slot most=6 />
            <Wrong problem=photoless id=format!("{id}-pe") />
        </div>
    }
}
