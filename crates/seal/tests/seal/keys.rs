//! Keys out of files.

use kontor_seal::{Certificate, KeyError, Signer as _, SoftKey, seal, verify};

use crate::house::{HOUSE, LETTER, now, words};

#[test]
fn a_pkcs12_file_with_new_or_old_ciphers_seals_with_its_chain() {
    for (key, name, old) in [("rsa", "new.p12", false), ("p256", "old.p12", true)] {
        let (key_file, certificate) = (format!("{key}.key"), format!("{key}.pem"));
        let mut export =
            vec!["pkcs12", "-export", "-inkey", &key_file, "-in", &certificate, "-certfile", "between.pem"];
        export.extend(["-passout", "pass:Gänsefüßchen 1", "-out", name]);
        if old {
            export.extend(["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"]);
        }
        HOUSE.openssl(&export);
        let file = HOUSE.read(name);
        let signer = SoftKey::from_pkcs12(&file, "Gänsefüßchen 1").unwrap();
        assert_eq!(signer.chain().len(), 2);
        let sealed = seal(LETTER, &words(), &signer, now()).unwrap();
        assert_eq!(verify(&sealed, now(), &HOUSE.anchors()).unwrap()[0].problems, []);
        assert!(matches!(SoftKey::from_pkcs12(&file, "other"), Err(KeyError::Password)));
    }
    assert!(matches!(SoftKey::from_pkcs12(b"no file", ""), Err(KeyError::Pkcs12)));
}

#[test]
fn what_is_no_key_or_not_that_of_the_certificate_is_refused() {
    let (key, certificate) = (HOUSE.text("rsa.key"), HOUSE.text("rsa.pem"));
    assert!(matches!(SoftKey::from_pem(&key, &HOUSE.text("p256.pem")), Err(KeyError::OtherCertificate)));
    assert!(matches!(SoftKey::from_pem(&certificate, &certificate), Err(KeyError::Key)));
    assert!(matches!(SoftKey::from_pem(&key, &key), Err(KeyError::Certificate)));
    let locked = HOUSE.openssl(&["pkcs8", "-topk8", "-in", "rsa.key", "-passout", "pass:x"]);
    assert!(matches!(SoftKey::from_pem(&locked, &certificate), Err(KeyError::Encrypted)));
    assert!(matches!(Certificate::from_der(b"x"), Err(KeyError::Certificate)));
}

#[test]
fn a_key_shows_nothing_of_itself() {
    let shown = format!("{:?}", HOUSE.signer("rsa"));
    assert!(shown.contains("Siegel Hallmann") && shown.len() < 300, "{shown}");
}

#[test]
fn a_certificate_says_who_it_is() {
    let certificate = Certificate::all_from_pem(&HOUSE.text("p256.pem")).unwrap().remove(0);
    assert_eq!(certificate.common_name(), "Siegel Prüfstelle Ulm");
    assert_eq!(certificate.subject(), "CN=Siegel Prüfstelle Ulm,O=Hallmann,C=DE");
    assert_eq!(certificate.issuer(), "CN=Zwischenstelle,O=Hallmann,C=DE");
    let said = HOUSE.openssl(&["x509", "-in", "p256.pem", "-noout", "-serial"]).to_lowercase();
    assert_eq!(said.trim().trim_start_matches("serial="), certificate.serial().trim_start_matches("00"));
}
