//! The form as it is filled in: its sections as steps, one after the other on a phone; without a script all below each other with one
//! button.

use kontor_domain::forms::Section;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::element::Asked;
use super::filling::{Filling, LAST, Saving};
use crate::text::{fill, use_language, use_text};
use crate::ui::focus;

/// All sections, and the way through them.
#[component]
pub(super) fn Sheet(
    /// What stands behind the sections: checking, and asking people to sign.
    #[prop(into)]
    last: ViewFn,
    /// Without a script a button sends it.
    #[prop(default = true)]
    plain: bool,
) -> impl IntoView {
    let filling = Filling::of();
    let sections = filling.template.with_value(|template| template.sections.clone());
    let sections = sections.into_iter().map(|section| view! { <OneSection section /> }).collect_view();
    let at_end = Memo::new(move |_| filling.awake.get() && filling.step.with(|step| step == LAST));
    view! {
        <Steps />
        {sections}
        {move || at_end.get().then(|| last.run())}
        <Onward plain />
    }
}

/// The sections that are shown now, as steps: code and name.
fn steps(filling: Filling) -> Vec<(String, String)> {
    let l = filling.language;
    filling.standing.with(|standing| {
        filling.template.with_value(|template| {
            let shown = |code: &str| standing.sections.iter().any(|section| section.code == code);
            let sections = template.sections.iter().filter(|section| shown(&section.code));
            sections.map(|section| (section.code.clone(), section.title.get(l).to_owned())).collect()
        })
    })
}

/// Which step is shown: of those there are, counted from 0. One that is gone leads to the first.
fn current(filling: Filling, steps: &[(String, String)]) -> usize {
    filling.step.with(|step| match step.as_str() {
        LAST => steps.len(),
        code => steps.iter().position(|(of, _)| of == code).unwrap_or_default(),
    })
}

/// Shows a step from its beginning.
pub(super) fn go(filling: Filling, step: &str) {
    filling.step.set(step.to_owned());
    let id = if step == LAST { "form-end".to_owned() } else { format!("s-{step}") };
    request_animation_frame(move || {
        focus(&id);
        if let Some(element) = document().get_element_by_id(&id) {
            element.scroll_into_view();
        }
    });
}

#[component]
fn Steps() -> impl IntoView {
    let t = &use_text().forms;
    let filling = Filling::of();
    let all = Memo::new(move |_| steps(filling));
    let now = Memo::new(move |_| all.with(|all| current(filling, all)));
    let progress = Memo::new(move |_| filling.standing.with(|s| (s.done, s.wanted)));
    let words = move || {
        let (done, wanted) = progress.get();
        fill(t.progress, &[&done.to_string(), &wanted.to_string()])
    };
    let link = move |(i, (code, name)): (usize, (String, String))| {
        let target = code.clone();
        view! {
            <li>
                <a
                    href=format!("#s-{code}")
                    aria-current=move || (now.get() == i).then_some("step")
                    on:click=move |ev| {
                        ev.prevent_default();
                        go(filling, &target);
                    }
                >
                    {name}
                </a>
            </li>
        }
    };
    view! {
        <div class="form-progress no-print">
            <div class="row ends">
                <span role="status">{words}</span>
                <SavedState />
            </div>
            <progress
                value=move || progress.get().0.to_string()
                max=move || progress.get().1.max(1).to_string()
                aria-label=t.progress_label
            ></progress>
            <details class="form-steps">
                <summary>
                    {move || {
                        let (now, all) = (now.get(), all.get());
                        match all.get(now) {
                            Some((_, name)) => {
                                fill(t.step, &[&(now + 1).to_string(), &all.len().to_string(), name])
                            }
                            None => t.last_step.to_owned(),
                        }
                    }}
                </summary>
                <ol>
                    {move || all.get().into_iter().enumerate().map(link).collect_view()}
                    <li hidden=move || !filling.awake.get()>
                        <a
                            href="#form-end"
                            aria-current=move || (now.get() == all.with(Vec::len)).then_some("step")
                            on:click=move |ev| {
                                ev.prevent_default();
                                go(filling, LAST);
                            }
                        >
                            {t.last_step}
                        </a>
                    </li>
                </ol>
            </details>
        </div>
    }
}

/// Whether it is saved, calmly.
#[component]
fn SavedState() -> impl IntoView {
    let (l, t) = (use_language(), &use_text().forms);
    let filling = Filling::of();
    let words = move || match (filling.saving.get(), filling.unkept.get()) {
        (Saving::Saved, _) => match filling.saved_at.get() {
            at if at.is_empty() => String::new(),
            at => fill(t.saved, &[&at]),
        },
        (Saving::Busy, _) => t.saving.to_owned(),
        (_, true) => t.unkept.to_owned(),
        (Saving::Offline, _) => t.offline.to_owned(),
        (Saving::SignedOut, _) => t.signed_out.to_owned(),
        (Saving::Refused, _) => t.refused.to_owned(),
    };
    let tone = move || match filling.saving.get() {
        Saving::Saved => "good",
        Saving::Busy => "",
        Saving::Offline | Saving::SignedOut => "soon",
        Saving::Refused => "bad",
    };
    let waits = move || filling.photos.with(Vec::len);
    view! {
        <span class=move || format!("state form-saved {}", tone()) role="status" hidden=move || words().is_empty()>
            {words}
            {move || (waits() > 0).then(|| fill(t.photos_wait, &[&waits().to_string()]))}
        </span>
        {move || {
            (filling.saving.get() == Saving::SignedOut)
                .then(|| {
                    // Beside this page: what is on this device stays as it is.
                    view! { <a class="quiet" href="/sign-in" target="_blank" rel="opener">{t.sign_in_again}</a> }
                })
        }}
        {move || {
            matches!(filling.saving.get(), Saving::Offline | Saving::SignedOut | Saving::Refused)
                .then(|| {
                    view! {
                        <button type="button" class="plain" on:click=move |_| filling.send()>
                            {use_text().house.again}
                        </button>
                    }
                })
        }}
        {move || {
            filling.refusal.get().map(|error| view! { <p class="error" role="alert">{error.text(l)}</p> })
        }}
    }
}

#[component]
fn OneSection(section: Section) -> impl IntoView {
    let l = use_language();
    let filling = Filling::of();
    let code = StoredValue::new(section.code.clone());
    let shown = Memo::new(move |_| {
        let all = steps(filling);
        let Some(at) = code.with_value(|code| all.iter().position(|(of, _)| of == code)) else {
            return false;
        };
        !filling.awake.get() || current(filling, &all) == at
    });
    let elements = section.elements.into_iter().map(|element| view! { <Asked element /> }).collect_view();
    view! {
        <section class="chapter form-section" id=format!("s-{}", section.code) tabindex="-1" hidden=move || !shown.get()>
            <h2>{section.title.get(l).to_owned()}</h2>
            {elements}
        </section>
    }
}

/// To the step before and the next one; without a script the button that saves.
#[component]
fn Onward(plain: bool) -> impl IntoView {
    let t = &use_text().forms;
    let filling = Filling::of();
    let all = Memo::new(move |_| steps(filling));
    let now = Memo::new(move |_| all.with(|all| current(filling, all)));
    let back = move |_: MouseEvent| {
        let before = now.get_untracked().checked_sub(1);
        if let Some((code, _)) = before.and_then(|at| all.with_untracked(|all| all.get(at).cloned())) {
            go(filling, &code);
        }
    };
    let on = move |_: MouseEvent| {
        let next = all.with_untracked(|all| all.get(now.get_untracked() + 1).cloned());
        go(filling, &next.map_or_else(|| LAST.to_owned(), |(code, _)| code));
    };
    let at_end = move || now.get() >= all.with(Vec::len);
    let next_name = move || {
        let next = all.with(|all| all.get(now.get() + 1).map(|(_, name)| name.clone()));
        fill(t.next, &[&next.unwrap_or_else(|| t.last_step.to_owned())])
    };
    view! {
        <div class="form-bar no-print">
            {move || {
                if !filling.awake.get() {
                    let save = plain.then(|| view! { <button class="act wide">{t.save}</button> });
                    return save.into_any();
                }
                view! {
                    <button type="button" class="quiet" disabled=move || now.get() == 0 on:click=back>
                        {t.back}
                    </button>
                    <button type="button" class="act" hidden=at_end on:click=on>
                        {next_name}
                    </button>
                }
                    .into_any()
            }}
        </div>
    }
}
