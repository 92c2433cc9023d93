//! One thing that is asked: its label, its control, what is wrong with it, and what another device filled in there.

use kontor_domain::format;
use kontor_domain::forms::{Aside, Element, ElementKind, Side};
use leptos::prelude::*;

use super::fields::{
    CheckField, ChoiceField, DateField, LineField, MachineField, NumberField, PartField, PhotosField,
    TableField, TextField, YesNoField,
};
use super::filling::Filling;
use super::slot::Slot;
use super::words::{in_words, with_unit};
use crate::text::{fill, use_language, use_text};

/// How an element looks around its control.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// A label that belongs to one field.
    Label,
    /// A legend over several.
    Legend,
    /// Words alone.
    Words,
}

const fn frame(kind: &ElementKind) -> Frame {
    match kind {
        ElementKind::Text { .. }
        | ElementKind::Number { .. }
        | ElementKind::Date
        | ElementKind::Part
        | ElementKind::Machine => Frame::Label,
        ElementKind::Choice { .. }
        | ElementKind::YesNo
        | ElementKind::Check
        | ElementKind::Photos { .. }
        | ElementKind::Table { .. } => Frame::Legend,
        ElementKind::Note | ElementKind::Calculated { .. } | ElementKind::Signature { .. } => Frame::Words,
    }
}

#[component]
pub(super) fn Asked(element: Element) -> impl IntoView {
    let (l, optional) = (use_language(), use_text().house.optional);
    let filling = Filling::of();
    let code = StoredValue::new(element.code.clone());
    let stands = Memo::new(move |_| code.with_value(|code| filling.element(code)));
    let needed = Signal::derive(move || stands.with(|s| s.as_ref().is_some_and(|s| s.needed)));
    let gone = move || stands.with(Option::is_none);
    let label = element.label.get(l).to_owned();
    let hint = element.hint.get(l).to_owned();
    let slot = Slot::of_element(filling, &element.code, &element.kind);
    let id = slot.id();
    let hinted = !hint.is_empty();
    let hint = hinted.then(|| view! { <p class="hint" id=format!("{id}-h")>{hint}</p> });
    // What has to be answered is the rule; what need not be says so.
    let optional =
        element.kind.asks().then_some(move || (!needed.get()).then(|| view! { <span>" " {optional}</span> }));
    let (around, body) = (frame(&element.kind), control(element, slot, stands, needed, hinted));
    let refused = move || {
        let words = stands.with(|s| s.as_ref().and_then(|s| s.refused.as_ref().map(|r| r.get(l).to_owned())));
        let told = code.with_value(|code| filling.tells(code));
        words.filter(|_| told).map(|words| view! { <p class="error">{words}</p> })
    };
    let asides = view! { <Asides code=code.get_value() /> };
    let anchor = format!("e-{}", code.get_value());
    match around {
        Frame::Label => view! {
            <div class="field form-element" id=anchor hidden=gone>
                <label for=id>{label} {optional}</label>
                {hint} {body} {refused} {asides}
            </div>
        }
        .into_any(),
        Frame::Legend => view! {
            <fieldset class="form-element" id=anchor hidden=gone>
                <legend>{label} {optional}</legend>
                {hint} {body} {refused} {asides}
            </fieldset>
        }
        .into_any(),
        Frame::Words => view! {
            <div class="form-element" id=anchor hidden=gone>
                <p class="like-label">{label}</p>
                {hint} {body} {refused}
            </div>
        }
        .into_any(),
    }
}

fn control(
    element: Element,
    slot: Slot,
    stands: Memo<Option<kontor_domain::forms::ElementStanding>>,
    needed: Signal<bool>,
    hint: bool,
) -> AnyView {
    let (l, t) = (use_language(), &use_text().forms);
    let label = element.label.get(l).to_owned();
    match element.kind {
        ElementKind::Note => ().into_any(),
        ElementKind::Text { long: false } => view! { <LineField at=slot hint needed /> }.into_any(),
        ElementKind::Text { long: true } => view! { <TextField at=slot hint needed /> }.into_any(),
        ElementKind::Number { unit, .. } => view! { <NumberField at=slot unit hint needed /> }.into_any(),
        ElementKind::Date => view! { <DateField at=slot hint needed /> }.into_any(),
        ElementKind::Choice { options, many } => view! { <ChoiceField at=slot options many /> }.into_any(),
        ElementKind::YesNo => view! { <YesNoField at=slot /> }.into_any(),
        ElementKind::Check => view! { <CheckField at=slot /> }.into_any(),
        ElementKind::Photos { most } => view! { <PhotosField at=slot most /> }.into_any(),
        ElementKind::Table { columns } => view! { <TableField at=slot columns label /> }.into_any(),
        ElementKind::Part => view! { <PartField at=slot label /> }.into_any(),
        ElementKind::Machine => view! { <MachineField at=slot hint needed /> }.into_any(),
        ElementKind::Calculated { unit, .. } => {
            let value = move || stands.with(|s| s.as_ref().and_then(|s| s.reckoned));
            view! {
                <output class="form-reckoned">
                    {move || value().map_or_else(|| "–".to_owned(), |number| with_unit(number, &unit, l))}
                </output>
            }
            .into_any()
        }
        ElementKind::Signature { side } => {
            let words = match side {
                Side::House => t.signs_house,
                Side::Customer => t.signs_customer,
            };
            view! { <p class="muted">{words}</p> }.into_any()
        }
    }
}

/// What another device filled in here: taken, or left.
#[component]
fn Asides(code: String) -> impl IntoView {
    let filling = Filling::of();
    let code = StoredValue::new(code);
    let mine = Memo::new(move |_| {
        filling.asides.with(|all| {
            code.with_value(|code| {
                all.iter().filter(|aside| aside.code == *code).cloned().collect::<Vec<_>>()
            })
        })
    });
    move || {
        let all = mine.get();
        all.into_iter().map(|aside| view! { <OneAside aside /> }).collect_view()
    }
}

#[component]
fn OneAside(aside: Aside) -> impl IntoView {
    let (l, t) = (use_language(), &use_text().forms);
    let filling = Filling::of();
    let kind = filling.definition(&aside.code).map(|element| element.kind);
    let words = match (&aside.answer, &kind) {
        (Some(answer), Some(kind)) => in_words(kind, answer, l),
        _ => t.aside_empty.to_owned(),
    };
    let about = fill(t.aside, &[&aside.who, &format::moment(aside.at, l)]);
    let (code, name) = (aside.code.clone(), format!("settle.{}", aside.code));
    let mine = aside;
    view! {
        <div class="note soon form-aside" role="status">
            <p>{about} " " <b>{words}</b></p>
            <div class="row">
                <button
                    class="quiet"
                    name=name.clone()
                    value="take"
                    on:click=move |ev| {
                        ev.prevent_default();
                        filling.take(&mine);
                    }
                >
                    {t.aside_take}
                </button>
                <button
                    class="plain"
                    name=name
                    value="leave"
                    on:click=move |ev| {
                        ev.prevent_default();
                        filling.leave(&code);
                    }
                >
                    {t.aside_leave}
                </button>
            </div>
        </div>
    }
}
