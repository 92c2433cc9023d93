//! Looks at everything that can be out of order and says so in words.

use std::collections::HashMap;
use std::path::Path;

use kontor_domain::Language;
use kontor_domain::accounts::{Actor, Channel};
use kontor_domain::documents::Damage;
use kontor_service::kontor::{MIGRATIONS, SealPlace};
use kontor_service::{Kontor, documents, outbox, seals};
use kontor_store::Variables;
use tokio::process::Command;

use crate::config::Config;
use crate::site;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Good,
    /// Works, but somebody should look.
    Odd,
    /// Does not work.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub state: State,
    pub what: &'static str,
    pub text: String,
}

impl Finding {
    fn new(state: State, what: &'static str, text: impl Into<String>) -> Self {
        Self { state, what, text: text.into() }
    }

    /// A line for the terminal.
    #[must_use]
    pub fn line(&self) -> String {
        let mark = match self.state {
            State::Good => "ok  ",
            State::Odd => "look",
            State::Bad => "BAD ",
        };
        format!("{mark}  {:<10} {}", self.what, self.text)
    }
}

/// Below this much free space something is about to go wrong.
const LITTLE_SPACE_MIB: u64 = 1_024;
const NO_SPACE_MIB: u64 = 100;

/// Examines the running house.
pub async fn examine(kontor: &Kontor, config: &Config) -> Vec<Finding> {
    let mut findings = vec![Finding::new(State::Good, "config", "read and checked")];
    findings.push(migrations(kontor).await);
    let (tables, counts) = tables(kontor).await;
    findings.push(tables);
    findings.push(index(kontor, counts.get("part").copied()));
    findings.push(texts(kontor, counts.get("document").copied()));
    findings.push(outbox_state(kontor).await);
    findings.push(mail(config));
    findings.push(payment(config));
    findings.push(media(&config.media()));
    findings.push(pages(config));
    findings.push(space(&config.data).await);
    findings.push(content(kontor).await);
    findings.extend(archive(kontor).await);
    findings.push(seal(kontor).await);
    findings.extend(sealed_days(kontor).await);
    findings
}

/// Where the bytes of the archive lie, and whether they can be asked for.
async fn content(kontor: &Kontor) -> Finding {
    let (blobs, what) = (&kontor.archive.blobs, "content");
    let Some(bucket) = blobs.bucket() else {
        let folder = blobs.kept_folder().unwrap_or_default();
        return Finding::new(State::Good, what, folder.display().to_string());
    };
    match blobs.ours().await {
        Ok(true) => Finding::new(State::Good, what, bucket),
        Ok(false) => {
            let text = format!(
                "nothing is removed from {bucket}: by its object `house` that is another house's. Has this one taken its \
                 place, delete that object"
            );
            Finding::new(State::Odd, what, text)
        }
        Err(_) => Finding::new(State::Bad, what, format!("{bucket} does not answer: the log has its words")),
    }
}

/// Every damaged or missing byte, each with the document it is of.
async fn archive(kontor: &Kontor) -> Vec<Finding> {
    let verified = match documents::verify(kontor, &Actor::system(Channel::Cli)).await {
        Ok(verified) => verified,
        Err(e) => return vec![Finding::new(State::Bad, "archive", e.to_string())],
    };
    let bad = |damage: &Damage| Finding::new(State::Bad, "archive", damage.text(Language::En));
    let mut findings: Vec<Finding> = verified.damage.iter().map(bad).collect();
    if findings.is_empty() {
        let (versions, mib) = (verified.versions, verified.bytes >> 20);
        let text = format!(
            "{versions} versions of documents ({mib} MiB) and {} entries of the chain are as they were; it ends in {}",
            verified.entries,
            if verified.head.is_empty() { "nothing" } else { &verified.head }
        );
        findings.push(Finding::new(State::Good, "archive", text));
    }
    findings
}

/// What the house seals with.
async fn seal(kontor: &Kontor) -> Finding {
    let settings = &kontor.settings.seal;
    let with_key = settings.place() != Ok(SealPlace::Nowhere);
    if let Ok(Some(why)) = seals::token_trouble(kontor).await {
        let text = format!("nothing is sealed, the token {}: {why}", settings.token.token);
        return Finding::new(State::Bad, "seal", text);
    }
    match seals::usable(kontor).await {
        Err(e) => Finding::new(State::Bad, "seal", e.text(Language::En)),
        Ok(()) if !with_key => Finding::new(State::Good, "seal", "no key: nothing is sealed"),
        Ok(()) if settings.timestamps.is_empty() => {
            Finding::new(State::Good, "seal", "PAdES B-B, without an authority's word about the time")
        }
        Ok(()) => Finding::new(State::Good, "seal", format!("PAdES B-T, time by {}", settings.timestamps)),
    }
}

/// The seals over closed days of the archive; a day whose seal does not hold is named.
async fn sealed_days(kontor: &Kontor) -> Vec<Finding> {
    match seals::days(kontor, &Actor::system(Channel::Cli)).await {
        Err(e) => vec![Finding::new(State::Bad, "sealed days", e.to_string())],
        Ok(days) if days.faults.is_empty() => {
            vec![Finding::new(State::Good, "sealed days", format!("{} days, every seal holds", days.sealed))]
        }
        Ok(days) => {
            let bad = |fault: &seals::DayFault| {
                let text = format!("the seal of {} does not hold: {}", fault.text, fault.why);
                Finding::new(State::Bad, "sealed days", text)
            };
            days.faults.iter().map(bad).collect()
        }
    }
}

async fn migrations(kontor: &Kontor) -> Finding {
    let known = MIGRATIONS.last().map_or(0, |m| i64::from(m.number));
    match kontor
        .store
        .rows::<i64>("SELECT VALUE number FROM migration ORDER BY number", Variables::new())
        .await
    {
        Ok(numbers) if numbers.last() == Some(&known) => {
            Finding::new(State::Good, "store", format!("schema {known}"))
        }
        Ok(numbers) => Finding::new(
            State::Bad,
            "store",
            format!("schema {:?}, this program knows {known}", numbers.last()),
        ),
        Err(e) => Finding::new(State::Bad, "store", e.to_string()),
    }
}

/// Rows per table, in words and as numbers.
async fn tables(kontor: &Kontor) -> (Finding, HashMap<String, u64>) {
    let mut counts = HashMap::new();
    let names = match kontor.store.tables().await {
        Ok(names) => names,
        Err(e) => return (Finding::new(State::Bad, "tables", e.to_string()), counts),
    };
    let mut texts = Vec::new();
    for name in names {
        let sql = format!("SELECT VALUE count() FROM (SELECT id FROM `{name}`) GROUP ALL");
        match kontor.store.rows::<i64>(&sql, Variables::new()).await {
            Ok(rows) => {
                let count = rows.first().copied().unwrap_or(0);
                if count > 0 {
                    texts.push(format!("{name} {count}"));
                }
                counts.insert(name, u64::try_from(count).unwrap_or(0));
            }
            Err(e) => return (Finding::new(State::Bad, "tables", format!("{name}: {e}")), HashMap::new()),
        }
    }
    let text = if texts.is_empty() { "empty".into() } else { texts.join(", ") };
    (Finding::new(State::Good, "tables", text), counts)
}

fn index(kontor: &Kontor, parts: Option<u64>) -> Finding {
    let indexed = kontor.search.count();
    if !kontor.search.healthy() {
        Finding::new(State::Bad, "search", "the index cannot be read: run `kontor reindex`")
    } else if parts.is_some_and(|parts| parts != indexed) {
        let parts = parts.unwrap_or_default();
        Finding::new(
            State::Odd,
            "search",
            format!("{indexed} of {parts} parts: run `kontor reindex` unless an import is running"),
        )
    } else {
        Finding::new(State::Good, "search", format!("{indexed} parts"))
    }
}

/// The full text of the archive, beside how many documents there are.
fn texts(kontor: &Kontor, documents: Option<u64>) -> Finding {
    let index = &kontor.archive.index;
    let indexed = index.count();
    if !index.healthy() {
        Finding::new(State::Bad, "full text", "the index cannot be read: run `kontor reindex`")
    } else if documents.is_some_and(|documents| documents != indexed) {
        let documents = documents.unwrap_or_default();
        let text = format!("{indexed} of {documents} documents: run `kontor reindex` unless jobs wait");
        Finding::new(State::Odd, "full text", text)
    } else {
        Finding::new(State::Good, "full text", format!("{indexed} documents"))
    }
}

async fn outbox_state(kontor: &Kontor) -> Finding {
    match outbox::pending(kontor).await {
        Ok(p) if p.dead > 0 => {
            Finding::new(State::Odd, "outbox", format!("{} jobs were given up, {} wait", p.dead, p.pending))
        }
        Ok(p) => Finding::new(State::Good, "outbox", format!("{} jobs wait", p.pending)),
        Err(e) => Finding::new(State::Bad, "outbox", e.to_string()),
    }
}

fn payment(config: &Config) -> Finding {
    let stripe = &config.stripe;
    if stripe.secret_key.is_empty() {
        return Finding::new(State::Good, "payment", "no Stripe key: on account only");
    }
    if stripe.webhook_secret.is_empty() {
        let text = "no webhook secret: what happens at Stripe is seen every ten minutes only";
        return Finding::new(State::Odd, "payment", text);
    }
    let mode = if stripe.is_test() { "test mode, no money moves" } else { "live" };
    Finding::new(State::Good, "payment", format!("Stripe, {mode}"))
}

fn mail(config: &Config) -> Finding {
    if config.mail.smtp.is_empty() {
        Finding::new(
            State::Odd,
            "mail",
            "development mode: mails stay in the data folder (set mail.smtp to send them)",
        )
    } else {
        Finding::new(State::Good, "mail", format!("sent as {}", config.mail.from))
    }
}

fn media(folder: &Path) -> Finding {
    match std::fs::metadata(folder) {
        Ok(m) if m.is_dir() => Finding::new(State::Good, "media", folder.display().to_string()),
        Ok(_) => Finding::new(State::Bad, "media", format!("{} is not a folder", folder.display())),
        Err(e) => Finding::new(State::Bad, "media", format!("{}: {e}", folder.display())),
    }
}

fn pages(config: &Config) -> Finding {
    let options = site::options(config);
    let folder = Path::new(&*options.site_root).join(&*options.site_pkg_dir);
    if folder.is_dir() {
        Finding::new(State::Good, "pages", folder.display().to_string())
    } else {
        let text =
            format!("{} does not exist: build with `cargo leptos build` or set `site`", folder.display());
        Finding::new(State::Odd, "pages", text)
    }
}

/// Free space, asked of `df` (POSIX), since the standard library does not know it.
async fn space(folder: &Path) -> Finding {
    let Ok(output) = Command::new("df").arg("-Pk").arg(folder).output().await else {
        return Finding::new(State::Odd, "disk", "`df` is missing: free space unknown");
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let free =
        text.lines().nth(1).and_then(|l| l.split_whitespace().nth(3)).and_then(|n| n.parse::<u64>().ok());
    match free.map(|kib| kib / 1_024) {
        None => Finding::new(State::Odd, "disk", "free space unknown"),
        Some(mib) if mib < NO_SPACE_MIB => Finding::new(State::Bad, "disk", format!("only {mib} MiB free")),
        Some(mib) if mib < LITTLE_SPACE_MIB => {
            Finding::new(State::Odd, "disk", format!("only {mib} MiB free"))
        }
        Some(mib) => Finding::new(State::Good, "disk", format!("{} GiB free", mib / 1_024)),
    }
}
