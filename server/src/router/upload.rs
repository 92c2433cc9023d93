//! The one form that carries a file: an import of articles and prices. The file goes to the data folder, a job reads it.

use std::path::Path;

use axum::extract::{Extension, Multipart, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use axum::{Router, extract::DefaultBodyLimit};
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::catalog::{BeginImport, ImportMode};
use kontor_domain::{Error, IdempotencyKey, ImportId, Problem};
use kontor_service::catalog::{self, uploads};
use kontor_service::fault::internal;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

use super::asker::Asker;
use super::state::AppState;

const PAGE: &str = "/desk/imports";

pub fn routes() -> Router<AppState> {
    // The limit is counted while reading, see `receive`.
    Router::new().route(PAGE, post(import)).layer(DefaultBodyLimit::disable())
}

/// Takes the fields `key`, `mode` (`preview`, `all_or_nothing`, `good_rows`) and `file`, and leads to the import's page.
async fn import(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    form: Multipart,
) -> Response {
    match take(&state, &actor, form).await {
        Ok(id) => Redirect::to(&format!("{PAGE}/{id}")).into_response(),
        Err(Error::Unauthenticated) => Redirect::to(&format!("/sign-in?next={PAGE}")).into_response(),
        // Back to the form, which says what was wrong with the file.
        Err(Error::Invalid { fields }) => {
            let why = match fields.first().map(|f| &f.problem) {
                Some(Problem::TooMuch) => "large",
                Some(Problem::Required) => "empty",
                _ => "broken",
            };
            Redirect::to(&format!("{PAGE}?refused={why}")).into_response()
        }
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}

async fn take(state: &AppState, actor: &Actor, form: Multipart) -> Result<ImportId, Error> {
    // Asked again by the operation; asked here so that nobody without the right fills the disk.
    actor.require(Right::ManageCatalog)?;
    let upload = ImportId(state.kontor.new_id());
    let (part, whole) = (uploads::part_path(&state.kontor, &upload), uploads::path(&state.kontor, &upload));
    fs::create_dir_all(uploads::folder(&state.kontor)).await.map_err(|e| internal(&e))?;
    let begun = async {
        let received = receive(form, &part, state.config.http.upload_limit_bytes).await?;
        settle(&part, &whole).await.map_err(|e| internal(&e))?;
        let Received { key, file, bytes, mode } = received;
        let command = BeginImport { key, upload: upload.clone(), file, bytes, mode };
        catalog::begin_import(&state.kontor, actor, &command).await
    }
    .await;
    if begun.as_ref().is_ok_and(|id| *id == upload) {
        return begun;
    }
    // Refused, or the second of two clicks: the file is not needed. It may never have been made.
    for path in [&part, &whole] {
        let _ = fs::remove_file(path).await;
    }
    begun
}

/// What came with the form.
struct Received {
    key: IdempotencyKey,
    file: String,
    bytes: u64,
    mode: ImportMode,
}

/// Streams the file to disk, where it stays until it is whole.
async fn receive(mut form: Multipart, to: &Path, limit: usize) -> Result<Received, Error> {
    let broken = |_| Error::invalid("file", Problem::BadSyntax);
    let (mut key, mut mode, mut name, mut size) =
        (String::new(), ImportMode::Preview, String::new(), 0_usize);
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("key") => key = field.text().await.map_err(broken)?,
            Some("mode") => {
                mode = ImportMode::parse(&field.text().await.map_err(broken)?)
                    .ok_or_else(|| Error::invalid("mode", Problem::NotACode))?;
            }
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
                file.sync_all().await.map_err(|e| internal(&e))?;
            }
            _ => {}
        }
    }
    if size == 0 {
        return Err(Error::invalid("file", Problem::Required));
    }
    Ok(Received {
        key: IdempotencyKey(key),
        file: name,
        bytes: u64::try_from(size).unwrap_or(u64::MAX),
        mode,
    })
}

/// Gives the whole file its name, so that it is there after a power cut, or not at all.
async fn settle(part: &Path, whole: &Path) -> std::io::Result<()> {
    fs::rename(part, whole).await?;
    if let Some(folder) = whole.parent() {
        File::open(folder).await?.sync_all().await?;
    }
    Ok(())
}
