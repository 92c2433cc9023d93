//! The hosted pages: plain forms, marked as a test on every page.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State as Extract};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde_json::Value;

use crate::params::Params;
use crate::state::{Confirmed, Outcome};
use crate::{Shared, objects};

type Ask = Extract<Arc<Shared>>;
type Pairs = Vec<(String, String)>;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;color:#1d1d1b;background:#fff}\
 .test{background:#fff1c2;border:1px solid #8a6d00;padding:.5rem .75rem}label{display:block;margin:.75rem 0}\
 input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.6rem;border:1px solid #6b6b66}\
 button{font:inherit;padding:.7rem 1rem;min-height:44px;border:1px solid #1d1d1b;background:#1d1d1b;color:#fff}\
 button.plain{background:#fff;color:#1d1d1b}fieldset{border:1px solid #c9c9c2;margin:1rem 0}.error{color:#a40000}\
 code{font-family:ui-monospace,monospace}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #ddd}";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn frame(language: &str, title: &str, body: &str) -> Response {
    let banner = if language == "de" {
        "TESTBETRIEB – diese Seite bewegt kein Geld."
    } else {
        "TEST MODE – this page moves no money."
    };
    Html(format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{}</title>\
         <style>{STYLE}</style></head><body><main><p class=\"test\"><strong>{banner}</strong></p>{body}</main></body></html>",
        escape(title)
    ))
    .into_response()
}

fn gone() -> Response {
    (StatusCode::NOT_FOUND, frame("en", "Gone", "<h1>This page does not exist.</h1>")).into_response()
}

fn text<'a>(object: &'a Value, field: &str) -> &'a str {
    object[field].as_str().unwrap_or_default()
}

fn language(session: &Value) -> &'static str {
    if session["locale"] == "de" { "de" } else { "en" }
}

fn euros(cents: &Value) -> String {
    let cents = cents.as_i64().unwrap_or(0);
    format!("{},{:02} €", cents / 100, cents % 100)
}

fn back(session: &Value) -> Response {
    let url = text(session, "success_url").replace("{CHECKOUT_SESSION_ID}", text(session, "id"));
    Redirect::to(&url).into_response()
}

pub async fn show(ask: Ask, Path(id): Path<String>) -> Response {
    let session = ask.state().get(&id).cloned();
    session.filter(|s| s["object"] == "checkout.session").map_or_else(gone, |s| form(&s, ""))
}

fn form(session: &Value, error: &str) -> Response {
    let de = session["locale"] == "de";
    let t = |german: &'static str, english: &'static str| if de { german } else { english };
    let title = t("Bezahlen", "Payment");
    if session["status"] == "complete" {
        let body = format!(
            "<h1>{}</h1><p><a href=\"{}\">{}</a></p>",
            t("Schon erledigt.", "Already done."),
            escape(&text(session, "success_url").replace("{CHECKOUT_SESSION_ID}", text(session, "id"))),
            t("Zurück zum Shop", "Back to the shop")
        );
        return frame(language(session), title, &body);
    }
    if session["status"] == "expired" {
        return frame(
            language(session),
            title,
            &format!("<h1>{}</h1>", t("Diese Seite gilt nicht mehr.", "This page has expired.")),
        );
    }
    let setup = session["mode"] == "setup";
    let mut body = String::new();
    if setup {
        let _ = write!(body, "<h1>{}</h1>", t("Zahlungsart hinterlegen", "Save a payment method"));
    } else {
        let _ = write!(
            body,
            "<h1>{}</h1><p>{}</p>",
            euros(&session["amount_total"]),
            escape(text(&session["double"], "description"))
        );
    }
    if !error.is_empty() {
        let _ = write!(body, "<p class=\"error\" role=\"alert\">{}</p>", escape(error));
    }
    let allowed =
        |kind: &str| session["payment_method_types"].as_array().is_some_and(|a| a.iter().any(|m| m == kind));
    let button = if setup { t("Hinterlegen", "Save") } else { t("Bezahlen", "Pay") };
    if allowed("card") {
        let _ = write!(
            body,
            "<form method=\"post\"><fieldset><legend>{}</legend><input type=\"hidden\" name=\"method\" value=\"card\">\
             <label>{}<input name=\"number\" inputmode=\"numeric\" value=\"4242 4242 4242 4242\" required></label>\
             <button>{button}</button></fieldset></form>",
            t("Karte", "Card"),
            t("Kartennummer", "Card number"),
        );
    }
    if allowed("sepa_debit") {
        let _ = write!(
            body,
            "<form method=\"post\"><fieldset><legend>{}</legend><input type=\"hidden\" name=\"method\" value=\"sepa_debit\">\
             <label>IBAN<input name=\"iban\" value=\"DE89 3704 0044 0532 0130 00\" required></label>\
             <button>{button}</button></fieldset></form>",
            t("SEPA-Lastschrift", "SEPA direct debit"),
        );
    }
    let _ = write!(
        body,
        "<p><a href=\"{}\">{}</a></p><details><summary>{}</summary><ul>\
         <li><code>4242 4242 4242 4242</code> {}</li><li><code>4000 0000 0000 0002</code> {}</li>\
         <li><code>4000 0025 0000 3155</code> {}</li><li><code>4000 0000 0000 3220</code> {}</li>\
         <li><code>DE89 3704 0044 0532 0130 00</code> {}</li><li><code>DE62 3704 0044 0532 0130 01</code> {}</li>\
         <li><code>DE35 3704 0044 0532 0130 02</code> {}</li></ul></details>",
        escape(text(session, "cancel_url")),
        t("Abbrechen und zurück zum Shop", "Cancel and return to the shop"),
        t("Nummern zum Ausprobieren", "Numbers to try"),
        t("wird bezahlt", "is paid"),
        t("wird abgelehnt", "is declined"),
        t("die Bank fragt einmal nach", "the bank asks once"),
        t("die Bank fragt jedes Mal nach", "the bank asks every time"),
        t("wird später abgebucht", "is debited later"),
        t("die Abbuchung scheitert später", "the debit fails later"),
        t("die Abbuchung wird später zurückgeholt", "the debit is taken back later"),
    );
    frame(language(session), title, &body)
}

pub async fn pay(ask: Ask, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Response {
    let params = Params::new(pairs);
    let field = if params.get("method") == Some("sepa_debit") { "iban" } else { "number" };
    let number: String = params.text(field).chars().filter(char::is_ascii_alphanumeric).collect();
    let now = ask.now();
    let answer = {
        let mut state = ask.state();
        let Some(session) = state.get(&id).cloned().filter(|s| s["object"] == "checkout.session") else {
            return gone();
        };
        if session["status"] != "open" {
            return form(&session, "");
        }
        let ok = if field == "iban" { number.len() >= 15 } else { number.len() >= 14 && luhn(&number) };
        if !ok {
            let wrong = if session["locale"] == "de" {
                "Diese Nummer stimmt nicht."
            } else {
                "This number is not valid."
            };
            return form(&session, wrong);
        }
        let method = state.method(now, &number);
        if session["mode"] == "setup" {
            let setup = state.id("seti");
            let object = objects::setup_intent(
                &setup,
                now,
                &session["customer"],
                &session["double"]["setup_metadata"],
                &method,
            );
            state.put(object);
            state.set(&id, "setup_intent", setup.as_str().into());
            state.attach(now, &method, &session["customer"]);
            state.happened(now, "setup_intent.succeeded", &setup);
            state.complete(now, &id);
            back(&session)
        } else {
            let intent = intent_of(&mut state, now, &session);
            match state.confirm(now, &intent, &method, true, false) {
                Confirmed::Through => {
                    state.complete(now, &id);
                    back(&session)
                }
                Confirmed::Asks => question(&session),
                Confirmed::Refused(_, code) => form(&session, &declined(&session, &code)),
            }
        }
    };
    ask.changed();
    answer
}

/// The payment of a page is made when somebody pays for the first time.
fn intent_of(state: &mut crate::state::State, now: i64, session: &Value) -> String {
    if let Some(id) = session["payment_intent"].as_str() {
        return id.to_owned();
    }
    let id = state.id("pi");
    let mut intent = objects::intent(
        &id,
        now,
        session["amount_total"].as_i64().unwrap_or(0),
        text(session, "currency"),
        &session["customer"],
        &session["double"]["intent_metadata"],
    );
    intent["description"] = session["double"]["intent_description"].clone();
    intent["setup_future_usage"] = session["double"]["save"].clone();
    state.put(intent);
    state.set(text(session, "id"), "payment_intent", id.as_str().into());
    state.happened(now, "payment_intent.created", &id);
    id
}

fn declined(session: &Value, code: &str) -> String {
    if session["locale"] == "de" {
        format!("Die Karte wurde abgelehnt ({code}).")
    } else {
        format!("The card was declined ({code}).")
    }
}

fn question(session: &Value) -> Response {
    let de = session["locale"] == "de";
    let (ask, yes, no) = if de {
        ("Ihre Bank fragt: Sind Sie es?", "Bestätigen", "Ablehnen")
    } else {
        ("Your bank asks: is it you?", "Confirm", "Refuse")
    };
    let id = text(session, "id");
    let body = format!(
        "<h1>{ask}</h1><form method=\"post\" action=\"/pay/{id}/authenticate\"><button name=\"ok\" value=\"1\">{yes}</button> \
         <button class=\"plain\" name=\"ok\" value=\"0\">{no}</button></form>"
    );
    frame(language(session), ask, &body)
}

pub async fn authenticate(ask: Ask, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Response {
    let ok = Params::new(pairs).get("ok") == Some("1");
    let now = ask.now();
    let answer = {
        let mut state = ask.state();
        let Some(session) = state.get(&id).cloned() else { return gone() };
        let intent = text(&session, "payment_intent").to_owned();
        let payment = state.get(&intent).cloned().unwrap_or_default();
        if session["status"] != "open" || payment["status"] != "requires_action" {
            return form(&session, "");
        }
        let method = text(&payment, "payment_method").to_owned();
        let confirmed = if ok {
            state.confirm(now, &intent, &method, true, true)
        } else {
            state.refuse(now, &intent, "payment_intent_authentication_failure", "authentication_failed")
        };
        match confirmed {
            Confirmed::Through => {
                state.complete(now, &id);
                back(&session)
            }
            Confirmed::Asks => question(&session),
            Confirmed::Refused(_, code) => form(&session, &declined(&session, &code)),
        }
    };
    ask.changed();
    answer
}

/// The check digit of a card number (ISO/IEC 7812-1, annex B).
fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let digit = u32::from(b.wrapping_sub(b'0'));
            let twice = digit * 2;
            match (i % 2, digit) {
                (_, 10..) => 1_000,
                (0, _) => digit,
                _ if twice > 9 => twice - 9,
                _ => twice,
            }
        })
        .sum();
    sum.is_multiple_of(10) && sum < 1_000
}

/// What happened, with the buttons that only a test has.
pub async fn index(ask: Ask) -> Response {
    let mut rows = String::new();
    for intent in ask.state().of("payment_intent") {
        let _ = write!(
            rows,
            "<tr><td><code>{id}</code></td><td>{}</td><td>{}</td><td><form method=\"post\" action=\"/control/dispute/{id}\">\
             <button class=\"plain\">Dispute</button></form></td></tr>",
            euros(&intent["amount"]),
            escape(text(intent, "status")),
            id = escape(text(intent, "id")),
        );
    }
    let body = format!(
        "<h1>Stripe double</h1><form method=\"post\" action=\"/control/debits\">\
         <button name=\"outcome\" value=\"numbered\">Let debits arrive</button> \
         <button class=\"plain\" name=\"outcome\" value=\"fail\">Let debits fail</button></form>\
         <table><thead><tr><th>Payment</th><th>Amount</th><th>State</th><th></th></tr></thead><tbody>{rows}</tbody></table>"
    );
    frame("en", "Stripe double", &body)
}

pub async fn settle_debits(ask: Ask, Form(pairs): Form<Pairs>) -> Redirect {
    let outcome = match Params::new(pairs).get("outcome") {
        Some("fail") => Outcome::Fail,
        Some("succeed") => Outcome::Succeed,
        _ => Outcome::AsNumbered,
    };
    ask.state().settle_debits(ask.now(), outcome);
    ask.changed();
    Redirect::to("/")
}

pub async fn dispute(ask: Ask, Path(id): Path<String>) -> Redirect {
    ask.state().dispute(ask.now(), &id);
    ask.changed();
    Redirect::to("/")
}
