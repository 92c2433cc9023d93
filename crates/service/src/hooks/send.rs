//! One HTTP request to somebody else's machine.
//!
//! On hyper itself and not on a client above it, which would ask for the address of a name once more: what `address` has
//! checked is what is connected to. Redirects are an answer like any other, and nothing is kept open.

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::{Request, Response, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use kontor_domain::hooks::Trouble;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};
use url::{Host, Url};

use super::address;

/// From the first look at the name to the last byte of the answer.
const LIMIT: Duration = Duration::from_secs(10);
/// So many bytes of an answer are read.
const ANSWER: usize = 4 * 1024;
/// So many characters of it are kept.
const KEPT: usize = 1_000;

/// What came back.
pub(super) struct Answer {
    pub status: u16,
    /// The beginning.
    pub text: String,
}

/// The certificates of the operating system, a company's own among them, and those of the big authorities where it has none.
static TLS: LazyLock<Option<Arc<ClientConfig>>> = LazyLock::new(|| {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .inspect_err(|e| tracing::error!("TLS of webhooks: {e}"))
        .ok()
        .map(|config| Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
});

/// Sends a message and waits for the answer.
pub(super) async fn post(
    url: &Url,
    private: bool,
    headers: &[(&'static str, String)],
    body: &str,
) -> Result<Answer, Trouble> {
    timeout(LIMIT, exchange(url, private, headers, body)).await.unwrap_or(Err(Trouble::TimedOut))
}

async fn exchange(
    url: &Url,
    private: bool,
    headers: &[(&'static str, String)],
    body: &str,
) -> Result<Answer, Trouble> {
    let addresses = address::addresses(url, private).await?;
    let request = request(url, headers, body.as_bytes())?;
    let line = line(url, &addresses).await?;
    let (response, _driver) = ask(line, request).await?;
    let status = response.status().as_u16();
    Ok(Answer { status, text: beginning(response.into_body()).await })
}

/// Sends something to a machine that whoever runs Kontor has named, in whatever network it is, and waits for the whole answer: its
/// status, and its bytes if they are not more than `most`.
///
/// # Errors
/// [`Trouble`], also when the line is cut in the middle of the answer.
pub(crate) async fn post_to_known(
    url: &Url,
    headers: &[(&'static str, String)],
    body: Vec<u8>,
    most: usize,
) -> Result<(u16, Vec<u8>), Trouble> {
    let whole = async {
        let port = url.port_or_known_default().unwrap_or(443);
        let host = url.host_str().ok_or(Trouble::Unresolved)?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let found = lookup_host((host, port)).await.map_err(|_| Trouble::Unresolved)?;
        let addresses: Vec<SocketAddr> = found.collect();
        let request = request(url, headers, &body)?;
        let (response, _driver) = ask(line(url, &addresses).await?, request).await?;
        let (status, mut body) = (response.status().as_u16(), response.into_body());
        let mut bytes = Vec::new();
        while let Some(frame) = body.frame().await {
            bytes.extend(frame.map_err(|e| unreachable(&e))?.into_data().unwrap_or_default());
            if bytes.len() > most {
                return Err(Trouble::Unreachable { text: format!("more than {most} bytes") });
            }
        }
        Ok((status, bytes))
    };
    timeout(LIMIT, whole).await.unwrap_or(Err(Trouble::TimedOut))
}

trait Line: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// To the first of the addresses that answers, with TLS where the URL wants it.
async fn line(url: &Url, addresses: &[SocketAddr]) -> Result<Box<dyn Line>, Trouble> {
    let line = connect(addresses).await?;
    if url.scheme() != "https" {
        return Ok(Box::new(line));
    }
    let config = TLS.clone().ok_or_else(|| certificate(&"no TLS"))?;
    let name = server_name(url).ok_or(Trouble::Unresolved)?;
    let line = TlsConnector::from(config).connect(name, line).await.map_err(|e| certificate(&e))?;
    Ok(Box::new(line))
}

fn request(
    url: &Url,
    headers: &[(&'static str, String)],
    body: &[u8],
) -> Result<Request<Full<Bytes>>, Trouble> {
    let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut request = Request::post(path)
        .header(header::HOST, host)
        .header(header::USER_AGENT, concat!("Kontor/", env!("CARGO_PKG_VERSION")))
        .header(header::ACCEPT, "*/*")
        .header(header::CONNECTION, "close");
    if headers.iter().all(|(name, _)| *name != "content-type") {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    request.body(Full::new(Bytes::copy_from_slice(body))).map_err(|e| unreachable(&e))
}

/// The first that answers.
async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Trouble> {
    let mut last = Trouble::Unresolved;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(line) => return Ok(line),
            Err(e) => last = unreachable(&e),
        }
    }
    Err(last)
}

fn server_name(url: &Url) -> Option<ServerName<'static>> {
    match url.host()? {
        Host::Domain(name) => ServerName::try_from(name.to_owned()).ok(),
        Host::Ipv4(ip) => Some(ServerName::from(std::net::IpAddr::V4(ip))),
        Host::Ipv6(ip) => Some(ServerName::from(std::net::IpAddr::V6(ip))),
    }
}

async fn ask(
    line: Box<dyn Line>,
    request: Request<Full<Bytes>>,
) -> Result<(Response<Incoming>, JoinSet<hyper::Result<()>>), Trouble> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(line)).await.map_err(|e| unreachable(&e))?;
    // Goes with who asks, whatever becomes of it.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let response = sender.send_request(request).await.map_err(|e| unreachable(&e))?;
    Ok((response, driver))
}

/// What the receiver says beside the status is for people; when the line is cut in the middle of it, the status holds.
async fn beginning(mut body: Incoming) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER {
        match body.frame().await {
            Some(Ok(frame)) => bytes.extend(frame.into_data().unwrap_or_default()),
            Some(Err(_)) | None => break,
        }
    }
    bytes.truncate(ANSWER);
    let text = String::from_utf8_lossy(&bytes);
    text.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(KEPT).collect()
}

/// With what is behind the error: hyper's own say little.
fn unreachable(error: &dyn std::error::Error) -> Trouble {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    Trouble::Unreachable { text }
}

fn certificate(error: &dyn std::fmt::Display) -> Trouble {
    Trouble::Certificate { text: error.to_string() }
}
