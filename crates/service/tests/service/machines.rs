//! Machines: each belongs to one customer, and is there for whom it is for.

use kontor_domain::accounts::{Actor, Role};
use kontor_domain::machines::{Machine, MachineFilter, SaveMachine};
use kontor_domain::{CompanyId, Error, IdempotencyKey, Problem};
use kontor_service::Kontor;
use kontor_service::machines as room;

use crate::rules::Firm;
use crate::shop::{block, buyer, customer, dealer, system};

pub fn of_bauer(key: &str, serial: &str) -> SaveMachine {
    SaveMachine {
        key: IdempotencyKey::new(key),
        serial: serial.into(),
        model: "KB 220".into(),
        maker: "Kaiser".into(),
        company: CompanyId::new("bauer"),
        unit: String::new(),
        site: "Baustelle Ulm-Nord".into(),
        year: Some(2021),
        version: None,
    }
}

pub async fn saved(k: &Kontor, key: &str, serial: &str) -> Machine {
    room::save_machine(k, &dealer(Role::Support), &of_bauer(key, serial)).await.unwrap()
}

async fn serials(k: &Kontor, actor: &Actor, text: &str) -> Vec<String> {
    let filter = MachineFilter { text: text.into(), ..MachineFilter::default() };
    room::machines(k, actor, &filter).await.unwrap().items.into_iter().map(|m| m.serial).collect()
}

#[test]
fn a_machine_is_written_down_once_and_changed_as_it_was_seen() {
    block(async {
        let firm = Firm::new().await;
        let (k, desk) = (&firm.shop.kontor, dealer(Role::Support));
        let made = saved(k, "one", " kb220-11874 ").await;
        assert_eq!((made.serial.as_str(), made.version), ("KB220-11874", 1));
        assert_eq!(made.company_name, "Bauer Tiefbau GmbH");
        // The same key again answers the same machine; another key does not make it a second time.
        assert_eq!(saved(k, "one", "KB220-11874").await, made);
        let again = room::save_machine(k, &desk, &of_bauer("two", "KB220-11874")).await;
        assert_eq!(again, Err(Error::invalid("serial", Problem::Duplicate)));
        let moved = SaveMachine { site: "Hof".into(), version: Some(1), ..of_bauer("three", "KB220-11874") };
        assert_eq!(room::save_machine(k, &desk, &moved).await.unwrap().version, 2);
        let late = SaveMachine { key: IdempotencyKey::new("four"), ..moved };
        let refused = room::save_machine(k, &desk, &late).await;
        assert_eq!(refused, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let seen = room::machine(k, &desk, "kb220-11874").await.unwrap();
        assert_eq!((seen.machine.site.as_str(), seen.may_change), ("Hof", true));
        assert!(!room::machine(k, &firm.jonas, "KB220-11874").await.unwrap().may_change);
    });
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    block(async {
        let firm = Firm::new().await;
        let wrong = SaveMachine {
            model: " ".into(),
            unit: "nobody".into(),
            year: Some(1800),
            ..of_bauer("", "KB|1")
        };
        let error = room::save_machine(&firm.shop.kontor, &dealer(Role::Support), &wrong).await.unwrap_err();
        for field in ["key", "serial", "model", "unit", "year"] {
            assert!(error.field(field).is_some(), "{field} in {error:?}");
        }
        let nobody = SaveMachine { company: CompanyId::new("nobody"), ..of_bauer("one", "KB-1") };
        let error = room::save_machine(&firm.shop.kontor, &system(), &nobody).await.unwrap_err();
        assert_eq!(error, Error::invalid("company", Problem::UnknownCustomer));
    });
}

#[test]
fn another_company_and_another_unit_do_not_see_it() {
    block(async {
        let firm = Firm::with_units().await;
        let k = &firm.shop.kontor;
        let of =
            |key: &str, serial: &str, unit: &str| SaveMachine { unit: unit.into(), ..of_bauer(key, serial) };
        for (key, serial, unit) in [("a", "K-1", "kanal"), ("b", "H-1", "hof"), ("c", "N-1", "")] {
            room::save_machine(k, &dealer(Role::Support), &of(key, serial, unit)).await.unwrap();
        }
        // Jonas is of "kanal": what belongs to it or to none.
        assert_eq!(serials(k, &firm.jonas, "").await, ["N-1", "K-1"]);
        assert_eq!(room::machine(k, &firm.jonas, "H-1").await, Err(Error::NotFound));
        assert_eq!(serials(k, &firm.boss, "").await.len(), 3);
        assert_eq!(serials(k, &dealer(Role::Warehouse), "h-").await, ["H-1"]);
        let stranger = buyer("steiner");
        assert!(serials(k, &stranger, "").await.is_empty());
        assert_eq!(room::machine(k, &stranger, "N-1").await, Err(Error::NotFound));
        let theirs = MachineFilter { company: Some(CompanyId::new("bauer")), ..MachineFilter::default() };
        assert_eq!(room::machines(k, &stranger, &theirs).await, Err(Error::NotFound));
    });
}

#[test]
fn only_the_desk_keeps_machines() {
    block(async {
        let firm = Firm::new().await;
        let command = of_bauer("one", "KB-1");
        for actor in [firm.jonas.clone(), customer("bauer", Role::CompanyAdmin), dealer(Role::Warehouse)] {
            let refused = room::save_machine(&firm.shop.kontor, &actor, &command).await;
            assert_eq!(refused, Err(Error::Forbidden));
        }
    });
}

#[test]
fn two_at_once_write_one_machine() {
    block(async {
        let firm = Firm::new().await;
        let k = &firm.shop.kontor;
        let desk = dealer(Role::Support);
        let (one, two) = (of_bauer("one", "KB-1"), of_bauer("two", "KB-1"));
        let (a, b) = tokio::join!(room::save_machine(k, &desk, &one), room::save_machine(k, &desk, &two));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        assert_eq!(serials(k, &desk, "").await, ["KB-1"]);
    });
}
