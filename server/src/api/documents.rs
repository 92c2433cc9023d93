//! The archive: found, read, brought in and shared. Files are streamed either way, and are never whole in memory. Holding, releasing and
//! deleting are for people, so there is no operation for them.

mod shapes;

use axum::Json;
use axum::body::Body as Raw;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use http::request::Parts;
use kontor_domain::case::CaseCode;
use kontor_domain::documents::{DocumentFilter, NewVersion, ShareDocument, UploadDocument};
use kontor_domain::{CompanyId, DocumentId, Error};
use kontor_service::documents;

pub use self::shapes::{
    ApiDocument, DocumentChoice, DocumentPage, DocumentSearch, DocumentSharing, DocumentUpload,
    DocumentVersionUpload, FileBytes, SharedAddress,
};
use super::caller::Caller;
use super::input::{Body, Once, Params};
use super::problem::{ApiError, Problem};
use super::shapes::created;
use crate::router::AppState;
use crate::transfer;

/// Lists documents
///
/// Those of the company; with a key of the dealer, which needs `see_orders`, all. What is asked for counts together.
#[utoipa::path(get, path = "/api/v1/documents", tag = "documents", params(DocumentSearch), responses(
    (status = 200, body = DocumentPage), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 404, body = Problem)))]
pub async fn list(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Params(search): Params<DocumentSearch>,
) -> Result<Json<DocumentPage>, ApiError> {
    let filter = DocumentFilter {
        company: search.company.clone().map(CompanyId),
        case: case(search.case.as_deref())?,
        machine: search.machine.clone(),
        kind: search.kind,
        text: search.text.clone(),
        from: search.from,
        to: search.to,
        after: search.after.clone(),
    };
    let page = documents::documents(&state.kontor, &actor, &filter).await?;
    let next = page.next.map(|after| search.next(&after));
    Ok(Json(DocumentPage { documents: page.items.into_iter().map(Into::into).collect(), next }))
}

/// Shows one document
#[utoipa::path(get, path = "/api/v1/documents/{id}", tag = "documents",
    params(("id" = String, Path, description = "Id of the document")),
    responses((status = 200, body = ApiDocument), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem)))]
pub async fn one(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ApiDocument>, ApiError> {
    Ok(Json(documents::document(&state.kontor, &actor, &DocumentId(id)).await?.into()))
}

/// Brings a document in
///
/// The body is the file itself; what it is, is read from its bytes and not from `Content-Type`. At most 100 MB, with a key of the dealer
/// 2 GB. Needs the right `order`; with a key of the dealer `manage_customers`. The same `Idempotency-Key` again answers the same
/// document.
#[utoipa::path(post, path = "/api/v1/documents", tag = "documents",
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    params(DocumentUpload, ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each document")),
    responses((status = 201, body = ApiDocument), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn upload(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Once(key): Once,
    Params(about): Params<DocumentUpload>,
    file: Raw,
) -> Result<Response, ApiError> {
    let command = UploadDocument {
        key,
        company: about.company.map(CompanyId),
        case: case(about.case.as_deref())?,
        machine: about.machine,
        unit: about.unit,
        kind: about.kind,
        title: about.title,
        file: about.file,
        dated: about.dated,
        inside: about.inside,
    };
    let mut pieces = file.into_data_stream();
    let content = transfer::incoming(&mut pieces);
    let brought = documents::upload_document(&state.kontor, &actor, &command, content).await;
    transfer::hear_out(&mut pieces).await;
    let id = brought?;
    let made: ApiDocument = documents::document(&state.kontor, &actor, &id).await?.into();
    Ok(created(&format!("/documents/{id}"), made))
}

/// Brings another version in
///
/// The ones before stay. The body is the file itself. Not for what Kontor made. Needs what bringing in a document needs. The same
/// `Idempotency-Key` again adds nothing.
#[utoipa::path(post, path = "/api/v1/documents/{id}/versions", tag = "documents",
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    params(("id" = String, Path, description = "Id of the document"), DocumentVersionUpload,
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each version")),
    responses((status = 201, body = ApiDocument), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn new_version(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Params(about): Params<DocumentVersionUpload>,
    file: Raw,
) -> Result<Response, ApiError> {
    let command = NewVersion { key, document: DocumentId(id), version: about.edition, file: about.file };
    let mut pieces = file.into_data_stream();
    let content = transfer::incoming(&mut pieces);
    let brought = documents::new_version(&state.kontor, &actor, &command, content).await;
    transfer::hear_out(&mut pieces).await;
    let number = brought?;
    let made: ApiDocument = documents::document(&state.kontor, &actor, &command.document).await?.into();
    Ok(created(&format!("/documents/{}/versions/{number}/file", command.document), made))
}

/// Downloads a version
///
/// Its `ETag` is its SHA-256; who sends it in `If-None-Match` is told when it is still the same. The last bytes only come when all of
/// them are what they were when they came in. That the key has it is written down.
#[utoipa::path(get, path = "/api/v1/documents/{id}/versions/{number}/file", tag = "documents",
    params(("id" = String, Path, description = "Id of the document"), ("number" = String, Path, description = "Number of the version")),
    responses((status = 200, body = FileBytes, content_type = "*/*"), (status = 304), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn file(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path((id, number)): Path<(String, String)>,
    asked: Parts,
) -> Result<Response, ApiError> {
    Ok(transfer::version(&state.kontor, &actor, &DocumentId(id), &number, true, &asked).await?)
}

/// Downloads several documents as a ZIP
///
/// The latest version of each, at most 200 documents and 2 GB.
#[utoipa::path(post, path = "/api/v1/documents/zip", tag = "documents", request_body = DocumentChoice,
    responses((status = 200, body = FileBytes, content_type = "application/zip"), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn zip(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Body(choice): Body<DocumentChoice>,
) -> Result<Response, ApiError> {
    let ids: Vec<_> = choice.id.into_iter().map(DocumentId).collect();
    let packed = documents::export_selection(&state.kontor, &actor, &ids).await?;
    Ok(transfer::zip(&state.kontor, packed))
}

/// Makes a link for somebody outside
///
/// It leads to the version that is the latest now. The address is told here and never again. Needs what bringing in a document needs.
#[utoipa::path(post, path = "/api/v1/documents/{id}/shares", tag = "documents", request_body = DocumentSharing,
    params(("id" = String, Path, description = "Id of the document"),
           ("Idempotency-Key" = String, Header, description = "8 to 64 characters of your choice, new for each link")),
    responses((status = 201, body = SharedAddress), (status = 401, body = Problem), (status = 403, body = Problem),
              (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn share(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
    Once(key): Once,
    Body(sharing): Body<DocumentSharing>,
) -> Result<Response, ApiError> {
    let document = DocumentId(id);
    let command = ShareDocument { key, document, days: sharing.days, opens: sharing.opens };
    let address = documents::share_document(&state.kontor, &actor, &command).await?;
    Ok(created(&format!("/documents/{}", command.document), SharedAddress { address }))
}

/// Ends a link
#[utoipa::path(delete, path = "/api/v1/documents/{id}/shares/{share}", tag = "documents",
    params(("id" = String, Path, description = "Id of the document"), ("share" = String, Path, description = "Id of the link")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end_share(
    State(state): State<AppState>,
    Caller(actor): Caller,
    Path((id, share)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    documents::end_share(&state.kontor, &actor, &DocumentId(id), &share).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn case(code: Option<&str>) -> Result<Option<CaseCode>, Error> {
    code.map(|code| CaseCode::parse(code).ok_or(Error::NotFound)).transpose()
}
