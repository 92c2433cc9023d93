//! The one form that carries a file: an import of articles and prices.

use std::path::{Path, PathBuf};

use axum::extract::{Extension, Multipart, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use axum::{Router, extract::DefaultBodyLimit};
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{ImportMode, ImportReport};
use kontor_domain::{Error, Problem};
use kontor_service::catalog;
use kontor_service::fault::internal;
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use super::asker::Asker;
use super::state::AppState;

const PAGE: &str = "/desk/imports";

pub fn routes() -> Router<AppState> {
    // The limit is counted while reading, see `receive`.
    Router::new().route(PAGE, post(import)).layer(DefaultBodyLimit::disable())
}

/// Takes the fields `file` and `mode` (`preview`, `all_or_nothing`, `good_rows`), imports, and leads to the report.
async fn import(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    form: Multipart,
) -> Response {
    match take(&state, &actor, form).await {
        Ok(report) => Redirect::to(&format!("{PAGE}/{}", report.id)).into_response(),
        Err(Error::Unauthenticated) => Redirect::to(&format!("/sign-in?next={PAGE}")).into_response(),
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}

async fn take(state: &AppState, actor: &Actor, form: Multipart) -> Result<ImportReport, Error> {
    // Asked again by the operation; asked here so that nobody without the right fills the disk.
    actor.require(Right::ManageCatalog)?;
    let kept = Temporary::new(&state.config.data, &state.kontor.new_id()).map_err(|e| internal(&e))?;
    let (name, mode) = receive(form, &kept.0, state.config.http.upload_limit_bytes).await?;
    catalog::import(&state.kontor, actor, &name, &kept.0, mode).await
}

/// Streams the file to disk; answers its name and what to do with it.
async fn receive(mut form: Multipart, to: &Path, limit: usize) -> Result<(String, ImportMode), Error> {
    let broken = |_| Error::invalid("file", Problem::BadSyntax);
    let (mut name, mut mode, mut size) = (String::new(), ImportMode::Preview, 0_usize);
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("mode") => mode = parse_mode(&field.text().await.map_err(broken)?)?,
            Some("file") => {
                name = field.file_name().unwrap_or_default().to_owned();
                let mut file = File::create(to).await.map_err(|e| internal(&e))?;
                while let Some(chunk) = field.chunk().await.map_err(broken)? {
                    size += chunk.len();
                    if size > limit {
                        return Err(Error::invalid("file", Problem::TooMuch));
                    }
                    file.write_all(&chunk).await.map_err(|e| internal(&e))?;
                }
                file.flush().await.map_err(|e| internal(&e))?;
            }
            _ => {}
        }
    }
    if size == 0 { Err(Error::invalid("file", Problem::Required)) } else { Ok((name, mode)) }
}

fn parse_mode(text: &str) -> Result<ImportMode, Error> {
    match text {
        "preview" => Ok(ImportMode::Preview),
        "all_or_nothing" => Ok(ImportMode::AllOrNothing),
        "good_rows" => Ok(ImportMode::GoodRows),
        _ => Err(Error::invalid("mode", Problem::NotACode)),
    }
}

/// A file that goes when its owner goes.
struct Temporary(PathBuf);

impl Temporary {
    fn new(data: &Path, id: &str) -> std::io::Result<Self> {
        let folder = data.join("uploads");
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder.join(id)))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // It may never have been made.
        let _ = std::fs::remove_file(&self.0);
    }
}
