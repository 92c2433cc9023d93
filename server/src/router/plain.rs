//! Forms with a file in them, which the server takes itself: refused as server functions refuse theirs.

use axum::response::{IntoResponse as _, Redirect, Response};
use http::request::Parts;
use http::{HeaderValue, header};
use kontor_app::request::{Stale, way_back};
use kontor_app::ui::Query as Typed;
use kontor_domain::accounts::Actor;
use kontor_domain::{Error, Problem};

use super::asker::Asker;
use super::state::AppState;

/// What a page sends that was drawn in an acting which is over does nothing.
pub(super) fn fresh(asked: &Parts) -> Result<(), Error> {
    match asked.extensions.get::<Stale>() {
        Some(Stale) => Err(Error::conflict(Problem::ActingEnded)),
        None => Ok(()),
    }
}

/// Back to the page that the form stood on (or `otherwise`), which says what was wrong; everything that no other input would mend is told
/// at once.
pub(super) fn refuse(
    state: &AppState,
    actor: &Actor,
    asked: &Parts,
    form: &str,
    otherwise: &str,
    error: Error,
    typed: &Typed,
) -> Response {
    match error {
        Error::Unauthenticated => sign_in(otherwise),
        Error::Invalid { .. } | Error::Conflict { .. } => {
            let (address, kept) = way_back(&state.kontor, &asked.headers, form, otherwise, &error, typed);
            let mut response = Redirect::to(&address).into_response();
            if let Some(Ok(kept)) = kept.map(|kept| HeaderValue::from_str(&kept)) {
                response.headers_mut().insert(header::SET_COOKIE, kept);
            }
            response
        }
        error => Asker::person(actor.language).refuse(error),
    }
}

pub(super) fn sign_in(next: &str) -> Response {
    Redirect::to(&Typed::default().with("next", next).on("/sign-in")).into_response()
}
