//! The only place where chance comes from: ids, secrets, case codes. Tests seed it.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::{RngCore as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use ulid::Ulid;

/// A source of ids and secrets (ChaCha20, seeded by the operating system or by a test).
#[derive(Clone)]
pub struct Ids {
    state: Arc<Mutex<State>>,
}

struct State {
    rng: ChaCha20Rng,
    last: Ulid,
}

impl Ids {
    #[must_use]
    pub fn from_system() -> Self {
        Self::with(ChaCha20Rng::from_os_rng())
    }

    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::with(ChaCha20Rng::seed_from_u64(seed))
    }

    fn with(rng: ChaCha20Rng) -> Self {
        Self { state: Arc::new(Mutex::new(State { rng, last: Ulid::nil() })) }
    }

    /// A new ULID; strictly increasing within this process, also within one millisecond.
    #[must_use]
    pub fn ulid(&self, now: jiff::Timestamp) -> String {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let ms = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let random = (u128::from(state.rng.next_u64()) << 16) | u128::from(state.rng.next_u64() & 0xffff);
        let mut id = Ulid::from_parts(ms, random);
        if id <= state.last
            && let Some(next) = state.last.increment()
        {
            id = next;
        }
        state.last = id;
        id.to_string()
    }

    /// 256 random bits for cookies and links, base64url.
    #[must_use]
    pub fn secret(&self) -> String {
        let mut bytes = [0u8; 32];
        self.state.lock().unwrap_or_else(PoisonError::into_inner).rng.fill_bytes(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    #[must_use]
    pub fn number(&self) -> u64 {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).rng.next_u64()
    }

    /// Sixteen random bytes, for salts.
    #[must_use]
    pub fn salt(&self) -> [u8; 16] {
        let mut bytes = [0u8; 16];
        self.state.lock().unwrap_or_else(PoisonError::into_inner).rng.fill_bytes(&mut bytes);
        bytes
    }
}
