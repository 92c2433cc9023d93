//! The phone's camera as a scanner, where the browser can read barcodes itself (`BarcodeDetector`); elsewhere there is no
//! button (`docs/decisions/0017-quick-order.md`). Asked of the browser directly, by event handlers and effects only.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::{
    AudioContext, HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack,
};
use wasm_bindgen_futures::JsFuture;

use crate::text::use_text;
use crate::ui::pause;

const DETECTOR: &str = "BarcodeDetector";
/// Between two looks at the picture.
const LOOK: u32 = 200;
/// So many looks without a code make the same code count again.
const FORGET: u32 = 8;

#[component]
pub fn Camera(scanned: Callback<String>) -> impl IntoView {
    let t = use_text();
    let (there, on, refused) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let video = NodeRef::<Video>::new();
    Effect::new(move |_| there.set(supported()));
    // Leaving the page ends the loop, which stops the camera.
    on_cleanup(move || {
        on.try_set(false);
    });
    let press = move |_| {
        if on.get_untracked() {
            on.set(false);
            return;
        }
        refused.set(false);
        on.set(true);
        spawn_local(async move {
            // The element appears with the signal.
            pause(50).await;
            let Some(video) = video.get_untracked() else { return };
            if look(&video, on, scanned).await.is_err() {
                refused.try_set(true);
            }
            on.try_set(false);
        });
    };
    view! {
        <Show when=move || there.get()>
            <div class="actions">
                <button type="button" class="quiet" id="camera" aria-pressed=move || if on.get() { "true" } else { "false" } on:click=press>
                    {move || if on.get() { t.quick.camera_stop } else { t.quick.camera }}
                </button>
            </div>
            <Show when=move || on.get()>
                <video node_ref=video class="camera" muted playsinline aria-label=t.quick.camera_view></video>
            </Show>
            {move || refused.get().then(|| view! { <p class="error" role="alert">{t.quick.camera_refused}</p> })}
        </Show>
    }
}

/// Only pages over TLS (or on this machine) have cameras.
fn supported() -> bool {
    Reflect::has(&window(), &DETECTOR.into()).unwrap_or(false)
        && window().navigator().media_devices().is_ok_and(|devices| !devices.is_undefined())
}

/// Reads codes until `on` is false.
async fn look(
    video: &HtmlVideoElement,
    on: RwSignal<bool>,
    scanned: Callback<String>,
) -> Result<(), JsValue> {
    let constraints = MediaStreamConstraints::new();
    let facing = js_sys::Object::new();
    Reflect::set(&facing, &"facingMode".into(), &"environment".into())?;
    constraints.set_video(&facing);
    let devices = window().navigator().media_devices()?;
    let stream = JsFuture::from(devices.get_user_media_with_constraints(&constraints)?).await?;
    let stream: MediaStream = stream.unchecked_into();
    let result = read(video, &stream, on, scanned).await;
    video.set_src_object(None);
    for track in stream.get_tracks() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
    result
}

async fn read(
    video: &HtmlVideoElement,
    stream: &MediaStream,
    on: RwSignal<bool>,
    scanned: Callback<String>,
) -> Result<(), JsValue> {
    video.set_src_object(Some(stream));
    JsFuture::from(video.play()?).await?;
    let class: Function = Reflect::get(&window(), &DETECTOR.into())?.dyn_into()?;
    let detector = Reflect::construct(&class, &Array::new())?;
    let detect: Function = Reflect::get(&detector, &"detect".into())?.dyn_into()?;
    let (mut last, mut unseen) = (String::new(), 0);
    while on.try_get_untracked() == Some(true) {
        let promise = Promise::resolve(&detect.call1(&detector, video)?);
        // A frame that is not there yet is no failure.
        let codes = JsFuture::from(promise).await.unwrap_or_default();
        let first = Array::from(&codes).get(0);
        let code =
            Reflect::get(&first, &"rawValue".into()).ok().and_then(|v| v.as_string()).unwrap_or_default();
        if code.is_empty() {
            unseen += 1;
        } else {
            if code != last || unseen > FORGET {
                scanned.run(code.clone());
            }
            (last, unseen) = (code, 0);
        }
        pause(LOOK).await;
    }
    Ok(())
}

/// High for a part, low for a number that needs a look. Without sound the words on the page remain.
pub fn beep(good: bool) {
    let sound = || -> Result<AudioContext, JsValue> {
        let audio = AudioContext::new()?;
        let tone = audio.create_oscillator()?;
        tone.frequency().set_value(if good { 1_320.0 } else { 220.0 });
        tone.connect_with_audio_node(&audio.destination())?;
        tone.start()?;
        tone.stop_with_when(audio.current_time() + if good { 0.07 } else { 0.25 })?;
        Ok(audio)
    };
    if let Ok(audio) = sound() {
        spawn_local(async move {
            pause(400).await;
            if let Ok(closed) = audio.close() {
                let _ = JsFuture::from(closed).await;
            }
        });
    }
}
