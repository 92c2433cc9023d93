//! Photos of returns and requests: the form that carries one, and the pictures themselves, for who may see what they are of.

use std::path::PathBuf;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use http::{HeaderValue, header};
use kontor_domain::accounts::Actor;
use kontor_domain::photos::{MAX_PHOTO_BYTES, PhotoKind};
use kontor_domain::{Error, Problem, QuoteId, ReturnId};
use kontor_service::fault::internal;
use kontor_service::{quotes, returns};

use super::asker::Asker;
use super::state::AppState;

/// A phone's picture that is too large is read to its end, so that the browser hears the answer; but no more than this.
const PATIENCE: usize = 64 << 20;

/// What photos are of.
enum Of {
    Return(ReturnId),
    Request(QuoteId),
}

impl Of {
    fn page(&self) -> String {
        match self {
            Self::Return(id) => format!("/returns/{id}"),
            Self::Request(id) => format!("/offers/{id}"),
        }
    }

    /// Nobody without the right fills memory or disk.
    async fn take(&self, state: &AppState, actor: &Actor, form: Multipart) -> Result<(), Error> {
        let kontor = &state.kontor;
        match self {
            Self::Return(id) => {
                returns::may_add_photo(kontor, actor, id).await?;
                returns::add_photo(kontor, actor, id, &receive(form).await?).await
            }
            Self::Request(id) => {
                quotes::may_add_photo(kontor, actor, id).await?;
                quotes::add_photo(kontor, actor, id, &receive(form).await?).await
            }
        }
    }
}

pub fn routes() -> Router<AppState> {
    // The limit is counted while reading, see `receive`.
    Router::new()
        .route("/returns/{id}/photos", post(to_return))
        .route("/returns/{id}/photos/{hash}", get(of_return))
        .route("/offers/{id}/photos", post(to_request))
        .route("/offers/{id}/photos/{hash}", get(of_request))
        .layer(DefaultBodyLimit::disable())
}

async fn to_return(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    form: Multipart,
) -> Response {
    add(&state, &actor, &Of::Return(ReturnId(id)), form).await
}

async fn to_request(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    form: Multipart,
) -> Response {
    add(&state, &actor, &Of::Request(QuoteId(id)), form).await
}

/// Takes the field `photo` and leads back to the page of what it is of, which says what was wrong with it.
async fn add(state: &AppState, actor: &Actor, of: &Of, form: Multipart) -> Response {
    let page = of.page();
    let why = match of.take(state, actor, form).await {
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

async fn of_return(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path((id, hash)): Path<(String, String)>,
) -> Response {
    show(&actor, returns::photo(&state.kontor, &actor, &ReturnId(id), &hash).await).await
}

async fn of_request(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path((id, hash)): Path<(String, String)>,
) -> Response {
    show(&actor, quotes::photo(&state.kontor, &actor, &QuoteId(id), &hash).await).await
}

async fn show(actor: &Actor, found: Result<(PhotoKind, PathBuf), Error>) -> Response {
    let read = async {
        let (kind, path) = found?;
        let bytes = tokio::fs::read(path).await.map_err(|e| internal(&e))?;
        Ok((kind, bytes))
    };
    match read.await {
        Ok((kind, bytes)) => {
            ([(header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type()))], bytes).into_response()
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}
