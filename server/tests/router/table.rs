//! Who may do what: every door with every kind of person (rule 3 of `docs/ARCHITECTURE.md`).
//!
//! The tables in `rows` name every page, every server function and every operation of the interface. A door that is missing
//! from its table, or a row without a door, fails the test; and each request is really sent as each person.
//!
//! A row says for each person what comes of it:
//! `+` let in (done, or refused for what was sent, never for who sent it), `u` asked to sign in, `f` forbidden,
//! `n` does not exist for this person.

mod rows;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, StatusCode, header};
use kontor_domain::accounts::{BeginActing, Caller, Channel, SignIn};
use kontor_domain::{CompanyId, IdempotencyKey, Language, PersonId};
use kontor_server::api;
use kontor_server::router::page_routes;
use kontor_service::{accounts, outbox};

use rows::{FUNCTIONS, Function, OPERATIONS, Operation, PAGES, Page};

use crate::house::{Answer, FILTER, House, PASSWORD, block, cookie, request};

/// Columns of [`PAGES`] and [`FUNCTIONS`]; `-` is nobody, `stranger` a buyer and admin of another company.
pub const PEOPLE: [&str; 10] = [
    "-",
    "buyer",
    "approver",
    "company_admin",
    "stranger",
    "support",
    "sales",
    "warehouse",
    "manager",
    "admin",
];
/// Columns of [`OPERATIONS`]; `session` is an administrator's cookie without a key.
const KEYS: [&str; 8] = ["-", "session", "customer", "stranger", "poor", "erp", "desk", "depot"];

#[test]
fn every_page_opens_for_those_and_only_those_it_is_for() {
    block(async {
        let there: BTreeSet<String> = page_routes().iter().map(|route| route.path().to_owned()).collect();
        complete(&there, PAGES.iter().map(|row| row.0));
        let house = House::full().await;
        let mut wrong = Vec::new();
        for Page(route, address, expected) in PAGES {
            for (person, expected) in columns(&PEOPLE, expected) {
                let request = request(Method::GET, &filled(&house, address));
                let answer = as_person(&house, person, request, "").await;
                note(&mut wrong, &format!("GET {route}"), person, expected, &answer);
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        // Who may see them does: what is looked for behind every door is really there.
        let model = as_person(&house, "admin", request(Method::GET, "/desk/models/rl-60"), "").await.body;
        assert!(COSTS.iter().any(|cost| model.contains(cost)), "{model}");
        let desk = filled(&house, "/desk/offers/{offer}");
        let offer = as_person(&house, "sales", request(Method::GET, &desk), "").await.body;
        assert!(COSTS[6..].iter().any(|cost| offer.contains(cost)), "{offer}");
    });
}

/// Pages that draw themselves twice would send a page and data of different moments, and the browser could not wake it up.
#[test]
fn every_page_asks_for_its_data_once() {
    block(async {
        let house = House::full().await;
        let mut wrong = Vec::new();
        for Page(route, address, _) in PAGES {
            for person in ["company_admin", "admin"] {
                let answer =
                    as_person(&house, person, request(Method::GET, &filled(&house, address)), "").await;
                let data = sent_along(&answer.body);
                assert!(answer.status != StatusCode::OK || !data.is_empty(), "{route} sends no data along");
                if data.iter().collect::<BTreeSet<_>>().len() < data.len() {
                    wrong.push(format!("GET {route} as {person}"));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// What Leptos sends with a page for the browser's half, ids (made anew for each asking) left out; small answers may be alike.
fn sent_along(page: &str) -> Vec<String> {
    let id =
        |word: &str| word.len() == 26 && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let without_ids = |text: &str| {
        let words = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
        words
            .filter(|word| !id(word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric())))
            .collect::<String>()
    };
    let all = page
        .split("__RESOLVED_RESOURCES[")
        .skip(1)
        .filter_map(|rest| rest.split_once("] = "))
        .map(|(_, data)| data);
    all.map(|data| without_ids(data.split("</script>").next().unwrap_or_default()))
        .filter(|data| data.len() > 60)
        .collect()
}

#[test]
fn every_server_function_serves_those_and_only_those_it_is_for() {
    block(async {
        let there: BTreeSet<String> = server_fn::axum::server_fn_paths()
            .map(|(path, _)| path.trim_start_matches("/fn/").to_owned())
            .collect();
        complete(&there, FUNCTIONS.iter().map(|row| row.0));
        let house = House::full().await;
        let mut wrong = Vec::new();
        for Function(path, arguments, expected) in FUNCTIONS {
            for (person, expected) in columns(&PEOPLE, expected) {
                let arguments =
                    filled(&house, arguments).replace("{who}", if person == "-" { "nobody" } else { person });
                let kind = if arguments.starts_with('{') {
                    "application/json"
                } else {
                    "application/x-www-form-urlencoded"
                };
                let request =
                    request(Method::POST, &format!("/fn/{path}")).header(header::CONTENT_TYPE, kind);
                let answer = as_person(&house, person, request, &arguments).await;
                let unread = answer.status == StatusCode::UNPROCESSABLE_ENTITY
                    && answer.body.contains(r#""field":"","problem":{"problem":"bad_syntax""#);
                assert!(!unread, "{path} does not understand {arguments}");
                note(&mut wrong, path, person, expected, &answer);
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// Where acting for a customer is not as being its buyer: what is the buyer's own (`n`), what stays with the customer's own people
/// (`f`). Doors that name `{cart}`, a cart of the buyer alone, come by themselves.
const ACTING: &[(&str, char)] = &[
    ("/account/stored", 'f'),
    ("lists/make_list", 'f'),
    ("lists/rename_list", 'f'),
    ("lists/archive_list", 'f'),
    ("lists/add_line", 'f'),
    ("lists/set_line", 'f'),
    ("lists/replace_line", 'f'),
    ("payments/start_payment", 'f'),
    ("payments/pay_with_stored", 'f'),
    ("payments/finish_method", 'f'),
    ("payments/store_method", 'f'),
    // Who ordered sends it back; for a caller the desk announces it on the order's own page in the desk.
    ("/orders/{id}/return", 'f'),
    ("returns/start_return", 'f'),
    ("returns/request_return", 'f'),
    ("returns/withdraw_return", 'f'),
    // Whose recurring order it is changes it.
    ("recurring/save_recurring", 'f'),
    ("recurring/step_recurring", 'f'),
];

/// What comes of it for one of the dealer's people who acts for the buyer.
fn acting(door: &str, sent: &str, outcomes: &str) -> char {
    let column = |person: &str| {
        let at = PEOPLE.iter().position(|p| *p == person).expect("a person");
        outcomes.chars().nth(at).expect("a row as long as there are people")
    };
    if let Some((_, outcome)) = ACTING.iter().find(|(name, _)| *name == door) {
        return *outcome;
    }
    match (door.starts_with("/desk"), sent.contains("{cart}")) {
        (true, _) => column("sales"),
        (_, true) => 'n',
        _ => column("buyer"),
    }
}

/// Sales acting for the buyer: the cookie, and the mark that their pages carry. Begins again when an earlier row ended it.
async fn on_the_buyers_wish(house: &House, kept: &mut (String, String)) {
    if let Ok(Some(hats)) = accounts::resume_hats(&house.kontor, &kept.0, Language::De).await
        && hats.acting.is_some()
    {
        return;
    }
    let address = house.kontor.new_id();
    let sign_in = SignIn { email: "sales@kontor.example".into(), password: PASSWORD.into(), address };
    let begun = accounts::sign_in(&house.kontor, &sign_in).await.expect("signed in");
    let command = BeginActing {
        key: IdempotencyKey::new(house.kontor.new_id()),
        company: CompanyId::new("bauer"),
        caller: Caller { person: Some(PersonId::new(&house.person)), name: String::new() },
        channel: Channel::Telephone,
    };
    let mark = accounts::begin_acting(&house.kontor, &begun.actor, &begun.secret, &command).await;
    *kept = (begun.secret, mark.expect("acts for the customer"));
}

#[test]
fn who_acts_for_a_customer_meets_what_a_buyer_meets_and_keeps_the_own_desk() {
    block(async {
        let house = House::full().await;
        let (mut wrong, mut kept) = (Vec::new(), Default::default());
        for Page(route, address, outcomes) in PAGES {
            on_the_buyers_wish(&house, &mut kept).await;
            let get = request(Method::GET, &filled(&house, address)).header(header::COOKIE, cookie(&kept.0));
            let answer = house.send(get.body(Body::empty()).expect("a request")).await;
            note(&mut wrong, &format!("GET {route}"), "acting", acting(route, address, outcomes), &answer);
            if answer.status == StatusCode::OK {
                let stripe = if route.starts_with("/desk") {
                    "Im Shop handeln Sie noch für"
                } else {
                    "Sie handeln für"
                };
                assert!(answer.body.contains(stripe), "{route} does not say for whom it is");
            }
        }
        for Function(path, arguments, outcomes) in FUNCTIONS {
            on_the_buyers_wish(&house, &mut kept).await;
            // Carts and lists of this house are the buyer's.
            let sent = filled(&house, arguments).replace("{who}", "buyer");
            let answer = under(&house, path, &sent, &kept.0, Some(&kept.1)).await;
            note(&mut wrong, path, "acting", acting(path, arguments, outcomes), &answer);
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// Calls a server function with a session, from a page that was drawn in the acting with this mark.
async fn under(house: &House, path: &str, sent: &str, secret: &str, mark: Option<&str>) -> Answer {
    let kind = if sent.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
    let mut post = request(Method::POST, &format!("/fn/{path}"))
        .header(header::CONTENT_TYPE, kind)
        .header(header::COOKIE, cookie(secret));
    if let Some(mark) = mark {
        post = post.header("x-kontor-acting", mark);
    }
    house.send(post.body(Body::from(sent.to_owned())).expect("a request")).await
}

#[test]
fn a_page_drawn_under_another_hat_does_nothing_under_this_one() {
    block(async {
        let house = House::full().await;
        let mut kept = Default::default();
        on_the_buyers_wish(&house, &mut kept).await;
        let (secret, mark) = kept;
        let add = format!("part={FILTER}&quantity=1");
        let rows = || async {
            let rows: Vec<String> = house
                .kontor
                .store
                .rows("SELECT VALUE added_by FROM cart_line", kontor_store::Variables::new())
                .await
                .expect("the store answers");
            rows.len()
        };
        let before = rows().await;
        // A tab of the desk, or one from before: their own hat, which has no cart.
        assert_eq!(under(&house, "carts/add_line", &add, &secret, None).await.status, StatusCode::FORBIDDEN);
        // A tab of another acting, by script and as a plain form.
        let answer = under(&house, "carts/add_line", &add, &secret, Some("01ANOTHER")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("acting_ended"), "{}", answer.body);
        let form = request(Method::POST, "/fn/carts/add_line?acting=01ANOTHER")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "http://127.0.0.1:3000/parts/x")
            .header(header::COOKIE, cookie(&secret));
        let answer = house.send(form.body(Body::from(add.clone())).expect("a request")).await;
        assert!(answer.header("location").starts_with("/parts/x?"), "{}", answer.header("location"));
        assert!(answer.header("location").contains("about") || answer.header("location").contains("__err"));
        assert_eq!(rows().await, before, "nothing was done");
        // A customer's person who claims to act is who they are.
        let claimed = under(&house, "accounts/companies", "", &house.cookies["buyer"], Some(&mark)).await;
        assert_eq!(claimed.status, StatusCode::CONFLICT);
        // The right mark works, in the address of a plain form too.
        assert_eq!(under(&house, "carts/add_line", &add, &secret, Some(&mark)).await.status, StatusCode::OK);
        let form = request(Method::POST, &format!("/fn/carts/set_line?acting={mark}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie(&secret));
        let set = format!("part={FILTER}&quantity=4");
        let answer = house.send(form.body(Body::from(set)).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        // Stopped in one tab, the other one is told; signed out, it is asked to sign in.
        let stop = under(&house, "accounts/stop_acting", &format!("mark={mark}"), &secret, None).await;
        assert!(stop.status.is_success() || stop.status.is_redirection());
        let late = under(&house, "carts/add_line", &add, &secret, Some(&mark)).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        under(&house, "accounts/sign_out", "", &secret, None).await;
        let gone = under(&house, "carts/add_line", &add, &secret, Some(&mark)).await;
        assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn every_operation_of_the_interface_obeys_those_and_only_those_it_is_for() {
    block(async {
        let document = serde_json::to_value(api::document()).expect("a document");
        let mut there = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            for method in methods.as_object().expect("methods").keys() {
                there.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
        complete(&there, OPERATIONS.iter().map(|row| row.0));
        let house = House::full().await;
        let mut wrong = Vec::new();
        for (i, Operation(name, address, body, expected)) in OPERATIONS.iter().enumerate() {
            let method: Method = name.split(' ').next().unwrap_or_default().parse().expect("a method");
            for (key, expected) in columns(&KEYS, expected) {
                let mut request = request(method.clone(), &filled(&house, address))
                    .header("idempotency-key", format!("operation-{i}-{key}"));
                if !body.is_empty() {
                    request = request.header(header::CONTENT_TYPE, "application/json");
                }
                match key {
                    "-" => {}
                    "session" => request = request.header(header::COOKIE, cookie(&house.cookies["admin"])),
                    key => {
                        request =
                            request.header(header::AUTHORIZATION, format!("Bearer {}", house.keys[key]));
                    }
                }
                let answer =
                    house.send(request.body(Body::from(filled(&house, body))).expect("a request")).await;
                note(&mut wrong, name, key, expected, &answer);
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    });
}

/// The form of an import with this file.
fn upload(key: &str, file: &str) -> String {
    format!(
        "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\npreview\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{file}\r\n--x--\r\n"
    )
}

async fn post_upload(house: &House, person: &str, body: &str) -> Answer {
    let request = request(Method::POST, "/desk/imports")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    as_person(house, person, request, body).await
}

fn uploads(house: &House) -> Vec<String> {
    let folder = std::fs::read_dir(house.config.data.join("uploads"));
    folder.map_or_else(
        |_| Vec::new(),
        |files| files.flatten().map(|f| f.file_name().to_string_lossy().into_owned()).collect(),
    )
}

#[test]
fn only_who_keeps_the_catalogue_uploads_a_file() {
    block(async {
        let house = House::full().await;
        let file = "part_number;name_de;price\r\nHY-1;Filter;62,00\r\n";
        let mut wrong = Vec::new();
        for (person, expected) in PEOPLE.into_iter().zip("ufffffff++".chars()) {
            let answer = post_upload(&house, person, &upload("one", file)).await;
            if expected == '+' {
                assert!(
                    answer.header("location").starts_with("/desk/imports/"),
                    "{} {}",
                    answer.status,
                    answer.body
                );
            }
            note(&mut wrong, "POST /desk/imports", person, expected, &answer);
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        let kept = uploads(&house);
        assert!(kept.len() == 2 && kept.iter().all(|name| !name.contains('.')), "{kept:?}");
    });
}

#[test]
fn a_file_is_uploaded_once_and_what_is_wrong_with_it_is_told_on_the_form() {
    block(async {
        let mut house = House::empty(|config| config.http.upload_limit_bytes = 1_000).await;
        house.people().await;
        let file = "part_number;name_de;price\r\nHY-1;Filter;62,00\r\n";
        let first = post_upload(&house, "admin", &upload("same", file)).await;
        let second = post_upload(&house, "admin", &upload("same", file)).await;
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!(uploads(&house).len(), 1, "the second click's file is thrown away");
        let page = as_person(&house, "admin", request(Method::GET, first.header("location")), "").await;
        assert!(page.body.contains(r#"<meta http-equiv="refresh""#), "works without JavaScript");
        outbox::drain(&house.kontor).await.expect("drained");
        let page = as_person(&house, "admin", request(Method::GET, first.header("location")), "").await;
        assert!(
            !page.body.contains(r#"<meta http-equiv="refresh""#) && page.body.contains("Jetzt übernehmen")
        );
        for (body, why, words) in [
            (upload("large", &"x".repeat(1_001)), "large", "Diese Datei ist zu groß"),
            (upload("empty", ""), "empty", "Bitte wählen Sie eine Datei"),
            (upload("half", file).replace("\r\n--x--", ""), "broken", "nicht ganz angekommen"),
        ] {
            let answer = post_upload(&house, "admin", &body).await;
            assert_eq!(answer.header("location"), format!("/desk/imports?refused={why}"));
            let form = as_person(&house, "admin", request(Method::GET, answer.header("location")), "").await;
            assert!(form.body.contains(words), "{why}: {}", form.body);
        }
        assert_eq!(uploads(&house).len(), 1, "nothing half is left behind");
    });
}

fn complete<'a>(there: &BTreeSet<String>, rows: impl Iterator<Item = &'a str>) {
    let rows: BTreeSet<String> = rows.map(str::to_owned).collect();
    let missing: Vec<_> = there.difference(&rows).collect();
    let surplus: Vec<_> = rows.difference(there).collect();
    assert!(missing.is_empty(), "say who may use these, in the tables of this file: {missing:?}");
    assert!(surplus.is_empty(), "these doors do not exist: {surplus:?}");
}

/// A row's outcomes with whom they are of; a row that leaves somebody out is no row.
pub fn columns<const N: usize>(who: &[&'static str; N], row: &str) -> Vec<(&'static str, char)> {
    assert_eq!(row.len(), N, "{row} does not say something of each of {who:?}");
    who.iter().copied().zip(row.chars()).collect()
}

/// Puts the things of the house into an address or a body.
pub fn filled(house: &House, text: &str) -> String {
    let order = house.order.as_ref().map(ToString::to_string).unwrap_or_default();
    text.replace("{part}", FILTER)
        .replace("{number}", FILTER)
        .replace("{order}", &order)
        .replace("{case}", &house.case)
        .replace("{shipment}", &house.shipment)
        .replace("{import}", &house.import)
        .replace("{person}", &house.person)
        .replace("{cart}", house.cart.as_str())
        .replace("{return}", &house.goods_return)
        .replace("{list}", &house.list)
        .replace("{price_request}", &house.price_request)
        .replace("{model}", "rl-60")
        .replace("{dealer_list}", &house.dealer_list)
        .replace("{recurring}", &house.recurring)
        .replace("{configuration}", &house.configuration)
        .replace("{offer}", &house.offer)
        .replace("{hook}", &house.hook)
        .replace("{dealer_hook}", &house.dealer_hook)
        .replace("{follow_up}", &house.follow_up)
        .replace("{document}", &house.document)
        .replace("{form}", &house.form)
        .replace("{company}", "bauer")
        .replace("{token}", "Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA")
}

/// Sends a request with the session of a person; signs in again when an earlier row ended it.
pub async fn as_person(
    house: &House,
    person: &str,
    mut request: http::request::Builder,
    body: &str,
) -> Answer {
    // Everybody at a computer of their own: the limits per address are not what is looked at here.
    let computer = PEOPLE.iter().zip(1..).find(|(name, _)| **name == person).map_or(0, |(_, n)| n);
    request = request.extension(ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, computer], 40_000))));
    if person != "-" {
        let mut secret = house.cookies[person].clone();
        if accounts::resume(&house.kontor, &secret, Language::De).await.expect("the store answers").is_none()
        {
            let address = house.kontor.new_id();
            let sign_in =
                SignIn { email: format!("{person}@kontor.example"), password: PASSWORD.into(), address };
            secret = accounts::sign_in(&house.kontor, &sign_in).await.expect("signed in again").secret;
        }
        request = request.header(header::COOKIE, cookie(&secret));
    }
    house.send(request.body(Body::from(body.to_owned())).expect("a request")).await
}

/// What the model of the house, one of its choices and the filter cost the dealer, as data and as both languages write it. Stands nowhere
/// else.
const COSTS: [&str; 8] =
    ["65940.00", "65.940,00", "65,940.00", "4992.00", "4.992,00", "4,992.00", "30.14159", "30,14159"];
/// Who may see margins.
const TRUSTED: [&str; 3] = ["sales", "manager", "admin"];

/// What comes of a door, and that nobody learns behind it what anything costs the dealer who may not.
pub fn note(wrong: &mut Vec<String>, door: &str, who: &str, expected: char, answer: &Answer) {
    // Who acts for a customer is of the sales at the own desk.
    let trusted = TRUSTED.contains(&who) || (who == "acting" && door.contains("/desk/"));
    if !trusted && let Some(cost) = COSTS.iter().find(|cost| answer.body.contains(**cost)) {
        wrong.push(format!("{door} as {who} tells what it costs: {cost}"));
    }
    let came = match answer.status {
        StatusCode::UNAUTHORIZED => 'u',
        status if status.is_redirection() && answer.header("location").starts_with("/sign-in") => 'u',
        StatusCode::FORBIDDEN => 'f',
        StatusCode::NOT_FOUND => 'n',
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => '+',
        status if status.is_success() || status.is_redirection() => '+',
        _ => '!',
    };
    if came != expected {
        let body: String = answer.body.chars().take(120).collect();
        wrong.push(format!("{door} as {who}: expected {expected}, came {came} ({}) {body}", answer.status));
    }
}
