//! The doors of signing: what is behind a link is for who has a good one, how a round stands for who reads its form.

use std::collections::BTreeMap;

use http::{Method, header};
use jiff::SignedDuration;
use kontor_domain::accounts::Actor;
use kontor_domain::forms::{Answer, BeginForm, SaveAnswers};
use kontor_domain::signatures::{AskSignatures, CONSENT, NewSigner, ROUND_DAYS, Sign, Written};
use kontor_domain::{Decimal, FormId, IdempotencyKey, Language, TemplateId};
use kontor_service::{accounts, forms, outbox, signatures};
use kontor_store::Variables;

use crate::house::{Answer as Answered, House, block, request};
use crate::table::{PEOPLE, as_person, columns, note};

/// Nobody's customer and nobody's person.
const SABINE: &str = "sabine@sommer.example";
const MADE_UP: &str = "Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA";
const FORM: &str = "application/x-www-form-urlencoded";
/// The functions behind a link, with what they are sent beside it.
const BEHIND: [(&str, &str); 6] = [
    ("signing", ""),
    ("send_code", ""),
    ("enter_code", "&code=123456"),
    ("sign", "&seen=x&consent=1&name=Sabine"),
    ("decline", "&reason=nein"),
    ("delegate", "&name=Mira&email=mira%40sommer.example"),
];

/// A report that the house has signed on the spot; it is Sabine's turn, by mail.
struct Asked {
    house: House,
    form: FormId,
    token: String,
}

impl Asked {
    async fn new() -> Self {
        let house = House::full().await;
        let manager = manager(&house).await;
        let k = &house.kontor;
        let begin = BeginForm {
            key: IdempotencyKey::new("report"),
            template: TemplateId::new("service-report"),
            company: None,
            machine: "KB-1".into(),
            case: None,
            order: None,
        };
        let form = forms::begin_form(k, &manager, &begin).await.expect("begun").head;
        let chosen = |code: &str| Answer::Choice(vec![code.to_owned()]);
        let hours = |tenths| Answer::Number(Decimal::new(tenths, 1).normalize());
        let times = BTreeMap::from([("what".to_owned(), chosen("work")), ("hours".to_owned(), hours(35))]);
        let answers = [
            ("reason", chosen("repair")),
            ("hours", hours(40_870)),
            ("found", Answer::Text("Schwenkwerk verliert Öl.".into())),
            ("done", Answer::Text("Wellendichtring getauscht.".into())),
            ("times", Answer::Table(vec![times])),
            ("safe", Answer::YesNo(true)),
        ];
        let save = SaveAnswers {
            form: form.id.clone(),
            base: form.version,
            changes: answers.into_iter().map(|(code, answer)| (code.to_owned(), Some(answer))).collect(),
            settled: Vec::new(),
        };
        let saved = forms::save_answers(k, &manager, &save).await.expect("saved");
        let signer = |element: &str, name: &str, email: &str| NewSigner {
            element: element.into(),
            name: name.into(),
            email: email.into(),
        };
        let ask = AskSignatures {
            key: IdempotencyKey::new("round"),
            form: form.id.clone(),
            version: saved.version,
            signers: vec![
                signer("house_signature", "Jana Merk", ""),
                signer("customer_signature", "Sabine Sommer", SABINE),
            ],
            days: ROUND_DAYS,
        };
        let round = signatures::ask_signatures(k, &manager, &ask).await.expect("asked");
        let written = Written::Typed { name: "Jana Merk".into() };
        let sign = Sign { seen: round.hash, consent: CONSENT, language: Language::De, written };
        let here = signatures::sign_here(k, &manager, &form.id, "house_signature", &sign).await;
        here.expect("signed on the spot");
        let token = newest(&house, 43).await;
        Self { house, form: form.id, token }
    }

    /// Sends a form as a browser does that runs no script.
    async fn post(&self, function: &str, more: &str) -> Answered {
        let post = request(Method::POST, &format!("/fn/signatures/{function}"))
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, FORM);
        as_person(&self.house, "-", post, &format!("token={}{more}", self.token)).await
    }
}

async fn manager(house: &House) -> Actor {
    let found = accounts::resume(&house.kontor, &house.cookies["manager"], Language::De).await;
    found.expect("the store answers").expect("signed in")
}

/// What only Sabine reads in her newest mail that has something of this length: 43 for links, 6 for codes.
async fn newest(house: &House, length: usize) -> String {
    let mut vars = Variables::new();
    vars.insert("to", SABINE.to_owned());
    let sql = "SELECT VALUE secrets FROM mail WHERE to = $to AND secrets != NONE AND seq > '' ORDER BY seq";
    let all: Vec<Vec<String>> = house.kontor.store.rows(sql, vars).await.expect("the store answers");
    all.into_iter().flatten().rfind(|secret| secret.len() == length).expect("a mail with it")
}

async fn get(house: &House, person: &str, path: &str) -> Answered {
    let get = request(Method::GET, path).header(header::ACCEPT_LANGUAGE, "de");
    as_person(house, person, get, "").await
}

/// Whoever is signed in has no more of a link than nobody.
async fn nothing_behind(house: &House, token: &str) {
    for person in ["-", "buyer", "stranger", "manager"] {
        for path in [format!("/sign/{token}"), format!("/sign/{token}/document.pdf")] {
            let answer = get(house, person, &path).await;
            assert_eq!(answer.status, 404, "{path} as {person}");
            assert!(
                !answer.body.contains("Schwenkwerk") && !answer.body.contains("Sommer"),
                "{}",
                answer.body
            );
        }
        for (function, more) in BEHIND {
            let post = request(Method::POST, &format!("/fn/signatures/{function}"))
                .header(header::CONTENT_TYPE, FORM);
            let answer = as_person(house, person, post, &format!("token={token}{more}")).await;
            assert_eq!(answer.status, 404, "{function} as {person}: {}", answer.body);
        }
    }
}

#[test]
fn behind_a_link_that_is_made_up_replaced_or_over_there_is_nothing_at_any_door() {
    block(async {
        let Asked { house, form, token } = Asked::new().await;
        let page = get(&house, "-", &format!("/sign/{token}")).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Sabine Sommer") && page.body.contains("Schwenkwerk verliert"));
        let paper = get(&house, "-", &format!("/sign/{token}/document.pdf")).await;
        assert_eq!((paper.status.as_u16(), paper.header("content-type")), (200, "application/pdf"));
        assert!(paper.body.starts_with("%PDF-"));
        // The address is the key: it goes nowhere and is kept nowhere.
        for answer in [&page, &paper] {
            assert_eq!(answer.header("referrer-policy"), "no-referrer");
            assert_eq!(answer.header("cache-control"), "private, no-store");
        }
        nothing_behind(&house, MADE_UP).await;
        let post = request(Method::POST, "/fn/signatures/remind").header(header::CONTENT_TYPE, FORM);
        let body = format!("form={form}&element=customer_signature");
        assert_eq!(as_person(&house, "manager", post, &body).await.status, 200);
        nothing_behind(&house, &token).await;
        let new = newest(&house, 43).await;
        assert_eq!(get(&house, "-", &format!("/sign/{new}")).await.status, 200);
        house.kontor.clock.advance(SignedDuration::from_hours(24 * 15));
        nothing_behind(&house, &new).await;
    });
}

#[test]
fn how_a_round_stands_is_for_who_reads_its_form_and_managing_it_for_who_asked() {
    block(async {
        let Asked { house, form, .. } = Asked::new().await;
        let mut wrong = Vec::new();
        for path in [format!("/forms/{form}/round.pdf"), format!("/desk/forms/{form}/round.pdf")] {
            for (person, expected) in columns(&PEOPLE, "u+++n+++++") {
                let answer = get(&house, person, &path).await;
                assert!(answer.status != 200 || answer.body.starts_with("%PDF-"), "{person}");
                note(&mut wrong, &path, person, expected, &answer);
            }
        }
        for (function, more, expected) in [
            ("round", "", "u+++n+++++"),
            ("sign_here", "&element=house_signature&seen=x&consent=1&name=x", "ufffn++f++"),
            ("sign_here", "&element=customer_signature&seen=x&consent=1&name=x", "ufffnnnfnn"),
            ("remind", "&element=house_signature", "ufffn++f++"),
            ("withdraw_round", "&version=99", "ufffn++f++"),
            ("ask_signatures", "&key=once-more&version=1&days=1", "u+++n+++++"),
        ] {
            for (person, expected) in columns(&PEOPLE, expected) {
                let post = request(Method::POST, &format!("/fn/signatures/{function}"))
                    .header(header::CONTENT_TYPE, FORM);
                let answer = as_person(&house, person, post, &format!("form={form}{more}")).await;
                let manages = matches!(person, "support" | "sales" | "manager" | "admin");
                assert!(manages || !answer.body.contains(SABINE), "{function} tells {person} her address");
                note(&mut wrong, function, person, expected, &answer);
            }
        }
        let path = format!("/api/v1/forms/{form}/signatures");
        for (key, status) in
            [("customer", 200), ("desk", 200), ("depot", 200), ("stranger", 404), ("erp", 403)]
        {
            let answer = house.api(Method::GET, &path, key, "").await;
            assert_eq!(answer.status, status, "{key}: {}", answer.body);
            assert!(!answer.body.contains(SABINE), "{key}");
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

#[test]
fn without_a_script_somebody_signs_once_and_a_code_that_is_over_is_asked_for_again() {
    block(async {
        let asked = Asked::new().await;
        let (house, page) = (&asked.house, format!("/sign/{}", asked.token));
        let enter = async || {
            let sent = asked.post("send_code", "").await;
            assert_eq!((sent.status.as_u16(), sent.header("location")), (303, &*format!("{page}?code=sent")));
            let code = newest(house, 6).await;
            let entered = asked.post("enter_code", &format!("&code={code}")).await;
            assert_eq!((entered.status.as_u16(), entered.header("location")), (303, &*page));
        };
        let hash = signatures::signing(&house.kontor, &asked.token).await.expect("a good link").hash;
        let sign = format!("&seen={hash}&consent={CONSENT}&name=Sabine+Sommer");
        enter().await;
        house.kontor.clock.advance(SignedDuration::from_mins(61));
        let late = asked.post("sign", &sign).await;
        assert!(late.header("location").starts_with(&format!("{page}?")), "{}", late.header("location"));
        let told = get(house, "-", late.header("location")).await.body;
        assert!(
            told.contains("Bitte geben Sie zuerst den Code aus der E-Mail ein")
                && told.contains("Code senden"),
            "{told}"
        );
        enter().await;
        let done = asked.post("sign", &sign).await;
        assert_eq!((done.status.as_u16(), done.header("location")), (303, "/signed/done"));
        let again = asked.post("sign", &sign).await;
        let told = get(house, "-", again.header("location")).await;
        assert_eq!(told.status, 404);
        assert!(told.body.contains("Dieser Link gilt nicht"), "{}", told.body);
        nothing_behind(house, &asked.token).await;
        outbox::drain(&house.kontor).await.expect("drained");
        let form = forms::form(&house.kontor, &manager(house).await, &asked.form).await.expect("the form");
        assert!(form.head.document.is_some());
        // She signs in nowhere: the document comes behind a link of her own.
        let secret = newest(house, 43).await;
        assert_eq!(get(house, "-", &format!("/share/{secret}")).await.status, 200);
    });
}
