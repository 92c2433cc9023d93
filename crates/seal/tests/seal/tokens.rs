//! Keys on a token, as `SoftHSM` imitates one: `make pkcs11` installs it.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use kontor_seal::{KeyError, Signer as _, TokenKey, seal, verify};

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
        .env(INNER, "1")
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
    for (key, id) in [("rsa", "01"), ("p256", "02")] {
        let file = format!("{key}.key");
        manage(&["--import", &file, "--token", "kontor", "--label", key, "--id", id, "--pin", "4321"]);
        let chain = HOUSE.text(&format!("{key}.pem")) + &HOUSE.text("between.pem");
        let open = |token, pin, key| TokenKey::open(Path::new(LIBRARY), token, pin, key, &chain);
        assert!(matches!(open("kontor", "wrong", key), Err(KeyError::Password)));
        assert!(matches!(open("other", "4321", key), Err(KeyError::Failed(_))));
        assert!(matches!(open("kontor", "4321", "none"), Err(KeyError::Key)));
        let signer = open("kontor", "4321", key).unwrap();
        assert_eq!(signer.chain().len(), 2);
        let sealed = seal(LETTER, &words(), &signer, now()).unwrap();
        assert_eq!(verify(&sealed, now(), &HOUSE.anchors()).unwrap()[0].problems, []);
    }
}
