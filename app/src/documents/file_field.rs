//! The field for a file: chosen, dropped, or taken with the camera; and how far its sending is.

use kontor_domain::format;
use leptos::ev::{DragEvent, Event};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{File, FileList, HtmlInputElement};

use crate::text::{fill, use_language, use_text};
use crate::ui::{FieldError, Sending, field_error};

/// What file dialogs offer first; what is sent is read by the server, not believed.
const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.txt,.csv,.xml,.docx,.xlsx,.pptx,.odt,.ods,.odp,image/*,application/pdf";

/// How much of a file has left: bytes and of how many. Nothing while nothing is on its way.
#[derive(Clone, Copy)]
pub(super) struct Progress(pub RwSignal<Option<(f64, f64)>>);

impl Progress {
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }
}

/// Sent as `file`, as the last field of its form.
#[component]
pub(super) fn FileField(
    form: Sending,
    id: &'static str,
    /// The largest file, in bytes.
    most: u64,
    progress: Progress,
) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let input = NodeRef::<Input>::new();
    let (over, chosen) = (RwSignal::new(false), RwSignal::new(None::<(String, u64)>));
    let awake = RwSignal::new(false);
    // What only works with a script shows once there is one.
    Effect::new(move |_| awake.set(true));
    let look =
        move || chosen.set(input.get_untracked().and_then(|i| first(i.files())).map(|f| described(&f)));
    let take = move |files: Option<FileList>| {
        if let (Some(input), Some(files)) = (input.get_untracked(), files.filter(|f| f.length() > 0)) {
            input.set_files(Some(&files));
            look();
        }
    };
    let dropped = move |ev: DragEvent| {
        ev.prevent_default();
        over.set(false);
        take(ev.data_transfer().and_then(|data| data.files()));
    };
    let taken = move |ev: Event| {
        take(ev.target().and_then(|i| i.dyn_into::<HtmlInputElement>().ok()).and_then(|i| i.files()));
    };
    let wrong = field_error(form, "file");
    let (hint_id, error_id) = (format!("{id}-h"), format!("{id}-e"));
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class="stack">
            <label
                class="drop"
                class:over=move || over.get()
                on:dragover=move |ev| {
                    ev.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=dropped
            >
                <b>{t.choose}</b>
                <input
                    id=id
                    type="file"
                    name="file"
                    accept=ACCEPT
                    required
                    node_ref=input
                    aria-describedby=described
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    on:change=move |_| look()
                />
                <span id=hint_id>{fill(t.drop, &[&format::file_size(most, l)])}</span>
            </label>
            <FieldError form name="file" id=error_id />
            {move || {
                awake
                    .get()
                    .then(|| {
                        view! {
                            <label class="quiet doc-camera">
                                {t.camera}
                                <input type="file" accept="image/*" capture="environment" on:change=taken />
                            </label>
                        }
                    })
            }}
            <p class="small muted" role="status">
                {move || chosen.get().map(|(name, bytes)| fill(t.chosen, &[&format!("{name}, {}", format::file_size(bytes, l))]))}
            </p>
            {move || progress.0.get().map(|(sent, all)| view! { <Sent sent all /> })}
        </div>
    }
}

#[component]
fn Sent(sent: f64, all: f64) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().documents);
    let word = if sent < all { t.sending } else { t.checking };
    let so_far = format!("{} / {}", format::file_size(whole(sent), l), format::file_size(whole(all), l));
    view! {
        <div class="progress">
            <div class="row ends"><span>{word}</span><span>{so_far}</span></div>
            <progress value=whole(sent).to_string() max=whole(all).to_string() aria-label=word></progress>
        </div>
    }
}

fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

fn described(file: &File) -> (String, u64) {
    (file.name(), whole(file.size()))
}

/// Browsers count bytes in floats.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of bytes is whole and not negative"
)]
pub(super) fn whole(bytes: f64) -> u64 {
    bytes as u64
}
