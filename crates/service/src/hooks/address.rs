//! Where a webhook may go. Whoever sets one up makes this machine send something: never to what only this machine reaches.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use kontor_domain::Problem;
use kontor_domain::hooks::{MAX_URL, Trouble};
use tokio::net::lookup_host;
use tokio::time::timeout;
use url::{Host, Url};

/// A name server that does not answer keeps nobody waiting longer.
const LOOKUP: Duration = Duration::from_secs(3);

/// Reads what somebody typed. `private`: endpoints may lie in a private network.
///
/// # Errors
/// [`Problem::Required`], [`Problem::TooLong`], [`Problem::NotAWebAddress`], [`Problem::HttpsOnly`],
/// [`Problem::PrivateAddress`].
pub(super) fn read(text: &str, private: bool) -> Result<Url, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.chars().count() > MAX_URL as usize {
        return Err(Problem::TooLong { max: MAX_URL });
    }
    let url = Url::parse(text).map_err(|_| Problem::NotAWebAddress)?;
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if !bare || url.host().is_none() || url.port_or_known_default().is_none_or(|port| port == 0) {
        return Err(Problem::NotAWebAddress);
    }
    match url.scheme() {
        "https" => {}
        "http" if private => {}
        "http" => return Err(Problem::HttpsOnly),
        _ => return Err(Problem::NotAWebAddress),
    }
    match literal(&url) {
        Some(ip) if !private && !is_public(ip) => Err(Problem::PrivateAddress),
        Some(ip) if url.scheme() == "http" && is_public(ip) => Err(Problem::HttpsOnly),
        _ => Ok(url),
    }
}

/// As [`read`], and asks where the name leads. A name that leads nowhere yet is no mistake: the log will tell.
///
/// # Errors
/// As [`read`].
pub(super) async fn check(text: &str, private: bool) -> Result<Url, Problem> {
    let url = read(text, private)?;
    match addresses(&url, private).await {
        Err(Trouble::Private) => Err(Problem::PrivateAddress),
        Err(Trouble::Unencrypted) => Err(Problem::HttpsOnly),
        _ => Ok(url),
    }
}

/// The addresses to connect to. Asked for each time something is sent, and what is checked here is what is connected to: a
/// name that is led elsewhere in between (DNS rebinding) gains nothing.
///
/// # Errors
/// [`Trouble::Unresolved`], [`Trouble::Private`] when all of them are private, [`Trouble::Unencrypted`] when `http` would
/// leave the private network.
pub(super) async fn addresses(url: &Url, private: bool) -> Result<Vec<SocketAddr>, Trouble> {
    let port = url.port_or_known_default().unwrap_or(443);
    let found: Vec<SocketAddr> = match (literal(url), url.host_str()) {
        (Some(ip), _) => vec![SocketAddr::new(ip, port)],
        (None, Some(name)) => match timeout(LOOKUP, lookup_host((name, port))).await {
            Ok(Ok(found)) => found.collect(),
            _ => Vec::new(),
        },
        (None, None) => Vec::new(),
    };
    if found.is_empty() {
        return Err(Trouble::Unresolved);
    }
    let allowed: Vec<SocketAddr> = found.into_iter().filter(|a| private || is_public(a.ip())).collect();
    if allowed.is_empty() {
        return Err(Trouble::Private);
    }
    if url.scheme() == "http" && allowed.iter().any(|a| is_public(a.ip())) {
        return Err(Trouble::Unencrypted);
    }
    Ok(allowed)
}

/// The address, when the URL names one instead of a host. The parser has read `0x7f.1` and its like already.
fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(ip) => Some(ip.into()),
        Host::Ipv6(ip) => Some(ip.into()),
        Host::Domain(_) => None,
    }
}

/// Is it an address of the public Internet? By the registries of special-purpose addresses (RFC 6890 and its updates):
/// whatever has another purpose is not.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        // This network, private use, loopback, multicast, reserved, broadcast.
        (0 | 10 | 127 | 224..=255, _, _)
        // Shared address space, link local, private use.
        | (100, 64..=127, _) | (169, 254, _) | (172, 16..=31, _) | (192, 168, _)
        // Protocol assignments, documentation, 6to4 relays, benchmarks.
        | (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113)
    )
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b) {
        // Translated to IPv4 on the way (RFC 6052): what counts is where it comes out.
        (0x64, 0xff9b) => (c, d, e, f) == (0, 0, 0, 0) && v4(g, h),
        // 6to4 carries an IPv4 address.
        (0x2002, high) => v4(high, c),
        // Protocol assignments (Teredo among them) and documentation.
        (0x2001, 0..=0x1ff | 0xdb8) | (0x3fff, 0..=0xfff) => false,
        // Everything else that is public lies here: not loopback, mapped IPv4, link local, unique local, multicast.
        (0x2000..=0x3fff, _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(ip: &str) -> bool {
        is_public(ip.parse().unwrap_or_else(|e| panic!("{ip}: {e}")))
    }

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "2001:db8::1",
            "2001::1",
            "2002:0a00:0001::1",
            "2002:7f00:0001::1",
            "3fff::1",
        ] {
            assert!(!public(inside), "{inside}");
        }
        for outside in [
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2a00:1450:4001::200e",
            "2606:4700::1111",
            "64:ff9b::8.8.8.8",
            "2002:0808:0808::1",
        ] {
            assert!(public(outside), "{outside}");
        }
    }

    #[test]
    fn what_is_typed_is_a_https_address_of_somebody_elses_machine() {
        let good = read(" https://erp.example:8443/in?from=kontor ", false).unwrap();
        assert_eq!(good.as_str(), "https://erp.example:8443/in?from=kontor");
        for (text, problem) in [
            ("", Problem::Required),
            ("erp.example/in", Problem::NotAWebAddress),
            ("ftp://erp.example", Problem::NotAWebAddress),
            ("file:///etc/passwd", Problem::NotAWebAddress),
            ("https://user:secret@erp.example", Problem::NotAWebAddress),
            ("https://erp.example/#part", Problem::NotAWebAddress),
            ("https://erp.example:0/", Problem::NotAWebAddress),
            ("http://erp.example", Problem::HttpsOnly),
            ("https://127.0.0.1/in", Problem::PrivateAddress),
            ("https://[::1]/in", Problem::PrivateAddress),
            // Ways to write 127.0.0.1 and 169.254.169.254 that are meant to be overlooked.
            ("https://0x7f.1/", Problem::PrivateAddress),
            ("https://2130706433/", Problem::PrivateAddress),
            ("https://0251.0376.0251.0376/", Problem::PrivateAddress),
            ("https://[::ffff:a9fe:a9fe]/", Problem::PrivateAddress),
        ] {
            assert_eq!(read(text, false), Err(problem), "{text}");
        }
        assert_eq!(
            read(&format!("https://erp.example/{}", "x".repeat(1_000)), false),
            Err(Problem::TooLong { max: MAX_URL })
        );
    }

    #[test]
    fn with_private_networks_allowed_http_stays_inside() {
        assert!(read("http://127.0.0.1:8080/in", true).is_ok());
        assert!(read("http://erp.lan/in", true).is_ok(), "where the name leads is looked at later");
        assert_eq!(read("http://8.8.8.8/in", true), Err(Problem::HttpsOnly));
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_refused_when_it_is_looked_up() {
        let here = Url::parse("https://localhost:9/in").unwrap();
        assert_eq!(addresses(&here, false).await, Err(Trouble::Private));
        assert!(addresses(&here, true).await.unwrap().iter().all(|a| a.ip().is_loopback() && a.port() == 9));
        assert_eq!(check("https://localhost/in", false).await, Err(Problem::PrivateAddress));
        let nowhere = Url::parse("https://nowhere.invalid/").unwrap();
        assert_eq!(addresses(&nowhere, false).await, Err(Trouble::Unresolved));
        let plain = Url::parse("http://8.8.8.8/").unwrap();
        assert_eq!(addresses(&plain, true).await, Err(Trouble::Unencrypted));
    }
}
