//! People who are shut out and let in again, invitations sent once more, and customers found.

use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Company, CompanyFilter, CompanyState, Invite, Role};
use kontor_domain::{CompanyId, Error, Language, PersonId, Problem};
use kontor_service::accounts;

use crate::support::{PASSWORD, World, address, block, desk, key, set_password, system, token};

/// A company with two admins and a buyer: who they are, and as whom they act.
struct Bauer {
    world: World,
    company: CompanyId,
    chef: (PersonId, Actor),
    kauf: (PersonId, Actor),
}

impl Bauer {
    async fn new() -> Self {
        let world = World::new().await;
        let company = world.company("bauer").await;
        let chef = world.person(Some(&company), "chef@bauer.example", &[Role::CompanyAdmin]).await;
        let kauf = world.person(Some(&company), "kauf@bauer.example", &[Role::Buyer]).await;
        let chef = (chef, world.sign_in("chef@bauer.example").await.actor);
        let kauf = (kauf, world.sign_in("kauf@bauer.example").await.actor);
        Self { world, company, chef, kauf }
    }
}

async fn block_as(world: &World, actor: &Actor, person: &PersonId) -> Result<(), Error> {
    accounts::set_blocked(&world.kontor, actor, person, true).await
}

#[test]
fn who_is_shut_out_is_out_at_once_and_stays_out_until_let_in_again() {
    block(async {
        let b = Bauer::new().await;
        let (world, k) = (&b.world, &b.world.kontor);
        let phone = world.sign_in("kauf@bauer.example").await;
        accounts::request_reset(k, "kauf@bauer.example", "192.0.2.9", Language::De).await.unwrap();
        let link = world.token_for("kauf@bauer.example").await;
        block_as(world, &b.chef.1, &b.kauf.0).await.unwrap();
        block_as(world, &b.chef.1, &b.kauf.0).await.unwrap();
        assert_eq!(world.resume(&phone.secret).await, None);
        let wrong = Error::invalid("password", Problem::WrongPassword);
        assert_eq!(world.try_sign_in("kauf@bauer.example", PASSWORD).await.unwrap_err(), wrong);
        let expired = Error::invalid("token", Problem::LinkExpired);
        assert_eq!(accounts::set_password(k, &set_password(&link)).await.unwrap_err(), expired);
        let mails = world.mails().await.len();
        accounts::request_reset(k, "kauf@bauer.example", "192.0.2.9", Language::De).await.unwrap();
        assert_eq!(world.mails().await.len(), mails, "no new link either");
        let people = accounts::my_account(k, &b.chef.1).await.unwrap().people;
        assert!(people.iter().any(|p| p.id == b.kauf.0 && p.blocked && p.active));

        accounts::set_blocked(k, &b.chef.1, &b.kauf.0, false).await.unwrap();
        assert_eq!(world.resume(&phone.secret).await, None, "an old session does not come back");
        assert!(world.try_sign_in("kauf@bauer.example", PASSWORD).await.is_ok());
        let what: Vec<&str> = accounts::company(k, &desk(Role::Support), &b.company)
            .await
            .unwrap()
            .timeline
            .iter()
            .map(|e| e.what.code())
            .take(2)
            .collect();
        assert_eq!(what, ["person_unblocked", "person_blocked"], "twice the same is one event");
    });
}

#[test]
fn everybody_manages_only_whom_they_may() {
    block(async {
        let b = Bauer::new().await;
        let (world, k) = (&b.world, &b.world.kontor);
        let other = world.company("steiner").await;
        world.person(Some(&other), "chef@steiner.example", &[Role::CompanyAdmin]).await;
        let stranger = world.sign_in("chef@steiner.example").await.actor;
        let jana = world.person(None, "jana@hallmann.example", &[Role::Support]).await;
        let again = async |actor: &Actor, person: &PersonId| {
            accounts::invite_again(k, actor, person, &key("x")).await
        };
        for (actor, person, expected) in [
            (&stranger, &b.kauf.0, Error::NotFound),
            (&b.kauf.1, &b.chef.0, Error::Forbidden),
            (&desk(Role::Warehouse), &b.kauf.0, Error::Forbidden),
            (&desk(Role::Support), &jana, Error::Forbidden),
            (&b.chef.1, &jana, Error::NotFound),
            (&Actor::anonymous(Language::De), &b.kauf.0, Error::Unauthenticated),
            (&system(), &PersonId::new("nix"), Error::NotFound),
        ] {
            assert_eq!(block_as(world, actor, person).await, Err(expected.clone()));
            assert_eq!(again(actor, person).await, Err(expected));
        }
        assert!(world.try_sign_in("kauf@bauer.example", PASSWORD).await.is_ok(), "nothing happened");
        let joined = Err(Error::conflict(Problem::AlreadyDone));
        assert_eq!(again(&b.chef.1, &b.kauf.0).await, joined);
        block_as(world, &desk(Role::Admin), &jana).await.unwrap();
        block_as(world, &desk(Role::Sales), &b.kauf.0).await.unwrap();
    });
}

#[test]
fn nobody_shuts_themselves_out_and_the_last_key_stays_in_the_house() {
    block(async {
        let b = Bauer::new().await;
        let world = &b.world;
        let yourself = Err(Error::conflict(Problem::Yourself));
        assert_eq!(block_as(world, &b.chef.1, &b.chef.0).await, yourself);
        let martin = world.person(None, "martin@hallmann.example", &[Role::Admin]).await;
        let last = Err(Error::conflict(Problem::LastAdmin));
        assert_eq!(block_as(world, &system(), &martin).await, last);
        let second = world.person(None, "vera@hallmann.example", &[Role::Admin]).await;
        block_as(world, &system(), &martin).await.unwrap();
        assert_eq!(block_as(world, &system(), &second).await, last, "the other one is out");
        // A customer may lose everybody by the desk's hand.
        block_as(world, &desk(Role::Support), &b.chef.0).await.unwrap();
    });
}

#[test]
fn two_administrators_who_shut_each_other_out_at_once_do_not_both_succeed() {
    block(async {
        let world = World::new().await;
        for round in 0..8 {
            let company = world.company(&format!("k{round}")).await;
            let mut pair = Vec::new();
            for n in 0..2 {
                let email = format!("a{n}@k{round}.example");
                let id = world.person(Some(&company), &email, &[Role::CompanyAdmin]).await;
                pair.push((id, world.sign_in(&email).await.actor));
            }
            let (one, two) = tokio::join!(
                block_as(&world, &pair[0].1, &pair[1].0),
                block_as(&world, &pair[1].1, &pair[0].0)
            );
            assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
            let seen = accounts::company(&world.kontor, &desk(Role::Support), &company).await.unwrap();
            assert_eq!(seen.people.iter().filter(|p| !p.blocked).count(), 1);
        }
    });
}

#[test]
fn an_invitation_is_sent_once_more_and_only_the_new_link_opens() {
    block(async {
        let b = Bauer::new().await;
        let (world, k) = (&b.world, &b.world.kontor);
        let invite = Invite {
            key: key("i"),
            company: Some(b.company.clone()),
            name: "Neue Kollegin".into(),
            email: "neu@bauer.example".into(),
            roles: vec![Role::Buyer],
            language: Language::De,
        };
        let new = accounts::invite(k, &b.chef.1, &invite).await.unwrap();
        let old = world.token_for("neu@bauer.example").await;
        accounts::invite_again(k, &desk(Role::Support), &new, &key("again")).await.unwrap();
        accounts::invite_again(k, &desk(Role::Support), &new, &key("again")).await.unwrap();
        let mails = world.mails().await;
        assert_eq!(mails.iter().filter(|m| m.to == "neu@bauer.example").count(), 2, "once per key");
        let fresh = token(&mails[0].text);
        assert_ne!(fresh, old);
        assert!(accounts::set_password(k, &set_password(&old)).await.is_err());
        for n in 0..4 {
            accounts::invite_again(k, &b.chef.1, &new, &key(&format!("n{n}"))).await.unwrap();
        }
        let many = accounts::invite_again(k, &b.chef.1, &new, &key("n5")).await;
        assert!(matches!(many, Err(Error::RateLimited { .. })), "{many:?}");
        // Shut out before they came: the link is dead, and no new one comes.
        block_as(world, &b.chef.1, &new).await.unwrap();
        world.later(SignedDuration::from_hours(2));
        let out = accounts::invite_again(k, &b.chef.1, &new, &key("n6")).await;
        assert_eq!(out, Err(Error::conflict(Problem::AlreadyDone)));
        accounts::set_blocked(k, &b.chef.1, &new, false).await.unwrap();
        accounts::invite_again(k, &b.chef.1, &new, &key("n7")).await.unwrap();
        let link = world.token_for("neu@bauer.example").await;
        accounts::set_password(k, &set_password(&link)).await.unwrap();
    });
}

async fn found(world: &World, q: &str, state: Option<CompanyState>) -> Vec<String> {
    let filter = CompanyFilter { state, q: q.into(), after: None };
    let page = accounts::companies(&world.kontor, &desk(Role::Sales), &filter).await.unwrap();
    page.items.into_iter().map(|c| c.id.to_string()).collect()
}

#[test]
fn customers_are_found_by_any_part_of_what_one_knows_of_them_as_soon_as_it_is_written() {
    block(async {
        let world = World::new().await;
        let put = async |id: &str, name: &str, number: &str, city: &str, state| {
            let company = Company {
                id: CompanyId::new(id),
                name: name.into(),
                number: number.into(),
                country: "DE".into(),
                addresses: vec![kontor_domain::accounts::Address {
                    name: "Hof".into(),
                    city: city.into(),
                    postcode: "88316".into(),
                    ..address("Weg 1")
                }],
                state,
                ..Company::default()
            };
            accounts::put_company(&world.kontor, &system(), &company).await.unwrap();
        };
        put("a", "Tiefbau Müller GmbH", "10-4711", "Isny", CompanyState::Active).await;
        put("b", "Erdbau Steiner", "10-0815", "Ravensburg", CompanyState::Active).await;
        put("c", "Müllers Kran & Söhne", "20-4711", "Ulm", CompanyState::Blocked).await;
        world.person(Some(&CompanyId::new("b")), "vera.lang@mailhaus.example", &[Role::Buyer]).await;
        for (q, expected) in [
            ("bau", vec!["b", "a"]),
            ("mueller", vec!["c", "a"]),
            ("4711", vec!["c", "a"]),
            ("tief isn", vec!["a"]),
            ("lang@mail", vec!["b"]),
            ("RAVENS", vec!["b"]),
            ("soehne", vec!["c"]),
            ("gibtesnicht", vec![]),
        ] {
            assert_eq!(found(&world, q, None).await, expected, "{q}");
        }
        assert_eq!(found(&world, "4711", Some(CompanyState::Active)).await, ["a"]);

        // A new name, a new customer, a new person: found at once, the old name no longer.
        put("a", "Hochbau Meier", "10-4711", "Isny", CompanyState::Active).await;
        put("d", "Baggerbetrieb Ost", "30-1", "Görlitz", CompanyState::Active).await;
        world.person(Some(&CompanyId::new("d")), "otto@ost.example", &[Role::Buyer]).await;
        assert_eq!(found(&world, "meier", None).await, ["a"]);
        assert_eq!(found(&world, "tiefbau", None).await, [] as [&str; 0]);
        assert_eq!(found(&world, "gorlitz", None).await, ["d"]);
        assert_eq!(found(&world, "otto@", None).await, ["d"]);
    });
}

#[test]
fn what_is_found_pages_by_key_and_a_search_reads_no_table() {
    block(async {
        let world = World::new().await;
        for n in 0..70 {
            world.company(&format!("kranbau{n:02}")).await;
        }
        let warehouse = desk(Role::Warehouse);
        let all = CompanyFilter { q: "kran".into(), ..CompanyFilter::default() };
        assert_eq!(accounts::companies(&world.kontor, &warehouse, &all).await.err(), Some(Error::Forbidden));
        let desk = desk(Role::Support);
        let first = accounts::companies(&world.kontor, &desk, &all).await.unwrap();
        assert_eq!((first.items.len(), first.items[0].id.as_str()), (50, "kranbau00"));
        world.kontor.store.record();
        let rest = CompanyFilter { after: first.next, ..all };
        let second = accounts::companies(&world.kontor, &desk, &rest).await.unwrap();
        assert_eq!((second.items.len(), second.next), (20, None));
        let asked: Vec<String> = world.kontor.store.recorded().into_iter().map(|(sql, _)| sql).collect();
        assert_eq!(asked, ["SELECT sort, data FROM $ids"], "one read of what is shown, by key");
    });
}
