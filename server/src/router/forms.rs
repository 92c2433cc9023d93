//! Forms for people: what a browser without a script sends, with its photos; photos as a browser that is awake sends them; and the pictures,
//! for who may see the form.

use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Extension, Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::StreamExt as _;
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use kontor_app::forms::{PLAIN, PlainRefusal, path_of, save_plain};
use kontor_app::ui::Query as Typed;
use kontor_domain::accounts::{Actor, Who};
use kontor_domain::photos::MAX_PHOTO_BYTES;
use kontor_domain::{Error, FormId, Problem};
use kontor_service::forms;

use super::asker::Asker;
use super::plain::{fresh, refuse};
use super::state::AppState;

/// What a phone sends that is too large is read to its end, so that the browser hears the answer; but no more than this.
const PATIENCE: usize = 64 << 20;
/// A whole form with its photos as the phone took them: what stands behind too many of them is read all the same.
const FORM_PATIENCE: usize = 512 << 20;
/// Fields of a form, and bytes of them together: answers are limited to less than that.
const MAX_FIELDS: usize = 12_000;
const MAX_TEXT: usize = 1 << 20;
/// Photos of one sending.
const MAX_SENT: u32 = 12;

pub fn routes() -> Router<AppState> {
    // The limits are counted while reading.
    Router::new()
        .route("/forms/{id}/save", post(save))
        .route("/forms/{id}/photos", post(add_photo))
        .route("/forms/{id}/photos/{hash}", get(photo))
        .layer(DefaultBodyLimit::disable())
}

/// Takes the fields of [`save_plain`], and leads back to the form.
async fn save(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    asked: Parts,
    form: Multipart,
) -> Response {
    let id = FormId(id);
    let page = path_of(&id, at_desk(&actor, &asked));
    let done = async {
        fresh(&asked)?;
        // Nobody who may not fills memory.
        forms::form(&state.kontor, &actor, &id).await?;
        let Received { fields, photos, left } = received(form).await?;
        save_plain(&state.kontor, &actor, &id, &fields, photos).await?;
        match left {
            false => Ok(()),
            true => {
                let error = Error::invalid("photo", Problem::TooManyPhotos { max: MAX_SENT });
                Err(PlainRefusal::from(error))
            }
        }
    };
    match done.await {
        Ok(()) => Redirect::to(&format!("{page}?done=saved")).into_response(),
        Err(PlainRefusal { error, typed }) => refuse(&state, &actor, &asked, PLAIN, &page, error, &typed),
    }
}

/// On which side somebody fills it in. Whose session is over is known by the page they come from.
fn at_desk(actor: &Actor, asked: &Parts) -> bool {
    let from = asked.headers.get(header::REFERER).and_then(|from| from.to_str().ok());
    match actor.who {
        Who::Anonymous => from.is_some_and(|from| from.contains("/desk/forms/")),
        _ => actor.company().is_none(),
    }
}

/// A form as a browser sends it.
struct Received {
    fields: Typed,
    /// Code of the element, and bytes; one byte more than allowed of what is too large.
    photos: Vec<(String, Vec<u8>)>,
    /// There were more photos, which were not kept.
    left: bool,
}

async fn received(mut form: Multipart) -> Result<Received, Error> {
    let broken = |_| Error::invalid("form", Problem::BadSyntax);
    let (mut fields, mut photos, mut left) = (Typed::default(), Vec::new(), false);
    let (mut count, mut size, mut read) = (0, 0, 0);
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(code) = name.strip_prefix("photo.") {
            let full = photos.len() >= MAX_SENT as usize;
            let bytes = bytes(&mut field, if full { 1 } else { MAX_PHOTO_BYTES + 1 }, &mut read).await?;
            match bytes.is_empty() {
                true => {}
                false if full => left = true,
                false => photos.push((code.to_owned(), bytes)),
            }
            continue;
        }
        let text = bytes(&mut field, MAX_TEXT, &mut read).await?;
        (count, size) = (count + 1, size + text.len());
        if count > MAX_FIELDS || size > MAX_TEXT {
            return Err(Error::conflict(Problem::FormTooLarge));
        }
        fields.add(
            &name,
            &String::from_utf8(text).map_err(|_| Error::invalid(name.as_str(), Problem::BadSyntax))?,
        );
    }
    Ok(Received { fields, photos, left })
}

/// At most so many bytes of a field; the rest is heard and dropped.
async fn bytes(field: &mut Field<'_>, most: usize, read: &mut usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.next().await {
        let piece = piece.map_err(|_| Error::invalid("form", Problem::BadSyntax))?;
        *read += piece.len();
        if *read > FORM_PATIENCE {
            return Err(Error::conflict(Problem::FormTooLarge));
        }
        let room = most.saturating_sub(bytes.len()).min(piece.len());
        bytes.extend_from_slice(&piece[..room]);
    }
    Ok(bytes)
}

/// Takes the bytes of one photo, and answers by what it is named in an answer from now on.
async fn add_photo(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    asked: Parts,
    body: Body,
) -> Response {
    let id = FormId(id);
    let added = async {
        fresh(&asked)?;
        forms::may_add_form_photo(&state.kontor, &actor, &id).await?;
        let bytes = taken(body).await?;
        forms::add_form_photo(&state.kontor, &actor, &id, &bytes).await
    };
    match added.await {
        Ok(photo) => Json(photo).into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, Json(error)).into_response()
        }
    }
}

/// One byte more than allowed of what is too large.
async fn taken(body: Body) -> Result<Vec<u8>, Error> {
    let (mut pieces, mut bytes, mut read) = (body.into_data_stream(), Vec::new(), 0);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Error::invalid("photo", Problem::BadSyntax))?;
        read += piece.len();
        if read > PATIENCE {
            break;
        }
        let room = (MAX_PHOTO_BYTES + 1).saturating_sub(bytes.len()).min(piece.len());
        bytes.extend_from_slice(&piece[..room]);
    }
    Ok(bytes)
}

async fn photo(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path((id, hash)): Path<(String, String)>,
) -> Response {
    match forms::form_photo(&state.kontor, &actor, &FormId(id), &hash).await {
        Ok((photo, bytes)) => {
            let kind = HeaderValue::from_static(photo.kind.media_type());
            ([(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}
