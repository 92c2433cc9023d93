//! Reads text and pictures out of kept files. Files may be hostile and what reads them is young, so a process of its own does it, with
//! little memory, no configuration and an end ([`kontor_extract::work`]). Tests, and programs that do not say what theirs is called,
//! read in this one.

use std::process::Stdio;
use std::time::Duration;

use futures::TryStreamExt as _;
use kontor_domain::Error;
use kontor_domain::documents::{DocumentVersion, Media};
use kontor_extract::{Kind, Limits, Wanted};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;

use crate::Kontor;
use crate::fault::internal;

/// After so long the process is ended. It has used up its core's seconds before, unless the machine has none to give.
const PATIENCE: Duration = Duration::from_mins(2);
/// What it may take: addresses in KiB, and seconds of a core. Where the system knows no such limits it is read without.
const WITHIN: &str = "ulimit -v 3145728; ulimit -t 30; exec \"$@\"";
/// More comes out of no file.
const MOST: u64 = 8 << 20;

/// What is wanted of a version, made now or before; empty when there is none, or when the file cannot be read.
///
/// # Errors
/// [`Error::Internal`] when the disk refuses or the bytes are not what they were.
pub(super) async fn read_file(
    kontor: &Kontor,
    version: &DocumentVersion,
    wanted: Wanted,
) -> Result<Vec<u8>, Error> {
    let Some(kind) = kind(version.media).filter(|kind| wanted.is_in(*kind)) else { return Ok(Vec::new()) };
    let derived = &kontor.archive.derived;
    if let Some(made) = derived.get(&version.hash, wanted).await? {
        return Ok(made);
    }
    let _turn = kontor.archive.reading.acquire().await.map_err(|e| internal(&e))?;
    // While we waited somebody else may have made it.
    if let Some(made) = derived.get(&version.hash, wanted).await? {
        return Ok(made);
    }
    let largest = u64::try_from(Limits::default().file).unwrap_or(u64::MAX);
    let made = match version.bytes <= largest {
        false => None,
        true if kontor.settings.reader.as_os_str().is_empty() => {
            within(kontor, version, kind, wanted).await?
        }
        true => outside(kontor, version, kind, wanted).await?,
    };
    let made = made.unwrap_or_default();
    derived.put(&version.hash, wanted, &made).await?;
    Ok(made)
}

const fn kind(media: Media) -> Option<Kind> {
    match media {
        Media::Pdf => Some(Kind::Pdf),
        Media::Jpeg | Media::Png | Media::Webp => Some(Kind::Photo),
        Media::Text | Media::Csv => Some(Kind::Text),
        Media::Xml => Some(Kind::Xml),
        Media::Docx | Media::Xlsx | Media::Pptx | Media::Odt | Media::Ods | Media::Odp => Some(Kind::Office),
        Media::Heic | Media::Markup => None,
    }
}

/// By this process.
async fn within(
    kontor: &Kontor,
    version: &DocumentVersion,
    kind: Kind,
    wanted: Wanted,
) -> Result<Option<Vec<u8>>, Error> {
    let pieces: Vec<_> = kontor.archive.blobs.read(&version.hash).await?.try_collect().await?;
    let bytes = pieces.concat();
    let reading = move || kontor_extract::read(wanted, kind, bytes, &Limits::default());
    let read = tokio::task::spawn_blocking(reading).await.map_err(|e| internal(&e))?;
    Ok(read.map_err(|e| tracing::info!(hash = version.hash, "{e}")).ok())
}

/// By another one, which is given the bytes as they come.
async fn outside(
    kontor: &Kontor,
    version: &DocumentVersion,
    kind: Kind,
    wanted: Wanted,
) -> Result<Option<Vec<u8>>, Error> {
    let mut pieces = kontor.archive.blobs.read(&version.hash).await?;
    let mut process = Command::new("sh")
        .args(["-c", WITHIN, "sh"])
        .arg(&kontor.settings.reader)
        .args(["read-file", wanted.code(), kind.code()])
        // Nothing that this one was told.
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| internal(&e))?;
    let (input, output) = (process.stdin.take(), process.stdout.take());
    let give = async {
        let Some(mut input) = input else { return Ok(()) };
        while let Some(piece) = pieces.try_next().await? {
            // It may have seen enough, or be gone.
            if input.write_all(&piece).await.is_err() {
                break;
            }
        }
        Ok::<(), Error>(())
    };
    let take = async {
        let mut made = Vec::new();
        if let Some(output) = output {
            output.take(MOST).read_to_end(&mut made).await.map_err(|e| internal(&e))?;
        }
        Ok(made)
    };
    let both = async {
        let ((), made) = tokio::try_join!(give, take)?;
        let ended = process.wait().await.map_err(|e| internal(&e))?;
        Ok::<_, Error>(ended.success().then_some(made))
    };
    // Dropped, the process is ended.
    let read = tokio::time::timeout(PATIENCE, both).await.unwrap_or(Ok(None))?;
    if read.is_none() {
        tracing::info!(hash = version.hash, wanted = wanted.code(), "a file could not be read");
    }
    Ok(read)
}
