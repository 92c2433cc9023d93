//! Passing messages at the lower edge; read out by screen readers, and never the only place where something stands.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::pause;

/// How long a message stays: long enough to read it twice and to reach its button.
const STAYS: u32 = 8_000;

/// The messages shown now. Provided by the app.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    way: Way,
}

/// What one can do about the message.
#[derive(Clone)]
enum Way {
    None,
    Link(String, &'static str),
    Button(&'static str, Callback<()>),
}

impl Toasts {
    #[must_use]
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    #[must_use]
    pub fn of() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    pub fn say(self, text: String) {
        self.push(text, Way::None);
    }

    pub fn say_with_link(self, text: String, href: String, label: &'static str) {
        self.push(text, Way::Link(href, label));
    }

    pub fn say_with_button(self, text: String, label: &'static str, pressed: Callback<()>) {
        self.push(text, Way::Button(label, pressed));
    }

    fn push(self, text: String, way: Way) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| {
            // One at a time: on a phone two would cover the page.
            list.clear();
            list.push(Toast { id, text, way });
        });
        spawn_local(async move {
            pause(STAYS).await;
            self.close(id);
        });
    }

    /// On leaving the page.
    pub fn clear(self) {
        self.list.try_update(Vec::clear);
    }

    fn close(self, id: u32) {
        self.list.try_update(|list| list.retain(|t| t.id != id));
    }
}

/// Where the messages appear. Stands once, at the end of the body, also when empty: live regions must exist beforehand.
#[component]
pub fn ToastRegion(toasts: Toasts) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.list.get() key=|t| t.id let:toast>
                <div class="toast">
                    <span>{toast.text}</span>
                    {match toast.way {
                        Way::None => ().into_any(),
                        Way::Link(href, label) => view! { <a href=href>{label}</a> }.into_any(),
                        Way::Button(label, pressed) => {
                            view! {
                                <button
                                    type="button"
                                    class="plain"
                                    on:click=move |_| {
                                        toasts.close(toast.id);
                                        pressed.run(());
                                    }
                                >
                                    {label}
                                </button>
                            }
                                .into_any()
                        }
                    }}
                </div>
            </For>
        </div>
    }
}
