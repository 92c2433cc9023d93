//! Follow-ups in a calendar, at the customer's page and over the interface.

use axum::body::Body;
use http::{Method, StatusCode, header};
use kontor_domain::IdempotencyKey;
use kontor_domain::accounts::{MakeKey, Right};
use kontor_service::accounts;

use crate::house::{Answer, House, block, cookie, request, system};

const PAGE: &str = "/desk/follow-ups";

/// Sends a plain form of the page, as a browser without JavaScript does.
async fn send(house: &House, person: &str, path: &str, body: &str) -> Answer {
    let post = request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "text/html")
        .header(header::REFERER, format!("http://127.0.0.1:3000{PAGE}"))
        .header(header::COOKIE, cookie(&house.cookies[person]));
    house.send(post.body(Body::from(body.to_owned())).expect("a request")).await
}

/// The page of a person who brings `more` cookies.
async fn see(house: &House, person: &str, path: &str, more: &str) -> Answer {
    let get = request(Method::GET, path)
        .header(header::COOKIE, format!("{}{more}", cookie(&house.cookies[person])));
    house.send(get.body(Body::empty()).expect("a request")).await
}

#[test]
fn a_calendar_is_made_by_a_plain_form_told_once_and_read_without_a_session_until_it_is_revoked() {
    block(async {
        let house = House::full().await;
        let made = send(&house, "support", "/fn/follow_ups/make_calendar", "key=calendar-by-form").await;
        assert_eq!(
            (made.status, made.header("location")),
            (StatusCode::SEE_OTHER, "/desk/follow-ups?done=calendar")
        );
        let told = made.header("set-cookie");
        let address = told.split(['=', ';']).nth(1).expect("the address").to_owned();
        assert!(told.contains("HttpOnly") && !made.header("location").contains("ics"), "{told}");

        let once = format!("; __Host-once={address}");
        let page = see(&house, "support", PAGE, &once).await;
        assert!(page.body.contains(&address), "{}", page.body);
        assert!(page.header("set-cookie").starts_with("__Host-once=;"), "{}", page.header("set-cookie"));
        let later = see(&house, "support", PAGE, "").await.body;
        assert!(!later.contains(&address) && later.contains("Adresse sperren"));

        let path = address.strip_prefix("http://127.0.0.1:3000").expect("ours").to_owned();
        let calendar = house.get(&path).await;
        assert_eq!(
            (calendar.status, calendar.header("content-type")),
            (StatusCode::OK, "text/calendar; charset=utf-8")
        );
        assert_eq!(
            (calendar.header("cache-control"), calendar.header("set-cookie")),
            ("private, no-store", "")
        );
        assert!(calendar.body.starts_with("BEGIN:VCALENDAR\r\n"), "{}", calendar.body);
        assert!(calendar.body.contains("SUMMARY:Anrufen (bauer GmbH"), "{}", calendar.body);
        for wrong in
            [path.trim_end_matches(".ics"), "/calendar/x.ics", "/calendar/.ics", &format!("{path}.ics")]
        {
            let answer = house.get(wrong).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
            assert!(!answer.body.contains("Anrufen"), "{wrong}");
        }

        let revoked = send(&house, "support", "/fn/follow_ups/revoke_calendar", "").await;
        assert_eq!(revoked.header("location"), "/desk/follow-ups?done=revoked");
        assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND);
        let page = see(&house, "support", "/desk/follow-ups?done=revoked", "").await.body;
        assert!(page.contains("Die Adresse ist gesperrt") && !page.contains("Adresse sperren"));
    });
}

#[test]
fn nobody_guesses_addresses_of_calendars_without_end() {
    block(async {
        let house = House::empty(|c| {
            c.http.requests_per_second = 1;
            c.http.request_burst = 2;
        })
        .await;
        let guess = "/calendar/Zk3l0aXvMZ2cQpYw7uT1sRb4nEf8hGj5dKq6VxWyLoA.ics";
        for expected in [StatusCode::NOT_FOUND, StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS] {
            assert_eq!(house.get(guess).await.status, expected);
        }
    });
}

#[test]
fn the_page_of_a_customer_shows_what_is_to_be_followed_up_and_makes_more() {
    block(async {
        let house = House::full().await;
        let path = "/desk/customers/bauer";
        let page = see(&house, "sales", path, "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("Anrufen") && page.body.contains(&format!("/desk/cases/{}", house.case)));
        assert!(page.body.contains("/fn/follow_ups/make_follow_up"), "{}", page.body);
        let form = "key=at-the-customer&company=bauer&due=2026-12-01&note=Besuchen&owner=";
        let made = send(&house, "sales", "/fn/follow_ups/make_follow_up", form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let page = see(&house, "sales", "/desk/customers/bauer?done=follow_up", "").await.body;
        assert!(page.contains("Besuchen") && page.contains("Gespeichert."), "{page}");
        assert!(!see(&house, "sales", "/desk/customers/steiner", "").await.body.contains("Besuchen"));
    });
}

#[test]
fn a_program_reads_makes_puts_off_hands_over_and_is_done() {
    block(async {
        let mut house = House::full().await;
        let rights = vec![Right::ManageQuotes, Right::SeeOrders];
        let key = IdempotencyKey::new("follow-up-key");
        let command = MakeKey { key, name: "crm".into(), company: None, rights };
        let made = accounts::make_key(&house.kontor, &system(), &command).await.expect("a key");
        house.keys.insert("crm", made.secret);
        let people = accounts::people(&house.kontor, &system(), None).await.expect("people");
        let person = |name: &str| people.iter().find(|p| p.name == name).expect("a person").id.to_string();
        let (support, sales) = (person("support"), person("sales"));

        let found = house.api(Method::GET, "/api/v1/follow-ups", "crm", "").await.json();
        assert_eq!(found["follow_ups"][0]["note"], "Anrufen", "{found}");
        assert_eq!(found["follow_ups"][0]["case"], house.case);
        assert_eq!(found["follow_ups"][0]["owner"], support);

        let new =
            format!(r#"{{"company":"bauer","due":"2026-12-01","note":"Nachfassen","owner":"{sales}"}}"#);
        let made = house.post_once("/api/v1/follow-ups", "crm", "follow-up-1", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let again = house.post_once("/api/v1/follow-ups", "crm", "follow-up-1", &new).await;
        assert_eq!(again.json(), made.json(), "once");
        let path = made.header("location").to_owned();
        assert_eq!(house.api(Method::GET, &path, "crm", "").await.json(), made.json());

        let case = &house.case;
        for (query, notes) in [
            ("company=bauer".to_owned(), vec!["Anrufen", "Nachfassen"]),
            ("owner=all".to_owned(), vec!["Anrufen", "Nachfassen"]),
            (format!("owner={sales}"), vec!["Nachfassen"]),
            (format!("case={case}"), vec!["Anrufen"]),
            ("company=bauer&until=2026-11-30".to_owned(), vec!["Anrufen"]),
            ("company=steiner".to_owned(), vec![]),
        ] {
            let found =
                house.api(Method::GET, &format!("/api/v1/follow-ups?{query}"), "crm", "").await.json();
            let found = found["follow_ups"].as_array().expect("a list").clone();
            assert_eq!(found.iter().map(|one| &one["note"]).collect::<Vec<_>>(), notes, "{query}");
        }
        for (query, field) in [("owner=me", "owner"), ("case=x", "case"), ("until=morgen", "until")] {
            let answer = house.api(Method::GET, &format!("/api/v1/follow-ups?{query}"), "crm", "").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert_eq!(answer.json()["errors"][0]["field"], field);
        }
        for (body, field) in [
            (format!(r#"{{"due":"2026-12-01","note":"x","owner":"{sales}"}}"#), "company"),
            (
                format!(
                    r#"{{"company":"bauer","case":"{case}","due":"2026-12-01","note":"x","owner":"{sales}"}}"#
                ),
                "company",
            ),
            (r#"{"company":"bauer","due":"2026-12-01","note":"x","owner":"nobody"}"#.to_owned(), "owner"),
            (format!(r#"{{"company":"bauer","due":"2026-11-01","note":"x","owner":"{sales}"}}"#), "due"),
        ] {
            let answer = house.post_once("/api/v1/follow-ups", "crm", "follow-up-wrong", &body).await;
            assert_eq!(
                (answer.status, &answer.json()["errors"][0]["field"]),
                (StatusCode::UNPROCESSABLE_ENTITY, &field.into()),
                "{body}"
            );
        }
        let nobodys = r#"{"company":"bauer","due":"2026-12-01","note":"x"}"#;
        let answer = house.post_once("/api/v1/follow-ups", "crm", "follow-up-nobody", nobodys).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "a key is no person: {}", answer.body);

        for (step, body, field, value) in [
            ("snooze", r#"{"version":1,"to":"two_weeks"}"#.to_owned(), "due", "2026-12-08".to_owned()),
            ("snooze", r#"{"version":2,"due":"2026-12-15"}"#.to_owned(), "due", "2026-12-15".to_owned()),
            (
                "hand-over",
                format!(r#"{{"version":3,"owner":"{support}"}}"#),
                "owner_name",
                "support".to_owned(),
            ),
            ("done", r#"{"version":4}"#.to_owned(), "done_by", "crm".to_owned()),
        ] {
            let changed = house.api(Method::POST, &format!("{path}/{step}"), "crm", &body).await;
            assert_eq!(
                (changed.status, &changed.json()[field]),
                (StatusCode::OK, &value.into()),
                "{}",
                changed.body
            );
            let stale = house.api(Method::POST, &format!("{path}/{step}"), "crm", &body).await;
            assert_eq!(stale.status, StatusCode::CONFLICT, "{step}");
        }
        let both = r#"{"version":5,"to":"tomorrow","due":"2026-12-15"}"#;
        let answer = house.api(Method::POST, &format!("{path}/snooze"), "crm", both).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let found = house.api(Method::GET, "/api/v1/follow-ups", "crm", "").await.json();
        assert_eq!(found["follow_ups"].as_array().map(Vec::len), Some(1), "what is done is gone");
        assert_eq!(house.api(Method::GET, &path, "desk", "").await.status, StatusCode::FORBIDDEN);
    });
}
