//! Packs pieces into a ZIP as they come, on a thread of its own.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use kontor_domain::Error;
use tokio::sync::mpsc::{Receiver, Sender};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// So much is collected before it is sent.
const CHUNK: usize = 64 << 10;

/// What is packed.
pub(super) enum Piece {
    /// Another file begins, under this name.
    File(String),
    /// Of the file that has begun.
    Bytes(Bytes),
    /// It was everything.
    End,
}

/// Packs until [`Piece::End`]. When the pieces stop before it the ZIP stays without its end: nobody takes half for a whole.
pub(super) fn pack(mut pieces: Receiver<Piece>, out: Sender<Result<Bytes, Error>>) {
    let closed = Arc::new(AtomicBool::new(false));
    let waiting = Vec::with_capacity(CHUNK);
    let mut writer = ZipWriter::new_stream(Out { to: out, waiting, closed: Arc::clone(&closed) });
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    while let Some(piece) = pieces.blocking_recv() {
        let packed = match piece {
            Piece::File(name) => writer.start_file(name, options).map_err(io::Error::other),
            Piece::Bytes(bytes) => writer.write_all(&bytes),
            Piece::End => {
                if let Ok(out) = writer.finish() {
                    // The last piece goes when it is dropped.
                    drop(out);
                }
                return;
            }
        };
        if packed.is_err() {
            break;
        }
    }
    // Dropping a writer finishes its file, which would then look whole.
    closed.store(true, Ordering::Relaxed);
}

/// Sends what is written.
struct Out {
    to: Sender<Result<Bytes, Error>>,
    waiting: Vec<u8>,
    /// Nothing is sent any more.
    closed: Arc<AtomicBool>,
}

impl Out {
    fn send(&mut self) -> io::Result<()> {
        let full = std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK));
        if self.closed.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if !full.is_empty() && self.to.blocking_send(Ok(full.into())).is_err() {
            self.closed.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        let _ = self.send();
    }
}
