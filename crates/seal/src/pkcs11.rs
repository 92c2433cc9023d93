//! Keys on a token or in a security module (PKCS#11): they never leave it, the hash or the attributes go there.
//!
//! Nothing stays open between two signatures, so that a token which was pulled out and put in again seals as before.

use std::fmt;
use std::mem;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;

use crate::{Certificate, KeyError, Scheme, SealError, Signer, ToBeSigned};

/// One at a time in this process: beginning anew ends the sessions of everybody who uses the same module.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A key on a token, which need not be there before something is signed.
pub struct TokenKey {
    module: Pkcs11,
    token: String,
    key: String,
    pin: AuthPin,
    /// The token did not take the PIN. Whoever tried it again and again would lock the token.
    refused: AtomicBool,
    scheme: Scheme,
    chain: Vec<Certificate>,
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenKey").field("chain", &self.chain).finish_non_exhaustive()
    }
}

fn failed(error: &Error) -> KeyError {
    KeyError::Failed(error.to_string())
}

fn initialize(module: &Pkcs11) -> Result<(), Error> {
    match module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
        // Another key of the same module was there before.
        Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(()),
        other => other,
    }
}

impl TokenKey {
    /// The private key with this label on the token with this label, through the library of the token's maker. The chain
    /// begins with the certificate of the key. The token itself is not asked: see [`TokenKey::check`].
    ///
    /// # Errors
    /// [`KeyError::Module`], [`KeyError::Certificate`], [`KeyError::OtherKind`].
    pub fn new(
        module: &Path,
        token: &str,
        key: &str,
        pin: &str,
        chain: Vec<Certificate>,
    ) -> Result<Self, KeyError> {
        let leaf = chain.first().ok_or(KeyError::Certificate)?;
        let scheme = Scheme::of(leaf.public_key()).ok_or(KeyError::OtherKind)?;
        let unusable = |e: Error| KeyError::Module(e.to_string());
        let _turn = turn();
        let module = Pkcs11::new(module).map_err(unusable)?;
        initialize(&module).map_err(unusable)?;
        // Some modules leave threads behind: what they run is never unloaded.
        mem::forget(module.clone());
        Ok(Self {
            module,
            token: token.to_owned(),
            key: key.to_owned(),
            pin: AuthPin::new(pin.into()),
            refused: AtomicBool::new(false),
            scheme,
            chain,
        })
    }

    /// Do token, PIN, key and certificate belong together? Something is signed and thrown away.
    ///
    /// # Errors
    /// [`KeyError`] by name, [`KeyError::OtherCertificate`] for a certificate of another key; [`SealError::NotForSigning`].
    pub fn check(&self) -> Result<(), SealError> {
        let begin = self.chain.first().map(Certificate::valid_from).unwrap_or_default();
        let what = ToBeSigned::detached(b"", &self.chain, begin)?;
        match what.cms(self.scheme, &self.sign(&what)?, None) {
            Err(SealError::WrongSignature) => Err(KeyError::OtherCertificate.into()),
            other => other.map(drop),
        }
    }

    /// Finds the token, opens a session, signs and closes it.
    fn once(&self, what: &ToBeSigned) -> Result<Vec<u8>, KeyError> {
        if self.refused.load(Ordering::Relaxed) {
            return Err(KeyError::Pin);
        }
        let session = self.module.open_ro_session(self.slot()?).map_err(|e| failed(&e))?;
        self.log_in(&session)?;
        let key = self.find(&session)?;
        if self.scheme == Scheme::EcdsaP256 {
            // Tokens sign a hash and answer both numbers one behind the other (PKCS#11 2.40, 2.3.1).
            let both = session.sign(&Mechanism::Ecdsa, key, &what.digest()).map_err(|e| failed(&e))?;
            let signature = p256::ecdsa::Signature::from_slice(&both);
            let signature = signature.map_err(|e| KeyError::Failed(e.to_string()))?;
            return Ok(signature.to_der().as_bytes().to_vec());
        }
        session.sign(&Mechanism::Sha256RsaPkcs, key, what.der()).map_err(|e| failed(&e))
    }

    /// Where the token is just now.
    fn slot(&self) -> Result<Slot, KeyError> {
        let slots = self.module.get_slots_with_token().map_err(|e| failed(&e))?;
        // The slot of a token that was pulled out may have nothing to say.
        let mut tokens =
            slots.into_iter().filter_map(|slot| Some((slot, self.module.get_token_info(slot).ok()?)));
        let (slot, info) = tokens.find(|(_, info)| info.label() == self.token).ok_or(KeyError::Absent)?;
        if info.user_pin_locked() {
            Err(KeyError::Locked)
        } else if info.user_pin_final_try() {
            Err(KeyError::LastTry)
        } else {
            Ok(slot)
        }
    }

    fn log_in(&self, session: &Session) -> Result<(), KeyError> {
        match session.login(UserType::User, Some(&self.pin)) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
            Err(Error::Pkcs11(RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid, _)) => {
                self.refused.store(true, Ordering::Relaxed);
                Err(KeyError::Pin)
            }
            Err(Error::Pkcs11(RvError::PinLocked, _)) => Err(KeyError::Locked),
            Err(e) => Err(failed(&e)),
        }
    }

    fn find(&self, session: &Session) -> Result<ObjectHandle, KeyError> {
        let template =
            [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Label(self.key.clone().into())];
        let found = session.find_objects(&template).map_err(|e| failed(&e))?;
        let key = *found.first().ok_or(KeyError::NoKey)?;
        let kind = session.get_attributes(key, &[AttributeType::KeyType]).map_err(|e| failed(&e))?;
        let wanted = if self.scheme == Scheme::EcdsaP256 { KeyType::EC } else { KeyType::RSA };
        match kind.first() {
            Some(Attribute::KeyType(kind)) if *kind == wanted => Ok(key),
            _ => Err(KeyError::OtherCertificate),
        }
    }

    /// Some modules look for tokens only when they begin.
    fn begin_anew(&self) -> Result<(), KeyError> {
        drop(self.module.clone().finalize());
        initialize(&self.module).map_err(|e| failed(&e))
    }
}

impl Signer for TokenKey {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// It blocks as long as the token takes.
    fn sign(&self, what: &ToBeSigned) -> Result<Vec<u8>, KeyError> {
        let _turn = turn();
        match self.once(what) {
            Err(KeyError::Absent | KeyError::Failed(_)) => {
                self.begin_anew()?;
                self.once(what)
            }
            done => done,
        }
    }
}
