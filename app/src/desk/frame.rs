//! What stands around every page of the desk: bar, rail, palette, help.

use kontor_domain::Error;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};

use super::counts::desk_counts;
use super::help::Help;
use super::keys::{when_any_key, when_key};
use super::palette::Palette;
use super::rail::{Rail, places};
use super::session::{Desk, DeskSession, desk_session};
use crate::accounts::{ActingBar, use_visitor};
use crate::frame::{Menu, MissingPage, focus_after_navigation};
use crate::text::use_text;
use crate::ui::{Failed, Fields, pause, use_query};
use crate::wire::Refusal;

/// So long after G the second key counts.
const WAIT: u32 = 1_500;

/// The frame; to everybody else there is nothing here.
#[component]
pub fn DeskFrame() -> impl IntoView {
    let session = Resource::new_blocking(|| (), |()| desk_session());
    // Not in a `Transition`: the server draws what is inside of one several times, here the whole page with all it asks for.
    // The page it sends and the data it sends with it would then be of different moments.
    Suspend::new(async move {
        match session.await {
            Ok(session) => view! { <Inside session /> }.into_any(),
            Err(Refusal(Error::NotFound | Error::Forbidden)) => view! { <MissingPage /> }.into_any(),
            Err(Refusal(error)) => view! { <Failed error /> }.into_any(),
        }
    })
}

#[component]
fn Inside(session: DeskSession) -> impl IntoView {
    let counts = Resource::new_blocking(|| (), |()| desk_counts());
    provide_context(Desk { session: StoredValue::new(session), counts });
    focus_after_navigation();
    let (palette, help) = (NodeRef::<Dialog>::new(), NodeRef::<Dialog>::new());
    shortcuts(palette, help);
    view! {
        <Bar palette />
        <ActingBar />
        <div class="desk">
            <Rail />
            <Outlet />
        </div>
        <Palette dialog=palette help />
        <Help dialog=help />
    }
}

/// Opens a dialog, unless it is open already.
pub fn show(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked().filter(|d| !d.open()) {
        let _ = dialog.show_modal();
    }
}

fn shortcuts(palette: NodeRef<Dialog>, help: NodeRef<Dialog>) {
    let places = places();
    let navigate = use_navigate();
    when_any_key(move |ev| {
        if (ev.ctrl_key() || ev.meta_key())
            && !ev.shift_key()
            && !ev.alt_key()
            && ev.key().eq_ignore_ascii_case("k")
        {
            ev.prevent_default();
            if help.get_untracked().is_none_or(|d| !d.open()) {
                show(palette);
            }
        }
    });
    let (going, turn) = (StoredValue::new(false), StoredValue::new(0_u32));
    when_key(move |ev| {
        let key = ev.key();
        if going.get_value() {
            going.set_value(false);
            if let Some((href, ..)) = places.iter().find(|(_, _, second)| *second == key) {
                ev.prevent_default();
                navigate(href, NavigateOptions::default());
            }
            return;
        }
        match key.as_str() {
            "/" => {
                ev.prevent_default();
                show(palette);
            }
            "?" => {
                ev.prevent_default();
                show(help);
            }
            "g" => {
                let mine = turn.get_value() + 1;
                turn.set_value(mine);
                going.set_value(true);
                leptos::task::spawn_local(async move {
                    pause(WAIT).await;
                    if turn.try_get_value() == Some(mine) {
                        going.set_value(false);
                    }
                });
            }
            _ => {}
        }
    });
}

#[component]
fn Bar(palette: NodeRef<Dialog>) -> impl IntoView {
    let t = use_text();
    let visitor = use_visitor();
    let query = use_query();
    let path = use_location().pathname;
    // On its own page the question stands in the field; elsewhere `q` means something else.
    let found = move || match path.get().as_str() {
        "/desk/find" => query.with(|q| q.get("q").to_owned()),
        _ => String::new(),
    };
    let navigate = use_navigate();
    let find = move |ev: leptos::web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(fields) = Fields::of(&ev) {
            navigate(&fields.query().on("/desk/find"), NavigateOptions::default());
        }
    };
    let open = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        show(palette);
    };
    view! {
        <a class="skip" href="#main">{t.house.skip}</a>
        <header class="bar full">
            <a class="logo" href="/desk/orders">"Kontor"</a>
            <form class="search" role="search" action="/desk/find" on:submit=find>
                <input
                    type="search"
                    name="q"
                    id="desk-q"
                    value=leptos::reactive::graph::untrack(found)
                    prop:value=found
                    aria-label=t.desk.search_label
                    placeholder=t.desk.search_hint
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="200"
                />
                <button>{t.desk.search}</button>
            </form>
            <nav class="tools" aria-label=t.house.my_kontor>
                <a href="/desk/find" class="roomy" aria-haspopup="dialog" on:click=open>
                    {t.desk.commands}
                    " "
                    <kbd>{t.desk.control_k}</kbd>
                </a>
                <Transition>
                    {move || Suspend::new(async move { view! { <Menu visitor=visitor.read().await /> } })}
                </Transition>
            </nav>
        </header>
    }
}
