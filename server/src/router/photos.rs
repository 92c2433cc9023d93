//! Photos of returns: the form that carries one, and the pictures themselves, for who may see the return.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use http::{HeaderValue, header};
use kontor_domain::accounts::Actor;
use kontor_domain::returns::MAX_PHOTO_BYTES;
use kontor_domain::{Error, Problem, ReturnId};
use kontor_service::fault::internal;
use kontor_service::returns;

use super::asker::Asker;
use super::state::AppState;

/// A phone's picture that is too large is read to its end, so that the browser hears the answer; but no more than this.
const PATIENCE: usize = 64 << 20;

pub fn routes() -> Router<AppState> {
    // The limit is counted while reading, see `receive`.
    Router::new()
        .route("/returns/{id}/photos", post(add))
        .route("/returns/{id}/photos/{hash}", get(show))
        .layer(DefaultBodyLimit::disable())
}

/// Takes the field `photo` and leads back to the return's page, which says what was wrong with it.
async fn add(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    form: Multipart,
) -> Response {
    let id = ReturnId(id);
    let page = format!("/returns/{id}");
    let why = match take(&state, &actor, &id, form).await {
        Ok(()) => return Redirect::to(&format!("{page}#photos")).into_response(),
        Err(Error::Unauthenticated) => return Redirect::to(&format!("/sign-in?next={page}")).into_response(),
        Err(Error::Invalid { fields }) => match fields.first().map(|f| &f.problem) {
            Some(Problem::FileTooLarge { .. }) => "large",
            Some(Problem::TooManyPhotos { .. }) => "many",
            Some(Problem::Required) => "empty",
            _ => "none",
        },
        Err(error) => return Asker::person(actor.language).refuse(error),
    };
    Redirect::to(&format!("{page}?refused={why}#photos")).into_response()
}

async fn take(state: &AppState, actor: &Actor, id: &ReturnId, form: Multipart) -> Result<(), Error> {
    returns::may_add_photo(&state.kontor, actor, id).await?;
    let bytes = receive(form).await?;
    returns::add_photo(&state.kontor, actor, id, &bytes).await
}

/// The first photo of the form; one byte more than allowed of what is too large.
async fn receive(mut form: Multipart) -> Result<Vec<u8>, Error> {
    let broken = |_| Error::invalid("photo", Problem::BadSyntax);
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("photo") {
            continue;
        }
        let (mut bytes, mut size) = (Vec::new(), 0_usize);
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            size += chunk.len();
            let room = (MAX_PHOTO_BYTES + 1).saturating_sub(bytes.len()).min(chunk.len());
            bytes.extend_from_slice(&chunk[..room]);
            if size > PATIENCE {
                break;
            }
        }
        return Ok(bytes);
    }
    Err(Error::invalid("photo", Problem::Required))
}

async fn show(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path((id, hash)): Path<(String, String)>,
) -> Response {
    let found = async {
        let (kind, path) = returns::photo(&state.kontor, &actor, &ReturnId(id), &hash).await?;
        let bytes = tokio::fs::read(path).await.map_err(|e| internal(&e))?;
        Ok((kind, bytes))
    };
    match found.await {
        Ok((kind, bytes)) => {
            ([(header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type()))], bytes).into_response()
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}
