//! The house's seal: never less than what is configured, told by others as by us, and whoever asks learns no more than they may.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, ToSpan as _};
use kontor_documents::Report;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::documents::DocumentKind;
use kontor_domain::forms::{FormState, Seals, SigningOrder};
use kontor_domain::seals::{CheckOutcome, CheckedFile, SealFault, SealLevel};
use kontor_domain::{DocumentId, Error, FormId, Problem};
use kontor_service::kontor::{RemoteSealSettings, SealSettings, TokenSealSettings};
use kontor_service::seals::{self as room, Sealed};
use kontor_service::{Kontor, documents, forms, outbox};
use kontor_store::{Tx, Variables};

use crate::documents::{filed, pdf};
use crate::seal_house::{Authority, HOUSE, Lie, Service, Trouble, now, pdfsig, pyhanko};
use crate::shop::{Shop, block, dealer, system};
use crate::signatures;
use crate::support::World;

/// The clock as the machine's: authorities have no other.
pub async fn world(seal: SealSettings) -> World {
    let world = World::with(|s| s.seal = seal).await;
    world.later(now().duration_since(world.kontor.clock.now()));
    world
}

fn with_key(name: &str) -> SealSettings {
    SealSettings {
        key: HOUSE.file(&format!("{name}.key")),
        certificate: HOUSE.chain(name),
        ..SealSettings::default()
    }
}

fn and_time(seal: SealSettings, authority: &Authority) -> SealSettings {
    SealSettings { timestamps: authority.url.clone(), anchors: HOUSE.file("root.pem"), ..seal }
}

fn report() -> Vec<u8> {
    let report = Report {
        language: "de".into(),
        title: "Servicebericht".into(),
        sender: "Hallmann Baumaschinen GmbH".into(),
        page: "Seite".into(),
        ..Report::default()
    };
    kontor_documents::report(&report, &[]).unwrap().bytes
}

pub async fn put(k: &Kontor, reasons: &[&str]) -> Result<Sealed, Error> {
    let reasons: Vec<String> = reasons.iter().map(|reason| (*reason).to_owned()).collect();
    room::put(k, report(), &reasons).await
}

pub async fn check(k: &Kontor, bytes: &[u8]) -> CheckedFile {
    room::check_file(k, bytes.to_vec()).await.unwrap()
}

/// A page's text is compressed: one of its bytes is another.
fn touched(sealed: &[u8]) -> Vec<u8> {
    let at = sealed.windows(9).position(|w| w == b"endstream").unwrap() - 20;
    let mut out = sealed.to_vec();
    out[at] ^= 1;
    out
}

async fn tamper(k: &Kontor, sql: &str) {
    let mut tx = Tx::new();
    tx.push(sql);
    k.store.transact(&tx).await.unwrap();
}

async fn rows(k: &Kontor, table: &str) -> usize {
    let sql = format!("SELECT VALUE record::id(id) FROM {table}");
    k.store.rows::<String>(&sql, Variables::new()).await.unwrap().len()
}

/// A house that seals, with a customer.
pub async fn sealing() -> World {
    let world = world(with_key("p256")).await;
    world.company("bauer").await;
    world
}

/// Whatever the store is asked about seals.
pub async fn everything(world: &World) {
    let k = &world.kontor;
    let sealed = put(k, &["Kunde"]).await.unwrap();
    let form = filed(k, &dealer(Role::Support), "one", DocumentKind::SignedForm, &sealed.bytes).await;
    k.clock.advance(SignedDuration::from_hours(24));
    documents::upkeep(k).await.unwrap();
    assert!(room::upkeep(k).await.unwrap().sealed);
    assert!(room::place(k, &form).await.unwrap().sealed_day);
    assert!(check(k, &sealed.bytes).await.place.is_some());
    assert_eq!(room::days(k, &system()).await.unwrap().sealed, 1);
}

#[test]
fn without_a_key_nothing_is_sealed_and_nothing_refused() {
    block(async {
        let world = world(SealSettings::default()).await;
        let k = &world.kontor;
        room::usable(k).await.unwrap();
        let came = put(k, &["Kunde"]).await.unwrap();
        assert_eq!((came.level, came.bytes), (None, report()));
        let checked = check(k, &report()).await;
        assert_eq!((checked.outcome, checked.place), (CheckOutcome::Unsealed, None));
        assert_eq!(check(k, b"no pdf").await.outcome, CheckOutcome::Unreadable);
        assert_eq!(room::upkeep(k).await.unwrap(), room::SealUpkeep::default());
    });
}

#[test]
fn a_document_is_sealed_once_per_reason_and_everybody_says_that_it_is() {
    block(async {
        let authority = Authority::start(Lie::None).await;
        for name in ["rsa", "p256"] {
            let world = world(and_time(with_key(name), &authority)).await;
            let k = &world.kontor;
            let sealed = put(k, &["Für Anna Bauer", "Für Jonas Keller", "Freigabe"]).await.unwrap();
            assert_eq!(sealed.level, Some(SealLevel::Timestamped));
            let checked = check(k, &sealed.bytes).await;
            assert_eq!((checked.outcome, checked.seals.len()), (CheckOutcome::Unchanged, 3), "{checked:?}");
            for seal in &checked.seals {
                assert!(seal.valid && seal.ours && seal.level == SealLevel::Timestamped, "{seal:?}");
                assert_eq!(seal.signer, "Siegel Hallmann");
                assert!(seal.at.is_some());
            }
            let file = HOUSE.write(&format!("sealed-{name}.pdf"), &sealed.bytes);
            assert_eq!(pdfsig(&file).matches("Signature is Valid.").count(), 3);
            let said = pyhanko(&file);
            assert_eq!(said.matches("\"bottom_line\": true").count(), 3, "{said}");
            assert_eq!(said.matches("\"stamp\": true").count(), 3, "{said}");

            let other = touched(&sealed.bytes);
            let checked = check(k, &other).await;
            assert_eq!(checked.outcome, CheckOutcome::Changed);
            assert!(checked.seals.iter().all(|seal| seal.problems.contains(&SealFault::Changed)));
            let file = HOUSE.write(&format!("touched-{name}.pdf"), &other);
            assert_eq!(pdfsig(&file).matches("Signature is Valid.").count(), 0);
            let said = pyhanko(&file);
            assert_eq!(said.matches("\"bottom_line\": true").count(), 0, "{said}");
        }
    });
}

#[test]
fn a_pkcs12_file_with_its_password_seals_and_without_an_authority_it_says_so() {
    block(async {
        let seal =
            SealSettings { key: HOUSE.file("rsa.p12"), password: "geheim".into(), ..SealSettings::default() };
        let world = world(seal).await;
        let sealed = put(&world.kontor, &["Kunde"]).await.unwrap();
        assert_eq!(sealed.level, Some(SealLevel::Basic));
        let checked = check(&world.kontor, &sealed.bytes).await;
        assert_eq!((checked.outcome, checked.seals[0].level), (CheckOutcome::Unchanged, SealLevel::Basic));
    });
}

#[test]
fn an_authority_that_is_down_or_lies_leaves_nothing() {
    block(async {
        for lie in [
            Lie::Down,
            Lie::Refuses,
            Lie::Nonsense,
            Lie::TooLong,
            Lie::OldAnswer,
            Lie::OtherImprint,
            Lie::Stranger,
            Lie::NotForStamps,
        ] {
            let authority = Authority::start(lie).await;
            // RSA: the same document at the same time has the same signature, and an old answer fits it but for the nonce.
            let world = world(and_time(with_key("rsa"), &authority)).await;
            let k = &world.kontor;
            if lie == Lie::OldAnswer {
                put(k, &["Kunde"]).await.expect("the first answer is honest");
            }
            assert_eq!(put(k, &["Kunde"]).await, Err(Error::Unavailable), "{lie:?}");
            // Nor is the day of the archive sealed.
            world.company("bauer").await;
            filed(k, &dealer(Role::Support), "one", DocumentKind::Upload, &pdf("1")).await;
            tamper_yesterday(k).await;
            assert!(documents::upkeep(k).await.unwrap().closed);
            assert_eq!(room::upkeep(k).await, Err(Error::Unavailable), "{lie:?}");
            assert_eq!(rows(k, "archive_day").await, 0);
        }
    });
}

#[test]
fn who_sealed_something_earlier_is_still_of_this_house_and_a_stranger_is_not() {
    block(async {
        let first = world(with_key("rsa")).await;
        let earlier = put(&first.kontor, &["Kunde"]).await.unwrap();
        let renewed = first.after_a_crash_with(|s| s.seal = with_key("p256")).await;
        renewed.later(now().duration_since(renewed.kontor.clock.now()));
        let checked = check(&renewed.kontor, &earlier.bytes).await;
        assert_eq!((checked.outcome, checked.seals[0].ours), (CheckOutcome::Unchanged, true));
        let stranger = world(with_key("p256")).await;
        let checked = check(&stranger.kontor, &earlier.bytes).await;
        assert_eq!(checked.outcome, CheckOutcome::Unknown);
        assert!(checked.seals[0].valid && !checked.seals[0].ours);
    });
}

#[test]
fn a_certificate_that_is_over_or_has_not_begun_refuses() {
    block(async {
        let world = world(with_key("p256")).await;
        let k = &world.kontor;
        let earlier = put(k, &["Kunde"]).await.unwrap();
        k.clock.advance(SignedDuration::from_hours(24 * 400));
        let over = Error::conflict(Problem::SealExpired);
        assert_eq!(put(k, &["Kunde"]).await, Err(over.clone()));
        assert_eq!(room::usable(k).await, Err(over));
        // Without a time-stamp, and not in the archive, nothing shows that it was sealed in time.
        assert_eq!(check(k, &earlier.bytes).await.seals[0].problems, [SealFault::CertificateExpired]);
        k.clock.advance(SignedDuration::from_hours(-24 * 500));
        let early = Error::conflict(Problem::SealNotYetValid);
        assert_eq!(put(k, &["Kunde"]).await, Err(early.clone()));
        assert_eq!(room::usable(k).await, Err(early));
    });
}

#[test]
fn what_lies_in_the_archive_is_told_its_place_and_of_other_documents_nobody_hears() {
    block(async {
        let world = world(with_key("rsa")).await;
        let k = &world.kontor;
        world.company("bauer").await;
        let desk = dealer(Role::Support);
        let sealed = put(k, &["Kunde"]).await.unwrap();
        let form = filed(k, &desk, "one", DocumentKind::SignedForm, &sealed.bytes).await;
        let invoice =
            filed(k, &desk, "two", DocumentKind::Invoice, &put(k, &["R1"]).await.unwrap().bytes).await;
        let place = check(k, &sealed.bytes).await.place.expect("it is in the archive");
        assert_eq!((&place.document, place.seq, place.holds, place.sealed_day), (&form, 1, true, false));
        assert_eq!(room::place(k, &form).await.unwrap(), place);
        assert_eq!(check(k, &put(k, &["R1"]).await.unwrap().bytes).await.place, None);
        for id in [invoice, DocumentId::new("nothing")] {
            assert_eq!(room::place(k, &id).await, Err(Error::NotFound));
        }
        // The day is closed and sealed; long after, when the certificate is over, the archive still says when it was.
        k.clock.advance(SignedDuration::from_hours(24));
        documents::upkeep(k).await.unwrap();
        assert!(room::upkeep(k).await.unwrap().sealed);
        k.clock.advance(SignedDuration::from_hours(24 * 500));
        let checked = check(k, &sealed.bytes).await;
        assert_eq!(checked.outcome, CheckOutcome::Unchanged, "{checked:?}");
        let place = checked.place.unwrap();
        assert!(place.sealed_day && place.holds);
        // Somebody changes an entry behind it, on the way to the seal.
        tamper(k, "UPDATE archive_chain:`000000000002` SET data.facts = 'kind=offer'").await;
        assert!(!room::place(k, &form).await.unwrap().holds);
    });
}

#[test]
fn a_closed_day_gets_a_seal_and_one_that_does_not_hold_is_named() {
    block(async {
        let authority = Authority::start(Lie::None).await;
        let world = world(and_time(with_key("p256"), &authority)).await;
        let k = &world.kontor;
        world.company("bauer").await;
        let desk = dealer(Role::Support);
        filed(k, &desk, "one", DocumentKind::Upload, &pdf("1")).await;
        assert!(!room::upkeep(k).await.unwrap().sealed, "the day is not over");
        // The authority has the clock of the machine: what is closed now was yesterday's.
        tamper_yesterday(k).await;
        assert!(documents::upkeep(k).await.unwrap().closed);
        assert!(room::upkeep(k).await.unwrap().sealed);
        assert!(!room::upkeep(k).await.unwrap().sealed, "once");
        let days = room::days(k, &system()).await.unwrap();
        assert_eq!((days.sealed, days.faults.len()), (1, 0), "{days:?}");
        let cms = "UPDATE archive_day SET data.text = string::replace(data.text, 'day=20', 'day=19')";
        tamper(k, cms).await;
        let days = room::days(k, &system()).await.unwrap();
        assert_eq!(days.faults.len(), 1);
        assert!(days.faults[0].text.contains("day=19"), "{days:?}");
        assert_eq!(
            room::days(k, &Actor::anonymous(kontor_domain::Language::De)).await,
            Err(Error::Unauthenticated)
        );
        assert_eq!(room::days(k, &dealer(Role::Support)).await, Err(Error::Forbidden));
    });
}

/// The first entry is of yesterday, as if it had been written then.
async fn tamper_yesterday(k: &Kontor) {
    let sql = "SELECT VALUE data FROM archive_chain:`000000000001`";
    let rows: Vec<kontor_store::SerdeWrapper<kontor_domain::documents::ChainEntry>> =
        k.store.rows(sql, Variables::new()).await.unwrap();
    let mut entry = rows.into_iter().next().unwrap().0;
    entry.at = entry.at.checked_sub(24.hours()).unwrap();
    entry.hash = entry.reckoned();
    let mut tx = Tx::new();
    let data = tx.bind(kontor_store::SerdeWrapper(entry));
    tx.push(format!("UPDATE archive_chain:`000000000001` SET data = {data}"));
    k.store.transact(&tx).await.unwrap();
}

#[test]
fn the_end_of_the_certificate_is_told_four_times_and_no_more() {
    block(async {
        let world = world(with_key("rsa")).await;
        let k = &world.kontor;
        world.person(None, "chef@kontor.example", &[Role::Admin]).await;
        world.person(None, "verkauf@kontor.example", &[Role::Sales]).await;
        let mut told = Vec::new();
        for day in 0..380 {
            if room::upkeep(k).await.unwrap().told {
                told.push(day);
            }
            k.clock.advance(SignedDuration::from_hours(24));
        }
        let mails: Vec<_> =
            world.mails().await.into_iter().filter(|mail| mail.subject.contains("Siegel")).collect();
        assert_eq!((told.len(), mails.len()), (4, 4), "{told:?}");
        assert!(mails.iter().all(|mail| mail.to == "chef@kontor.example"));
        assert!(mails[3].subject.contains("60") && mails[0].subject.contains("noch 1 Tag"), "{mails:?}");
        assert_eq!([told[1] - told[0], told[2] - told[1], told[3] - told[2]], [30, 23, 6]);
    });
}

fn remote(service: &Service, token: &str) -> SealSettings {
    let remote =
        RemoteSealSettings { url: service.url.clone(), credential: "siegel-1".into(), token: token.into() };
    SealSettings { remote, ..SealSettings::default() }
}

#[test]
fn a_key_in_another_house_seals_and_its_troubles_leave_nothing() {
    block(async {
        for key in ["rsa", "p256"] {
            let service = Service::start(key).await;
            let world = world(remote(&service, "good")).await;
            let sealed = put(&world.kontor, &["Kunde", "Freigabe"]).await.unwrap();
            let checked = check(&world.kontor, &sealed.bytes).await;
            assert_eq!((checked.outcome, checked.seals.len()), (CheckOutcome::Unchanged, 2));
            for trouble in [
                Trouble::Fails,
                Trouble::OtherSignature,
                Trouble::Nonsense,
                Trouble::Nothing,
                Trouble::HangsUp,
            ] {
                *service.trouble.lock().unwrap() = Some(trouble);
                assert_eq!(put(&world.kontor, &["Kunde"]).await, Err(Error::Unavailable), "{trouble:?}");
            }
            *service.trouble.lock().unwrap() = None;
            put(&world.kontor, &["Kunde"]).await.expect("once it is well again");
        }
        let service = Service::start("rsa").await;
        let expired = world(remote(&service, "expired")).await;
        assert_eq!(room::usable(&expired.kontor).await, Err(Error::Unavailable));
        assert_eq!(put(&expired.kontor, &["Kunde"]).await, Err(Error::Unavailable));
        assert_eq!(rows(&expired.kontor, "seal_certificate").await, 0);
    });
}

/// A form that all have signed, in a shop whose house seals so; it waits to be sealed.
pub async fn signed_form(seal: SealSettings) -> (Shop, FormId) {
    let World { kontor, folder } = World::with(|s| s.seal = seal).await;
    let shop = Shop { kontor, folder };
    shop.fill().await;
    let k = &shop.kontor;
    k.clock.advance(now().duration_since(k.clock.now()));
    let template = signatures::template(k, "bericht", SigningOrder::InOrder, Seals::One).await;
    let form = signatures::complete(k, &signatures::desk(), &template, "form").await;
    let asked = signatures::ask(&form, "ask", "", "");
    let round = kontor_service::signatures::ask_signatures(k, &signatures::desk(), &asked).await.unwrap();
    for element in ["fitter", "client"] {
        let signed = signatures::drawn(&round.hash);
        kontor_service::signatures::sign_here(k, &signatures::desk(), &form.head.id, element, &signed)
            .await
            .unwrap();
    }
    (shop, form.head.id)
}

/// Nothing is there yet, and nothing is lost.
pub async fn waits(k: &Kontor, form: &FormId) {
    let head = forms::form(k, &signatures::desk(), form).await.unwrap().head;
    assert_eq!((head.document, signatures::archived(k).await), (None, Vec::new()));
    assert_eq!(outbox::pending(k).await.unwrap().dead, 0);
}

/// The next attempt, a minute later.
pub async fn is_sealed(shop: &Shop, form: &FormId) {
    let k = &shop.kontor;
    k.clock.advance(SignedDuration::from_mins(2));
    shop.settle().await;
    assert_eq!(forms::form(k, &signatures::desk(), form).await.unwrap().head.state, FormState::Signed);
    let [document] = &signatures::archived(k).await[..] else { panic!("one document") };
    let checked = check(k, &signatures::bytes(k, document).await).await;
    assert_eq!((checked.outcome, checked.seals.len()), (CheckOutcome::Unchanged, 1));
}

#[test]
fn a_service_that_answers_too_slowly_is_given_up_and_the_form_is_sealed_later() {
    block(async {
        let service = Service::start("p256").await;
        let (shop, form) = Box::pin(signed_form(remote(&service, "good"))).await;
        *service.trouble.lock().unwrap() = Some(Trouble::Slow);
        let begun = Instant::now();
        shop.settle().await;
        let waited = begun.elapsed();
        assert!(waited > Duration::from_secs(9) && waited < Duration::from_secs(30), "{waited:?}");
        waits(&shop.kontor, &form).await;
        *service.trouble.lock().unwrap() = None;
        is_sealed(&shop, &form).await;
    });
}

#[test]
fn one_address_may_ask_often_and_not_without_end_and_an_answer_has_a_secret() {
    block(async {
        let world = world(SealSettings::default()).await;
        let k: &Arc<Kontor> = &world.kontor;
        for _ in 0..60 {
            room::begin_check(k, "192.0.2.7").unwrap();
        }
        assert!(matches!(room::begin_check(k, "192.0.2.7"), Err(Error::RateLimited { .. })));
        let turns: Vec<_> = (0..6).map(|n| room::begin_check(k, &format!("192.0.2.{n}")).unwrap()).collect();
        assert_eq!(room::begin_check(k, "192.0.2.9").err(), Some(Error::RateLimited { seconds: 5 }));
        drop(turns);
        // Whoever sends slowly keeps nobody else out.
        let slow: Vec<_> = (0..3).map(|_| room::begin_check(k, "192.0.2.9").unwrap()).collect();
        assert_eq!(room::begin_check(k, "192.0.2.9").err(), Some(Error::RateLimited { seconds: 5 }));
        room::begin_check(k, "192.0.2.10").unwrap();
        drop(slow);
        room::begin_check(k, "192.0.2.9").unwrap();
        let checked = check(k, &report()).await;
        let secret = room::keep_answer(k, checked.clone());
        assert_eq!(room::answer(k, &secret), Ok(checked));
        assert_eq!(room::answer(k, "another"), Err(Error::NotFound));
        world.later(SignedDuration::from_mins(31));
        assert_eq!(room::answer(k, &secret), Err(Error::NotFound));
    });
}

/// Why the program does not start.
pub async fn wrong(seal: SealSettings) -> String {
    let folder = tempfile::tempdir().unwrap();
    let store = kontor_store::Store::open(&crate::shop::on_disk(folder.path())).await.unwrap();
    let index = kontor_search::SearchIndex::open(&folder.path().join("index"), 15_000_000).unwrap();
    let settings = kontor_service::Settings {
        data: folder.path().to_owned(),
        seal,
        ..kontor_service::Settings::default()
    };
    let clock = kontor_service::Clock::held(crate::shop::NOW);
    let started = Kontor::start(store, index, clock, kontor_service::Ids::seeded(1), settings).await;
    started.err().expect("it does not start").to_string()
}

#[test]
fn what_cannot_be_used_is_told_by_its_name_when_the_program_starts() {
    block(async {
        let missing = SealSettings { key: "nowhere.p12".into(), ..SealSettings::default() };
        assert!(wrong(missing).await.contains("seal.key"));
        let other = SealSettings { certificate: HOUSE.chain("p256"), ..with_key("rsa") };
        assert!(wrong(other).await.contains("another key"));
        let tls = wrong(with_key("tls")).await;
        assert!(tls.contains("not for signatures"), "{tls}");
        let word =
            SealSettings { key: HOUSE.file("rsa.p12"), password: "falsch".into(), ..SealSettings::default() };
        assert!(wrong(word).await.contains("password"));
        let anchors = SealSettings { timestamps: "http://tsa.example/".into(), ..with_key("rsa") };
        assert!(wrong(anchors).await.contains("seal.anchors"));
        let url = SealSettings {
            timestamps: "ftp://tsa.example".into(),
            anchors: HOUSE.file("root.pem"),
            ..with_key("rsa")
        };
        assert!(wrong(url).await.contains("seal.timestamps"));
        // Before anything is loaded.
        let module = TokenSealSettings { module: "/nowhere.so".into(), ..TokenSealSettings::default() };
        let mut token = SealSettings { token: module, ..SealSettings::default() };
        for name in ["token", "key", "pin"] {
            assert!(wrong(token.clone()).await.contains(&format!("seal.token.{name}: needed")), "{name}");
            *match name {
                "token" => &mut token.token.token,
                "key" => &mut token.token.key,
                _ => &mut token.token.pin,
            } = "4321".into();
        }
        assert!(wrong(token.clone()).await.contains("seal.certificate: needed"));
        let missing = SealSettings { certificate: HOUSE.chain("rsa"), ..token.clone() };
        let said = wrong(missing).await;
        assert!(said.contains("seal.token.module") && said.contains("/nowhere.so"), "{said}");
        let two = wrong(SealSettings { token: token.token, ..with_key("rsa") }).await;
        assert!(two.contains("seal.key and by seal.token.module"), "{two}");
    });
}
