//! A small mail server that remembers what it got and misbehaves on demand (RFC 5321, as far as a client needs it).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How the server answers a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Take,
    /// 451: try again later.
    Later,
    /// 550: no such mailbox.
    Refuse,
    /// Takes the whole mail and hangs up without a word: the sender cannot know.
    TakeAndHangUp,
}

#[derive(Default)]
struct State {
    mails: Vec<String>,
    next: VecDeque<Answer>,
    always: Option<Answer>,
}

#[derive(Clone)]
pub struct Smtp {
    state: Arc<Mutex<State>>,
    pub url: String,
}

impl Smtp {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smtp = Self {
            state: Arc::default(),
            url: format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port()),
        };
        let state = Arc::clone(&smtp.state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&state)));
            }
        });
        smtp
    }

    /// The next mails are answered like this, one each; the others are taken.
    pub fn next(&self, answers: &[Answer]) {
        self.state.lock().unwrap().next.extend(answers);
    }

    pub fn always(&self, answer: Answer) {
        self.state.lock().unwrap().always = Some(answer);
    }

    /// The mails taken, headers and all.
    pub fn mails(&self) -> Vec<String> {
        self.state.lock().unwrap().mails.clone()
    }
}

fn answer(state: &Mutex<State>) -> Answer {
    let mut state = state.lock().unwrap();
    state.next.pop_front().or(state.always).unwrap_or(Answer::Take)
}

async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    if write.write_all(b"220 mail.example ready\r\n").await.is_err() {
        return;
    }
    let mut how = Answer::Take;
    while let Ok(Some(line)) = lines.next_line().await {
        let reply = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => "250-mail.example\r\n250 8BITMIME\r\n",
            "RCPT" => {
                how = answer(&state);
                match how {
                    Answer::Later => "451 4.3.0 try again later\r\n",
                    Answer::Refuse => "550 5.1.1 no such mailbox\r\n",
                    Answer::Take | Answer::TakeAndHangUp => "250 ok\r\n",
                }
            }
            "DATA" => {
                if write.write_all(b"354 go on\r\n").await.is_err() {
                    return;
                }
                let mut mail = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    // Dot stuffing, RFC 5321, 4.5.2.
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push('\n');
                }
                state.lock().unwrap().mails.push(mail);
                if how == Answer::TakeAndHangUp {
                    return;
                }
                "250 taken\r\n"
            }
            "QUIT" => {
                let _ = write.write_all(b"221 bye\r\n").await;
                return;
            }
            _ => "250 ok\r\n",
        };
        if write.write_all(reply.as_bytes()).await.is_err() {
            return;
        }
    }
}
