//! Work from the command line while the program runs: only one process may have the store open, so the second one hands
//! its work to the first, over a socket in the data folder. Who may write to the data folder may use it, nobody else.
//!
//! One line of JSON goes in ([`Work`]), lines of JSON come back ([`Said`]) until the last one says how it ended.

use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;

use kontor_service::Kontor;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, watch};

use crate::cli::Work;
use crate::config::Config;
use crate::serve::stopped;

/// What comes back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    Line(String),
    Done,
    Failed(String),
}

fn socket(config: &Config) -> PathBuf {
    config.data.join("control.sock")
}

/// Does what is handed over until `stop`. Without the socket (a file system that knows none, a path that is too long) the
/// program runs all the same.
pub async fn listen(kontor: Arc<Kontor>, config: Config, stop: watch::Receiver<bool>) {
    let path = socket(&config);
    let listener = match bind(&path) {
        Ok(listener) => listener,
        Err(e) => {
            return tracing::warn!(
                "{}: {e}; the command line can do nothing while this runs",
                path.display()
            );
        }
    };
    let mut stop = pin!(stopped(stop));
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let (kontor, config) = (Arc::clone(&kontor), config.clone());
                    tokio::spawn(async move {
                        if let Err(e) = answer(&kontor, &config, stream).await {
                            tracing::warn!("control: {e}");
                        }
                    });
                }
                Err(e) => tracing::warn!("control: {e}"),
            },
            () = &mut stop => break,
        }
    }
    let _ = std::fs::remove_file(&path);
}

/// The store's lock says that we are the only ones: a socket that is there was left behind.
fn bind(path: &Path) -> io::Result<UnixListener> {
    if path.exists() {
        std::fs::remove_file(path)?;
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

async fn answer(kontor: &Kontor, config: &Config, stream: UnixStream) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let line = BufReader::new(read).lines().next_line().await?.unwrap_or_default();
    let work: Work = serde_json::from_str(&line)?;
    let (sender, mut said) = mpsc::unbounded_channel();
    let say = move |line: String| {
        // Nobody listens any more: the work goes on.
        let _ = sender.send(line);
    };
    let doing = async move { work.run(kontor, config, &say).await };
    let telling = async {
        while let Some(line) = said.recv().await {
            tell(&mut write, &Said::Line(line)).await?;
        }
        io::Result::Ok(())
    };
    let (done, told) = tokio::join!(doing, telling);
    told?;
    tell(&mut write, &done.map_or_else(Said::Failed, |()| Said::Done)).await
}

async fn tell(write: &mut (impl tokio::io::AsyncWrite + Unpin), said: &Said) -> io::Result<()> {
    let mut line = serde_json::to_vec(said)?;
    line.push(b'\n');
    write.write_all(&line).await
}

/// Hands work to the program that runs, and says what it says.
///
/// # Errors
/// When nobody listens, or what went wrong there.
pub async fn hand_over(
    config: &Config,
    work: &Work,
    say: &(dyn Fn(String) + Send + Sync),
) -> Result<(), String> {
    let path = socket(config);
    let mut stream = UnixStream::connect(&path).await.map_err(|e| format!("{}: {e}", path.display()))?;
    let mut line = serde_json::to_vec(work).map_err(|e| e.to_string())?;
    line.push(b'\n');
    stream.write_all(&line).await.map_err(|e| e.to_string())?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next_line().await.map_err(|e| e.to_string())? {
        match serde_json::from_str(&line).map_err(|e| e.to_string())? {
            Said::Line(line) => say(line),
            Said::Done => return Ok(()),
            Said::Failed(problem) => return Err(problem),
        }
    }
    Err("the program ended before the work was done".into())
}
