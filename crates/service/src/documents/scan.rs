//! Lets `clamd` look at what comes in, while it comes (clamd(8), `INSTREAM`). Whoever configures one wants every file looked at: what it
//! could not see is not taken.

use std::io;
use std::time::Duration;

use kontor_domain::{Error, Problem};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// For the connection, and for each piece.
const PATIENCE: Duration = Duration::from_secs(20);
/// For the answer: the engine begins when the last piece is there.
const VERDICT: Duration = Duration::from_mins(2);
/// No answer is longer.
const ANSWER: u64 = 4_096;

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// A file on its way through the scanner.
pub(super) struct Scan {
    wire: Box<dyn Wire>,
    /// The scanner has said something before the end: it takes no more.
    early: bool,
}

impl Scan {
    /// At `HOST:PORT` or `unix:PATH`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when nobody answers there.
    pub async fn begin(address: &str) -> Result<Self, Error> {
        let connect = async {
            let mut wire: Box<dyn Wire> = match address.strip_prefix("unix:") {
                Some(path) => Box::new(UnixStream::connect(path).await?),
                None => Box::new(TcpStream::connect(address).await?),
            };
            wire.write_all(b"zINSTREAM\0").await?;
            Ok(Self { wire, early: false })
        };
        patient(PATIENCE, connect).await
    }

    /// # Errors
    /// [`Error::Unavailable`] when it takes too long.
    pub async fn take(&mut self, piece: &[u8]) -> Result<(), Error> {
        // An empty piece would be the end.
        if self.early || piece.is_empty() {
            return Ok(());
        }
        let length = u32::try_from(piece.len()).map_err(|_| Error::Unavailable)?;
        let write = async {
            self.wire.write_all(&length.to_be_bytes()).await?;
            self.wire.write_all(piece).await
        };
        match timeout(PATIENCE, write).await {
            Ok(Ok(())) => Ok(()),
            // It hung up: what it had to say is in the answer.
            Ok(Err(_)) => {
                self.early = true;
                Ok(())
            }
            Err(_) => Err(unseen("it takes nothing any more")),
        }
    }

    /// # Errors
    /// [`Error::Invalid`] with `file`: [`Problem::Infected`] for what it knows as harmful, [`Problem::NotScanned`] for what is too large
    /// for it. [`Error::Unavailable`] for every other answer, and none.
    pub async fn verdict(mut self) -> Result<(), Error> {
        let ask = async {
            if !self.early {
                // It may have hung up meanwhile, with its answer sent.
                let _ = self.wire.write_all(&0u32.to_be_bytes()).await;
            }
            let mut said = Vec::new();
            let read = (&mut self.wire).take(ANSWER).read_to_end(&mut said).await;
            // Who hangs up while something is still on its way to them cuts the line behind their answer.
            if said.is_empty() {
                read?;
            }
            Ok(said)
        };
        let said = patient(VERDICT, ask).await?;
        let said = String::from_utf8_lossy(&said);
        let said = said.trim_matches(['\0', '\n', ' ']);
        let wrong = |problem| Err(Error::invalid("file", problem));
        match said.strip_prefix("stream: ") {
            Some("OK") => Ok(()),
            Some(found) if found.ends_with(" FOUND") => {
                tracing::warn!("a file was refused by the scanner: {found}");
                wrong(Problem::Infected)
            }
            _ if said.contains("size limit exceeded") => wrong(Problem::NotScanned),
            _ => Err(unseen(said)),
        }
    }
}

async fn patient<T>(wait: Duration, what: impl Future<Output = io::Result<T>>) -> Result<T, Error> {
    match timeout(wait, what).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(e)) => Err(unseen(&e.to_string())),
        Err(_) => Err(unseen("no answer in time")),
    }
}

fn unseen(why: &str) -> Error {
    tracing::error!("the scanner for incoming files: {why}");
    Error::Unavailable
}
