//! What somebody outside reads of a document before they open it.

use kontor_domain::Error;
use kontor_domain::documents::SharedDocument;

use super::shares;
use crate::Kontor;

/// Does not count as opened: programs that look into mails follow every link in them. `address` is where it is asked from.
///
/// # Errors
/// As [`shares::good`].
pub async fn shared_document(kontor: &Kontor, secret: &str, address: &str) -> Result<SharedDocument, Error> {
    let good = shares::good(kontor, secret, address).await?;
    let until = good.share.data.0.until;
    Ok(SharedDocument { file: good.version.file, bytes: good.version.bytes, until })
}
