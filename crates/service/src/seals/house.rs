//! What the house seals with, read once from the configuration.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use kontor_domain::Error;
use kontor_domain::seals::CheckedFile;
use kontor_seal::{Certificate, Scheme, SealError, Signer as _, SoftKey, ToBeSigned};
use tokio::sync::Semaphore;
use url::Url;

use super::remote::Remote;
use super::token::Token;
use crate::Kontor;
use crate::kontor::{SealPlace, SealSettings};
use crate::memory::Memory;

/// So long what a remote service says of its credential is good.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// So many files are taken in and looked at at the same time: each is held in memory.
const CHECKS: usize = 6;

/// What the house seals with.
pub(crate) struct House {
    key: Option<Key>,
    /// Asked for the time.
    pub(super) authority: Option<Url>,
    /// Authorities that are believed.
    pub(super) anchors: Vec<Certificate>,
    credential: Memory<Credential>,
    /// Certificates that are known to stand in the store.
    pub(super) kept: Mutex<BTreeSet<String>>,
    pub(super) checks: Arc<Semaphore>,
    /// Held by the thread that looks at a file, until it is done.
    pub(super) looks: Arc<Semaphore>,
    /// The addresses whose files these are.
    pub(super) asking: Arc<Mutex<Vec<String>>>,
    /// What was answered last, for the page that shows it.
    pub(super) answers: Mutex<VecDeque<Answered>>,
}

enum Key {
    File(Arc<SoftKey>),
    Token(Token),
    Remote(Remote),
}

/// An answer under the secret of its page.
pub(super) struct Answered {
    pub secret: String,
    pub at: Timestamp,
    pub checked: CheckedFile,
}

/// Who seals just now.
pub(super) struct Credential {
    pub chain: Vec<Certificate>,
    pub scheme: Scheme,
    pub with: With,
}

/// What makes the signature.
pub(super) enum With {
    File(Arc<SoftKey>),
    Token(Token),
    /// A service, with the algorithm as it names it.
    Remote(Remote, &'static str),
}

impl Credential {
    /// The certificate of the key.
    ///
    /// # Errors
    /// [`SealError::NoCertificate`].
    pub fn leaf(&self) -> Result<&Certificate, SealError> {
        self.chain.first().ok_or(SealError::NoCertificate)
    }
}

/// A key of the configuration, and what is wrong with it.
pub(super) type Wrong = (&'static str, String);

impl House {
    /// # Errors
    /// What cannot be used, by its name in the configuration.
    pub fn new(settings: &SealSettings) -> Result<Self, Wrong> {
        let key = match settings.place().map_err(|why| ("key", why))? {
            SealPlace::Nowhere => None,
            SealPlace::File => Some(Key::File(Arc::new(key(settings)?))),
            SealPlace::Token => Some(Key::Token(Token::new(settings)?)),
            SealPlace::Remote => Some(Key::Remote(Remote::new(&settings.remote)?)),
        };
        let authority = match settings.timestamps.as_str() {
            "" => None,
            text => Some(address("timestamps", text)?),
        };
        let anchors = match settings.anchors.as_os_str().is_empty() {
            true if authority.is_some() => return Err(("anchors", "needed with seal.timestamps".into())),
            true => Vec::new(),
            false => certificates("anchors", &settings.anchors)?,
        };
        Ok(Self {
            key,
            authority,
            anchors,
            credential: Memory::new(FRESH),
            kept: Mutex::default(),
            checks: Arc::new(Semaphore::new(CHECKS)),
            looks: Arc::new(Semaphore::new(CHECKS)),
            asking: Arc::default(),
            answers: Mutex::default(),
        })
    }

    /// Asks the token once: a configuration that does not fit it is told when the program starts.
    ///
    /// # Errors
    /// What cannot be used, by its name in the configuration. A token that is not there just now is none of that.
    pub(crate) async fn begin(&self) -> Result<(), Wrong> {
        match &self.key {
            Some(Key::Token(token)) => token.begin().await,
            _ => Ok(()),
        }
    }

    /// Who seals; nobody without a key.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the service of the key does not say.
    pub(super) async fn credential(&self, kontor: &Kontor) -> Result<Option<Arc<Credential>>, Error> {
        match &self.key {
            None => Ok(None),
            Some(Key::File(key)) => {
                let (chain, scheme) = (key.chain().to_vec(), key.scheme());
                Ok(Some(Arc::new(Credential { chain, scheme, with: With::File(Arc::clone(key)) })))
            }
            Some(Key::Token(token)) => Ok(Some(Arc::new(token.credential()))),
            Some(Key::Remote(remote)) => {
                let asked = async { remote.credential().await.map(Arc::new) };
                self.credential.get(kontor.clock.now(), asked).await.map(Some)
            }
        }
    }
}

fn key(settings: &SealSettings) -> Result<SoftKey, Wrong> {
    let bytes = read("key", &settings.key)?;
    let wrong = |e: kontor_seal::KeyError| ("key", format!("{}: {e}", settings.key.display()));
    let key = if bytes.starts_with(b"-----BEGIN") {
        let pem = String::from_utf8(bytes).map_err(|_| ("key", "it is no text".to_owned()))?;
        let above = read("certificate", &settings.certificate)?;
        let above = String::from_utf8(above).map_err(|_| ("certificate", "it is no text".to_owned()))?;
        SoftKey::from_pem(&pem, &above).map_err(wrong)?
    } else {
        SoftKey::from_pkcs12(&bytes, &settings.password).map_err(wrong)?
    };
    may_sign(key.chain()).map_err(|e| ("key", format!("{}: {e}", settings.key.display())))?;
    Ok(key)
}

/// Is the certificate one to seal with, within its time? That it may be over is nobody's mistake in the configuration.
///
/// # Errors
/// [`SealError::NotForSigning`], [`SealError::NoCertificate`].
pub(super) fn may_sign(chain: &[Certificate]) -> Result<(), SealError> {
    let begin = chain.first().map(Certificate::valid_from).unwrap_or_default();
    ToBeSigned::detached(b"", chain, begin).map(|_| ())
}

pub(super) fn certificates(name: &'static str, file: &Path) -> Result<Vec<Certificate>, Wrong> {
    let text = String::from_utf8(read(name, file)?).map_err(|_| (name, "it is no text".to_owned()))?;
    Certificate::all_from_pem(&text).map_err(|e| (name, format!("{}: {e}", file.display())))
}

fn read(name: &'static str, file: &Path) -> Result<Vec<u8>, Wrong> {
    fs::read(file).map_err(|e| (name, format!("{}: {e}", file.display())))
}

pub(super) fn address(name: &'static str, text: &str) -> Result<Url, Wrong> {
    let url = Url::parse(text).map_err(|e| (name, format!("{text}: {e}")))?;
    match (url.scheme(), url.host()) {
        ("http" | "https", Some(_)) => Ok(url),
        _ => Err((name, format!("{text}: must start with http:// or https://"))),
    }
}
