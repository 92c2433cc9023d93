//! The form where everybody checks a document: the file is held while it is looked at, and never kept.

use axum::extract::{DefaultBodyLimit, Extension, Multipart, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use axum::{Router, extract::multipart::MultipartError};
use kontor_domain::accounts::Actor;
use kontor_domain::documents::too_large;
use kontor_domain::{Error, Problem};
use kontor_service::seals::{self, MAX_FILE};

use super::asker::Asker;
use super::client::ClientAddress;
use super::state::AppState;

const PAGE: &str = "/verify";
/// What is sent of a file that is too large is read up to here.
const PATIENCE: usize = 2 * MAX_FILE;

/// It is counted while it is read.
pub fn routes() -> Router<AppState> {
    Router::new().route(PAGE, post(check)).layer(DefaultBodyLimit::disable())
}

/// Takes `file`, and leads to the page with the answer.
async fn check(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Extension(address): Extension<ClientAddress>,
    form: Multipart,
) -> Response {
    match answered(&state, address, form).await {
        Ok(secret) => Redirect::to(&format!("{PAGE}?answer={secret}")).into_response(),
        Err(Error::RateLimited { .. }) => refused("busy"),
        Err(Error::Invalid { fields }) => refused(match fields.first().map(|f| &f.problem) {
            Some(Problem::FileTooLarge { .. }) => "large",
            Some(Problem::Required) => "empty",
            _ => "broken",
        }),
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}

/// Back to the form, which says why.
fn refused(why: &str) -> Response {
    Redirect::to(&format!("{PAGE}?refused={why}")).into_response()
}

async fn answered(state: &AppState, address: ClientAddress, mut form: Multipart) -> Result<String, Error> {
    let _turn = seals::begin_check(&state.kontor, &address.0.to_string())?;
    let broken = |_: MultipartError| Error::invalid("file", Problem::BadSyntax);
    let (mut file, mut sent) = (Vec::new(), 0_usize);
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        while let Some(piece) = field.chunk().await.map_err(broken)? {
            sent = sent.saturating_add(piece.len());
            // Who still sends does not hear the answer: what is too much is read on for a while, and not held.
            if sent <= MAX_FILE {
                file.extend_from_slice(&piece);
            } else if sent <= PATIENCE {
                file.clear();
            } else {
                break;
            }
        }
        break;
    }
    if sent > MAX_FILE {
        return Err(Error::invalid("file", too_large(MAX_FILE as u64)));
    }
    if file.is_empty() {
        return Err(Error::invalid("file", Problem::Required));
    }
    let checked = seals::check_file(&state.kontor, file).await?;
    Ok(seals::keep_answer(&state.kontor, checked))
}
