//! The table `seal_certificate`: every certificate that ever sealed.

use std::fmt::Write as _;
use std::sync::PoisonError;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kontor_domain::Error;
use kontor_domain::accounts::{Actor, Channel};
use kontor_seal::Certificate;
use kontor_store::{SerdeWrapper, StoreError, SurrealValue, Variables, rid};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Kontor;
use crate::change::Change;
use crate::fault::{Fault as _, internal};

/// A house with more certificates than this has other troubles.
const MOST: usize = 500;

/// `data` of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// As it came, in Base64.
    der: String,
    subject: String,
}

#[derive(SurrealValue)]
#[surreal(crate = "kontor_store::types")]
struct CertificateRow {
    seq: String,
    data: SerdeWrapper<Kept>,
}

/// SHA-256 of a certificate in hexadecimal.
pub(super) fn fingerprint(certificate: &Certificate) -> String {
    sha256(certificate.der())
}

/// In hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Writes down that this one seals.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn keep(kontor: &Kontor, certificate: &Certificate) -> Result<(), Error> {
    let name = fingerprint(certificate);
    if kontor.seals.kept.lock().unwrap_or_else(PoisonError::into_inner).contains(&name) {
        return Ok(());
    }
    let system = Actor::system(Channel::System);
    let mut change = Change::new(kontor, &system);
    let data = Kept { der: STANDARD.encode(certificate.der()), subject: certificate.subject() };
    let row = CertificateRow { seq: kontor.new_id(), data: SerdeWrapper(data) };
    change.tx.create(rid("seal_certificate", name.clone()), row);
    match change.commit().await {
        // It has sealed before.
        Ok(_) | Err(StoreError::Exists(_)) => {}
        other => other.fault().map(|_| ())?,
    }
    kontor.seals.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
    Ok(())
}

/// Every certificate of the house, the one that seals now among them.
///
/// # Errors
/// [`Error::Unavailable`].
pub(super) async fn ours(kontor: &Kontor) -> Result<Vec<Certificate>, Error> {
    let sql = format!("SELECT seq, data FROM seal_certificate WHERE seq > '' ORDER BY seq LIMIT {MOST}");
    let rows: Vec<CertificateRow> = kontor.store.rows(&sql, Variables::new()).await.fault()?;
    let read = |row: CertificateRow| {
        let der = STANDARD.decode(&row.data.0.der).map_err(|e| internal(&e))?;
        Certificate::from_der(&der).map_err(|e| internal(&e))
    };
    rows.into_iter().map(read).collect()
}
