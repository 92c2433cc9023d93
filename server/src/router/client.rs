//! The address of the client, behind however many proxies the configuration trusts.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{Extensions, HeaderMap};

use super::state::AppState;

/// Where a request comes from. An extension of every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The address found by [`find`]; `0.0.0.0` where nobody looked.
    #[must_use]
    pub fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or(Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }
}

/// Finds the client's address and hands it on.
pub async fn find(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = peer(request.extensions());
    let address = behind(peer, request.headers(), state.config.http.trusted_hops);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// The other end of the connection.
#[must_use]
pub fn peer(extensions: &Extensions) -> IpAddr {
    extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |c| c.0.ip())
}

/// Counts `hops` entries from the right of `X-Forwarded-For`: each trusted proxy appended the address it saw, everything
/// further left was written by who knows. With fewer entries than hops somebody went round a proxy; then the peer counts.
fn behind(peer: IpAddr, headers: &HeaderMap, hops: usize) -> IpAddr {
    if hops == 0 {
        return peer;
    }
    let entries: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .map(str::trim)
        .collect();
    entries
        .len()
        .checked_sub(hops)
        .and_then(|at| entries.get(at))
        .and_then(|entry| parse(entry))
        .unwrap_or(peer)
}

/// Some proxies add the port: `192.0.2.1:1234`, `[2001:db8::1]:1234`.
fn parse(entry: &str) -> Option<IpAddr> {
    entry.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|a| a.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&'static str]) -> HeaderMap {
        lines
            .iter()
            .map(|l| (http::HeaderName::from_static("x-forwarded-for"), http::HeaderValue::from_static(l)))
            .collect()
    }

    #[test]
    fn without_trusted_proxies_the_header_is_ignored() {
        let peer = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(behind(peer, &headers(&["192.0.2.7"]), 0), peer);
    }

    #[test]
    fn hops_are_counted_from_the_right_over_all_header_lines() {
        let peer = IpAddr::from([127, 0, 0, 1]);
        let seen = headers(&["6.6.6.6, 192.0.2.7", "198.51.100.2:4711"]);
        assert_eq!(behind(peer, &seen, 1), IpAddr::from([198, 51, 100, 2]));
        assert_eq!(behind(peer, &seen, 2), IpAddr::from([192, 0, 2, 7]));
        assert_eq!(behind(peer, &seen, 4), peer);
        assert_eq!(behind(peer, &headers(&["nonsense"]), 1), peer);
    }
}
