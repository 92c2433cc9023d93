//! The two forms that carry a list, as text or file: quick order and own numbers. Each is answered with its page; nothing is
//! kept on the server, the rows stand in the form.

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Extension, FromRequest as _, Multipart, Request, State};
use axum::response::Response;
use axum::routing::post;
use http::Method;
use kontor_app::carts::{Added, QuickStart};
use kontor_app::catalog::BroughtNumbers;
use kontor_domain::accounts::{Actor, Right};
use kontor_domain::carts::FillCart;
use kontor_domain::carts::quick::{CheckedRow, Fix, MAX_FILE_BYTES, QuickRow, fixed};
use kontor_domain::catalog::own::WrongPair;
use kontor_domain::{CartId, Error, IdempotencyKey, Language, PartKey, Problem, Quantity};
use kontor_service::carts::{self, ListSource};
use kontor_service::{Kontor, catalog};
use leptos_axum::render_app_async_with_context;

use super::pages::context;
use super::state::AppState;

/// The largest file, and two thousand rows of a form around it.
pub const MAX_BODY: usize = MAX_FILE_BYTES + 3 * 1024 * 1024;
/// Fields of a form with the longest list.
const MAX_FIELDS: usize = 10_000;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/quick-order", post(quick_order))
        .route("/account/numbers", post(own_numbers))
        .layer(DefaultBodyLimit::disable())
}

async fn quick_order(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    request: Request,
) -> Response {
    let (request, form) = apart(&state, request, actor.require_company(Right::Order).is_ok()).await;
    let kontor = &state.kontor;
    let mut start = QuickStart { key: IdempotencyKey::new(kontor.new_id()), ..QuickStart::default() };
    match form {
        Ok(form) => {
            start.text.clone_from(&form.text);
            start.cart.clone_from(&form.cart);
            if let Err(error) = answer(kontor, &actor, form, &mut start).await {
                start.error = Some(error);
            }
        }
        Err(error) => start.error = Some(error),
    }
    page(&state, request, start).await
}

/// Does what the pressed button says. What is found before an error stays in `start`.
async fn answer(kontor: &Kontor, actor: &Actor, form: Form, start: &mut QuickStart) -> Result<(), Error> {
    let mut rows = form.rows;
    let mut next = rows.iter().map(|r| r.line).max().unwrap_or(0) + 1;
    if !form.scan.trim().is_empty() {
        rows.push(QuickRow { line: next, number: form.scan, ..QuickRow::default() });
        next += 1;
    }
    // What was there already comes back even when what was added cannot be read.
    let mut failed = None;
    for source in [Some(ListSource::Text(form.text)), form.file.map(ListSource::File)].into_iter().flatten() {
        let text = matches!(source, ListSource::Text(_));
        match carts::read_list(kontor, actor, source).await {
            Ok(read) => {
                rows.extend((next..).zip(read.rows).map(|(line, row)| QuickRow { line, ..row }));
                next = rows.last().map_or(next, |r| r.line + 1);
                start.skipped.extend(read.skipped);
                if text {
                    start.text.clear();
                }
            }
            Err(error) => failed = Some(error),
        }
    }
    start.rows = carts::check_rows(kontor, actor, rows).await?;
    if let Some(error) = failed {
        return Err(error);
    }
    let all_clean = start.rows.iter().all(CheckedRow::clean);
    match form.button.as_str() {
        "add" | "add_clean" if form.button == "add_clean" || all_clean => {
            let rows = start.rows.iter().filter_map(CheckedRow::line).collect();
            let into = kontor_app::carts::named(&form.cart).cloned();
            let command = FillCart { key: form.key, cart: into, lines: rows };
            let rows = carts::fill_cart(kontor, actor, &command).await?;
            start.added = Some(Added { key: command.key, cart: form.cart, rows });
            start.rows.retain(|row| !row.clean());
        }
        code => {
            if let Some(fix) = Fix::parse(code) {
                let rows = fixed(&start.rows, &fix, |q| typed(q, actor.language));
                start.rows = carts::check_rows(kontor, actor, rows).await?;
            }
        }
    }
    Ok(())
}

/// A quantity as the person types it.
fn typed(quantity: Quantity, l: Language) -> String {
    let text = quantity.0.normalize().to_string();
    if l == Language::De { text.replace('.', ",") } else { text }
}

async fn own_numbers(
    State(state): State<AppState>,
    Extension(actor): Extension<Actor>,
    request: Request,
) -> Response {
    let (request, form) = apart(&state, request, actor.require_company(Right::ManageCompany).is_ok()).await;
    let mut brought = BroughtNumbers::default();
    match form {
        Ok(form) => {
            brought.text.clone_from(&form.text);
            match bring(&state.kontor, &actor, form, &mut brought).await {
                Ok(()) => {}
                Err(error) => brought.error = Some(error),
            }
        }
        Err(error) => brought.error = Some(error),
    }
    page(&state, request, brought).await
}

async fn bring(
    kontor: &Kontor,
    actor: &Actor,
    form: Form,
    brought: &mut BroughtNumbers,
) -> Result<(), Error> {
    let source = match form.file {
        Some(file) => ListSource::File(file),
        None => ListSource::Text(form.text),
    };
    let read = catalog::read_pairs(actor, source).await?;
    brought.skipped = read.skipped;
    brought.wrong = read.wrong;
    if brought.wrong.is_empty() && read.numbers.is_empty() {
        return Err(Error::invalid("list", Problem::Required));
    }
    // Checked even when some rows cannot be read: everything wrong is told at once.
    let outcome = match brought.wrong.is_empty() {
        true => catalog::set_own_numbers(kontor, actor, &read.numbers).await.map(Some),
        false => Ok(None),
    };
    match outcome {
        Ok(done) => {
            brought.done = done;
            if done.is_some() {
                brought.text.clear();
            }
        }
        Err(Error::Invalid { fields }) => {
            for field in fields {
                let at =
                    field.field.strip_prefix("numbers[").and_then(|f| f.split_once(']')).map(|(at, _)| at);
                let Some(at) = at.and_then(|at| at.parse::<usize>().ok()).filter(|at| *at < read.lines.len())
                else {
                    return Err(Error::Invalid { fields: vec![field] });
                };
                let (pair, line) = (&read.numbers[at], read.lines[at]);
                brought.wrong.push(WrongPair {
                    line,
                    number: pair.number.clone(),
                    part: pair.part.clone(),
                    problem: field.problem,
                });
            }
        }
        Err(other) => return Err(other),
    }
    Ok(())
}

/// The page at the address that was posted to, with `what` for it in the request.
async fn page<T: Clone + Send + Sync + 'static>(state: &AppState, mut request: Request, what: T) -> Response {
    request.extensions_mut().insert(what);
    let options = state.leptos.clone();
    let render =
        render_app_async_with_context(context(&state.kontor), move || kontor_app::shell(options.clone()));
    render(request).await
}

/// The fields of either form.
#[derive(Default)]
struct Form {
    text: String,
    file: Option<Vec<u8>>,
    scan: String,
    button: String,
    key: IdempotencyKey,
    cart: CartId,
    rows: Vec<QuickRow>,
}

/// Reads the form when the person may send it, and answers the request as one for the page.
async fn apart(state: &AppState, request: Request, allowed: bool) -> (Request, Result<Form, Error>) {
    let (mut head, body) = request.into_parts();
    let form = match allowed {
        // The page itself will say why.
        false => Ok(Form::default()),
        true => match Multipart::from_request(Request::from_parts(head.clone(), body), state).await {
            Ok(form) => read(form).await,
            Err(_) => Err(Error::invalid("list", Problem::BadSyntax)),
        },
    };
    head.method = Method::GET;
    for name in [http::header::CONTENT_TYPE, http::header::CONTENT_LENGTH] {
        head.headers.remove(name);
    }
    (Request::from_parts(head, Body::empty()), form)
}

async fn read(mut multipart: Multipart) -> Result<Form, Error> {
    let too_large = || Problem::FileTooLarge { megabytes: u32::try_from(MAX_FILE_BYTES >> 20).unwrap_or(5) };
    // What ends too early, and what is cut off by the limit of the body, cannot be told apart here.
    let broken = |_| Error::invalid("list", too_large());
    let mut form = Form::default();
    for _ in 0..MAX_FIELDS {
        let Some(field) = multipart.next_field().await.map_err(broken)? else { return Ok(form) };
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        if name == "file" {
            form.file = (!bytes.is_empty()).then(|| bytes.to_vec());
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "text" => form.text = text,
            "scan" => form.scan = text,
            // Only the pressed button is sent.
            "do" => form.button = text,
            "cart" => form.cart = CartId(text.chars().take(200).collect()),
            "key" => form.key = IdempotencyKey::new(text.chars().take(64).collect::<String>()),
            // Each row begins with its line.
            "line" => form.rows.push(QuickRow { line: text.parse().unwrap_or(0), ..QuickRow::default() }),
            "number" | "quantity" | "part" => {
                if let Some(row) = form.rows.last_mut() {
                    match name.as_str() {
                        "number" => row.number = text,
                        "quantity" => row.quantity = text,
                        _ => row.part = (!text.is_empty()).then(|| PartKey::new(text)),
                    }
                }
            }
            _ => {}
        }
    }
    Err(Error::invalid("list", Problem::TooManyRows { max: 2_000 }))
}
