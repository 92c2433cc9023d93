//! Keys on a token, as `SoftHSM` imitates one: `make seal-tools` installs it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kontor_seal::{Certificate, KeyError, SealError, Signer as _, TokenKey, seal, verify};

use crate::house::{HOUSE, INNER, LETTER, now, run, words};

const LIBRARY: &str = "/usr/lib/softhsm/libsofthsm2.so";

/// The library reads where its tokens are out of the environment, which only a new process gets.
#[test]
fn a_key_on_a_token_seals() {
    let tokens = HOUSE.path().join("tokens");
    fs::create_dir_all(&tokens).unwrap();
    let settings =
        HOUSE.write("softhsm2.conf", format!("directories.tokendir = {}\n", tokens.display()).as_bytes());
    let said = Command::new(env::current_exe().unwrap())
        .args(["tokens::in_a_process_of_its_own", "--exact", "--ignored"])
        .env("SOFTHSM2_CONF", settings)
        .env(INNER, tokens)
        .output()
        .unwrap();
    assert!(
        said.status.success(),
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );
    assert!(String::from_utf8_lossy(&said.stdout).contains("1 passed"));
}

#[test]
#[ignore = "run by the test above"]
fn in_a_process_of_its_own() {
    let manage = |arguments: &[&str]| {
        let (went, said) = run("softhsm2-util", arguments, HOUSE.path());
        assert!(went, "{said}");
    };
    manage(&["--init-token", "--free", "--label", "kontor", "--so-pin", "8765", "--pin", "4321"]);
    for (key, id) in [("rsa", "01"), ("p256", "02"), ("between", "03")] {
        let file = format!("{key}.key");
        manage(&["--import", &file, "--token", "kontor", "--label", key, "--id", id, "--pin", "4321"]);
    }
    let chain = |key: &str| {
        Certificate::all_from_pem(&(HOUSE.text(&format!("{key}.pem")) + &HOUSE.text("between.pem"))).unwrap()
    };
    let open = |token, pin, key, of| TokenKey::new(Path::new(LIBRARY), token, key, pin, chain(of)).unwrap();
    for key in ["rsa", "p256"] {
        let signer = open("kontor", "4321", key, key);
        assert_eq!(signer.chain().len(), 2);
        signer.check().unwrap();
        let sealed = seal(LETTER, &words(), &signer, now()).unwrap();
        assert_eq!(verify(&sealed, now(), &HOUSE.anchors()).unwrap()[0].problems, []);
        let wrong = |key: &TokenKey| match key.check() {
            Err(SealError::Key(why)) => why,
            other => panic!("{other:?}"),
        };
        assert!(matches!(wrong(&open("other", "4321", key, key)), KeyError::Absent));
        assert!(matches!(wrong(&open("kontor", "4321", "none", key)), KeyError::NoKey));
        let refused = open("kontor", "wrong", key, key);
        for _ in 0..2 {
            assert!(matches!(wrong(&refused), KeyError::Pin));
        }
        assert!(!format!("{refused:?}").contains("wrong"), "{refused:?}");
        // One of another kind, and one of the same.
        let other = if key == "rsa" { "p256" } else { "rsa" };
        assert!(matches!(wrong(&open("kontor", "4321", other, key)), KeyError::OtherCertificate));
    }
    let same_kind = open("kontor", "4321", "between", "rsa").check();
    assert!(matches!(same_kind, Err(SealError::Key(KeyError::OtherCertificate))), "{same_kind:?}");
    let nowhere = TokenKey::new(Path::new("/nowhere.so"), "kontor", "rsa", "4321", chain("rsa"));
    assert!(matches!(nowhere, Err(KeyError::Module(_))), "{nowhere:?}");
    pulled_out_and_put_in_again(&open("kontor", "4321", "rsa", "rsa"));
}

/// What `SoftHSM` takes for a token is a folder.
fn pulled_out_and_put_in_again(signer: &TokenKey) {
    let tokens = PathBuf::from(env::var_os(INNER).unwrap());
    let token = fs::read_dir(&tokens).unwrap().next().unwrap().unwrap().path();
    let away = tokens.with_file_name("away");
    for _ in 0..2 {
        signer.check().unwrap();
        fs::rename(&token, &away).unwrap();
        for _ in 0..2 {
            let said = seal(LETTER, &words(), signer, now()).unwrap_err();
            assert!(matches!(said, SealError::Key(KeyError::Absent)), "{said:?}");
        }
        fs::rename(&away, &token).unwrap();
        let sealed = seal(LETTER, &words(), signer, now()).unwrap();
        assert_eq!(verify(&sealed, now(), &HOUSE.anchors()).unwrap()[0].problems, []);
    }
}
