//! Server-sent events over real connections: who hears what, and when it ends.

use std::net::SocketAddr;
use std::time::Duration;

use kontor_domain::accounts::Channel;
use kontor_domain::events::Happened;
use kontor_service::accounts;
use kontor_service::change::{Change, Subject};
use kontor_service::live::{self, Happening, MAX_OF_PERSON};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::house::{House, block, cookie, system};

/// Far above what it takes; nothing here waits that long unless it fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// A browser's connection, with what it has received so far.
struct Ear {
    stream: TcpStream,
    heard: String,
}

impl Ear {
    async fn open(address: SocketAddr, path: &str, secret: &str, last: &str) -> Self {
        let mut stream = TcpStream::connect(address).await.expect("connected");
        let last = if last.is_empty() { String::new() } else { format!("Last-Event-ID: {last}\r\n") };
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: kontor\r\nAccept: text/event-stream\r\nAccept-Encoding: br, gzip\r\n\
             Cookie: {}\r\n{last}\r\n",
            cookie(secret)
        );
        stream.write_all(request.as_bytes()).await.expect("sent");
        Self { stream, heard: String::new() }
    }

    /// Waits until it was heard; false when the connection ends before.
    async fn hears(&mut self, words: &str) -> bool {
        let mut buffer = [0; 4_096];
        while !self.heard.contains(words) {
            let read = timeout(PATIENCE, self.stream.read(&mut buffer));
            let size = read.await.unwrap_or_else(|_| panic!("{words} in {}", self.heard)).unwrap_or(0);
            // The last chunk of a body that ended: the connection itself is kept.
            if size == 0 || self.heard.ends_with("\r\n0\r\n\r\n") {
                return false;
            }
            self.heard.push_str(&String::from_utf8_lossy(&buffer[..size]));
            if self.heard.ends_with("\r\n0\r\n\r\n") && !self.heard.contains(words) {
                return false;
            }
        }
        true
    }
}

async fn served(house: &House) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let app = house.app.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Something happens in the case; answers what is heard of it.
async fn happens(house: &House, what: Happened, desk: bool) -> String {
    let (actor, kind) = (system(), what.code());
    let mut change = Change::new(&house.kontor, &actor);
    let subject = Subject::new("case", &house.case).in_case(&house.case);
    change.event(&if desk { subject.for_desk() } else { subject }, what);
    change.commit().await.expect("written");
    format!("\"kind\":\"{kind}\"")
}

#[test]
fn two_at_one_case_hear_of_each_other_and_of_what_happens() {
    block(async {
        let house = House::full().await;
        let (address, path) = (served(&house).await, format!("/live/cases/{}", house.case));
        let mut buyer = Ear::open(address, &path, &house.cookies["buyer"], "").await;
        assert!(buyer.hears("event: presence\ndata: []").await);
        let head = buyer.heard.to_lowercase();
        assert!(head.contains("content-type: text/event-stream") && head.contains("x-accel-buffering: no"));
        assert!(!head.contains("content-encoding"), "{head}");
        // As people type it.
        let typed = path.to_lowercase().replace('-', "");
        let mut desk = Ear::open(address, &format!("{typed}?desk=1"), &house.cookies["support"], "").await;
        assert!(desk.hears("data: [\"buyer\"]").await);
        assert!(buyer.hears("data: [\"support\"]").await);
        let told = happens(&house, Happened::OrderPicked, false).await;
        assert!(buyer.hears(&told).await && desk.hears(&told).await);
        // What is the desk's alone never reaches the customer: the next one does.
        let internal = happens(&house, Happened::RulesChanged, true).await;
        let open = happens(&house, Happened::OrderSettled, false).await;
        assert!(desk.hears(&internal).await && buyer.hears(&open).await);
        assert!(!buyer.heard.contains(&internal), "{}", buyer.heard);
        drop(desk);
        buyer.heard.clear();
        assert!(buyer.hears("event: presence\ndata: []").await);
        // A stopping program ends what would last for ever.
        house.kontor.live.close();
        assert!(!buyer.hears("nothing more").await);
        let mut late = Ear::open(address, &path, &house.cookies["buyer"], "").await;
        assert!(late.hears("HTTP/1.1 503").await);
    });
}

#[test]
fn a_browser_that_was_away_hears_what_it_missed() {
    block(async {
        let house = House::full().await;
        let (address, path) = (served(&house).await, format!("/live/cases/{}", house.case));
        let newest = live::newest(&house.kontor, &house.case, false).await.expect("read").expect("an event");
        let Happening { id, kind, channel, .. } = newest;
        assert_eq!((kind.as_str(), channel), ("return_requested", Channel::Portal));
        let mut here = Ear::open(address, &format!("{path}?seen={id}"), &house.cookies["buyer"], "").await;
        assert!(here.hears("event: presence").await);
        let told = happens(&house, Happened::OrderPicked, false).await;
        happens(&house, Happened::RulesChanged, true).await;
        assert!(here.hears(&told).await);
        let before = here.heard.matches("event: changed").count();
        assert_eq!(before, 1, "what the page knew was not told: {}", here.heard);
        // The browser's own word counts more than the address it was opened with.
        let mut again = Ear::open(address, &format!("{path}?seen=~"), &house.cookies["buyer"], &id).await;
        assert!(again.hears(&told).await);
    });
}

#[test]
fn who_may_not_see_a_case_hears_nothing_of_it_any_more() {
    block(async {
        let house = House::full().await;
        let (address, path) = (served(&house).await, format!("/live/cases/{}", house.case));
        for (secret, path, status) in [
            ("", path.as_str(), 401),
            (&house.cookies["stranger"], &path, 404),
            (&house.cookies["buyer"], "/live/cases/K22-2222", 404),
            (&house.cookies["buyer"], "/live/cases/nothing", 404),
        ] {
            let mut ear = Ear::open(address, path, secret, "").await;
            assert!(ear.hears(&format!("HTTP/1.1 {status}")).await, "{path}");
        }
        for person in ["buyer", "approver", "company_admin", "support", "sales", "warehouse", "admin"] {
            let mut ear = Ear::open(address, &path, &house.cookies[person], "").await;
            assert!(ear.hears("event: presence").await, "{person}");
        }
        let mut buyer = Ear::open(address, &path, &house.cookies["buyer"], "").await;
        assert!(buyer.hears("event: presence").await);
        accounts::sign_out(&house.kontor, &house.cookies["buyer"]).await.expect("signed out");
        let told = happens(&house, Happened::OrderPicked, false).await;
        assert!(!buyer.hears(&told).await, "{}", buyer.heard);
    });
}

#[test]
fn one_person_does_not_hold_hundreds() {
    block(async {
        let house = House::full().await;
        let (address, path) = (served(&house).await, format!("/live/cases/{}", house.case));
        let mut ears = Vec::new();
        for _ in 0..MAX_OF_PERSON {
            let mut ear = Ear::open(address, &path, &house.cookies["buyer"], "").await;
            assert!(ear.hears("event: presence").await);
            ears.push(ear);
        }
        let mut more = Ear::open(address, &path, &house.cookies["buyer"], "").await;
        assert!(more.hears("HTTP/1.1 429").await);
        let mut other = Ear::open(address, &path, &house.cookies["approver"], "").await;
        assert!(other.hears("data: [\"buyer\"]").await);
    });
}
