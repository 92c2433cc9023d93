//! The HTML around the pages, and the headers that go with it.

use std::sync::Arc;

use http::header;
use kontor_service::Kontor;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;
use crate::request;
use crate::text::use_text;
use crate::ui::acting_mark;

/// The whole document. Given to `leptos_axum` by the server.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    security_headers();
    let language = request::language().tag();
    let theme = request::cookie("theme").filter(|t| t == "dark" || t == "light");
    let acting = acting_mark();
    let tell = acting.as_deref().map(telling);
    view! {
        <!DOCTYPE html>
        <html lang=language data-theme=theme data-acting=acting>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content=use_text().accounts.about />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#14171a" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icon-192.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <HashedStylesheet options=options.clone() id="leptos" />
                <AutoReload options=options.clone() />
                {tell.map(|script| view! { <script nonce=use_nonce() inner_html=script></script> })}
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Everything that the WebAssembly of this page asks says in which acting the page was drawn (`ui::Target` for plain forms). A mark
/// is an id of ours: letters and digits, nothing that could end a string.
fn telling(mark: &str) -> String {
    let (header, mark) = (request::ACTING_HEADER, mark.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    format!(
        "{{const f=fetch;window.fetch=(r,i)=>{{if(r instanceof Request)r.headers.set('{header}','{mark}');return f(r,i)}}}}"
    )
}

/// Content Security Policy: scripts only with this answer's nonce and what they load themselves; the one worker is our own; no frames, no plugins,
/// forms only to ourselves and on to the payment service. In development the page also listens to cargo-leptos.
fn security_headers() {
    let Some(nonce) = use_nonce() else { return };
    // Browsers follow the redirect of a form only where the policy lets them: to the payment service's hosted page.
    let pay = use_context::<Arc<Kontor>>().map(|k| k.settings.stripe.page_origin()).unwrap_or_default();
    let reload = if std::env::var_os("LEPTOS_WATCH").is_some() { " ws:" } else { "" };
    request::set_header(
        header::CONTENT_SECURITY_POLICY,
        &format!(
            "default-src 'self'; script-src 'strict-dynamic' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
             worker-src 'self'; img-src 'self' data:; connect-src 'self'{reload}; object-src 'none'; base-uri 'none'; form-action 'self'{pay}; \
             frame-ancestors 'none'"
        ),
    );
}
