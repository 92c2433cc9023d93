//! Sends a form with a file so that the page stays and says how far it is. The answer is the redirect that a plain form gets too: to what
//! came of it, or back here with what was wrong.

use kontor_domain::Error;
use kontor_domain::documents::too_large;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{
    FormData, HtmlFormElement, HtmlInputElement, ProgressEvent, SubmitEvent, XmlHttpRequest,
};
use server_fn::error::ServerFnUrlError;
use wasm_bindgen_futures::JsFuture;

use super::file_field::{Progress, whole};
use crate::ui::{Query, Sending, go_to_page};
use crate::wire::Refusal;

/// For `on:submit`. `name` is what the server calls the form in the address; `most` the largest file, in bytes: one that is larger is not
/// sent first and refused then.
pub(super) fn send(ev: &SubmitEvent, form: Sending, name: &'static str, progress: Progress, most: u64) {
    ev.prevent_default();
    let element = ev.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok());
    let Some(element) = element.filter(|_| !form.busy.get_untracked()) else { return };
    if size(&element) > most {
        form.error.set(Some(Error::invalid("file", too_large(most))));
        return;
    }
    form.start(
        async move {
            let answer = sent(&element, progress).await;
            progress.0.try_set(None);
            answer.and_then(|(status, url)| came_of(status, &url, name))
        },
        |url| go_to_page(&url),
    );
}

fn size(form: &HtmlFormElement) -> u64 {
    let input = form.query_selector("input[name=file]").ok().flatten();
    let files = input.and_then(|i| i.dyn_into::<HtmlInputElement>().ok()).and_then(|i| i.files());
    files.and_then(|files| files.get(0)).map_or(0, |file| whole(file.size()))
}

/// Status and address of the page that the answer leads to.
async fn sent(form: &HtmlFormElement, progress: Progress) -> Result<(u16, String), Refusal> {
    let failed = |_| Refusal(Error::Unavailable);
    let request = XmlHttpRequest::new().map_err(failed)?;
    let action = form.get_attribute("action").unwrap_or_default();
    request.open("POST", &action).map_err(failed)?;
    request.set_request_header("accept", "text/html").map_err(failed)?;
    let tell = Closure::<dyn FnMut(ProgressEvent)>::new(move |ev: ProgressEvent| {
        progress.0.try_set(Some((ev.loaded(), ev.total())));
    });
    let upload = request.upload().map_err(failed)?;
    upload.set_onprogress(Some(tell.as_ref().unchecked_ref()));
    let over = js_sys::Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    let data = FormData::new_with_form(form).map_err(failed)?;
    request.send_with_opt_form_data(Some(&data)).map_err(failed)?;
    let _ = JsFuture::from(over).await;
    Ok((request.status().unwrap_or(0), request.response_url()))
}

/// The page to go to, or what was wrong.
fn came_of(status: u16, url: &str, name: &str) -> Result<String, Refusal> {
    let query = Query::parse(url.split_once('?').map_or("", |(_, query)| query));
    if query.get("__path") == name {
        return Err(ServerFnUrlError::<Refusal>::decode_err(query.get("__err")));
    }
    match status {
        200..=399 => Ok(url.to_owned()),
        401 => Err(Refusal(Error::Unauthenticated)),
        403 => Err(Refusal(Error::Forbidden)),
        404 => Err(Refusal(Error::NotFound)),
        _ => Err(Refusal(Error::Unavailable)),
    }
}

#[cfg(test)]
mod tests {
    use kontor_domain::Problem;

    use super::*;

    #[test]
    fn an_answer_leads_on_or_says_what_was_wrong() {
        let to = "https://kontor.example/documents/01X";
        assert_eq!(came_of(200, to, "/documents/upload").as_deref(), Ok(to));
        let error = Refusal(Error::invalid("file", Problem::Required));
        let back = ServerFnUrlError::new("/documents/upload", error.clone());
        let back = back.to_url("https://kontor.example/documents/new").expect("an address").to_string();
        assert_eq!(came_of(200, &back, "/documents/upload"), Err(error));
        assert_eq!(
            came_of(200, &back, "/documents/version").as_deref(),
            Ok(&*back),
            "another form's is a page"
        );
        assert_eq!(came_of(0, "", "/documents/upload"), Err(Refusal(Error::Unavailable)));
        assert_eq!(came_of(404, to, "/documents/upload"), Err(Refusal(Error::NotFound)));
    }
}
