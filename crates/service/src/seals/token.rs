//! A key on a token (PKCS#11). It may be pulled out and put in again while the program runs: what is to be sealed waits for it.

use std::sync::Arc;
use std::time::Duration;

use kontor_seal::{KeyError, SealError, Signer as _, TokenKey};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::house::{Credential, With, Wrong, certificates, may_sign};
use crate::kontor::SealSettings;

/// Logging in and signing take a slow card two or three seconds.
const LIMIT: Duration = Duration::from_secs(20);

/// Where the key is.
#[derive(Clone)]
pub(super) struct Token {
    key: Arc<TokenKey>,
    /// One at a time: a driver that hangs holds one thread and not one for every try.
    turn: Arc<Semaphore>,
}

impl Token {
    /// # Errors
    /// What cannot be used, by its name in the configuration.
    pub fn new(settings: &SealSettings) -> Result<Self, Wrong> {
        let token = &settings.token;
        for (name, value) in
            [("token.token", &token.token), ("token.key", &token.key), ("token.pin", &token.pin)]
        {
            if value.is_empty() {
                return Err((name, "needed with seal.token.module".into()));
            }
        }
        let file = settings.certificate.display();
        if settings.certificate.as_os_str().is_empty() {
            return Err(("certificate", "needed with seal.token.module".into()));
        }
        let chain = certificates("certificate", &settings.certificate)?;
        may_sign(&chain).map_err(|e| ("certificate", format!("{file}: {e}")))?;
        let key = TokenKey::new(&token.module, &token.token, &token.key, &token.pin, chain);
        let key = key.map_err(|e| match e {
            KeyError::Module(_) => ("token.module", e.to_string()),
            _ => ("certificate", format!("{file}: {e}")),
        })?;
        Ok(Self { key: Arc::new(key), turn: Arc::new(Semaphore::new(1)) })
    }

    /// # Errors
    /// As [`super::house::House::begin`].
    pub async fn begin(&self) -> Result<(), Wrong> {
        let Err(error) = self.check().await else { return Ok(()) };
        let name = match &error {
            SealError::Key(KeyError::Pin | KeyError::Locked | KeyError::LastTry) => "token.pin",
            SealError::Key(KeyError::NoKey) => "token.key",
            SealError::Key(KeyError::OtherCertificate) => "certificate",
            // It may be put in, or come to itself, at any time.
            _ => {
                tracing::error!("the seal's token: {error}; nothing is sealed until it answers");
                return Ok(());
            }
        };
        Err((name, error.to_string()))
    }

    /// Who seals, whether or not the token is there.
    pub fn credential(&self) -> Credential {
        let (chain, scheme) = (self.key.chain().to_vec(), self.key.scheme());
        Credential { chain, scheme, with: With::Token(self.clone()) }
    }

    /// # Errors
    /// As [`TokenKey::check`].
    pub async fn check(&self) -> Result<(), SealError> {
        self.at_work(TokenKey::check).await
    }

    /// On a thread that nobody waits for with other work, and not for ever.
    ///
    /// # Errors
    /// Those of the work; [`KeyError::Failed`] when the token does not answer.
    pub async fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&TokenKey) -> Result<T, SealError> + Send + 'static,
    ) -> Result<T, SealError> {
        let silent = || SealError::from(KeyError::Failed("the token does not answer".into()));
        let (key, turn) = (Arc::clone(&self.key), Arc::clone(&self.turn));
        let done = async {
            let turn = turn.acquire_owned().await.map_err(|_| silent())?;
            let done = spawn_blocking(move || {
                let done = work(&key);
                drop(turn);
                done
            });
            done.await.map_err(|_| silent())?
        };
        timeout(LIMIT, done).await.unwrap_or_else(|_| Err(silent()))
    }
}
