//! Documents of the archive for people: the files themselves, the forms that bring one in, and several at once as a ZIP.

use std::str::FromStr as _;

use axum::extract::{DefaultBodyLimit, Extension, Form, Multipart, Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, extract::multipart::Field};
use futures::StreamExt as _;
use http::request::Parts;
use kontor_app::ui::Query as Typed;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::case::CaseCode;
use kontor_domain::documents::{DocumentFilter, DocumentKind, NewVersion, UploadDocument};
use kontor_domain::{CompanyId, Date, DocumentId, Error, FieldError, IdempotencyKey, Problem};
use kontor_service::Kontor;
use kontor_service::documents::{self, Incoming};
use serde::Deserialize;

use super::asker::Asker;
use super::plain::{fresh, refuse, sign_in};
use super::state::AppState;
use crate::transfer;

/// Fields of a form beside its file, and characters of one.
const MAX_FIELDS: usize = 40;
const MAX_FIELD: usize = 8 << 10;

const UPLOAD: &str = "/documents/upload";
/// What pages know the form of a new version by, whatever document it is for.
const VERSION: &str = "/documents/version";
const ZIP: &str = "/documents/zip";
const EXPORT: &str = "/desk/documents/export";

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/documents/{id}/file/{number}", get(file))
        // For who acts for a customer and looks at another one's at the own desk.
        .route("/desk/documents/{id}/file/{number}", get(file))
        .route(ZIP, post(zip))
        .route(EXPORT, post(export))
}

/// The forms that carry a file: it is counted while it is read.
pub fn uploads() -> Router<AppState> {
    Router::new()
        .route(UPLOAD, post(upload))
        .route("/documents/{id}/version", post(new_version))
        .layer(DefaultBodyLimit::disable())
}

/// `?save` saves what could also be shown.
#[derive(Deserialize)]
struct Way {
    save: Option<String>,
}

async fn file(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path((id, number)): Path<(String, String)>,
    Query(way): Query<Way>,
    asked: Parts,
) -> Response {
    let save = way.save.is_some();
    match transfer::version(&state.kontor, &actor, &DocumentId(id), &number, save, &asked).await {
        Ok(file) => file,
        Err(Error::Unauthenticated) => sign_in(asked.uri.path()),
        Err(error) => Asker::person(actor.language).refuse(error),
    }
}

/// Takes the fields of [`UploadDocument`] and then `file`, and leads to the page of the document.
async fn upload(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    asked: Parts,
    form: Multipart,
) -> Response {
    take(&state, &actor, &asked, form, &Deed::Upload).await
}

/// Takes `key`, `version` (what was seen) and then `file`, and leads back to the page of the document.
async fn new_version(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    Path(id): Path<String>,
    asked: Parts,
    form: Multipart,
) -> Response {
    take(&state, &actor, &asked, form, &Deed::Version(DocumentId(id))).await
}

/// What a file is brought in for.
enum Deed {
    Upload,
    Version(DocumentId),
}

impl Deed {
    /// What the page knows the form by.
    const fn form(&self) -> &'static str {
        match self {
            Self::Upload => UPLOAD,
            Self::Version(_) => VERSION,
        }
    }

    /// Where it is told what was wrong, when the form does not say where it stood.
    fn page(&self, actor: &Actor) -> String {
        match self {
            Self::Upload => list(actor).to_owned(),
            Self::Version(id) => page(actor, id),
        }
    }

    async fn done(
        &self,
        kontor: &Kontor,
        actor: &Actor,
        typed: &Typed,
        file: &str,
        content: Incoming<'_>,
    ) -> Result<DocumentId, Error> {
        let (key, file) = (IdempotencyKey::new(typed.get("key")), file.to_owned());
        match self {
            Self::Upload => {
                let command = uploaded(typed, key, file)?;
                documents::upload_document(kontor, actor, &command, content).await
            }
            Self::Version(id) => {
                let version = number(typed.get("version"))?;
                let command = NewVersion { key, document: id.clone(), version, file };
                documents::new_version(kontor, actor, &command, content).await?;
                Ok(id.clone())
            }
        }
    }
}

async fn take(state: &AppState, actor: &Actor, asked: &Parts, form: Multipart, deed: &Deed) -> Response {
    let mut typed = Typed::default();
    let done = match fresh(asked) {
        Ok(()) => receive(&state.kontor, actor, form, deed, &mut typed).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(id) => Redirect::to(&page(actor, &id)).into_response(),
        Err(error) => refuse(state, actor, asked, deed.form(), &deed.page(actor), error, &typed),
    }
}

/// Reads the form. Whoever may not, and whatever is wrong, is told when the file begins: nothing of it is kept then.
async fn receive(
    kontor: &Kontor,
    actor: &Actor,
    mut form: Multipart,
    deed: &Deed,
    typed: &mut Typed,
) -> Result<DocumentId, Error> {
    let broken = |_| Error::invalid("file", Problem::BadSyntax);
    let mut fields = 0;
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file = field.file_name().unwrap_or_default().to_owned();
            let done = deed.done(kontor, actor, typed, &file, transfer::incoming(&mut field)).await;
            transfer::hear_out(&mut field).await;
            return done;
        }
        fields += 1;
        if fields > MAX_FIELDS {
            return Err(Error::invalid("file", Problem::BadSyntax));
        }
        typed.set(&name, &text(&mut field, &name).await?);
    }
    deed.done(kontor, actor, typed, "", futures::stream::empty().boxed()).await
}

async fn text(field: &mut Field<'_>, name: &str) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.next().await {
        bytes.extend_from_slice(&piece.map_err(|_| Error::invalid(name, Problem::BadSyntax))?);
        if bytes.len() > MAX_FIELD {
            let max = u32::try_from(MAX_FIELD).unwrap_or(u32::MAX);
            return Err(Error::invalid(name, Problem::TooLong { max }));
        }
    }
    String::from_utf8(bytes).map_err(|_| Error::invalid(name, Problem::BadSyntax))
}

fn uploaded(typed: &Typed, key: IdempotencyKey, file: String) -> Result<UploadDocument, Error> {
    let mut wrong = Vec::new();
    let kind = typed.some("kind").map_or(Some(DocumentKind::Upload), |code| DocumentKind::parse(&code));
    let command = UploadDocument {
        key,
        company: typed.some("company").map(CompanyId),
        case: read(typed, "case", CaseCode::parse, Problem::NotACode, &mut wrong),
        machine: typed.get("machine").to_owned(),
        unit: typed.get("unit").to_owned(),
        kind: kind.unwrap_or(DocumentKind::Upload),
        title: typed.get("title").to_owned(),
        file,
        dated: read(typed, "dated", day, Problem::NotADate, &mut wrong),
        inside: !typed.get("inside").is_empty(),
    };
    if kind.is_none() {
        wrong.push(FieldError { field: "kind".into(), problem: Problem::NotACode });
    }
    if wrong.is_empty() { Ok(command) } else { Err(Error::Invalid { fields: wrong }) }
}

/// What a field says; nothing when it is empty.
fn read<T>(
    typed: &Typed,
    field: &str,
    parse: impl FnOnce(&str) -> Option<T>,
    problem: Problem,
    wrong: &mut Vec<FieldError>,
) -> Option<T> {
    let text = typed.some(field)?;
    let value = parse(text.trim());
    if value.is_none() {
        wrong.push(FieldError { field: field.into(), problem });
    }
    value
}

fn day(text: &str) -> Option<Date> {
    Date::from_str(text).ok()
}

fn number(text: &str) -> Result<i64, Error> {
    text.parse().map_err(|_| Error::invalid("version", Problem::NotANumber))
}

/// Takes `id`, as often as there are documents.
async fn zip(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    asked: Parts,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let ids: Vec<_> =
        fields.into_iter().filter(|(name, _)| name == "id").map(|(_, id)| DocumentId(id)).collect();
    let packed = match fresh(&asked) {
        Ok(()) => documents::export_selection(&state.kontor, &actor, &ids).await,
        Err(error) => Err(error),
    };
    match packed {
        Ok(packed) => transfer::zip(&state.kontor, packed),
        Err(error) => refuse(&state, &actor, &asked, ZIP, list(&actor), error, &Typed::default()),
    }
}

/// Takes the fields of [`DocumentFilter`], each of which may be empty.
async fn export(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    asked: Parts,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let mut typed = Typed::default();
    for (name, value) in &fields {
        typed.set(name, value);
    }
    let packed = async {
        actor.require(Right::KeepArchive)?;
        documents::export(&state.kontor, &actor, &filter(&typed)?).await
    };
    match packed.await {
        Ok(packed) => transfer::zip(&state.kontor, packed),
        Err(error) => refuse(&state, &actor, &asked, EXPORT, list(&actor), error, &typed),
    }
}

fn filter(typed: &Typed) -> Result<DocumentFilter, Error> {
    let mut wrong = Vec::new();
    let filter = DocumentFilter {
        company: typed.some("company").map(CompanyId),
        case: read(typed, "case", CaseCode::parse, Problem::NotACode, &mut wrong),
        machine: typed.get("machine").to_owned(),
        kind: read(typed, "kind", DocumentKind::parse, Problem::NotACode, &mut wrong),
        text: typed.get("text").to_owned(),
        from: read(typed, "from", day, Problem::NotADate, &mut wrong),
        to: read(typed, "to", day, Problem::NotADate, &mut wrong),
        after: None,
    };
    if wrong.is_empty() { Ok(filter) } else { Err(Error::Invalid { fields: wrong }) }
}

fn list(actor: &Actor) -> &'static str {
    if actor.company().is_some() { "/documents" } else { "/desk/documents" }
}

fn page(actor: &Actor, id: &DocumentId) -> String {
    format!("{}/{id}", list(actor))
}
