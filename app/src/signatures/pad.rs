//! The place to sign: drawn with finger, pen or mouse, or typed. Without scripts there is only the field for a name.
//!
//! Strokes are vectors in units of the drawing, so that turning the phone or another width loses nothing; what is shown is made by the same
//! rule as on the document ([`Drawing::pieces`]).

use kontor_domain::signatures::{Drawing, Piece, Point, Stroke};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{self, PointerEvent};

use crate::text::{use_language, use_text};
use crate::ui::{Sending, field_error};

/// The paper is 1,000 units wide and so high.
const HEIGHT: u16 = 400;
/// Of pressure, where the device knows none.
const NO_PRESSURE: u8 = 128;

/// What is written, while it is.
#[derive(Clone, Copy)]
pub(super) struct Pad {
    drawing: RwSignal<Drawing>,
    /// The finger or pen that draws now: a palm beside it draws nothing.
    pointer: StoredValue<Option<i32>>,
    /// When the first point was made.
    start: StoredValue<Option<f64>>,
    /// Scripts are there.
    awake: RwSignal<bool>,
    typing: RwSignal<bool>,
}

impl Pad {
    pub fn new() -> Self {
        Self {
            drawing: RwSignal::new(Drawing { height: HEIGHT, strokes: Vec::new() }),
            pointer: StoredValue::new(None),
            start: StoredValue::new(None),
            awake: RwSignal::new(false),
            typing: RwSignal::new(false),
        }
    }

    /// As a form sends it; empty for a typed name.
    pub fn sent(self) -> String {
        if self.typing.get_untracked() || !self.awake.get_untracked() {
            return String::new();
        }
        self.drawing.with_untracked(Drawing::canonical)
    }

    fn down(self, ev: &PointerEvent) {
        if self.pointer.get_value().is_some() || ev.button() != 0 {
            return;
        }
        ev.prevent_default();
        self.pointer.set_value(Some(ev.pointer_id()));
        if let Some(paper) = paper(ev) {
            // Also beside the paper the line belongs to it.
            let _ = paper.set_pointer_capture(ev.pointer_id());
        }
        self.drawing.update(|drawing| drawing.strokes.push(Stroke::default()));
        self.add(ev, ev);
    }

    fn moved(self, ev: &PointerEvent) {
        if self.pointer.get_value() != Some(ev.pointer_id()) {
            return;
        }
        ev.prevent_default();
        // All that happened since the last picture: fast strokes stay round.
        let all = ev.get_coalesced_events();
        if all.length() == 0 {
            self.add(ev, ev);
        }
        for one in all.iter().filter_map(|one| one.dyn_into::<PointerEvent>().ok()) {
            self.add(ev, &one);
        }
    }

    fn up(self, ev: &PointerEvent) {
        if self.pointer.get_value() == Some(ev.pointer_id()) {
            self.pointer.set_value(None);
        }
    }

    /// The paper goes away, maybe under a finger whose lifting nobody will hear of.
    fn lift(self) {
        self.pointer.set_value(None);
    }

    /// `ev` knows the paper; the ones it is made of do not.
    fn add(self, ev: &PointerEvent, one: &PointerEvent) {
        let Some(paper) = paper(ev) else { return };
        let at = paper.get_bounding_client_rect();
        if at.width() <= 0.0 || at.height() <= 0.0 {
            return;
        }
        let start = self.start.get_value().unwrap_or_else(|| one.time_stamp());
        self.start.set_value(Some(start));
        let across = (f64::from(one.client_x()) - at.left()) / at.width() * f64::from(Drawing::WIDTH);
        let down = (f64::from(one.client_y()) - at.top()) / at.height() * f64::from(HEIGHT);
        let knows = one.pointer_type() == "pen" && one.pressure() > 0.0;
        let point = Point {
            x: unit(across, Drawing::WIDTH),
            y: unit(down, HEIGHT),
            pressure: if knows { pressure(one.pressure()) } else { NO_PRESSURE },
            ms: milliseconds(one.time_stamp() - start),
        };
        self.drawing.update(|drawing| drawing.add(point));
    }

    fn undo(self) {
        self.drawing.update(|drawing| {
            drawing.strokes.pop();
        });
    }

    fn clear(self) {
        self.drawing.update(|drawing| drawing.strokes.clear());
        self.start.set_value(None);
    }
}

fn paper(ev: &PointerEvent) -> Option<web_sys::Element> {
    ev.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and what fits before"
)]
fn unit(value: f64, most: u16) -> u16 {
    value.round().clamp(0.0, f64::from(most)) as u16
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and what fits before"
)]
fn pressure(value: f32) -> u8 {
    (value * 255.0).round().clamp(1.0, 255.0) as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and what fits before"
)]
fn milliseconds(value: f64) -> u32 {
    value.round().clamp(0.0, f64::from(u32::MAX)) as u32
}

/// The field in a form: `name` is who signs, `id` makes its ids differ.
#[component]
pub(super) fn PadField(pad: Pad, form: Sending, name: String, id: String) -> impl IntoView {
    let t = &use_text().signatures;
    let l = use_language();
    let error = field_error(form, "written");
    // Only once the field itself is there as the server drew it.
    Effect::new(move |_| pad.awake.set(true));
    pad.lift();
    let drawn = move || pad.awake.get() && !pad.typing.get();
    let empty = move || pad.drawing.with(|drawing| drawing.strokes.is_empty());
    // What is wrong is known before anything is sent, once something was drawn.
    let small = move || {
        pad.drawing.with(|d| if d.strokes.is_empty() { None } else { d.check().err().map(|p| p.text(l)) })
    };
    let pieces = move || pad.drawing.with(Drawing::pieces);
    let hint = format!("{id}-h");
    view! {
        <div class="field full sign-pad">
            <Show when=move || pad.awake.get()>
                <div class="row" role="group" aria-label=t.way>
                    <button
                        type="button"
                        class="quiet"
                        aria-pressed=move || (!pad.typing.get()).to_string()
                        on:click=move |_| pad.typing.set(false)
                    >
                        {t.draw}
                    </button>
                    <button
                        type="button"
                        class="quiet"
                        aria-pressed=move || pad.typing.get().to_string()
                        on:click=move |_| {
                            pad.lift();
                            pad.typing.set(true);
                        }
                    >
                        {t.type_name}
                    </button>
                </div>
            </Show>
            <Show when=drawn>
                <p class="hint" id=hint.clone()>{t.draw_hint}</p>
                <svg
                    class="sign-paper"
                    viewBox=format!("0 0 {} {HEIGHT}", Drawing::WIDTH)
                    role="img"
                    aria-label=t.paper
                    on:pointerdown=move |ev| pad.down(&ev)
                    on:pointermove=move |ev| pad.moved(&ev)
                    on:pointerup=move |ev| pad.up(&ev)
                    on:pointercancel=move |ev| pad.up(&ev)
                >
                    <path class="sign-line" d=format!("M60 {0}H940", HEIGHT - 80) />
                    {move || drawn_pieces(pieces())}
                </svg>
                <div class="row">
                    <button type="button" class="quiet" disabled=empty on:click=move |_| pad.undo()>
                        {t.undo}
                    </button>
                    <button type="button" class="quiet" disabled=empty on:click=move |_| pad.clear()>
                        {t.clear}
                    </button>
                </div>
                {move || small().map(|text| view! { <p class="error">{text}</p> })}
            </Show>
            <div hidden=drawn>
                <label for=id.clone()>{t.typed_name}</label>
                <input id=id.clone() name="name" type="text" autocomplete="name" maxlength="120" value=name />
            </div>
            {move || error.get().map(|text| view! { <p class="error" role="alert">{text}</p> })}
        </div>
    }
}

fn drawn_pieces(pieces: Vec<Piece>) -> impl IntoView {
    pieces
        .into_iter()
        .map(|piece| view! { <path class="sign-ink" d=piece.path stroke-width=piece.width.to_string() /> })
        .collect_view()
}

/// What somebody wrote, for looking at it.
#[component]
pub(super) fn Shown(written: kontor_domain::signatures::Written) -> impl IntoView {
    use kontor_domain::signatures::Written;
    let t = &use_text().signatures;
    match written {
        Written::Drawn { drawing } => {
            let view_box = format!("0 0 {} {}", Drawing::WIDTH, drawing.height);
            view! {
                <svg class="sign-shown" viewBox=view_box role="img" aria-label=t.drawn>
                    {drawn_pieces(drawing.pieces())}
                </svg>
            }
            .into_any()
        }
        Written::Typed { name } => view! { <p class="sign-typed">{name}</p> }.into_any(),
    }
}
