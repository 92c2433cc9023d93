//! What is said in a case: messages to both sides, notes of the desk.

use kontor_domain::cases::CaseWords;
use kontor_domain::{IdempotencyKey, format};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{HtmlFormElement, SubmitEvent};

use super::write::{write_message, write_note};
use crate::text::{use_language, use_text};
use crate::ui::{Alert, FieldError, Fields, Sending, TryAgain, field_error, kept};

/// What was sent last in each form and is not answered yet, with its key. Lives as long as the page: what others do in the case draws the
/// forms anew, and the same words sent again must not get another key for that.
#[derive(Clone, Copy)]
pub(super) struct Unanswered(StoredValue<Waiting>);

#[derive(Default)]
struct Waiting {
    /// Keys that were given out; other words get another one.
    given: u32,
    message: Option<(String, String)>,
    note: Option<(String, String)>,
}

impl Waiting {
    const fn of(&mut self, notes: bool) -> &mut Option<(String, String)> {
        if notes { &mut self.note } else { &mut self.message }
    }

    /// The key for these words on a page drawn with `page_key`.
    fn key(&mut self, notes: bool, page_key: &str, text: &str) -> String {
        if let Some((key, sent)) = self.of(notes)
            && sent == text
        {
            return key.clone();
        }
        self.given += 1;
        let key = format!("{page_key}-{}", self.given);
        *self.of(notes) = Some((key.clone(), text.to_owned()));
        key
    }
}

impl Unanswered {
    /// For all forms of the page.
    pub fn provide() {
        provide_context(Self(StoredValue::new(Waiting::default())));
    }
}

/// Oldest first, with the form below.
#[component]
pub(super) fn Talk(
    words: Vec<CaseWords>,
    code: String,
    /// Of this drawing: sent twice it is said once.
    page_key: String,
    may_write: bool,
    /// Notes, that customers never see.
    #[prop(optional)]
    notes: bool,
    again: Callback<()>,
) -> impl IntoView {
    let t = use_text();
    let (title, hint, none) = if notes {
        (t.cases.notes, t.cases.notes_hint, t.cases.no_notes)
    } else {
        (t.cases.messages, t.cases.messages_hint, t.cases.no_messages)
    };
    let said = if words.is_empty() {
        view! { <p class="muted">{none}</p> }.into_any()
    } else {
        let said = words.into_iter().map(|words| view! { <Said words /> }).collect_view();
        view! { <ol class="talk">{said}</ol> }.into_any()
    };
    view! {
        <section class="chapter" class:internal=notes id=if notes { "notes" } else { "messages" }>
            <h2>{title}</h2>
            <p class="hint">{hint}</p>
            {said}
            {may_write.then(|| view! { <Say code page_key notes again /> })}
        </section>
    }
}

#[component]
fn Said(words: CaseWords) -> impl IntoView {
    let l = use_language();
    view! {
        <li class:ours=words.desk>
            <p class="by"><b>{words.who}</b> " " <time>{format::moment(words.at, l)}</time></p>
            <p class="said">{words.text}</p>
        </li>
    }
}

#[component]
fn Say(code: String, page_key: String, notes: bool, again: Callback<()>) -> impl IntoView {
    let t = use_text();
    let (url, about) =
        if notes { ("/fn/cases/write_note", "note") } else { ("/fn/cases/write_message", "message") };
    let form = Sending::about(url, about);
    let Unanswered(unanswered) = expect_context();
    let typed = kept(form);
    let element = NodeRef::new();
    let (label, button) =
        if notes { (t.cases.note, t.cases.note_do) } else { (t.cases.message, t.cases.send) };
    let (key, case) = (page_key.clone(), code.clone());
    let submit = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(fields) = Fields::of(&ev) else { return };
        let sent = ev.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let (case, text) = (case.clone(), fields.get("text"));
        let key = unanswered.try_update_value(|w| w.key(notes, &key, &text)).unwrap_or_else(|| key.clone());
        let key = IdempotencyKey::new(&key);
        let work = async move {
            if notes { write_note(key, case, text).await } else { write_message(key, case, text).await }
        };
        form.start(work, move |()| {
            unanswered.try_update_value(|w| *w.of(notes) = None);
            // A field in which somebody typed keeps its text when it is only drawn again.
            if let Some(sent) = sent {
                sent.reset();
            }
            again.run(());
        });
    };
    let error = field_error(form, "text");
    view! {
        <form class="stack no-print" method="post" action=form.url on:submit=submit node_ref=element novalidate>
            <Alert form />
            <input type="hidden" name="key" value=page_key />
            <input type="hidden" name="case" value=code />
            <div class="field full">
                <label for=about>{label}</label>
                <textarea
                    id=about
                    name="text"
                    rows="3"
                    maxlength="4000"
                    required
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=format!("{about}-e")
                >
                    {typed.get("text").to_owned()}
                </textarea>
                <FieldError form name="text" id=format!("{about}-e") />
            </div>
            <div class="actions">
                <button
                    class=if notes { "quiet" } else { "act" }
                    aria-busy=move || form.busy.get().then_some("true")
                >
                    {button}
                </button>
                <TryAgain form element />
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::Waiting;

    #[test]
    fn the_same_words_keep_their_key_until_they_are_answered_and_others_get_another() {
        let mut waiting = Waiting::default();
        let first = waiting.key(false, "page-one", "Kommt morgen.");
        // The page was drawn anew meanwhile.
        assert_eq!(waiting.key(false, "page-two", "Kommt morgen."), first);
        assert_ne!(waiting.key(false, "page-two", "Kommt übermorgen."), first);
        assert_ne!(waiting.key(true, "page-two", "Kommt morgen."), first, "a note is no message");
        *waiting.of(false) = None;
        assert_ne!(waiting.key(false, "page-two", "Kommt morgen."), first, "said once more on purpose");
    }
}
