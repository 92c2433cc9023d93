//! Photos in the browser: made smaller before they leave the phone, kept in its cache until the network is there, sent one by one.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Date, Promise, Reflect};
use kontor_domain::forms::{Answer, ElementKind, Mark};
use kontor_domain::photos::Photo;
use kontor_domain::{Error, FormId, Problem};
use leptos::prelude::*;
use leptos::serde_json;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::{
    Blob, Cache, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap, Request, RequestInit,
    Response,
};
use wasm_bindgen_futures::JsFuture;

use super::kept::Waiting;
use crate::ui::{FORM_CACHES, Query, acting_mark, caches};

/// The longer side of what is sent, and of the small picture on the page, in pixels.
const LONGEST: f64 = 2_000.0;
const SMALL: f64 = 240.0;
const PHOTOS: &str = FORM_CACHES[2];

thread_local! {
    /// Photos of this page, whether the browser keeps them beyond it or not.
    static HERE: RefCell<HashMap<String, Blob>> = RefCell::new(HashMap::new());
}

/// `14:32`, by the device's clock: the person compares it with their own.
pub(super) fn time_of_day() -> String {
    let now = Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}

/// A photo that was chosen or taken, ready to wait. What the browser cannot draw (some phones' own format) is sent as it is.
pub(super) async fn prepare(form: Option<&FormId>, element: &str, file: File) -> Waiting {
    let key = format!("{}-{}", Date::now(), js_sys::Math::random()).replace('.', "");
    let (blob, small) = match smaller(&file).await {
        Ok((blob, small)) => (blob, small),
        Err(_) => (file.unchecked_into::<Blob>(), String::new()),
    };
    if let Some(form) = form {
        let _ = keep(form, &key, &blob).await;
    }
    HERE.with_borrow_mut(|here| here.insert(key.clone(), blob));
    Waiting { key, element: element.to_owned(), small }
}

async fn smaller(file: &File) -> Result<(Blob, String), JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.dyn_into()?;
    let large = drawn(&bitmap, LONGEST)?;
    let quality = JsValue::from_f64(0.85);
    let mut refused = None;
    let made = Promise::new(&mut |resolve, _| {
        refused = large.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &quality).err();
    });
    if let Some(refused) = refused {
        return Err(refused);
    }
    let blob: Blob = JsFuture::from(made).await?.dyn_into()?;
    let small = drawn(&bitmap, SMALL)?;
    let small = small.to_data_url_with_type_and_encoder_options("image/jpeg", &JsValue::from_f64(0.6))?;
    bitmap.close();
    Ok((blob, small))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides of a picture are whole, not negative, and at most 2000"
)]
fn drawn(bitmap: &ImageBitmap, longest: f64) -> Result<HtmlCanvasElement, JsValue> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (longest / width.max(height).max(1.0)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    Ok(canvas)
}

/// By what the browser's cache knows a photo that waits; no server answers under this address.
fn waiting_path(form: &FormId, key: &str) -> String {
    format!("/forms/{form}/photos/waiting/{key}")
}

async fn cache() -> Option<Cache> {
    JsFuture::from(caches()?.open(PHOTOS)).await.ok()?.dyn_into().ok()
}

async fn keep(form: &FormId, key: &str, blob: &Blob) -> Result<(), JsValue> {
    let Some(cache) = cache().await else { return Ok(()) };
    let response = Response::new_with_opt_blob(Some(blob))?;
    JsFuture::from(cache.put_with_str(&waiting_path(form, key), &response)).await?;
    Ok(())
}

async fn kept(form: &FormId, key: &str) -> Option<Blob> {
    if let Some(blob) = HERE.with_borrow(|here| here.get(key).cloned()) {
        return Some(blob);
    }
    let found = JsFuture::from(cache().await?.match_with_str(&waiting_path(form, key))).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()
}

/// Its photo is at the server, or nobody wants it any more.
pub(super) fn forget_waiting(form: &FormId, key: &str) {
    HERE.with_borrow_mut(|here| here.remove(key));
    let path = waiting_path(form, key);
    leptos::task::spawn_local(async move {
        if let Some(cache) = cache().await {
            let _ = JsFuture::from(cache.delete_with_str(&path)).await;
        }
    });
}

/// Sends a photo that waits.
pub(super) async fn send_waiting(form: &FormId, key: &str) -> Result<Photo, Error> {
    // The browser has thrown it away: nothing to send any more.
    let blob = kept(form, key).await.ok_or(Error::conflict(Problem::FileGone))?;
    let (status, text) = post(form, &blob).await.map_err(|_| Error::Unavailable)?;
    match status {
        200 => serde_json::from_str(&text).map_err(|_| Error::Unavailable),
        401 => Err(Error::Unauthenticated),
        _ => Err(serde_json::from_str(&text).unwrap_or(Error::Unavailable)),
    }
}

async fn post(form: &FormId, blob: &Blob) -> Result<(u16, String), JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(blob);
    let path = Query::default().with("acting", &acting_mark().unwrap_or_default());
    let request = Request::new_with_str_and_init(&path.on(&format!("/forms/{form}/photos")), &init)?;
    request.headers().set("accept", "application/json")?;
    request.headers().set("content-type", "application/octet-stream")?;
    let response: Response = JsFuture::from(window().fetch_with_request(&request)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

/// The answer with one photo more.
pub(super) fn with_photo(kind: &ElementKind, answer: Option<Answer>, photo: Photo) -> Option<Answer> {
    let added = |mut photos: Vec<Photo>| {
        if !photos.contains(&photo) {
            photos.push(photo.clone());
        }
        photos
    };
    match (kind, answer) {
        (ElementKind::Photos { .. }, Some(Answer::Photos(photos))) => Some(Answer::Photos(added(photos))),
        (ElementKind::Photos { .. }, None) => Some(Answer::Photos(added(Vec::new()))),
        (ElementKind::Check, Some(Answer::Check { mark, comment, photos })) => {
            Some(Answer::Check { mark, comment, photos: added(photos) })
        }
        (ElementKind::Check, None) => Some(Answer::Check {
            mark: Mark::NotAcceptable,
            comment: String::new(),
            photos: added(Vec::new()),
        }),
        (_, answer) => answer,
    }
}

/// The answer without this photo.
pub(super) fn without_photo(answer: Option<Answer>, hash: &str) -> Option<Answer> {
    let rest = |photos: Vec<Photo>| photos.into_iter().filter(|photo| photo.hash != hash).collect::<Vec<_>>();
    match answer {
        Some(Answer::Photos(photos)) => Some(rest(photos)).filter(|p| !p.is_empty()).map(Answer::Photos),
        Some(Answer::Check { mark, comment, photos }) => {
            Some(Answer::Check { mark, comment, photos: rest(photos) })
        }
        answer => answer,
    }
}

/// The browser has this.
pub(super) fn has(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &name.into()).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use kontor_domain::photos::PhotoKind;

    use super::*;

    fn photo(hash: &str) -> Photo {
        Photo { hash: hash.into(), kind: PhotoKind::Jpeg }
    }

    #[test]
    fn a_photo_comes_to_its_answer_once_and_goes_again() {
        let kind = ElementKind::Photos { most: 4 };
        let one = with_photo(&kind, None, photo("a"));
        assert_eq!(one, Some(Answer::Photos(vec![photo("a")])));
        assert_eq!(with_photo(&kind, one.clone(), photo("a")), one);
        let two = with_photo(&kind, one, photo("b"));
        assert_eq!(without_photo(two, "a"), Some(Answer::Photos(vec![photo("b")])));
        assert_eq!(without_photo(Some(Answer::Photos(vec![photo("b")])), "b"), None);
        let check = with_photo(&ElementKind::Check, None, photo("a"));
        let Some(Answer::Check { mark, photos, .. }) = check else { panic!("a check") };
        assert_eq!((mark, photos.len()), (Mark::NotAcceptable, 1));
    }
}
