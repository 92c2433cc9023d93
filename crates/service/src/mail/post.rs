//! How mails leave the house: over SMTP, or (development) as files in the data folder.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use kontor_store::Datetime;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use super::Mail;
use crate::Settings;

/// For each single step of the conversation with the mail server.
const TIMEOUT: Duration = Duration::from_secs(20);
/// For a whole mail, connecting included.
const PATIENCE: Duration = Duration::from_secs(90);

/// The way out.
pub(crate) struct Post {
    way: Way,
    from: String,
    /// Behind the `@` of message ids.
    host: String,
}

enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
    /// The settings are wrong; said at every attempt, so that the outbox shows it.
    Broken(String),
}

impl Post {
    /// Must be called (and dropped) within the runtime: the pool of connections has a task of its own.
    pub(crate) fn new(settings: &Settings) -> Self {
        let url = &settings.mail.smtp;
        let way = if url.is_empty() {
            Way::Folder(settings.data.join("mails"))
        } else {
            match AsyncSmtpTransport::<Tokio1Executor>::from_url(url) {
                Ok(builder) => Way::Smtp(Box::new(
                    builder.timeout(Some(TIMEOUT)).pool_config(PoolConfig::new().max_size(4)).build(),
                )),
                // Without the address itself: it may hold a password.
                Err(e) => Way::Broken(format!("mail.smtp is no address of a mail server: {e}")),
            }
        };
        let from = settings.mail.from.clone();
        let host = from.rsplit_once('@').map_or("", |(_, host)| host).trim_end_matches('>').trim();
        let host = if host.is_empty() { "kontor.invalid".to_owned() } else { host.to_owned() };
        Self { way, from, host }
    }

    /// Does this way out reach people, so that links must not be kept once they are sent?
    pub(crate) const fn leaves_the_house(&self) -> bool {
        matches!(self.way, Way::Smtp(_))
    }

    /// Sends a mail; on success it is the mail server's (or in the folder). The message id is made of the mail's own, so
    /// that a repetition after a crash is recognised by mail programs.
    pub(crate) async fn send(&self, id: &str, mail: &Mail, created: &Datetime) -> Result<(), String> {
        let message = self.message(id, mail, created)?;
        match &self.way {
            Way::Smtp(transport) => match tokio::time::timeout(PATIENCE, transport.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(e)) => Err(said(&e)),
                Err(_) => Err("the mail server took too long".into()),
            },
            Way::Folder(folder) => {
                let say = |e: std::io::Error| format!("{}: {e}", folder.display());
                tokio::fs::create_dir_all(folder).await.map_err(say)?;
                tokio::fs::write(folder.join(format!("{id}.eml")), message.formatted()).await.map_err(say)
            }
            Way::Broken(why) => Err(why.clone()),
        }
    }

    fn message(&self, id: &str, mail: &Mail, created: &Datetime) -> Result<Message, String> {
        let from: Mailbox = self.from.parse().map_err(|e| format!("mail.from: {e}"))?;
        let to: Mailbox = mail.to.parse().map_err(|e| format!("recipient: {e}"))?;
        let date = SystemTime::UNIX_EPOCH
            + Duration::from_millis(u64::try_from(created.timestamp_millis()).unwrap_or(0));
        Message::builder()
            .from(from)
            .to(to)
            .subject(&mail.subject)
            .date(date)
            .message_id(Some(format!("<{id}@{}>", self.host)))
            // RFC 3834, 5: out-of-office programs do not answer machines.
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(|e| e.to_string())
    }
}

/// An error with its causes, since the mail server's own words are in the last one.
fn said(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(e) = cause {
        let more = e.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = e.source();
    }
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(url: &str) -> Post {
        let mut settings = Settings::default();
        settings.mail.smtp = url.into();
        Post::new(&settings)
    }

    #[tokio::test]
    async fn every_kind_of_address_of_a_mail_server_is_understood() {
        for url in [
            "smtp://mail.example",
            "smtp://mail.example:2525",
            "smtp://user:pass%40word@mail.example:587?tls=required",
            "smtps://user:password@mail.example",
        ] {
            assert!(post(url).leaves_the_house(), "{url}");
        }
        assert!(matches!(post("").way, Way::Folder(_)));
    }

    #[tokio::test]
    async fn a_wrong_address_is_told_without_its_password() {
        let Way::Broken(why) = post("http://user:geheim@mail.example").way else { panic!("understood") };
        assert!(why.contains("mail.smtp") && !why.contains("geheim"), "{why}");
    }

    #[tokio::test]
    async fn a_message_has_one_line_per_header_whatever_it_is_made_of() {
        let post = post("");
        let mail = Mail::new("a@b.example", "Grüße\r\nBcc: x@y.example", "Zeile 1\nZeile 2\n".into());
        let message = post.message("01ID", &mail, &Datetime::default()).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(!text.contains("\nBcc:"), "{text}");
        assert!(text.contains("Message-ID: <01ID@hallmann-baumaschinen.example>"), "{text}");
        assert!(post.message("01ID", &Mail::new("kein", "x", String::new()), &Datetime::default()).is_err());
    }
}
