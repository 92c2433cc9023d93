//! The REST interface: a program begins a form, fills it in beside people, and throws it away.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::house::{Answer, House, block};

/// What an answer finds fault with.
fn faults(answer: &Answer) -> Vec<(String, String)> {
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    errors.iter().map(|error| (text(error, "field"), text(error, "code"))).collect()
}

fn text(text: &str) -> Value {
    json!({"is": "text", "value": text})
}

/// A form about the company's machine; answers its address.
async fn begun(house: &House, once: &str) -> (String, Value) {
    let new = r#"{"template":"complaint","machine":"kb-1"}"#;
    let begun = house.post_once("/api/v1/forms", "customer", once, new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.body);
    (begun.header("location").to_owned(), begun.json())
}

#[test]
fn a_program_begins_a_form_once_fills_it_in_and_throws_it_away() {
    block(async {
        let house = House::full().await;
        let listed = house.api(Method::GET, "/api/v1/form-templates", "customer", "").await.json();
        let templates = listed["templates"].as_array().expect("templates");
        assert!(templates.iter().any(|template| template["id"] == "complaint"), "{listed}");

        let (address, form) = begun(&house, "form-from-erp").await;
        assert_eq!(address, format!("/api/v1/forms/{}", form["id"].as_str().expect("an id")));
        assert_eq!(form["answers"]["customer"], text("bauer GmbH"), "what is known is filled in");
        for (name, value) in [
            ("state", json!("draft")),
            ("machine", json!("KB-1")),
            ("version", json!(1)),
            ("may_fill", json!(true)),
            ("complete", json!(false)),
        ] {
            assert_eq!(form[name], value, "{name} in {form}");
        }
        assert_eq!(begun(&house, "form-from-erp").await.1["id"], form["id"], "the same key is the same form");
        let keyless = r#"{"template":"complaint"}"#;
        let keyless = house.api(Method::POST, "/api/v1/forms", "customer", keyless).await;
        assert_eq!(faults(&keyless), [("Idempotency-Key".to_owned(), "required".to_owned())]);

        let answers = format!("{address}/answers");
        let fill = async |base: i64, changes: Value| {
            let body = json!({"base": base, "changes": changes}).to_string();
            house.api(Method::POST, &answers, "customer", &body).await
        };
        let first = fill(1, json!({"phone": text("0831 1")})).await.json();
        assert_eq!((&first["version"], &first["answers"]["phone"]), (&json!(2), &text("0831 1")));
        // Somebody who has not seen it: both are there, and somebody decides.
        let second = fill(1, json!({"phone": text("0831 2")})).await.json();
        assert_eq!((&second["version"], &second["answers"]["phone"]), (&json!(3), &text("0831 2")));
        assert_eq!(second["asides"][0]["answer"], text("0831 1"));
        let wrong = fill(3, json!({"nobody": text("x"), "story": {"is": "yes_no", "value": true}})).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields: Vec<_> = faults(&wrong).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["changes.nobody", "changes.story"]);
        assert_eq!(fill(99, json!({})).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let listed = house.api(Method::GET, "/api/v1/forms?machine=KB-1", "customer", "").await.json();
        assert_eq!(listed["forms"][0]["id"], form["id"], "{listed}");
        let late = house.api(Method::DELETE, &format!("{address}?version=1"), "customer", "").await;
        let told = faults(&late).into_iter().map(|(_, code)| code).collect::<Vec<_>>();
        assert_eq!((late.status, told), (StatusCode::CONFLICT, vec!["changed_meanwhile".to_owned()]));
        let discard = format!("{address}?version=3");
        for status in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
            assert_eq!(house.api(Method::DELETE, &discard, "customer", "").await.status, status);
        }
        assert_eq!(house.api(Method::GET, &address, "customer", "").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn another_companys_form_is_not_there() {
    block(async {
        let house = House::full().await;
        let (address, _) = begun(&house, "form-of-bauer").await;
        let filled = r#"{"base":1,"changes":{"phone":{"is":"text","value":"0831 1"}}}"#;
        for (method, path, body) in [
            (Method::GET, address.clone(), ""),
            (Method::GET, format!("{address}/signatures"), ""),
            (Method::POST, format!("{address}/answers"), filled),
            (Method::DELETE, format!("{address}?version=1"), ""),
        ] {
            let answer = house.api(method, &path, "stranger", body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {}", answer.body);
        }
        let listed = house.api(Method::GET, "/api/v1/forms", "stranger", "").await.json();
        assert_eq!(listed["forms"], json!([]));
        let asked = house.api(Method::GET, "/api/v1/forms?company=bauer", "stranger", "").await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
        let own = house.api(Method::GET, &address, "customer", "").await.json();
        assert_eq!(own["version"], 1, "nothing of it was written");
    });
}
