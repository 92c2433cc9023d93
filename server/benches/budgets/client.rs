//! A blocking HTTP/1.1 client that keeps its connection and costs next to nothing, so that the server is what is measured.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

pub struct Client {
    stream: BufReader<TcpStream>,
}

pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

impl Client {
    pub fn open(port: u16) -> Option<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        stream.set_nodelay(true).ok()?;
        Some(Self { stream: BufReader::new(stream) })
    }

    pub fn get(&mut self, path: &str, cookie: &str) -> Option<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nAccept: text/html\r\nAccept-Language: de\r\n\r\n"))
    }

    pub fn post(&mut self, path: &str, body: &str, cookie: &str) -> Option<Answer> {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    pub fn post_json(&mut self, path: &str, body: &str, cookie: &str) -> Option<Answer> {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\nAccept: application/json\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    pub fn webhook(&mut self, signature: &str, body: &str) -> Option<Answer> {
        self.send(&format!(
            "POST /webhooks/stripe HTTP/1.1\r\nHost: 127.0.0.1\r\nStripe-Signature: {signature}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    /// Signs in; answers the cookie of the session.
    pub fn sign_in(&mut self, email: &str, password: &str) -> String {
        let encoded = |text: &str| text.replace('@', "%40").replace(' ', "+");
        let body = format!("email={}&password={}&next=%2F", encoded(email), encoded(password));
        let answer = self.post("/fn/accounts/sign_in", &body, "").expect("an answer");
        let cookie = answer.header("set-cookie").unwrap_or_else(|| panic!("signed in: {}", answer.status));
        cookie.split(';').next().unwrap_or_default().to_owned()
    }

    /// Server-sent events, each by its name, until the server ends it.
    pub fn listen(&mut self, path: &str, cookie: &str, mut heard: impl FnMut(&str)) {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\nAccept: text/event-stream\r\n\r\n"
        );
        self.stream.get_mut().write_all(request.as_bytes()).expect("the server listens");
        // Neither a header nor the size of a chunk looks like an event.
        while let Some(line) = self.line() {
            if let Some(event) = line.strip_prefix("event: ") {
                heard(event);
            }
        }
    }

    fn send(&mut self, request: &str) -> Option<Answer> {
        self.stream.get_mut().write_all(request.as_bytes()).ok()?;
        let status = self.line()?.split(' ').nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if let Some(length) = answer.header("content-length") {
            answer.body = vec![0; length.parse().ok()?];
            self.stream.read_exact(&mut answer.body).ok()?;
        } else if answer.header("transfer-encoding") == Some("chunked") {
            loop {
                let size = usize::from_str_radix(self.line()?.split(';').next()?, 16).ok()?;
                let start = answer.body.len();
                answer.body.resize(start + size, 0);
                self.stream.read_exact(&mut answer.body[start..]).ok()?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        }
        Some(answer)
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        (self.stream.read_line(&mut line).ok()? > 0).then(|| line.trim_end().to_owned())
    }
}

/// Requests per second over so many connections.
pub fn rate(port: u16, path: &str, cookie: &str, connections: usize, time: Duration) -> f64 {
    let end = Instant::now() + time;
    let counts: Vec<_> = (0..connections)
        .map(|_| {
            let (path, cookie) = (path.to_owned(), cookie.to_owned());
            std::thread::spawn(move || {
                let mut client = Client::open(port).expect("the server answers");
                let mut count = 0_u32;
                while Instant::now() < end {
                    assert_eq!(client.get(&path, &cookie).expect("an answer").status, 200);
                    count += 1;
                }
                count
            })
        })
        .collect();
    let all: u32 = counts.into_iter().map(|c| c.join().expect("no client fails")).sum();
    f64::from(all) / time.as_secs_f64()
}
