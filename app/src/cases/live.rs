//! Hears in the browser that something happened in a case, and who else looks at it. A page that hears nothing (no WebAssembly, no
//! connection) is as true as any other: it shows what was there when it was drawn.

use kontor_domain::case::CaseCode;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Event, EventSource, MessageEvent, VisibilityState};

use crate::ui::Query;

/// First pause, in milliseconds, before a connection that was refused is tried again; doubled each time.
const PAUSE: u64 = 5_000;
const DOUBLINGS: u32 = 6;

/// What is heard of a case.
#[derive(Clone, Copy)]
pub struct Live {
    /// Counts up when something happened: put it into the source of a resource.
    pub touched: Signal<u32>,
    /// The names of the others who look at the case now.
    pub others: Signal<Vec<String>>,
}

/// Counts up when something happened in the case.
#[must_use]
pub fn touched(code: Signal<String>) -> Signal<u32> {
    listen(code).touched
}

/// Listens as long as the page is there and in front: a browser has few connections to give, and a page behind others needs none.
/// What is no code is no case.
#[must_use]
pub fn listen(code: Signal<String>) -> Live {
    let heard = Heard {
        count: RwSignal::new(0),
        others: RwSignal::new(Vec::new()),
        again: RwSignal::new(0),
        tries: StoredValue::new(0),
        // What is written between the drawing on the server and the listening is told too.
        seen: StoredValue::new(SharedValue::new(drawn).into_inner()),
    };
    let visible = RwSignal::new(true);
    // Effects run in the browser only.
    Effect::new(move |_| {
        let listener = window_event_listener_untyped("visibilitychange", move |_| {
            let shown = document().visibility_state() != VisibilityState::Hidden;
            if visible.try_get_untracked() == Some(!shown) {
                visible.set(shown);
            }
        });
        on_cleanup(move || listener.remove());
    });
    Effect::new(move |before: Option<Option<Connection>>| {
        // One at a time: it closes before the next one opens.
        drop(before);
        let (code, visible, _) = (CaseCode::parse(&code.get()), visible.get(), heard.again.get());
        let connection = code.filter(|_| visible).and_then(|code| Connection::open(&code, heard));
        if connection.is_none() {
            heard.others.set(Vec::new());
        }
        connection
    });
    Live { touched: heard.count.into(), others: heard.others.into() }
}

/// The moment of this drawing as an id like those of events; nothing for a page that the browser draws itself, since it asks for
/// its data at the same moment.
fn drawn() -> String {
    #[cfg(feature = "ssr")]
    if let Ok((kontor, _)) = crate::request::begin_anyway() {
        return kontor.new_id();
    }
    String::new()
}

#[derive(Clone, Copy)]
struct Heard {
    count: RwSignal<u32>,
    others: RwSignal<Vec<String>>,
    /// Counts up to connect anew.
    again: RwSignal<u32>,
    /// Refused connections in a row.
    tries: StoredValue<u32>,
    /// The last event that is known here.
    seen: StoredValue<String>,
}

impl Heard {
    fn changed(self, id: String) {
        if !id.is_empty() {
            self.seen.try_set_value(id);
        }
        self.count.try_update(|count| *count += 1);
    }

    /// `["Jana Merk"]`.
    fn presence(self, names: &str) {
        let names = js_sys::JSON::parse(names).map(|names| js_sys::Array::from(&names)).unwrap_or_default();
        self.others.try_set(names.iter().filter_map(|name| name.as_string()).collect());
    }

    /// A browser connects again by itself when the line breaks, but not when it was answered with an error: signed out meanwhile,
    /// or the program starts just now.
    fn failed(self, closed: bool) {
        self.others.try_set(Vec::new());
        if !closed {
            return;
        }
        let tries = self.tries.try_get_value().unwrap_or_default();
        self.tries.try_set_value(tries + 1);
        let pause = std::time::Duration::from_millis(PAUSE << tries.min(DOUBLINGS));
        set_timeout(
            move || {
                self.again.try_update(|again| *again += 1);
            },
            pause,
        );
    }
}

struct Connection {
    source: EventSource,
    _message: [Closure<dyn Fn(MessageEvent)>; 2],
    _state: [Closure<dyn Fn(Event)>; 2],
}

impl Connection {
    fn open(code: &CaseCode, heard: Heard) -> Option<Self> {
        let desk = window().location().pathname().is_ok_and(|path| path.starts_with("/desk"));
        let mut address = Query::default().with("seen", &heard.seen.get_value());
        if desk {
            address.set("desk", "1");
        }
        let source = EventSource::new(&address.on(&format!("/live/cases/{code}"))).ok()?;
        let changed = Closure::<dyn Fn(MessageEvent)>::new(move |ev: MessageEvent| {
            heard.changed(ev.last_event_id());
        });
        let presence = Closure::<dyn Fn(MessageEvent)>::new(move |ev: MessageEvent| {
            heard.presence(&ev.data().as_string().unwrap_or_default());
        });
        for (name, told) in [("changed", &changed), ("presence", &presence)] {
            source.add_event_listener_with_callback(name, told.as_ref().unchecked_ref()).ok()?;
        }
        let opened = Closure::<dyn Fn(Event)>::new(move |_| {
            heard.tries.try_set_value(0);
        });
        let failed = Closure::<dyn Fn(Event)>::new(move |ev: Event| {
            let source = ev.target().and_then(|target| target.dyn_into::<EventSource>().ok());
            heard.failed(source.is_some_and(|source| source.ready_state() == EventSource::CLOSED));
        });
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self { source, _message: [changed, presence], _state: [opened, failed] })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.close();
    }
}
