//! A house with keys: made by `openssl` for every run, so that nothing expires in the repository.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use jiff::Timestamp;
use kontor_seal::{Certificate, SealWords, SoftKey};
use tempfile::TempDir;

pub static HOUSE: LazyLock<House> = LazyLock::new(House::build);

/// Three pages by `kontor-documents`, PDF/A-3b, with a table of cross-references.
pub const LETTER: &[u8] = include_bytes!("../fixtures/letter.pdf");
/// The same with cross-reference and object streams, by qpdf.
pub const STREAMS: &[u8] = include_bytes!("../fixtures/letter-streams.pdf");

/// It stays until the next run, for whoever wants to look at what was sealed.
pub struct House {
    folder: PathBuf,
}

/// Set for a process that is started by a test and gets a house of its own.
pub const INNER: &str = "KONTOR_SEAL_INNER";

/// The authority of `openssl ts` has the clock of the machine.
#[expect(clippy::disallowed_methods, reason = "openssl has no other clock")]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_second(since.as_secs().try_into().unwrap()).unwrap()
}

/// Runs a program and gives back what it printed; without the program the test fails and says what to do.
pub fn run(program: &str, arguments: &[&str], folder: &Path) -> (bool, String) {
    let ran = Command::new(program).args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8").output();
    let output = ran.unwrap_or_else(|e| panic!("{program} is missing ({e}): `make seal-tools` installs it"));
    let text = [output.stdout, output.stderr].map(|t| String::from_utf8_lossy(&t).into_owned()).concat();
    (output.status.success(), text)
}

pub fn words() -> SealWords {
    SealWords {
        name: Some("Hallmann Baumaschinen GmbH".into()),
        reason: Some("Freigabe für die Prüfung".into()),
        location: Some("Ulm (Donau)".into()),
    }
}

impl House {
    fn build() -> Self {
        let name = if env::var_os(INNER).is_some() { "inner-house" } else { "house" };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let house = Self { folder };
        for (name, of) in [
            (
                "root.ext",
                "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n",
            ),
            (
                "leaf.ext",
                "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n",
            ),
            ("tls.ext", "basicConstraints=CA:FALSE\nkeyUsage=critical,keyEncipherment\n"),
            (
                "tsa.ext",
                "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n",
            ),
        ] {
            house.write(name, of.as_bytes());
        }
        house.key("root", "EC", "ec_paramgen_curve:P-256");
        house.openssl(&[
            "req",
            "-new",
            "-key",
            "root.key",
            "-subj",
            "/C=DE/O=Hallmann/CN=Wurzel",
            "-out",
            "root.csr",
        ]);
        house.openssl(&[
            "x509", "-req", "-in", "root.csr", "-signkey", "root.key", "-days", "3650", "-extfile",
            "root.ext", "-out", "root.pem",
        ]);
        house.issue("between", "RSA", "rsa_keygen_bits:2048", "Zwischenstelle", "root", "root.ext");
        house.issue(
            "rsa",
            "RSA",
            "rsa_keygen_bits:3072",
            "Siegel Hallmann Baumaschinen GmbH",
            "between",
            "leaf.ext",
        );
        house.issue("p256", "EC", "ec_paramgen_curve:P-256", "Siegel Prüfstelle Ulm", "between", "leaf.ext");
        house.issue("tls", "EC", "ec_paramgen_curve:P-256", "www.example.org", "between", "tls.ext");
        house.issue("tsa", "RSA", "rsa_keygen_bits:2048", "Zeitstelle", "root", "tsa.ext");
        house.write("tsa.cnf", b"[tsa]\ndefault_tsa=one\n[one]\nserial=serial\ncrypto_device=builtin\nsigner_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=no\ntsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n");
        house
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    pub fn openssl(&self, arguments: &[&str]) -> String {
        let (went, text) = run("openssl", arguments, self.path());
        assert!(went, "openssl {arguments:?}: {text}");
        text
    }

    fn key(&self, name: &str, kind: &str, option: &str) {
        let out = format!("{name}.key");
        self.openssl(&["genpkey", "-algorithm", kind, "-pkeyopt", option, "-out", &out]);
    }

    fn issue(&self, name: &str, kind: &str, option: &str, common_name: &str, issuer: &str, extensions: &str) {
        self.key(name, kind, option);
        let file = |ending: &str| format!("{name}.{ending}");
        let subject = format!("/C=DE/O=Hallmann/CN={common_name}");
        self.openssl(&[
            "req",
            "-new",
            "-utf8",
            "-key",
            &file("key"),
            "-subj",
            &subject,
            "-out",
            &file("csr"),
        ]);
        self.openssl(&[
            "x509",
            "-req",
            "-in",
            &file("csr"),
            "-CA",
            &format!("{issuer}.pem"),
            "-CAkey",
            &format!("{issuer}.key"),
            "-CAcreateserial",
            "-days",
            "365",
            "-extfile",
            extensions,
            "-out",
            &file("pem"),
        ]);
    }

    pub fn anchors(&self) -> Vec<Certificate> {
        Certificate::all_from_pem(&self.text("root.pem")).unwrap()
    }

    /// The key of this name, with its chain below the root.
    pub fn signer(&self, name: &str) -> SoftKey {
        let chain = self.text(&format!("{name}.pem")) + &self.text("between.pem");
        SoftKey::from_pem(&self.text(&format!("{name}.key")), &chain).unwrap()
    }

    /// What the authority answers to a request; a folder of its own, since it counts in a file.
    pub fn stamp(&self, request: &[u8]) -> Vec<u8> {
        let folder = TempDir::new_in(self.path()).unwrap();
        for name in ["tsa.cnf", "tsa.pem", "tsa.key"] {
            fs::copy(self.path().join(name), folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("query"), request).unwrap();
        let ask = ["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply"];
        let (went, text) = run("openssl", &ask, folder.path());
        assert!(went, "openssl {ask:?}: {text}");
        fs::read(folder.path().join("reply")).unwrap()
    }
}

/// A page as small as a page can be, with a table of cross-references.
pub fn small() -> Vec<u8> {
    written(&[])
}

/// The same with other or more objects.
pub fn written(others: &[(usize, String)]) -> Vec<u8> {
    let mut objects: BTreeMap<usize, String> = [
        (1, "<</Type/Catalog/Pages 2 0 R>>"),
        (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>"),
        (4, "<</Length 5 0 R>>\nstream\n0 0 100 100 re f\nendstream"),
        (5, "16"),
    ]
    .map(|(number, object)| (number, object.to_owned()))
    .into();
    objects.extend(others.iter().cloned());
    let size = objects.len() + 1;
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {size}\n0000000000 65535 f\r\n");
    for (number, object) in &objects {
        writeln!(table, "{:010} 00000 n\r", out.len()).unwrap();
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let at = out.len();
    out.extend(format!("{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF").bytes());
    out
}

/// Replaces what stands there once.
pub fn with(pdf: &[u8], old: &str, new: &str) -> Vec<u8> {
    let at = pdf.windows(old.len()).position(|w| w == old.as_bytes()).unwrap();
    [&pdf[..at], new.as_bytes(), &pdf[at + old.len()..]].concat()
}

pub fn position(pdf: &[u8], text: &str) -> usize {
    pdf.windows(text.len()).rposition(|w| w == text.as_bytes()).unwrap()
}

pub fn flipped(pdf: &[u8], at: usize) -> Vec<u8> {
    let mut out = pdf.to_vec();
    out[at] ^= 1;
    out
}
