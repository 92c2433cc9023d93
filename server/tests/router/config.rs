//! The configuration: the example, and what is said about mistakes.

use std::path::Path;
use std::process::Command;

use kontor_server::config::{Config, load};

fn error(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("kontor.toml");
    std::fs::write(&file, text).expect("a file");
    load(Some(&file)).expect_err("the configuration is wrong").to_string()
}

#[test]
fn the_example_shows_every_setting_with_its_default() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../kontor.example.toml");
    assert_eq!(load(Some(&example)).expect("the example is right"), Config::default());
    let text = std::fs::read_to_string(&example).expect("a file");
    let value = serde_json::to_value(Config::default()).expect("a value");
    for (key, value) in value.as_object().expect("a table") {
        if let Some(section) = value.as_object() {
            assert!(text.contains(&format!("[{key}]")), "section {key} is missing");
            for (inner, value) in section {
                let line = match value.is_object() {
                    true => format!("[{key}.{inner}]"),
                    false => format!("\n{inner} = "),
                };
                assert!(text.contains(&line), "{key}.{inner} is missing");
            }
        } else {
            assert!(text.contains(&format!("\n{key} = ")), "{key} is missing");
        }
    }
}

#[test]
fn a_mistake_is_named_with_file_and_key() {
    let unknown = error("[http]\ntimeout = 3\n");
    assert!(unknown.contains("timeout") && unknown.contains("kontor.toml"), "{unknown}");
    let kind = error("[http]\ntrusted_hops = \"one\"\n");
    assert!(kind.contains("http.trusted_hops") && kind.contains("kontor.toml"), "{kind}");
    assert!(error("listen = \"here\"\n").contains("listen"));
    assert!(error("zone = \"Europe/Ulm\"\n").contains("zone"));
    assert!(error("base_url = \"teile.example\"\n").contains("base_url"));
    assert!(error("[log]\nlevel = \"kontor=loud\"\n").contains("log.level"));
    assert!(error("[metrics]\ntoken = \"short\"\n").contains("metrics.token"));
    let folder = error("[archive]\nstore = \"/srv/belege\"\n");
    assert!(folder.contains("archive.store") && folder.contains("s3://BUCKET/PREFIX"), "{folder}");
    let bucket = "[archive]\nstore = \"s3://belege\"\n[archive.s3]\nendpoint = \"https://minio\"\n";
    assert!(error(bucket).contains("archive.s3.access_key"));
    let half = error(&format!("{bucket}access_key = \"kontor\"\nsecret_key = \"ge heim\"\n"));
    assert!(half.contains("archive.s3.secret_key") && !half.contains("heim"), "{half}");
}

#[test]
fn a_file_that_is_named_must_exist() {
    let missing = load(Some(Path::new("/nowhere/kontor.toml"))).expect_err("it is missing").to_string();
    assert!(missing.contains("/nowhere/kontor.toml"), "{missing}");
}

#[test]
fn only_one_key_seals_and_nothing_printed_shows_its_pin() {
    let token = "[seal.token]\nmodule = \"token.so\"\ntoken = \"house\"\nkey = \"seal\"\npin = \"7391\"\n";
    let remote = "[seal.remote]\nurl = \"https://sign.example/csc/v2\"\n";
    let several = error(&format!("[seal]\nkey = \"seal.p12\"\n{token}{remote}"));
    for name in ["seal.key", "seal.token.module", "seal.remote.url"] {
        assert!(several.contains(name), "{several}");
    }
    assert!(!error(&format!("{token}{remote}")).contains("seal.key"));
    let number = error(&token.replace("\"7391\"", "7391"));
    assert!(number.contains("pin") && number.contains("quotes") && !number.contains("7391"), "{number}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("kontor.toml");
    std::fs::write(&file, token).expect("a file");
    let config = load(Some(&file)).expect("the configuration is right");
    assert_eq!(config.seal.token.pin, "7391");
    assert!(!format!("{config:?}").contains("7391"));
}

/// The environment belongs to the whole process: the program itself is asked.
#[test]
fn a_pin_in_the_environment_is_a_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let check = |name: &str, value: &str| {
        Command::new(env!("CARGO_BIN_EXE_kontor"))
            .args(["config", "check"])
            .current_dir(folder.path())
            .env(name, value)
            .output()
            .expect("it runs")
    };
    for pin in ["0042", "7391", "12.5", "true", "[1]"] {
        let said = check("KONTOR__SEAL__TOKEN__PIN", pin);
        assert!(said.status.success(), "{pin}: {}", String::from_utf8_lossy(&said.stderr));
    }
    let said = check("KONTOR__HTTP__TRUSTED_HOPS", "one");
    let words = String::from_utf8_lossy(&said.stderr).to_lowercase();
    assert!(!said.status.success() && words.contains("trusted_hops"), "{words}");
}
