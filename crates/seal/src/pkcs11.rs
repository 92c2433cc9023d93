//! Keys on a token or in a security module (PKCS#11): they never leave it, the hash or the attributes go there.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;

use crate::{Certificate, KeyError, Scheme, Signer, ToBeSigned};

/// A key on a token. Its session stays open as long as this lives.
pub struct TokenKey {
    session: Mutex<Session>,
    key: ObjectHandle,
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

impl TokenKey {
    /// The private key with this label on the token with this label, through the library of the token's maker. The
    /// certificate of the key with those above it comes as PEM, as authorities send it.
    ///
    /// # Errors
    /// [`KeyError::Password`] for a wrong PIN, [`KeyError::Failed`] with the word of the token, [`KeyError`] by name.
    pub fn open(
        library: &Path,
        token: &str,
        pin: &str,
        key: &str,
        certificates: &str,
    ) -> Result<Self, KeyError> {
        let chain = Certificate::all_from_pem(certificates)?;
        let context = Pkcs11::new(library).map_err(|e| failed(&e))?;
        match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            // Another key of the same library was opened before.
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(e) => return Err(failed(&e)),
        }
        let slots = context.get_slots_with_token().map_err(|e| failed(&e))?;
        let named = |slot: &cryptoki::slot::Slot| {
            context.get_token_info(*slot).is_ok_and(|info| info.label() == token)
        };
        let slot = slots
            .into_iter()
            .find(named)
            .ok_or_else(|| KeyError::Failed("no token has this label".into()))?;
        let session = context.open_ro_session(slot).map_err(|e| failed(&e))?;
        match session.login(UserType::User, Some(&AuthPin::new(pin.into()))) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(Error::Pkcs11(RvError::PinIncorrect | RvError::PinLenRange | RvError::PinInvalid, _)) => {
                return Err(KeyError::Password);
            }
            Err(e) => return Err(failed(&e)),
        }
        let template = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Label(key.into())];
        let found = session.find_objects(&template).map_err(|e| failed(&e))?;
        let key = *found.first().ok_or(KeyError::Key)?;
        let kind = session.get_attributes(key, &[AttributeType::KeyType]).map_err(|e| failed(&e))?;
        let scheme = match kind.first() {
            Some(Attribute::KeyType(KeyType::RSA)) => Scheme::RsaPkcs1,
            Some(Attribute::KeyType(KeyType::EC)) => Scheme::EcdsaP256,
            _ => return Err(KeyError::Key),
        };
        Ok(Self { session: Mutex::new(session), key, scheme, chain })
    }
}

impl Signer for TokenKey {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn scheme(&self) -> Scheme {
        self.scheme
    }

    fn sign(&self, what: &ToBeSigned) -> Result<Vec<u8>, KeyError> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        if self.scheme == Scheme::EcdsaP256 {
            // Tokens sign a hash and answer both numbers one behind the other (PKCS#11 2.40, 2.3.1).
            let both = session.sign(&Mechanism::Ecdsa, self.key, &what.digest()).map_err(|e| failed(&e))?;
            let signature = p256::ecdsa::Signature::from_slice(&both).map_err(|_| KeyError::Key)?;
            return Ok(signature.to_der().as_bytes().to_vec());
        }
        session.sign(&Mechanism::Sha256RsaPkcs, self.key, what.der()).map_err(|e| failed(&e))
    }
}
