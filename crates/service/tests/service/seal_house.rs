//! Keys made by `openssl` for every run, a time-stamp authority around `openssl ts`, a signing service after the Cloud Signature
//! Consortium's interface, and what others say of a seal.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::child::python;

pub static HOUSE: LazyLock<House> = LazyLock::new(House::build);

/// Names a folder to a process that is started by a test and gets a house of its own.
pub const INNER: &str = "KONTOR_SEAL_INNER";

/// Made anew with every run, so that nothing expires in the repository.
pub struct House {
    folder: PathBuf,
}

/// `openssl ts` has the clock of the machine.
#[expect(clippy::disallowed_methods, reason = "openssl has no other clock")]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_second(since.as_secs().try_into().unwrap()).unwrap()
}

pub fn run(program: &str, arguments: &[&str], folder: &Path) -> (bool, String) {
    let ran = Command::new(program).args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8").output();
    let output = ran.unwrap_or_else(|e| panic!("{program} is missing ({e}): `make seal-tools` installs it"));
    let text = [output.stdout, output.stderr].map(|t| String::from_utf8_lossy(&t).into_owned()).concat();
    (output.status.success(), text)
}

const EXTENSIONS: [(&str, &str); 4] = [
    (
        "root",
        "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n",
    ),
    (
        "leaf",
        "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n",
    ),
    ("tls", "basicConstraints=CA:FALSE\nkeyUsage=critical,keyEncipherment\n"),
    (
        "tsa",
        "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n",
    ),
];

impl House {
    fn build() -> Self {
        let name = if env::var_os(INNER).is_some() { "inner-seal-house" } else { "seal-house" };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let house = Self { folder };
        for (name, of) in EXTENSIONS {
            house.write(&format!("{name}.ext"), of.as_bytes());
        }
        let rsa = ("RSA", "rsa_keygen_bits:2048");
        let p256 = ("EC", "ec_paramgen_curve:P-256");
        house.root("root", "Wurzel");
        house.root("other-root", "Andere Wurzel");
        house.issue("rsa", rsa, "Siegel Hallmann", "root", "leaf");
        house.issue("p256", p256, "Siegel Hallmann", "root", "leaf");
        house.issue("tls", p256, "www.example.org", "root", "tls");
        house.issue("tsa", rsa, "Zeitstelle", "root", "tsa");
        house.issue("stranger", rsa, "Fremde Zeitstelle", "other-root", "tsa");
        house.openssl(&[
            "pkcs12",
            "-export",
            "-inkey",
            "rsa.key",
            "-in",
            "rsa.pem",
            "-certfile",
            "root.pem",
            "-passout",
            "pass:geheim",
            "-out",
            "rsa.p12",
        ]);
        house
    }

    fn root(&self, name: &str, common_name: &str) {
        self.key(name, ("EC", "ec_paramgen_curve:P-256"));
        let (key, csr, pem) = (format!("{name}.key"), format!("{name}.csr"), format!("{name}.pem"));
        let subject = format!("/C=DE/O=Hallmann/CN={common_name}");
        self.openssl(&["req", "-new", "-key", &key, "-subj", &subject, "-out", &csr]);
        self.openssl(&[
            "x509", "-req", "-in", &csr, "-signkey", &key, "-days", "3650", "-extfile", "root.ext", "-out",
            &pem,
        ]);
    }

    fn key(&self, name: &str, (kind, option): (&str, &str)) {
        let out = format!("{name}.key");
        self.openssl(&["genpkey", "-algorithm", kind, "-pkeyopt", option, "-out", &out]);
    }

    fn issue(&self, name: &str, kind: (&str, &str), common_name: &str, issuer: &str, extensions: &str) {
        self.key(name, kind);
        let (key, csr, pem) = (format!("{name}.key"), format!("{name}.csr"), format!("{name}.pem"));
        let subject = format!("/C=DE/O=Hallmann/CN={common_name}");
        self.openssl(&["req", "-new", "-utf8", "-key", &key, "-subj", &subject, "-out", &csr]);
        let (ca, ca_key) = (format!("{issuer}.pem"), format!("{issuer}.key"));
        let extensions = format!("{extensions}.ext");
        self.openssl(&[
            "x509",
            "-req",
            "-in",
            &csr,
            "-CA",
            &ca,
            "-CAkey",
            &ca_key,
            "-CAcreateserial",
            "-days",
            "365",
            "-extfile",
            &extensions,
            "-out",
            &pem,
        ]);
        let chain = [fs::read(self.file(&pem)).unwrap(), fs::read(self.file(&ca)).unwrap()].concat();
        self.write(&format!("{name}.chain.pem"), &chain);
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The certificate of a key, with the one above it.
    pub fn chain(&self, name: &str) -> PathBuf {
        self.file(&format!("{name}.chain.pem"))
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.file(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn openssl(&self, arguments: &[&str]) -> String {
        let (went, text) = run("openssl", arguments, &self.folder);
        assert!(went, "openssl {arguments:?}: {text}");
        text
    }

    /// What an authority answers to a query; a folder of its own, since it counts in a file.
    fn stamp(&self, query: &[u8], signer: &str) -> Vec<u8> {
        let folder = tempfile::TempDir::new_in(&self.folder).unwrap();
        let here = |name: &str| self.file(name).display().to_string();
        let (pem, key) = (here(&format!("{signer}.pem")), here(&format!("{signer}.key")));
        let config = format!(
            "[tsa]\ndefault_tsa=one\n[one]\nserial=serial\ncrypto_device=builtin\nsigner_cert={pem}\nsigner_key={key}\n\
             signer_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=no\n\
             tsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n"
        );
        fs::write(folder.path().join("tsa.cnf"), config).unwrap();
        fs::write(folder.path().join("query"), query).unwrap();
        let ask = ["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply"];
        let (went, text) = run("openssl", &ask, folder.path());
        assert!(went, "openssl {ask:?}: {text}");
        fs::read(folder.path().join("reply")).unwrap()
    }
}

/// How an authority lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    None,
    /// Nobody listens there.
    Down,
    /// `rejection` (RFC 3161, 2.4.2).
    Refuses,
    Nonsense,
    /// More than anybody reads.
    TooLong,
    /// The first answer again: another nonce.
    OldAnswer,
    OtherImprint,
    /// Nobody knows who issued its certificate.
    Stranger,
    /// Its certificate is for something else.
    NotForStamps,
}

pub struct Authority {
    pub url: String,
}

struct Stand {
    lie: Lie,
    first: Mutex<Option<Vec<u8>>>,
}

impl Authority {
    pub async fn start(lie: Lie) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/tsa", listener.local_addr().unwrap());
        if lie != Lie::Down {
            let stand = Arc::new(Stand { lie, first: Mutex::default() });
            let app = Router::new().route("/tsa", post(stamped)).with_state(stand);
            tokio::spawn(async move { axum::serve(listener, app).await });
        }
        Self { url }
    }
}

async fn stamped(State(stand): State<Arc<Stand>>, headers: HeaderMap, query: Bytes) -> Response {
    assert_eq!(headers.get("content-type").unwrap(), "application/timestamp-query");
    tokio::task::spawn_blocking(move || answer(&stand, &query)).await.unwrap().into_response()
}

fn answer(stand: &Stand, query: &[u8]) -> Vec<u8> {
    match stand.lie {
        Lie::None | Lie::Down => HOUSE.stamp(query, "tsa"),
        Lie::Refuses => vec![0x30, 5, 0x30, 3, 2, 1, 2],
        Lie::Nonsense => b"<html>".to_vec(),
        Lie::TooLong => vec![b'x'; 100_000],
        Lie::OldAnswer => {
            let mut first = stand.first.lock().unwrap();
            first.get_or_insert_with(|| HOUSE.stamp(query, "tsa")).clone()
        }
        Lie::OtherImprint => {
            // The hash is the 32 bytes behind `04 20`.
            let mut query = query.to_vec();
            let at = query.windows(2).position(|w| w == [4, 32]).unwrap();
            query[at + 5] ^= 1;
            HOUSE.stamp(&query, "tsa")
        }
        Lie::Stranger => HOUSE.stamp(query, "stranger"),
        Lie::NotForStamps => {
            // Signed as `openssl ts` would not: the content of an honest token, by another key.
            let folder = tempfile::TempDir::new_in(&HOUSE.folder).unwrap();
            fs::write(folder.path().join("reply"), HOUSE.stamp(query, "tsa")).unwrap();
            let (pem, key) = (HOUSE.file("rsa.pem"), HOUSE.file("rsa.key"));
            let (pem, key) = (pem.to_str().unwrap(), key.to_str().unwrap());
            for ask in [
                vec!["ts", "-reply", "-in", "reply", "-token_out", "-out", "token"],
                vec!["cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "info"],
                vec![
                    "cms",
                    "-sign",
                    "-binary",
                    "-nodetach",
                    "-cades",
                    "-md",
                    "sha256",
                    "-econtent_type",
                    "1.2.840.113549.1.9.16.1.4",
                    "-in",
                    "info",
                    "-signer",
                    pem,
                    "-inkey",
                    key,
                    "-outform",
                    "DER",
                    "-out",
                    "lie",
                ],
            ] {
                let (went, text) = run("openssl", &ask, folder.path());
                assert!(went, "openssl {ask:?}: {text}");
            }
            let token = fs::read(folder.path().join("lie")).unwrap();
            let inside = [&[0x30, 3, 2, 1, 0], token.as_slice()].concat();
            let length = u16::try_from(inside.len()).unwrap().to_be_bytes();
            [&[0x30, 0x82], length.as_slice(), &inside].concat()
        }
    }
}

/// What goes wrong at a signing service.
#[derive(Debug, Clone, Copy)]
pub enum Trouble {
    Fails,
    /// A good signature over something else.
    OtherSignature,
    Nonsense,
    Nothing,
    /// In the middle of the answer.
    HangsUp,
    /// It thinks for longer than anybody waits.
    Slow,
}

/// A signing service (CSC API v2) with one credential, `siegel-1`, and one good token, `good`.
pub struct Service {
    pub url: String,
    pub trouble: Arc<Mutex<Option<Trouble>>>,
}

#[derive(Clone)]
struct Desk {
    key: &'static str,
    trouble: Arc<Mutex<Option<Trouble>>>,
}

impl Service {
    pub async fn start(key: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/csc/v2", listener.local_addr().unwrap());
        let trouble: Arc<Mutex<Option<Trouble>>> = Arc::default();
        let app = Router::new()
            .route("/csc/v2/credentials/info", post(info))
            .route("/csc/v2/signatures/signHash", post(sign_hash))
            .with_state(Desk { key, trouble: Arc::clone(&trouble) });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, trouble }
    }
}

/// As the interface says it (11.4, 11.10): a token that is over is 401.
fn refused(headers: &HeaderMap, asked: &Value) -> Option<Response> {
    let said = |status: StatusCode, error: &str| {
        Some((status, Json(json!({ "error": error, "error_description": "no" }))).into_response())
    };
    match headers.get("authorization").and_then(|v| v.to_str().ok()) {
        Some("Bearer good") => {}
        _ => return said(StatusCode::UNAUTHORIZED, "invalid_token"),
    }
    if asked["credentialID"] != "siegel-1" {
        return said(StatusCode::BAD_REQUEST, "invalid_request");
    }
    None
}

async fn info(State(desk): State<Desk>, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
    if let Some(refused) = refused(&headers, &asked) {
        return refused;
    }
    let chain = fs::read_to_string(HOUSE.chain(desk.key)).unwrap();
    let chain: Vec<String> = kontor_seal::Certificate::all_from_pem(&chain)
        .unwrap()
        .iter()
        .map(|certificate| STANDARD.encode(certificate.der()))
        .collect();
    let algo = if desk.key == "rsa" { "1.2.840.113549.1.1.1" } else { "1.2.840.10045.4.3.2" };
    Json(json!({
        "key": { "status": "enabled", "algo": [algo], "len": 2048 },
        "cert": { "status": "valid", "certificates": chain },
        "multisign": 1,
        "SCAL": "1",
    }))
    .into_response()
}

async fn sign_hash(State(desk): State<Desk>, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
    if let Some(refused) = refused(&headers, &asked) {
        return refused;
    }
    assert_eq!(asked["hashAlgorithmOID"], "2.16.840.1.101.3.4.2.1");
    let mut hash = STANDARD.decode(asked["hashes"][0].as_str().unwrap()).unwrap();
    assert_eq!(hash.len(), 32);
    let trouble = *desk.trouble.lock().unwrap();
    match trouble {
        Some(Trouble::Fails) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Trouble::Nonsense) => return "<html>".into_response(),
        Some(Trouble::Nothing) => return Json(json!({ "signatures": [] })).into_response(),
        Some(Trouble::HangsUp) => {
            let pieces = [Ok(Bytes::from("{")), Err(std::io::Error::other("gone"))];
            return Body::from_stream(futures::stream::iter(pieces)).into_response();
        }
        Some(Trouble::Slow) => tokio::time::sleep(Duration::from_mins(1)).await,
        Some(Trouble::OtherSignature) => hash[0] ^= 1,
        None => {}
    }
    let signature = tokio::task::spawn_blocking(move || {
        let folder = tempfile::TempDir::new_in(&HOUSE.folder).unwrap();
        fs::write(folder.path().join("hash"), hash).unwrap();
        let key = HOUSE.file(&format!("{}.key", desk.key));
        let ask = [
            "pkeyutl",
            "-sign",
            "-inkey",
            key.to_str().unwrap(),
            "-pkeyopt",
            "digest:sha256",
            "-in",
            "hash",
            "-out",
            "signature",
        ];
        let (went, text) = run("openssl", &ask, folder.path());
        assert!(went, "openssl {ask:?}: {text}");
        fs::read(folder.path().join("signature")).unwrap()
    });
    Json(json!({ "signatures": [STANDARD.encode(signature.await.unwrap())] })).into_response()
}

pub fn pdfsig(file: &Path) -> String {
    run("pdfsig", &[file.to_str().unwrap()], &HOUSE.folder).1
}

/// What pyHanko says.
pub fn pyhanko(file: &Path) -> String {
    let python = python("pyhanko").to_string_lossy().into_owned();
    let script = HOUSE.write("others.py", include_bytes!("../../../seal/tests/seal/others.py"));
    run(&python, &[script.to_str().unwrap(), "root.pem", file.to_str().unwrap()], &HOUSE.folder).1
}
