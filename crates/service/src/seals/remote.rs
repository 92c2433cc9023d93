//! A key in another house: the Cloud Signature Consortium's interface, version 2, with a credential that needs nothing but the bearer
//! token (no one-time password, no second step).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kontor_domain::{Error, Language};
use kontor_seal::{Certificate, Scheme, ToBeSigned};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::house::{Credential, With, address, may_sign};
use crate::fault::request_id;
use crate::hooks::post_to_known;
use crate::kontor::RemoteSealSettings;

/// A chain of certificates in an answer is not larger.
const MOST: usize = 256 * 1024;
const SHA256: &str = "2.16.840.1.101.3.4.2.1";
/// What we speak, and how the interface names it: the first that the credential has.
const ALGORITHMS: [(&str, Scheme); 4] = [
    ("1.2.840.113549.1.1.11", Scheme::RsaPkcs1),
    ("1.2.840.113549.1.1.1", Scheme::RsaPkcs1),
    ("1.2.840.10045.4.3.2", Scheme::EcdsaP256),
    ("1.2.840.10045.2.1", Scheme::EcdsaP256),
];

/// Where the key is.
#[derive(Clone)]
pub(super) struct Remote {
    url: Url,
    credential: String,
    token: String,
}

/// CSC API v2, `credentials/info`: what we need of it.
#[derive(Deserialize)]
struct Info {
    key: KeyInfo,
    cert: CertInfo,
}

#[derive(Deserialize)]
struct KeyInfo {
    status: String,
    algo: Vec<String>,
}

#[derive(Deserialize)]
struct CertInfo {
    certificates: Vec<String>,
}

/// CSC API v2, `signatures/signHash`.
#[derive(Deserialize)]
struct Signatures {
    signatures: Vec<String>,
}

impl Remote {
    /// # Errors
    /// What cannot be used, by its name in the configuration.
    pub fn new(settings: &RemoteSealSettings) -> Result<Self, (&'static str, String)> {
        let url = address("remote.url", &format!("{}/", settings.url.trim_end_matches('/')))?;
        if settings.credential.is_empty() {
            return Err(("remote.credential", "needed with seal.remote.url".into()));
        }
        Ok(Self { url, credential: settings.credential.clone(), token: settings.token.clone() })
    }

    /// What the service says of the credential.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn credential(&self) -> Result<Credential, Error> {
        let asked = json!({ "credentialID": self.credential, "certificates": "chain", "certInfo": false });
        let info: Info = self.ask("credentials/info", &asked).await?;
        let said = |why: &str| self.failed("credentials/info", why);
        if info.key.status != "enabled" {
            return Err(said("the key is not enabled"));
        }
        let known = |(oid, _): &&(&str, Scheme)| info.key.algo.iter().any(|algo| algo == oid);
        let (oid, scheme) =
            ALGORITHMS.iter().find(known).ok_or_else(|| said("no algorithm that we speak"))?;
        let one = |text: &String| {
            let der = STANDARD.decode(text).map_err(|_| said("a certificate is no Base64"))?;
            Certificate::from_der(&der).map_err(|e| said(&e.to_string()))
        };
        let chain = info.cert.certificates.iter().map(one).collect::<Result<Vec<_>, _>>()?;
        may_sign(&chain).map_err(|e| said(&e.to_string()))?;
        Ok(Credential { chain, scheme: *scheme, with: With::Remote(self.clone(), oid) })
    }

    /// Has it signed. Whether the answer is a signature of the certificate is looked at where it becomes a CMS.
    ///
    /// # Errors
    /// [`Error::Unavailable`].
    pub async fn sign(&self, what: &ToBeSigned, algorithm: &str) -> Result<Vec<u8>, Error> {
        let asked = json!({
            "credentialID": self.credential,
            "hashes": [STANDARD.encode(what.digest())],
            "hashAlgorithmOID": SHA256,
            "signAlgo": algorithm,
        });
        let answer: Signatures = self.ask("signatures/signHash", &asked).await?;
        let said = |why: &str| self.failed("signatures/signHash", why);
        let [one] = answer.signatures.as_slice() else { return Err(said("not exactly one signature")) };
        STANDARD.decode(one).map_err(|_| said("the signature is no Base64"))
    }

    async fn ask<T: for<'de> Deserialize<'de>>(&self, what: &str, asked: &Value) -> Result<T, Error> {
        let url = self.url.join(what).map_err(|e| self.failed(what, &e.to_string()))?;
        let mut headers = vec![("accept", "application/json".to_owned())];
        if !self.token.is_empty() {
            headers.push(("authorization", format!("Bearer {}", self.token)));
        }
        let answered = post_to_known(&url, &headers, asked.to_string().into_bytes(), MOST).await;
        let (status, body) = answered.map_err(|e| self.failed(what, &e.text(Language::En)))?;
        if status != 200 {
            // The interface says why in words (`error_description`); a proxy in between may not.
            let why: String =
                String::from_utf8_lossy(&body).chars().filter(|c| !c.is_control()).take(300).collect();
            return Err(self.failed(what, &format!("HTTP {status}: {why}")));
        }
        serde_json::from_slice(&body).map_err(|e| self.failed(what, &e.to_string()))
    }

    fn failed(&self, what: &str, why: &str) -> Error {
        let host = self.url.host_str().unwrap_or_default();
        tracing::error!(request_id = request_id(), host, "the seal's service, {what}: {why}");
        Error::Unavailable
    }
}
