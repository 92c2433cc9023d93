//! Accounts: who gets in, who does not, and what nobody learns from the answers.

use std::sync::Arc;

use jiff::SignedDuration;
use kontor_domain::accounts::{
    Actor, Address, ChangePassword, Channel, CompanyFilter, CompanyState, Invite, LinkPurpose, MakeKey,
    ReleaseCompany, RequestCompany, Right, Role, SetPassword, SignIn, Terms, Who,
};
use kontor_domain::{CompanyId, Decimal, Error, IdempotencyKey, Language, PersonId, PriceListId, Problem};
use kontor_service::accounts::{self, Swept};
use kontor_service::outbox;

use crate::support::{PASSWORD, World, address, block, desk, key, set_password, sign_in, system, token};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn wrong() -> Error {
    Error::invalid("password", Problem::WrongPassword)
}

fn expired() -> Error {
    Error::invalid("token", Problem::LinkExpired)
}

fn invite(company: Option<&CompanyId>, email: &str, role: Role) -> Invite {
    Invite {
        key: key(email),
        company: company.cloned(),
        name: "Neue Kollegin".into(),
        email: email.into(),
        roles: vec![role],
        language: Language::De,
    }
}

fn request(email: &str) -> RequestCompany {
    RequestCompany {
        key: key(email),
        company: "Muster Bau GmbH".into(),
        street: "Weg 1".into(),
        postcode: "89077".into(),
        city: "Ulm".into(),
        country: "DE".into(),
        state: "BW".into(),
        vat_id: "DE136695976".into(),
        name: "Erika Muster".into(),
        email: email.into(),
        phone: "0731 1".into(),
        message: "Wir haben drei Bagger.".into(),
        language: Language::En,
        address: "192.0.2.7".into(),
    }
}

/// A company with an admin and a buyer.
async fn house() -> (World, CompanyId, Actor, Actor) {
    let world = World::new().await;
    let company = world.company("bauer").await;
    world.person(Some(&company), "chef@bauer.example", &[Role::CompanyAdmin]).await;
    world.person(Some(&company), "kauf@bauer.example", &[Role::Buyer]).await;
    let chef = world.sign_in("chef@bauer.example").await.actor;
    let buyer = world.sign_in("kauf@bauer.example").await.actor;
    (world, company, chef, buyer)
}

#[test]
fn who_is_unknown_inactive_or_mistyped_gets_the_same_answer() {
    block(async {
        let (world, company, chef, _) = house().await;
        accounts::invite(&world.kontor, &chef, &invite(Some(&company), "neu@bauer.example", Role::Buyer))
            .await
            .unwrap();
        let blocked = world.company("pleite").await;
        world.person(Some(&blocked), "chef@pleite.example", &[Role::CompanyAdmin]).await;
        world.put_company("pleite", CompanyState::Blocked).await;
        for (email, password) in [
            ("niemand@bauer.example", PASSWORD),
            ("kauf@bauer.example", "falsch falsch 1"),
            ("neu@bauer.example", PASSWORD),
            ("neu@bauer.example", " "),
            ("chef@pleite.example", PASSWORD),
            ("kauf@bauer.example", &"x".repeat(100_000)),
        ] {
            assert_eq!(world.try_sign_in(email, password).await.unwrap_err(), wrong(), "{email}");
        }
        let both = accounts::sign_in(&world.kontor, &sign_in("kein", "")).await.unwrap_err();
        assert!(both.field("email").is_some() && both.field("password").is_some());
        // However the address is written.
        assert!(world.try_sign_in(" Kauf@BAUER.example ", PASSWORD).await.is_ok());
    });
}

#[test]
fn every_sign_in_has_its_own_secret_and_the_right_actor() {
    block(async {
        let (world, company, ..) = house().await;
        let (one, two) =
            (world.sign_in("kauf@bauer.example").await, world.sign_in("kauf@bauer.example").await);
        assert_ne!(one.secret, two.secret);
        assert_eq!(one.secret.len(), 43);
        let actor = world.resume(&one.secret).await.unwrap();
        assert_eq!(actor, one.actor);
        assert_eq!((actor.company(), actor.channel), (Some(&company), Channel::Portal));
        assert!(actor.has(Right::Order) && !actor.has(Right::ManageCompany));
        world.person(None, "ines@hallmann.example", &[Role::Support]).await;
        let desk = world.sign_in("ines@hallmann.example").await;
        assert_eq!((desk.actor.company(), desk.actor.channel), (None, Channel::Desk));
        let english = accounts::resume(&world.kontor, &one.secret, Language::En).await.unwrap().unwrap();
        assert_eq!(english.language, Language::En);

        accounts::sign_out(&world.kontor, &one.secret).await.unwrap();
        accounts::sign_out(&world.kontor, &one.secret).await.unwrap();
        assert_eq!(world.resume(&one.secret).await, None);
        assert!(world.resume(&two.secret).await.is_some());
        for nonsense in ["", "x", &"a".repeat(43), "';DELETE session"] {
            assert_eq!(world.resume(nonsense).await, None);
        }
    });
}

#[test]
fn a_stolen_session_is_dead_after_the_password_was_changed() {
    block(async {
        let (world, ..) = house().await;
        let stolen = world.sign_in("kauf@bauer.example").await;
        let mine = world.sign_in("kauf@bauer.example").await;
        let change = |old: &str, new: &str| ChangePassword { old: old.into(), new: new.into() };
        let ask = async |command: ChangePassword, from: &str| {
            accounts::change_password(&world.kontor, &mine.actor, &command, from).await
        };
        let error = ask(change("falsch falsch 1", "neues passwort 7"), &mine.secret).await.unwrap_err();
        assert_eq!(error, Error::invalid("old", Problem::WrongPassword));
        let error = ask(change(PASSWORD, "kurz"), &mine.secret).await.unwrap_err();
        assert_eq!(error, Error::invalid("new", Problem::PasswordTooWeak));
        let error = ask(change(PASSWORD, "neues passwort 7"), &"a".repeat(43)).await.unwrap_err();
        assert_eq!(error, Error::Unauthenticated, "from no living session");
        assert!(world.resume(&stolen.secret).await.is_some(), "nothing happened so far");

        let fresh = ask(change(PASSWORD, "neues passwort 7"), &mine.secret).await.unwrap();
        assert_eq!(world.resume(&stolen.secret).await, None);
        assert_eq!(world.resume(&mine.secret).await, None, "the secret is a new one");
        assert!(world.resume(&fresh.secret).await.is_some());
        assert_eq!(world.try_sign_in("kauf@bauer.example", PASSWORD).await.unwrap_err(), wrong());
        assert!(world.try_sign_in("kauf@bauer.example", "neues passwort 7").await.is_ok());
    });
}

#[test]
fn signing_out_everywhere_ends_every_session_of_this_person_only() {
    block(async {
        let (world, ..) = house().await;
        let (one, two) =
            (world.sign_in("kauf@bauer.example").await, world.sign_in("kauf@bauer.example").await);
        let other = world.sign_in("chef@bauer.example").await;
        accounts::sign_out_everywhere(&world.kontor, &one.actor).await.unwrap();
        assert_eq!(world.resume(&one.secret).await, None);
        assert_eq!(world.resume(&two.secret).await, None);
        assert!(world.resume(&other.secret).await.is_some());
        let nobody = Actor::anonymous(Language::De);
        assert_eq!(accounts::sign_out_everywhere(&world.kontor, &nobody).await, Err(Error::Unauthenticated));
        assert_eq!(accounts::sign_out_everywhere(&world.kontor, &system()).await, Err(Error::Forbidden));
    });
}

#[test]
fn a_session_lives_thirty_days_after_its_last_use_and_ninety_at_most() {
    block(async {
        let (world, ..) = house().await;
        let idle = world.sign_in("kauf@bauer.example").await.secret;
        let used = world.sign_in("kauf@bauer.example").await.secret;
        for day in 1..=89 {
            world.later(DAY);
            assert!(world.resume(&used).await.is_some(), "day {day}");
            if day == 30 {
                assert_eq!(world.resume(&idle).await, None, "thirty days without a word");
            }
        }
        world.later(DAY);
        assert_eq!(world.resume(&used).await, None, "ninety days are enough");
    });
}

#[test]
fn a_session_used_now_and_then_lives_to_its_ninetieth_day_too() {
    block(async {
        let (world, ..) = house().await;
        let secret = world.sign_in("kauf@bauer.example").await.secret;
        for days in [25, 20, 25, 19] {
            world.later(DAY * days);
            assert!(world.resume(&secret).await.is_some());
        }
        world.later(DAY);
        assert_eq!(world.resume(&secret).await, None);
    });
}

#[test]
fn a_session_is_renewed_once_a_day_and_otherwise_only_read() {
    block(async {
        let (world, ..) = house().await;
        let secret = world.sign_in("kauf@bauer.example").await.secret;
        let expires = async || {
            world.ask::<String>("SELECT VALUE <string> expires FROM session ORDER BY expires DESC").await
        };
        let before = expires().await;
        world.later(SignedDuration::from_hours(23));
        world.resume(&secret).await.unwrap();
        assert_eq!(expires().await, before);
        world.later(SignedDuration::from_hours(2));
        world.resume(&secret).await.unwrap();
        assert_ne!(expires().await, before);
    });
}

#[test]
fn people_of_a_blocked_company_are_out_at_once() {
    block(async {
        let (world, ..) = house().await;
        let session = world.sign_in("kauf@bauer.example").await.secret;
        world.put_company("bauer", CompanyState::Blocked).await;
        assert_eq!(world.resume(&session).await, None);
        world.put_company("bauer", CompanyState::Active).await;
        assert!(world.resume(&session).await.is_some());
    });
}

#[test]
fn an_invitation_is_used_once_even_by_two_at_once() {
    block(async {
        let (world, company, chef, _) = house().await;
        let id =
            accounts::invite(&world.kontor, &chef, &invite(Some(&company), "neu@bauer.example", Role::Buyer))
                .await
                .unwrap();
        let token = world.token_for("neu@bauer.example").await;
        let link = accounts::open_link(&world.kontor, &token).await.unwrap();
        assert_eq!((link.purpose, link.email.as_str()), (LinkPurpose::Invitation, "neu@bauer.example"));
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (kontor, command) = (Arc::clone(&world.kontor), set_password(&token));
            tries.spawn(async move { accounts::set_password(&kontor, &command).await });
        }
        let (done, refused): (Vec<_>, Vec<_>) = tries.join_all().await.into_iter().partition(Result::is_ok);
        assert_eq!(done.len(), 1);
        assert!(refused.into_iter().all(|r| r.unwrap_err() == expired()));
        let signed_in = done.into_iter().next().unwrap().unwrap();
        assert_eq!(signed_in.actor.person(), Some(&id));
        assert!(world.resume(&signed_in.secret).await.is_some());
        assert_eq!(accounts::open_link(&world.kontor, &token).await, Err(expired()));
        assert_eq!(world.count("token").await, 0);
    });
}

#[test]
fn links_expire() {
    block(async {
        let (world, company, chef, _) = house().await;
        accounts::invite(&world.kontor, &chef, &invite(Some(&company), "neu@bauer.example", Role::Buyer))
            .await
            .unwrap();
        let invitation = world.token_for("neu@bauer.example").await;
        world.later(DAY * 7 - SignedDuration::from_secs(1));
        assert!(accounts::open_link(&world.kontor, &invitation).await.is_ok());
        world.later(SignedDuration::from_secs(1));
        assert_eq!(
            accounts::set_password(&world.kontor, &set_password(&invitation)).await.unwrap_err(),
            expired()
        );

        let reset = async |email: &str| {
            accounts::request_reset(&world.kontor, email, "192.0.2.9", Language::De).await.unwrap();
            world.token_for(email).await
        };
        let link = reset("kauf@bauer.example").await;
        world.later(SignedDuration::from_hours(2));
        assert_eq!(accounts::set_password(&world.kontor, &set_password(&link)).await.unwrap_err(), expired());
        // Both fields at once.
        let error =
            accounts::set_password(&world.kontor, &SetPassword { token: link, password: "kurz".into() })
                .await
                .unwrap_err();
        assert!(error.field("password").is_some() && error.field("token").is_some());

        // Who was invited and missed the link asks for a new one on the same page.
        let again = reset("neu@bauer.example").await;
        assert_eq!(
            accounts::open_link(&world.kontor, &again).await.unwrap().purpose,
            LinkPurpose::Invitation
        );
        accounts::set_password(&world.kontor, &set_password(&again)).await.unwrap();
    });
}

#[test]
fn a_reset_ends_all_sessions_and_all_other_links() {
    block(async {
        let (world, ..) = house().await;
        let thief = world.sign_in("kauf@bauer.example").await.secret;
        let mut tokens = Vec::new();
        for _ in 0..2 {
            accounts::request_reset(&world.kontor, "Kauf@bauer.example", "192.0.2.9", Language::En)
                .await
                .unwrap();
            tokens.push(world.token_for("kauf@bauer.example").await);
        }
        let mails = world.mails().await;
        assert_eq!(
            mails[0].subject, "Neues Passwort für das Teileportal",
            "in the person's language, not the page's"
        );
        let fresh = accounts::set_password(&world.kontor, &set_password(&tokens[0])).await.unwrap();
        assert_eq!(world.resume(&thief).await, None);
        assert!(world.resume(&fresh.secret).await.is_some());
        assert_eq!(
            accounts::set_password(&world.kontor, &set_password(&tokens[1])).await.unwrap_err(),
            expired()
        );
    });
}

#[test]
fn a_reset_for_nobody_is_answered_alike_and_writes_to_nobody() {
    block(async {
        let (world, ..) = house().await;
        world.put_company("pleite", CompanyState::Blocked).await;
        world.person(Some(&CompanyId::new("pleite")), "chef@pleite.example", &[Role::CompanyAdmin]).await;
        for email in ["niemand@bauer.example", "chef@pleite.example"] {
            accounts::request_reset(&world.kontor, email, "192.0.2.9", Language::De).await.unwrap();
        }
        assert!(world.mails().await.is_empty());
        assert_eq!(world.count("token").await, 2, "the store worked as hard as for somebody");
    });
}

#[test]
fn company_admins_invite_customers_into_their_own_company_only() {
    block(async {
        let (world, company, chef, buyer) = house().await;
        let other = world.company("steiner").await;
        let ask = async |actor: &Actor, company: Option<&CompanyId>, role: Role| {
            accounts::invite(&world.kontor, actor, &invite(company, "neu@x.example", role)).await
        };
        assert_eq!(ask(&chef, Some(&other), Role::Buyer).await, Err(Error::NotFound));
        assert_eq!(ask(&chef, Some(&CompanyId::new("no")), Role::Buyer).await, Err(Error::NotFound));
        assert_eq!(ask(&chef, Some(&company), Role::Admin).await, Err(Error::Forbidden));
        assert_eq!(ask(&chef, None, Role::Buyer).await, Err(Error::Forbidden));
        assert_eq!(ask(&chef, None, Role::Admin).await, Err(Error::Forbidden));
        assert_eq!(ask(&buyer, Some(&company), Role::Buyer).await, Err(Error::Forbidden));
        let nobody = Actor::anonymous(Language::De);
        assert_eq!(ask(&nobody, Some(&company), Role::Buyer).await, Err(Error::Unauthenticated));
        // The dealer: customers by those who manage them, the dealer's own people by the administration.
        assert_eq!(ask(&desk(Role::Warehouse), Some(&company), Role::Buyer).await, Err(Error::Forbidden));
        assert_eq!(ask(&desk(Role::Manager), None, Role::Support).await, Err(Error::Forbidden));
        assert_eq!(
            ask(&desk(Role::Support), Some(&CompanyId::new("no")), Role::Buyer).await,
            Err(Error::NotFound)
        );
        let roles = Error::invalid("roles", Problem::NotACode);
        assert_eq!(ask(&desk(Role::Admin), Some(&company), Role::Admin).await, Err(roles.clone()));
        assert_eq!(ask(&desk(Role::Admin), None, Role::Buyer).await, Err(roles));
        assert!(ask(&desk(Role::Support), Some(&other), Role::CompanyAdmin).await.is_ok());
        assert!(
            accounts::invite(
                &world.kontor,
                &desk(Role::Admin),
                &invite(None, "ines@x.example", Role::Support)
            )
            .await
            .is_ok()
        );
        let everything = Invite {
            name: String::new(),
            email: "x".into(),
            roles: vec![],
            ..invite(Some(&company), "", Role::Buyer)
        };
        let error = accounts::invite(&world.kontor, &chef, &everything).await.unwrap_err();
        assert!(["key", "name", "email", "roles"].iter().all(|f| error.field(f).is_some()), "{error:?}");
    });
}

#[test]
fn an_address_that_is_taken_is_refused_without_saying_whose_it_is() {
    block(async {
        let (world, company, chef, _) = house().await;
        let other = world.company("steiner").await;
        world.person(Some(&other), "chef@steiner.example", &[Role::CompanyAdmin]).await;
        let taken = Err(Error::invalid("email", Problem::Duplicate));
        for email in ["kauf@bauer.example", "CHEF@steiner.example"] {
            assert_eq!(
                accounts::invite(&world.kontor, &chef, &invite(Some(&company), email, Role::Buyer)).await,
                taken
            );
        }
        assert!(world.mails().await.is_empty());
    });
}

#[test]
fn the_same_invitation_sent_twice_happens_once() {
    block(async {
        let (world, company, chef, _) = house().await;
        let command = invite(Some(&company), "neu@bauer.example", Role::Buyer);
        let mut clicks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (kontor, chef, command) = (Arc::clone(&world.kontor), chef.clone(), command.clone());
            clicks.spawn(async move { accounts::invite(&kontor, &chef, &command).await.unwrap() });
        }
        let ids: Vec<PersonId> = clicks.join_all().await;
        assert!(ids.iter().all(|id| *id == ids[0]));
        assert_eq!(world.mails().await.len(), 1);
        let people = accounts::my_account(&world.kontor, &chef).await.unwrap().people;
        assert_eq!(people.iter().filter(|p| !p.active).count(), 1);
    });
}

#[test]
fn a_company_that_asked_gets_in_once_it_is_released() {
    block(async {
        let world = World::new().await;
        accounts::request_company(&world.kontor, &request("erika@muster.example")).await.unwrap();
        accounts::request_company(&world.kontor, &request("erika@muster.example")).await.unwrap();
        let mails = world.mails().await;
        assert_eq!(mails.len(), 2, "sent twice, happened once");
        let to = |email: &str| mails.iter().find(|m| m.to == email).unwrap();
        assert_eq!(to("erika@muster.example").subject, "We have your request for a business account");
        let dealer = to("teile@hallmann-baumaschinen.example");
        assert!(dealer.subject.contains("Muster Bau GmbH") && dealer.text.contains("Wir haben drei Bagger."));
        let filter = CompanyFilter { state: Some(CompanyState::Requested), ..CompanyFilter::default() };
        let waiting = accounts::companies(&world.kontor, &desk(Role::Support), &filter).await.unwrap().items;
        assert_eq!((waiting.len(), waiting[0].city.as_str()), (1, "Ulm"));
        let id = &waiting[0].id;
        assert!(dealer.text.contains(id.as_str()));
        let seen = accounts::company(&world.kontor, &desk(Role::Support), id).await.unwrap();
        assert_eq!((seen.phone.as_str(), seen.message.as_str()), ("0731 1", "Wir haben drei Bagger."));

        // Not before.
        assert_eq!(world.try_sign_in("erika@muster.example", PASSWORD).await.unwrap_err(), wrong());
        accounts::request_reset(&world.kontor, "erika@muster.example", "192.0.2.9", Language::De)
            .await
            .unwrap();
        assert_eq!(world.mails().await.len(), 2, "no link for who is not released");

        let release = ReleaseCompany { number: " 10-999 ".into(), group_list: Some(PriceListId::new("bau")) };
        for role in [Role::Warehouse] {
            assert_eq!(
                accounts::release_company(&world.kontor, &desk(role), id, &release).await,
                Err(Error::Forbidden)
            );
        }
        let released =
            accounts::release_company(&world.kontor, &desk(Role::Support), id, &release).await.unwrap();
        assert_eq!(
            (released.company.state, released.company.number.as_str()),
            (CompanyState::Active, "10-999")
        );
        assert_eq!(released.message, "Wir haben drei Bagger.", "kept");
        let again = accounts::release_company(&world.kontor, &desk(Role::Support), id, &release).await;
        assert_eq!(again, Err(Error::conflict(Problem::AlreadyDone)));
        let mail = &world.mails().await[0];
        assert_eq!(mail.subject, "Your business account is released");
        assert!(mail.text.contains("10-999"));
        let in_ = accounts::set_password(&world.kontor, &set_password(&token(&mail.text))).await.unwrap();
        assert_eq!(in_.actor.company(), Some(id));
        assert!(in_.actor.has(Right::ManageCompany) && in_.actor.has(Right::Order));
        let what: Vec<&str> = accounts::company(&world.kontor, &desk(Role::Support), id)
            .await
            .unwrap()
            .timeline
            .iter()
            .map(|e| e.what.code())
            .collect();
        assert_eq!(what, ["person_joined", "company_released", "company_requested"]);
    });
}

#[test]
fn who_was_refused_reads_why_and_may_ask_again() {
    block(async {
        let world = World::new().await;
        accounts::request_company(&world.kontor, &request("erika@muster.example")).await.unwrap();
        let desk = desk(Role::Support);
        let id = accounts::companies(&world.kontor, &desk, &CompanyFilter::default()).await.unwrap().items[0]
            .id
            .clone();
        let error = accounts::refuse_company(&world.kontor, &desk, &id, " ").await.unwrap_err();
        assert_eq!(error, Error::invalid("reason", Problem::ReasonRequired));
        let refused =
            accounts::refuse_company(&world.kontor, &desk, &id, "Only in the south.").await.unwrap();
        assert_eq!(refused.company.state, CompanyState::Refused);
        let mail = &world.mails().await[0];
        assert!(mail.to == "erika@muster.example" && mail.text.contains("Only in the south."));
        let again = RequestCompany { key: key("again"), ..request("erika@muster.example") };
        accounts::request_company(&world.kontor, &again).await.unwrap();
        let filter = CompanyFilter { state: Some(CompanyState::Requested), ..CompanyFilter::default() };
        assert_eq!(accounts::companies(&world.kontor, &desk, &filter).await.unwrap().items.len(), 1);
    });
}

#[test]
fn a_request_with_a_known_address_is_answered_alike_and_its_owner_gets_a_hint() {
    block(async {
        let (world, ..) = house().await;
        accounts::request_company(&world.kontor, &request("kauf@bauer.example")).await.unwrap();
        let mails = world.mails().await;
        assert_eq!(mails.len(), 1, "the dealer is not bothered");
        assert!(
            mails[0].to == "kauf@bauer.example" && mails[0].text.contains("schon ein Konto"),
            "{:?}",
            mails[0]
        );
        let filter = CompanyFilter { state: Some(CompanyState::Requested), ..CompanyFilter::default() };
        let waiting = accounts::companies(&world.kontor, &desk(Role::Support), &filter).await.unwrap();
        assert!(waiting.items.is_empty());
    });
}

#[test]
fn two_requests_with_one_address_at_once_make_one_company() {
    block(async {
        let world = World::new().await;
        let mut both = tokio::task::JoinSet::new();
        for n in 0..4 {
            let kontor = Arc::clone(&world.kontor);
            let command = RequestCompany { key: key(&n.to_string()), ..request("erika@muster.example") };
            both.spawn(async move { accounts::request_company(&kontor, &command).await });
        }
        assert!(both.join_all().await.into_iter().all(|r| r.is_ok()));
        assert_eq!(world.count("company").await, 1);
        assert_eq!(world.mails().await.len(), 5, "one request, told to two, and three hints");
    });
}

#[test]
fn all_that_is_wrong_with_a_request_is_said_at_once() {
    block(async {
        let world = World::new().await;
        let command = RequestCompany {
            company: " ".into(),
            city: "x".repeat(61),
            country: "Germany".into(),
            vat_id: "DE1".into(),
            email: "erika".into(),
            message: "x".repeat(2_001),
            ..request("erika@muster.example")
        };
        let error = accounts::request_company(&world.kontor, &command).await.unwrap_err();
        for field in ["company", "city", "country", "vat_id", "email", "message"] {
            assert!(error.field(field).is_some(), "{field}");
        }
        assert_eq!(error.field("company"), Some(&Problem::Required));
        let Error::Invalid { fields } = error else { panic!() };
        assert_eq!(fields.len(), 6);
    });
}

#[test]
fn after_ten_wrong_passwords_one_waits_a_quarter_of_an_hour() {
    block(async {
        let (world, ..) = house().await;
        for _ in 0..10 {
            assert_eq!(
                world.try_sign_in("kauf@bauer.example", "falsch falsch 1").await.unwrap_err(),
                wrong()
            );
        }
        let error = world.try_sign_in("kauf@bauer.example", PASSWORD).await.unwrap_err();
        assert_eq!(error, Error::RateLimited { seconds: 900 }, "even the right one");
        assert!(world.try_sign_in("chef@bauer.example", PASSWORD).await.is_ok(), "others are not held up");
        world.later(SignedDuration::from_mins(15));
        for _ in 0..2 {
            for _ in 0..9 {
                world.try_sign_in("kauf@bauer.example", "falsch falsch 1").await.unwrap_err();
            }
            // Getting in forgives the attempts before.
            assert!(world.try_sign_in("kauf@bauer.example", PASSWORD).await.is_ok());
        }
    });
}

#[test]
fn one_network_address_may_try_fifty_times() {
    block(async {
        let (world, ..) = house().await;
        let from = |n: usize, address: &str| SignIn {
            address: address.into(),
            ..sign_in(&format!("p{n}@x.example"), "falsch")
        };
        for n in 0..50 {
            assert_eq!(
                accounts::sign_in(&world.kontor, &from(n, "198.51.100.1")).await.unwrap_err(),
                wrong()
            );
        }
        let error = accounts::sign_in(&world.kontor, &from(50, "198.51.100.1")).await.unwrap_err();
        assert!(matches!(error, Error::RateLimited { .. }));
        assert_eq!(accounts::sign_in(&world.kontor, &from(50, "198.51.100.2")).await.unwrap_err(), wrong());
    });
}

#[test]
fn mails_cannot_be_ordered_by_the_dozen() {
    block(async {
        let (world, ..) = house().await;
        let limited = |r: Result<(), Error>| matches!(r, Err(Error::RateLimited { .. }));
        for n in 0..5 {
            // Different addresses, one account; known or not makes no difference.
            for email in ["kauf@bauer.example", "niemand@x.example"] {
                let from = format!("203.0.113.{n}-{email}");
                accounts::request_reset(&world.kontor, email, &from, Language::De).await.unwrap();
            }
        }
        for email in ["kauf@bauer.example", "niemand@x.example"] {
            assert!(limited(
                accounts::request_reset(&world.kontor, email, "203.0.113.99", Language::De).await
            ));
        }
        for n in 0..5 {
            accounts::request_company(&world.kontor, &request(&format!("e{n}@x.example"))).await.unwrap();
        }
        assert!(limited(accounts::request_company(&world.kontor, &request("e5@x.example")).await));
        world.later(SignedDuration::from_hours(1));
        accounts::request_company(&world.kontor, &request("e5@x.example")).await.unwrap();
    });
}

#[test]
fn what_is_over_is_swept_out_and_nothing_else() {
    block(async {
        let (world, company, chef, _) = house().await;
        accounts::invite(&world.kontor, &chef, &invite(Some(&company), "neu@bauer.example", Role::Buyer))
            .await
            .unwrap();
        assert_eq!(accounts::sweep(&world.kontor).await.unwrap(), Swept::default());
        world.later(DAY * 8);
        let kept = world.sign_in("kauf@bauer.example").await.secret;
        assert_eq!(accounts::sweep(&world.kontor).await.unwrap(), Swept { tokens: 1, ..Swept::default() });
        world.later(DAY * 23);
        let swept = accounts::sweep(&world.kontor).await.unwrap();
        assert_eq!(swept, Swept { sessions: 2, tokens: 0, operations: 1, acting: 0 });
        assert!(world.resume(&kept).await.is_some());
        assert_eq!(world.count("session").await, 1);
    });
}

#[test]
fn no_secret_is_in_the_store_or_in_the_event_log() {
    block(async {
        let (world, company, chef, _) = house().await;
        let session = world.sign_in("kauf@bauer.example").await.secret;
        let key = make_key(Some(&company), &[Right::Order]);
        let key = accounts::make_key(&world.kontor, &chef, &key).await.unwrap();
        accounts::invite(&world.kontor, &chef, &invite(Some(&company), "neu@bauer.example", Role::Buyer))
            .await
            .unwrap();
        let token = world.token_for("neu@bauer.example").await;
        outbox::drain(&world.kontor).await.unwrap();
        let file = world.folder.path().join("all.surql");
        world.kontor.store.export(&file).await.unwrap();
        let all = std::fs::read_to_string(&file).unwrap();
        assert!(all.contains("kauf@bauer.example"));
        for secret in [&session, &key.secret, PASSWORD] {
            assert!(!all.contains(secret), "{secret}");
        }
        // The link is in the mail, which this house keeps because it has no mail server, and nowhere else.
        for line in all.lines().filter(|l| l.contains(&token)) {
            assert!(line.contains("mail:") || line.contains("/link/"), "{line}");
        }
        let events: Vec<String> = world.ask("SELECT VALUE <string> data FROM event").await;
        assert!(!events.is_empty() && !events.iter().any(|e| e.contains(&token)));
    });
}

#[test]
fn thirty_two_sign_ins_at_once_all_succeed() {
    block(async {
        let (world, ..) = house().await;
        world.later(SignedDuration::from_mins(15));
        let mut all = tokio::task::JoinSet::new();
        // More would meet the rate limit of the account, which counts until the first one is in.
        for n in 0..32 {
            let email = if n % 4 == 0 { "chef@bauer.example" } else { "kauf@bauer.example" };
            let kontor = Arc::clone(&world.kontor);
            all.spawn(async move { accounts::sign_in(&kontor, &sign_in(email, PASSWORD)).await });
        }
        for result in all.join_all().await {
            match result {
                Ok(signed_in) => assert!(world.resume(&signed_in.secret).await.is_some()),
                Err(error) => assert!(matches!(error, Error::RateLimited { .. }), "{error:?}"),
            }
        }
    });
}

#[test]
fn signing_in_and_changing_the_password_at_once_leaves_no_session_of_the_old_one() {
    block(async {
        for round in 0..5 {
            let (world, ..) = house().await;
            let mine = world.sign_in("kauf@bauer.example").await;
            let mut old = tokio::task::JoinSet::new();
            for _ in 0..4 {
                let kontor = Arc::clone(&world.kontor);
                old.spawn(async move {
                    accounts::sign_in(&kontor, &sign_in("kauf@bauer.example", PASSWORD)).await
                });
            }
            let command = ChangePassword { old: PASSWORD.into(), new: "neues passwort 7".into() };
            let changed = accounts::change_password(&world.kontor, &mine.actor, &command, &mine.secret).await;
            let sessions = old.join_all().await;
            // The change may be refused when a sign-in was quicker; if it was done, nobody else is in.
            if let Ok(fresh) = changed {
                for session in sessions.into_iter().flatten() {
                    assert_eq!(world.resume(&session.secret).await, None, "round {round}");
                }
                assert!(world.resume(&fresh.secret).await.is_some());
            }
        }
    });
}

/// The same for the same company and rights, as from the same form.
fn make_key(company: Option<&CompanyId>, rights: &[Right]) -> MakeKey {
    let key = IdempotencyKey::new(format!("{company:?} {rights:?}"));
    MakeKey { key, name: "ERP".into(), company: company.cloned(), rights: rights.to_vec() }
}

#[test]
fn a_key_asked_for_twice_is_made_once_since_its_secret_cannot_be_told_again() {
    block(async {
        let (world, company, chef, _) = house().await;
        let command = make_key(Some(&company), &[Right::Order]);
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (kontor, chef, command) = (Arc::clone(&world.kontor), chef.clone(), command.clone());
            all.spawn(async move { accounts::make_key(&kontor, &chef, &command).await });
        }
        let (made, refused): (Vec<_>, Vec<_>) = all.join_all().await.into_iter().partition(Result::is_ok);
        assert_eq!((made.len(), refused.len()), (1, 7));
        assert!(refused.into_iter().all(|r| r == Err(Error::conflict(Problem::AlreadyDone))));
        assert_eq!(accounts::keys(&world.kontor, &chef, Some(&company)).await.unwrap().keys.len(), 1);
    });
}

#[test]
fn keys_may_do_what_they_were_given_until_they_are_revoked() {
    block(async {
        let (world, company, chef, buyer) = house().await;
        let make = async |actor: &Actor, company: Option<&CompanyId>, rights: &[Right]| {
            accounts::make_key(&world.kontor, actor, &make_key(company, rights)).await
        };
        let rights = Error::invalid("rights", Problem::NotACode);
        assert_eq!(make(&buyer, Some(&company), &[Right::Order]).await, Err(Error::Forbidden));
        assert_eq!(make(&chef, None, &[Right::Order]).await, Err(Error::Forbidden));
        assert_eq!(
            make(&chef, Some(&CompanyId::new("steiner")), &[Right::Order]).await,
            Err(Error::NotFound)
        );
        assert_eq!(make(&chef, Some(&company), &[Right::Order, Right::Desk]).await, Err(rights.clone()));
        assert_eq!(make(&desk(Role::Manager), None, &[Right::Desk]).await, Err(Error::Forbidden));
        assert_eq!(make(&desk(Role::Admin), None, &[Right::Order]).await, Err(rights));

        let erp = make(&chef, Some(&company), &[Right::Order, Right::SeeOwnOrders]).await.unwrap();
        let dealers = make(&desk(Role::Admin), None, &[Right::ManageStock]).await.unwrap();
        assert!(erp.secret.starts_with("kontor_"));
        let actor = accounts::key_actor(&world.kontor, &erp.secret).await.unwrap().unwrap();
        assert_eq!((actor.company(), actor.channel), (Some(&company), Channel::Api));
        assert!(actor.has(Right::Order) && !actor.has(Right::ManageCompany));
        assert_eq!(
            make(&actor, Some(&company), &[Right::Order]).await,
            Err(Error::Forbidden),
            "keys make no keys"
        );
        let stock = accounts::key_actor(&world.kontor, &dealers.secret).await.unwrap().unwrap();
        assert!(matches!(stock.who, Who::Key { company: None, .. }) && stock.has(Right::ManageStock));
        for nonsense in ["", "kontor_", "kontor_x", &erp.id, &erp.secret[7..]] {
            assert_eq!(accounts::key_actor(&world.kontor, nonsense).await, Ok(None));
        }

        let seen = accounts::keys(&world.kontor, &chef, Some(&company)).await.unwrap();
        assert_eq!((seen.keys.len(), &seen.keys[0].id), (1, &erp.id));
        assert_eq!(
            seen.rights,
            [Right::SeeOwnOrders, Right::Order, Right::ManageCompany, Right::ManageOwnHooks]
        );
        assert_eq!(accounts::revoke_key(&world.kontor, &chef, &dealers.id).await, Err(Error::NotFound));
        assert_eq!(accounts::revoke_key(&world.kontor, &buyer, &erp.id).await, Err(Error::Forbidden));
        accounts::revoke_key(&world.kontor, &chef, &erp.id).await.unwrap();
        assert_eq!(accounts::key_actor(&world.kontor, &erp.secret).await, Ok(None));

        let erp = make(&desk(Role::Admin), Some(&company), &[Right::Order]).await.unwrap();
        world.put_company("bauer", CompanyState::Blocked).await;
        assert_eq!(accounts::key_actor(&world.kontor, &erp.secret).await, Ok(None), "the company is blocked");
    });
}

#[test]
fn colleagues_saving_addresses_at_once_lose_none() {
    block(async {
        let (world, _, chef, buyer) = house().await;
        let mut all = tokio::task::JoinSet::new();
        for n in 0..4 {
            let (kontor, chef) = (Arc::clone(&world.kontor), chef.clone());
            all.spawn(
                async move { accounts::save_address(&kontor, &chef, address(&format!("Weg {n}"))).await },
            );
        }
        assert!(all.join_all().await.into_iter().all(|r| r.is_ok()));
        let company = accounts::my_account(&world.kontor, &chef).await.unwrap().company.unwrap();
        assert_eq!(company.addresses.len(), 5);
        let changed = Address { city: "Ulm".into(), ..company.addresses[1].clone() };
        let company = accounts::save_address(&world.kontor, &chef, changed).await.unwrap();
        assert_eq!((company.addresses.len(), company.addresses[1].city.as_str()), (5, "Ulm"));

        let unknown = Address { id: "no".into(), ..address("Weg 9") };
        let error = accounts::save_address(&world.kontor, &chef, unknown).await.unwrap_err();
        assert_eq!(error, Error::invalid("id", Problem::UnknownAddress));
        let error = accounts::save_address(&world.kontor, &chef, Address::default()).await.unwrap_err();
        for field in ["name", "street", "postcode", "city", "country"] {
            assert_eq!(error.field(field), Some(&Problem::Required), "{field}");
        }
        let refused = accounts::save_address(&world.kontor, &buyer, address("Weg 9")).await;
        assert_eq!(refused, Err(Error::Forbidden));
    });
}

#[test]
fn terms_are_saved_by_the_desk_and_an_old_page_does_not_overwrite_a_new_one() {
    block(async {
        let (world, company, chef, _) = house().await;
        let desk = desk(Role::Sales);
        let seen = accounts::company(&world.kontor, &desk, &company).await.unwrap();
        let terms = Terms {
            price_list: Some(PriceListId::new("c-bauer")),
            group_list: None,
            discounts: [("filter".to_owned(), Decimal::from(12))].into(),
            version: seen.version,
            delivery: kontor_domain::delivery::DeliveryTerms::default(),
        };
        let saved = accounts::save_terms(&world.kontor, &desk, &company, &terms).await.unwrap();
        assert_eq!(saved.company.discounts, terms.discounts);
        let again = accounts::save_terms(&world.kontor, &desk, &company, &terms).await;
        assert_eq!(again, Err(Error::conflict(Problem::ChangedMeanwhile)));
        let odd = Terms {
            price_list: Some(PriceListId::new("a|b")),
            discounts: [("a".to_owned(), Decimal::from(101)), ("b".to_owned(), Decimal::from(-1))].into(),
            ..terms.clone()
        };
        let error = accounts::save_terms(&world.kontor, &desk, &company, &odd).await.unwrap_err();
        assert!(
            ["price_list", "discounts.a", "discounts.b"].iter().all(|f| error.field(f).is_some()),
            "{error:?}"
        );
        assert_eq!(accounts::save_terms(&world.kontor, &chef, &company, &terms).await, Err(Error::Forbidden));
        assert_eq!(accounts::company(&world.kontor, &chef, &company).await, Err(Error::Forbidden));
    });
}

#[test]
fn companies_are_listed_by_name_a_page_at_a_time() {
    block(async {
        let world = World::new().await;
        for n in 0..60 {
            world
                .put_company(
                    &format!("k{n:02}"),
                    if n % 2 == 0 { CompanyState::Active } else { CompanyState::Blocked },
                )
                .await;
        }
        world.company("Ärmel").await;
        let desk = desk(Role::Support);
        let list = async |state, after| {
            accounts::companies(
                &world.kontor,
                &desk,
                &CompanyFilter { state, after, ..CompanyFilter::default() },
            )
            .await
            .unwrap()
        };
        let first = list(None, None).await;
        assert_eq!((first.items.len(), first.items[0].name.as_str()), (50, "Ärmel GmbH"));
        let second = list(None, first.next.clone()).await;
        assert_eq!((second.items.len(), second.next), (11, None));
        assert_eq!(second.items[10].id, CompanyId::new("k59"));
        assert_eq!(list(Some(CompanyState::Blocked), None).await.items.len(), 30);
    });
}

#[test]
fn my_account_shows_colleagues_to_those_who_manage_them() {
    block(async {
        let (world, company, chef, buyer) = house().await;
        let mine = accounts::my_account(&world.kontor, &buyer).await.unwrap();
        assert_eq!((mine.person.email.as_str(), mine.people.len()), ("kauf@bauer.example", 0));
        assert_eq!(mine.company.unwrap().id, company);
        assert_eq!(accounts::my_account(&world.kontor, &chef).await.unwrap().people.len(), 2);
        world.person(None, "admin@hallmann.example", &[Role::Admin]).await;
        let admin = world.sign_in("admin@hallmann.example").await.actor;
        let mine = accounts::my_account(&world.kontor, &admin).await.unwrap();
        assert_eq!((mine.company, mine.people.len()), (None, 1));
        assert_eq!(accounts::my_account(&world.kontor, &system()).await, Err(Error::Forbidden));
    });
}

#[test]
fn sessions_links_people_and_mails_are_found_by_their_indexes() {
    block(async {
        let world = World::new().await;
        for (sql, index) in [
            ("SELECT VALUE id FROM session WHERE person = 'p'", "session_by_person"),
            ("SELECT VALUE id FROM token WHERE person = 'p'", "token_by_person"),
            (
                "SELECT VALUE id FROM session WHERE expires < d'2026-11-24T08:00:00Z' LIMIT 500",
                "session_by_expiry",
            ),
            (
                "SELECT VALUE id FROM token WHERE expires < d'2026-11-24T08:00:00Z' LIMIT 500",
                "token_by_expiry",
            ),
            ("SELECT VALUE id FROM op WHERE at < d'2026-11-24T08:00:00Z' LIMIT 500", "op_by_age"),
            ("SELECT name FROM person WHERE company = 'c' ORDER BY name LIMIT 500", "person_by_company"),
            ("SELECT name FROM api_key WHERE company = 'c' LIMIT 200", "api_key_by_company"),
            (
                "SELECT sort FROM company WHERE state = 'active' AND sort > '' ORDER BY sort LIMIT 51",
                "company_by_state",
            ),
            ("SELECT sort FROM company WHERE sort > '' ORDER BY sort LIMIT 51", "company_by_sort"),
            ("SELECT seq FROM mail WHERE seq < '~' ORDER BY seq DESC LIMIT 51", "mail_by_seq"),
            (
                "SELECT due FROM outbox WHERE kind = 'mail' AND state = 'pending' AND due <= d'2026-11-24T08:00:00Z' \
                 ORDER BY due LIMIT 500",
                "outbox_by_due",
            ),
            (
                "SELECT count() AS count FROM outbox WHERE kind = 'mail' AND state = 'dead' GROUP ALL",
                "IndexCountScan",
            ),
        ] {
            let plan = world.ask::<String>(&format!("EXPLAIN {sql}")).await.join("\n");
            assert!(plan.contains(index) && !plan.contains("TableScan"), "{sql}\n{plan}");
            assert!(!sql.contains("ORDER BY") || !plan.contains("Sort"), "{sql}\n{plan}");
        }
    });
}
