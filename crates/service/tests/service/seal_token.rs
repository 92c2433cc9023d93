//! The house's seal with its key on a token, as `SoftHSM` imitates one.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use kontor_domain::Error;
use kontor_domain::seals::CheckOutcome;
use kontor_service::kontor::{SealSettings, TokenSealSettings};
use kontor_service::seals as room;

use crate::seal_house::{HOUSE, INNER, run};
use crate::seals::{check, is_sealed, put, signed_form, waits, world, wrong};
use crate::shop::block;

const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";

/// The module reads where its tokens are out of the environment, which only a new process gets.
#[test]
fn a_key_on_a_token_seals_and_what_is_to_be_sealed_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let (tokens, settings) = (folder.path().join("tokens"), folder.path().join("softhsm2.conf"));
    fs::create_dir(&tokens).unwrap();
    fs::write(&settings, format!("directories.tokendir = {}\n", tokens.display())).unwrap();
    let said = Command::new(env::current_exe().unwrap())
        .args(["seal_token::in_a_process_of_its_own", "--exact", "--ignored"])
        .env("SOFTHSM2_CONF", settings)
        .env(INNER, folder.path())
        .output()
        .unwrap();
    let text = [said.stdout, said.stderr].map(|t| String::from_utf8_lossy(&t).into_owned()).concat();
    assert!(said.status.success() && text.contains("1 passed"), "{text}");
}

fn on_token(key: &str) -> SealSettings {
    let token = TokenSealSettings {
        module: MODULE.into(),
        token: "kontor".into(),
        key: key.into(),
        pin: "4321".into(),
    };
    SealSettings { token, certificate: HOUSE.chain(key), ..SealSettings::default() }
}

#[test]
#[ignore = "run by the test above"]
fn in_a_process_of_its_own() {
    let folder = PathBuf::from(env::var_os(INNER).unwrap());
    let manage = |arguments: &[&str]| {
        let (went, said) = run("softhsm2-util", arguments, &folder);
        assert!(went, "{said}");
    };
    manage(&["--init-token", "--free", "--label", "kontor", "--so-pin", "8765", "--pin", "4321"]);
    for (key, id) in [("rsa", "01"), ("p256", "02")] {
        let file = HOUSE.file(&format!("{key}.key"));
        let file = file.to_str().unwrap();
        manage(&["--import", file, "--token", "kontor", "--label", key, "--id", id, "--pin", "4321"]);
    }
    let token = fs::read_dir(folder.join("tokens")).unwrap().next().unwrap().unwrap().path();
    let away = folder.join("away");
    block(async {
        for key in ["rsa", "p256"] {
            let world = world(on_token(key)).await;
            room::usable(&world.kontor).await.unwrap();
            assert_eq!(room::token_trouble(&world.kontor).await, Ok(None));
            let sealed = put(&world.kontor, &["Kunde", "Freigabe"]).await.unwrap();
            let checked = check(&world.kontor, &sealed.bytes).await;
            assert_eq!((checked.outcome, checked.seals.len()), (CheckOutcome::Unchanged, 2), "{checked:?}");
            assert!(checked.seals.iter().all(|seal| seal.valid && seal.ours));
        }
        // What is wrong with the configuration is told when the program starts.
        let with = |change: &dyn Fn(&mut SealSettings)| {
            let mut seal = on_token("rsa");
            change(&mut seal);
            seal
        };
        let said = wrong(with(&|seal| seal.token.pin = "0000".into())).await;
        assert!(said.contains("seal.token.pin: the PIN is wrong") && !said.contains("0000"), "{said}");
        let said = wrong(with(&|seal| seal.token.key = "none".into())).await;
        assert!(said.contains("seal.token.key"), "{said}");
        let said = wrong(with(&|seal| seal.certificate = HOUSE.chain("tsa"))).await;
        assert!(said.contains("seal.certificate: the certificate is of another key"), "{said}");

        // Pulled out, everything else goes on, and what is to be sealed waits; also for a program that starts without it.
        let (shop, form) = Box::pin(signed_form(on_token("rsa"))).await;
        fs::rename(&token, &away).unwrap();
        shop.settle().await;
        waits(&shop.kontor, &form).await;
        assert_eq!(put(&shop.kontor, &["Kunde"]).await, Err(Error::Unavailable));
        assert_eq!(room::usable(&shop.kontor).await, Err(Error::Unavailable));
        let early = world(on_token("p256")).await;
        let why = room::token_trouble(&early.kontor).await.unwrap().unwrap();
        assert_eq!(why, "no token with this label is there");
        fs::rename(&away, &token).unwrap();
        is_sealed(&shop, &form).await;
        put(&early.kontor, &["Kunde"]).await.expect("it is there now");
    });
}
