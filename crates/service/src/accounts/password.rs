//! Passwords: Argon2id, off the runtime's threads, two at a time.

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use kontor_domain::Error;
use tokio::sync::Semaphore;

use crate::Kontor;
use crate::fault::internal;

/// OWASP's second recommendation for Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Each hash holds 19 MiB and a whole core: a flood of sign-ins must not eat the machine.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// Who comes when so many wait already is sent away, instead of waiting longer than any browser does.
static WAITING_ROOM: Semaphore = Semaphore::const_new(200);

/// What the password of somebody unknown is compared with, so that it costs the same. It is nobody's: no password is known
/// for it.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$a29udG9yLWR1bW15c2FsdA$jz4K9K2a8w+Eo/lx/rTffRIbMZzpK6B8SlMyz2OMgSg";

fn argon2() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|e| internal(&e))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password with a new salt, as a PHC string.
pub(super) async fn hash(kontor: &Kontor, password: &str) -> Result<String, Error> {
    let (salt, password) = (kontor.ids.salt(), password.to_owned());
    apart(move || {
        let salt = SaltString::encode_b64(&salt).map_err(|e| internal(&e))?;
        let hash = argon2()?.hash_password(password.as_bytes(), &salt).map_err(|e| internal(&e))?;
        Ok(hash.to_string())
    })
    .await
}

/// Does the password fit the hash? Without one (unknown person, none set yet) the work is done all the same and the
/// answer is no.
pub(super) async fn verify(password: &str, hash: Option<&str>) -> Result<bool, Error> {
    let known = hash.filter(|h| !h.is_empty());
    let (hash, known, password) = (known.unwrap_or(NOBODY).to_owned(), known.is_some(), password.to_owned());
    apart(move || {
        let parsed = PasswordHash::new(&hash).map_err(|e| internal(&e))?;
        let fits = argon2()?.verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(fits && known)
    })
    .await
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let _waiting = WAITING_ROOM.try_acquire().map_err(|_| Error::RateLimited { seconds: 5 })?;
    let turn = AT_ONCE.acquire().await.map_err(|e| internal(&e))?;
    tokio::task::spawn_blocking(move || {
        // Moved in: when the browser goes away meanwhile, the work goes on and still counts.
        let _turn = turn;
        work()
    })
    .await
    .map_err(|e| internal(&e))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_costs_what_real_ones_cost() {
        let parsed = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&parsed).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, LANES));
        assert_eq!(parsed.algorithm, argon2::ARGON2ID_IDENT);
        assert_eq!(parsed.hash.unwrap().len(), 32);
    }

    #[tokio::test]
    async fn without_a_hash_no_password_fits() {
        assert_eq!(verify("bagger fahren 24", None).await, Ok(false));
        assert_eq!(verify("bagger fahren 24", Some("")).await, Ok(false));
    }
}
