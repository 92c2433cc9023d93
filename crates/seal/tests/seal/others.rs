//! The word of others: poppler's `pdfsig` and pyHanko. `make seal-tools` installs them; without them these tests fail.

use std::env;
use std::path::PathBuf;

use kontor_seal::{Later, Problem, seal, verify};

use crate::house::{HOUSE, LETTER, STREAMS, flipped, now, position, run, small, words};
use crate::seals::sealed_with_time;

/// Where the Makefile puts it.
fn python() -> String {
    let cache = env::var_os("XDG_CACHE_HOME").filter(|c| !c.is_empty()).map(PathBuf::from);
    let cache =
        cache.unwrap_or_else(|| PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cache"));
    cache.join("kontor/tools/pyhanko/bin/python").to_string_lossy().into_owned()
}

fn pyhanko(name: &str, pdf: &[u8]) -> (bool, String) {
    HOUSE.write(name, pdf);
    HOUSE.write("others.py", include_bytes!("others.py"));
    let (went, said) = run(&python(), &["others.py", "root.pem", name], HOUSE.path());
    println!("pyHanko on {name}:\n{said}");
    (went, said)
}

fn pdfsig(name: &str, pdf: &[u8]) -> String {
    HOUSE.write(name, pdf);
    let (_, said) = run("pdfsig", &[name], HOUSE.path());
    println!("pdfsig on {name}:\n{said}");
    said
}

/// How often something is said.
fn times(said: &str, what: &str) -> usize {
    said.matches(what).count()
}

/// Everybody says that all seals of the document are valid and that nothing was done to it.
fn everybody_agrees(name: &str, pdf: &[u8], seals: usize, stamped: usize) {
    let reports = verify(pdf, now(), &HOUSE.anchors()).unwrap();
    assert!(reports.len() == seals && reports.iter().all(kontor_seal::SealReport::is_valid), "{reports:#?}");
    assert_eq!(reports.iter().filter(|r| r.stamp.is_some()).count(), stamped);

    let said = pdfsig(name, pdf);
    assert_eq!(times(&said, "Signature Validation: Signature is Valid."), seals, "{said}");
    assert_eq!(times(&said, "  - Total document signed"), 1, "{said}");
    assert_eq!(times(&said, "  - Not total document signed"), seals - 1, "{said}");
    assert_eq!(times(&said, "ETSI.CAdES.detached"), seals, "{said}");

    let (went, said) = pyhanko(name, pdf);
    assert!(went, "{said}");
    assert_eq!(
        times(&said, "\"intact\": true, \"valid\": true, \"trusted\": true, \"bottom_line\": true"),
        seals,
        "{said}"
    );
    assert_eq!(times(&said, "\"coverage\": \"ENTIRE_FILE\", \"changes\": \"NONE\""), 1, "{said}");
    assert_eq!(
        times(&said, "\"coverage\": \"ENTIRE_REVISION\", \"changes\": \"FORM_FILLING\""),
        seals - 1,
        "{said}"
    );
    assert_eq!(times(&said, "\"stamp\": true"), stamped, "{said}");
}

/// Everybody says that something is wrong.
fn everybody_complains(name: &str, pdf: &[u8]) {
    let ours = verify(pdf, now(), &HOUSE.anchors());
    assert!(ours.is_err() || ours.is_ok_and(|r| r.iter().any(|r| !r.is_intact())), "{name}");
    let said = pdfsig(name, pdf);
    assert_eq!(times(&said, "Signature is Valid."), 0, "{said}");
    let (went, said) = pyhanko(name, pdf);
    assert!(!went || times(&said, "\"bottom_line\": false") > 0, "{said}");
}

#[test]
fn pdfsig_and_pyhanko_say_that_a_seal_without_a_time_stamp_is_valid() {
    for key in ["rsa", "p256"] {
        for (name, pdf) in [("table", LETTER), ("streams", STREAMS), ("small", &small())] {
            let sealed = seal(pdf, &words(), &HOUSE.signer(key), now()).unwrap();
            everybody_agrees(&format!("bb-{key}-{name}.pdf"), &sealed, 1, 0);
        }
    }
}

#[test]
fn pdfsig_and_pyhanko_say_that_a_seal_with_a_time_stamp_is_valid() {
    for key in ["rsa", "p256"] {
        for (name, pdf) in [("table", LETTER), ("streams", STREAMS)] {
            everybody_agrees(&format!("bt-{key}-{name}.pdf"), &sealed_with_time(pdf, key), 1, 1);
        }
    }
}

#[test]
fn pdfsig_and_pyhanko_say_that_two_seals_are_valid() {
    for (name, pdf) in [("table", LETTER), ("streams", STREAMS)] {
        let one = sealed_with_time(pdf, "rsa");
        let two = seal(&one, &words(), &HOUSE.signer("p256"), now()).unwrap();
        everybody_agrees(&format!("two-{name}.pdf"), &two, 2, 1);
    }
}

#[test]
fn pdfsig_and_pyhanko_say_when_one_byte_is_another() {
    let plain = seal(LETTER, &words(), &HOUSE.signer("p256"), now()).unwrap();
    let stamped = sealed_with_time(LETTER, "rsa");
    for (kind, sealed) in [("bb", &plain), ("bt", &stamped)] {
        for (place, at) in [
            ("page", position(sealed, "endstream") - 30),
            ("words", position(sealed, "Hallmann")),
            ("end", position(sealed, "/SigFlags 3") + 10),
        ] {
            everybody_complains(&format!("{kind}-touched-{place}.pdf"), &flipped(sealed, at));
        }
    }
    // The signature stands at the end of the CMS, whose length stands at its beginning.
    let contents = position(&plain, "/Contents <") + 11;
    let length = std::str::from_utf8(&plain[contents + 4..contents + 8]).unwrap();
    let end = contents + 2 * (4 + usize::from_str_radix(length, 16).unwrap());
    let digit = (end - 40..end).find(|at| plain[*at].is_ascii_digit()).unwrap();
    everybody_complains("bb-touched-signature.pdf", &flipped(&plain, digit));
}

#[test]
fn a_seal_by_pyhanko_after_ours_is_read_and_leaves_ours_valid() {
    HOUSE.write("sign.py", include_bytes!("sign.py"));
    for (name, pdf) in [("table", LETTER), ("streams", STREAMS)] {
        let ours = seal(pdf, &words(), &HOUSE.signer("p256"), now()).unwrap();
        HOUSE.write("ours.pdf", &ours);
        for (looks, later, problems) in
            [("invisible", Later::Seals, vec![]), ("visible", Later::Visible, vec![Problem::Covered])]
        {
            let target = format!("theirs-{name}-{looks}.pdf");
            let (went, said) =
                run(&python(), &["sign.py", "ours.pdf", &target, "Theirs", looks], HOUSE.path());
            assert!(went, "{said}");
            let reports = verify(&HOUSE.read(&target), now(), &HOUSE.anchors()).unwrap();
            assert_eq!((reports[0].later, &reports[0].problems), (Some(later), &problems), "{target}");
            assert_eq!((reports[1].field.as_str(), &reports[1].problems), ("Theirs", &vec![]), "{target}");
        }
    }
}

#[test]
fn openssl_says_that_the_cms_is_one() {
    let sealed = seal(&small(), &words(), &HOUSE.signer("rsa"), now()).unwrap();
    let start = position(&sealed, "/Contents <") + 11;
    let end = start + sealed[start..].iter().position(|b| *b == b'>').unwrap();
    let hex = std::str::from_utf8(&sealed[start..end]).unwrap();
    let cms: Vec<u8> =
        (0..hex.len()).step_by(2).map(|n| u8::from_str_radix(&hex[n..n + 2], 16).unwrap()).collect();
    HOUSE.write("seal.cms", &cms);
    HOUSE.write("seal.bytes", &[&sealed[..start - 1], &sealed[end + 1..]].concat());
    let said = HOUSE.openssl(&[
        "cms",
        "-verify",
        "-binary",
        "-cades",
        "-purpose",
        "any",
        "-CAfile",
        "root.pem",
        "-inform",
        "DER",
        "-in",
        "seal.cms",
        "-content",
        "seal.bytes",
        "-out",
        "seal.out",
    ]);
    assert!(
        said.contains("CAdES Verification successful") || said.contains("erification successful"),
        "{said}"
    );
    let printed = HOUSE.openssl(&["cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", "seal.cms"]);
    assert!(!printed.contains("signingTime"), "{printed}");
}
