//! The command palette: pages, cases, customers, parts (WAI-ARIA combobox with a listbox, in a native dialog).

use leptos::ev::KeyboardEvent;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::find::{DeskFound, desk_find};
use super::frame::show;
use super::rail::places;
use crate::text::{fill, use_language, use_text};
use crate::ui::{Query, pause};

/// Shorter than a person notices, longer than between two keys.
const WAIT: u32 = 120;

/// One line of the palette.
#[derive(Clone, PartialEq)]
struct Choice {
    group: &'static str,
    /// Where it leads; nothing for the help.
    href: Option<String>,
    code: String,
    /// The code is that of a case, with its plate; otherwise a plain number.
    plate: bool,
    name: String,
    more: String,
    key: &'static str,
}

#[component]
pub fn Palette(dialog: NodeRef<Dialog>, help: NodeRef<Dialog>) -> impl IntoView {
    let (l, t) = (use_language(), use_text());
    let navigate = StoredValue::new(use_navigate());
    let input = NodeRef::<Input>::new();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(DeskFound::default());
    let chosen = RwSignal::new(0_usize);
    // Answers to older questions are dropped.
    let turn = StoredValue::new(0_u32);
    let pages = StoredValue::new(places());

    let choices = Memo::new(move |_| {
        let words = typed.with(|text| text.trim().to_lowercase());
        let mut list = found.with(|found| answers(found, l));
        let pages = pages.with_value(|pages| {
            pages
                .iter()
                .map(|(href, name, key)| Choice {
                    group: t.desk.commands,
                    href: Some((*href).to_owned()),
                    code: String::new(),
                    plate: false,
                    name: (*name).to_owned(),
                    more: String::new(),
                    key,
                })
                .collect::<Vec<_>>()
        });
        let help = Choice {
            group: t.desk.commands,
            href: None,
            code: String::new(),
            plate: false,
            name: t.desk.keys_title.to_owned(),
            more: String::new(),
            key: "?",
        };
        list.extend(pages.into_iter().chain([help]).filter(|c| c.name.to_lowercase().contains(&words)));
        list
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let take = move |choice: Choice| {
        close();
        match choice.href {
            Some(href) => navigate.with_value(|go| go(&href, NavigateOptions::default())),
            None => show(help),
        }
    };
    let ask = move |text: String| {
        typed.set(text.clone());
        chosen.set(0);
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        if text.trim().chars().count() < 2 {
            found.set(DeskFound::default());
            return;
        }
        spawn_local(async move {
            pause(WAIT).await;
            if turn.try_get_value() != Some(mine) {
                return;
            }
            // Without an answer the pages can still be chosen; nothing to say.
            let answer = desk_find(text).await.unwrap_or_default();
            if turn.try_get_value() == Some(mine) {
                found.set(answer);
                chosen.set(0);
            }
        });
    };
    let key = move |ev: KeyboardEvent| {
        let count = choices.with_untracked(Vec::len);
        match ev.key().as_str() {
            "ArrowDown" if count > 0 => {
                ev.prevent_default();
                chosen.update(|i| *i = (*i + 1) % count);
            }
            "ArrowUp" if count > 0 => {
                ev.prevent_default();
                chosen.update(|i| *i = (*i + count - 1) % count);
            }
            "Enter" => {
                ev.prevent_default();
                if let Some(choice) = choices.with_untracked(|c| c.get(chosen.get_untracked()).cloned()) {
                    take(choice);
                }
            }
            _ => {}
        }
    };
    // Every opening starts anew.
    let closed = move |_| {
        turn.update_value(|t| *t += 1);
        typed.set(String::new());
        found.set(DeskFound::default());
        chosen.set(0);
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
    };
    let option = move |i: usize, choice: Choice, first: bool| {
        let group = first.then(|| view! { <div class="group" role="presentation">{choice.group}</div> });
        let class = if choice.plate { "code" } else { "no" };
        let code =
            (!choice.code.is_empty()).then(|| view! { <span class=class>{choice.code.clone()}</span> " " });
        let keys = match choice.key {
            "" => ().into_any(),
            "?" => view! { <kbd>"?"</kbd> }.into_any(),
            second => view! { <kbd>"G"</kbd> " " <kbd>{second.to_uppercase()}</kbd> }.into_any(),
        };
        let (name, more) = (choice.name.clone(), choice.more.clone());
        view! {
            {group}
            <button
                type="button"
                role="option"
                id=format!("command-{i}")
                tabindex="-1"
                aria-selected=move || if chosen.get() == i { "true" } else { "false" }
                on:click=move |_| take(choice.clone())
            >
                <span>{code} {name}</span>
                <span class="muted">{more} {keys}</span>
            </button>
        }
    };
    // The chosen line is always in sight.
    Effect::new(move |_| {
        if let Some(line) = document().get_element_by_id(&format!("command-{}", chosen.get()))
            && dialog.get_untracked().is_some_and(|d| d.open())
        {
            line.scroll_into_view_with_bool(chosen.get_untracked() == 0);
        }
    });
    view! {
        <dialog class="dialog palette" aria-label=t.desk.commands node_ref=dialog on:close=closed>
            <form class="ask" method="dialog">
                <input
                    node_ref=input
                    placeholder=t.desk.palette_hint
                    aria-label=t.desk.palette_hint
                    role="combobox"
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls="commands"
                    aria-activedescendant=move || choices.with(|c| (!c.is_empty()).then(|| format!("command-{}", chosen.get())))
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    maxlength="200"
                    autofocus
                    on:input=move |ev| ask(event_target_value(&ev))
                    on:keydown=key
                />
            </form>
            <div class="options" id="commands" role="listbox" aria-label=t.desk.hits>
                {move || {
                    let list = choices.get();
                    let mut before = "";
                    list.into_iter()
                        .enumerate()
                        .map(|(i, choice)| {
                            let first = choice.group != before;
                            before = choice.group;
                            option(i, choice, first)
                        })
                        .collect_view()
                }}
            </div>
            <p class="vh" role="status">
                {move || match choices.with(Vec::len) {
                    _ if typed.with(String::is_empty) => String::new(),
                    0 => t.desk.find_none.to_owned(),
                    n => fill(t.desk.hits_count, &[&n.to_string()]),
                }}
            </p>
        </dialog>
    }
}

fn answers(found: &DeskFound, l: kontor_domain::Language) -> Vec<Choice> {
    let t = use_text();
    let mut list = Vec::new();
    let mut add = |group, href: String, code: &str, name: &str, more: String| {
        let (plate, code, name) = (group == t.desk.case, code.to_owned(), name.to_owned());
        list.push(Choice { group, href: Some(href), code, plate, name, more, key: "" });
    };
    for o in &found.orders {
        add(
            t.desk.case,
            format!("/desk/orders/{}", o.id),
            o.case.as_str(),
            &o.company_name,
            o.state.word(l).into(),
        );
    }
    for c in &found.companies {
        add(t.desk.customers, format!("/desk/customers/{}", c.id), &c.number, &c.name, c.city.clone());
    }
    for p in &found.parts {
        let href = Query::default().with("q", &p.number).with("open", p.key.as_str()).on("/desk/parts");
        add(t.desk.parts, href, &p.number, p.name.get(l), String::new());
    }
    list
}
